"""Who hears whom in the diagnostic."""

from collections.abc import Callable

from desktop.diagnostic.presenter import DiagnosticPresenter
from desktop.diagnostic.question_view import QuestionView
from desktop.diagnostic.route_view import RouteView
from desktop.diagnostic.start_view import StartView
from desktop.diagnostic.verdict_view import VerdictView
from desktop.practice.wiring import wire_asking


def wire_diagnostic(
    start: StartView, question: QuestionView, verdict: VerdictView, route: RouteView, presenter: DiagnosticPresenter
) -> None:
    """Let the presenter hear what is pressed. Undo is other people's work, and so is opening an answer in Review."""
    start.begin_requested.connect(presenter.begin)
    start.again_requested.connect(presenter.begin_anew)
    start.result_requested.connect(presenter.show_result)
    start.question_requested.connect(presenter.take)
    start.leave_requested.connect(presenter.leave)
    wire_asking(question, presenter.asking)
    question.put_off_requested.connect(presenter.skip)
    question.pause_requested.connect(presenter.stop)
    question.leave_requested.connect(presenter.stop)
    verdict.chosen.connect(presenter.choose)
    verdict.words_requested.connect(presenter.judging.words.ask_for)
    verdict.leave_requested.connect(presenter.stop)
    start.left.connect(presenter.forget_said)
    route.left.connect(presenter.forget_said)
    route.leave_requested.connect(presenter.leave)
    route.back_requested.connect(presenter.open)


def wire_opening(route: RouteView, open_attempt: Callable[[int], None]) -> None:
    """Let an answer be looked at in Review."""
    route.attempt_requested.connect(open_attempt)

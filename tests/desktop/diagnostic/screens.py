"""Every screen of the diagnostic in its fullest state, by the name it has in the window."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from desktop.diagnostic.question_view import QuestionView
from desktop.diagnostic.route_view import RouteView
from desktop.diagnostic.start_view import StartView
from desktop.diagnostic.verdict_view import VerdictView
from desktop.practice.model import RecorderState, Said
from desktop.widgets.disclosure import Disclosure
from tests.desktop.diagnostic.samples import DONE, GOING, ROUTE, VERDICT
from tests.desktop.samples import ASK, HOSTILE


def diagnostic() -> StartView:
    view = StartView()
    rows = tuple(replace(each, title=HOSTILE, asks=HOSTILE) for each in GOING.rows)
    view.show_start(replace(GOING, rows=rows, next=HOSTILE))
    return view


def diagnostic_done() -> StartView:
    view = StartView()
    view.show_start(DONE)
    return view


def question() -> QuestionView:
    view = QuestionView()
    view.show_prompt(replace(ASK, decision=HOSTILE, constraint=HOSTILE))
    view.set_state(RecorderState.READY)
    return view


def verdict() -> VerdictView:
    view = VerdictView()
    view.show_verdict(replace(VERDICT, asks=HOSTILE, said=(Said(HOSTILE),), points=(HOSTILE, "b")))
    view.set_waiting(True)
    return view


def route() -> RouteView:
    view = RouteView()
    phases = tuple(replace(each, title=HOSTILE, reason=HOSTILE) for each in ROUTE.phases)
    rounds = tuple(replace(each, title=HOSTILE, why=HOSTILE) for each in ROUTE.rounds)
    answers = tuple(replace(each, title=HOSTILE, when=HOSTILE) for each in ROUTE.answers)
    texts = dict.fromkeys(("headline", "why", "focus", "open"), HOSTILE)
    view.show_route(replace(ROUTE, phases=phases, rounds=rounds, answers=answers, **texts))
    for line in view.findChildren(Disclosure):
        line.open()
    return view


SCREENS: tuple[Callable[[], QWidget], ...] = (diagnostic, diagnostic_done, question, verdict, route)

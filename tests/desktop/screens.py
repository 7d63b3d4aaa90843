"""Every screen in its fullest state, by the name it has in the window."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from cards.rounds import Round
from desktop.models.view import ModelsView
from desktop.practice.again import Again
from desktop.practice.ask_view import AskView
from desktop.practice.model import RecorderState, Said
from desktop.practice.outcome_view import OutcomeView
from desktop.practice.pause_view import PauseView
from desktop.practice.reflect_view import ReflectView
from desktop.practice.summary_model import Return, SummaryModel, SummaryRow
from desktop.practice.summary_view import SummaryView
from desktop.prompts.editor_model import Question, Remark
from desktop.prompts.editor_view import EditorView
from desktop.prompts.view import PromptsView
from desktop.review.attempt_model import Passage, Script
from desktop.review.attempt_view import AttemptView
from desktop.review.view import ReviewView
from desktop.settings.model import AboutModel, Choices, DataModel, Place
from desktop.settings.values import Settings
from desktop.settings.view import SettingsView
from desktop.today.problem_view import ProblemView
from desktop.today.view import TodayView
from desktop.widgets.disclosure import Disclosure
from tests.desktop.diagnostic import screens as diagnostic
from tests.desktop.models.samples import ASKED, INSTALLING
from tests.desktop.prompts import samples as prompt_samples
from tests.desktop.review.attempt_samples import MODEL as ANSWER
from tests.desktop.review.samples import model
from tests.desktop.samples import ASK, FOLLOW_UP, FULL_DAY, HOSTILE, OUTCOME, RECOVERIES, REFLECT, UNRATED
from tests.desktop.settings.schedule_samples import ASKING


def today() -> TodayView:
    view = TodayView()
    view.show_today(replace(FULL_DAY, recoveries=RECOVERIES, unrated=UNRATED, deck_problems=("a", "b"), note=HOSTILE))
    for line in view.findChildren(Disclosure):
        line.open()
    return view


def today_back() -> TodayView:
    view = TodayView()
    view.show_today(replace(FULL_DAY, way_back=True))
    return view


def problem() -> ProblemView:
    view = ProblemView()
    view.show_problem(HOSTILE, True)
    return view


def ask() -> AskView:
    view = AskView()
    view.show_prompt(replace(ASK, decision=HOSTILE, snippet=HOSTILE))
    view.set_state(RecorderState.RECORDING)
    return view


def ask_follow_up() -> AskView:
    view = AskView()
    view.show_prompt(replace(FOLLOW_UP, follow_up=HOSTILE))
    view.set_state(RecorderState.READY)
    return view


def ask_without_microphone() -> AskView:
    view = AskView()
    view.show_prompt(FOLLOW_UP)
    view.set_state(RecorderState.NO_MICROPHONE)
    return view


def ask_thinking() -> AskView:
    view = AskView()
    view.show_prompt(ASK)
    view.set_thinking(45)
    view.set_state(RecorderState.THINKING)
    return view


def ask_typing() -> AskView:
    view = AskView()
    view.show_prompt(ASK)
    view.show_draft(HOSTILE)
    return view


def ask_loading() -> AskView:
    view = AskView()
    view.show_prompt(ASK)
    view.set_state(RecorderState.LOADING)
    return view


def ask_before_closing() -> AskView:
    view = ask()
    view.ask_about_closing(HOSTILE)
    return view


def reflect() -> ReflectView:
    view = ReflectView()
    view.show_reflection(replace(REFLECT, said=(Said(HOSTILE),), key_points=(HOSTILE, "b"), suggested=3, note=HOSTILE))
    return view


def outcome() -> OutcomeView:
    view = OutcomeView()
    view.show_outcome(replace(OUTCOME, model_answer=HOSTILE, summed_up=True))
    view.header.show_options()
    return view


def outcome_over() -> OutcomeView:
    view = OutcomeView()
    view.show_outcome(replace(OUTCOME, summed_up=True, enough=True, time_up=25, note=HOSTILE, lost_thread=HOSTILE))
    return view


def summary() -> SummaryView:
    rows = (SummaryRow(Round.ML, HOSTILE, 2, "Named the tradeoff"),)
    view = SummaryView()
    view.show_summary(
        SummaryModel(
            "Two answers, 4 minutes spoken",
            rows,
            (Return("Tuesday", (HOSTILE,)),),
            Again(3, HOSTILE, "you never decided."),
            HOSTILE,
            "a",
        )
    )
    return view


def pause() -> PauseView:
    view = PauseView()
    view.show_pause("2 of 5")
    return view


def models() -> ModelsView:
    view = ModelsView()
    view.show_models(INSTALLING)
    return view


def models_asking() -> ModelsView:
    view = ModelsView()
    view.show_models(ASKED)
    return view


def settings() -> SettingsView:
    view = SettingsView()
    view.show_settings(Settings())
    view.show_schedule(ASKING)
    view.show_microphones(Choices(((None, "The system's microphone"), ("a", HOSTILE))))
    view.show_speakers(Choices(((None, "The system's loudspeaker"),)))
    view.show_data(DataModel("/home/ada/viva", (Place("Recordings", "1.2 GB"),)))
    view.show_about(AboutModel("0.3.0", "None so far."))
    return view


def review() -> ReviewView:
    view = ReviewView()
    view.set_attempt_view(AttemptView())
    view.show_list(model(1, 2, 3, title=HOSTILE))
    return view


def review_answer() -> ReviewView:
    view, pane = ReviewView(), AttemptView()
    view.set_attempt_view(pane)
    view.show_list(model(1, 2, 3, title=HOSTILE))
    pane.show_attempt(replace(ANSWER, title=HOSTILE, constraint=HOSTILE, facts=HOSTILE, about=HOSTILE, note=HOSTILE))
    pane.show_words(Script((Passage(HOSTILE, "words"),)))
    pane.show_take(0)
    pane.show_trouble(HOSTILE)
    pane.set_words_action("Redo the words")
    return view


def review_depth() -> ReviewView:
    view, pane = ReviewView(), AttemptView()
    view.set_attempt_view(pane)
    view.show_list(model(1, 2, 3))
    pane.show_attempt(replace(ANSWER, can_rate=False, can_change=True, depth=2, rated=True, follow_up=HOSTILE))
    pane.show_words(Script((Passage(HOSTILE, "words"),)))
    pane.show_take(0)
    pane.set_words_action("Redo the words")
    pane.change_depth()
    return view


def review_several() -> ReviewView:
    view = review()
    view._list.selectAll()
    return view


def review_trash() -> ReviewView:
    view = ReviewView()
    view.set_attempt_view(AttemptView())
    view.show_list(model(1, 2, query="is:deleted", title=HOSTILE))
    view.show_disk(HOSTILE, 10)
    return view


def review_empty() -> ReviewView:
    view = ReviewView()
    view.set_attempt_view(AttemptView())
    view.show_list(model())
    return view


def prompts() -> PromptsView:
    view = PromptsView()
    view.set_editor(EditorView())
    view.show_list(prompt_samples.model(title=HOSTILE, topic=HOSTILE))
    texts = replace(prompt_samples.pane().prompt, **dict.fromkeys(("where", "title", "decision", "failure"), HOSTILE))
    long = replace(texts, snippet=HOSTILE, constraints=(HOSTILE, "b"), follow_ups=(HOSTILE,), key_points=(HOSTILE,))
    facts = replace(long, model_answer=HOSTILE, answered=HOSTILE, wrong_claim=HOSTILE, facts=(("Numbers", HOSTILE),))
    view.pane.show_prompt(prompt_samples.pane(prompt=facts, badges=("2023",), standing=HOSTILE, note=HOSTILE))
    view.pane.show_prompt(replace(view.pane.model, why=HOSTILE, lost_thread=HOSTILE))
    for line in view.findChildren(Disclosure):
        line.open()
    return view


def prompts_retired() -> PromptsView:
    view = PromptsView()
    view.set_editor(EditorView())
    view.show_list(prompt_samples.model("state:retired"))
    view.pane.show_prompt(prompt_samples.pane("F0.z"))
    return view


def prompts_empty() -> PromptsView:
    view = PromptsView()
    view.set_editor(EditorView())
    view.show_list(prompt_samples.model("zeppelin nothing:here"))
    return view


def prompts_editor(question: Question | None = None) -> PromptsView:
    view, editor = PromptsView(), EditorView()
    view.set_editor(editor)
    view.show_editor(True)
    editor.show_draft(prompt_samples.editor(HOSTILE, takes_back="Back to the built-in one"))
    editor.show_check(prompt_samples.checked(Remark(1, HOSTILE, True), Remark(2, HOSTILE, False)))
    editor.ask(question)
    return view


def prompts_unsaved() -> PromptsView:
    return prompts_editor(Question.UNSAVED)


def prompts_another() -> PromptsView:
    return prompts_editor(Question.ANOTHER)


SCREENS: tuple[Callable[[], QWidget], ...] = (
    today,
    today_back,
    problem,
    ask,
    ask_follow_up,
    ask_without_microphone,
    ask_thinking,
    ask_typing,
    ask_loading,
    ask_before_closing,
    reflect,
    outcome,
    outcome_over,
    summary,
    pause,
    settings,
    models,
    models_asking,
    review,
    review_answer,
    review_depth,
    review_several,
    review_trash,
    review_empty,
    prompts,
    prompts_retired,
    prompts_empty,
    prompts_editor,
    prompts_unsaved,
    prompts_another,
    *diagnostic.SCREENS,
)


def name_of(make: Callable[[], QWidget]) -> str:
    """The screen's name in the window: ``ask_follow_up`` is the screen ``ask`` in another state."""
    return make.__name__.split("_", maxsplit=1)[0]

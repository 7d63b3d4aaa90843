"""Whatever is pressed, whatever fails and whenever the app is killed: an answer has its verdict, or waits for it."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from cards.diagnostic import QUESTIONS, Result
from desktop.diagnostic.course import course_of
from desktop.practice.drafts import SAVING_FRAMES
from tests.desktop.diagnostic.desk import DiagnosticDesk, full


def speak(desk: DiagnosticDesk) -> None:
    if desk.asked_now():
        desk.diagnostic.asking.speak_instead()
        desk.speak()


def discard(desk: DiagnosticDesk) -> None:
    if desk.asked_now():
        desk.diagnostic.asking.speak_instead()
        desk.diagnostic.asking.start()
        desk.recorder.speak()
        desk.diagnostic.asking.discard()
        desk.recorder.end()


def write(desk: DiagnosticDesk) -> None:
    desk.write("Half an answer.")
    for _ in range(SAVING_FRAMES):
        desk.diagnostic.asking.tick()


def keep(desk: DiagnosticDesk) -> None:
    desk.diagnostic.asking.keep_typed()


def killed(desk: DiagnosticDesk) -> None:
    desk.sit_down()
    desk.practice.asking.take_up_drafts()


def closed(desk: DiagnosticDesk) -> None:
    desk.practice.asking.close()
    desk.diagnostic.close()
    killed(desk)


def back(desk: DiagnosticDesk) -> None:
    desk.diagnostic.undo() or desk.undo()


def forth(desk: DiagnosticDesk) -> None:
    desk.diagnostic.redo() or desk.practice.redo()


def begin(desk: DiagnosticDesk) -> None:
    desk.diagnostic.open()
    desk.diagnostic.begin()


def anew(desk: DiagnosticDesk) -> None:
    desk.diagnostic.begin_anew()


def skip(desk: DiagnosticDesk) -> None:
    desk.diagnostic.skip()


def stop(desk: DiagnosticDesk) -> None:
    desk.diagnostic.stop()


def can(desk: DiagnosticDesk) -> None:
    desk.diagnostic.choose(Result.CAN)


def stuck(desk: DiagnosticDesk) -> None:
    desk.diagnostic.choose(Result.STUCK)


def again(desk: DiagnosticDesk) -> None:
    desk.diagnostic.take("Q1")


PRESSES: tuple[Callable[[DiagnosticDesk], None], ...] = (
    *(begin, begin, speak, speak, speak, can, can, stuck),
    *(skip, stop, write, keep, back, forth, anew, again, discard, killed, closed),
)
FAILING = ("set_setting", "attempt", "seen", "add_diagnosis", "undo_diagnosis", "unrated_attempts", "diagnosed")


def kept(desk: DiagnosticDesk) -> set[int]:
    return {take.attempt for take in desk.takes() if take.discarded is None and (take.samples or take.typed)}


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PRESSES), st.none() | st.sampled_from(FAILING)), max_size=30))
def test_no_answer_is_lost(pressed: list[tuple[Callable[[DiagnosticDesk], None], str | None]]):
    with TemporaryDirectory() as folder:
        desk = DiagnosticDesk(Path(folder))
        try:
            for press, failing in pressed:
                if failing is not None:
                    desk.library.failing[failing] = full(desk)
                press(desk)
                desk.library.failing.clear()
            killed(desk)
            course = course_of(desk.real, desk.prompts)
            assert kept(desk) == {each.attempt for each in course.diagnosed} | course.unjudged.keys()
            assert not {each.attempt for each in course.diagnosed} & course.unjudged.keys()
            assert desk.real.reviews() == ()
            while course_of(desk.real, desk.prompts).to_do:
                begin(desk)
                speak(desk)
                can(desk)
                stop(desk)
            assert course_of(desk.real, desk.prompts).results.keys() == QUESTIONS.keys()
        finally:
            desk.close()

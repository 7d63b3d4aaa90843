"""Both halves of Review as the window has them: views, presenters, library and files are real."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cards.query import Query
from desktop.history import History
from desktop.review.attempt_parts import Around
from desktop.review.attempt_presenter import AttemptPresenter
from desktop.review.attempt_view import AttemptView
from desktop.review.presenter import ReviewPresenter
from desktop.review.view import ReviewView
from desktop.review.wiring import wire_halves
from desktop.settings.store import SettingsStore
from desktop.widgets.text import Text
from tests.support.attempt_desk import FakeSound, FakeWave
from tests.support.desk import Desk
from tests.support.review_desk import ReviewDesk

Shown = Callable[..., QWidget]


@pytest.fixture
def view(desk: Desk, shown: Shown) -> ReviewView:
    """Review over three answers, with the keyboard in the list."""
    ReviewDesk(desk).answers()
    made, pane, history = ReviewView(), AttemptView(), History(desk.jobs, desk.stage)
    attempt = AttemptPresenter(
        pane,
        Around(
            desk.jobs,
            desk.folder,
            desk.clock,
            FakeSound(),
            desk.transcribing,
            history,
            SettingsStore(desk.root / "settings.toml"),
            desk.stage,
            desk.find,
            lambda _text: None,
            lambda _sound, _columns: FakeWave(1.0),  # type: ignore[arg-type,return-value]
        ),
    )
    presenter = ReviewPresenter(
        made, desk.jobs, desk.folder, desk.clock, desk.stage, history, attempt.open_attempt, desk.transcribing.forget
    )
    wire_halves(made, presenter, pane, attempt, desk.transcribing)
    made.history = history  # type: ignore[attr-defined]
    shown(made)
    made.focus_list()
    return made


def title(view: ReviewView) -> str:
    return next(text.text() for text in view._right.findChildren(Text) if text.property("role") == "heading")


def ids(view: ReviewView) -> list[int]:
    return [line.id for line in view._list.rows.lines]


def test_the_newest_answer_is_open_beside_the_list(view: ReviewView):
    assert ids(view) == [3, 2, 1]
    assert title(view) == "Title of F1.a"


def test_a_mark_in_one_half_is_seen_in_the_other(qtbot: QtBot, view: ReviewView):
    qtbot.keyClick(view._list, Qt.Key.Key_M)
    assert view._list.rows.lines[0].marked
    assert "Remove mark" in captions(view)
    view._right.mark_requested.emit()  # type: ignore[attr-defined]
    assert not view._list.rows.lines[0].marked
    assert "Remove mark" not in captions(view)


def captions(view: ReviewView) -> list[str]:
    return [text.text() for text in view._right.findChildren(Text)]


def test_deleting_from_the_answer_goes_the_same_way(view: ReviewView, desk: Desk):
    view._right.delete_requested.emit(3)  # type: ignore[attr-defined]
    assert ids(view) == [2, 1]
    assert title(view) == "Title of S1.a"
    assert desk.notices["trash"].startswith("1 answer moved to the trash")
    view.history.undo()  # type: ignore[attr-defined]
    assert view._list.current() == 3
    assert title(view) == "Title of F1.a"


def test_exporting_from_the_answer_goes_the_same_way(qtbot: QtBot, view: ReviewView):
    with qtbot.waitSignal(view.export_requested) as wanted:
        view._right.export_requested.emit(2)  # type: ignore[attr-defined]
    assert wanted.args == [(2,)]


def test_a_search_and_the_way_back(qtbot: QtBot, view: ReviewView):
    qtbot.keyClick(view._list, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(view._field, "round:design")
    qtbot.keyClick(view._field, Qt.Key.Key_Return)
    assert ids(view) == [2]
    qtbot.keyClick(view._list, Qt.Key.Key_Escape)
    assert ids(view) == [3, 2, 1]
    assert view._list.current() == 2
    view.query_chosen.emit(Query(text="cache"))
    assert view._field.text() == "cache"


def test_words_that_came_are_shown_by_both(view: ReviewView, desk: Desk):
    desk.real.forget_transcript(desk.real.attempt(3).takes[0].id)
    take = desk.real.attempt(3).takes[0]
    desk.transcribing.finish(take, take.samples or 0)
    view.hide()
    view.show()
    assert view._list.rows.lines[0].words == "none"
    desk.recogniser.finish(take.id, "a semantic cache")
    assert view._list.rows.lines[0].words == "all"


def test_leaving_takes_the_sentence_along(view: ReviewView, desk: Desk):
    view._right.delete_requested.emit(3)  # type: ignore[attr-defined]
    view.hide()
    assert "trash" not in desk.notices

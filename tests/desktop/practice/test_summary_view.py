from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.practice.again import Again
from desktop.practice.pause_view import REST, PauseView
from desktop.practice.summary_model import Return, SummaryModel, SummaryRow
from desktop.practice.summary_view import SummaryView
from desktop.widgets.round_badge import RoundBadge
from desktop.widgets.text import Text
from tests.desktop.samples import HEADER, HOSTILE

Shown = Callable[..., QWidget]
SUMMARY = SummaryModel(
    "Two answers, 11 minutes spoken",
    (SummaryRow(HEADER.round, "Chunking", 2, "Named the tradeoff"), SummaryRow(HEADER.round, "Agents", 4, "Knows")),
    (Return("Sunday, 22 November, tomorrow", ("Chunking", "Agents")),),
    Again(7, "Chunking", "you decided, but never said when it fails."),
    "Your answer to “Bias” has no depth yet.",
    "Nothing else waits today.",
    ("85 %: the usual chance.", "92 %: the round was weak."),
)


def texts(view: QWidget) -> list[str]:
    shown = (text.text().replace("\u00a0%", " %") for text in view.findChildren(Text) if text.isVisible())
    return [text for text in shown if text]


@pytest.fixture
def view(shown: Shown) -> SummaryView:
    made = SummaryView()
    shown(made)
    return made


def test_a_session_is_shown_whole(qtbot: QtBot, view: SummaryView):
    view.show_summary(SUMMARY)
    expected = {
        SUMMARY.headline,
        "Chunking",
        "Depth 2: named the tradeoff",
        "Sunday, 22 November, tomorrow",
        "Chunking\nAgents",
        "You decided, but never said when it fails.",
        SUMMARY.unrated,
        SUMMARY.closing,
        "85 %: the usual chance.\n92 %: the round was weak.",
    }
    qtbot.waitUntil(lambda: expected <= set(texts(view)))
    assert [badge.text() for badge in view.findChildren(RoundBadge)] == ["S", "S"]


def test_what_there_is_not_is_not_shown(view: SummaryView):
    view.show_summary(replace(SUMMARY, again=None, unrated=""))
    assert not {"To hear again", "Listen", SUMMARY.unrated} & set(texts(view))


def test_enter_is_done_and_r_listens(qtbot: QtBot, view: SummaryView):
    view.show_summary(SUMMARY)
    with qtbot.waitSignal(view.done_requested):
        qtbot.keyClick(view, Qt.Key.Key_Return)
    with qtbot.waitSignal(view.listen_requested) as sent:
        qtbot.keyClick(view, Qt.Key.Key_R)
    assert sent.args == [7]
    view.show_summary(replace(SUMMARY, again=None))
    with qtbot.assertNotEmitted(view.listen_requested):
        qtbot.keyClick(view, Qt.Key.Key_R)


def test_a_second_summary_takes_the_place_of_the_first(view: SummaryView):
    view.show_summary(SUMMARY)
    view.show_summary(replace(SUMMARY, rows=SUMMARY.rows[:1], returns=()))
    assert texts(view).count("Agents") == 0


def test_markup_is_shown_letter_by_letter(qtbot: QtBot, view: SummaryView):
    view.show_summary(replace(SUMMARY, rows=(replace(SUMMARY.rows[0], title=HOSTILE),), again=Again(1, HOSTILE, "a.")))
    qtbot.waitUntil(lambda: sum(HOSTILE in words for words in texts(view)) == 2)


# A pause


@pytest.mark.parametrize(
    ("key", "signal"),
    [
        (Qt.Key.Key_Return, "resume_requested"),
        (Qt.Key.Key_P, "resume_requested"),
        (Qt.Key.Key_Escape, "leave_requested"),
    ],
)
def test_a_pause_goes_on_or_is_left(qtbot: QtBot, shown: Shown, key: Qt.Key, signal: str):
    view = PauseView()
    shown(view)
    view.show_pause(HEADER.place)
    assert {"Paused", REST, HEADER.place} <= set(texts(view))
    with qtbot.waitSignal(getattr(view, signal)):
        qtbot.keyClick(view, key)

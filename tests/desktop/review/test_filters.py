from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cards.query import Query, parse
from cards.rounds import Round
from desktop.review.filters import Chooser, FilterRow, date_caption, depth_caption, topic_caption
from tests.desktop.review.samples import TODAY, TOPICS


@pytest.fixture
def row(qtbot: QtBot) -> FilterRow:
    made = FilterRow()
    qtbot.addWidget(made)
    made.show_query(Query(), TOPICS, TODAY)
    made.show()
    return made


@pytest.fixture
def chosen(row: FilterRow) -> list[Query]:
    """What was chosen; it is shown at once, as the screen does."""
    found: list[Query] = []
    row.chosen.connect(found.append)
    row.chosen.connect(lambda query: row.show_query(query, TOPICS, TODAY))
    return found


def entry(chooser: Chooser, words: str) -> None:
    next(action for action in chooser.entries() if action.text() == words).trigger()


def test_rounds_and_marks_go_on_and_off(row: FilterRow, chosen: list[Query]):
    ml, design, *_ = row.chips()
    ml.click()
    design.click()
    assert chosen[-1].rounds == {Round.ML, Round.DESIGN}
    assert ml.is_on()
    ml.click()
    assert chosen[-1].rounds == {Round.DESIGN}
    row._marked.click()
    assert chosen[-1].marked is True
    row._marked.click()
    assert chosen[-1].marked is None


def test_depths_are_alternatives(row: FilterRow, chosen: list[Query]):
    entry(row._depth, "Depth 1")
    entry(row._depth, "No depth yet")
    assert chosen[-1].depths == {1, None}
    assert row._depth.text() == "Depth 1 or none"
    entry(row._depth, "Any depth")
    assert chosen[-1] == Query()


def test_days_and_topics(row: FilterRow, chosen: list[Query]):
    entry(row._date, "The last 7 days")
    assert chosen[-1].since == date(2026, 11, 15)
    entry(row._topic, "rag")
    assert chosen[-1].topics == {"rag"}
    checked = [action.text() for action in row._topic.entries() if action.isChecked()]
    assert checked == ["rag"]
    entry(row._date, "Any day")
    entry(row._topic, "Any topic")
    assert chosen[-1] == Query()


def test_two_days_are_to_be_typed(qtbot: QtBot, row: FilterRow):
    with qtbot.waitSignal(row.dates_wanted) as wanted:
        entry(row._date, "From one day to another")
    assert wanted.args == [Query(since=date(2026, 10, 23), until=TODAY)]


@pytest.mark.qt_log_ignore("does not support", extend=True)  # the offscreen platform, of a menu's window
@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Down])
def test_a_menu_opens_by_keyboard(qtbot: QtBot, row: FilterRow, key: Qt.Key):
    with qtbot.waitSignal(row._depth._menu.aboutToShow):
        qtbot.keyClick(row._depth, key)
    row._depth._menu.close()


def test_every_chip_says_what_it_is_and_whether_it_is_on(row: FilterRow):
    row.show_query(parse("round:ml is:unmarked depth:2 topic:rag on:2026-11-19"), TOPICS, TODAY)
    said = [(chip.accessibleName(), chip.accessibleDescription()) for chip in row.chips()]
    assert said == [
        ("ML fundamentals", "on"),
        ("System design", "off"),
        ("Coding", "off"),
        ("Behavioral", "off"),
        ("Marked answers only: Not marked", "on"),
        ("Depth: Depth 2", "on"),
        ("Date: Thu 19 Nov", "on"),
        ("Topic: rag", "on"),
    ]


@pytest.mark.parametrize(
    ("query", "depth", "day", "topic"),
    [
        ("", "Depth", "Date", "Topic"),
        ("depth<3 after:2026-11-14", "Depth 1, 2", "From Sat 14 Nov", "Topic"),
        ("depth:none before:2026-11-14 topic:a topic:b", "No depth yet", "Until Fri 13 Nov", "2 topics"),
        ("after:2026-11-01 until:2026-11-14", "Depth", "Sun 1 Nov to Sat 14 Nov", "Topic"),
        ('topic:"retrieval augmented generation"', "Depth", "Date", "retrieval augmente…"),
    ],
)
def test_captions(query: str, depth: str, day: str, topic: str):
    found = parse(query)
    assert (depth_caption(found), date_caption(found, TODAY), topic_caption(found)) == (depth, day, topic)

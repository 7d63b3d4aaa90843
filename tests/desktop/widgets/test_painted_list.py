from PySide6.QtCore import QPoint, QStringListModel, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.widgets.painted_list import SETTLED_MS, PaintedList, RowPainter


class Painter(RowPainter):
    measured = 0

    def measure(self) -> None:
        self.measured += 1


class Names(PaintedList):
    """A list of names that notes which one it came to rest on."""

    def __init__(self) -> None:
        super().__init__("Names")
        self.told: list[int] = []
        self.painter = Painter(self)
        self.set_rows(QStringListModel(["Ada", "Bell", "Cray"], self), self.painter)
        self.setCurrentIndex(self.model().index(0, 0))

    def _pick(self) -> None:
        super()._pick()
        self.told.append(self.currentIndex().row())


def shown(qtbot: QtBot) -> Names:
    names = Names()
    qtbot.addWidget(names)
    with qtbot.waitExposed(names):
        names.show()
    qtbot.waitUntil(lambda: names.told == [0])
    return names


def test_a_list_that_was_just_filled_has_come_to_rest_on_nothing(qtbot: QtBot) -> None:
    names = Names()
    qtbot.addWidget(names)
    names.set_rows(QStringListModel(["Dee"], names), names.painter)
    assert not names._settled.isActive()


def test_keys_that_do_not_rest_tell_of_the_last_row_alone(qtbot: QtBot) -> None:
    names = shown(qtbot)
    QTest.keyClick(names, Qt.Key.Key_Down)
    QTest.keyClick(names, Qt.Key.Key_Down)
    assert names.told == [0]
    qtbot.waitUntil(lambda: names.told == [0, 2], timeout=20 * SETTLED_MS)


def test_going_on_does_not_wait_for_the_keys_to_rest(qtbot: QtBot) -> None:
    names = shown(qtbot)
    QTest.keyClick(names, Qt.Key.Key_Down)
    with qtbot.waitSignal(names.opened):
        QTest.keyClick(names, Qt.Key.Key_Right)
    assert names.told == [0, 1]
    with qtbot.waitSignal(names.escaped):
        QTest.keyClick(names, Qt.Key.Key_Escape)


def test_a_letter_looks_for_no_row(qtbot: QtBot) -> None:
    names = shown(qtbot)
    QTest.keyClick(names, Qt.Key.Key_C)
    assert names.currentIndex().row() == 0


def test_what_nobody_looks_at_any_more_is_not_told(qtbot: QtBot) -> None:
    names = shown(qtbot)
    QTest.keyClick(names, Qt.Key.Key_Down)
    names.hide()
    assert not names._settled.isActive()


def test_a_window_that_grows_smaller_keeps_the_current_row_in_sight_if_it_was(qtbot: QtBot) -> None:
    names = shown(qtbot)
    names.set_rows(QStringListModel([f"Row {number}" for number in range(60)], names), names.painter)
    names.resize(200, 400)
    row = names.indexAt(QPoint(20, 380))
    names.setCurrentIndex(row)
    names.resize(200, 120)
    assert names.viewport().rect().contains(names.visualRect(row))
    names.scrollToTop()
    names.resize(200, 100)
    assert names.verticalScrollBar().value() == 0  # a person looks at something else


def test_larger_text_is_measured_anew(qtbot: QtBot) -> None:
    names = shown(qtbot)
    before = names.painter.measured
    font = names.font()
    font.setPixelSize(30)
    names.setFont(font)
    assert names.painter.measured > before

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop.export.view import CHOICES, ExportSheet
from desktop.export.writing import FORMATS


@pytest.fixture
def sheet(qtbot: QtBot) -> Iterator[ExportSheet]:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    sheet = ExportSheet(window)
    sheet.show_choice(3)
    yield sheet


def words(sheet: ExportSheet) -> list[str]:
    return [label.text() for label in sheet.findChildren(QWidget) if hasattr(label, "text") and label.isVisible()]


def test_every_format_can_be_chosen() -> None:
    assert {kind for kind, _, _ in CHOICES} == set(FORMATS)


def test_by_keyboard_alone_a_format_more_and_enter(qtbot: QtBot, sheet: ExportSheet) -> None:
    sheet.set_folder("/home/a")
    qtbot.keyClick(sheet.focusWidget(), Qt.Key.Key_Down)
    qtbot.keyClick(sheet.focusWidget(), Qt.Key.Key_Space)
    with qtbot.waitSignal(sheet.start_requested) as asked:
        qtbot.keyClick(sheet, Qt.Key.Key_Return)
    assert asked.args == [("flac", "wav", "txt"), "/home/a"]


def test_with_nothing_chosen_there_is_nothing_to_export(qtbot: QtBot, sheet: ExportSheet) -> None:
    for row in sheet._rows.values():
        row.setChecked(False)
    with qtbot.assertNotEmitted(sheet.start_requested):
        qtbot.keyClick(sheet, Qt.Key.Key_Return)


def test_esc_stops_what_runs_and_closes_what_has_ended(qtbot: QtBot, sheet: ExportSheet) -> None:
    sheet.show_progress(0, 3)
    with qtbot.waitSignal(sheet.cancel_requested):
        qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert sheet.isVisible()
    sheet.show_end("4 files written to /tmp/x.", ("one is not there.",), "good")
    assert {"4 files written to /tmp/x.", "one is not there."} <= set(words(sheet))
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()


def test_it_can_be_opened_again_for_one_answer(sheet: ExportSheet) -> None:
    sheet.reject()
    sheet.show_choice(1)
    assert "Export this answer" in words(sheet)


def test_the_folder_is_asked_for_without_holding_anything_up(qtbot: QtBot, sheet: ExportSheet, tmp_path: Path) -> None:
    sheet._ask_folder()
    (dialog,) = sheet.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(tmp_path))
    dialog.close()
    with qtbot.waitSignal(sheet.start_requested) as asked:
        qtbot.keyClick(sheet, Qt.Key.Key_Return)
    assert asked.args[1] == str(tmp_path)


def test_all_of_it_has_a_name_and_is_reached_by_tab(qtbot: QtBot, sheet: ExportSheet) -> None:
    wanted = {
        part
        for part in sheet.findChildren(QWidget)
        if part.isVisible() and part.isEnabled() and part.focusPolicy() & Qt.FocusPolicy.TabFocus
    }
    assert sheet.accessibleName()
    assert all(part.accessibleName() for part in wanted)
    reached = set()
    for _ in range(len(wanted) + 1):
        reached.add(sheet.focusWidget())
        qtbot.keyClick(sheet.focusWidget(), Qt.Key.Key_Tab)
    assert wanted <= reached
    assert len(wanted) == len(CHOICES) + 3

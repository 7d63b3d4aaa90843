from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.widgets.aside import Aside
from desktop.widgets.keycap_button import KeycapButton
from desktop.widgets.panel import beside, stacked
from desktop.widgets.text import Text

WORDS = "You are recording. Keep what you said until now before the window closes?"


def made(qtbot: QtBot, width: int, words: str = WORDS) -> tuple[QWidget, Text, QWidget]:
    window, panel, buttons, text = QWidget(), QWidget(), QWidget(), Text(words, wrap=True)
    row = beside(8)
    for caption in ("Cancel", "Discard", "Keep"):
        row.addWidget(KeycapButton(caption))
    buttons.setLayout(row)
    panel.setLayout(Aside(text, buttons, (24, 12, 16, 12)))
    rows = stacked(window)
    rows.addWidget(panel)
    rows.addStretch(1)
    qtbot.addWidget(window)
    window.show()
    window.resize(width, 400)
    window.layout().activate()
    panel.around = window  # kept as long as what is in it
    return panel, text, buttons


def test_the_buttons_stand_beside_the_words(qtbot: QtBot):
    _, text, buttons = made(qtbot, 900)
    assert buttons.x() > text.geometry().right()
    assert buttons.geometry().center().y() in range(text.y(), text.geometry().bottom() + 1)


def test_they_go_under_words_that_would_become_a_column(qtbot: QtBot):
    panel, text, buttons = made(qtbot, 360)
    assert buttons.y() > text.geometry().bottom()
    assert text.width() == panel.width() - 40
    assert text.height() >= text.heightForWidth(text.width())
    assert buttons.geometry().right() == panel.width() - 16 - 1


def test_few_words_stay_beside_them(qtbot: QtBot):
    _, text, buttons = made(qtbot, 360, "Next: Keys")
    assert buttons.x() > text.geometry().right()


def test_the_panel_is_as_high_as_both_need(qtbot: QtBot):
    panel, _, buttons = made(qtbot, 360)
    assert panel.height() >= buttons.geometry().bottom() + 12

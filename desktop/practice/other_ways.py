"""What else can be done with a question than speaking now: the quiet row above the recorder. Passive."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.widgets.keycap_button import KeycapButton
from desktop.widgets.keys import bind
from desktop.widgets.layouts import layout_of
from desktop.widgets.panel import beside, stacked


class OtherWays(QWidget):
    """Type, or load a file: these stand out where there is no microphone. And do neither for now."""

    pause_requested = Signal()
    put_off_requested = Signal()
    type_requested = Signal()
    load_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._type = KeycapButton("Type instead", "T", "quiet")
        self._load = KeycapButton("Load a file", "O", "quiet")
        self._pause = KeycapButton("Pause", "P", "quiet")
        self._later = KeycapButton("Later", "L", "quiet")
        for button in (self._pause, self._later, self._type, self._load):
            layout_of(button).setContentsMargins(12, 11, 12, 11)  # four of them, also with large text in a small window
            layout_of(button).setSpacing(8)
        row = beside(4)
        for button in (self._pause, self._later):
            row.addWidget(button)
        row.addStretch(1)
        for button in (self._type, self._load):
            row.addWidget(button)
        stacked(self).addLayout(row)
        self._pause.clicked.connect(self.pause_requested)
        self._later.clicked.connect(self.put_off_requested)
        self._type.clicked.connect(self.type_requested)
        self._load.clicked.connect(self.load_requested)
        bind(self, "Ctrl+O", self.load_requested.emit)

    def set_prominent(self, prominent: bool) -> None:
        """Draw the buttons as what comes next, or as what is there besides."""
        for button in (self._type, self._load):
            button.set_kind("" if prominent else "quiet")

"""A round, as a letter on a hue: never a hue alone."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from cards.rounds import ROUNDS, Round
from desktop.widgets.keycap_button import Keycap
from desktop.widgets.text import OneLine, Text, restyle

LEAST_PX = 20


class RoundBadge(Text):
    """The letter of a round in a small square of its hue."""

    def __init__(self, of: Round | None = None, parent: QWidget | None = None) -> None:
        super().__init__("", "badge", parent=parent)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if of is not None:
            self.show_round(of)

    def sizeHint(self) -> QSize:
        """A square that grows with the system's text."""
        self.ensurePolished()
        side = max(LEAST_PX, self.fontMetrics().height() + 4)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        """A badge is never smaller."""
        return self.sizeHint()

    def show_round(self, of: Round) -> None:
        """Show this round."""
        self.show_text(ROUNDS[of].letter)
        self.setAccessibleName(ROUNDS[of].name)
        restyle(self, "round", of.value)


NAME_FROM_LETTERS, KEYS_FROM_LETTERS = 40, 60


class ScreenHeader(QWidget):
    """The quiet line above a prompt: the round and why it is asked at the left, where in the session at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._badge = RoundBadge()
        self._name = Text("", "small-strong")
        self._why = OneLine("", "small")
        self._place = Text("", "small")
        self._keys = QWidget()
        keys = QHBoxLayout(self._keys)
        keys.setContentsMargins(6, 0, 0, 0)
        keys.setSpacing(6)
        keys.addWidget(Keycap("?"))
        keys.addWidget(Text("keys", "small"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._badge)
        row.addWidget(self._name)
        row.addSpacing(6)
        row.addWidget(self._why, 1)
        row.addSpacing(6)
        row.addWidget(self._place)
        row.addWidget(self._keys)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say where the keys are listed, and the round's name beside its letter, unless large text needs the room."""
        super().resizeEvent(event)
        letters = self.width() // self.fontMetrics().averageCharWidth()
        self._keys.setVisible(letters >= KEYS_FROM_LETTERS)
        self._name.setVisible(letters >= NAME_FROM_LETTERS)

    def show_header(self, of: Round, place: str, why: str = "") -> None:
        """Show the round, why it is asked, and a sentence such as "2 of 5 · 19 minutes left"."""
        self._badge.show_round(of)
        self._name.show_text(ROUNDS[of].name)
        restyle(self._name, "round", of.value)
        self._why.show_line(why)
        self.set_place(place)

    def set_place(self, place: str) -> None:
        """Show where in the session this is."""
        self._place.show_text(place)

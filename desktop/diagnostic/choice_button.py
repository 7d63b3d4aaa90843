"""A verdict to choose: its key, its word, and the sentence by which a person knows that it is theirs."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from desktop.diagnostic.model import Choice
from desktop.widgets.keycap_button import KeycapButton
from desktop.widgets.layouts import layout_of
from desktop.widgets.panel import stacked
from desktop.widgets.text import Text


class ChoiceButton(KeycapButton):
    """As wide as there is room, and as high as its sentence needs."""

    def __init__(self, choice: Choice, parent: QWidget | None = None) -> None:
        super().__init__(choice.label, choice.key, parent=parent)
        self.result = choice.result
        self.set_about(choice.sentence)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._lay_out(choice.sentence)

    def _lay_out(self, sentence: str) -> None:
        row, words = layout_of(self), QWidget()
        for part in (self._caption, self._keycap):
            row.removeWidget(part)
        self._caption.setProperty("role", "strong")
        lines = stacked(words, spacing=2)
        lines.addWidget(self._caption)
        lines.addWidget(Text(sentence, "small", wrap=True))
        words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row.setContentsMargins(14, 10, 14, 10)
        if isinstance(row, QBoxLayout):
            row.addWidget(self._keycap, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(words, 1)

    def sizeHint(self) -> QSize:
        """Return the room its parts ask for."""
        return layout_of(self).sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return the least they need."""
        return layout_of(self).minimumSize()

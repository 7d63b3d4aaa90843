"""The last words heard, on two lines that never move."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.widgets.text import Text

LINES = 2


def line_starts(text: str, like: QWidget, width: int) -> list[int]:
    """Return where each line starts when ``text`` is laid out in ``width`` pixels in the font of ``like``."""
    layout = QTextLayout(text, like.font())
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    starts = []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        starts.append(line.textStart())
    layout.endLayout()
    return starts


class LastWords(Text):
    """Shows the end of a growing text and keeps the room of two lines, so that nothing jumps."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "muted", wrap=True, parent=parent)
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Last words heard")

    def show_words(self, words: str) -> None:
        """Show the end of ``words``."""
        self._words = " ".join(words.split())
        self._fit()

    def sizeHint(self) -> QSize:
        """Return the room of two lines."""
        return QSize(super().sizeHint().width(), LINES * self.fontMetrics().lineSpacing() + 2)

    def minimumSizeHint(self) -> QSize:
        """Two lines are kept even while there are no words."""
        return QSize(80, self.sizeHint().height())

    def heightForWidth(self, width: int) -> int:
        """The height does not depend on the words."""
        return self.sizeHint().height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the words to the new width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        shown = self._words
        starts = line_starts(shown, self, max(1, self.width()))
        if len(starts) > LINES:
            shown = "… " + self._words[starts[-LINES] :]
            while len(line_starts(shown, self, max(1, self.width()))) > LINES and " " in shown[2:]:
                shown = "… " + shown[2:].split(" ", 1)[1]
        self.show_text(shown)

"""The last words heard, on two lines that never move."""

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.widgets.text import Text

LINES = 2
CUT = "… "
GOES_ON = " …"
"""After words that more sound may still change; they are slanted besides."""
_NEW_LINE = "\u2028"


def laid_out(text: str, like: QWidget, width: int, slanted: tuple[int, int] = (0, 0)) -> QTextLayout:
    """Lay ``text`` out in ``width`` pixels in the font of ``like``; ``slanted`` is where letters lean, and how many."""
    layout = QTextLayout(text, like.font())
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    leaning = QTextLayout.FormatRange()
    leaning.start, leaning.length = slanted
    leaning.format = QTextCharFormat()
    leaning.format.setFontItalic(True)
    layout.setFormats([leaning])
    top = 0.0
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, top))
        top += like.fontMetrics().lineSpacing()
    layout.endLayout()
    return layout


def line_starts(layout: QTextLayout) -> list[int]:
    """Return where each line starts."""
    return [layout.lineAt(number).textStart() for number in range(layout.lineCount())]


class LastWords(Text):
    """Shows the end of a growing text and keeps the room of two lines, so that nothing jumps."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "muted", wrap=True, parent=parent)
        self._words, self._ahead, self._note = "", "", ""
        self._slanted = (0, 0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Last words heard")

    def show_words(self, words: str, ahead: str = "", note: str = "") -> None:
        """Show the end of ``words``, and what stands ``ahead`` of them for now; a ``note`` takes the second line."""
        said = " ".join(words.split()), " ".join(ahead.split()), note
        if said != (self._words, self._ahead, self._note):
            self._words, self._ahead, self._note = said
            self._fit()

    @property
    def slanted(self) -> str:
        """The words that may still change, as far as they are shown."""
        start, length = self._slanted
        return self.text()[start : start + length]

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

    def paintEvent(self, _: QPaintEvent) -> None:
        """Draw the words that may still change slanted."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        laid_out(self.text(), self, max(1, self.width()), self._slanted).draw(painter, QPointF(0, 0))
        painter.end()

    def _fit(self) -> None:
        whole = " ".join(each for each in (self._words, self._ahead) if each) + (GOES_ON if self._ahead else "")
        lines = LINES - 1 if self._note else LINES
        shown = whole
        if len(starts := self._starts(shown)) > lines:
            shown = CUT + whole[starts[-lines] :]
            while len(self._starts(shown)) > lines and " " in shown[len(CUT) :]:
                shown = CUT + shown[len(CUT) :].split(" ", 1)[1]
        self._slanted = self._leaning(shown)
        self.show_text(_NEW_LINE.join(each for each in (shown, self._note) if each))
        self.update()

    def _starts(self, shown: str) -> list[int]:
        return line_starts(laid_out(shown, self, max(1, self.width()), self._leaning(shown)))

    def _leaning(self, shown: str) -> tuple[int, int]:
        """Where the words that may still change stand in the end of the text that is shown."""
        if not self._ahead:
            return 0, 0
        length = min(len(self._ahead) + len(GOES_ON), len(shown) - (len(CUT) if shown.startswith(CUT) else 0))
        return len(shown) - length, length

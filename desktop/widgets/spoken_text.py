"""What was said, followed while it is heard: the word in the accent, its sentence in the highlight.

Marks are drawn over the text and change nothing of its layout: a word costs the painting of two lines.
"""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPalette, QResizeEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from desktop.following import Look, Span
from desktop.widgets.keys import ENTER, claims
from desktop.widgets.transcript import Passage, Transcript

MARGIN_LINES = 2
"""So many lines stay between a followed word and the edge."""
_WALKING = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
_PLAYING = (*ENTER, Qt.Key.Key_Space)


@dataclass(frozen=True, slots=True)
class Marks:
    """What stands out, as places in the text."""

    word: Span | None = None
    sentence: Span | None = None
    found: tuple[Span, ...] = ()


class SpokenText(Transcript):
    """Read-only. A click says which place was clicked; arrows, Enter and Space belong to following."""

    place_clicked = Signal(int)
    """A place in the text, in UTF-16 units."""
    line_walked = Signal(int)
    """The place one line up or down from the marked word."""
    words_walked = Signal(int)
    """1 for the next word, -1 for the one before."""
    play_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marks = Marks()
        self._pressed_at: int | None = None
        self._kept: int | None = None
        """A place that was brought into view, and stays there when the window gets another size."""
        self.setUndoRedoEnabled(False)
        self.setCursorWidth(0)  # the marked word shows where we are
        self.document().setDocumentMargin(0)

    def show_spoken(self, passages: tuple[Passage, ...], looks: tuple[Look, ...] = ()) -> None:
        """Show these passages without a mark; ``looks`` are what is not plain words, such as pauses."""
        self._marks, self._kept = Marks(), None
        self.setExtraSelections([])
        self.show_passages(passages, looks)

    def marks(self) -> Marks:
        """Return what stands out."""
        return self._marks

    def mark(self, word: Span | None, sentence: Span | None, *, follow: bool = False) -> None:
        """Make this word and its sentence stand out; with ``follow`` the text scrolls along with them.

        It does so while the place it leaves can be seen: who has scrolled away to read is left there.
        """
        before = self._marks
        self._marks = Marks(word, sentence, before.found)
        self._draw_marks()
        goal = word or sentence
        if not follow or goal is None:
            return
        left = before.word or before.sentence
        if left is None or self._is_seen(left[0]) or not self._near(left[0], goal[0]):
            self._kept = goal[0]
            self._scroll_to(goal[0])
        else:
            self._kept = None

    def mark_found(self, found: tuple[Span, ...]) -> None:
        """Underline what was searched for."""
        self._marks = Marks(self._marks.word, self._marks.sentence, found)
        self._draw_marks()

    # What a person does

    def event(self, event: QEvent) -> bool:
        """Claim the keys of following, that no shortcut of a screen takes them while the text is in front."""
        if claims(event, *_WALKING, *_PLAYING):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk and play; with Shift an arrow selects, as in any text."""
        key = event.key()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.words_walked.emit(1 if key == Qt.Key.Key_Right else -1)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._walk_line(up=key == Qt.Key.Key_Up)
        elif key in _PLAYING:
            if not event.isAutoRepeat():
                self.play_requested.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where the button went down: only a click in one place goes there, a drag selects."""
        super().mousePressEvent(event)
        self._pressed_at = None
        if event.button() == Qt.MouseButton.LeftButton and not event.modifiers():
            self._pressed_at = self._place_under(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go to the word that was clicked."""
        super().mouseReleaseEvent(event)
        at, self._pressed_at = self._pressed_at, None
        if at is not None and not self.textCursor().hasSelection() and self._place_under(event) == at:
            self.place_clicked.emit(at)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep in view what was brought there."""
        super().resizeEvent(event)
        if self._kept is not None:
            self._scroll_to(self._kept)

    def _place_under(self, event: QMouseEvent) -> int | None:
        """The place of the letter under the pointer; None beside the text."""
        point = event.position().toPoint()
        cursor = self.cursorForPosition(point)
        line = self.cursorRect(cursor)
        if not line.top() - 4 <= point.y() <= line.bottom() + 4 or abs(point.x() - line.x()) > line.height():
            return None
        place = cursor.position()
        return place - 1 if point.x() < line.x() and place > 0 else place  # a cursor stands between two letters

    def _walk_line(self, *, up: bool) -> None:
        cursor = self._cursor((self._marks.word or self._marks.sentence or (self.textCursor().position(), 0))[0])
        move = QTextCursor.MoveOperation.Up if up else QTextCursor.MoveOperation.Down
        if cursor.movePosition(move):
            self.line_walked.emit(cursor.position())

    # Drawing

    def _write(self) -> None:
        super()._write()
        self._draw_marks()

    def _draw_marks(self) -> None:
        palette = self.palette()
        drawn = []
        if self._marks.sentence is not None:
            form = QTextCharFormat()
            form.setBackground(palette.color(QPalette.ColorRole.BrightText))
            drawn.append(self._selection(self._marks.sentence, form))
        for span in self._marks.found:
            form = QTextCharFormat()
            form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
            form.setUnderlineColor(palette.color(QPalette.ColorRole.Text))
            drawn.append(self._selection(span, form))
        if self._marks.word is not None:
            form = QTextCharFormat()
            form.setBackground(palette.color(QPalette.ColorRole.Highlight))
            form.setForeground(palette.color(QPalette.ColorRole.HighlightedText))
            drawn.append(self._selection(self._marks.word, form))
        self.setExtraSelections(drawn)

    def _selection(self, span: Span, form: QTextCharFormat) -> QTextEdit.ExtraSelection:
        selection = QTextEdit.ExtraSelection()
        selection.cursor = self._cursor(*span)
        selection.format = form
        return selection

    def _cursor(self, start: int, end: int | None = None) -> QTextCursor:
        last = max(0, self.document().characterCount() - 1)
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(start, last))
        if end is not None:
            cursor.setPosition(min(end, last), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _is_seen(self, place: int) -> bool:
        line = self.cursorRect(self._cursor(place))
        return line.bottom() >= 0 and line.top() <= self.viewport().height()

    def _near(self, one: int, other: int) -> bool:
        """Tell whether two places are so close that one was reached from the other by listening on."""
        lines = [self.cursorRect(self._cursor(place)).top() for place in (one, other)]
        return abs(lines[0] - lines[1]) < self.viewport().height()

    def _scroll_to(self, place: int) -> None:
        line = self.cursorRect(self._cursor(place))
        margin = MARGIN_LINES * line.height()
        if line.top() < 0 or line.bottom() + margin > self.viewport().height():
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + line.top() - self.viewport().height() // 3)

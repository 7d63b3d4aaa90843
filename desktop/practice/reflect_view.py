"""After the answer: what was said at the left, what it is judged by at the right, the depth pinned under it."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from cards.rounds import ROUNDS
from desktop.following import Look, description, summary, units
from desktop.practice.depth_panel import DepthPanel
from desktop.practice.model import ReflectModel, Said
from desktop.practice.note_panel import NotePanel
from desktop.practice.session_header import BURY, NOTE, PAUSE, PUT_OFF, SUSPEND, SessionHeader
from desktop.widgets.dimension_row import DimensionRow
from desktop.widgets.keycap_button import LOW_PX, KeycapButton
from desktop.widgets.keys import announce, tab_order
from desktop.widgets.layouts import layout_of
from desktop.widgets.panel import SCROLL_BAR_PX, Panel, ScrollColumn, beside, emptied, listed, stacked
from desktop.widgets.rows import CheckRow, YesNoRow
from desktop.widgets.text import Text, enlarged
from desktop.widgets.transcript import HIDE_FILLERS, SHOW_FILLERS, Passage, Transcript

HINT = "Arrow keys move, Space ticks, 1 to 4 choose the depth."
MARGIN_PX, GUTTER_PX = 40, 16
PINNED_FROM_PX = 360
"""In a lower window, by the size of its text, the depths come after the ticks and scroll with them."""


def passages(said: tuple[Said, ...]) -> tuple[Passage, ...]:
    """Return the takes as the passages of one transcript."""
    parts = []
    for take in said:
        parts += [(take.heading, "heading"), (take.text, "words"), (take.note, "note")]
    return tuple(Passage(text, kind) for text, kind in parts if text)


def looks(said: tuple[Said, ...]) -> tuple[Look, ...]:
    """Return what is not plain words in the passages of ``said``, by its place in the whole."""
    found: list[Look] = []
    at = 0
    for take in said:
        begin = at + (units(take.heading) + 1 if take.heading else 0)
        found += [look.moved(begin) for look in take.reading.looks] if take.reading else []
        at += sum(units(text) + 1 for text in (take.heading, take.text, take.note) if text)
    return tuple(found)


class ReflectView(QWidget):
    """Ticks, statements, dimensions and depth. It keeps what is ticked; what that means is the presenter's."""

    key_point_toggled = Signal(int, bool)
    statement_toggled = Signal(int, bool)
    dimension_chosen = Signal(str, str)
    depth_chosen = Signal(int)
    note_changed = Signal(str)
    note_written = Signal(str)
    fillers_requested = Signal()
    """Fillers are to be left out, or to be shown again."""
    words_requested = Signal()
    """Those that wait."""
    leave_requested = Signal()
    """The depth is to be chosen another time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Reflection")
        self.header = SessionHeader(NOTE, PAUSE, PUT_OFF, BURY, SUSPEND)
        """Its signals are the session's."""
        self._transcript, self._depth, self._note = Transcript(), DepthPanel(), NotePanel()
        self._points, self._statements, self._dimensions = Panel(), Panel(), Panel()
        self._later = KeycapButton("Rate later", "Esc", "quiet")
        self._known, self._fillers = Text("", "small", wrap=True), KeycapButton("", "F", "quiet", low=True)
        self._now = KeycapButton("Transcribe now", "T", "quiet", low=True)
        self._summary = ""
        self._count = Text("", "small")
        self._dimensions_heading = Text("", "strong", wrap=True)
        self._point_rows: list[CheckRow] = []
        self._statement_rows: list[YesNoRow] = []
        self._dimension_rows: list[DimensionRow] = []
        self._point_list, self._statement_list, self._dimension_list = QWidget(), QWidget(), QWidget()
        self._depth.chosen.connect(self._choose)
        self._later.clicked.connect(self._leave)
        self._fillers.clicked.connect(self.fillers_requested)
        self._transcript.look_reached.connect(self._show_about)
        self._now.clicked.connect(self.words_requested)
        for offered in (self._fillers, self._now):
            offered.hide()
        self.header.opened.connect(lambda opened: self._later.set_key("" if opened else "Esc"))
        self.header.settle_first(self._note.finish)
        self.header.note_requested.connect(self._note.open)
        self._note.changed.connect(self.note_changed)
        self._note.written.connect(self.note_written)
        self._note.left.connect(lambda: self.setFocus(Qt.FocusReason.OtherFocusReason))
        self._lay_out()

    def show_reflection(self, model: ReflectModel) -> None:
        """Show everything anew; the keyboard starts at the first key point."""
        self.header.show_header(model.header)
        self._note.show_note(model.note)
        self.set_said(model.said)
        self._transcript.verticalScrollBar().setValue(0)
        self._show_points(model)
        self._show_statements(model)
        self._show_dimensions(model)
        self._depth.show_depths(model.depths)
        self._depth.suggest(model.suggested)
        self._depth.show_confirmation("")
        judged = (*self._point_rows, *self._statement_rows, *self._segments(), *self._depth.cards())
        tab_order(*judged, self._fillers, self._transcript, self._now, self._later)
        self._scroll.verticalScrollBar().setValue(0)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard on to the first key point; with a focus proxy Tab would pass over what is above it."""
        super().focusInEvent(event)
        if self._point_rows:
            self._point_rows[0].setFocus(event.reason())

    def set_said(self, said: tuple[Said, ...]) -> None:
        """Show the words as they come; nothing else moves."""
        readings = [take.reading for take in said if take.reading is not None]
        self._transcript.show_passages(passages(said), looks(said))
        self._transcript.setAccessibleDescription(description(readings))
        self._summary = summary(readings)
        self._show_about("")
        self._fillers.set_caption(HIDE_FILLERS if all(reading.verbatim for reading in readings) else SHOW_FILLERS)
        self._fillers.setVisible(any(reading.fillers for reading in readings))

    def set_waiting(self, waiting: bool) -> None:
        """Offer to have the words come that wait, or not."""
        self._now.setVisible(waiting)

    def _show_about(self, text: str) -> None:
        """Say what is to be known of the word gone to, else of all words."""
        self._known.show_text(text or self._summary)
        self._known.setVisible(bool(text or self._summary))
        if text:
            announce(self._known, text)

    def set_note(self, note: str) -> None:
        """Show the person's own note."""
        self._note.show_note(note)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Pin the depths under the ticks only where both have room."""
        super().resizeEvent(event)
        self._pin_depth()

    def changeEvent(self, event: QEvent) -> None:
        """Larger text leaves less room."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange} and hasattr(self, "_scroll"):
            self._pin_depth()

    def _pin_depth(self) -> None:
        pinned = self.height() >= enlarged(PINNED_FROM_PX, self)
        if pinned != self._pinned.isAncestorOf(self._depth):
            (layout_of(self._pinned) if pinned else self._column).addWidget(self._depth)

    def _choose(self, depth: int) -> None:
        self._note.finish()
        self.depth_chosen.emit(depth)

    def _leave(self) -> None:
        self._note.finish()
        self.leave_requested.emit()

    def set_suggestion(self, depth: int | None) -> None:
        """Show what the ticks suggest now."""
        self._depth.suggest(depth)

    def show_confirmation(self, text: str) -> None:
        """Ask once more, above the depths."""
        self._depth.show_confirmation(text)

    def clear_confirmation(self) -> None:
        """Take the question away."""
        self._depth.show_confirmation("")

    def _show_points(self, model: ReflectModel) -> None:
        emptied(layout_of(self._point_list))
        self._point_rows = [CheckRow(claim, place in model.ticked) for place, claim in enumerate(model.key_points)]
        for place, row in enumerate(self._point_rows):
            row.toggled.connect(lambda on, at=place: self._point_toggled(at, on))
            layout_of(self._point_list).addWidget(row)
        self._count_points()

    def _point_toggled(self, place: int, on: bool) -> None:
        self._count_points()
        self.key_point_toggled.emit(place, on)

    def _count_points(self) -> None:
        ticked = sum(row.isChecked() for row in self._point_rows)
        self._count.show_text(f"{ticked} of {len(self._point_rows)}")

    def _show_statements(self, model: ReflectModel) -> None:
        self._statement_rows = [
            YesNoRow(words, place in model.affirmed) for place, words in enumerate(model.statements)
        ]
        for place, row in enumerate(self._statement_rows):
            row.toggled.connect(lambda on, at=place: self.statement_toggled.emit(at, on))
        listed(self._statement_list, self._statement_rows)

    def _show_dimensions(self, model: ReflectModel) -> None:
        self._dimensions_heading.show_text(f"What the {ROUNDS[model.header.round].name} round looks at")
        self._dimension_rows = [DimensionRow(each, model.chosen.get(each.id, "")) for each in model.dimensions]
        for row in self._dimension_rows:
            row.chosen.connect(self.dimension_chosen)
        listed(self._dimension_list, self._dimension_rows)

    def _segments(self) -> list[QAbstractButton]:
        return [segment for row in self._dimension_rows for segment in row.segments()]

    def _lay_out(self) -> None:
        for rows in (self._point_list, self._statement_list, self._dimension_list):
            stacked(rows)
        head = beside(8)
        head.addWidget(Text("Points a strong answer makes", "strong", wrap=True), 1)
        head.addWidget(self._count)
        head.setContentsMargins(6, 0, 6, 0)
        points = stacked(self._points, (16, 16, 16, 12), 6)
        points.addLayout(head)
        points.addWidget(self._point_list)
        stacked(self._statements, (16, 10, 16, 10)).addWidget(self._statement_list)
        dimensions = stacked(self._dimensions, (16, 16, 16, 8), 4)
        self._dimensions_heading.setContentsMargins(6, 0, 6, 0)
        dimensions.addWidget(self._dimensions_heading)
        dimensions.addWidget(self._dimension_list)
        judged = QWidget()
        column = stacked(judged, (0, 0, GUTTER_PX - SCROLL_BAR_PX, 0), 12)
        for panel in (self._points, self._statements, self._dimensions):
            column.addWidget(panel)
        column.addStretch(1)
        self._column = column
        self._scroll = ScrollColumn(judged, centred=False)
        self._arrange()

    def _arrange(self) -> None:
        right, left = QWidget(), QWidget()
        judging = stacked(right, spacing=12)
        judging.addWidget(self._scroll, 1)
        self._pinned = QWidget()
        stacked(self._pinned, (0, 0, GUTTER_PX, 0)).addWidget(self._depth)
        judging.addWidget(self._pinned)
        title, known = beside(8), beside(8)
        for row in (title, known):
            row.addStrut(LOW_PX)  # what is said stays where it is when a button comes or goes
        title.addWidget(Text("What you said", "heading", wrap=True), 1)
        title.addWidget(self._fillers)
        known.addWidget(self._known, 1)
        known.addWidget(self._now, alignment=Qt.AlignmentFlag.AlignRight)
        words = stacked(left, spacing=4)
        words.addLayout(title)
        words.addWidget(Text(HINT, "small", wrap=True))
        words.addSpacing(8)
        words.addWidget(self._transcript, 1)
        words.addLayout(known)
        words.addSpacing(8)
        words.addWidget(self._note)
        columns = beside(24)
        columns.addWidget(left, 1)
        columns.addWidget(right, 1)
        self.header.line.addWidget(self._later)
        self.header.setContentsMargins(0, 0, GUTTER_PX, 0)
        screen = stacked(self, (MARGIN_PX, 8, MARGIN_PX - GUTTER_PX, 24), 4)  # the button is taller than its line
        screen.addWidget(self.header)
        screen.addLayout(columns, 1)

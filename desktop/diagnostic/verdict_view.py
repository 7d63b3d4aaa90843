"""After an answer of the diagnostic: what was said, what a strong answer makes, and the three verdicts. Passive."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from cards.diagnostic import Result
from desktop.diagnostic.choice_button import ChoiceButton
from desktop.diagnostic.model import CHOICES, COMPARE, TAKES_BACK, VerdictModel
from desktop.following import description
from desktop.practice.model import Said
from desktop.practice.reflect_view import looks, passages
from desktop.widgets.keycap_button import KeycapButton
from desktop.widgets.keys import announce, tab_order
from desktop.widgets.layouts import layout_of
from desktop.widgets.panel import SCROLL_BAR_PX, Panel, ScrollColumn, beside, emptied, stacked
from desktop.widgets.round_badge import ScreenHeader
from desktop.widgets.text import Text, enlarged, selectable
from desktop.widgets.transcript import Transcript

MARGIN_PX, GUTTER_PX = 40, 16
PINNED_FROM_PX = 480
"""In a lower window, by the size of its text, the verdicts come after the points and scroll with them."""


class VerdictView(QWidget):
    """The points are there to compare with, and nothing is ticked: who sees them judges more truly."""

    chosen = Signal(Result)
    words_requested = Signal()
    """Those that wait."""
    leave_requested = Signal()
    """The verdict is to be given another time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Verdict")
        self._header, self._transcript = ScreenHeader(), Transcript()
        self._later = KeycapButton("Judge it later", "Esc", "quiet")
        self._now = KeycapButton("Transcribe now", "T", "quiet", low=True)
        self._length, self._known = Text("", "small"), Text("", "small", wrap=True)
        self._points, self._point_list = Panel(), QWidget()
        self._asks, self._verdicts = selectable(Text("", "muted", wrap=True)), Panel()
        self._choices = tuple(ChoiceButton(choice) for choice in CHOICES)
        for button in self._choices:
            button.clicked.connect(lambda _=False, result=button.result: self.chosen.emit(result))
        self._later.clicked.connect(self.leave_requested)
        self._now.clicked.connect(self.words_requested)
        self._transcript.look_reached.connect(self._show_about)
        self._now.hide()
        self._known.hide()
        self._lay_out()
        tab_order(*self._choices, self._transcript, self._now, self._later)

    def show_verdict(self, model: VerdictModel) -> None:
        """Show an answer; the keyboard is at no verdict: nobody is to choose one by Enter alone."""
        self._header.show_header(model.header.round, model.header.place, model.header.why)
        self._asks.show_text(model.asks)
        self._length.show_text(model.length)
        self.set_said(model.said)
        self._transcript.verticalScrollBar().setValue(0)
        emptied(layout_of(self._point_list))
        for claim in model.points:
            layout_of(self._point_list).addWidget(_point(claim))
        self._points.setVisible(bool(model.points))
        self._scroll.verticalScrollBar().setValue(0)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_said(self, said: tuple[Said, ...]) -> None:
        """Show the words as they come; nothing else moves."""
        self._transcript.show_passages(passages(said), looks(said))
        readings = [take.reading for take in said if take.reading is not None]
        self._transcript.setAccessibleDescription(description(readings))
        self._show_about("")

    def set_waiting(self, waiting: bool) -> None:
        """Offer to have the words come that wait, or not."""
        self._now.setVisible(waiting)

    def _show_about(self, text: str) -> None:
        """Say what is to be known of the word gone to."""
        self._known.show_text(text)
        self._known.setVisible(bool(text))
        if text:
            announce(self._known, text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Pin the verdicts under the points only where both have room."""
        super().resizeEvent(event)
        self._pin()

    def changeEvent(self, event: QEvent) -> None:
        """Larger text leaves less room."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange} and hasattr(self, "_scroll"):
            self._pin()

    def _pin(self) -> None:
        pinned = self.height() >= enlarged(PINNED_FROM_PX, self)
        if pinned != self._pinned.isAncestorOf(self._verdicts):
            (layout_of(self._pinned) if pinned else self._column).addWidget(self._verdicts)

    def _lay_out(self) -> None:
        stacked(self._point_list, spacing=8)
        points = stacked(self._points, (22, 16, 22, 16), 12)
        points.addWidget(Text(COMPARE, "strong", wrap=True))
        points.addWidget(self._point_list)
        verdicts = stacked(self._verdicts, (22, 16, 22, 16), 8)
        head = beside(8)
        takes_back = Text(TAKES_BACK, "small", wrap=True)
        takes_back.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(Text("Your verdict", "strong"))
        head.addWidget(takes_back, 1)
        verdicts.addLayout(head)
        verdicts.addSpacing(4)
        for button in self._choices:
            verdicts.addWidget(button)
        compared = QWidget()
        self._column = stacked(compared, (0, 0, GUTTER_PX - SCROLL_BAR_PX, 0), 12)
        self._column.addWidget(self._points)
        self._column.addStretch(1)
        self._scroll = ScrollColumn(compared, centred=False).scrolled_by_keys()
        right, left = QWidget(), QWidget()
        beside_words = stacked(right, spacing=12)
        beside_words.addWidget(self._scroll, 1)
        self._pinned = QWidget()
        stacked(self._pinned, (0, 0, GUTTER_PX, 0)).addWidget(self._verdicts)
        beside_words.addWidget(self._pinned)
        self._arrange(left, right)

    def _arrange(self, left: QWidget, right: QWidget) -> None:
        title, known = beside(8), beside(8)
        title.addWidget(Text("What you said", "heading", wrap=True), 1)
        title.addWidget(self._length)
        known.addWidget(self._known, 1)
        known.addWidget(self._now, alignment=Qt.AlignmentFlag.AlignRight)
        words = stacked(left, spacing=4)
        words.addLayout(title)
        words.addWidget(self._asks)
        words.addSpacing(8)
        words.addWidget(self._transcript, 1)
        words.addLayout(known)
        columns = beside(24)
        columns.addWidget(left, 1)
        columns.addWidget(right, 1)
        line = beside(8)
        line.setContentsMargins(0, 0, GUTTER_PX, 0)
        line.addWidget(self._header, 1)
        line.addWidget(self._later)
        screen = stacked(self, (MARGIN_PX, 8, MARGIN_PX - GUTTER_PX, 24), 4)  # the button is taller than its line
        screen.addLayout(columns, 1)
        screen.insertLayout(0, line)  # after the columns: Tab begins at the verdicts


def _point(claim: str) -> QWidget:
    """Return a point to compare with: a mark, and the claim beside it."""
    point = QWidget()
    row = beside(10)
    row.addWidget(Text("•", "muted"), alignment=Qt.AlignmentFlag.AlignTop)
    row.addWidget(selectable(Text(claim, wrap=True)), 1)
    point.setLayout(row)
    return point

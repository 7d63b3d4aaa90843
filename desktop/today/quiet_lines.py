"""What stands under the queue, quietly: what yesterday was worth, and the prompts that rest until they are woken."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.today.model import Sleeper, Yesterday, suspended_caption
from desktop.widgets.disclosure import Disclosure
from desktop.widgets.keycap_button import KeycapButton
from desktop.widgets.layouts import layout_of
from desktop.widgets.panel import beside, emptied, stacked
from desktop.widgets.round_badge import RoundBadge
from desktop.widgets.text import Text, selectable


class YesterdayLine(QWidget):
    """A sentence, and the way to the answer it names."""

    attempt_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._attempt: int | None = None
        self._sentence = selectable(Text("", "muted", wrap=True))
        self.listen = KeycapButton("Listen again", "Y", "quiet")
        self.listen.clicked.connect(self._pressed)
        row = beside(24)
        row.addWidget(self._sentence, 1)
        row.addWidget(self.listen)
        self.setLayout(row)

    def show_yesterday(self, yesterday: Yesterday | None) -> None:
        """Show what there is; nothing takes the line away."""
        self._attempt = yesterday.attempt if yesterday is not None else None
        self._sentence.show_text(yesterday.sentence if yesterday is not None else "")
        self.listen.setVisible(self._attempt is not None)
        self.setVisible(yesterday is not None)

    def _pressed(self) -> None:
        if self._attempt is not None:
            self.attempt_requested.emit(self._attempt)


class Sleepers(QWidget):
    """A disclosure with a line for each prompt that rests. Only the first has a key."""

    wake_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[Sleeper, ...] = ()
        self._list = QWidget()
        stacked(self._list, (20, 0, 0, 0), 4)
        self.disclosure = Disclosure("", self._list)
        self.buttons: tuple[KeycapButton, ...] = ()
        rows = stacked(self)
        rows.addWidget(self.disclosure, alignment=Qt.AlignmentFlag.AlignLeft)
        rows.addWidget(self._list)

    def show_sleepers(self, sleepers: tuple[Sleeper, ...]) -> None:
        """Show these; none takes the line away."""
        self.setVisible(bool(sleepers))
        self.disclosure.set_caption(suspended_caption(len(sleepers)))
        if sleepers == self._shown:
            return
        self._shown = sleepers
        emptied(layout_of(self._list))
        self.buttons = tuple(self._line(each, "" if number else "W") for number, each in enumerate(sleepers))

    def _line(self, sleeper: Sleeper, key: str) -> KeycapButton:
        line, wake = QWidget(), KeycapButton("Wake", key, "quiet")
        wake.setAccessibleName(f"Wake “{sleeper.title}”")
        wake.clicked.connect(lambda: self.wake_requested.emit(sleeper.prompt))
        row = beside(16)
        row.addWidget(RoundBadge(sleeper.round))
        row.addWidget(Text(sleeper.title, "muted", wrap=True), 1)
        row.addWidget(wake)
        line.setLayout(row)
        layout_of(self._list).addWidget(line)
        return wake

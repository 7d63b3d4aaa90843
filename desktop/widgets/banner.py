"""One sentence about the world, above whatever screen is shown, until the world changes."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QWidget

from desktop.widgets.keycap_button import KeycapButton
from desktop.widgets.keys import announce
from desktop.widgets.panel import Hairline, beside, emptied, stacked
from desktop.widgets.text import Text, enlarged, restyle, selectable

DOT_PX = 12


class Dot(QWidget):
    """A filled circle in the text colour the stylesheet or palette gives it."""

    def __init__(self, role: QPalette.ColorRole = QPalette.ColorRole.WindowText, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role = role
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the text."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._fit()

    def _fit(self) -> None:
        side = enlarged(DOT_PX, self)
        self.setFixedSize(QSize(side, side))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().color(self._role))
        painter.drawEllipse(self.rect())
        painter.end()


@dataclass(frozen=True, slots=True)
class NoticeAction:
    """A button beside a sentence."""

    text: str
    slot: Callable[[], object]


class Banner(QWidget):
    """A sentence with a dot before it. ``tone``: ``warn``, ``danger`` or ``good``."""

    def __init__(
        self, text: str, tone: str = "warn", actions: tuple[NoticeAction, ...] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._dot, self._text = Dot(), selectable(Text(text, wrap=True))
        row = beside(12)
        row.setContentsMargins(48, 10, 48, 10)
        row.addWidget(self._dot, alignment=Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._text, 1)
        for action in actions:
            button = KeycapButton(action.text, kind="quiet")
            button.clicked.connect(action.slot)
            row.addWidget(button)
        rows = stacked(self)
        rows.addLayout(row)
        rows.addWidget(Hairline())
        self.set_tone(tone)

    def text(self) -> str:
        """Return the sentence."""
        return self._text.text()

    def set_tone(self, tone: str) -> None:
        """Colour the dot; the sentence says it in words."""
        restyle(self._dot, "tone", tone)


class Notices(QWidget):
    """The banners, one for each kind; a new sentence of the same kind takes the place of the old one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: dict[str, tuple[str, str, tuple[NoticeAction, ...]]] = {}
        self._rows = stacked(self)
        self.hide()

    def texts(self) -> tuple[str, ...]:
        """Return the sentences, oldest kind first."""
        return tuple(text for text, _, _ in self._shown.values())

    def show_notice(self, text: str, kind: str, tone: str = "warn", actions: tuple[NoticeAction, ...] = ()) -> None:
        """Show a sentence until ``clear_notice(kind)``, with a button for each action."""
        if self._shown.get(kind) == (text, tone, actions):
            return
        self._shown[kind] = (text, tone, actions)
        self._fill()
        announce(self, text)

    def clear_notice(self, kind: str) -> None:
        """Take the sentence of this kind away, if there is one."""
        if self._shown.pop(kind, None) is not None:
            self._fill()

    def _fill(self) -> None:
        emptied(self._rows)
        for text, tone, actions in self._shown.values():
            self._rows.addWidget(Banner(text, tone, actions))
        self.setVisible(bool(self._shown))

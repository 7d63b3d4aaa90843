"""A lower button, for what is pressed now and then."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from desktop.widgets.keycap_button import KeycapButton

LOW_PX = 36


class LowButton(KeycapButton):
    """As ``KeycapButton``, with less room around its words."""

    def __init__(self, caption: str, key: str = "", kind: str = "", parent: QWidget | None = None) -> None:
        super().__init__(caption, key, kind, parent)
        self.layout().setContentsMargins(12, 6, 12, 6)
        self.layout().setSpacing(8)

    def sizeHint(self) -> QSize:
        """Return the room its two parts need."""
        return self.layout().sizeHint().expandedTo(QSize(0, LOW_PX))

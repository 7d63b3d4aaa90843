"""A lower button, for what is pressed now and then."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from desktop.widgets.keycap_button import KeycapButton
from desktop.widgets.layouts import layout_of

LOW_PX = 36


class LowButton(KeycapButton):
    """As ``KeycapButton``, with less room around its words."""

    def __init__(self, caption: str, key: str = "", kind: str = "", parent: QWidget | None = None) -> None:
        super().__init__(caption, key, kind, parent)
        layout_of(self).setContentsMargins(12, 6, 12, 6)
        layout_of(self).setSpacing(8)

    def sizeHint(self) -> QSize:
        """Return the room its two parts need."""
        return layout_of(self).sizeHint().expandedTo(QSize(0, LOW_PX))

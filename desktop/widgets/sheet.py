"""A page over the window, to read and to close: it takes the keys from the screen under it while it is open."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QWidget

from desktop.widgets.keycap_button import KeycapButton
from desktop.widgets.panel import Hairline, ScrollColumn, beside, stacked
from desktop.widgets.text import Text

PREFERRED = QSize(720, 640)
EDGE_PX = 48
"""So much of the window stays in sight around it."""


class Sheet(QDialog):
    """A heading, a page that scrolls, and Close; Esc closes it."""

    def __init__(self, title: str, page: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._close = KeycapButton("Close", "Esc")
        self._close.setAutoDefault(False)
        self._close.clicked.connect(self.close)
        inner = QWidget()
        stacked(inner, (32, 16, 32, 24)).addWidget(page)
        heading = Text(title, "heading")
        heading.setContentsMargins(32, 24, 32, 16)
        buttons = beside(8)
        buttons.setContentsMargins(32, 16, 32, 16)
        buttons.addStretch(1)
        buttons.addWidget(self._close)
        rows = stacked(self)
        rows.addWidget(heading)
        rows.addWidget(Hairline())
        rows.addWidget(ScrollColumn(inner, centred=False).scrolled_by_keys(), 1)
        rows.addWidget(Hairline())
        rows.addLayout(buttons)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.resize(PREFERRED.boundedTo(parent.window().size() - QSize(EDGE_PX, EDGE_PX)))

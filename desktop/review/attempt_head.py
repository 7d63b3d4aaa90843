"""What an answer was to and how it was rated, above its sound and its words; its depth can be changed here. Passive."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.review.attempt_model import AttemptModel
from desktop.review.depth_change import DepthChange
from desktop.widgets.aside import Aside
from desktop.widgets.keycap_button import KeycapButton
from desktop.widgets.panel import beside, stacked
from desktop.widgets.text import Text

KEY = "D"
"""Of the one of the two buttons that is shown."""


class AttemptHead(QWidget):
    """Title, what was asked, day, length and depth."""

    rate_requested = Signal()
    """An answer without a depth is to have one."""
    depth_chosen = Signal(int)
    """One that has a depth is to have this one."""
    opened = Signal()
    """The depths are offered."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model: AttemptModel | None = None
        self._title, self._constraint = Text("", "heading", wrap=True), Text("", "muted", wrap=True)
        self._follow_up = Text("", "muted", wrap=True)
        self._facts, self._about = Text("", "small", wrap=True), Text("", "small", wrap=True)
        self._rate, self._change = (
            KeycapButton("Rate it now", KEY, low=True),
            KeycapButton("Change depth", KEY, low=True),
        )
        self._depths = DepthChange()
        self._change.set_kind("quiet")
        buttons, row = QWidget(), beside(8)
        for button in (self._rate, self._change):
            row.addWidget(button)
        buttons.setLayout(row)
        rows = stacked(self, spacing=4)
        for part in (self._title, self._constraint, self._follow_up):
            rows.addWidget(part)
        rows.addLayout(Aside(self._facts, buttons, (0, 0, 0, 0), 8))
        rows.addWidget(self._depths)
        rows.addWidget(self._about)
        self._rate.clicked.connect(self.rate_requested)
        self._change.clicked.connect(self.change_depth)
        self._depths.chosen.connect(self.depth_chosen)
        self._depths.closed.connect(lambda: self._change.setFocus(Qt.FocusReason.OtherFocusReason))

    def show_head(self, model: AttemptModel) -> None:
        """Show what is to be known of this answer."""
        before, self._model = self._model, model
        self._title.show_text(model.title)
        for text, said in (
            (self._constraint, model.constraint),
            (self._follow_up, model.follow_up),
            (self._facts, model.facts),
            (self._about, model.about),
        ):
            text.show_text(said)
            text.setVisible(bool(said))
        self._rate.setVisible(model.can_rate)
        self._change.setVisible(model.can_change)
        if before is None or (before.attempt, before.depth) != (model.attempt, model.depth):
            self._depths.close_again()

    @property
    def can_change(self) -> bool:
        """Whether the answer has a depth that can be changed."""
        return self._model is not None and self._model.can_change

    @property
    def depths(self) -> DepthChange:
        """The four depths, where they are offered."""
        return self._depths

    def change_depth(self) -> None:
        """Offer the four depths, or take the offer away."""
        if self._depths.isVisibleTo(self):
            self._depths.close_again()
        elif self._model is not None and self._model.can_change:
            self._depths.open_at(self._model.depth)
            self.opened.emit()

"""The menu in which another model is chosen for the words of one recording."""

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget


class ModelMenu(QMenu):
    """Opens above a button, with the keyboard at its first entry."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("Redo the words with")

    def fill(self, models: tuple[tuple[str, str], ...]) -> None:
        """Offer these, each with what it is called."""
        self.clear()
        for model, name in models:
            action = self.addAction(name.replace("&", "&&"))
            action.triggered.connect(lambda _=False, model=model: self.chosen.emit(model))

    def show_models(self, models: tuple[tuple[str, str], ...], button: QWidget) -> None:
        """Offer these now; nothing opens where there is none."""
        self.fill(models)
        if self.actions():
            self.setActiveAction(self.actions()[0])
            self.popup(button.mapToGlobal(QPoint(0, -self.sizeHint().height() - 4)))

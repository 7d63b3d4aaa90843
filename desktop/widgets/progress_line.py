"""How far something is: a thin line that fills, beside the words that say it."""

from PySide6.QtWidgets import QProgressBar, QWidget

HEIGHT_PX = 8
WHOLE = 1000


class ProgressLine(QProgressBar):
    """Passive; in thousandths."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setRange(0, WHOLE)
        self.setTextVisible(False)
        self.setFixedHeight(HEIGHT_PX)

    def show_progress(self, permille: int, words: str) -> None:
        """Show how far it is; ``words`` are for a screen reader."""
        self.setValue(permille)
        self.setAccessibleDescription(words)

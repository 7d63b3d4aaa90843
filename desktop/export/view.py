"""The sheet that asks what to export and where to, and says how far it is. Passive."""

from PySide6.QtCore import QDir, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QStackedWidget, QWidget

from desktop.widgets.keycap_button import KeycapButton
from desktop.widgets.keys import announce
from desktop.widgets.panel import Hairline, beside, stacked
from desktop.widgets.rows import CheckRow
from desktop.widgets.text import OneLine, Text, restyle, selectable

WIDTH_PX = 560
CHOICES = (
    ("flac", "Sound as FLAC, the way it is kept", True),
    ("wav", "Sound as WAV, larger, for every program", False),
    ("txt", "Plain text", True),
    ("md", "Markdown, with key points and note", False),
    ("srt", "Subtitles as SRT", False),
    ("vtt", "Subtitles as VTT", False),
    ("json", "JSON, everything with word times", False),
)


class ExportSheet(QDialog):
    """Formats to tick, a folder, Export; then progress; then what came of it."""

    start_requested = Signal(tuple, str)
    """Names of formats, and the folder."""
    cancel_requested = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Export")
        self.setAccessibleName("Export")
        self.setModal(True)
        self._heading = Text("", "heading")
        self._rows = {kind: CheckRow(words, checked) for kind, words, checked in CHOICES}
        self._folder = _first_folder()
        self._place = OneLine(self._folder)
        self._choose = KeycapButton("Choose folder…", "O", "quiet")
        self._export = KeycapButton("Export", "Enter", "primary")
        self._close = KeycapButton("Cancel", "Esc")
        self._progress, self._details = Text("", wrap=True), selectable(Text("", "small", wrap=True))
        self._pages = QStackedWidget()
        self._running = False
        self._lay_out()
        self._choose.clicked.connect(self._ask_folder)
        self._export.clicked.connect(self._start)
        self._close.clicked.connect(self.reject)
        for row in self._rows.values():
            row.toggled.connect(self._offer)
        for button in (self._choose, self._export, self._close):
            button.setAutoDefault(False)

    def show_choice(self, answers: int) -> None:
        """Ask what to write of so many answers."""
        self._heading.show_text("Export this answer" if answers == 1 else f"Export {answers} answers")
        self._turn(0, "Cancel")
        self._offer()
        self.open()
        next(iter(self._rows.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_progress(self, done: int, answers: int) -> None:
        """Say how far it is."""
        self._running = True
        self._progress.show_text(f"Writing answer {done + 1} of {answers}…")
        restyle(self._progress, "tone", "")
        self._details.show_text("")
        self._turn(1, "Stop")

    def show_end(self, sentence: str, details: tuple[str, ...], tone: str) -> None:
        """Say what came of it, in ``tone`` ``good``, ``warn`` or ``danger``, and what was not there."""
        self._running = False
        self._progress.show_text(sentence)
        restyle(self._progress, "tone", tone if tone != "good" else "")
        self._details.show_text("\n".join(details))
        self._turn(1, "Close")
        announce(self, sentence)

    def reject(self) -> None:
        """Esc: stop what runs, else close."""
        if self._running:
            self.cancel_requested.emit()
        else:
            super().reject()

    def set_folder(self, folder: str) -> None:
        """Write into this folder."""
        self._folder = folder
        self._place.show_line(folder)

    def _turn(self, page: int, close: str) -> None:
        self._pages.setCurrentIndex(page)
        self._export.setVisible(page == 0)
        self._close.set_caption(close)

    def _chosen(self) -> tuple[str, ...]:
        return tuple(kind for kind, row in self._rows.items() if row.isChecked())

    def _offer(self) -> None:
        self._export.setEnabled(bool(self._chosen()))

    def _start(self) -> None:
        self.start_requested.emit(self._chosen(), self._folder)

    def _ask_folder(self) -> None:
        dialog = QFileDialog(self, "Export to", self._folder)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.set_folder)
        dialog.open()

    def _lay_out(self) -> None:
        choice, result = QWidget(), QWidget()
        rows = stacked(choice)
        for row in self._rows.values():
            rows.addWidget(row)
        rows.addSpacing(16)
        rows.addWidget(Text("Into the folder", "section"))
        rows.addSpacing(4)
        place = beside(12)
        place.addWidget(self._place, 1)
        place.addWidget(self._choose)
        rows.addLayout(place)
        rows.addStretch(1)
        told = stacked(result, spacing=12)
        told.addWidget(self._progress)
        told.addWidget(self._details)
        told.addStretch(1)
        for page in (choice, result):
            self._pages.addWidget(page)
        buttons = beside(8)
        buttons.setContentsMargins(32, 16, 32, 16)
        buttons.addStretch(1)
        for button in (self._close, self._export):
            buttons.addWidget(button)
        body = stacked(self)
        self._heading.setContentsMargins(32, 24, 32, 16)
        self._pages.setContentsMargins(32, 16, 32, 24)
        for part in (self._heading, Hairline(), self._pages, Hairline()):
            body.addWidget(part)
        body.addLayout(buttons)
        self.setFixedWidth(WIDTH_PX)


def _first_folder() -> str:
    """Documents, or the home where there is no such folder."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return documents if QDir(documents).exists() else QDir.homePath()

"""Review, put together when it is first wanted: the list, the answer beside it, and the sheet for exporting."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from audio.playback import PlayerEvent
from cards.prompt import Prompt
from desktop.review.attempt_parts import Around
from desktop.window import MainWindow

if TYPE_CHECKING:
    from desktop.review.attempt_presenter import AttemptPresenter
    from desktop.review.presenter import ReviewPresenter
    from desktop.review.view import ReviewView


@dataclass(frozen=True, slots=True)
class _Built:
    view: "ReviewView"
    presenter: "ReviewPresenter"
    attempt: "AttemptPresenter"


class Review:
    """The screen and who works behind it; nothing of it is made before somebody looks."""

    def __init__(
        self,
        window: MainWindow,
        around: Around,
        go_to_today: Callable[[], None],
        rate: Callable[[Prompt, int], None],
    ) -> None:
        self._window = window
        self._around = around
        self._go_to_today = go_to_today
        self._rate = rate
        self._built: _Built | None = None

    def screen(self) -> "ReviewView":
        """Make the screen; the window asks once."""
        # Loaded here: Today is drawn the earlier for it.
        from desktop.export.presenter import ExportPresenter  # noqa: PLC0415
        from desktop.export.view import ExportSheet  # noqa: PLC0415
        from desktop.review.attempt_presenter import AttemptPresenter  # noqa: PLC0415
        from desktop.review.attempt_view import AttemptView  # noqa: PLC0415
        from desktop.review.presenter import ReviewPresenter  # noqa: PLC0415
        from desktop.review.view import ReviewView  # noqa: PLC0415
        from desktop.review.wiring import wire_halves  # noqa: PLC0415

        around, window = self._around, self._window
        view, attempt_view = ReviewView(), AttemptView()
        attempt = AttemptPresenter(attempt_view, around)
        presenter = ReviewPresenter(
            view,
            around.jobs,
            around.folder,
            around.clock,
            window,
            around.history,
            attempt.open_attempt,
            around.transcribing.forget,
        )
        wire_halves(view, presenter, attempt_view, attempt, around.transcribing)
        sheet = ExportSheet(window)
        export = ExportPresenter(sheet, around.jobs, around.folder.recordings, self._title_of)
        sheet.start_requested.connect(lambda formats, folder: export.start(formats, Path(folder)))
        sheet.cancel_requested.connect(export.cancel)
        view.export_requested.connect(export.open)
        view.today_requested.connect(self._go_to_today)
        attempt_view.rate_requested.connect(lambda number: self._rate_now(attempt, number))
        self._built = _Built(view, presenter, attempt)
        return view

    def open(self, attempt: int) -> None:
        """Show this answer, whatever was looked for before, and play it."""
        self._window.screen_named("review")
        if self._built is not None:
            self._built.attempt.hear_when_open(attempt)
            self._built.presenter.reveal(attempt)
        self._window.show_screen("review")

    def hear(self, event: PlayerEvent) -> None:
        """The player came to an end."""
        if self._built is not None:
            self._built.attempt.sound.hear(event)

    def _title_of(self, prompt: str) -> str:
        known = self._around.prompt(prompt)
        return known.title if known else prompt

    def _rate_now(self, presenter: "AttemptPresenter", attempt: int) -> None:
        prompt = presenter.prompt
        if prompt is not None:
            self._rate(prompt, attempt)

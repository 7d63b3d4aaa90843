"""The rooms in which a person practises, put together: Today, a session, the diagnostic and Review."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QGuiApplication

from cards.prompt import Prompt
from desktop.diagnostic.composing import Diagnostic
from desktop.diagnostic.parts import Around as DiagnosticAround
from desktop.ground import Ground
from desktop.practice.composing import Practice
from desktop.review.attempt_parts import Around as ReviewAround
from desktop.review.composing import Review
from desktop.today.composing import Today
from desktop.today.view import TodayView


@dataclass(frozen=True, slots=True)
class Rooms:
    """Each of them leads to others."""

    today: Today
    practice: Practice
    review: Review
    diagnostic: Diagnostic


def furnish(ground: Ground, view: TodayView) -> Rooms:
    """Put the rooms together on one ground. Who leads to one that is made later looks it up when it does."""

    def go_to_today() -> None:
        today.show()

    def begin_diagnostic() -> None:
        diagnostic.open()

    practice = Practice(ground, go_to_today)
    today = Today(ground, view, practice.presenter, begin_diagnostic)
    practice.presenter.rested = today.changed
    around_review = _around_review(ground, today.presenter.prompt)
    review = Review(ground.window, around_review, go_to_today, practice.presenter.rate_later)
    ground.window.add_screen("review", review.screen, "Review")
    diagnostic = Diagnostic(ground.window, _around_diagnostic(ground, practice, today), review.open)
    return Rooms(today, practice, review, diagnostic)


def _around_review(ground: Ground, prompt: Callable[[str], Prompt | None]) -> ReviewAround:
    return ReviewAround(
        ground.jobs,
        ground.folder,
        ground.clock,
        ground.sound.review_player,
        ground.transcribing,
        ground.history,
        ground.settings,
        ground.window,
        prompt,
        to_clipboard,
        prompts=ground.deck,
    )


def _around_diagnostic(ground: Ground, practice: Practice, today: Today) -> DiagnosticAround:
    return DiagnosticAround(
        practice.screens,
        practice.services,
        ground.history,
        today.show,
        practice.goes_on,
        today.changed,
        practice.presenter.asking.drafts,
    )


def to_clipboard(text: str) -> None:
    """Copy."""
    QGuiApplication.clipboard().setText(text)

"""An answer whose verdict is asked for: what was said, whose words may still come. Knows no Qt."""

from cards.attempt import AttemptRecord
from desktop.diagnostic.pages import Given, verdict_model
from desktop.diagnostic.parts import VERDICT, VerdictScreen
from desktop.practice.coming_words import ComingWords
from desktop.practice.parts import Services, Stage


class Judging:
    """Shows one answer at a time."""

    def __init__(self, screen: VerdictScreen, stage: Stage, services: Services) -> None:
        self._screen = screen
        self._stage = stage
        self.given: Given | None = None
        """What is in front; None while something else is."""
        self.words = ComingWords(screen, services, self._attempt)

    def show(self, given: Given) -> None:
        """Bring the answer to the front."""
        self.given = given
        self._screen.show_verdict(verdict_model(given, self.words.said))
        self.words.show_waiting()
        self._stage.set_phase("Verdict")
        self._stage.show_screen(VERDICT)

    def _attempt(self) -> AttemptRecord | None:
        return self.given.attempt if self.given is not None else None

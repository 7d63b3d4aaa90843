"""An answer whose verdict is asked for: what was said, whose words may still come. Knows no Qt."""

from desktop.diagnostic.pages import Given, verdict_model
from desktop.diagnostic.parts import VERDICT, VerdictScreen
from desktop.practice.model import Said
from desktop.practice.parts import Services, Stage
from desktop.practice.reflection import said


class Judging:
    """Shows one answer at a time."""

    def __init__(self, screen: VerdictScreen, stage: Stage, services: Services) -> None:
        self._screen = screen
        self._stage = stage
        self._services = services
        self.given: Given | None = None
        """What is in front; None while something else is."""

    def show(self, given: Given) -> None:
        """Bring the answer to the front."""
        self.given = given
        self._screen.show_verdict(verdict_model(given, self._passages()))
        self._show_waiting()
        self._stage.set_phase("Verdict")
        self._stage.show_screen(VERDICT)

    def show_words(self, take: int) -> bool:
        """Show the words of ``take`` if it belongs to the answer in front; tells whether it does."""
        if self.given is None or all(each.id != take for each in self.given.attempt.takes):
            return False
        self._screen.set_said(self._passages())
        self._show_waiting()
        return True

    def ask_for_words(self) -> None:
        """Have the words of the answer in front come, if they wait."""
        for take in self.given.attempt.kept_takes if self.given is not None else ():
            self._services.transcribing.go_on(take.id)

    def _passages(self) -> tuple[Said, ...]:
        takes = self.given.attempt.kept_takes if self.given is not None else ()
        progress, verbatim = self._services.transcribing.progress, self._services.settings().show_fillers
        return tuple(said(take, progress(take.id), verbatim=verbatim) for take in takes)

    def _show_waiting(self) -> None:
        takes = self.given.attempt.kept_takes if self.given is not None else ()
        self._screen.set_waiting(any(self._services.transcribing.progress(take.id).waits for take in takes))

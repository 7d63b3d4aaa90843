"""The words of the answer in front, which may still come while it is judged. Knows no Qt."""

from collections.abc import Callable
from typing import Protocol

from cards.attempt import AttemptRecord, TakeRecord
from desktop.practice.model import Said
from desktop.practice.parts import Services
from desktop.practice.reflection import said


class WordsScreen(Protocol):
    """What is needed of the screen that an answer is judged on."""

    def set_said(self, said: tuple[Said, ...]) -> None: ...  # noqa: D102
    def set_waiting(self, waiting: bool) -> None: ...  # noqa: D102


class ComingWords:
    """Shows them as they come; ``in_front`` tells which answer that is, if any."""

    def __init__(self, screen: WordsScreen, services: Services, in_front: Callable[[], AttemptRecord | None]) -> None:
        self._screen = screen
        self._services = services
        self._in_front = in_front

    @property
    def said(self) -> tuple[Said, ...]:
        """What is there by now, take by take."""
        progress, verbatim = self._services.transcribing.progress, self._services.settings().show_fillers
        return tuple(said(take, progress(take.id), verbatim=verbatim) for take in self._takes)

    @property
    def _takes(self) -> tuple[TakeRecord, ...]:
        attempt = self._in_front()
        return attempt.kept_takes if attempt is not None else ()

    def show(self, take: int) -> bool:
        """Show the words of ``take`` if it belongs to the answer in front; tells whether it does."""
        attempt = self._in_front()
        if attempt is None or all(each.id != take for each in attempt.takes):
            return False
        self._screen.set_said(self.said)
        self.show_waiting()
        return True

    def show_again(self) -> None:
        """Show them anew: fillers are shown now, or not any more."""
        if self._in_front() is not None:
            self._screen.set_said(self.said)

    def show_waiting(self) -> None:
        """Show whether any of them wait to be asked for."""
        self._screen.set_waiting(any(self._services.transcribing.progress(take.id).waits for take in self._takes))

    def ask_for(self) -> None:
        """Have those come that wait."""
        for take in self._takes:
            self._services.transcribing.go_on(take.id)

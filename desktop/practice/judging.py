"""A reflection in front: what is ticked, and the words that still come. Knows no Qt."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from cards.attempt import AttemptRecord
from cards.prompt import Prompt
from desktop.calendar import settled_day
from desktop.library_work import LibraryWork
from desktop.practice.coming_words import ComingWords
from desktop.practice.model import SMALLEST, Header, confirmation, too_slow
from desktop.practice.parts import Screens, Services
from desktop.practice.reflection import Reflection, reflect_model
from desktop.prompt_changes import state_of
from desktop.standing import terms_for
from scheduler.days import study_day
from scheduler.retention import said

if TYPE_CHECKING:
    from cards.library import Library


def reflecting(prompt: Prompt, attempt: int, services: Services) -> "Callable[[Library], Reflection]":
    """What reads the reflection on an attempt at ``prompt``, and what its date is made with by now."""
    deck, day = services.prompts(), study_day(services.clock())

    def read(library: "Library") -> Reflection:
        terms = terms_for(library, prompt, deck, settled_day(library, day))
        return Reflection.of(prompt, library.attempt(attempt), terms, state_of(library, prompt.id).note)

    return read


def retention_of(library: "Library", prompt: str) -> str:
    """The desired retention that the prompt's date was made with, and why; empty for a prompt without a date."""
    standing = library.standing(prompt)
    return "" if standing is None else said(standing.desired_retention, lifted=standing.lifted)


class Judging:
    """Shows one reflection at a time; every tick is stored at once, so a crash here costs nothing."""

    def __init__(self, screens: Screens, services: Services, library: LibraryWork) -> None:
        self._screens = screens
        self._services = services
        self._library = library
        self.reflection: Reflection | None = None
        """What is in front; None while something else is."""
        self.words = ComingWords(screens.reflect, services, self._attempt)
        self._suggested: set[str] = set()
        """The models of which it was said that they are too slow here."""

    def show(self, reflection: Reflection, header: Header) -> None:
        """Bring the reflection to the front."""
        self.reflection = reflection
        self._screens.reflect.show_reflection(reflect_model(header, reflection, self.words.said))
        self.words.show_waiting()
        self._suggest_a_model()
        self._screens.stage.set_phase("Reflect")
        self._screens.stage.show_screen("reflect")

    def _attempt(self) -> AttemptRecord | None:
        return self.reflection.attempt if self.reflection is not None else None

    def _suggest_a_model(self) -> None:
        """Say once that the words cannot keep up with this model, now that nobody speaks."""
        model = self._services.transcribing.too_slow
        if model and model not in SMALLEST and model not in self._suggested:
            self._suggested.add(model)
            self._screens.stage.show_notice(too_slow(model), "pace")

    def tick_key_point(self, place: int, made: bool) -> None:
        """A key point was ticked or unticked."""
        if self.reflection is not None:
            self._ticked(self.reflection.with_key_point(place, made))

    def tick_statement(self, place: int, yes: bool) -> None:
        """A statement was answered."""
        if self.reflection is not None:
            self._ticked(self.reflection.with_statement(place, yes))

    def tick_dimension(self, dimension: str, shown: str) -> None:
        """A dimension was judged."""
        if self.reflection is not None:
            self._ticked(self.reflection.with_dimension(dimension, shown))

    def _ticked(self, reflection: Reflection) -> None:
        self.reflection = reflection
        self._screens.reflect.clear_confirmation()
        self._screens.reflect.set_suggestion(reflection.suggested)
        attempt, ticks = reflection.attempt.id, reflection.ticks
        self._library.do(lambda library: library.save_ticks(attempt, ticks))

    def asks_about(self, depth: int) -> bool:
        """Ask once where few key points support ``depth``, and tell whether that is asked now."""
        reflection = self.reflection
        if reflection is None or not reflection.doubts(depth):
            return False
        self.reflection = replace(reflection, doubted=depth)
        points = len(reflection.prompt.key_points)
        self._screens.reflect.show_confirmation(confirmation(reflection.made, points, depth))
        return True

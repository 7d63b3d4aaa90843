"""The pages between the questions: how each of them stands, and what comes of the verdicts. Knows no Qt."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop.calendar import settled_day
from desktop.diagnostic.course import Course, course_of
from desktop.diagnostic.pages import route_model, start_model
from desktop.diagnostic.parts import ROUTE, START, Around, Pages
from desktop.standing import practice_of
from scheduler.days import study_day

if TYPE_CHECKING:
    from cards.library import Library
    from scheduler.practice import Practice


class Overview:
    """Shows one page or the other. Where the library cannot be read there is nothing to show but Today."""

    def __init__(self, pages: Pages, around: Around) -> None:
        self._pages = pages
        self._around = around
        self._services = around.services
        self._stage = around.screens.stage
        self._library = around.history.library

    def course(self) -> "Callable[[Library], Course]":
        """What reads how far the diagnostic is, by the deck as it is now."""
        deck = self._services.prompts()
        return lambda library: course_of(library, deck)

    def show_start(self) -> None:
        """Show how the six questions stand."""
        self._library.turn(self.course(), self._bring_start, self._around.leave)

    def show_end(self) -> None:
        """Show what a sitting ends with: what is still open, or where nothing is the result."""

        def look(course: Course) -> None:
            if course.to_do or not course.latest:
                self._bring_start(course)
            else:
                self.show_result()

        self._library.turn(self.course(), look, self._around.leave)

    def refresh(self) -> None:
        """Have that page say what is so now, whether it is in front or not."""
        self._library.do(self.course(), self._show)

    def _bring_start(self, course: Course) -> None:
        self._show(course)
        self._stage.set_phase("Diagnostic")
        self._stage.show_screen(START)

    def _show(self, course: Course) -> None:
        self._pages.start.show_start(start_model(course, study_day(self._services.clock())))

    def show_result(self) -> None:
        """Show where to begin."""
        deck, day = self._services.prompts(), study_day(self._services.clock())

        def read(library: "Library") -> "tuple[Course, Practice]":
            return course_of(library, deck), practice_of(library, deck, settled_day(library, day))

        def show(found: "tuple[Course, Practice]") -> None:
            course, practice = found
            self._pages.route.show_route(route_model(course, practice))
            self._stage.set_phase("Where to begin")
            self._stage.show_screen(ROUTE)

        self._library.turn(read, show, self._around.leave)

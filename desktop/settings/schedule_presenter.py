"""The part of the settings that dates are made by: a change says first which dates it moves. Knows no Qt.

What the controls show holds, unless Apply and Cancel stand beneath them: a change that moves no date is made at once,
one that moves some waits for a yes.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Protocol

from cards.prompt import Prompt
from desktop.history import History, Step
from desktop.rules_change import Preview, RulesChange
from desktop.settings.days_off import NoDays, Stretch, days_of, stretches
from desktop.settings.schedule_model import UNKNOWN, Chosen, ScheduleModel, chosen_of, did, with_chosen, would
from desktop.standing import rules_of
from scheduler.days import study_day
from scheduler.rules import Rules

STEP = "change of schedule"


class ScheduleScreen(Protocol):
    """What it needs of the screen."""

    def show_schedule(self, model: ScheduleModel) -> None: ...  # noqa: D102
    def days_taken(self) -> None: ...  # noqa: D102


def _nothing() -> None:
    """Nobody has to show anything."""


@dataclass(frozen=True, slots=True)
class ScheduleAround:
    """What it works with."""

    history: History
    prompts: Callable[[], Sequence[Prompt]]
    """The whole deck, as it is by now."""
    clock: Callable[[], datetime]
    moved: Callable[[], None] = _nothing
    """Called once dates have moved, back and forth too, for whoever shows some."""


class SchedulePresenter:
    """``open`` and ``leave`` are called when the screen comes and goes; what was not applied yet waits for it."""

    def __init__(self, screen: ScheduleScreen, around: ScheduleAround) -> None:
        self._screen = screen
        self._around = around
        self._library = around.history.library
        self._here = False
        self._stored: Rules | None = None
        """None until the library has said it."""
        self._draft = Rules()
        self._weak_wanted = 0
        """What was chosen for weak rounds, which does not hold while the other is higher."""
        self._number = 0
        """Of the last look that was begun: what an older one finds is of a draft that is gone."""
        self._looked_on = date.min
        self._applying = False
        self._problem, self._said = "", ""
        self._asks = self._ready = False

    def open(self) -> None:
        """Show how dates are made, and what a change that waits would move by now."""
        self._here = True
        self._around.history.hush()

        def show(stored: Rules) -> None:
            waits = self._stored is not None and self._draft != self._stored
            self._stored = stored
            if waits:
                self._look()
            else:
                self._begin(stored)

        self._library.do(rules_of, show)

    def leave(self) -> None:
        """What was said is said; a change that waits goes on waiting."""
        self._here = False
        self._around.history.hush()
        self._problem = ""
        if not self._asks:
            self._said = ""

    def choose(self, chosen: Chosen) -> None:
        """The controls stand like this."""
        if chosen.weak_sure != chosen_of(self._draft).weak_sure:
            self._weak_wanted = chosen.weak_sure
        self._change(with_chosen(self._draft, chosen, self._weak_wanted))

    def add_days(self, text: str) -> None:
        """Take these days off."""
        try:
            days = days_of(text, self._today)
        except NoDays as error:
            self._problem = str(error)
            self._show()
            return
        self._screen.days_taken()
        self._change(replace(self._draft, days_off=self._draft.days_off | days))

    def remove_days(self, stretch: Stretch) -> None:
        """These days are as any other again."""
        self._change(replace(self._draft, days_off=self._draft.days_off - stretch.days))

    def apply(self) -> None:
        """Make the change that waits."""
        if not self._ready or self._library.turning:
            return
        if self._looked_on != self._today:
            self._look()  # the day has turned since it said what would move
        else:
            self._apply()

    def cancel(self) -> None:
        """Leave everything as it is."""
        if self._stored is not None and not self._applying:
            self._begin(self._stored)

    @property
    def _today(self) -> date:
        return study_day(self._around.clock())

    def _begin(self, stored: Rules, said: str = "") -> None:
        """Nothing waits: show what holds."""
        self._number += 1
        self._draft, self._weak_wanted = stored, chosen_of(stored).weak_sure
        self._problem = ""
        self._say(said)

    def _say(self, said: str, *, asks: bool = False, ready: bool = False) -> None:
        self._said, self._asks, self._ready = said, asks, ready
        self._show()

    def _change(self, draft: Rules) -> None:
        self._problem = ""
        if self._stored is None or self._applying or draft == self._draft:
            self._show()  # a control goes back to what holds, if it must
        elif draft == self._stored:
            self._begin(draft)
        else:
            self._draft = draft
            self._look()

    def _look(self) -> None:
        """Find out what the draft would move; where that is nothing, make the change."""
        self._number += 1
        number, change = self._number, self._rules_change()
        self._looked_on = self._today
        self._say(self._said if self._asks else "", asks=self._asks)

        def found(preview: Preview) -> None:
            if number != self._number:
                return
            if preview.moved or self._library.turning:
                self._say(would(preview), asks=True, ready=True)
            else:
                self._said = would(preview)
                self._apply()

        def failed() -> None:
            if number == self._number and self._stored is not None:
                self._begin(self._stored, UNKNOWN)

        self._library.do(change.preview, found, failed)

    def _apply(self) -> None:
        change, draft, wanted = self._rules_change(), self._draft, self._weak_wanted
        self._applying = True
        self._say(self._said, asks=self._asks)

        def made(done: Preview) -> None:
            self._applying = False
            self._stored = draft
            self._begin(draft, did(done))
            self._weak_wanted = wanted
            self._around.history.push(Step(STEP, change.undo, change.redo, self._turned, self._turned, aloud=True))
            self._around.moved()

        def failed() -> None:
            self._applying = False
            self._say(self._said, asks=True, ready=True)

        self._library.turn(change.redo, made, failed)  # else an older step could be taken back meanwhile

    def _rules_change(self) -> RulesChange:
        return RulesChange(self._draft, self._around.prompts(), self._around.clock)

    def _turned(self) -> None:
        """A change was taken back or made again: what waits is of another time."""

        def show(stored: Rules) -> None:
            self._stored = stored
            self._begin(stored)
            self._around.moved()

        self._library.do(rules_of, show)

    def _show(self) -> None:
        if not self._here or self._stored is None:
            return
        today = self._today
        off = tuple((each, each.said(today)) for each in stretches(self._draft.days_off, today))
        self._screen.show_schedule(
            ScheduleModel(chosen_of(self._draft), off, self._problem, self._said, self._asks, self._ready)
        )

"""The screen that the diagnostic asks on: a session's, without what a diagnostic has no use for."""

from desktop.commands import EDIT, Command
from desktop.practice.ask_view import AskView

LATER, SKIP = "Ask this later", "Skip this question"
NOT_HERE = frozenset({"Bury until tomorrow", "Suspend this prompt"})
"""A question of the diagnostic is asked by the person, never by a day."""


class QuestionView(AskView):
    """``put_off_requested`` skips the question, ``pause_requested`` and ``leave_requested`` leave it."""

    def commands(self) -> tuple[Command, ...]:
        """What this screen adds to the menus."""
        offered = (each for each in super().commands() if each.text not in NOT_HERE)
        return tuple(
            Command(EDIT, SKIP, each.key, each.slot, each.enabled) if each.text == LATER else each for each in offered
        )

"""The part of the library that is the prompts: which there are, and what was decided and noted of each."""

from collections.abc import Iterable

from cards.library import lines, prompts, search
from cards.library.holding import Holding
from cards.prompt import Prompt
from cards.prompt_state import PromptState, RetiredPrompt


class KnownPrompts(Holding):
    """The deck as it is stored, and what outlives a prompt that has left it."""

    def sync_prompts(self, deck: Iterable[Prompt], *, complete: bool) -> None:
        """Store the deck. Prompts it no longer has are retired, never deleted, and only if the deck is ``complete``.

        A deck of which some files could not be read is not complete.
        """
        with self._transaction() as db:
            prompts.sync(db, deck, complete=complete)

    def search_prompts(self, query: str) -> tuple[str, ...]:
        """Ids of the prompts of the deck whose title or decision has every word of ``query``, best first."""
        with self._transaction() as db:
            return search.prompts(db, query)

    def known_topics(self) -> tuple[str, ...]:
        """The topics of the deck, and of every prompt that was ever answered, by the alphabet."""
        with self._transaction() as db:
            return lines.topics(db)

    def retired_prompts(self) -> tuple[RetiredPrompt, ...]:
        """The prompts that have left the deck, by round, topic and id; what is known of them besides is kept."""
        with self._transaction() as db:
            return prompts.retired(db)

    def prompt_states(self) -> dict[str, PromptState]:
        """Prompt id -> its state, for every prompt of which anything was decided or noted."""
        with self._transaction() as db:
            return prompts.states(db)

    def set_prompt_state(self, prompt: str, state: PromptState) -> None:
        """Store the state of the prompt, in the place of an earlier one."""
        with self._transaction() as db:
            prompts.store_state(db, prompt, state)

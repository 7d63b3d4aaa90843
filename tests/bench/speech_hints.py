"""What the app knows beforehand of the words of an answer to a prompt."""

from dataclasses import replace
from functools import cache

from audio.transcription.words import Help
from cards.deck import builtin_folder, load_deck
from cards.prompt import Prompt
from cards.rounds import Round
from desktop import hints

_ROUNDS = {"F": Round.ML, "S": Round.DESIGN, "C": Round.CODING, "B": Round.BEHAVIORAL}


def help_for(prompt: str) -> Help:
    """What an answer to the prompt with this id gets, of a person without words of their own."""
    return hints.help_for(_prompt(prompt) if prompt else None, ())


def _prompt(id: str) -> Prompt:
    """That of the built-in deck; where it has none, a stand-in that has nothing of it but the id, hence the topic."""
    prompts = _prompts()
    if id in prompts:
        return prompts[id]
    other = next(each for each in prompts.values() if each.round is _ROUNDS[id[0]])
    return replace(other, id=id, topic="", key_points=())


@cache
def _prompts() -> dict[str, Prompt]:
    return {each.id: each for each in load_deck(builtin_folder()).prompts}

"""What the recogniser is told beforehand of an answer: terms of its topic, and those that a key point hangs on."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from audio.transcription.phonetics import pieces_of
from audio.transcription.words import NO_HELP, Help
from cards.prompt import Prompt
from cards.vocabulary import terms

MOST_HINTS = 30
MOST_OWN = 15
"""Of a person's words; with more of them too few terms of the topic are left, and those help most. Measured."""
MOST_SIGNS = 400
"""Of all hints together, about 120 tokens: longer lists begin to be written where nothing was said."""


def help_for(prompt: Prompt | None, own_words: Sequence[str]) -> Help:
    """Return what is known of answers to ``prompt``, or of any speech: the person's own words, then the topic's."""
    hints = _hints([*own_words[:MOST_OWN], *(terms(prompt) if prompt else ())])
    aliases = (alias for point in (prompt.key_points if prompt else ()) for alias in point.aliases)
    return Help(hints, tuple(dict.fromkeys(form for alias in aliases for form in _forms(alias, hints))))


def help_by_id(prompts: Mapping[str, Prompt], own_words: Callable[[], Sequence[str]]) -> Callable[[str], Help]:
    """Return a function from a prompt's id to the help there is; a prompt that went from the deck has none."""

    def help_of(prompt: str) -> Help:
        known = prompts.get(prompt)
        return help_for(known, own_words()) if known else NO_HELP

    return help_of


def _hints(wanted: Sequence[str]) -> tuple[str, ...]:
    chosen: dict[str, str] = {}
    signs = 0
    for term in wanted:
        if term.casefold() in chosen or signs + len(term) > MOST_SIGNS or len(chosen) == MOST_HINTS:
            continue
        chosen[term.casefold()] = term
        signs += len(term) + len(", ")
    return tuple(chosen.values())


def _forms(alias: str, hints: Sequence[str]) -> Iterator[str]:
    """The alias, and with a hint as it is written in the place of its letters: "b m 25 finds it", "BM25 finds it".

    Nothing, if no hint is in it: what was not hinted at was heard without help.
    """
    pieces = pieces_of(alias)
    spelled = {letters: hint for hint in hints if len(letters := _letters([hint])) > 2}
    spans = [(start, end) for start in range(len(pieces)) for end in range(len(pieces), start, -1)]
    found = [(start, end) for start, end in spans if _letters(pieces[start:end]) in spelled]
    if found:
        yield alias
    for start, end in found:
        yield " ".join([*pieces[:start], spelled[_letters(pieces[start:end])], *pieces[end:]])


def _letters(parts: Sequence[str]) -> str:
    return "".join(piece for part in parts for piece in pieces_of(part)).lower()

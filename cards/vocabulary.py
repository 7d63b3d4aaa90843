"""Terms that answers on a topic are likely to hold, right and wrong ones, for a speech model to expect.

They belong to the topic, not to the prompt: a list of a prompt's own key points would make a model hear them.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cards.prompt import Prompt
from cards.rounds import Round

FORMAT = 1
MOST_TERMS = 30
LONGEST_TERM = 40


class BadVocabulary(ValueError):
    """The file of terms cannot be used; the text says where and why."""


@dataclass(frozen=True, slots=True)
class Topic:
    """The terms of one topic. ``code`` begins the ids of its prompts, as "S4" begins "S4.a"."""

    code: str
    name: str
    round: Round
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The terms of all topics, and for each round those of a topic that is not known."""

    topics: tuple[Topic, ...]
    rounds: Mapping[Round, tuple[str, ...]]

    def terms(self, prompt: Prompt) -> tuple[str, ...]:
        """The terms of the prompt's topic, known by its name or by the prompt's id, else those of its round."""
        code, name = prompt.id.partition(".")[0], prompt.topic.casefold()
        own = [topic for topic in self.topics if topic.round is prompt.round]
        named = next((topic for topic in own if topic.name.casefold() == name), None)
        found = named or next((topic for topic in own if topic.code == code), None)
        return found.terms if found else self.rounds[prompt.round]


def terms(prompt: Prompt) -> tuple[str, ...]:
    """At most 30 terms of answers on the prompt's topic, what is misheard most easily first."""
    return builtin_vocabulary().terms(prompt)


@cache
def builtin_vocabulary() -> Vocabulary:
    """The vocabulary that ships with the program."""
    return parse_vocabulary(Path(__file__).with_name("vocabulary.toml").read_text(encoding="utf-8"))


def parse_vocabulary(text: str) -> Vocabulary:
    """Read a file of terms; raises ``BadVocabulary``."""
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadVocabulary(f"The vocabulary is not TOML: {error}.") from error
    if values.get("format") != FORMAT:
        raise BadVocabulary(f"The vocabulary has no format = {FORMAT}.")
    if unknown := values.keys() - {"format", "rounds", "topics"}:
        raise BadVocabulary(f"The vocabulary has no place for {', '.join(sorted(unknown))}.")
    rounds = _table("rounds", values.get("rounds"))
    if rounds.keys() != set(Round):
        raise BadVocabulary(f"'rounds' of the vocabulary has to hold {', '.join(Round)}, and nothing else.")
    topics = tuple(_topic(code, value) for code, value in _table("topics", values.get("topics")).items())
    return Vocabulary(topics, {round_: _terms(f"rounds.{round_}", rounds[round_]) for round_ in Round})


def _table(name: str, value: object) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise BadVocabulary(f"'{name}' of the vocabulary is not a table.")
    return value


def _topic(code: str, value: object) -> Topic:
    table = _table(f"topics.{code}", value)
    if table.keys() != {"name", "round", "terms"}:
        raise BadVocabulary(f"Topic {code} of the vocabulary has to hold name, round and terms, and nothing else.")
    name, round_ = table["name"], table["round"]
    if not isinstance(name, str) or not name.strip():
        raise BadVocabulary(f"Topic {code} of the vocabulary has no name.")
    if not isinstance(round_, str) or round_ not in set(Round):
        raise BadVocabulary(f"Topic {code} of the vocabulary has no round of {', '.join(Round)}.")
    return Topic(code, name, Round(round_), _terms(f"topics.{code}", table["terms"]))


def _terms(where: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not 0 < len(value) <= MOST_TERMS:
        raise BadVocabulary(f"'{where}' of the vocabulary is not a list of 1 to {MOST_TERMS} terms.")
    for term in value:
        if not isinstance(term, str) or not 0 < len(term) <= LONGEST_TERM or term != " ".join(term.split()):
            raise BadVocabulary(
                f"{term!r} in '{where}' of the vocabulary is no term of 1 to {LONGEST_TERM} characters."
            )
    if len({term.casefold() for term in value}) != len(value):
        raise BadVocabulary(f"A term stands twice in '{where}' of the vocabulary.")
    return tuple(value)

import re
from dataclasses import replace

import pytest

from cards.deck import builtin_folder, load_deck
from cards.prompt import Prompt
from cards.rounds import Round
from cards.vocabulary import LONGEST_TERM, MOST_TERMS, BadVocabulary, Topic, builtin_vocabulary, parse_vocabulary, terms

PROMPTS = load_deck(builtin_folder()).prompts
VOCABULARY = builtin_vocabulary()
ROUNDS = "[rounds]\nml = ['a']\ndesign = ['b']\ncoding = ['c']\nbehavioral = ['d']\n"
TOPICS = {
    **{"F": (13, Round.ML), "S": (14, Round.DESIGN), "C": (12, Round.CODING), "B": (10, Round.BEHAVIORAL)},
    **{"R": (1, Round.BEHAVIORAL), "U": (1, Round.BEHAVIORAL)},
}


def plain(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", text.lower()))


def test_every_topic_of_the_plan_has_terms():
    codes = {topic.code: topic.round for topic in VOCABULARY.topics}
    assert codes == {
        f"{letter}{number}": round_ for letter, (count, round_) in TOPICS.items() for number in range(1, count + 1)
    }


@pytest.mark.parametrize("prompt", PROMPTS, ids=lambda prompt: prompt.id)
def test_every_prompt_of_the_deck_gets_the_terms_of_its_topic(prompt: Prompt):
    found = next(topic for topic in VOCABULARY.topics if topic.code == prompt.id.split(".")[0])
    assert found.name == prompt.topic
    assert terms(prompt) == found.terms


@pytest.mark.parametrize("prompt", PROMPTS, ids=lambda prompt: prompt.id)
def test_terms_are_never_the_key_points_alone(prompt: Prompt):
    """At least a third of what is expected earns no credit with this prompt."""
    points = [plain(form) for point in prompt.key_points for form in (point.claim, *point.aliases)]
    other = [term for term in terms(prompt) if not any(plain(term) in point for point in points)]
    assert len(other) * 3 >= len(terms(prompt))


@pytest.mark.parametrize("topic", VOCABULARY.topics, ids=lambda topic: topic.code)
def test_a_list_is_short_enough_to_help(topic: Topic):
    assert 12 <= len(topic.terms) <= MOST_TERMS
    assert len(", ".join(topic.terms)) < 320  # about 100 tokens


def test_a_topic_is_known_by_its_name_whatever_the_id():
    prompt = replace(PROMPTS[0], id="mine.1", topic="RETRIEVAL scoring", round=Round.DESIGN)
    assert "BM25" in terms(prompt)


def test_a_topic_is_known_by_the_id_whatever_its_name():
    prompt = replace(PROMPTS[0], id="S4.z", topic="Search", round=Round.DESIGN)
    assert "BM25" in terms(prompt)


@pytest.mark.parametrize("round_", Round)
def test_an_unknown_topic_gets_the_terms_of_its_round(round_: Round):
    prompt = replace(PROMPTS[0], id="mine.1", topic="Something else", round=round_)
    assert terms(prompt) == VOCABULARY.rounds[round_]
    assert 10 <= len(terms(prompt)) <= MOST_TERMS


def test_the_id_of_another_round_does_not_count():
    prompt = replace(PROMPTS[0], id="S4.a", topic="Something else", round=Round.CODING)
    assert terms(prompt) == VOCABULARY.rounds[Round.CODING]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("format = ", "not TOML"),
        ("format = 2", "format = 1"),
        (f"format = 1\nmore = 2\n{ROUNDS}", "no place for more"),
        ("format = 1\nrounds = 3", "'rounds' of the vocabulary is not a table"),
        ("format = 1\n[rounds]\nml = ['a']\n[topics]", "has to hold ml, design, coding, behavioral"),
        (f"format = 1\n{ROUNDS}", "'topics' of the vocabulary is not a table"),
        (f"format = 1\n{ROUNDS}[topics]\nF1 = 3", "'topics.F1' of the vocabulary is not a table"),
        (f"format = 1\n{ROUNDS}[topics.F1]\nname = 'A'", "Topic F1 of the vocabulary has to hold name"),
        (
            f"format = 1\n{ROUNDS}[topics.F1]\nname = ' '\nround = 'ml'\nterms = ['a']",
            "Topic F1 of the vocabulary has no",
        ),
        (f"format = 1\n{ROUNDS}[topics.F1]\nname = 'A'\nround = 'x'\nterms = ['a']", "has no round of"),
        (f"format = 1\n{ROUNDS}[topics.F1]\nname = 'A'\nround = 'ml'\nterms = 'a'", "not a list of 1 to 30"),
        (f"format = 1\n{ROUNDS}[topics.F1]\nname = 'A'\nround = 'ml'\nterms = []", "not a list of 1 to 30"),
        (f"format = 1\n{ROUNDS}[topics.F1]\nname = 'A'\nround = 'ml'\nterms = [1]", "1 in 'topics.F1'"),
        (f"format = 1\n{ROUNDS}[topics.F1]\nname = 'A'\nround = 'ml'\nterms = [' a']", "' a' in 'topics.F1'"),
        (f"format = 1\n{ROUNDS}[topics.F1]\nname = 'A'\nround = 'ml'\nterms = ['a', 'A']", "stands twice"),
        (
            f"format = 1\n{ROUNDS}[topics.F1]\nname = 'A'\nround = 'ml'\nterms = ['{'a' * (LONGEST_TERM + 1)}']",
            "no term",
        ),
    ],
)
def test_what_is_wrong_is_said(text: str, said: str):
    with pytest.raises(BadVocabulary, match=re.escape(said)):
        parse_vocabulary(text)


def test_more_than_thirty_terms_are_refused():
    many = ", ".join(f"'t{number}'" for number in range(MOST_TERMS + 1))
    with pytest.raises(BadVocabulary, match="1 to 30 terms"):
        parse_vocabulary(f"format = 1\n{ROUNDS}[topics.F1]\nname = 'A'\nround = 'ml'\nterms = [{many}]")

"""Each rule of the rubric, provoked in a sound prompt: its line, its sentence, its cure, and how much it weighs."""

from pathlib import Path

import pytest

from cards.deck.reading import read_text
from cards.deck.rubric import Others, findings
from cards.deck.source import DeckProblem
from tests.support.deck_text import EXAMPLE, changed, line_of

NAME = Path("deck.toml")
SHIPPED, OWN, BOTH, ADVICE = "error when shipped", "said to nobody else", "error in both", "warning in both"
WARNED = "error when shipped, else warning"

FIRST = '"There are 600 labelled photos of 15 kinds, and it has to run in 3 weeks."'
SECOND = '"There are 60,000 labelled photos, and one mistake in 100 is too many."'
WORDS_48 = "\n".join(["and so on " * 8] * 2).strip()
CAMERA = '"The camera is replaced next month. Which part of your choice breaks?"'
ANSWER = EXAMPLE[EXAMPLE.index('model_answer = """') : EXAMPLE.index("seconds = 120")]


def said(text: str, shipping: bool = False, others: Others | None = None) -> list[DeckProblem]:
    found, problems = read_text(NAME, text)
    assert problems == []
    return findings(found, shipping, others)


def with_fields(lines: str) -> str:
    return changed(("year = 2026", f"{lines}\nyear = 2026"))


DEBUG = 'protocol = "debug"\nsnippet = "x = 1"\nfailure_class = "data-order"\n'
PRINT = '{ output = "1", kills = "leakage" }'
TWO = f'counter_prints = [{PRINT}, {{ output = "2", confirms = "data-order" }}]'

# what is changed, where it is said, part of the message, part of the cure, how much it weighs
RULES = [
    (
        changed(("A workshop sorts returned parts by photo. Train a", "What is a classifier? Train a")),
        "decision =",
        "a question for a definition ('What is')",
        "Say who has to decide",
        WARNED,
    ),
    (
        changed(("A workshop sorts", "A workshop with 3 people\nsorts")),
        "decision =",
        "the decision holds a number",
        "constraints",
        WARNED,
    ),
    (
        changed((FIRST, f'"""There are 600 photos {WORDS_48}."""')),
        "There are 600 photos",
        "words, which take 31 s to read aloud",
        "to 46 words, 20 s",
        WARNED,
    ),
    (
        changed((FIRST, '"There are some photos."'), (SECOND, '"There are more photos."')),
        "constraints =",
        "no number in any constraint",
        "a limit that decides",
        WARNED,
    ),
    (changed((SECOND, '"There are more."')), '"There are more."', "constraint 2 holds no number", "Give it", WARNED),
    (
        changed((SECOND, '"Say 1, 2, 3, 4 and 5."')),
        "Say 1",
        "constraint 2 has 5 numbers to keep in the head",
        "4 are the most",
        ADVICE,
    ),
    (changed((SECOND, '"60,000 photos"')), "60,000 photos", "constraint 2 is no full sentence", "as one", WARNED),
    (changed((SECOND, '"and 9 photos."')), "and 9 photos", "constraint 2 is no full sentence", "as one", WARNED),
    (
        changed(("Which part of your choice breaks?", "Tell me more.")),
        "The camera",
        "follow-up 2 does not push back",
        "Change a limit",
        WARNED,
    ),
    (
        changed((CAMERA, f'"""The camera is replaced next month. And\n{WORDS_48}?"""')),
        "The camera",
        "follow-up 2 has 55 words",
        "32",
        WARNED,
    ),
    (
        changed(('"With few labels, ready-made vectors lose less than tuning does."', '"Few labels"')),
        '"Few labels"',
        "key point 1 is no claim ('Few labels')",
        "somebody could deny",
        WARNED,
    ),
    (
        changed(('"too few labels to tune"', '"fit"')),
        "With few labels",
        "key point 1 is made by 'fit', which is said by accident",
        "longer form",
        WARNED,
    ),
    (
        changed(('"too few labels to tune"', '"Little to fit"')),
        "With few labels",
        "two spoken forms of key point 1 are the same",
        "Remove one",
        WARNED,
    ),
    (
        changed(('"little to fit", "too few labels to tune", "far too many weights"', '"label", "weight", "little"')),
        "With few labels",
        "key point 1 has no unmistakable spoken form",
        "several words",
        WARNED,
    ),
    (
        changed(('"little to fit", "too few labels to tune", "far too many weights"', '"little to fit"')),
        "With few labels",
        "key point 1 is recognised by 1 spoken form only",
        "other ways",
        ADVICE,
    ),
    (
        changed(('"too few labels to tune"', '"learning curves"'), ('"learning curve"', '"learning-curves"')),
        "A learning curve",
        "key points 1 and 3 are both made by 'learning-curves'",
        "Take it from one",
        BOTH,
    ),
    (
        changed(('"too few labels to tune"', '"of 15 kinds"'), ('"same part on', '"in 3 weeks", "same part on')),
        "The two are compared",
        "who repeats the decision and constraint 1 makes key points 1 and 2",
        "does not use",
        WARNED,
    ),
    (
        changed(('"too few labels to tune"', '"the whole network"'), ('"same part on', '"enough time", "same part on')),
        "wrong_claim",
        "who says the wrong claim makes key points 1 and 2",
        "do not appear",
        WARNED,
    ),
    (
        changed(
            (
                '"little to fit", "too few labels to tune", "far too many weights"',
                '"one form", "two forms", "three forms"',
            ),
            ('"split by part", "same part on both sides", "{cv}"', '"four forms", "five forms", "six forms"'),
        ),
        "model_answer",
        "the model answer is not found to make key points 1 and 2",
        "two thirds",
        WARNED,
    ),
    (
        changed((ANSWER, 'model_answer = "Split by part, little to fit, learning curve, unsure ones to a person."\n')),
        "model_answer",
        "the model answer has 13 words",
        "120 to 250",
        WARNED,
    ),
    (
        changed(("\nseconds = 120", "\nseconds = 30")),
        "model_answer",
        "its clock stops at 30 s",
        "Shorten it",
        WARNED,
    ),
    (changed(("One notices by counting", "Count")), "failure", "how one would notice", "'notice'", WARNED),
    (changed(("follow_up_seconds = 45", "follow_up_seconds = 90")), "follow_up_seconds", "45 to 60 s", "between", OWN),
    (changed(("target_depth = 3", "target_depth = 2")), "target_depth", "depth 3", "3 or 4", OWN),
    (
        changed(('basis = "The numbers are assumed. 600 photos / 15 kinds = 40 a kind."\n', "")),
        "[[prompt]]",
        "where its numbers come from",
        "Add basis",
        WARNED,
    ),
    (changed(("year = 2026", "year = 2023")), "year =", "last checked in 2023", "Read it again", ADVICE),
    (changed(('checklist = ["ML1"]', 'checklist = ["ML1", "ML9"]')), "checklist", "'ML9' is not", "Use ML1", WARNED),
    (with_fields('diagnostic = "Q7"'), "diagnostic", "no diagnostic question 'Q7'", "Use Q1, Q2", WARNED),
    (changed(("is = 40", "is = 41")), "from =", "'600 / 15' comes to 40, not to 41", "within = 0.05", BOTH),
    (changed(('"600 / 15"', '"600 / x"')), "from =", "'600 / x' cannot be computed", "It may hold numbers", BOTH),
    (
        with_fields(f'snippet = "{"x" * 61}"'),
        "snippet",
        "has 1 lines and is 61 columns wide",
        "9 lines of 60 columns",
        WARNED,
    ),
    (with_fields('snippet = "' + "x\\n" * 10 + '"'), "snippet", "has 10 lines", "at a glance", WARNED),
    (with_fields(f'protocol = "debug"\nfailure_class = "mode"\n{TWO}'), "protocol", "no snippet", "Add a", WARNED),
    (with_fields(f'protocol = "debug"\nsnippet = "x"\n{TWO}'), "protocol", "is missing", "failure_class =", WARNED),
    (with_fields(DEBUG), "protocol", "it has 0 counter-prints, not two", "two prints", WARNED),
    (with_fields(f"{DEBUG}counter_prints = [{PRINT}]"), "counter_prints", "1 counter-prints", "two prints", WARNED),
    (
        with_fields(DEBUG.replace("order", "odour") + TWO),
        "failure_class",
        "class of failure 'data-odour'",
        "one",
        WARNED,
    ),
    (with_fields(DEBUG + TWO.replace("leakage", "luck")), "counter_prints", "class of failure 'luck'", "one", WARNED),
]


@pytest.mark.parametrize(("text", "where", "message", "cure", "weight"), RULES, ids=[row[2] for row in RULES])
def test_a_rule_is_kept(text: str, where: str, message: str, cure: str, weight: str):
    (shipped,) = said(text, shipping=True)
    own = said(text)
    assert shipped.line == line_of(text, where)
    assert shipped.message.startswith("Prompt 'X1.a': ")
    assert message in shipped.message
    assert cure in shipped.cure
    assert shipped.is_warning == (weight == ADVICE)
    assert [each.is_warning for each in own] == ([] if weight == OWN else [weight != BOTH])


def test_the_example_keeps_every_rule():
    assert said(EXAMPLE, shipping=True) == []


def test_what_is_looked_at_while_one_talks_may_be_longer():
    longer = changed((FIRST, f'"""Say 1, 2, 3, 4, 5 {WORDS_48}."""'))
    assert len(said(longer)) == 2
    assert said(longer.replace("year =", 'snippet = "x"\nyear =')) == []
    assert said(longer.replace("\nseconds = 120", "\nseconds = 900")) == []


@pytest.mark.parametrize("form", ["KV", "88", "eighty-eight", "fold"])
def test_short_forms_that_are_unmistakable_or_long_enough(form: str):
    assert said(changed(('"too few labels to tune"', f'"{form}"'))) == []


@pytest.mark.parametrize("form", ["kv", "two", "so", "..."])
def test_short_forms_that_are_said_by_accident(form: str):
    (problem,) = said(changed(('"too few labels to tune"', f'"{form}"')))
    assert "by accident" in problem.message


def test_numbers_of_several_words_are_one_and_one_is_none():
    text = changed((SECOND, '"It has half a million in, 40 million out, two hundred days, one try and no budget."'))
    assert said(text) == []


@pytest.mark.parametrize(
    "opening", ["What are", "What’s", "Explain how", "Compare", "Describe", "How does it work with"]
)
def test_openings_that_ask_for_a_definition(opening: str):
    (problem,) = said(changed(("A workshop sorts returned parts by photo.", f"{opening} parts?")))
    assert "definition" in problem.message


@pytest.mark.parametrize("opening", ["What do you cut", "Who decides on", "You list", "Whatever happens to"])
def test_openings_that_do_not(opening: str):
    assert said(changed(("A workshop sorts returned parts by photo.", f"{opening} parts?"))) == []


def test_a_long_line_is_said_of_the_deck_that_ships():
    text = EXAMPLE + f"# {'x' * 120}\n"
    assert said(text) == []
    (problem,) = said(text, shipping=True)
    assert (problem.line, problem.message) == (EXAMPLE.count("\n") + 1, "This line has 122 columns.")


# With others beside


def second(text: str = EXAMPLE) -> str:
    """Another prompt for the example's file, of other words."""
    start = text.index("[[prompt]]")
    other = text[start:].replace('"X1.a"', '"X1.b"').replace('"Sorting parts by photo"', '"Another title"')
    for old, new in (("photos", "sounds"), ("labelled", "noted"), ("parts", "engines"), ("classifier", "machine")):
        other = other.replace(old, new)
    other = other.replace(
        "A workshop sorts returned engines by photo. Train a small machine on ready-made image vectors,",
        "A garage hears engines before it opens them. Have a small machine listen,",
    )
    other = other.replace(
        "There are 600 noted sounds of 15 kinds, and it has to run in 3 weeks.",
        "The garage owns 600 recordings and a week.",
    )
    other = other.replace(
        "There are 60,000 noted sounds, and one mistake in 100 is too many.",
        "It owns 60,000, and hears a hundred a day.",
    )
    other = other.replace(
        "With few labels, ready-made vectors lose less than tuning does.", "Few recordings suit a simple listener."
    )
    other = other.replace(
        "The two are compared on splits by part, so that no part stands on both sides.",
        "An engine is in one half only.",
    )
    return other.replace(
        "A learning curve that still rises would change the choice.", "More recordings that help still change it."
    )


def test_a_title_that_is_taken_in_the_same_file():
    text = EXAMPLE + second().replace("Another title", "Sorting Parts by Photo")
    (problem,) = said(text)
    assert "its title is that of 'X1.a' in deck.toml, line" in problem.message
    assert problem.line == line_of(text, "Sorting Parts by Photo")
    assert said(EXAMPLE + second()) == []


def test_a_prompt_that_asks_nearly_the_same():
    copy = second().replace("X1.b", "X1.c").replace("Another title", "A third title")
    (problem,) = said(EXAMPLE + second() + copy.replace("It owns", "It has"))
    assert "'X1.c': it asks nearly the same as 'X1.b' in deck.toml" in problem.message
    assert problem.is_warning
    assert said(EXAMPLE + second() + copy, shipping=True)[0].is_warning is False


def test_others_are_compared_with_but_not_checked():
    wrong = changed(("is = 40", "is = 41"))
    others = Others(read_text(Path("other.toml"), wrong.replace("X1.a", "X9.a"))[0])
    problems = said(EXAMPLE, others=others)
    assert [each.message.split(": ")[1].split(" of ")[0] for each in problems] == [
        "its title is that",
        "it asks nearly the same as 'X9.a' in other.toml, line 6.",
    ]


def test_a_prompt_may_be_like_the_one_that_it_replaces():
    others = Others(read_text(Path("other.toml"), EXAMPLE)[0])
    assert said(EXAMPLE, others=others) == []

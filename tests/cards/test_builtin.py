"""The deck that ships: twelve prompts that hold the rubric, as far as code can check it, and their arithmetic."""

import math
import re
from collections import Counter
from pathlib import Path

import pytest

from cards.deck import builtin_folder, load_deck
from cards.prompt import Prompt
from cards.rounds import Round

PROMPTS = {each.id: each for each in load_deck(builtin_folder()).prompts}
CHECKLIST = {"ML": 4, "SD": 5, "CO": 4, "BE": 4}
NUMBER = re.compile(r"\d|\b(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|hundred|thousand|million)\b")


def plain(text: str) -> str:
    """Return a text as it is compared: lower case, no punctuation, letters that are spelled out joined."""
    words = re.sub(r"[^a-z0-9' ]+", " ", text.lower().replace("’", "'")).split()
    joined = re.sub(r"\b([a-z]) (?=[a-z]\b)", r"\1", " ".join(words))
    return joined.replace("bm 25", "bm25")


def says(text: str, alias: str) -> bool:
    return re.search(rf"\b{re.escape(plain(alias))}\b", plain(text)) is not None


def points_made(prompt: Prompt, text: str) -> list[int]:
    return [i for i, point in enumerate(prompt.key_points) if any(says(text, alias) for alias in point.aliases)]


def words(text: str) -> int:
    return len(text.split())


@pytest.fixture(params=PROMPTS.values(), ids=PROMPTS.keys())
def prompt(request: pytest.FixtureRequest) -> Prompt:
    return request.param


def test_the_deck_has_no_problem_and_three_prompts_a_round():
    deck = load_deck(builtin_folder())
    assert [str(each) for each in deck.problems] == []
    assert sorted(PROMPTS) == [
        *("B1.a", "B3.a", "B4.a", "C1.a", "C2.a", "C5.a", "F1.a", "F5.a", "F9.a", "S1.a", "S4.a", "S7.a"),
    ]
    assert Counter(each.round for each in deck.prompts) == dict.fromkeys(Round, 3)
    assert len({each.topic for each in deck.prompts}) == 12
    assert len({each.title for each in deck.prompts}) == 12
    assert len(list(builtin_folder().glob("*.toml"))) == 12


def test_the_six_questions_of_the_diagnostic_are_covered_once_each():
    assert sorted(each.diagnostic for each in PROMPTS.values() if each.diagnostic) == [f"Q{n}" for n in range(1, 7)]


def test_ids_codes_and_year(prompt: Prompt):
    assert re.fullmatch(r"[A-Z]+\d+\.[a-z]", prompt.id)
    assert prompt.year == 2026
    assert prompt.basis
    assert prompt.target_depth in (3, 4)
    for code in prompt.checklist:
        assert 1 <= int(code[2:]) <= CHECKLIST[code[:2]]


def test_the_decision_can_be_read_out_in_twenty_seconds(prompt: Prompt):
    assert words(prompt.decision) <= 50
    assert not re.match(r"(what (is|are)|define|explain what)\b", prompt.decision.lower())
    for each in (*prompt.constraints, *prompt.follow_ups):
        assert words(each) <= 40


def test_every_constraint_has_a_number_that_the_decision_does_not_give_away(prompt: Prompt):
    assert len(prompt.constraints) >= 2
    for each in prompt.constraints:
        assert NUMBER.search(each.lower())
        assert each[0].isupper()
        assert each.endswith(".")
    assert not re.search(r"\d", prompt.decision)


def test_the_model_answer_fits_its_clock(prompt: Prompt):
    assert 120 <= words(prompt.model_answer) <= 250
    assert words(prompt.model_answer) <= prompt.seconds * 150 / 60
    assert prompt.follow_up_seconds in range(45, 61)


def test_key_points_are_claims_with_an_unmistakable_alias(prompt: Prompt):
    for point in prompt.key_points:
        assert words(point.claim) >= 4
        assert point.claim.endswith(".")
        assert any(words(alias.replace("-", " ")) > 1 for alias in point.aliases)
        assert len({plain(alias) for alias in point.aliases}) == len(point.aliases), point.claim


def test_no_alias_belongs_to_two_points(prompt: Prompt):
    count = Counter(plain(alias) for point in prompt.key_points for alias in point.aliases)
    assert [alias for alias, times in count.items() if times > 1] == []


def test_the_model_answer_makes_most_of_its_points(prompt: Prompt):
    made = points_made(prompt, prompt.model_answer)
    assert len(made) >= len(prompt.key_points) * 2 / 3, [
        point.claim for i, point in enumerate(prompt.key_points) if i not in made
    ]


def test_repeating_the_prompt_makes_at_most_one_point(prompt: Prompt):
    for constraint in prompt.constraints:
        assert len(points_made(prompt, f"{prompt.decision} {constraint}")) <= 1


def test_the_failure_and_the_wrong_claim_are_not_made_of_key_points(prompt: Prompt):
    assert "notice" in prompt.failure
    assert words(prompt.failure) >= 30
    assert len(points_made(prompt, prompt.wrong_claim)) <= 1


def test_snippets_fit_the_screen(prompt: Prompt):
    lines = prompt.snippet.splitlines()
    assert len(lines) <= 9
    assert all(len(line) <= 60 for line in lines)


def test_round_lengths_of_the_two_long_designs():
    assert (PROMPTS["S1.a"].seconds, PROMPTS["S7.a"].seconds) == (1800, 1200)


def test_plain_words_holds_no_jargon():
    jargon = (
        "hallucinat|token|embedding|vector|rag|retriev|context|prompt|fine-tun|inference|latency|model|llm|gpt|weights|"
        "temperature|sampling|probabilis|softmax|precision|recall|threshold|drift|chunk|index|database|ground|injection|"
        "agent|api|json|pipeline|backend|cache|gpu|batch|eval|benchmark|rollback|trace|guardrail"
    )
    text = PROMPTS["B3.a"].model_answer.lower()
    assert re.findall(rf"\b(?:{jargon})", text) == []


def test_the_ethics_answer_takes_its_position_at_once_and_does_not_hedge():
    text = PROMPTS["B4.a"].model_answer.lower()
    assert 0 in points_made(PROMPTS["B4.a"], " ".join(text.split()[:40]))
    hedges = (
        "maybe|perhaps|possibly|probably|sort of|kind of|somewhat|i guess|i suppose|in a way|on the one hand|"
        "on the other hand|both sides|it depends|grey area|complicated|case by case|hard to say|time will tell"
    )
    assert not re.search(rf"\b({hedges})\b", text)


# What the prompts compute, computed again.


def test_frames_scores_and_the_field_of_view_of_the_wake_phrase():
    frames_a_second, dilations = 1000 // 10, (1, 2, 4, 8, 16, 32)
    assert (frames_a_second**2, (30 * frames_a_second) ** 2) == (10_000, 9_000_000)
    assert 1 + sum((3 - 1) * each for each in dilations) == 127
    for number in (
        "hundred frames",
        "ten thousand",
        "three thousand",
        "nine million",
        "hundred and twenty-seven",
        "1.3",
    ):
        assert number in " ".join(PROMPTS["F5.a"].model_answer.split())


def test_the_error_bars_of_a_fifth_of_nine_hundred_rows():
    rows = 900 // 5
    assert rows == 180
    assert round(100 * 1.96 * math.sqrt(0.86 * 0.14 / rows)) == 5


def test_the_tuned_model_fits_the_card():
    gigabytes = 8e9 * 2 / 1e9
    assert gigabytes == 16
    assert gigabytes + 4 < 24


def test_the_vectors_of_a_million_documents():
    assert round(1_000_000 * 10 * 1024 * 2 / 1e9, 1) == 20.5


def test_the_tokens_of_a_step():
    assert 8000 - (1500 + 800 + 1000 + 3000 + 1000) == 700
    assert (5 * 160, 45 * 160) == (800, 7200)


def test_two_sizes_of_counting_pairs_again():
    assert 15_000 * 6 * 300 == 27_000_000
    assert 1_000_000 * 6 * 32_000 == 192_000_000_000


def test_the_shares_told_in_the_stories():
    assert 4 / 50 == 0.08
    assert 20_000 // 100 == 200


def test_the_memory_of_the_scores():
    assert 2 * 4 * 6 * 6 == 288
    assert 32_768**2 * 2 == 2 * 2**30
    assert 8 * 2 * 2**30 > 4e9


def test_every_file_name_begins_with_the_topic_of_its_prompts():
    for file in builtin_folder().glob("*.toml"):
        found = re.findall(r'^id = "([A-Z]+\d+)\.[a-z]"', Path(file).read_text(encoding="utf-8"), re.MULTILINE)
        assert {each.lower() for each in found} == {file.name.split("-")[0]}

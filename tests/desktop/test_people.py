"""Three people at the shell: each a series of ``vivavoce answer --at`` calls, and sessions a good mentor would sign.

Everything goes through the real commands and a real library; only the words are left out.
"""

import re
from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from cards.deck import builtin_folder, load_deck
from cards.rounds import DIMENSIONS, ROUNDS, Round
from desktop.shell_answer import NoWords
from tests.support.desk import EVENING
from tests.support.shell import Shell, answer

DECK = {each.id: each for each in load_deck(builtin_folder()).prompts}
MONDAY = EVENING - timedelta(days=EVENING.weekday())
"""Each begins on a Monday at six in the evening."""


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch):
    """Hundreds of commands read the deck once and start no recogniser: that takes longer than all else they do."""

    def no_words(*_: object) -> None:
        raise NoWords("There is no speech model.")

    monkeypatch.setattr("desktop.cli._deck", lambda _: tuple(DECK.values()))
    monkeypatch.setattr("desktop.shell_answer._recognise", no_words)


class Somebody:
    """Who practises at the shell, with a depth for each round."""

    def __init__(self, shell: Shell, sound: Path, depths: Mapping[Round, int]) -> None:
        self.shell, self.sound, self.depths = shell, sound, depths

    def session(self, at: datetime, minutes: int = 30) -> list[dict]:
        return self.shell("session", "--minutes", minutes, "--at", at.isoformat(), "--json").json

    def practises(self, at: datetime, minutes: int = 30) -> list[dict]:
        """A session as it is asked, each prompt answered."""
        asked = self.session(at, minutes)
        for number, row in enumerate(asked):
            self.answers(row["prompt"], at + timedelta(minutes=6 * number))
        return asked

    def answers(self, prompt: str, at: datetime, depth: int = 0) -> dict:
        return answer(self.shell, self.sound, depth or self.depths[DECK[prompt].round], at.isoformat(), prompt)

    def weakness(self, at: datetime) -> list[dict]:
        return self.shell("weakness", "--at", at.isoformat(), "--json").json


def minutes_by_round(asked: list[dict]) -> Counter[Round]:
    spent: Counter[Round] = Counter()
    for row in asked:
        spent[DECK[row["prompt"]].round] += row["minutes"]
    return spent


def test_one_who_is_weak_in_system_design(shell: Shell, sound: Path):
    depths = {Round.ML: 3, Round.DESIGN: 1, Round.CODING: 3, Round.BEHAVIORAL: 4}
    one = Somebody(shell, sound, depths)
    for day in range(5):
        one.practises(MONDAY + timedelta(days=day))
    second = MONDAY + timedelta(days=7)
    weakness = one.weakness(second)
    assert weakness[0]["round"] == "design"
    assert re.fullmatch(r"System design \d\.\d ± \d\.\d of 4: .+\.", weakness[0]["why"])
    spent: Counter[Round] = Counter()
    for day in range(5):
        asked = one.practises(second + timedelta(days=day))
        spent += minutes_by_round(asked)
        assert asked[0]["lane"] == "focus" or DECK[asked[0]["prompt"]].round is Round.DESIGN or day
    assert spent[Round.DESIGN] >= 0.4 * spent.total() >= 24
    assert min(spent[each] for each in Round) > 0  # nothing is left alone
    shallow = shell("due", "--at", (second + timedelta(days=8)).isoformat(), "--json").json
    rated = [row for row in shallow if row["due"]]
    assert sum(row["round"] == "design" for row in rated) > len(rated) / 3  # depth 1 is back within days


def test_one_who_is_stuck_everywhere(shell: Shell, sound: Path):
    one = Somebody(shell, sound, dict.fromkeys(Round, 1))
    for day in range(4):
        one.practises(MONDAY + timedelta(days=day))
    at = MONDAY + timedelta(days=7)
    assert all(row["depth"] < 2.05 for row in one.weakness(at))
    spent = minutes_by_round([row for day in range(4) for row in one.practises(at + timedelta(days=day))])
    focus = max(spent, key=lambda each: spent[each])
    assert spent[focus] >= 0.4 * spent.total()
    # What was stuck is seen again: depth 1 comes back, and is not drowned by new prompts.
    again = one.session(at + timedelta(days=4))
    assert any("Due" in row["why"] for row in again)


def test_one_who_was_away_for_ten_days(shell: Shell, sound: Path):
    depths = {Round.ML: 2, Round.DESIGN: 3, Round.CODING: 2, Round.BEHAVIORAL: 3}
    one = Somebody(shell, sound, depths)
    for day in range(6):
        one.practises(MONDAY + timedelta(days=day), 45)
    back = MONDAY + timedelta(days=16)
    due = [row for row in shell("due", "--at", back.isoformat(), "--json").json if row["due"]]
    assert len(due) > 10
    asked = one.session(back, 45)
    # No flood: what slips is caught, but the week's focus has its floor from the first prompt on.
    guard = sum(row["minutes"] for row in asked if row["lane"] == "guard")
    assert 0 < guard <= 0.6 * 45
    focus = next(DECK[row["prompt"]].round for row in asked if row["lane"] == "focus")
    had = Counter[Round]()
    for row in asked:
        had[DECK[row["prompt"]].round] += row["minutes"]
        assert had[focus] >= 0.4 * had.total()
    # Over some days the backlog goes, and nothing that waited is lost.
    for day in range(8):
        one.practises(back + timedelta(days=day), 45)
    left = [row for row in shell("due", "--at", (back + timedelta(days=8)).isoformat(), "--json").json if row["due"]]
    assert len(left) < len(due)


@pytest.mark.parametrize("minutes", [15, 60])
def test_a_first_session_is_said_truly(shell: Shell, minutes: int):
    rows = shell("session", "--minutes", minutes, "--at", MONDAY.isoformat(), "--json").json
    assert all(set(row) == {"prompt", "lane", "minutes", "why"} for row in rows)
    assert sum(row["minutes"] for row in rows) <= minutes
    assert rows[0]["why"] == (
        f"{ROUNDS[Round.DESIGN].name} is this week's focus, and the week begins with it. Not rated yet."
    )
    plain = shell("session", "--minutes", minutes, "--at", MONDAY.isoformat()).out.splitlines()
    assert [line.split()[0] for line in plain] == [row["prompt"] for row in rows]


def test_nothing_is_known_at_first(shell: Shell):
    rows = shell("weakness", "--at", MONDAY.isoformat(), "--json").json
    assert {row["round"] for row in rows} == {each.value for each in Round}
    assert all(set(row) == {"round", "depth", "uncertainty", "weakness", "why"} for row in rows)
    assert len({row["weakness"] for row in rows}) == 1


def test_topics_and_dimensions_are_estimated_too(shell: Shell, sound: Path):
    one = Somebody(shell, sound, dict.fromkeys(Round, 3))
    one.answers("S1.a", MONDAY, depth=1)
    at = (MONDAY + timedelta(days=1)).isoformat()
    found = shell("weakness", "--by", "topic", "--at", at, "--json").json
    assert {(row["round"], row["topic"]) for row in found} == {
        (each.round, each.topic) for each in DECK.values() if each.stage is None
    }
    own = next(row for row in found if row["topic"] == DECK["S1.a"].topic)
    assert own["why"].startswith(
        f'"{own["topic"]}" {own["depth"]:.1f} ± {own["uncertainty"]:.1f} of 4: 1 answer in the'
    )
    dimensions = shell("weakness", "--by", "dimension", "--at", at, "--json").json
    assert {row["dimension"]: row["name"] for row in dimensions} == {id_: each.name for id_, each in DIMENSIONS.items()}
    for rows in (found, dimensions):
        weakness = [row["weakness"] for row in rows]
        assert weakness == sorted(weakness, reverse=True)
    assert shell("weakness", "--by", "dimension", "--at", at).out.splitlines() == [row["why"] for row in dimensions]
    assert shell("weakness", "--by", "year").code == 2


@pytest.mark.parametrize("minutes", ["4", "121", "ten", "-5", "2.5"])
def test_a_session_of_no_sensible_length(shell: Shell, minutes: str):
    result = shell("session", f"--minutes={minutes}")
    assert result.code == 2
    assert "is not a whole number from 5 to 120" in result.err

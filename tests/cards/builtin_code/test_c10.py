"""C10: the loop around a model, a record to bill from, and why the same ticket gets another label."""

import json
import os
import random
import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

DECK = Path(__file__).parents[3] / "cards" / "builtin" / "c10-agent-loop-and-records.toml"
PROMPTS = {each["id"]: each for each in tomllib.loads(DECK.read_text())["prompt"]}


@dataclass(frozen=True)
class Call:
    name: str
    arguments: dict


@dataclass(frozen=True)
class Tool:
    schema: dict[str, type]
    run: Callable[..., object]


def agent(model: Callable[[list], Call | str], tools: dict[str, Tool], saved: list, steps: int = 8) -> tuple[str, str]:
    """C10.a: the answer and why it stopped; ``saved`` is written before and after every call."""
    seen: list[str] = []
    last: Call | None = None
    warned = False
    for _ in range(steps):
        reply = model(seen)
        if isinstance(reply, str):
            return reply, "final"
        if reply == last:
            if warned:
                return "", "repeated call"
            warned = True
            seen.append("you made this call before")
            continue
        last = reply
        tool = tools.get(reply.name)
        if tool is None:
            seen.append(f"there is no {reply.name}; there are {', '.join(sorted(tools))}")
            continue
        wrong = [name for name, kind in tool.schema.items() if not isinstance(reply.arguments.get(name), kind)]
        wrong += sorted(set(reply.arguments) - set(tool.schema))
        if wrong:
            seen.append(f"wrong arguments: {', '.join(wrong)}")
            continue
        saved.append(("started", reply.name))
        try:
            seen.append(str(tool.run(**reply.arguments)))
        except Exception as error:  # noqa: BLE001 - whatever a tool raises, the run goes on
            seen.append(f"{reply.name} failed: {type(error).__name__}")
        saved.append(("done", reply.name))
    return "", "out of steps"


def broken(customer: int) -> str:
    raise ConnectionError(f"postgres://admin:hunter2@db refused {customer}")


TOOLS = {
    "orders": Tool({"customer": int}, lambda customer: f"2 orders of {customer}"),
    "stock": Tool({"customer": int}, broken),
}


def scripted(*replies: Call | str) -> Callable[[list], Call | str]:
    left = list(replies)
    return lambda _seen: left.pop(0) if len(left) > 1 else left[0]


def test_a_model_that_never_stops_gets_exactly_eight_steps():
    numbers = iter(range(99))
    asked: list[int] = []

    def model(_seen: list) -> Call:
        asked.append(next(numbers))
        return Call("orders", {"customer": asked[-1]})

    assert agent(model, TOOLS, []) == ("", "out of steps")
    assert len(asked) == 8


def test_a_bad_call_is_told_and_runs_nothing():
    for bad, told in (
        (Call("orders", {"customer": "Smith"}), "wrong arguments: customer"),
        (Call("orders", {}), "wrong arguments: customer"),
        (Call("orders", {"customer": 1, "limit": 2}), "wrong arguments: limit"),
        (Call("refund", {}), "there is no refund; there are orders, stock"),
    ):
        heard: list[str] = []

        def model(seen: list, bad: Call = bad, heard: list[str] = heard) -> Call | str:
            heard[:] = seen
            return "done" if seen else bad

        saved: list = []
        assert agent(model, TOOLS, saved) == ("done", "final")
        assert heard == [told]
        assert not saved


def test_an_exception_does_not_carry_the_password_into_the_context():
    heard: list[str] = []

    def model(seen: list) -> Call | str:
        heard[:] = seen
        return "done" if seen else Call("stock", {"customer": 1})

    saved: list = []
    agent(model, TOOLS, saved)
    assert heard == ["stock failed: ConnectionError"]
    assert saved == [("started", "stock"), ("done", "stock")]


def test_the_same_call_gets_one_warning_and_then_the_run_ends():
    assert agent(scripted(Call("orders", {"customer": 1})), TOOLS, []) == ("", "repeated call")


def test_one_bad_call_in_five_spares_seventeen_percent_of_the_runs():
    rng = random.Random(0)
    spared = sum(all(rng.random() >= 0.2 for _ in range(8)) for _ in range(20_000))
    assert spared / 20_000 == pytest.approx(0.17, abs=0.01)


class Rejected(Exception):
    pass


MARKS = {"de": (".", ","), "en": (",", ".")}


def amount(text: str, country: str | None) -> Decimal:
    """C10.b: the country's format decides; a mark in the wrong place is refused, not mended."""
    if country is None:
        raise Rejected("number format unknown")
    thousands, point = (re.escape(mark) for mark in MARKS[country])
    if not re.fullmatch(rf"\d{{1,3}}({thousands}\d{{3}})*({point}\d{{2}})?|\d+({point}\d{{2}})?", text):
        raise Rejected("amount")
    return Decimal(text.replace(MARKS[country][0], "").replace(MARKS[country][1], "."))


FIELDS = {"currency", "day", "lines", "total", "note"}


def record(reply: str, country: str | None) -> dict:
    """Strictly parsed, then checked for meaning; only the wrapping is mended."""
    try:
        found = json.loads(re.sub(r"\A\s*```(json)?\s*|\s*```\s*\Z", "", reply))
    except ValueError:
        raise Rejected("not json") from None
    if not isinstance(found, dict) or set(found) != FIELDS:
        raise Rejected("fields")
    lines, total = [amount(each, country) for each in found["lines"]], amount(found["total"], country)
    if not lines or sum(lines) != total:
        raise Rejected("sum")
    if found["currency"] not in {"EUR", "USD"}:
        raise Rejected("currency")
    try:
        day = date.fromisoformat(found["day"])
    except ValueError:
        raise Rejected("day") from None
    return found | {"lines": lines, "total": total, "day": day}


def booked(source: str, ask: Callable[[str | None], str], country: str | None, reasons: Counter) -> dict | None:
    """One repair with the error; a repaired amount must stand in the source; ``None`` goes to people."""
    error = None
    for repair in (False, True):
        reply = ask(error)
        try:
            found = record(reply, country)
            if repair and not all(each in source for each in [*json.loads(reply)["lines"], found_total(reply)]):
                raise Rejected("not in the source")
        except Rejected as rejected:
            error = str(rejected)
            reasons[error] += 1
        else:
            return found
    return None


def found_total(reply: str) -> str:
    return json.loads(reply)["total"]


GOOD = {"currency": "EUR", "day": "2026-03-01", "lines": ["1.000,50", "200,00"], "total": "1.200,50", "note": None}
SOURCE = "Rent 1.000,50 and cleaning 200,00, together 1.200,50"


def replying(*replies: dict | str) -> Callable[[str | None], str]:
    left = [each if isinstance(each, str) else json.dumps(each) for each in replies]
    return lambda _error: left.pop(0)


def test_a_good_reply_even_in_a_fence():
    for reply in (json.dumps(GOOD), f"```json\n{json.dumps(GOOD)}\n```"):
        assert record(reply, "de")["total"] == Decimal("1200.50")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"total": "1.203,50"}, "sum"),
        ({"total": "1,200.50"}, "amount"),
        ({"currency": "XXX"}, "currency"),
        ({"day": "2026-02-30"}, "day"),
        ({"discount": "0,00"}, "fields"),
    ],
)
def test_each_reason_for_a_bad_reply(change: dict, reason: str):
    with pytest.raises(Rejected, match=reason):
        record(json.dumps(GOOD | change), "de")


@pytest.mark.parametrize("reply", ["", "no brace", json.dumps(GOOD) * 2, "[]"])
def test_empty_or_doubled_replies_are_rejected(reply: str):
    with pytest.raises(Rejected):
        record(reply, "de")


def test_one_thousand_two_hundred_or_one_point_two():
    assert amount("1.200,50", "de") == Decimal("1200.50")
    assert amount("1.200", "de") == 1200
    assert float("1.200") == 1.2
    for text, country in (("1.200", None), ("1.200", "en"), ("1.20", "de")):
        with pytest.raises(Rejected):
            amount(text, country)


@settings(max_examples=60, deadline=None)
@given(cents=st.integers(0, 10**12), country=st.sampled_from(["de", "en"]))
def test_amounts_come_back_as_they_were_written(cents: int, country: str):
    thousands, point = MARKS[country]
    text = f"{cents // 100:,}".replace(",", thousands) + f"{point}{cents % 100:02}"
    assert amount(text, country) == Decimal(cents) / 100


def test_one_repair_then_people_and_the_reasons_are_counted():
    reasons: Counter = Counter()
    assert booked(SOURCE, replying(GOOD | {"total": "1.203,50"}, GOOD), "de", reasons) is not None
    assert booked(SOURCE, replying("", ""), "de", reasons) is None
    assert reasons == {"sum": 1, "not json": 2}


def test_a_repair_that_makes_the_sum_fit_is_caught_by_the_source():
    """The failure of C10.b: valid in every check but that one."""
    fitted = GOOD | {"lines": ["1.000,50", "203,00"], "total": "1.203,50"}
    assert record(json.dumps(fitted), "de")
    reasons: Counter = Counter()
    assert booked(SOURCE, replying(GOOD | {"total": "1.203,50"}, fitted), "de", reasons) is None
    assert reasons["not in the source"] == 1


SHOWN = """
from datetime import date
RULES = "label it"
def ask(prompt, temperature):
    return prompt
{snippet}
print(label("no parcel yet"))
"""


def prompts(snippet: str) -> set[str]:
    code = SHOWN.format(snippet=snippet)
    found = set()
    for seed in "12345":
        environment = os.environ | {"PYTHONHASHSEED": seed}
        run = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
        found.add(run.stdout)
    return found


def test_the_snippet_builds_another_prompt_in_every_process_and_a_list_does_not():
    snippet = PROMPTS["C10.c"]["snippet"]
    assert len(prompts(snippet)) > 1
    listed = snippet.replace("{(", "[(").replace('"account")}', '"account")]')
    assert len(prompts(listed)) == 1


def test_temperature_alone_flips_and_a_vote_of_three_helps_the_mild_cases():
    rng = random.Random(0)

    def flips(main: float, votes: int) -> float:
        def label() -> bool:
            return sum(rng.random() < main for _ in range(votes)) * 2 > votes

        return sum(label() != label() for _ in range(20_000)) / 20_000

    assert flips(0.95, 1) == pytest.approx(0.095, abs=0.01)
    assert flips(0.95, 3) == pytest.approx(0.014, abs=0.005)
    assert flips(0.7, 3) == pytest.approx(0.34, abs=0.015)
    assert flips(1.0, 1) == 0


def test_a_sum_rounds_differently_in_another_order():
    """Why a server may differ at temperature zero: with other batches it adds in another order."""
    numbers = [0.1, 1e16, -1e16, 0.1]
    assert sum(numbers) != sum(sorted(numbers))

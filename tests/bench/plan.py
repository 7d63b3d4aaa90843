"""``python -m tests.bench.plan``: what the queue that ships is worth to synthetic people, as Markdown tables.

What these people are like is stated in ``plan_learner.py``. Every policy gets the same people, with the same days off
and the same luck, so the differences between policies are far surer than the depths themselves. The diagnostic takes
nobody any time, and two of the policies look at it.
"""

import argparse
import os
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from math import sqrt
from statistics import fmean, stdev

from tests.bench.plan_days import FLOOR, FLOOR_FROM_MINUTES, ROTTEN, Lived, Scenario, live
from tests.bench.plan_learner import MODELS, STUCK
from tests.bench.plan_policies import OURS, PLAIN, POLICIES, SAME_DATES, Policy
from tests.bench.table import Table

LEARNERS = 60
LEAST_GAINED = 0.3
"""What ours must gain over plain due order on the weakest round, in 28 days of 30 minutes."""
BASE = MODELS[0]
SCENARIOS = (
    *(Scenario(model) for model in MODELS),
    Scenario(BASE, days=42),
    Scenario(BASE, minutes=15),
    Scenario(BASE, minutes=60),
    Scenario(STUCK, days=42),
)
_HEAD = (
    "people, time",
    *(policy.name for policy in POLICIES),
    f"{OURS.name} - {PLAIN.name}",
    f"{OURS.name} - {SAME_DATES.name}",
)
Lives = dict[str, Sequence[Lived]]
"""By policy; the people of all policies are the same ones in the same order."""


def _live_all(scenario: Scenario, seed: int) -> dict[str, Lived]:
    return {policy.name: live(scenario, policy, seed) for policy in POLICIES}


def measure(learners: int, scenarios: Sequence[Scenario]) -> tuple[Table, ...]:
    """Let ``learners`` people prepare in every scenario by every policy, on all cores."""
    found: dict[Scenario, Lives] = {}
    with ProcessPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        for scenario in scenarios:
            begun = time.perf_counter()
            people = list(pool.map(partial(_live_all, scenario), range(learners)))
            found[scenario] = {policy.name: [person[policy.name] for person in people] for policy in POLICIES}
            sys.stderr.write(f"{scenario}: {time.perf_counter() - begun:.0f} s\n")
    return _gains(found, learners), _worst(found, learners), _order(found, learners)


def _gains(found: dict[Scenario, Lives], learners: int) -> Table:
    return Table(
        title="Depth gained on the round that was the weakest at the beginning",
        command=_command(learners),
        head=_HEAD,
        rows=[_compared(scenario, lives, "gain") for scenario, lives in found.items()],
        note=f"Mean ± standard error of {learners} people, the same ones in every column. Plain due order is FSRS at "
        f"90 % with its own dates; the next column has the program's. Wanted: more than plain due order everywhere, by "
        f"at least {LEAST_GAINED} in 28 days x 30 min.",
    )


def _worst(found: dict[Scenario, Lives], learners: int) -> Table:
    return Table(
        title="Depth of the worst round on the day of the interview",
        command=_command(learners),
        head=_HEAD,
        rows=[_compared(scenario, lives, "worst") for scenario, lives in found.items()],
        note="Wanted: more than plain due order everywhere.",
    )


def _order(found: dict[Scenario, Lives], learners: int) -> Table:
    return Table(
        title="Weeks that kept the floor, prompts left to rot, answers to new prompts among all",
        command=_command(learners),
        head=("people, time", *(policy.name for policy in POLICIES)),
        rows=[
            [str(scenario), *(_kept(lives[policy.name]) for policy in POLICIES)] for scenario, lives in found.items()
        ],
        note=f"Floor: of the weeks of at least {FLOOR_FROM_MINUTES} planned minutes those in which the focus round had "
        f"{FLOOR:.0%} of them, or ran out of prompts. Wanted of ours: all. Rot: prompts past relative overdueness "
        f"{ROTTEN:.0f} at the end of an average day.",
    )


def _command(learners: int) -> str:
    return f"make bench-plan ARGS='--learners {learners}'"


def _compared(scenario: Scenario, lives: Lives, what: str) -> list[str]:
    columns = {name: [getattr(lived, what) for lived in column] for name, column in lives.items()}

    def beside(peer: Policy) -> str:
        return _mean([mine - theirs for mine, theirs in zip(columns[OURS.name], columns[peer.name], strict=True)], "+")

    return [
        str(scenario),
        *(_mean(columns[policy.name]) for policy in POLICIES),
        f"**{beside(PLAIN)}**",
        beside(SAME_DATES),
    ]


def _kept(lives: Sequence[Lived]) -> str:
    weeks, kept = sum(lived.weeks for lived in lives), sum(lived.kept for lived in lives)
    floor = f"{kept:,} of {weeks:,}" if weeks else "no such week"
    new, answers = fmean(lived.new for lived in lives), fmean(lived.answers for lived in lives)
    return f"{floor}; {fmean(lived.rotten for lived in lives):.2f}; {new:.0f} of {answers:.0f}"


def _mean(values: Sequence[float], sign: str = "") -> str:
    error = stdev(values) / sqrt(len(values)) if len(values) > 1 else 0.0
    return f"{fmean(values):{sign}.2f} ± {error:.2f}"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.plan", description="What the queue is worth.")
    parser.add_argument("--learners", type=int, default=LEARNERS, help="people in each scenario (default: %(default)s)")
    parser.add_argument("--only", default="", help="the scenarios that have this in their name (default: all)")
    options = parser.parse_args()
    chosen = [scenario for scenario in SCENARIOS if options.only in str(scenario)]
    for table in measure(options.learners, chosen):
        sys.stdout.write(f"{table}\n")


if __name__ == "__main__":
    main()

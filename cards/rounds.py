"""The four rounds of an AI-engineering interview and the sixteen dimensions they are judged by."""

from dataclasses import dataclass
from enum import StrEnum

from cards.resources import BEHAVIORAL, CODING, DESIGN, ML, Resource


class Round(StrEnum):
    """The four rounds; the value is what stands in deck files, in the library and in ``--json``."""

    ML = "ml"
    DESIGN = "design"
    CODING = "coding"
    BEHAVIORAL = "behavioral"


class Shown(StrEnum):
    """How much of a dimension an answer showed, as the person sees it."""

    WEAK = "weak"
    BETWEEN = "between"
    STRONG = "strong"
    NOT_SHOWN = "not_shown"


@dataclass(frozen=True, slots=True)
class Dimension:
    """One of the sixteen dimensions: a weak and a strong answer, in words a person recognises theirs by."""

    id: str
    name: str
    weak: str
    strong: str


@dataclass(frozen=True, slots=True)
class RoundInfo:
    """What a round tests, how people usually fail it, and the four dimensions a person rates an answer by."""

    round: Round
    letter: str
    name: str
    tests: str
    common_failure: str
    dimensions: tuple[Dimension, Dimension, Dimension, Dimension]
    target_depth: int
    """The depth from 1 to 4 that is enough for the round as a whole; a prompt has its own."""
    target_reason: str
    resources: tuple[Resource, ...]
    """What to prepare it with beyond this program."""


_ML = RoundInfo(
    Round.ML,
    "M",
    "ML fundamentals",
    tests="Whether you can choose between two methods under a given constraint, and say what the choice costs.",
    common_failure=(
        "Reciting definitions: explaining what bias and variance are, "
        "instead of saying when you would live with one to be rid of the other."
    ),
    dimensions=(
        Dimension(
            "m1",
            "Kind of knowledge",
            weak="I said what things are. My answer would have been the same under any constraint.",
            strong="I weighed two options against this constraint and said what I gave up.",
        ),
        Dimension(
            "m2",
            "Under pressure",
            weak="When the follow-up came, I repeated my first answer or fell back on the textbook.",
            strong="The follow-up changed my answer, and I said which part of it still holds.",
        ),
        Dimension(
            "m3",
            "Depth",
            weak="I named the right concepts and left it there.",
            strong="I said when one of them stops working, and why.",
        ),
        Dimension(
            "m4",
            "Self-correction",
            weak="I answered and stopped.",
            strong="I added a limit or an edge case of my own answer before anybody asked.",
        ),
    ),
    target_depth=3,
    target_reason="It is enough to be clear about the tradeoff; nobody asks for derivations.",
    resources=ML,
)

_DESIGN = RoundInfo(
    Round.DESIGN,
    "S",
    "System design",
    tests="Decisions for AI systems under limits of latency, cost and safety: retrieval, evaluation, agents.",
    common_failure=(
        "Answering with classical distributed systems: load balancers, sharding and queues, "
        "and hardly a word on how answers are found, checked or refused."
    ),
    dimensions=(
        Dimension(
            "s1",
            "Where you start",
            weak="I started from services, sharding and consistency.",
            strong="I started from the path of an answer: what is retrieved, how it is scored, what the model sees.",
        ),
        Dimension(
            "s2",
            "Evaluation",
            weak="I measured latency, throughput and uptime only.",
            strong="I said how answers are judged: a test set, a rubric, people, offline and in production.",
        ),
        Dimension(
            "s3",
            "Safety",
            weak="I spoke of rate limits, logins and attacks on the network.",
            strong="I had false answers, injected text and permissions in the very first sketch.",
        ),
        Dimension(
            "s4",
            "Uncertainty",
            weak="I handled failure with retries and circuit breakers.",
            strong="I said what happens when the model is unsure: evidence, a threshold, a fallback, a person.",
        ),
    ),
    target_depth=4,
    target_reason="It weighs most and is prepared least: say where your design breaks before you are asked.",
    resources=DESIGN,
)

_CODING = RoundInfo(
    Round.CODING,
    "C",
    "Coding",
    tests="Both halves: a medium problem in time, and the parts of a model written or debugged from scratch, aloud.",
    common_failure="Practising puzzles only, then having no words for a tokenizer, for attention or for a loss curve.",
    dimensions=(
        Dimension(
            "c1",
            "Problem solving",
            weak="I knew the pattern, but ran out of time or forgot the edge cases.",
            strong="I got through in time, with the edge cases named before I was asked.",
        ),
        Dimension(
            "c2",
            "Machine learning from scratch",
            weak="I named framework calls.",
            strong="I built it from its parts and could say what each line is for.",
        ),
        Dimension(
            "c3",
            "Thinking aloud",
            weak="I went through the code first and explained it afterwards.",
            strong="I gave the reason for each step while I took it.",
        ),
        Dimension(
            "c4",
            "Debugging",
            weak="I guessed at lines.",
            strong="I named the class of failure first, then the one check that proves or kills it.",
        ),
    ),
    target_depth=3,
    target_reason="Deciding and giving the reason while you write is what is watched.",
    resources=CODING,
)

_BEHAVIORAL = RoundInfo(
    Round.BEHAVIORAL,
    "B",
    "Behavioral",
    tests="How you reason about AI that misbehaves in production, with people of other trades, and about ethics.",
    common_failure=(
        "Telling a tidy story of situation, task, action and result that describes what happened "
        "and never says why you decided as you did."
    ),
    dimensions=(
        Dimension(
            "b1",
            "Reasoning about production",
            weak="I said that it did not work as expected.",
            strong="I named the cause and what gave it away, such as outputs that drifted under flat metrics.",
        ),
        Dimension(
            "b2",
            "Communication",
            weak="I used words that only engineers know.",
            strong="I said what it meant for the people and the business, in their own words.",
        ),
        Dimension(
            "b3",
            "Ethics",
            weak="I gave both sides and took neither.",
            strong="I took a position early, gave my reason, and held it or said what would change it.",
        ),
        Dimension(
            "b4",
            "Ownership",
            weak="I described what happened.",
            strong="At each decision I said what I knew, what I chose, and what I would choose now.",
        ),
    ),
    target_depth=4,
    target_reason="What you would do differently is the question behind every question.",
    resources=BEHAVIORAL,
)

ROUNDS: dict[Round, RoundInfo] = {info.round: info for info in (_ML, _DESIGN, _CODING, _BEHAVIORAL)}
"""All four rounds, in the order in which they are shown."""

DIMENSIONS: dict[str, Dimension] = {each.id: each for info in ROUNDS.values() for each in info.dimensions}
"""All sixteen dimensions by id."""


def round_of(dimension: str) -> Round:
    """Return the round that a dimension belongs to; ``KeyError`` when there is no such dimension."""
    return next(info.round for info in ROUNDS.values() if DIMENSIONS[dimension] in info.dimensions)

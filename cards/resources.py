"""What to prepare a round with beyond this program. Titles to look for, and no addresses: those change."""

from dataclasses import dataclass

DATED_BEFORE = 2024
"""What is older says little about design rounds of today: no retrieval, no evaluation of answers, no agents."""


@dataclass(frozen=True, slots=True)
class Resource:
    """Something to read, watch or do."""

    title: str
    by: str
    use: str
    """What to do with it, one sentence."""
    year: int | None = None
    """When it was last revised, as far as is known; None where it has no year."""

    @property
    def source(self) -> str:
        """By whom it is, and from which year, with a remark where that is long ago."""
        dated = f", before {DATED_BEFORE}" if self.is_dated else ""
        return f"{self.by}, {self.year}{dated}" if self.year else self.by

    @property
    def is_dated(self) -> bool:
        """Whether it is from before the rounds changed."""
        return self.year is not None and self.year < DATED_BEFORE


ML = (
    Resource(
        "Neural Networks: Zero to Hero",
        "Andrej Karpathy, lectures on video",
        "Write each part of a transformer along with it, and stop before every step to say what has to come next.",
        2024,
    ),
    Resource(
        "CS229: Machine Learning, the problem sets",
        "Stanford University",
        "Take the problems in which two methods compete, and say aloud when you would choose each.",
        2018,
    ),
)

DESIGN = (
    Resource(
        "Generative AI System Design Interview",
        "IGotAnOffer, a guide",
        "Read its questions on retrieval, evaluation, latency and cost, and decide before you read its answers.",
        2026,
    ),
    Resource(
        "Agentic System Design Interview",
        "PromptLayer, a guide",
        "Draw planner, tool registry and memory on one sheet, with a limit of tokens and of money beside each.",
    ),
    Resource(
        "The documentation of one large model service and of one vector database",
        "whoever you would build with",
        "Learn the limits, what a million tokens costs today and what caching saves, so that you can say numbers.",
    ),
    Resource(
        "Two or three whole designs of your own, recorded",
        "you",
        "Listen to them a day later, and note the minute in which you first say how answers are judged.",
    ),
)

CODING = (
    Resource(
        "Problems of medium difficulty",
        "LeetCode",
        "Twenty minutes each by the clock: graphs, dynamic programming and sliding windows come up most.",
    ),
    Resource(
        "makemore",
        "Andrej Karpathy, one file of code",
        "Write it again from an empty file, from counting pairs to a small transformer.",
        2022,
    ),
    Resource(
        "nanoGPT, and nanochat that came after it",
        "Andrej Karpathy, repositories",
        "Read the model and the training loop until you can say what each line is for.",
        2025,
    ),
)

BEHAVIORAL = (
    Resource(
        "Three situations of your own",
        "you",
        "Write them down before you read anything: one of a model, one of a system, one of people.",
    ),
)

"""Models to show, shared by the tests of the views."""

from dataclasses import replace

from cards.rounds import ROUNDS, Round
from desktop.practice.model import AskModel, Header, OutcomeModel, ReflectModel, Said
from desktop.today.model import QueueRow, Recovery, Sleeper, TodayModel, Unrated, Yesterday
from tests.desktop.today.samples import OFFER, SHORT_WEEK

HOSTILE = '<b>x</b><img src="file:///etc/passwd"> & &amp; <script>y</script>'
"""Text from a deck that wants to be more than text."""

HEADER = Header(Round.DESIGN, "2 of 5 · 19 minutes left")
ASK = AskModel(HEADER, "How do you chunk them, and what do you give up?", "Answers must cite the paragraph.", 150)
FOLLOW_UP = AskModel(HEADER, ASK.decision, ASK.constraint, 60, follow_up="Tables are a third of the text. What breaks?")
REFLECT = ReflectModel(
    HEADER,
    (Said("So I would split on section boundaries."),),
    ("Boundaries a citation can point at", "Overlap costs index", "Re-embed only what changed"),
    ROUNDS[Round.DESIGN].dimensions,
    ticked=frozenset({1}),
    affirmed=frozenset({0}),
    suggested=2,
)
OUTCOME = OutcomeModel(
    HEADER,
    3,
    "Decided under the constraint",
    "Comes back on Tuesday, 24 November, in 3 days",
    "You decided under the constraint.",
    "Answers must cite the paragraph.",
    "Split on section boundaries.",
    "A table cut in half loses its header.",
    "Smaller chunks are always better.",
    "A fifth more index is an assumption.",
    "Linear model or boosted trees",
    retention="The aim is a chance of 85 % of still having the thread when it comes back: System design does not count "
    "among your two weakest rounds.",
)
ROWS = (
    QueueRow(Round.DESIGN, "Chunking a million documents", "Due today.", 5),
    QueueRow(Round.ML, "Linear model or boosted trees", "Unseen.", 3),
)
RECOVERIES = (Recovery(7, "Loss is flat", "14:32", "1:42"), Recovery(8, "An agent", "14:20", "0:12"))
UNRATED = (Unrated(3, "Bias on 900 rows", "today at 14:32"), Unrated(4, "An agent", "on Thursday at 9:05"))
TODAY = TodayModel("Saturday, 21 November", "Two prompts, about 8 minutes", ROWS)
FULL_DAY = replace(
    TODAY,
    minutes=25,
    beyond="and seven more that can wait",
    suspended=(Sleeper("a", Round.CODING, HOSTILE), Sleeper("b", Round.ML, "Bias on 900 rows")),
    yesterday=Yesterday("Yesterday: 22 minutes, 4 answers. Listen again to “An agent”: you never decided.", 3),
    week=SHORT_WEEK,
    diagnostic=OFFER,
)

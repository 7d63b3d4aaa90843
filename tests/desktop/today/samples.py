"""Weeks to show."""

from cards.rounds import Round
from desktop.today.model import RoundBar, WeekModel

BARS = (
    RoundBar(
        Round.ML,
        12,
        12 / 60,
        0.14,
        2.8,
        0.3,
        "ML fundamentals has had 12 of this week's 60 minutes, 20 %; 14 % is its share by its weakness. ML "
        "fundamentals 2.8 ± 0.3 of 4: 6 answers in the last 14 days have an average depth of 3.0.",
    ),
    RoundBar(
        Round.DESIGN,
        38,
        38 / 60,
        0.50,
        1.9,
        0.4,
        "System design has had 38 of this week's 60 minutes, 63 %; 50 % is its share as the round of the week. System "
        "design 1.9 ± 0.4 of 4: 5 answers in the last 14 days have an average depth of 2.0, and you were stuck on the "
        "question about a RAG pipeline.",
    ),
    RoundBar(
        Round.CODING,
        10,
        10 / 60,
        0.20,
        2.4,
        0.6,
        "Coding has had 10 of this week's 60 minutes, 17 %; 20 % is its share by its weakness. Coding 2.4 ± 0.6 of 4: "
        "2 answers in the last 14 days have an average depth of 2.5.",
    ),
    RoundBar(
        Round.BEHAVIORAL,
        0,
        0.0,
        0.16,
        2.6,
        0.7,
        "Behavioral has had 0 of this week's 60 minutes, 0 %; 16 % is its share by its weakness. Behavioral has no "
        "answers yet and is taken as 2.6 ± 0.7 of 4.",
    ),
)
WHY = (
    "It was your weakest round when the week was planned: System design 1.9 ± 0.4 of 4: 5 answers in the last 14 days "
    "have an average depth of 2.0."
)
WEEK = WeekModel(
    Round.DESIGN,
    "This week: System design",
    WHY,
    "38 minutes so far. The floor is 24: 40 % of the week.",
    38,
    24,
    bars=BARS,
)
SHORT_WEEK = WeekModel(
    Round.DESIGN,
    "This week: System design",
    WHY,
    "12 of 36 minutes so far. The floor is 40 % of the week, and 20 minutes carried over from last week.",
    12,
    36,
    "24 minutes short of it: today's session has 13 minutes of this round.",
    BARS,
    "84 % of your last two weeks went to ML fundamentals and Behavioral, your two strongest rounds. Take today's "
    "session as it is: 17 of its 25 minutes go to the other two.",
)
FIRST_WEEK = WeekModel(
    Round.DESIGN,
    "This week: System design",
    "Nothing is known about your rounds yet, so the week is for the one where depth counts most.",
)
OFFER = "Six questions, about 70 minutes of answers. You can leave after any of them."

"""Pages to show, shared by the tests of the views."""

from cards.diagnostic import QUESTIONS
from cards.rounds import Round
from desktop.diagnostic.model import (
    AnswerRow,
    PhaseRow,
    QuestionRow,
    RoundRow,
    RouteModel,
    StartModel,
    VerdictModel,
)
from desktop.practice.model import Header, Said


def row(question: str, action: str = "Answer", standing: str = "3 minutes", when: str = "") -> QuestionRow:
    """One of the six."""
    number = tuple(QUESTIONS).index(question) + 1
    about = QUESTIONS[question]
    return QuestionRow(question, number, about.round, about.asks, "Can you do this?", standing, when, action)


FIRST = StartModel(tuple(row(each) for each in QUESTIONS), "Six questions, about 63 minutes of answers.", "Begin")
GOING = StartModel(
    (
        row("Q1", "Again", "I can", "today"),
        row("Q2", "Judge it", "No verdict yet"),
        *(row(each) for each in ("Q3", "Q4", "Q5", "Q6")),
    ),
    "Your answer about a RAG pipeline waits for your verdict.",
    "Go on",
    result=True,
)
DONE = StartModel(
    tuple(row(each, "Again", "Stuck", "21 November") for each in QUESTIONS),
    "All six questions are answered, the last one today.",
    again=True,
    result=True,
)
NOTHING = StartModel((), "The deck has no prompt for any of the six questions.")
VERDICT = VerdictModel(
    Header(Round.ML, "Question 1 of 6"),
    "Can you say when attention beats convolution?",
    (Said("So I would take convolution here."),),
    ("Attention grows with the square.", "Convolution grows linearly.", "Timing on the device settles it."),
    "1:42 of 2:30",
)
ROUTE = RouteModel(
    "Start with System design, then Behavioral.",
    "You were stuck on 3 of 6 questions.",
    (
        PhaseRow(Round.DESIGN, "System design", "You were stuck on both questions."),
        PhaseRow(Round.CODING, "Coding", "You were stuck on the question.", ("in short",)),
    ),
    (
        RoundRow(Round.ML, "ML fundamentals", 3.4, 0.5, "ML fundamentals 3.4 ± 0.5 of 4: as you said."),
        RoundRow(Round.DESIGN, "System design, your focus this week", 1.4, 0.4, "System design 1.4 ± 0.4 of 4."),
    ),
    "System design is your focus this week. It was your weakest round when the week was planned.",
    "One answer has no verdict yet.",
    (
        AnswerRow(9, Round.CODING, "Writing attention from memory", "Saturday, 21 November", "Stuck"),
        AnswerRow(3, Round.ML, "Attention and convolution", "Saturday, 3 October", "I can"),
    ),
)

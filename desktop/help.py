"""What can be read in the app about the app: how a session works (F1), and what it is."""

from PySide6.QtWidgets import QWidget

from desktop.widgets.panel import stacked
from desktop.widgets.text import Text, selectable

HOW_A_SESSION_WORKS = (
    (
        "",
        "Viva Voce asks for a decision under a constraint, as an interviewer would. You answer out loud, judge how "
        "deep the answer went, and the prompt comes back when you are about to lose the thread. Everything stays on "
        "this machine.",
    ),
    (
        "Today",
        "Today shows what is due, in the order it will be asked, and why. Enter starts the session. It ends when its "
        "minutes are over or nothing is left, and whatever you leave waits for you.",
    ),
    (
        "Answering",
        "Read the decision and the constraint under it. Space starts the recording and Space stops it; the time "
        "beside it is what an interviewer would give you, and nothing happens when it is over. After the answer there "
        "is one follow-up, answered the same way. Without a microphone you can type the answer or load a sound file.",
    ),
    (
        "What you said",
        "While you speak, the words are written down on this machine. They need not be there for you to go on.",
    ),
    (
        "Words in doubt",
        "A dotted line under a term: it was repaired. A dashed one: it was heard only because the list of terms "
        "suggested it. Go to the word to read more. Where a voice was not understood, the text says when. F hides and "
        "shows fillers such as “um”; there may have been more than are written.",
    ),
    (
        "Judging",
        "Tick the points you made and what holds for the answer. That suggests a depth: 1, you recited; 2, you named "
        "the tradeoff; 3, you decided under the constraint; 4, you know where it breaks. Keys 1 to 4 choose, and what "
        "you choose is what counts.",
    ),
    (
        "When it comes back",
        "The depth decides the day. Only the first answer of a day counts for that; a day begins at four in the "
        "morning. Undo takes a depth back.",
    ),
    (
        "Listening again",
        "Review holds every answer, with its sound and its words. Search for a word you said, go to the sentence and "
        "hear it.",
    ),
    (
        "What is kept",
        "A recording is on the disk while you speak; when the power fails, at most its last two seconds are lost. "
        "What you delete can be brought back for 30 days.",
    ),
)
"""Headings and paragraphs; the first has no heading."""


def help_page() -> QWidget:
    """Return the page of F1."""
    return _page(HOW_A_SESSION_WORKS)


def about_page() -> QWidget:
    """Return what the program is, its version and its licence."""
    from importlib.metadata import version  # noqa: PLC0415 - 15 ms that the window need not wait for

    return _page(
        (
            (
                "",
                f"Viva Voce {version('vivavoce')}. Interview answers out loud: recorded, judged, repeated.",
            ),
            (
                "Yours",
                "What you say stays on this machine. The program asks no server for anything and reports nothing.",
            ),
            ("Licence", "MIT. The programs and libraries it is built with keep their own licences."),
        )
    )


def _page(parts: tuple[tuple[str, str], ...]) -> QWidget:
    page = QWidget()
    rows = stacked(page, spacing=4)
    for heading, words in parts:
        if heading:
            rows.addSpacing(16)
            rows.addWidget(Text(heading, "strong"))
        rows.addWidget(selectable(Text(words, wrap=True)))
    rows.addStretch(1)
    return page

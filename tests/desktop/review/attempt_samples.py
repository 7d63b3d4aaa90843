"""An answer as its pane shows it."""

from desktop.review.attempt_model import AttemptModel, TakeModel

TAKES = (TakeModel("Answer", 158.0), TakeModel("Follow-up 1", 40.0))
MODEL = AttemptModel(
    attempt=7,
    title="Cut the bill of a support agent by half",
    constraint="This time: quality may fall by at most one point, and the vendor changes models monthly.",
    facts="Saturday, 21 November, 18:00 · 2:38 · not rated yet",
    rated=False,
    can_rate=True,
    about="",
    marked=False,
    note="",
    deleted=False,
    takes=TAKES,
)

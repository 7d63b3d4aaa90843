"""Run with the bench's own Python: Anki's scheduler, without its window, over a log that is given.

Standard input is one JSON object: ``cards``, how many there are; ``reviews``, the log as [card, days ago, rating 1 to
4], oldest first; ``queues``, ``answers`` and ``replays``, how often each is measured. What comes out is one JSON object
of lists in milliseconds, and what Anki says of how it writes.
"""

import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from anki.collection import Card, Collection  # first: anki.cards cannot be the first to be imported
from anki.deck_config_pb2 import UpdateDeckConfigsMode
from anki.decks import UpdateDeckConfigs
from anki.scheduler.v3 import CardAnswer

DAY_MS = 86_400_000
NO_LIMIT = 9_999
RETENTION = 0.85
TEXT = "Which of the two do you choose under this limit, and what do you give up?"


def main() -> None:
    order = json.load(sys.stdin)
    with tempfile.TemporaryDirectory(prefix="vivavoce-bench-anki-") as folder:
        col = Collection(str(Path(folder) / "collection.anki2"))
        _fill(col, order["cards"], order["reviews"])
        found = {
            "replay": [_timed(partial(_replay, col, number)) for number in range(order["replays"])],
            "queue": [_queue(col) for _ in range(order["queues"])],
            "answer": [_answer(col) for _ in range(order["answers"])],
        }
        found["due"] = col.sched.get_queued_cards().review_count
        found["remembered"] = sum(col.get_card(each).memory_state is not None for each in col.find_cards(""))
        found["synchronous"] = col.db.scalar("pragma synchronous")
        found["journal"] = col.db.scalar("pragma journal_mode")
        col.close()
    json.dump(found, sys.stdout)


def _fill(col: Collection, cards: int, reviews: Sequence[tuple[int, int, int]]) -> None:
    """Make the notes, and write the log as Anki would have kept it; the dates come with the first replay."""
    deck, kind = col.decks.id("Default"), col.models.by_name("Basic")
    for number in range(cards):
        note = col.new_note(kind)
        note["Front"], note["Back"] = f"{number}: {TEXT}", TEXT
        col.add_note(note, deck)
    ids = col.db.list("select id from cards order by id")
    last: dict[int, int] = {}
    rows: list[tuple[int, ...]] = []
    now = int(time.time() * 1000)
    for number, (card, ago, rating) in enumerate(reviews):
        interval = max(1, last[card] - ago) if card in last else 1
        at = now - ago * DAY_MS - 3_600_000 + number % 3_600_000  # ids are moments, and every one its own
        rows.append((at, ids[card], -1, rating, interval, interval, 2_500, 60_000, 1 if card in last else 0))
        last[card] = ago
    col.db.executemany("insert or ignore into revlog values (?,?,?,?,?,?,?,?,?)", rows)
    today = col.sched.today
    col.db.executemany(
        "update cards set type = 2, queue = 2, due = ?, ivl = 1, factor = 2500, reps = 1 where id = ?",
        [(today - ago + 1, ids[card]) for card, ago in last.items()],
    )


def _replay(col: Collection, number: int) -> None:
    """Compute the memory of every card again from the log, and its date: what Anki does when its settings change."""
    deck = col.decks.id("Default")
    now = col.decks.get_deck_configs_for_update(deck)
    config = now.all_config[0].config
    # One that is the same as before would be passed over.
    config.config.desired_retention = RETENTION + 0.001 * (number + 1)
    config.config.reviews_per_day = config.config.new_per_day = NO_LIMIT
    col.decks.update_deck_configs(
        UpdateDeckConfigs(
            target_deck_id=deck,
            configs=[config],
            removed_config_ids=[],
            mode=UpdateDeckConfigsMode.UPDATE_DECK_CONFIGS_MODE_NORMAL,
            card_state_customizer="",
            limits=now.current_deck.limits,
            new_cards_ignore_review_limit=True,
            fsrs=True,
            apply_all_parent_limits=False,
            fsrs_reschedule=True,
            fsrs_health_check=False,
        )
    )


def _queue(col: Collection) -> float:
    """Build the queue anew: a change to a card has made Anki forget it."""
    card = col.find_cards("is:due")[0]
    col.sched.suspend_cards([card])
    col.sched.unsuspend_cards([card])
    return _timed(col.sched.get_queued_cards)


def _answer(col: Collection) -> float:
    """Answer the card that is shown, and have the next one ready to be shown."""
    queued = col.sched.get_queued_cards().cards[0]
    card = Card(col, backend_card=queued.card)
    card.start_timer()
    rating = random.Random(card.id).choice((CardAnswer.AGAIN, CardAnswer.HARD, CardAnswer.GOOD, CardAnswer.EASY))

    def work() -> None:
        col.sched.answer_card(col.sched.build_answer(card=card, states=queued.states, rating=rating))
        following = col.sched.get_queued_cards().cards[0]
        Card(col, backend_card=following.card).question()

    return _timed(work)


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - begun)


if __name__ == "__main__":
    main()

"""The quiet row under the search field. Every choice is written into the search: the chips show what stands there."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from cards.query import Query
from cards.query_parts import DEPTHS
from cards.rounds import ROUNDS, Round
from desktop.review.model import depth_words, short_day
from desktop.widgets.chips import Chip, Chooser, depths_caption, fill_choices, menu_entry, named_caption
from desktop.widgets.flow import Flow

SPANS = (("Today", 0), ("The last 7 days", 6), ("The last 30 days", 29), ("The last 365 days", 364))
"""What the date chooser offers, and how many days before today that begins."""
BETWEEN_DAYS = 29


class FilterRow(QWidget):
    """The filters of a query."""

    chosen = Signal(object)
    """The query that the search is to be."""
    dates_wanted = Signal(object)
    """The same, when the days in it are to be typed over."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._query = Query()
        self._topics: tuple[str, ...] = ()
        self._today = date(1970, 1, 1)
        self._rounds = {each: Chip(info.letter, info.name, each.value) for each, info in ROUNDS.items()}
        self._marked = Chip("Marked", "Marked answers only")
        self._depth = Chooser("Depth", "Depth", self._fill_depths)
        self._date = Chooser("Date", "Date", self._fill_dates)
        self._topic = Chooser("Topic", "Topic", self._fill_topics)
        for each, chip in self._rounds.items():
            chip.clicked.connect(lambda _=False, of=each: self._toggle_round(of))
        self._marked.clicked.connect(self._toggle_marked)
        flow = Flow(4)
        for chip in self.chips():
            flow.addWidget(chip)
        self.setLayout(flow)
        self.setAccessibleName("Filters")

    def chips(self) -> tuple[Chip, ...]:
        """Return the chips from left to right."""
        return (*self._rounds.values(), self._marked, self._depth, self._date, self._topic)

    def show_query(self, query: Query, topics: tuple[str, ...], today: date) -> None:
        """Show which filters are on."""
        self._query, self._topics, self._today = query, topics, today
        for each, chip in self._rounds.items():
            chip.show_state(ROUNDS[each].letter, each in query.rounds)
        self._marked.show_state("Not marked" if query.marked is False else "Marked", query.marked is not None)
        self._depth.show_state(depth_caption(query), bool(query.depths))
        self._date.show_state(date_caption(query, today), query.since is not None or query.until is not None)
        self._topic.show_state(topic_caption(query), bool(query.topics))

    def _choose(self, **changed: object) -> None:
        self.chosen.emit(replace(self._query, **changed))  # type: ignore[arg-type]

    def _toggle_round(self, of: Round) -> None:
        self._choose(rounds=self._query.rounds ^ {of})

    def _toggle_marked(self) -> None:
        self._choose(marked=None if self._query.marked is not None else True)

    def _fill_depths(self, menu: QMenu) -> None:
        depths = ((each, depth_words(each).capitalize()) for each in (*DEPTHS, None))
        fill_choices(menu, "Any depth", depths, self._query.depths, lambda on: self._choose(depths=on))

    def _fill_dates(self, menu: QMenu) -> None:
        query = self._query
        always = query.since is None and query.until is None
        menu_entry(menu, "Any day", always, lambda: self._choose(since=None, until=None))
        menu.addSeparator()
        for words, back in SPANS:
            since = self._today - timedelta(days=back)
            on = query.since == since and query.until is None
            menu_entry(menu, words, on, partial(self._choose, since=since, until=None))
        menu.addSeparator()
        menu_entry(menu, "From one day to another", query.until is not None, self._want_dates)

    def _want_dates(self) -> None:
        since = self._query.since or self._today - timedelta(days=BETWEEN_DAYS)
        self.dates_wanted.emit(replace(self._query, since=since, until=self._query.until or self._today))

    def _fill_topics(self, menu: QMenu) -> None:
        topics = ((each, each) for each in self._topics)
        fill_choices(menu, "Any topic", topics, self._query.topics, lambda on: self._choose(topics=on))


def depth_caption(query: Query) -> str:
    """Return which depths are asked for: "Depth 1, 2", "No depth yet", or only "Depth" for any."""
    return depths_caption(query.depths)


def date_caption(query: Query, today: date) -> str:
    """Return which days are asked for: "From Sat 14 Nov", "Until Thu 19 Nov", both, one, or only "Date" for any."""
    first = None if query.since is None else short_day(query.since, today)
    last = None if query.until is None else short_day(query.until, today)
    if first is None:
        return "Date" if last is None else f"Until {last}"
    if last is None:
        return f"From {first}"
    return first if first == last else f"{first} to {last}"


def topic_caption(query: Query) -> str:
    """Return which topic is asked for, or how many; only "Topic" for any."""
    return named_caption("Topic", query.topics)

"""The quiet row under the search field. Every choice is written into the search: the chips show what stands there."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from cards.query import Query
from cards.query_parts import DEPTHS
from cards.rounds import ROUNDS, Round
from desktop.review.model import depth_words, short_day
from desktop.widgets.flow import Flow
from desktop.widgets.keycap_button import QuietButton
from desktop.widgets.text import restyle

CHIP_PX = 28
SPANS = (("Today", 0), ("The last 7 days", 6), ("The last 30 days", 29), ("The last 365 days", 364))
"""What the date chooser offers, and how many days before today that begins."""
BETWEEN_DAYS = 29
LONGEST_CAPTION = 18


class Chip(QuietButton):
    """A small button that is on or off, or opens a choice. ``kind`` is a round, or empty."""

    def __init__(self, caption: str, name: str, kind: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.setProperty("round", kind)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.show_state(caption, on=False)

    def show_state(self, caption: str, on: bool) -> None:
        """Show this caption, filled when the filter is on."""
        self.setText(caption.replace("&", "&&"))
        self.setAccessibleName(f"{self._name}: {caption}" if caption not in self._name else self._name)
        self.setAccessibleDescription("on" if on else "off")
        restyle(self, "on", "true" if on else "false")
        self.updateGeometry()

    def is_on(self) -> bool:
        """Tell whether the filter is on."""
        return bool(self.property("on") == "true")

    def sizeHint(self) -> QSize:
        """Return the size of the words and as much around them as the stylesheet leaves."""
        words = self.fontMetrics().size(0, self.text())
        return QSize(max(words.width() + 22, CHIP_PX), max(words.height() + 8, CHIP_PX))

    def minimumSizeHint(self) -> QSize:
        """A chip is never narrower than its words."""
        return self.sizeHint()


class Chooser(Chip):
    """A chip that opens a menu. ``fill`` is asked for its entries each time."""

    def __init__(self, caption: str, name: str, fill: Callable[[QMenu], None], parent: QWidget | None = None) -> None:
        super().__init__(caption, name, parent=parent)
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._refill)
        self._fill = fill
        self.clicked.connect(self._open)

    def entries(self) -> list[QAction]:
        """Return what the menu offers now."""
        self._refill()
        return self._menu.actions()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down opens the menu too."""
        if event.key() == Qt.Key.Key_Down:
            self._open()
        else:
            super().keyPressEvent(event)

    def _refill(self) -> None:
        self._menu.clear()
        self._fill(self._menu)

    def _open(self) -> None:
        self._menu.popup(self.mapToGlobal(QPoint(0, self.height() + 4)))


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
        _entry(menu, "Any depth", not self._query.depths, lambda: self._choose(depths=frozenset()))
        menu.addSeparator()
        for depth in (*DEPTHS, None):
            toggled = self._query.depths ^ {depth}
            words = depth_words(depth).capitalize()
            _entry(menu, words, depth in self._query.depths, partial(self._choose, depths=toggled))

    def _fill_dates(self, menu: QMenu) -> None:
        query = self._query
        always = query.since is None and query.until is None
        _entry(menu, "Any day", always, lambda: self._choose(since=None, until=None))
        menu.addSeparator()
        for words, back in SPANS:
            since = self._today - timedelta(days=back)
            on = query.since == since and query.until is None
            _entry(menu, words, on, partial(self._choose, since=since, until=None))
        menu.addSeparator()
        _entry(menu, "From one day to another", query.until is not None, self._want_dates)

    def _want_dates(self) -> None:
        since = self._query.since or self._today - timedelta(days=BETWEEN_DAYS)
        self.dates_wanted.emit(replace(self._query, since=since, until=self._query.until or self._today))

    def _fill_topics(self, menu: QMenu) -> None:
        _entry(menu, "Any topic", not self._query.topics, lambda: self._choose(topics=frozenset()))
        menu.addSeparator()
        for topic in self._topics:
            toggled = self._query.topics ^ {topic}
            _entry(menu, topic, topic in self._query.topics, partial(self._choose, topics=toggled))


def _entry(menu: QMenu, words: str, on: bool, slot: Callable[[], None]) -> None:
    action = menu.addAction(words.replace("&", "&&"))
    action.setCheckable(True)
    action.setChecked(on)
    action.triggered.connect(lambda _=False: slot())


def depth_caption(query: Query) -> str:
    """Return which depths are asked for: "Depth 1, 2", "No depth yet", or only "Depth" for any."""
    numbers = ", ".join(str(depth) for depth in DEPTHS if depth in query.depths)
    none = " or none" if numbers else "No depth yet"
    return (f"Depth {numbers}" if numbers or not query.depths else "").strip() + (none if None in query.depths else "")


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
    if not query.topics:
        return "Topic"
    if len(query.topics) > 1:
        return f"{len(query.topics)} topics"
    topic = next(iter(query.topics))
    return topic if len(topic) <= LONGEST_CAPTION else topic[:LONGEST_CAPTION].rstrip() + "…"

"""The quiet row under the search field. Every choice is written into the search: the chips show what stands there."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from cards.prompt_query import PromptQuery, Standing
from cards.query_parts import DEPTHS
from cards.resources import DATED_BEFORE
from cards.rounds import ROUNDS, Round
from desktop.review.model import depth_words
from desktop.widgets.chips import Chip, Chooser, depths_caption, fill_choices, named_caption
from desktop.widgets.flow import Flow

STANDINGS = {
    Standing.DUE: "Due",
    Standing.NEW: "Never asked",
    Standing.LATER: "Comes back later",
    Standing.RESTING: "Resting",
    Standing.RETIRED: "Retired",
}


LEECHES = "Leeches"


class PromptFilters(QWidget):
    """The filters of a query."""

    chosen = Signal(object)
    """The query that the search is to be."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._query = PromptQuery()
        self._topics: tuple[str, ...] = ()
        self._tags: tuple[str, ...] = ()
        self._rounds = {each: Chip(info.letter, info.name, each.value) for each, info in ROUNDS.items()}
        self._marked = Chip("Marked", "Marked prompts only")
        self._own = Chip("Yours", "Your own prompts, and those you changed")
        self._leech = Chip(LEECHES, f"{LEECHES}: prompts to split or to rewrite")
        self._state = Chooser("State", "State", self._fill_standings)
        self._depth = Chooser("Depth", "Depth of the last answer", self._fill_depths)
        self._topic = Chooser("Topic", "Topic", self._fill_topics)
        self._tag = Chooser("Tag", "Tag", self._fill_tags)
        self._year = Chip(f"Before {DATED_BEFORE}", f"Last checked before {DATED_BEFORE}")
        for each, chip in self._rounds.items():
            chip.clicked.connect(lambda _=False, of=each: self._toggle_round(of))
        self._marked.clicked.connect(lambda: self._choose(marked=not self._query.marked))
        self._leech.clicked.connect(lambda: self._choose(leech=not self._query.leech))
        self._own.clicked.connect(lambda: self._choose(own=not self._query.own))
        self._year.clicked.connect(self._toggle_year)
        flow = Flow(4)
        for chip in self.chips():
            flow.addWidget(chip)
        self.setLayout(flow)
        self.setAccessibleName("Filters")

    def chips(self) -> tuple[Chip, ...]:
        """Return the chips from left to right."""
        rest = (self._state, self._depth, self._topic, self._tag, self._marked, self._own, self._leech, self._year)
        return (*self._rounds.values(), *rest)

    def show_query(
        self, query: PromptQuery, topics: tuple[str, ...], tags: tuple[str, ...], dated: bool, leeches: bool
    ) -> None:
        """Show which filters are on; that of the year only where there are ``dated`` prompts, or it is on.

        That of the leeches likewise.
        """
        self._query, self._topics, self._tags = query, topics, tags
        for each, chip in self._rounds.items():
            chip.show_state(ROUNDS[each].letter, each in query.rounds)
        self._marked.show_state("Marked", query.marked)
        self._own.show_state("Yours", query.own)
        self._leech.show_state(LEECHES, query.leech)
        self._leech.setVisible(leeches or query.leech)
        self._state.show_state(state_caption(query), bool(query.standings))
        self._depth.show_state(depths_caption(query.depths), bool(query.depths))
        self._topic.show_state(named_caption("Topic", query.topics), bool(query.topics))
        self._tag.show_state(named_caption("Tag", query.tags), bool(query.tags))
        self._tag.setVisible(bool(tags or query.tags))
        on = self._year_is_on
        self._year.show_state(f"Before {DATED_BEFORE}", on)
        self._year.setVisible(dated or on)

    def _choose(self, **changed: object) -> None:
        self.chosen.emit(replace(self._query, **changed))  # type: ignore[arg-type]

    @property
    def _year_is_on(self) -> bool:
        return self._query.since is None and self._query.until == DATED_BEFORE - 1

    def _toggle_year(self) -> None:
        self._choose(since=None, until=None if self._year_is_on else DATED_BEFORE - 1)

    def _toggle_round(self, of: Round) -> None:
        self._choose(rounds=self._query.rounds ^ {of})

    def _fill_standings(self, menu: QMenu) -> None:
        fill_choices(menu, "Any state", STANDINGS.items(), self._query.standings, lambda on: self._choose(standings=on))

    def _fill_depths(self, menu: QMenu) -> None:
        depths = ((each, depth_words(each).capitalize()) for each in (*DEPTHS, None))
        fill_choices(menu, "Any depth", depths, self._query.depths, lambda on: self._choose(depths=on))

    def _fill_topics(self, menu: QMenu) -> None:
        topics = ((each, each) for each in self._topics)
        fill_choices(menu, "Any topic", topics, self._query.topics, lambda on: self._choose(topics=on))

    def _fill_tags(self, menu: QMenu) -> None:
        tags = ((each, each) for each in self._tags)
        fill_choices(menu, "Any tag", tags, self._query.tags, lambda on: self._choose(tags=on))


def state_caption(query: PromptQuery) -> str:
    """Return which states are asked for: "Due", "2 states", or only "State" for any."""
    if len(query.standings) > 1:
        return f"{len(query.standings)} states"
    return next((STANDINGS[each] for each in query.standings), "State")

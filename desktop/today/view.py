"""Today: what is due, how long it takes, and the way in. Passive: it shows a model and says what was pressed."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.today.answer_cards import RecoveryCard, UnratedCard
from desktop.today.minutes_chooser import MinutesChooser
from desktop.today.model import LOADING, QueueRow, Recovery, TodayModel, Unrated, problems_caption
from desktop.today.quiet_lines import Sleepers, YesterdayLine
from desktop.widgets.aside import Aside
from desktop.widgets.disclosure import Disclosure
from desktop.widgets.keycap_button import KeycapButton
from desktop.widgets.keys import bind, tab_order
from desktop.widgets.layouts import layout_of
from desktop.widgets.panel import Column, Hairline, Panel, ScrollColumn, beside, emptied, stacked
from desktop.widgets.round_badge import RoundBadge
from desktop.widgets.text import Text, selectable
from desktop.widgets.words_line import WordsLine

COLUMN_PX = 760
LOADING_AFTER_MS = 400


class QueueLine(QWidget):
    """One prompt that waits: badge, title, why, minutes."""

    def __init__(self, row: QueueRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Text(row.title, "item", wrap=True))
        words.addWidget(Text(row.why, "small", wrap=True))
        line = QHBoxLayout(self)
        line.setContentsMargins(24, 14, 24, 14)
        line.setSpacing(24)
        line.addWidget(RoundBadge(row.round))
        line.addLayout(words, 1)
        line.addWidget(Text(f"{row.minutes} min", "muted"))


class TodayView(QWidget):
    """The first screen."""

    start_requested = Signal()
    full_requested = Signal()
    """The session of the chosen length, where Start is the short way back in."""
    shorter_requested = Signal()
    longer_requested = Signal()
    wake_requested = Signal(str)
    """The prompt that is to be asked again."""
    attempt_requested = Signal(int)
    """The answer to hear again."""
    keep_requested = Signal(int)
    listen_requested = Signal(int)
    discard_requested = Signal(int)
    rate_requested = Signal(int)
    """The attempt whose depth is to be chosen now."""
    words_requested = Signal()
    """Those that wait."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._day, self._headline = Text("", "muted"), Text("", "title", wrap=True)
        self._note = Text("", "muted", wrap=True)
        self._start = KeycapButton("Start", "Enter", "primary")
        self._start.clicked.connect(self.start_requested)
        self._full = KeycapButton("Full session", "F")
        self._full.clicked.connect(self.full_requested)
        self._minutes, self._beyond = MinutesChooser(), Text("", "small")
        self._minutes.shorter_requested.connect(self.shorter_requested)
        self._minutes.longer_requested.connect(self.longer_requested)
        self._words, self._yesterday, self._sleepers = WordsLine((24, 0, 0, 0)), YesterdayLine(), Sleepers()
        self._words.asked.connect(self.words_requested)
        self._yesterday.attempt_requested.connect(self.attempt_requested)
        self._sleepers.wake_requested.connect(self.wake_requested)
        self._cards: dict[int, RecoveryCard] = {}
        self._shown_recoveries: tuple[Recovery, ...] = ()
        self._unrated_cards: tuple[UnratedCard, ...] = ()
        self._shown_unrated: tuple[Unrated, ...] = ()
        self._answers, self._recoveries, self._unrated = QWidget(), QWidget(), QWidget()
        self._list, self._problems = Panel(), QWidget()
        self._up_next = Text("Up next", "section")
        self._problem_list = selectable(Text("", "small", wrap=True))
        self._disclosure = Disclosure("", self._problem_list)
        self._loading = QTimer(self, singleShot=True, interval=LOADING_AFTER_MS)
        self._loading.timeout.connect(lambda: self._headline.show_text(LOADING))
        self.setAccessibleName("Today")
        self._lay_out()
        self._show_parts(TodayModel("", ""))
        self._eager = False
        self._early_enter = bind(self, "Enter", self._press_early)
        self._early_enter.setEnabled(False)

    def show_loading(self) -> None:
        """Say that the library opens, but only when that takes long enough to be read.

        Enter is taken already and answered with the day, unless there is something to decide first.
        """
        self._show_parts(TodayModel("", ""))
        self._loading.start()
        self._early_enter.setEnabled(True)

    def _press_early(self) -> None:
        self._eager = True

    def show_today(self, model: TodayModel) -> None:
        """Show the day. Cards stay in place while their answers do, so one that plays is not disturbed."""
        eager, self._eager = self._eager, False
        self._early_enter.setEnabled(False)
        self._loading.stop()
        self._show_parts(model)
        if eager and model.rows and not model.recoveries:
            self.start_requested.emit()

    def show_words(self, sentence: str, *, asks: bool) -> None:
        """Say how the words of what was recorded stand; ``asks``: some wait."""
        self._words.show_line(sentence, asks=asks)

    def set_listening(self, take: int | None) -> None:
        """Offer to stop this take, which plays, and to listen to the others."""
        for each, card in self._cards.items():
            card.set_listening(each == take)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is loading any more where something else is shown."""
        self._loading.stop()
        super().hideEvent(event)

    def _lay_out(self) -> None:
        column = Column(COLUMN_PX)
        ways, line = QWidget(), beside(8)
        for way in (self._full, self._start):
            line.addWidget(way, alignment=Qt.AlignmentFlag.AlignVCenter)
        ways.setLayout(line)
        answers = stacked(self._answers, (0, 0, 0, 24), 12)
        for cards in (self._recoveries, self._unrated):
            stacked(cards, spacing=12)
            answers.addWidget(cards)
        stacked(self._list)
        problems = stacked(self._problems, (0, 16, 0, 0), 4)
        problems.addWidget(self._disclosure, alignment=Qt.AlignmentFlag.AlignLeft)
        problems.addWidget(self._problem_list)
        self._problem_list.setContentsMargins(20, 0, 0, 0)
        rows = column.rows
        rows.addWidget(self._answers)
        rows.addWidget(self._day)
        rows.addSpacing(4)
        rows.addLayout(Aside(self._headline, ways, (0, 0, 0, 0), 24))
        rows.addSpacing(8)
        rows.addWidget(self._note)
        rows.addSpacing(24)
        over = beside(24)
        over.addWidget(self._up_next, 1)
        over.addWidget(self._minutes)
        rows.addLayout(over)
        rows.addSpacing(12)
        rows.addWidget(self._list)
        self._beyond.setContentsMargins(24, 8, 0, 0)
        rows.addWidget(self._beyond)
        rows.addWidget(self._quiet_lines())
        rows.addWidget(self._problems)
        rows.addStretch(1)
        page = QWidget()
        stacked(page, (48, 48, 48, 48)).addWidget(column)
        stacked(self).addWidget(ScrollColumn(page).scrolled_by_keys())

    def _quiet_lines(self) -> QWidget:
        lines = QWidget()
        rows = stacked(lines, (0, 16, 0, 0), 8)
        self._yesterday.setContentsMargins(24, 0, 0, 0)
        for part in (self._words, self._yesterday, self._sleepers):
            rows.addWidget(part)
        return lines

    def _show_parts(self, model: TodayModel) -> None:
        self._day.show_text(model.day)
        self._headline.show_text(model.headline)
        self._note.show_text(model.note)
        self._note.setVisible(bool(model.note))
        self._start.setVisible(bool(model.rows))
        self._full.setVisible(model.way_back)
        self._minutes.show_minutes(model.minutes)
        self._minutes.setVisible(bool(model.minutes) and not model.way_back)
        self._full.set_caption(f"Full session, {model.minutes} min")
        self._beyond.show_text(model.beyond)
        self._beyond.setVisible(bool(model.beyond))
        self._yesterday.show_yesterday(model.yesterday)
        self._sleepers.show_sleepers(model.suspended)
        self._show_answers(model)
        self._show_rows(model.rows)
        self._show_problems(model.deck_problems)

    def _show_answers(self, model: TodayModel) -> None:
        if model.recoveries != self._shown_recoveries:
            self._show_recoveries(model.recoveries)
        if model.unrated != self._shown_unrated:
            self._show_unrated(model.unrated)
        for part, shown in ((self._recoveries, model.recoveries), (self._unrated, model.unrated)):
            part.setVisible(bool(shown))
        self._answers.setVisible(bool(model.recoveries or model.unrated))
        cards = (*self._cards.values(), *self._unrated_cards)
        tab_order(
            *(button for card in cards for button in card.buttons()),
            self._full,
            self._start,
            *self._minutes.buttons(),
            self._words.ask,
            self._yesterday.listen,
            self._sleepers.disclosure,
            *self._sleepers.buttons,
            self._disclosure,
        )

    def _show_recoveries(self, recoveries: tuple[Recovery, ...]) -> None:
        self._shown_recoveries = recoveries
        emptied(layout_of(self._recoveries))
        self._cards = {}
        for number, recovery in enumerate(recoveries):
            card = RecoveryCard(recovery, keys=number == 0)
            card.keep_requested.connect(self.keep_requested)
            card.listen_requested.connect(self.listen_requested)
            card.discard_requested.connect(self.discard_requested)
            layout_of(self._recoveries).addWidget(card)
            self._cards[recovery.take] = card

    def _show_unrated(self, unrated: tuple[Unrated, ...]) -> None:
        self._shown_unrated = unrated
        emptied(layout_of(self._unrated))
        self._unrated_cards = tuple(UnratedCard(each, keys=number == 0) for number, each in enumerate(unrated))
        for card in self._unrated_cards:
            card.rate_requested.connect(self.rate_requested)
            layout_of(self._unrated).addWidget(card)

    def _show_rows(self, rows: tuple[QueueRow, ...]) -> None:
        emptied(layout_of(self._list))
        for number, row in enumerate(rows):
            if number:
                layout_of(self._list).addWidget(Hairline())
            layout_of(self._list).addWidget(QueueLine(row))
        self._list.setVisible(bool(rows))
        self._up_next.setVisible(bool(rows))

    def _show_problems(self, problems: tuple[str, ...]) -> None:
        self._problems.setVisible(bool(problems))
        self._disclosure.set_caption(problems_caption(len(problems)))
        self._problem_list.show_text("\n".join(problems))

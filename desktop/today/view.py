"""Today: what is due, how long it takes, and the way in. Passive: it shows a model and says what was pressed."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.commands import TOOLS, Command
from desktop.today.abreast import Abreast, Widths
from desktop.today.answer_cards import AnswerCards
from desktop.today.diagnostic_card import KEY as DIAGNOSTIC_KEY
from desktop.today.diagnostic_card import DiagnosticCard
from desktop.today.minutes_chooser import MinutesChooser
from desktop.today.model import LOADING, QueueRow, TodayModel, problems_caption, unbroken
from desktop.today.quiet_lines import Sleepers, YesterdayLine
from desktop.today.week_panel import WeekPanel
from desktop.widgets.aside import Aside
from desktop.widgets.disclosure import Disclosure
from desktop.widgets.keycap_button import KeycapButton
from desktop.widgets.keys import bind, tab_order
from desktop.widgets.panel import Column, Panel, ScrollColumn, beside, listed, stacked
from desktop.widgets.round_badge import RoundBadge
from desktop.widgets.text import Text, selectable
from desktop.widgets.words_line import WordsLine

WIDTHS, GAP_PX = Widths(least=560, most=760, second=340), 32
"""Of the day and of what stands beside it."""
WHOLE_PX = WIDTHS.most + GAP_PX + WIDTHS.second
LOADING_AFTER_MS = 400


class QueueLine(QWidget):
    """One prompt that waits: badge, title, why, minutes."""

    def __init__(self, row: QueueRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Text(row.title, "item", wrap=True))
        words.addWidget(Text(unbroken(row.why), "small", wrap=True))
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
    anyway_requested = Signal()
    """The queue of a day off."""
    diagnostic_requested = Signal()
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
        self._start, self._full = KeycapButton("Start", "Enter", "primary"), KeycapButton("Full session", "F")
        self._anyway = KeycapButton("Practise anyway", "P")
        self._minutes, self._beyond = MinutesChooser(), Text("", "small")
        self._answers, self._list, self._problems = AnswerCards(), Panel(), QWidget()
        self._week, self._diagnostic = WeekPanel(), DiagnosticCard()
        self._words, self._yesterday, self._sleepers = WordsLine((24, 0, 0, 0)), YesterdayLine(), Sleepers()
        self._up_next = Text("Up next", "section")
        self._problem_list = selectable(Text("", "small", wrap=True))
        self._disclosure = Disclosure("", self._problem_list)
        self._loading = QTimer(self, singleShot=True, interval=LOADING_AFTER_MS)
        self._loading.timeout.connect(lambda: self._headline.show_text(LOADING))
        self.setAccessibleName("Today")
        self._wire()
        self._lay_out()
        self._show_parts(TodayModel("", ""))
        self._eager = False
        self._early_enter = bind(self, "Enter", self._press_early)
        self._early_enter.setEnabled(False)

    def _wire(self) -> None:
        for button, signal in (
            (self._start, self.start_requested),
            (self._full, self.full_requested),
            (self._anyway, self.anyway_requested),
        ):
            button.clicked.connect(signal)
        self._diagnostic.requested.connect(self.diagnostic_requested)
        self._to_diagnostic = bind(self, DIAGNOSTIC_KEY, self.diagnostic_requested.emit)
        self._minutes.shorter_requested.connect(self.shorter_requested)
        self._minutes.longer_requested.connect(self.longer_requested)
        self._words.asked.connect(self.words_requested)
        self._yesterday.attempt_requested.connect(self.attempt_requested)
        self._sleepers.wake_requested.connect(self.wake_requested)
        self._answers.keep_requested.connect(self.keep_requested)
        self._answers.listen_requested.connect(self.listen_requested)
        self._answers.discard_requested.connect(self.discard_requested)
        self._answers.rate_requested.connect(self.rate_requested)

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
        self._answers.set_listening(take)

    def commands(self) -> tuple[Command, ...]:
        """What this screen adds to the menus: its key for what is there on every screen."""
        key = "" if self._answers.recoveries else DIAGNOSTIC_KEY
        return (Command(TOOLS, "Diagnostic", key, self.diagnostic_requested.emit),)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin at the top, wherever it was left."""
        super().showEvent(event)
        if not event.spontaneous():
            self._scroll.verticalScrollBar().setValue(0)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is loading any more where something else is shown."""
        self._loading.stop()
        super().hideEvent(event)

    def _lay_out(self) -> None:
        day, side = QWidget(), QWidget()
        self._lay_out_day(day)
        standing = stacked(side, spacing=16)
        for part in (self._week, self._diagnostic):
            standing.addWidget(part)
        standing.addStretch(1)
        column = Column(WHOLE_PX)
        column.rows.addLayout(Abreast(day, side, WIDTHS, GAP_PX))
        column.rows.addStretch(1)
        page = QWidget()
        stacked(page, (48, 48, 48, 48)).addWidget(column)
        self._scroll = ScrollColumn(page).scrolled_by_keys()
        stacked(self).addWidget(self._scroll)

    def _lay_out_day(self, day: QWidget) -> None:
        ways, line = QWidget(), beside(8)
        for way in (self._full, self._anyway, self._start):
            line.addWidget(way, alignment=Qt.AlignmentFlag.AlignVCenter)
        ways.setLayout(line)
        over = beside(24)
        over.addWidget(self._up_next, 1)
        over.addWidget(self._minutes)
        stacked(self._list)
        self._beyond.setContentsMargins(24, 8, 0, 0)
        rows = stacked(day)
        rows.addWidget(self._answers)
        rows.addWidget(self._day)
        rows.addSpacing(4)
        rows.addLayout(Aside(self._headline, ways, (0, 0, 0, 0), 16))
        rows.addSpacing(8)
        rows.addWidget(self._note)
        rows.addSpacing(24)
        rows.addLayout(over)
        rows.addSpacing(12)
        rows.addWidget(self._list)
        rows.addWidget(self._beyond)
        rows.addWidget(self._quiet_lines())
        rows.addWidget(self._lay_out_problems())
        rows.addStretch(1)

    def _lay_out_problems(self) -> QWidget:
        problems = stacked(self._problems, (0, 16, 0, 0), 4)
        problems.addWidget(self._disclosure, alignment=Qt.AlignmentFlag.AlignLeft)
        problems.addWidget(self._problem_list)
        self._problem_list.setContentsMargins(20, 0, 0, 0)
        return self._problems

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
        self._anyway.setVisible(model.day_off)
        self._minutes.show_minutes(model.minutes)
        self._minutes.setVisible(bool(model.minutes) and not model.way_back)
        self._full.set_caption(f"Full session, {model.minutes} min")
        self._beyond.show_text(model.beyond)
        self._beyond.setVisible(bool(model.beyond))
        self._yesterday.show_yesterday(model.yesterday)
        self._sleepers.show_sleepers(model.suspended)
        self._answers.show_answers(model.recoveries, model.unrated)
        self._week.show_week(model.week)
        self._show_diagnostic(model)
        self._show_rows(model.rows)
        self._show_problems(model.deck_problems)
        self._order_tabs()

    def _show_diagnostic(self, model: TodayModel) -> None:
        """Its key is the card's, where there is one, and an answer's that was cut off before that."""
        free = not model.recoveries
        self._diagnostic.show_offer(model.diagnostic, begun=model.diagnostic_begun, with_key=free)
        self._to_diagnostic.setEnabled(free and not model.diagnostic)

    def _order_tabs(self) -> None:
        tab_order(
            *self._answers.buttons(),
            self._full,
            self._anyway,
            self._start,
            *self._minutes.buttons(),
            self._words.ask,
            self._yesterday.listen,
            self._sleepers.disclosure,
            *self._sleepers.buttons,
            self._disclosure,
            self._week.disclosure,
            self._diagnostic.begin,
        )

    def _show_rows(self, rows: tuple[QueueRow, ...]) -> None:
        listed(self._list, [QueueLine(row) for row in rows])
        self._list.setVisible(bool(rows))
        self._up_next.setVisible(bool(rows))

    def _show_problems(self, problems: tuple[str, ...]) -> None:
        self._problems.setVisible(bool(problems))
        self._disclosure.set_caption(problems_caption(len(problems)))
        self._problem_list.show_text("\n".join(problems))

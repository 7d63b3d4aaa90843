"""The controls that dates are made by, and the bar that says what a change of them would move. Passive."""

from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from desktop.settings.days_off import EXAMPLE, Stretch
from desktop.settings.schedule_model import (
    ADD,
    EASY,
    HIGHEST,
    LOWEST,
    OFF,
    SURE,
    WEAK_SURE,
    Chosen,
    ScheduleModel,
)
from desktop.settings.setting import Setting
from desktop.widgets.aside import Aside
from desktop.widgets.choice import Number
from desktop.widgets.flow import Flow
from desktop.widgets.keycap_button import KeycapButton
from desktop.widgets.keys import announce, claims
from desktop.widgets.layouts import layout_of
from desktop.widgets.panel import Column, Hairline, beside, emptied, sections, stacked
from desktop.widgets.rows import CheckRow
from desktop.widgets.tag_field import TagField
from desktop.widgets.text import Text, restyle
from desktop.words import WEEKDAYS

SETTLED_MS = 400
"""A person on the way from 85 to 92 wants to know what 92 would do."""
_BOX_PX = 6
"""A row to tick begins so far left of its box."""
_STEPS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


def _asks_for_a_step(event: QEvent) -> bool:
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    return any(event.matches(step) for step in _STEPS)


class Percent(Number):
    """A number of percents. Once it is settled, Ctrl+Z takes back what it did, not what was typed."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, range(LOWEST, HIGHEST + 1), 1, "%", parent=parent)

    def event(self, event: QEvent) -> bool:
        """Leave undoing to the window, unless something is being typed."""
        if _asks_for_a_step(event) and self.cleanText() == self.textFromValue(self.value()):
            event.ignore()
            return False
        return super().event(event)

    def show_percent(self, percent: int, least: int = LOWEST) -> None:
        """Show what holds, and how low it may be set."""
        self.blockSignals(True)
        self.setMinimum(least)
        self.blockSignals(False)
        self.show_number(percent)


class DaysField(TagField):
    """A line for days as a person writes them; empty it keeps no key to itself."""

    def event(self, event: QEvent) -> bool:
        """Leave Esc and undoing to the screen where there is nothing written."""
        if not self.text() and (_asks_for_a_step(event) or claims(event, Qt.Key.Key_Escape)):
            event.ignore()
            return False
        return super().event(event)

    def settle(self) -> None:
        """Tell what was written and not told yet."""
        self._tell()

    def _tags(self) -> tuple[str, ...]:
        """Days and the words between them belong together."""
        return (self.text(),) if self.text().strip() else ()


class DaysOff(QWidget):
    """Days off: those there are, each with a way to take it off the list, and a line to add some."""

    written = Signal(str)
    removed = Signal(object)
    """A stretch."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field, self._add = DaysField("Days off", EXAMPLE), KeycapButton("Add", low=True)
        self._add.setAccessibleName("Add days off")
        self._problem, self._list = Text("", "small", wrap=True), QWidget()
        self._off: tuple[tuple[Stretch, str], ...] = ()
        self._buttons: list[KeycapButton] = []
        caption = Text("Days off", "item", wrap=True)
        caption.setBuddy(self._field)
        stacked(self._list, spacing=4)
        line = beside(8)
        line.addWidget(self._field, 1)
        line.addWidget(self._add)
        rows = stacked(self, (24, 12, 24, 12), 4)
        rows.addWidget(caption)
        rows.addWidget(Text(OFF, "small", wrap=True))
        rows.addSpacing(4)
        rows.addWidget(self._list)
        rows.addLayout(line)
        rows.addWidget(Text(ADD, "small", wrap=True))
        rows.addWidget(self._problem)
        restyle(self._problem, "tone", "warn")
        for part in (self._problem, self._list):
            part.hide()
        self._field.written.connect(lambda tags: self.written.emit(" ".join(tags)) if tags else None)
        self._add.clicked.connect(self._field.settle)

    def show_days(self, off: tuple[tuple[Stretch, str], ...], problem: str) -> None:
        """Show the days off there are, and what is wrong with those that were written."""
        if off != self._off:
            self._off = off
            self._fill()
        if problem != self._problem.text():
            self._problem.show_text(problem)
            announce(self._problem, problem)
        self._problem.setVisible(bool(problem))

    def taken(self) -> None:
        """What was written is in the list."""
        self._field.show_tags(())

    def finish(self) -> None:
        """The screen goes: what was written counts."""
        self._field.settle()

    def _fill(self) -> None:
        at = next((place for place, button in enumerate(self._buttons) if button.hasFocus()), None)
        if at is not None:  # before the button goes, and the keyboard with it
            self._field.setFocus(Qt.FocusReason.OtherFocusReason)
        emptied(layout_of(self._list))
        self._buttons = []
        for stretch, words in self._off:
            layout_of(self._list).addWidget(self._row(stretch, words))
        self._list.setVisible(bool(self._off))
        if at is not None and self._buttons:
            self._buttons[min(at, len(self._buttons) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def _row(self, stretch: Stretch, words: str) -> QWidget:
        row, line, remove = QWidget(), beside(12), KeycapButton("Remove", low=True)
        remove.set_about(words)
        remove.clicked.connect(partial(self.removed.emit, stretch))
        self._buttons.append(remove)
        row.setLayout(line)
        line.addWidget(Text(words, wrap=True), 1)
        line.addWidget(remove)
        return row


class ScheduleControls(QWidget):
    """What dates are made by. A change is told once the person has settled on it."""

    chosen = Signal(object)
    """How the controls stand, as ``Chosen``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sure = Percent("How sure to be when a prompt comes back")
        self._weak = Percent("How sure to be in your weakest rounds")
        self._days = tuple(CheckRow(name[:3]) for name in WEEKDAYS)
        self.off = DaysOff()
        self._settled = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._settled.timeout.connect(self._tell)
        for number in (self._sure, self._weak):
            number.chosen.connect(self._settled.start)
        for row, name in zip(self._days, WEEKDAYS, strict=True):
            row.setAccessibleName(f"Easy on {name}")
            row.clicked.connect(self._settled.start)
        stacked(self).addWidget(sections((self._sure_row(), self._weak_row(), self._easy_row(), self.off)))

    def show_schedule(self, model: ScheduleModel) -> None:
        """Show how dates are made; what a person is just changing stays as they have it."""
        self.off.show_days(model.off, model.problem)
        if not self._settled.isActive():
            self._sure.show_percent(model.chosen.sure)
            self._weak.show_percent(model.chosen.weak_sure, least=model.chosen.sure)
            for number, row in enumerate(self._days):
                row.setChecked(number in model.chosen.easy)

    def settle(self) -> bool:
        """Tell what was changed and not told yet; returns whether there was anything."""
        for number in (self._sure, self._weak):
            number.interpretText()
        told = self._settled.isActive()
        if told:
            self._settled.stop()
            self._tell()
        return told

    def finish(self) -> None:
        """The screen goes: what was changed counts, as far as it has settled by now."""
        self.settle()
        self.off.finish()

    def _tell(self) -> None:
        easy = frozenset(number for number, row in enumerate(self._days) if row.isChecked())
        self.chosen.emit(Chosen(self._sure.value(), self._weak.value(), easy))

    def _sure_row(self) -> QWidget:
        return Setting(self._sure.accessibleName(), self._sure, SURE)

    def _weak_row(self) -> QWidget:
        return Setting(self._weak.accessibleName(), self._weak, WEAK_SURE)

    def _easy_row(self) -> QWidget:
        row, days = QWidget(), Flow(8)
        rows = stacked(row, (24 - _BOX_PX, 12, 24, 12), 4)
        for words in (Text("Easy weekdays", "item", wrap=True), Text(EASY, "small", wrap=True)):
            words.setContentsMargins(_BOX_PX, 0, 0, 0)
            rows.addWidget(words)
        for day in self._days:
            days.addWidget(day)
        days.setContentsMargins(0, 4, 0, 0)
        rows.addLayout(days)
        return row


class ScheduleBar(QWidget):
    """Beneath the page, so that it is seen from every row: which dates would move, and yes or no."""

    agreed = Signal()
    declined = Signal()
    left = Signal()
    """The keyboard was at a button that went."""

    def __init__(self, width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said, self._buttons = Text("", wrap=True), QWidget()
        self._cancel, self._apply = KeycapButton("Cancel", "Esc"), KeycapButton("Apply", "Ctrl+Enter", "primary")
        self._cancel.clicked.connect(self.declined)
        self._apply.clicked.connect(self.agreed)
        line = beside(8)
        self._buttons.setLayout(line)
        line.addWidget(self._cancel)
        line.addWidget(self._apply)
        column, inner = Column(width), QWidget()
        column.setContentsMargins(48, 12, 48, 12)
        inner.setLayout(Aside(self._said, self._buttons, (0, 0, 0, 0)))
        column.rows.addWidget(inner)
        rows = stacked(self)
        rows.addWidget(Hairline())
        rows.addWidget(column)
        self.hide()

    def show_change(self, said: str, asks: bool, ready: bool) -> None:
        """Say what a change would do or did; ``asks`` for the buttons, ``ready`` for the one that makes it."""
        if not asks and (self._cancel.hasFocus() or self._apply.hasFocus()):
            self.left.emit()
        self._apply.setEnabled(ready)
        self._buttons.setVisible(asks)
        self.setVisible(bool(said))
        if said != self._said.text():
            self._said.show_text(said)
            announce(self._said, said)

"""The cards above the queue: answers that a crash cut off, and answers that have no depth yet."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.today.model import Recovery, Unrated
from desktop.widgets.aside import Aside
from desktop.widgets.keycap_button import KeycapButton, TwiceButton
from desktop.widgets.layouts import layout_of
from desktop.widgets.panel import Panel, beside, emptied, stacked
from desktop.widgets.text import Text, selectable


class AnswerCard(Panel):
    """A sentence about one answer, and what can be done with it. Only the first card of its kind has keys."""

    def __init__(self, sentence: str, *buttons: KeycapButton, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._buttons = buttons
        ways, line = QWidget(), beside(8)
        for button in buttons:
            line.addWidget(button)
        ways.setLayout(line)
        self.setLayout(Aside(selectable(Text(sentence, wrap=True)), ways, (24, 16, 16, 16), 24))

    def buttons(self) -> tuple[KeycapButton, ...]:
        """Return the buttons, from left to right."""
        return self._buttons


class RecoveryCard(AnswerCard):
    """An answer that a crash cut off: Keep, Listen and Discard."""

    keep_requested = Signal(int)
    listen_requested = Signal(int)
    discard_requested = Signal(int)

    def __init__(self, recovery: Recovery, keys: bool, parent: QWidget | None = None) -> None:
        take = recovery.take
        keep = KeycapButton("Keep", "K" if keys else "")
        self._listen = KeycapButton("Listen", "L" if keys else "")
        self._discard = TwiceButton("Discard", "Really discard", "D" if keys else "")
        super().__init__(recovery.sentence, keep, self._listen, self._discard, parent=parent)
        keep.clicked.connect(lambda: self.keep_requested.emit(take))
        self._listen.clicked.connect(lambda: self.listen_requested.emit(take))
        self._discard.confirmed.connect(lambda: self.discard_requested.emit(take))
        for other in (keep, self._listen):
            other.clicked.connect(self._discard.disarm)

    def set_listening(self, listening: bool) -> None:
        """Offer to stop while the recording plays."""
        self._listen.set_caption("Stop" if listening else "Listen")


class UnratedCard(AnswerCard):
    """An answer that was given and not rated."""

    rate_requested = Signal(int)

    def __init__(self, unrated: Unrated, keys: bool, parent: QWidget | None = None) -> None:
        rate = KeycapButton("Rate it", "R" if keys else "")
        super().__init__(unrated.sentence, rate, parent=parent)
        rate.clicked.connect(lambda: self.rate_requested.emit(unrated.attempt))


class AnswerCards(QWidget):
    """All of them. One stays in place while its answer does, so one that plays is not disturbed."""

    keep_requested = Signal(int)
    listen_requested = Signal(int)
    discard_requested = Signal(int)
    rate_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.recoveries: dict[int, RecoveryCard] = {}
        """By the number of the take."""
        self.unrated: tuple[UnratedCard, ...] = ()
        self._shown_recoveries: tuple[Recovery, ...] = ()
        self._shown_unrated: tuple[Unrated, ...] = ()
        self._upper, self._lower = QWidget(), QWidget()
        rows = stacked(self, (0, 0, 0, 24), 12)
        for cards in (self._upper, self._lower):
            stacked(cards, spacing=12)
            rows.addWidget(cards)

    def show_answers(self, recoveries: tuple[Recovery, ...], unrated: tuple[Unrated, ...]) -> None:
        """Show what waits for a decision; without any of it this takes no room."""
        if recoveries != self._shown_recoveries:
            self._show_recoveries(recoveries)
        if unrated != self._shown_unrated:
            self._show_unrated(unrated)
        self._upper.setVisible(bool(recoveries))
        self._lower.setVisible(bool(unrated))
        self.setVisible(bool(recoveries or unrated))

    def set_listening(self, take: int | None) -> None:
        """Offer to stop this take, which plays, and to listen to the others."""
        for each, card in self.recoveries.items():
            card.set_listening(each == take)

    def buttons(self) -> tuple[KeycapButton, ...]:
        """Return those of all cards, from the top."""
        return tuple(button for card in (*self.recoveries.values(), *self.unrated) for button in card.buttons())

    def _show_recoveries(self, recoveries: tuple[Recovery, ...]) -> None:
        self._shown_recoveries = recoveries
        emptied(layout_of(self._upper))
        self.recoveries = {}
        for number, recovery in enumerate(recoveries):
            card = RecoveryCard(recovery, keys=number == 0)
            card.keep_requested.connect(self.keep_requested)
            card.listen_requested.connect(self.listen_requested)
            card.discard_requested.connect(self.discard_requested)
            layout_of(self._upper).addWidget(card)
            self.recoveries[recovery.take] = card

    def _show_unrated(self, unrated: tuple[Unrated, ...]) -> None:
        self._shown_unrated = unrated
        emptied(layout_of(self._lower))
        self.unrated = tuple(UnratedCard(each, keys=number == 0) for number, each in enumerate(unrated))
        for card in self.unrated:
            card.rate_requested.connect(self.rate_requested)
            layout_of(self._lower).addWidget(card)

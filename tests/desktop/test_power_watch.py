"""A look at the power now and then, for as long as something waits for it."""

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from audio.wav import RATE_HZ
from cards.attempt import Ended
from desktop.power import FOR_POWER
from desktop.power_watch import PowerWatch
from tests.support.desk import EVENING, Desk, write_wav


def test_it_looks_only_while_words_wait(qtbot: QtBot, desk: Desk):
    parent = QObject()
    watch = PowerWatch(desk.transcribing, parent)
    number = desk.real.begin_answer("F1.a", "fifty rows", EVENING, EVENING.date(), "", "a.wav").id
    write_wav(desk.folder.recordings / "a.wav", RATE_HZ)
    desk.real.end_take(number, RATE_HZ, Ended.PERSON)
    take = desk.takes()[0]
    assert not watch.looking
    desk.waits = FOR_POWER
    desk.transcribing.finish(take, RATE_HZ)
    assert watch.looking
    desk.waits = ""
    watch._timer.timeout.emit()
    assert not watch.looking
    assert len(desk.followed) == 1

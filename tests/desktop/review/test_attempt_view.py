"""The pane as a person meets it: keys, clicks, what is seen in every state."""

import statistics
from collections.abc import Callable, Iterator
from dataclasses import replace
from time import thread_time

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from cards.attempt import Ended, TakeRecord, Ticks, Transcript, Word
from desktop.rating import rate
from desktop.review.attempt_model import AttemptModel, Script, TakeModel, script_of
from desktop.review.attempt_presenter import AttemptPresenter
from desktop.review.attempt_view import AttemptView
from desktop.review.attempt_wiring import wire_attempt
from desktop.review.depth_change import NOTE, DepthChange
from desktop.theme import DARK, LIGHT, apply
from desktop.widgets.keycap_button import KeycapButton
from desktop.widgets.playback_bar import PlaybackBar
from desktop.widgets.spoken_text import SpokenText
from desktop.widgets.waveform import Waveform
from scheduler.depth import DEPTHS
from tests.desktop.review.attempt_samples import MODEL, TAKES
from tests.support.attempt_desk import SENTENCES, AttemptDesk, FakeWave, transcript
from tests.support.desk import EVENING, USUAL, Desk

Shown = Callable[..., QWidget]


@pytest.fixture
def view(shown: Shown) -> AttemptView:
    made = AttemptView()
    shown(made)
    return made


@pytest.fixture
def styled(qapp: QApplication) -> Iterator[None]:
    apply(qapp, LIGHT)
    yield
    qapp.setStyleSheet("")


@pytest.fixture
def live(view: AttemptView, desk: Desk) -> AttemptDesk:
    """The view on a real library."""
    made = AttemptDesk(desk)
    made.presenter = AttemptPresenter(view, made.around)
    wire_attempt(view, made.presenter)
    return made


def button(view: QWidget, caption: str) -> KeycapButton:
    return next(each for each in view.findChildren(KeycapButton) if each.caption() == caption)


def labels(view: QWidget) -> list[str]:
    return [label.text() for label in view.findChildren(QLabel) if label.isVisible() and label.text()]


def words(view: AttemptView) -> SpokenText:
    return view.findChild(SpokenText)


def press(qtbot: QtBot, view: QWidget, key: str) -> None:
    pressed = QKeySequence(key)[0]
    qtbot.keyClick(QApplication.focusWidget() or view, pressed.key(), pressed.keyboardModifiers())


# What is seen


def test_nothing_chosen_says_what_to_do(view: AttemptView):
    assert labels(view) == ["Choose an answer to hear it again and to read what you said."]
    assert all(not command.enabled for command in view.commands())


def test_an_answer_says_what_it_is(view: AttemptView):
    view.show_attempt(MODEL)
    view.show_take(0)
    seen = labels(view)
    assert seen[:3] == [MODEL.title, MODEL.constraint, MODEL.facts]
    assert "0:00 / 2:38" in seen
    assert button(view, "Rate it now").isVisible()
    view.show_attempt(replace(MODEL, can_rate=False, constraint="", about="It is gone."))
    assert not button(view, "Rate it now").isVisible()
    assert MODEL.constraint not in labels(view)
    assert "It is gone." in labels(view)


def test_what_was_asked_is_there_answered_or_not(view: AttemptView):
    view.show_attempt(MODEL)
    assert not any("without an answer" in each for each in labels(view))
    asked = "Then, without an answer: And at ten times the load?"
    view.show_attempt(replace(MODEL, follow_up=asked))
    assert labels(view)[:4] == [MODEL.title, MODEL.constraint, asked, MODEL.facts]


def test_in_little_room_the_day_stands_above_the_button_and_not_as_a_column_beside_it(view: AttemptView):
    view.show_attempt(replace(MODEL, facts="Sunday, 22 November 15:58 · typed · depth 3, decided under the constraint"))
    view.resize(360, 600)
    view.layout().activate()
    (facts,) = (label for label in view.findChildren(QLabel) if label.text().startswith("Sunday"))
    rate = button(view, "Rate it now")
    assert rate.mapTo(view, QPoint()).y() > facts.mapTo(view, facts.rect().bottomLeft()).y()


# Another depth

RATED = replace(MODEL, rated=True, can_rate=False, can_change=True, depth=2)


def offered(view: AttemptView) -> bool:
    return view.findChild(DepthChange).isVisible()


def test_a_depth_is_changed_by_keys(qtbot: QtBot, view: AttemptView):
    view.show_attempt(RATED)
    view.show_take(0)
    assert button(view, "Change depth").isVisible()
    with qtbot.assertNotEmitted(view.depth_chosen):
        press(qtbot, view, "3")
    press(qtbot, view, "D")
    assert offered(view)
    with qtbot.waitSignal(view.depth_chosen) as told:
        press(qtbot, view, "3")
    assert told.args == [3]
    assert not offered(view)


def test_the_depth_that_stands_is_marked_and_has_the_keyboard(qtbot: QtBot, view: AttemptView):
    view.show_attempt(RATED)
    press(qtbot, view, "D")
    card = QApplication.focusWidget()
    assert (card.accessibleName(), card.property("suggested")) == ("Depth 2: Named the tradeoff", "true")
    assert NOTE in labels(view)
    press(qtbot, view, "Tab")
    assert DEPTHS[3].sentence in labels(view)
    with qtbot.waitSignal(view.depth_chosen) as told:
        press(qtbot, view, "Return")
    assert told.args == [3]


@pytest.mark.parametrize("key", ["Esc", "D", "2"])
def test_a_depth_is_left_as_it_is(qtbot: QtBot, view: AttemptView, key: str):
    view.show_attempt(RATED)
    press(qtbot, view, "D")
    with qtbot.assertNotEmitted(view.depth_chosen):
        press(qtbot, view, key)
    assert not offered(view)
    assert QApplication.focusWidget() is button(view, "Change depth")


def test_another_answer_is_offered_no_depth_unasked(qtbot: QtBot, view: AttemptView):
    view.show_attempt(RATED)
    press(qtbot, view, "D")
    view.show_attempt(replace(RATED, note="Of the same answer."))
    assert offered(view)
    view.show_attempt(replace(RATED, attempt=8))
    assert not offered(view)


def test_only_what_has_a_depth_can_have_another(qtbot: QtBot, view: AttemptView):
    view.show_attempt(MODEL)
    with qtbot.waitSignal(view.rate_requested):
        press(qtbot, view, "D")
    view.show_attempt(replace(RATED, can_change=False))
    press(qtbot, view, "D")
    assert not offered(view)
    command = next(each for each in view.commands() if each.text == "Change the depth")
    assert not command.enabled
    view.show_attempt(RATED)
    command = next(each for each in view.commands() if each.text == "Change the depth")
    assert command.enabled
    command.slot()
    assert offered(view)


def test_a_depth_is_changed_at_a_real_library(qtbot: QtBot, view: AttemptView, live: AttemptDesk):
    attempt = live.answer()
    rate(live.desk.real, attempt, "F1.a", 2, terms=USUAL, suggested=2, ticks=Ticks(), at=EVENING)
    live.open(attempt)
    press(qtbot, view, "D")
    press(qtbot, view, "1")
    assert [each.depth for each in live.desk.real.reviews()] == [1]
    assert any("depth 1, recited" in each for each in labels(view))
    live.history.undo()
    assert [each.depth for each in live.desk.real.reviews()] == [2]


def test_one_take_needs_no_tabs(qtbot: QtBot, view: AttemptView):
    view.show_attempt(replace(MODEL, takes=TAKES[:1]))
    assert "T" not in labels(view)
    view.show_attempt(MODEL)
    view.show_take(1)
    chosen = [each for each in view._take_group.buttons() if each.isChecked()]
    assert [each.text() for each in chosen] == ["Follow-up 1"]
    with qtbot.waitSignal(view.take_chosen) as told:
        view._take_group.button(0).click()
    assert told.args == [0]


def test_a_typed_answer_has_no_player(view: AttemptView):
    view.show_attempt(replace(MODEL, takes=(TakeModel("Answer", 0.0, typed=True),)))
    view.show_take(0)
    assert not view.findChild(PlaybackBar).isVisible()
    assert not next(c for c in view.commands() if c.key == "5").enabled


def test_silent_sound_cannot_be_played_and_says_why(view: AttemptView):
    view.show_attempt(replace(MODEL, takes=(TakeModel("Answer", 10.0, silent="It is gone."),)))
    view.show_take(0)
    view.show_trouble("It is gone.")
    assert not button(view, "Play").isEnabled()
    assert "It is gone." in labels(view)
    view.show_trouble("")
    assert "It is gone." not in labels(view)


def test_an_answer_in_the_trash_is_not_deleted_again(view: AttemptView):
    view.show_attempt(replace(MODEL, deleted=True))
    assert not button(view, "Delete").isVisible()


def test_what_was_done_is_said_for_a_moment(view: AttemptView):
    view.show_attempt(MODEL)
    view.say("Copied 2 words.")
    assert "Copied 2 words." in labels(view)
    view._silent_again.timeout.emit()
    assert "Copied 2 words." not in labels(view)
    view._silent_again.stop()


@pytest.mark.parametrize("caption", ["Rate it now", "Delete", "Export…"])
def test_what_others_do_is_asked_for_with_the_attempt(qtbot: QtBot, view: AttemptView, caption: str):
    view.show_attempt(MODEL)
    signal = {"Rate it now": view.rate_requested, "Delete": view.delete_requested, "Export…": view.export_requested}
    with qtbot.waitSignal(signal[caption]) as told:
        button(view, caption).click()
    assert told.args == [7]


# Following


def test_it_follows_only_what_plays_and_is_seen(view: AttemptView):
    view.show_attempt(MODEL)
    view.set_playing(True)
    assert view._frames.isActive()
    left: list[bool] = []
    view.left.connect(lambda: left.append(True))
    view.hide()
    assert not view._frames.isActive()
    assert left == [True]
    view.show()
    assert view._frames.isActive()
    view.set_playing(False)
    assert not view._frames.isActive()


@pytest.mark.parametrize(
    ("key", "check"),
    [
        ("5", lambda it: it.sound.playing),
        ("7", lambda it: it.sound.position == 5.0),
        ("R", lambda it: it.sound.playing),
        ("L", lambda it: it.sound.loop is not None),
        ("]", lambda it: it.settings.current.playback_speed == 1.25),
        ("-", lambda it: it.settings.current.playback_speed == 0.75),
        ("M", lambda it: it.desk.real.attempt(1).marked),
        ("W", lambda it: it.desk.transcribing.listening(1)),
    ],
)
def test_the_keys_of_the_pane(qtbot: QtBot, view: AttemptView, live: AttemptDesk, key: str, check: Callable[..., bool]):
    live.open()
    press(qtbot, view, key)
    assert check(live)
    view.set_playing(False)


def test_takes_are_walked_with_a_key_while_the_pane_has_the_keyboard(
    qtbot: QtBot, view: AttemptView, live: AttemptDesk
):
    live.open(live.answer(follow_up="I would shard it."))
    words(view).setFocus()
    press(qtbot, view, "T")
    assert live.sound.loaded is not None
    assert live.sound.loaded.name == live.takes(1)[1].sound
    press(qtbot, view, "Shift+T")
    assert live.sound.loaded.name == live.takes(1)[0].sound


def test_a_click_on_a_word_plays_from_there(qtbot: QtBot, view: AttemptView, live: AttemptDesk):
    live.open()
    text = words(view)
    place = SENTENCES.index("exact")
    at = text.cursorRect(text._cursor(place + 1)).center() + QPoint(2, 0)
    qtbot.mouseClick(text.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert (live.sound.position, live.sound.playing) == (12.0, True)
    assert text.marks().word == (place, place + len("exact"))
    live.presenter.leave()


def test_the_arrows_walk_and_enter_plays(qtbot: QtBot, view: AttemptView, live: AttemptDesk):
    live.open()
    words(view).setFocus()
    for key in ("Right", "Right", "Left", "Return"):
        press(qtbot, view, key)
    assert (live.sound.position, live.sound.playing) == (1.0, True)
    live.presenter.leave()


def test_a_click_on_the_waveform_goes_there(qtbot: QtBot, view: AttemptView, live: AttemptDesk):
    live.open()
    wave = view.findChild(Waveform)
    qtbot.mouseClick(wave, Qt.MouseButton.LeftButton, pos=QPoint(wave.width() // 2, 10))
    assert live.sound.position == pytest.approx(9.5, abs=0.1)


def test_copying_takes_what_is_selected_or_all(qtbot: QtBot, view: AttemptView, live: AttemptDesk):
    live.open()
    copy = next(command for command in view.commands() if command.key == "Ctrl+C")
    copy.slot()
    text = words(view)
    cursor = text.textCursor()
    cursor.setPosition(7)
    cursor.setPosition(12, cursor.MoveMode.KeepAnchor)
    text.setTextCursor(cursor)
    button(view, "Copy").click()
    assert live.copied == [SENTENCES, "cache"]
    view._silent_again.stop()


# The note


def test_a_note_is_written_saved_and_taken_back(qtbot: QtBot, view: AttemptView, live: AttemptDesk):
    live.open()
    press(qtbot, view, "N")
    qtbot.keyClicks(QApplication.focusWidget(), "Hear 5 again")
    press(qtbot, view, "Esc")
    assert live.desk.real.attempt(1).note == "Hear 5 again"
    assert QApplication.focusWidget() is words(view)
    assert not live.sound.playing
    live.history.undo()
    assert view._note.toPlainText() == ""
    assert live.desk.real.attempt(1).note == ""


@pytest.mark.parametrize("go", ["another", "nothing", "hide"])
def test_whatever_comes_next_the_note_is_saved_first(qtbot: QtBot, view: AttemptView, live: AttemptDesk, go: str):
    other = live.answer()
    attempt = live.open()
    view.focus_note()
    qtbot.keyClicks(QApplication.focusWidget(), "dear")
    if go == "hide":
        view.hide()
    else:
        live.presenter.open_attempt(other if go == "another" else None)
    assert live.desk.real.attempt(attempt).note == "dear"
    assert live.desk.real.attempt(other).note == ""


def test_what_is_being_written_is_not_replaced(qtbot: QtBot, view: AttemptView, live: AttemptDesk):
    live.open()
    view.focus_note()
    qtbot.keyClicks(QApplication.focusWidget(), "half a th")
    live.presenter.refresh()
    assert view._note.toPlainText() == "half a th"
    view.leave_note()


# Every size


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("size", [(720, 770), (450, 600)])
def test_nothing_is_cut_off_at_the_side(
    qapp: QApplication, qtbot: QtBot, shown: Shown, styled: None, size: tuple[int, int], scale: float
):
    apply(qapp, DARK, scale)
    view = AttemptView()
    room = shown(view)
    view.show_attempt(replace(MODEL, note="x"))
    view.show_words(Script())
    view.show_take(0)
    view.set_words_action("Redo the words")
    view.setFixedSize(*size)
    qtbot.waitUntil(lambda: view.width() == size[0])
    page = view._scroll.widget()
    qtbot.waitUntil(lambda: page.width() <= size[0])
    for label in view.findChildren(QLabel):
        if label.isVisible() and label.text():
            right = label.mapTo(view, QPoint(label.width(), 0)).x()
            assert right <= size[0], label.text()
            assert label.wordWrap() or label.width() >= label.sizeHint().width(), label.text()
    room.hide()


def test_larger_letters_get_more_room(view: AttemptView):
    before = view._note.height()
    font = view.font()
    font.setPixelSize(2 * view.fontInfo().pixelSize())
    view.setFont(font)
    assert view._note.minimumHeight() > before


# Speed


@pytest.fixture
def long(view: AttemptView) -> tuple[AttemptModel, TakeRecord]:
    """35 minutes: 6,000 words, a pause every minute."""
    said = transcript(("word " * 14 + "ends. ~4 Then ") * 400, word_s=0.35)
    take = TakeRecord(1, 7, 0, "", "a.flac", EVENING, 35 * 60 * 16_000, Ended.PERSON, "x", None, said)
    return replace(MODEL, takes=(TakeModel("Answer", take.seconds),)), take


def open_long(view: AttemptView, desk: Desk, long: tuple[AttemptModel, TakeRecord]) -> Script:
    model, take = long
    script = script_of((take,), desk.transcribing)
    view.show_attempt(model)
    view.show_words(script)
    view.show_take(0)
    view.repaint()
    return script


def test_a_long_answer_is_there_at_once(
    qtbot: QtBot, styled: None, view: AttemptView, desk: Desk, long: tuple[AttemptModel, TakeRecord]
):
    took = []
    for _ in range(3):
        begun = thread_time()
        open_long(view, desk, long)
        took.append(thread_time() - begun)
        view.show_nothing()
    assert min(took) < 0.3


def test_following_a_long_answer_costs_next_to_nothing(
    qtbot: QtBot, styled: None, view: AttemptView, desk: Desk, long: tuple[AttemptModel, TakeRecord]
):
    script = open_long(view, desk, long)
    view.show_wave(FakeWave(2100.0, (0.5,) * 600, ((60.0, 62.0),)))
    reading, text, took = script.readings[0], words(view), []
    for word in range(3000, 3100):
        begun = thread_time()
        view.show_position(reading.starts[word])
        view.mark(script.place_of(0, word, word), script.place_of(0, *reading.sentence_of(word)), follow=True)
        QApplication.sendPostedEvents()
        text.viewport().repaint()  # more than the two lines that change
        took.append(thread_time() - begun)
    assert statistics.median(took) < 0.006


def script(said: Transcript, desk: Desk, *, verbatim: bool = True) -> Script:
    take = TakeRecord(1, 7, 0, "", "a.flac", EVENING, 5 * 16_000, Ended.PERSON, "x", None, said)
    return script_of((take,), desk.transcribing, verbatim=verbatim)


@pytest.fixture
def unclear() -> Transcript:
    words = (Word("Um,", 0, 1, 0.9), Word("a", 1, 2, 0.9), Word("cache.", 2, 3, 0.9, "cash."))
    return replace(transcript("Um, a cache."), words=words)


def test_what_is_not_plain_words_is_said_in_one_line_and_to_a_screen_reader(
    view: AttemptView, desk: Desk, unclear: Transcript
):
    view.show_attempt(MODEL)
    view.show_words(script(unclear, desk))
    assert "At least 1 filler · 1 term repaired" in labels(view)
    assert "“cache” was repaired: heard as “cash”." in words(view).accessibleDescription()
    view.show_about("Repaired: heard as “cash”.")
    assert "Repaired: heard as “cash”." in labels(view)
    assert "At least 1 filler · 1 term repaired" not in labels(view)
    view.show_about("")
    assert "At least 1 filler · 1 term repaired" in labels(view)


def test_fillers_have_their_switch_where_there_are_some(
    qtbot: QtBot, view: AttemptView, desk: Desk, unclear: Transcript
):
    view.show_attempt(MODEL)
    view.show_words(script(transcript("Plain words."), desk))
    assert not button(view, "Hide fillers").isVisible()
    asked: list[bool] = []
    view.fillers_requested.connect(lambda: asked.append(True))
    view.show_words(script(unclear, desk))
    assert button(view, "Hide fillers").isVisible()
    press(qtbot, view, "F")
    assert asked == [True]
    view.show_words(script(unclear, desk, verbatim=False))
    assert button(view, "Show fillers").isVisible()
    assert words(view).toPlainText() == "A cache."


def test_f_leaves_fillers_out_of_a_real_answer(qtbot: QtBot, view: AttemptView, live: AttemptDesk):
    live.open(live.answer("Um, then a cache."))
    press(qtbot, view, "F")
    assert words(view).toPlainText() == "Then a cache."
    press(qtbot, view, "F")
    assert words(view).toPlainText() == "Um, then a cache."

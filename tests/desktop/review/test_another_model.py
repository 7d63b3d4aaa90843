"""Words of one recording from another model than the one that is set."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.review.attempt_model import model_choice
from desktop.review.model_menu import ModelMenu
from desktop.usable_models import usable_models
from tests.support.attempt_desk import AttemptDesk
from tests.support.desk import Desk

OWN = "/home/ada/models/distil & co"


@pytest.fixture
def review(desk: Desk) -> AttemptDesk:
    return AttemptDesk(desk)


def test_the_models_there_are_are_offered_and_one_is_used_once(review: AttemptDesk):
    review.desk.models = ("base", "small", OWN)
    attempt = review.open(review.answer("old words"))
    review.presenter.choose_model()
    assert review.screen.models == (("base", "base (wrote these words)"), ("small", "small"), (OWN, "distil & co"))
    review.presenter.redo_with("small")
    assert review.screen.action == "Stop the words"
    assert review.screen.text.startswith("old words\nWords are on their way")
    review.desk.recogniser.finish(review.takes(attempt)[0].id, "new words")
    assert review.screen.text == "new words"
    assert review.desk.recogniser.closed
    transcript = review.takes(attempt)[0].transcript
    assert transcript is not None
    assert transcript.model == "small"


def test_nothing_is_offered_while_words_come_or_where_there_is_no_sound(review: AttemptDesk):
    review.presenter.choose_model()
    attempt = review.open(review.answer("old words"))
    review.presenter.words_action()
    review.presenter.choose_model()
    assert review.screen.models == ()
    review.presenter.words_action()
    (review.desk.folder.recordings / review.takes(attempt)[0].sound).unlink()
    review.presenter.refresh()
    review.presenter.choose_model()
    review.presenter.redo_with("small")
    assert review.screen.models == ()


def test_words_that_wait_are_offered_at_once(review: AttemptDesk):
    review.desk.waits = "The words wait for mains power."
    attempt = review.answer("old words")
    review.desk.real.forget_transcript(review.takes(attempt)[0].id)
    review.desk.today.take_up_unfinished()
    review.open(attempt)
    assert (review.screen.text, review.screen.action) == ("The words wait for mains power.", "Transcribe now")
    review.presenter.words_action()
    assert review.screen.action == "Stop the words"


@pytest.mark.parametrize(
    ("model", "heard_by", "name"),
    [("small", "base", "small"), ("base", "base", "base (wrote these words)"), (OWN, "", "distil & co")],
)
def test_what_a_model_is_called(model: str, heard_by: str, name: str):
    assert model_choice(model, heard_by) == name


def test_the_menu_says_what_was_chosen(qtbot: QtBot):
    room = QWidget()
    qtbot.addWidget(room)
    menu = ModelMenu(room)
    menu.fill((("base", "base"), (OWN, "distil & co")))
    assert [action.text() for action in menu.actions()] == ["base", "distil && co"]
    with qtbot.waitSignal(menu.chosen) as chosen:
        menu.actions()[1].trigger()
    assert chosen.args == [OWN]
    menu.show_models((), room)
    assert not menu.isVisible()


def test_usable_is_what_is_installed_and_ones_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("VIVAVOCE_MODELS", str(tmp_path))
    assert usable_models("") == ()
    assert usable_models("base") == ()
    assert usable_models(OWN) == (OWN,)

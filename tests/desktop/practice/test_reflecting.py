"""After the answer: the words as they come, the ticks, the depth."""

from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from audio.transcription.recogniser import TakeFailed, Unavailable
from cards.rounds import Shown
from desktop.practice.reflect_view import ReflectView
from desktop.practice.wiring import wire_fillers
from desktop.settings.store import SettingsStore
from scheduler.depth import DEPTHS
from scheduler.memory import candidates, told
from tests.support.desk import Desk

# Reflecting


def test_every_tick_is_saved_at_once_and_suggests(desk: Desk):
    desk.begin()
    desk.answer()
    desk.answer()
    assert desk.reflect.model.suggested == 1
    desk.practice.judging.tick_key_point(0, True)
    desk.practice.judging.tick_dimension("m1", "not_shown")
    for place, suggested in enumerate((2, 3, 3, 4)):
        desk.practice.judging.tick_statement(place, True)
        assert desk.reflect.suggested == suggested
    ticks = desk.real.history()[0].ticks
    assert ticks.key_points == {"Claim 1": True, "Claim 2": False, "Claim 3": False, "Claim 4": False}
    assert set(ticks.statements.values()) == {True}
    assert ticks.dimensions == {"m1": Shown.NOT_SHOWN}
    desk.practice.judging.tick_statement(0, False)
    assert desk.reflect.suggested == 1


def test_without_an_answered_follow_up_four_is_not_suggested_and_may_be_chosen(desk: Desk):
    desk.begin()
    desk.answer_to_reflection()
    for place in range(4):
        desk.practice.judging.tick_statement(place, True)
        desk.practice.judging.tick_key_point(place, True)
    assert desk.reflect.suggested == 3
    desk.rate(4)
    (review,) = desk.real.reviews()
    assert (review.suggested_depth, review.depth) == (3, 4)


@pytest.mark.parametrize("depth", [3, 4])
def test_a_depth_that_few_points_support_is_asked_about_once(desk: Desk, depth: int):
    desk.begin()
    desk.answer_to_reflection()
    desk.practice.judging.tick_key_point(0, True)
    desk.rate(depth)
    assert desk.reflect.confirmation == (
        f"You ticked 1 of 4 points. Is it still {depth}? Press {depth} again to confirm."
    )
    assert desk.real.reviews() == ()
    desk.rate(depth)
    assert desk.outcome.model.label == DEPTHS[depth].label


def test_a_tick_in_between_takes_the_question_away(desk: Desk):
    desk.begin()
    desk.answer_to_reflection()
    desk.rate(3)
    desk.practice.judging.tick_statement(0, True)
    assert not desk.reflect.confirmation
    desk.rate(3)
    assert desk.reflect.confirmation
    desk.rate(4)  # another depth is another question
    assert desk.real.reviews() == ()
    desk.practice.judging.tick_key_point(0, True)
    desk.practice.judging.tick_key_point(1, True)
    desk.rate(3)
    assert desk.stage.screen == "outcome"


@pytest.mark.parametrize("depth", [1, 2, 3, 4])
def test_the_date_comes_only_after_the_rating(desk: Desk, depth: int):
    desk.begin()
    desk.answer_to_reflection()
    for place in range(4):
        desk.practice.judging.tick_key_point(place, True)
    assert desk.outcome.shown == []
    desk.rate(depth)
    model = desk.outcome.model
    (review,) = desk.real.reviews()
    assert model.depth == review.depth == depth
    assert f"{review.after.due:%A}, {review.after.due.day} {review.after.due:%B}" in model.comes_back
    assert model.why
    assert (model.model_answer, model.failure, model.wrong_claim) == (
        "It depends on the rows.",
        "It goes stale.",
        "More data always helps.",
    )
    assert model.answered == "fifty rows"


def test_an_answer_left_without_a_depth_can_get_one_later(desk: Desk):
    desk.begin("F1.a", "S1.a")
    desk.answer_to_reflection()
    desk.practice.judging.tick_key_point(1, True)
    desk.practice.leave()
    assert (desk.left, desk.stage.screen) == (1, "today")
    desk.practice.rate_later(desk.find("F1.a"), 1)
    assert desk.stage.screen == "reflect"
    assert desk.reflect.model.ticked == {1}
    assert desk.reflect.model.header.place.startswith("1 of 1")
    desk.rate(2)
    assert not desk.outcome.model.next_title
    assert [review.attempt for review in desk.real.reviews()] == [1]


def test_esc_in_the_follow_up_leaves_the_answer_for_later(desk: Desk):
    desk.begin("F1.a")
    desk.answer()
    desk.practice.leave()
    assert desk.left == 1
    assert [attempt.id for attempt in desk.real.unrated_attempts()] == [1]


@pytest.mark.parametrize("days", [0, 1, 5])
def test_a_rating_counts_for_the_study_day_of_its_answer(desk: Desk, days: int):
    desk.begin("F1.a")
    desk.answer_to_reflection()
    day, terms = desk.real.history()[0].study_day, desk.practice.judging.reflection.terms
    desk.clock.at += timedelta(days=days)
    desk.rate(2)
    (review,) = desk.real.reviews()
    assert review.study_day == day
    assert review.at.date() >= day + timedelta(days=days)
    assert review.after == candidates("F1.a", None, day, terms)[1].after
    assert desk.outcome.model.why == told(review, day + timedelta(days=days)).why


# Words


def test_words_appear_while_the_person_still_speaks(desk: Desk):
    desk.begin()
    desk.practice.asking.start()
    desk.recorder.speak(30)
    (take,) = desk.takes()
    desk.recogniser.hear(take.id, "I would")
    desk.recogniser.hear(take.id, "keep it")
    assert desk.ask.words == " I would keep it"
    assert desk.recogniser.followed[-1][1:] == (desk.recorder.path, 480_000, False)


def test_words_that_come_while_reflecting(desk: Desk):
    desk.begin()
    take = desk.answer_to_reflection()
    (said,) = desk.reflect.said
    assert (said.text, said.note) == ("", "Words are on their way: 0:00 of 0:02 heard.")
    desk.recogniser.hear(take, "I would")
    assert desk.reflect.said[0].text == "I would"
    desk.recogniser.finish(take, "keep it")
    (said,) = desk.reflect.said
    assert (said.text, said.note) == ("I would keep it", "")
    assert desk.real.history()[0].text == "I would keep it"


def test_words_of_the_follow_up_stand_under_its_question(desk: Desk):
    desk.begin()
    first, second = desk.answer(), desk.answer()
    desk.recogniser.finish(first, "one")
    desk.recogniser.finish(second, "two")
    assert [(said.heading, said.text) for said in desk.reflect.said] == [
        ("", "one"),
        ("Follow-up: And at ten times the load?", "two"),
    ]


def test_words_that_come_after_the_rating_and_after_the_session(desk: Desk):
    desk.begin("F1.a")
    first, second = desk.answer(), desk.answer()
    desk.rate(2)
    desk.recogniser.finish(first, "late")
    desk.practice.next()
    desk.recogniser.finish(second, "later")
    assert desk.real.history()[0].text == "late\n\nlater"
    assert desk.real.unarchived_takes() == ()
    assert {name.rpartition(".")[2] for name in desk.files()} == {"flac"}


def test_a_take_without_any_words(desk: Desk):
    desk.begin()
    desk.recogniser.finish(desk.answer_to_reflection())
    assert desk.reflect.said[0].note == "No words were heard."


def test_words_from_an_earlier_start_are_all_there(desk: Desk):
    desk.begin()
    take = desk.answer_to_reflection()
    desk.recogniser.hear(take, "before the")
    desk.rate(2)
    desk.sit_down()
    desk.today.take_up_unfinished()
    desk.undo()
    desk.recogniser.finish(take, "restart")
    assert [(said.text, said.note) for said in desk.reflect.said] == [("before the restart", "")]


@pytest.mark.parametrize("known", ["before", "after"])
def test_without_a_model_a_sentence_stands_for_the_words_and_rating_works(desk: Desk, known: str):
    desk.begin()
    if known == "before":
        desk.transcribing.hear(Unavailable("There is no model."))
    take = desk.answer_to_reflection()
    if known == "after":
        desk.transcribing.hear(Unavailable("There is no model."))
    desk.transcribing.hear(TakeFailed(take, "There is no model."))
    assert [(said.text, said.note) for said in desk.reflect.said] == [("", "There is no model.")]
    desk.rate(2)
    assert desk.stage.screen == "outcome"
    assert len(desk.real.unarchived_takes()) == 1


def test_fillers_go_and_come_back_in_the_answer_in_front(qtbot: QtBot, desk: Desk):
    desk.begin()
    take = desk.answer_to_reflection()
    desk.recogniser.finish(take, "Um, I would")
    settings = SettingsStore(desk.root / "settings.toml")
    settings.listeners.append(lambda each: setattr(desk, "settings", each))
    view = ReflectView()
    qtbot.addWidget(view)
    wire_fillers(view, desk.practice, settings)
    texts = []
    for _ in range(2):
        view.fillers_requested.emit()
        texts.append(desk.reflect.said[0].text)
    assert texts == ["I would", "Um, I would"]


def test_without_an_answer_in_front_there_is_nothing_to_show_again(desk: Desk):
    desk.practice.judging.words.show_again()
    assert desk.reflect.said == ()

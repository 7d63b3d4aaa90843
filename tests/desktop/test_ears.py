"""Processes that come and go with what is wanted of them."""

from pathlib import Path

import pytest

from audio.transcription.words import NO_HELP, Help
from desktop.ears import Ears, Sound
from tests.support.desk import FakeRecogniser

SOUND = Sound(Path("a.wav"), 16_000, True, Help(("CI/CD",)))
GROWING = Sound(Path("b.wav"), 99, False, NO_HELP)


class Room:
    """Ears, and all processes they ever had."""

    def __init__(self) -> None:
        self.model = "base"
        self.all: list[FakeRecogniser] = []
        self.ears = Ears(self._start, lambda: self.model)

    def _start(self, model: str, number: int) -> FakeRecogniser:
        self.all.append(FakeRecogniser(lambda _event, _number: None, model, number))
        return self.all[-1]

    @property
    def open(self) -> list[str]:
        return [each.model for each in self.all if not each.closed]


@pytest.fixture
def room() -> Room:
    return Room()


def test_one_process_is_started_when_it_is_needed_and_stays(room: Room):
    assert room.all == []
    room.ears.warm_up()
    room.ears.follow(1, SOUND)
    room.ears.follow(2, GROWING)
    room.ears.done(1)
    room.ears.done(2)
    assert room.open == ["base"]
    assert room.all[0].followed == [(1, Path("a.wav"), 16_000, True), (2, Path("b.wav"), 99, False)]
    assert room.all[0].helped == {1: Help(("CI/CD",)), 2: NO_HELP}
    room.ears.close()
    assert room.open == []


def test_another_model_has_a_process_for_as_long_as_it_is_wanted(room: Room):
    room.ears.follow(1, GROWING)
    room.ears.follow(2, SOUND, "small")
    assert room.open == ["base", "small"]
    assert room.ears.model_of(2) == "small"
    room.ears.follow(2, SOUND)
    assert room.open == ["base", "small"]
    room.ears.done(2)
    assert room.open == ["base"]
    assert room.ears.model_of(2) == "base"


def test_a_new_choice_counts_from_the_next_take_on(room: Room):
    room.ears.follow(1, GROWING)
    room.model = "tiny.en"
    room.ears.follow(1, GROWING)
    room.ears.follow(2, GROWING)
    assert [len(each.followed) for each in room.all] == [2, 1]
    assert room.open == ["base", "tiny.en"]
    room.ears.done(1)
    assert room.open == ["tiny.en"]


def test_what_is_stopped_does_not_count_any_more_and_the_rest_goes_on(room: Room):
    room.ears.follow(1, SOUND)
    room.ears.follow(2, GROWING)
    room.ears.forget(1)
    assert room.all[0].forgotten == [1]
    assert not room.ears.speaks(room.all[0].number, 1)
    assert room.ears.speaks(room.all[0].number, 2)
    assert room.open == ["base"]


def test_the_process_of_another_model_ends_with_what_is_stopped(room: Room):
    room.ears.warm_up()
    room.ears.follow(1, SOUND, "small")
    room.ears.forget(1)
    assert room.open == ["base"]


def test_what_nobody_listens_to_can_be_stopped_as_well(room: Room):
    room.ears.forget(9)
    room.ears.done(9)
    assert room.ears.cannot(9) == ()
    assert room.all == []


def test_a_model_that_cannot_be_used_is_asked_again_with_the_next_take(room: Room):
    room.ears.follow(1, SOUND)
    room.ears.follow(2, SOUND, "small")
    assert room.ears.cannot(room.all[0].number) == (1,)
    assert room.open == ["small"]
    room.ears.follow(3, SOUND)
    assert room.open == ["small", "base"]


def test_every_model_has_its_pace(room: Room):
    room.ears.follow(1, GROWING)
    room.ears.follow(2, SOUND, "small")
    room.ears.measured(1, 6, 30)
    room.ears.measured(2, 30, 30)
    assert room.ears.pace("base").factor == pytest.approx(0.2)
    assert room.ears.pace("small").factor == pytest.approx(1.0)
    assert room.ears.pace("tiny").factor is None


def test_what_was_once_measured_counts_until_it_is_measured_again(room: Room):
    ears = Ears(room._start, lambda: "base", {"base": 0.5}.get)
    assert ears.pace("base").factor == 0.5
    ears.follow(1, SOUND)
    ears.measured(1, 30, 30)
    assert ears.pace("base").factor == pytest.approx(0.7)


def test_the_newest_words_come_first(room: Room):
    for take in (1, 2, 3):
        room.ears.follow(take, SOUND)
    room.ears.follow(4, SOUND, "small")
    assert room.ears.before(2) == (2, 3)
    assert room.ears.before(4) == (4,)
    assert room.ears.before(9) == ()


def test_what_is_still_said_when_the_app_closes_starts_no_process(room: Room):
    """The recorder tells of its last samples after everything else was let go."""
    room.ears.follow(1, GROWING)
    room.ears.close()
    room.ears.follow(1, GROWING)
    room.ears.follow(2, SOUND)
    room.ears.warm_up()
    assert [len(each.followed) for each in room.all] == [1]
    assert room.open == []

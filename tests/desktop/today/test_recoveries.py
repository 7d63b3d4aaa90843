"""Today: what a crash left, and what an earlier run could not finish."""

from datetime import timedelta
from pathlib import Path

import pytest

from audio.errors import NoLoudspeaker
from audio.heard import Ended as PlayedOut
from audio.heard import PlayFailed
from audio.transcription.journal import JournalWriter, journal_of
from audio.wav import RATE_HZ, repair, samples_in
from cards.attempt import Ended
from cards.deck import Deck
from cards.library import LibraryFull
from desktop.folders import DataFolder
from desktop.trash import KEPT, sweep
from tests.support.desk import EVENING, Desk, write_wav


@pytest.fixture(autouse=True)
def deck(desk: Desk) -> None:
    desk.today.use_deck(Deck(desk.prompts, ()))


def left_by_a_crash(desk: Desk, seconds: float | None = 102.0, prompt: str = "F1.a") -> int:
    """A take that began and never ended; returns its number. None: the crash came before the file."""
    at = EVENING
    sound = desk.folder.new_recording(prompt, at)
    take = desk.real.begin_answer(prompt, "fifty rows", at, at.date(), "", sound.name).id
    if seconds is not None:
        write_wav(sound, round(seconds * RATE_HZ))
    return take


def sound_of(desk: Desk, take: int) -> Path:
    return desk.folder.recordings / record(desk, take).sound


def record(desk: Desk, take: int):
    return next(each for each in desk.takes() if each.id == take)


# What a crash left


def test_what_a_crash_left_is_offered(desk: Desk):
    take = left_by_a_crash(desk)
    desk.today.refresh()
    (offered,) = desk.today_screen.model.recoveries
    assert (offered.take, offered.title, offered.cut_off_at, offered.length) == (
        take,
        "Title of F1.a",
        "18:01",
        "1:42",
    )


def test_a_take_whose_prompt_left_the_deck_is_offered_by_its_id(desk: Desk):
    left_by_a_crash(desk)
    desk.today.use_deck(Deck((), ()))
    desk.today.refresh()
    assert desk.today_screen.model.recoveries[0].title == "F1.a"


def test_keep_makes_the_file_whole_and_gives_it_words(desk: Desk):
    take = left_by_a_crash(desk, 2)
    sound = sound_of(desk, take)
    with sound.open("ab") as file:
        file.write(b"\1")  # half a sample, as a crash leaves it
    desk.today.refresh()
    desk.today.keep(take)
    kept = record(desk, take)
    assert (kept.samples, kept.ended, kept.discarded) == (32_000, Ended.CRASH, None)
    assert sound.stat().st_size == 44 + 64_000
    assert desk.today_screen.model.recoveries == ()
    assert desk.recogniser.followed == [(take, sound, 32_000, True)]
    desk.recogniser.finish(take, "what was said")
    assert desk.real.history()[0].text == "what was said"
    assert {Path(name).suffix for name in desk.files()} == {".flac"}


def test_discard_moves_the_sound_out_of_the_way(desk: Desk):
    take = left_by_a_crash(desk, 2)
    sound = sound_of(desk, take)
    JournalWriter(journal_of(sound), "base")
    desk.today.refresh()
    desk.today.discard(take)
    assert record(desk, take).discarded is not None
    assert desk.files() == set()
    assert desk.files(desk.folder.discarded) == {sound.name, journal_of(sound).name}
    assert desk.today_screen.model.recoveries == ()


def test_listening_plays_and_stops(desk: Desk):
    take = left_by_a_crash(desk, 2)
    desk.today.refresh()
    desk.today.listen(take)
    assert desk.player.sounding == sound_of(desk, take)
    assert desk.today_screen.listening == take
    desk.today.listen(take)
    assert (desk.player.sounding, desk.today_screen.listening) == (None, None)
    desk.today.listen(take)
    desk.player.playing = False
    desk.today.listened(PlayedOut())
    assert desk.today_screen.listening is None
    assert len(desk.real.unfinished_takes()) == 1


def test_the_end_of_one_recording_does_not_silence_the_next(desk: Desk):
    first, second = left_by_a_crash(desk, 2), left_by_a_crash(desk, 3)
    desk.today.refresh()
    desk.today.listen(first)
    desk.today.listen(second)
    desk.today.listened(PlayedOut())  # of the first
    assert desk.today_screen.listening == second
    desk.player.playing = False
    desk.today.listened(PlayedOut())
    assert desk.today_screen.listening is None


def test_the_end_of_one_recording_does_not_keep_the_next_from_beginning(desk: Desk):
    first, second = left_by_a_crash(desk, 2), left_by_a_crash(desk, 3)
    desk.today.refresh()
    desk.today.listen(first)
    desk.jobs.held = True
    desk.today.listen(second)
    desk.player.playing = False
    desk.today.listened(PlayedOut())  # of the first, while the second is made whole
    desk.jobs.let_go()
    assert desk.player.sounding == sound_of(desk, second)


def test_what_another_screen_plays_is_none_of_its_business(desk: Desk):
    left_by_a_crash(desk, 2)
    desk.today.refresh()
    desk.today.listened(PlayFailed(NoLoudspeaker("none")))
    assert desk.notices == {}


def test_no_loudspeaker_is_said(desk: Desk):
    take = left_by_a_crash(desk, 2)
    desk.today.refresh()
    desk.today.listen(take)
    desk.player.playing = False
    desk.today.listened(PlayFailed(NoLoudspeaker("none")))
    assert desk.notices == {"sound": str(NoLoudspeaker("none"))}
    assert desk.today_screen.listening is None


@pytest.mark.parametrize("press", ["keep", "discard", "start"])
def test_what_plays_stops_when_the_person_goes_on(desk: Desk, press: str):
    take = left_by_a_crash(desk, 2)
    desk.today.refresh()
    desk.today.listen(take)
    desk.today.start() if press == "start" else getattr(desk.today, press)(take)
    assert (desk.player.sounding, desk.today_screen.listening) == (None, None)


def test_a_take_that_begins_to_play_after_it_was_stopped_does_not(desk: Desk):
    take = left_by_a_crash(desk, 2)
    desk.today.refresh()
    desk.jobs.held = True
    desk.today.listen(take)
    desk.today.listen(take)
    desk.jobs.let_go()
    assert desk.player.sounding is None


def test_a_take_whose_file_is_away_waits_for_it(desk: Desk):
    take = left_by_a_crash(desk, 2)
    sound = sound_of(desk, take)
    away = sound.rename(sound.with_suffix(".away"))
    desk.today.refresh()
    assert desk.today_screen.model.recoveries == ()
    away.rename(sound)
    desk.today.refresh()
    assert [each.take for each in desk.today_screen.model.recoveries] == [take]


def test_a_take_without_sound_is_not_worth_a_question(desk: Desk):
    take = left_by_a_crash(desk, 0)
    desk.today.refresh()
    assert desk.today_screen.model.recoveries == ()
    assert record(desk, take).discarded is not None
    assert desk.real.unfinished_takes() == ()


def test_a_sound_file_that_went_away_in_the_meantime(desk: Desk):
    take = left_by_a_crash(desk, 2)
    desk.today.refresh()
    sound_of(desk, take).unlink()
    desk.today.listen(take)
    assert desk.today_screen.listening is None
    assert "could not be written" in desk.notices["sound"]
    desk.today.keep(take)
    assert record(desk, take).samples is None
    desk.today.discard(take)
    assert record(desk, take).discarded is not None


def test_a_file_that_is_no_take_can_only_be_discarded(desk: Desk):
    take = left_by_a_crash(desk, 2)
    sound_of(desk, take).write_bytes(b"not a recording" * 100)
    desk.today.refresh()
    desk.today.keep(take)
    assert "it is not a recording of this app" in desk.notices["library"]
    assert record(desk, take).samples is None
    assert sound_of(desk, take).read_bytes() == b"not a recording" * 100
    desk.today.discard(take)
    assert record(desk, take).discarded is not None
    assert desk.files(desk.folder.discarded) == {sound_of(desk, take).name}


@pytest.mark.parametrize("second", ["keep", "discard"])
def test_what_was_decided_is_not_decided_again(desk: Desk, second: str):
    take = left_by_a_crash(desk, 2)
    desk.today.refresh()
    desk.jobs.held = True
    desk.today.keep(take)
    getattr(desk.today, second)(take)
    desk.jobs.let_go()
    assert record(desk, take).discarded is None
    assert len(desk.recogniser.followed) == 1


def test_killed_while_it_is_discarded_no_file_stays_that_nobody_knows(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    take = left_by_a_crash(desk, 2)
    desk.today.refresh()

    def killed(_folder: DataFolder, _sound: Path) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(DataFolder, "discard", killed)
        desk.today.discard(take)
    assert record(desk, take).discarded is not None
    assert desk.real.unfinished_takes() == ()
    sweep(desk.real, desk.folder, desk.clock() + KEPT + timedelta(days=1))
    assert desk.files() == desk.files(desk.folder.discarded) == set()


@pytest.mark.parametrize(("decide", "step"), [("keep", "end_take"), ("discard", "drop_take")])
def test_a_decision_the_library_cannot_take_in_can_be_made_again(desk: Desk, decide: str, step: str):
    take = left_by_a_crash(desk, 2)
    desk.today.refresh()
    desk.library.failing[step] = LibraryFull(desk.folder.library, "no room")
    getattr(desk.today, decide)(take)
    assert "library" in desk.notices
    assert record(desk, take).samples is None
    desk.library.failing.clear()
    getattr(desk.today, decide)(take)
    assert record(desk, take).samples == 32_000


def test_numbers_of_takes_that_are_not_offered_are_ignored(desk: Desk):
    desk.today.refresh()
    for press in (desk.today.keep, desk.today.discard, desk.today.listen):
        press(99)
    assert desk.today_screen.listening is None
    assert not desk.notices


# What an earlier run could not finish


def kept(desk: Desk, seconds: float = 2) -> int:
    take = left_by_a_crash(desk, seconds)
    desk.real.end_take(take, repair(sound_of(desk, take)), Ended.PERSON)
    return take


def test_takes_without_words_are_taken_up(desk: Desk):
    take = kept(desk)
    desk.today.take_up_unfinished()
    assert desk.recogniser.followed == [(take, sound_of(desk, take), 32_000, True)]


def test_a_take_whose_sound_is_missing_waits_for_it(desk: Desk):
    take = kept(desk)
    sound = sound_of(desk, take)
    sound.rename(desk.root / "elsewhere.wav")
    desk.today.take_up_unfinished()
    assert desk.recogniser.followed == []
    (desk.root / "elsewhere.wav").rename(sound)
    desk.today.take_up_unfinished()
    assert len(desk.recogniser.followed) == 1
    assert samples_in(sound) == 32_000


def test_what_a_crash_left_beside_a_flac_is_taken_away(desk: Desk):
    take = kept(desk)
    wav = sound_of(desk, take)
    desk.transcribing.finish(record(desk, take), 32_000)
    desk.recogniser.finish(take, "words")
    write_wav(wav, 32_000)
    JournalWriter(journal_of(wav), "base")
    desk.sit_down()
    desk.today.take_up_unfinished()
    assert desk.files() == {sound_of(desk, take).name}
    assert sound_of(desk, take).suffix == ".flac"


def test_a_flac_the_library_does_not_know_takes_nothing_away(desk: Desk):
    take = kept(desk)
    wav = sound_of(desk, take)
    wav.with_suffix(".flac").write_bytes(b"half written")
    desk.today.take_up_unfinished()
    assert wav.exists()
    desk.recogniser.finish(take, "words")
    assert record(desk, take).sha256 is not None
    assert desk.files() == {wav.with_suffix(".flac").name}

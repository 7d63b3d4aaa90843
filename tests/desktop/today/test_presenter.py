"""Today: the queue, what a crash left, and what an earlier run could not finish."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from audio.errors import NoLoudspeaker
from audio.heard import Ended as PlayedOut
from audio.heard import PlayFailed
from audio.transcription.journal import JournalWriter, journal_of
from audio.wav import RATE_HZ, repair, samples_in
from cards.attempt import Ended
from cards.deck import Deck, DeckProblem
from cards.library import LibraryFull
from cards.prompt_state import PromptState
from cards.rounds import Round
from desktop.today.model import FIRST_RUN, NOTHING_DUE, WAY_BACK
from tests.support.desk import EVENING, Desk, ids, prompt, rated, write_wav


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


# The day


def test_the_first_run(desk: Desk):
    desk.today.refresh()
    model = desk.today_screen.model
    assert model.day == "Saturday, 21 November"
    assert model.headline == "Two prompts, about 8 minutes"
    assert model.note == FIRST_RUN
    assert [(row.round, row.title, row.minutes) for row in model.rows] == [
        (Round.DESIGN, "Title of S1.a", 4),
        (Round.ML, "Title of F1.a", 4),
    ] or [row.title for row in model.rows] == ["Title of F1.a", "Title of S1.a"]
    assert (model.recoveries, model.deck_problems) == ((), ())
    assert desk.stage.phase == "Today"


def test_start_begins_with_the_queue_in_its_order(desk: Desk):
    desk.today.start()
    assert desk.begun == []
    desk.today.refresh()
    desk.today.start()
    assert [f"Title of {each}" for each in ids(desk.begun[0])] == [row.title for row in desk.today_screen.model.rows]
    assert desk.stage.screen == "ask"


def test_nothing_due_says_what_comes_next(desk: Desk):
    desk.begin()
    desk.answer_to_reflection()
    desk.rate(1)
    desk.practice.next()
    desk.answer_to_reflection()
    desk.rate(2)
    desk.practice.next()
    desk.today.refresh()
    model = desk.today_screen.model
    assert (model.headline, model.rows) == (NOTHING_DUE, ())
    first = min(schedule.due for schedule in desk.real.schedules().values())
    assert model.note == (
        f"The next prompt comes back on {first:%A}, {first.day} {first:%B}, "
        f"{'tomorrow' if (first - EVENING.date()).days == 1 else f'in {(first - EVENING.date()).days} days'}."
    )
    desk.today.start()
    assert desk.begun == []


def test_a_prompt_that_left_the_deck_is_not_announced(desk: Desk):
    desk.begin()
    for _ in desk.prompts:
        desk.answer_to_reflection()
        desk.rate(1)
        desk.practice.next()
    desk.today.use_deck(Deck((), ()))
    desk.clock.at += timedelta(days=30)
    desk.today.refresh()
    assert (desk.today_screen.model.headline, desk.today_screen.model.note) == (NOTHING_DUE, "")


def test_due_prompts_come_back(desk: Desk):
    desk.begin("F1.a")
    desk.answer_to_reflection()
    desk.rate(1)
    desk.practice.next()
    desk.clock.at += timedelta(days=2)
    desk.today.refresh()
    model = desk.today_screen.model
    assert model.rows[0].title == "Title of F1.a"
    assert model.rows[0].why.startswith("Due ")
    assert not model.note


def test_the_day_turns_at_four(desk: Desk):
    desk.clock.at = EVENING.replace(day=22, hour=3, minute=59)
    desk.today.refresh()
    assert desk.today_screen.model.day == "Saturday, 21 November"
    desk.clock.at += timedelta(minutes=1)
    desk.today.refresh()
    assert desk.today_screen.model.day == "Sunday, 22 November"


def test_deck_problems_are_shown_and_the_rest_is_asked(desk: Desk):
    problem = DeckProblem("own.toml", 3, "a quote is missing.", "Close it.")
    desk.today.use_deck(Deck(desk.prompts[:1], (problem,)))
    desk.today.refresh()
    model = desk.today_screen.model
    assert model.deck_problems == (str(problem),)
    assert len(model.rows) == 1
    assert desk.today.prompt("S1.a") is None


def test_a_library_that_cannot_be_read_is_said(desk: Desk):
    error = LibraryFull(desk.folder.library, "no room")
    desk.library.failing["reviews"] = error
    desk.today.refresh()
    assert desk.notices == {"library": str(error)}
    assert desk.today_screen.shown == []


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


@pytest.mark.parametrize("decide", ["keep", "discard"])
def test_a_decision_the_library_cannot_take_in_can_be_made_again(desk: Desk, decide: str):
    take = left_by_a_crash(desk, 2)
    desk.today.refresh()
    desk.library.failing["end_take"] = LibraryFull(desk.folder.library, "no room")
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


# What a session left without a depth


def unrated(desk: Desk, prompt: str = "F1.a") -> int:
    """An answer that was given and kept, and whose session was left; returns its attempt."""
    desk.begin(prompt)
    desk.answer_to_reflection()
    desk.practice.leave()
    return desk.real.history()[0].id


def test_an_answer_without_a_depth_is_offered_until_it_has_one(desk: Desk):
    attempt = unrated(desk)
    desk.today.refresh()
    (offered,) = desk.today_screen.model.unrated
    assert (offered.attempt, offered.title) == (attempt, "Title of F1.a")
    assert offered.when.startswith("today at ")
    desk.today.rate(attempt)
    assert desk.stage.screen == "reflect"
    desk.rate(2)
    desk.practice.next()
    desk.today.refresh()
    assert desk.today_screen.model.unrated == ()


def test_only_the_newest_few_are_offered(desk: Desk):
    attempts = [unrated(desk) for _ in range(5)]
    desk.today.refresh()
    assert [each.attempt for each in desk.today_screen.model.unrated] == attempts[:1:-1]


def test_an_answer_of_another_day_names_it(desk: Desk):
    unrated(desk)
    desk.clock.at += timedelta(days=2)
    desk.today.refresh()
    assert desk.today_screen.model.unrated[0].when.startswith("on Saturday, 21 November at ")


def test_an_attempt_that_is_not_offered_cannot_be_rated(desk: Desk):
    desk.today.refresh()
    desk.today.rate(7)
    assert desk.stage.screen == "today"


# A window that stays open


def test_the_day_turns_in_an_open_window(desk: Desk):
    desk.today.refresh()
    desk.today.turn_day()
    shown = desk.today_screen.model
    desk.clock.at += timedelta(days=1)
    desk.today.turn_day()
    assert desk.today_screen.model is not shown
    assert desk.today_screen.model.day == "Sunday, 22 November"


def test_nobody_starts_with_a_queue_that_is_being_read_anew(desk: Desk):
    desk.today.refresh()
    desk.jobs.held = True
    desk.today.refresh()
    desk.today.start()
    assert desk.begun == []
    desk.jobs.let_go()
    desk.today.start()
    assert len(desk.begun) == 1


# The length of a session


def many(desk: Desk, *seconds: int) -> None:
    """A deck of prompts, each so long to answer that it takes its seconds and two minutes more."""
    desk.prompts = tuple(prompt(f"P{n}", seconds=each, follow_up_seconds=60) for n, each in enumerate(seconds))
    desk.real.sync_prompts(desk.prompts, complete=True)
    desk.today.use_deck(Deck(desk.prompts, ()))
    desk.today.refresh()


def test_a_session_is_what_fits_into_its_minutes(desk: Desk):
    many(desk, *[180] * 8)
    model = desk.today_screen.model
    assert (model.headline, model.minutes, model.beyond) == (
        "Five prompts, about 25 minutes",
        25,
        "and three more that can wait",
    )
    desk.today.start()
    assert ids(desk.begun[0]) == ["P0", "P1", "P2", "P3", "P4"]
    assert desk.ask.model.header.place == "1 of 5 · 25 minutes left"
    assert desk.ask.model.header.why == model.rows[0].why


def test_the_length_is_changed_in_steps_and_remembered(desk: Desk):
    many(desk, *[180] * 20)
    chosen = []
    for _ in range(9):
        desk.today.longer()
        chosen.append(desk.settings.session_minutes)
    assert chosen == [30, 45, 60, 60, 60, 60, 60, 60, 60]
    assert desk.today_screen.model.headline == "Twelve prompts, about 60 minutes"
    for _ in range(9):
        desk.today.shorter()
    assert desk.settings.session_minutes == 10
    assert desk.today_screen.model.headline == "Two prompts, about 10 minutes"


def test_a_length_of_ones_own_has_neighbours_too(desk: Desk):
    desk.settings = replace(desk.settings, session_minutes=40)
    desk.today.longer()
    assert desk.settings.session_minutes == 40  # nothing is shown yet
    desk.today.refresh()
    desk.today.longer()
    assert desk.settings.session_minutes == 45
    desk.settings = replace(desk.settings, session_minutes=40)
    desk.today.shorter()
    assert desk.settings.session_minutes == 30


# Coming back


def test_after_days_away_there_is_a_short_way_back_in(desk: Desk):
    many(desk, *[180] * 8)
    rated(desk.real, 3, EVENING, "P3")
    rated(desk.real, 1, EVENING, "P4")
    desk.clock.at = EVENING + timedelta(days=20)
    desk.today.refresh()
    model = desk.today_screen.model
    assert (model.way_back, model.headline, model.note) == (True, WAY_BACK, "Two prompts, about 10 minutes.")
    assert model.rows[0].title == "Title of P3"
    assert not any("Due" in row.why or "overdue" in row.why for row in model.rows)
    assert model.beyond == ""
    desk.today.start()
    assert len(desk.begun[0]) == 2
    assert desk.ask.model.header.place == "1 of 2 · 10 minutes left"


def test_the_full_session_is_still_there(desk: Desk):
    many(desk, *[180] * 8)
    rated(desk.real, 3, EVENING, "P3")
    desk.clock.at = EVENING + timedelta(days=20)
    desk.today.refresh()
    desk.today.start_full()
    assert len(desk.begun[0]) == 5
    assert desk.ask.model.header.place == "1 of 5 · 25 minutes left"


def test_two_days_are_not_away(desk: Desk):
    rated(desk.real, 3, EVENING)
    desk.clock.at = EVENING + timedelta(days=2)
    desk.today.refresh()
    assert not desk.today_screen.model.way_back


def test_after_one_answer_nobody_is_away_any_more(desk: Desk):
    many(desk, *[180] * 8)
    rated(desk.real, 3, EVENING, "P3")
    desk.clock.at = EVENING + timedelta(days=20)
    rated(desk.real, 3, desk.clock.at, "P3")
    desk.today.refresh()
    assert not desk.today_screen.model.way_back


# What rests


def test_a_suspended_prompt_is_listed_until_it_is_woken(desk: Desk):
    desk.real.set_prompt_state("F1.a", PromptState(suspended=True, note="kept"))
    desk.today.refresh()
    (sleeper,) = desk.today_screen.model.suspended
    assert (sleeper.prompt, sleeper.round, sleeper.title) == ("F1.a", Round.ML, "Title of F1.a")
    assert [row.title for row in desk.today_screen.model.rows] == ["Title of S1.a"]
    desk.today.wake("F1.a")
    assert desk.today_screen.model.suspended == ()
    assert desk.real.prompt_states()["F1.a"] == PromptState(note="kept")
    assert desk.history.undo_name == "wake"
    desk.undo()
    assert [each.prompt for each in desk.today_screen.model.suspended] == ["F1.a"]


def test_where_everything_rests_nothing_is_due_and_the_first_to_wake_is_named(desk: Desk):
    for each in ids(desk.prompts):
        desk.real.set_prompt_state(each, PromptState(buried_until=EVENING.date() + timedelta(days=1)))
    desk.today.refresh()
    model = desk.today_screen.model
    assert (model.headline, model.minutes) == (NOTHING_DUE, 0)
    assert model.note == "The next prompt comes back on Sunday, 22 November, tomorrow."


def test_a_prompt_that_is_not_in_the_deck_cannot_be_woken(desk: Desk):
    desk.today.wake("gone")
    assert desk.history.undo_name == ""


# Yesterday


def test_yesterday_is_one_line(desk: Desk):
    desk.begin("F1.a")
    desk.answer_to_reflection()
    desk.rate(1)
    desk.practice.next()
    desk.today.refresh()
    assert desk.today_screen.model.yesterday is None
    desk.clock.at += timedelta(days=1)
    desk.today.refresh()
    line = desk.today_screen.model.yesterday
    assert line is not None
    assert line.sentence == (
        "Yesterday: 2 seconds, 1 answer. Listen again to “Title of F1.a”: it stayed at depth 1 (recited), and the "
        "prompt asks for 3."
    )
    assert line.attempt == desk.real.history()[0].id


def test_a_deep_yesterday_is_told_without_anything_to_hear_again(desk: Desk):
    desk.begin("F1.a")
    desk.answer_to_reflection()
    for _ in range(2):
        desk.rate(4)
    desk.practice.next()
    desk.clock.at += timedelta(days=1)
    desk.today.refresh()
    line = desk.today_screen.model.yesterday
    assert line is not None
    assert (line.sentence, line.attempt) == ("Yesterday: 2 seconds, 1 answer.", None)

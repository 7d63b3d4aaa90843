"""The library beside a model of plain Python, through any sequence of what a person can do, reopening in between."""

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import replace
from datetime import date, datetime

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from cards.attempt import TYPED, AttemptRecord, Ended, TakeRecord, Ticks, Transcript
from cards.attempt_line import AttemptLine
from cards.library import RULES
from cards.prompt_state import PromptState
from cards.query import Query
from tests.cards.library.machine_log import LogMachine, prompt
from tests.cards.library.machine_values import PROMPTS, days, moments, numbers, states, texts, ticks_of, transcripts


def next_place(attempt: AttemptRecord):
    return max((take.position for take in attempt.takes), default=-1) + 1


def with_take(attempt: AttemptRecord, take: TakeRecord):
    """The attempt with one take more; a follow-up that is answered was shown."""
    return replace(attempt, takes=(*attempt.takes, take), follow_up=take.question or attempt.follow_up)


def shown(attempts: Iterable[AttemptRecord | AttemptLine]):
    """What an attempt and its line both say."""
    return {each.id: (each.prompt, each.at, each.study_day, each.marked, each.deleted) for each in attempts}


class LibraryMachine(LogMachine):
    def __init__(self) -> None:
        super().__init__()
        self.states: dict[str, PromptState] = {}

    def takes(self):
        return [take for attempt in self.attempts.values() for take in attempt.takes]

    def recordings(self):
        return [take for take in self.takes() if not take.typed]

    def change_attempt(self, data: st.DataObject, **changed: object):
        attempt = data.draw(st.sampled_from(sorted(self.attempts.keys() - self.purged)))
        self.attempts[attempt] = replace(self.attempts[attempt], **changed)
        return attempt

    def change_take(self, data: st.DataObject, **changed: object):
        take = data.draw(st.sampled_from(self.takes()))
        attempt = self.attempts[take.attempt]
        takes = tuple(replace(take, **changed) if other.id == take.id else other for other in attempt.takes)
        self.attempts[take.attempt] = replace(attempt, takes=takes)
        return take.id

    @precondition(lambda self: self.attempts)
    @rule(data=st.data(), question=texts, at=moments, day=days)
    def begin_take(self, data: st.DataObject, question: str, at: datetime, day: date):
        attempt = self.attempts[data.draw(st.sampled_from(sorted(self.attempts)))]
        sound = f"{next(self.sounds)}.wav"
        begun = self.library.begin_answer(attempt.prompt, "of no use", at, day, question, sound, attempt.id)
        place = next_place(attempt)
        take = TakeRecord(begun.id, attempt.id, place, question, sound, at, None, None, None, None, transcript=None)
        assert begun == take
        self.attempts[attempt.id] = with_take(attempt, take)

    @precondition(lambda self: self.takes())
    @rule(data=st.data(), samples=st.integers(0, 2**62), ended=st.sampled_from(Ended))
    def end_take(self, data: st.DataObject, samples: int, ended: Ended):
        self.library.end_take(self.change_take(data, samples=samples, ended=ended), samples, ended)

    @precondition(lambda self: self.takes())
    @rule(data=st.data(), at=moments)
    def discard_take(self, data: st.DataObject, at: datetime):
        self.library.discard_take(self.change_take(data, discarded=at), at)

    @precondition(lambda self: self.takes())
    @rule(data=st.data(), transcript=transcripts)
    def save_transcript(self, data: st.DataObject, transcript: Transcript):
        self.library.save_transcript(self.change_take(data, transcript=transcript), transcript)

    @precondition(lambda self: self.takes())
    @rule(data=st.data())
    def forget_transcript(self, data: st.DataObject):
        self.library.forget_transcript(self.change_take(data, transcript=None))

    @precondition(lambda self: self.attempts)
    @rule(data=st.data(), at=moments, question=texts, text=texts)
    def write_answer(self, data: st.DataObject, at: datetime, question: str, text: str):
        attempt = self.attempts[data.draw(st.sampled_from(sorted(self.attempts)))]
        written = self.library.write_answer(attempt.prompt, "", at, at.date(), question, text, attempt.id)
        said = Transcript(TYPED, text, (), at)
        place = next_place(attempt)
        take = TakeRecord(written.id, attempt.id, place, question, "", at, 0, Ended.PERSON, None, None, said)
        assert written == take
        self.attempts[attempt.id] = with_take(attempt, take)

    @precondition(lambda self: self.recordings())
    @rule(data=st.data(), sha256=texts)
    def archive_take(self, data: st.DataObject, sha256: str):
        chosen = data.draw(st.sampled_from(self.recordings()))
        attempt = self.attempts[chosen.attempt]
        changed = replace(chosen, sound=f"{chosen.id}.flac", sha256=sha256)
        takes = tuple(changed if take.id == chosen.id else take for take in attempt.takes)
        self.attempts[chosen.attempt] = replace(attempt, takes=takes)
        self.library.archive_take(chosen.id, changed.sound, sha256)

    @precondition(lambda self: self.attempts)
    @rule(data=st.data(), ticks=ticks_of)
    def save_ticks(self, data: st.DataObject, ticks: Ticks | None):
        attempt = self.attempts[data.draw(st.sampled_from(sorted(self.attempts)))]
        self.library.save_ticks(attempt.id, ticks)
        self.attempts[attempt.id] = replace(attempt, ticks=self.kept_ticks(attempt, ticks))

    @precondition(lambda self: self.attempts.keys() - self.purged)
    @rule(data=st.data(), note=texts)
    def save_note(self, data: st.DataObject, note: str):
        self.library.save_note(self.change_attempt(data, note=note), note)

    @precondition(lambda self: self.attempts.keys() - self.purged)
    @rule(data=st.data(), marked=st.booleans())
    def mark(self, data: st.DataObject, marked: bool):
        self.library.mark_attempt(self.change_attempt(data, marked=marked), marked)

    @precondition(lambda self: self.attempts.keys() - self.purged)
    @rule(data=st.data(), at=moments)
    def delete(self, data: st.DataObject, at: datetime):
        self.library.delete_attempts([self.change_attempt(data, deleted=at)], at)

    @precondition(lambda self: self.attempts.keys() - self.purged)
    @rule(data=st.data())
    def restore(self, data: st.DataObject):
        self.library.restore_attempts([self.change_attempt(data, deleted=None)])

    @rule(before=moments)
    def purge(self, before: datetime):
        sounds = []
        for number, attempt in self.attempts.items():
            goes = attempt.deleted is not None and attempt.deleted < before
            kept = tuple(take for take in attempt.takes if not (goes or (take.discarded and take.discarded < before)))
            sounds += [take.sound for take in attempt.takes if take not in kept and not take.typed]
            if goes:
                self.purged.add(number)
                attempt = replace(attempt, ticks=Ticks(), note="", marked=False)  # noqa: PLW2901 - the one that is left
            self.attempts[number] = replace(attempt, takes=kept)
        assert sorted(self.library.expired(before)) == sorted(sounds)
        self.library.purge(before)
        assert self.library.expired(before) == ()

    @rule(prompt_id=st.sampled_from(PROMPTS), state=states)
    def set_prompt_state(self, prompt_id: str, state: PromptState):
        self.library.set_prompt_state(prompt_id, state)
        self.states[prompt_id] = state

    @rule(
        key=texts.filter(lambda key: key != RULES),
        value=st.none() | st.booleans() | numbers | texts | st.lists(st.integers(), max_size=2),
    )
    def set_setting(self, key: str, value: object):
        self.library.set_setting(key, value)
        self.settings[key] = value

    @rule(kept=st.sets(st.sampled_from(PROMPTS)), complete=st.booleans())
    def sync(self, kept: set[str], complete: bool):
        self.library.sync_prompts([prompt(prompt_id) for prompt_id in kept], complete=complete)
        if complete:
            assert {found for name in PROMPTS for found in self.library.search_prompts(name)} == kept

    @invariant()
    def they_agree(self):
        if not hasattr(self, "library"):
            return
        assert {number: self.library.attempt(number) for number in self.attempts} == self.attempts
        present = {number: each for number, each in self.attempts.items() if each.deleted is None}
        history = {number: each for number, each in present.items() if each.review or each.kept_takes}
        assert {attempt.id: attempt for attempt in self.library.history()} == history
        assert shown(self.library.find_attempts(Query())) == shown(history.values())
        trash = [each for number, each in self.attempts.items() if each.deleted and number not in self.purged]
        assert shown(self.library.trash()) == shown(trash)
        default = PromptState()
        assert self.library.prompt_states() == {key: each for key, each in self.states.items() if each != default}
        unjudged = [
            number
            for number, each in present.items()
            if not each.review
            and number not in self.diagnosed
            and any(take.samples or take.typed for take in each.kept_takes)
        ]
        retired = {each.id for each in self.library.retired_prompts()}
        offered = {number for number in unjudged if present[number].prompt not in retired}
        assert {attempt.id for attempt in self.library.unrated_attempts()} == offered
        assert all(self.library.setting(key) == value for key, value in deepcopy(self.settings).items())
        open_takes = [take for attempt in present.values() for take in attempt.kept_takes]
        unfinished = {take.id for take in open_takes if take.samples is None}
        assert {take.id for take in self.library.unfinished_takes()} == unfinished
        done = {
            take.id for take in open_takes if take.sha256 is not None and take.transcript and take.transcript.complete
        }
        waiting = {take.id for take in open_takes if not take.typed} - unfinished - done
        assert {take.id for take in self.library.unarchived_takes()} == waiting


SETTINGS = settings(
    max_examples=25,
    stateful_step_count=25,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
TestLibraryMachine = LibraryMachine.TestCase
TestLibraryMachine.settings = SETTINGS
TestLogMachine = LogMachine.TestCase
TestLogMachine.settings = SETTINGS

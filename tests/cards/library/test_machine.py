"""The library beside a model of plain Python, through any sequence of what a person can do, reopening in between."""

import tempfile
from collections import Counter
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import count
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from cards.attempt import TYPED, AttemptRecord, Ended, Gap, TakeRecord, Ticks, Transcript, Word
from cards.attempt_line import AttemptLine
from cards.library import Library
from cards.prompt import Prompt
from cards.prompt_state import PromptState
from cards.query import Query
from cards.review import Memory, Review, Schedule
from cards.rounds import Round, Shown

PROMPTS = ("F5.a", "S1.a", "B1.a")
OPENED = datetime(2026, 1, 1, tzinfo=UTC)

texts = st.text(max_size=20)
offsets = st.integers(-14 * 3600, 14 * 3600).map(lambda seconds: timezone(timedelta(seconds=seconds)))
moments = st.builds(
    lambda at, zone: at.replace(tzinfo=UTC).astimezone(zone),
    st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)),  # noqa: DTZ001 - given its offset above
    offsets,
)
days = st.dates(date(2000, 1, 1), date(2100, 1, 1))
numbers = st.floats(allow_nan=False, allow_infinity=False)
words = st.builds(Word, texts, numbers, numbers, st.floats(0, 1), texts, st.booleans())
gaps = st.builds(Gap, numbers, numbers)
transcripts = st.builds(
    Transcript,
    texts,
    texts,
    st.lists(words, max_size=3).map(tuple),
    moments,
    st.booleans(),
    st.lists(gaps, max_size=2).map(tuple),
)
ticks_of = st.builds(
    Ticks,
    st.dictionaries(texts, st.booleans(), max_size=3),
    st.dictionaries(texts, st.booleans(), max_size=3),
    st.dictionaries(texts, st.sampled_from(Shown), max_size=3),
)
# Not -0.0: SQLite keeps whole floats as integers, which have no negative zero.
schedules = st.builds(
    Schedule, st.builds(Memory, st.floats(0.001, 36500), st.floats(1, 10)), days, days, st.integers(0, 99), st.just(0)
)
depths = st.integers(1, 4)
states = st.builds(PromptState, st.booleans(), st.none() | days, texts)


def prompt(prompt_id: str) -> Prompt:
    lists = {"constraints": (), "follow_ups": (), "key_points": (), "dimensions": ()}
    written = {"topic": "t", "title": prompt_id, "decision": "d", "failure": "", "wrong_claim": "", "model_answer": ""}
    sizes = {"seconds": 1, "follow_up_seconds": 1, "target_depth": 3, "year": 2026}
    return Prompt(id=prompt_id, round=Round.ML, **written, **lists, **sizes)


def next_place(attempt: AttemptRecord):
    return max((take.position for take in attempt.takes), default=-1) + 1


def shown(attempts: Iterable[AttemptRecord | AttemptLine]):
    """What an attempt and its line both say."""
    return {each.id: (each.prompt, each.at, each.study_day, each.marked, each.deleted) for each in attempts}


class LibraryMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "library.sqlite3"
        self.attempts: dict[int, AttemptRecord] = {}
        self.purged: set[int] = set()
        self.states: dict[str, PromptState] = {}
        self.sounds = count()
        self.log: list[Review] = []
        self.schedules: dict[str, Schedule] = {}
        self.settings: dict[str, object] = {}

    @initialize()
    def begin(self):
        self.library = Library.open(self.path, OPENED)
        self.library.sync_prompts([prompt(prompt_id) for prompt_id in PROMPTS], complete=True)

    def teardown(self):
        self.library.close()
        self.folder.cleanup()

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

    @rule()
    def reopen(self):
        self.library.back_up(OPENED)
        self.library.close()
        self.library = Library.open(self.path, OPENED)

    @rule(prompt_id=st.sampled_from(PROMPTS), constraint=texts, at=moments, day=days, question=texts)
    def begin_attempt(self, prompt_id: str, constraint: str, at: datetime, day: date, question: str):
        sound = f"{next(self.sounds)}.wav"
        begun = self.library.begin_answer(prompt_id, constraint, at, day, question, sound)
        take = TakeRecord(begun.id, begun.attempt, 0, question, sound, at, None, None, None, None, transcript=None)
        assert begun == take
        assert begun.attempt not in self.attempts
        self.attempts[take.attempt] = AttemptRecord(
            take.attempt, prompt_id, constraint, at, day, (take,), Ticks(), None
        )

    @precondition(lambda self: self.attempts)
    @rule(data=st.data(), question=texts, at=moments, day=days)
    def begin_take(self, data: st.DataObject, question: str, at: datetime, day: date):
        attempt = self.attempts[data.draw(st.sampled_from(sorted(self.attempts)))]
        sound = f"{next(self.sounds)}.wav"
        begun = self.library.begin_answer(attempt.prompt, "of no use", at, day, question, sound, attempt.id)
        place = next_place(attempt)
        take = TakeRecord(begun.id, attempt.id, place, question, sound, at, None, None, None, None, transcript=None)
        assert begun == take
        self.attempts[attempt.id] = replace(attempt, takes=(*attempt.takes, take))

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
        self.attempts[attempt.id] = replace(attempt, takes=(*attempt.takes, take))

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

    def kept_ticks(self, attempt: AttemptRecord, ticks: Ticks | None) -> Ticks:
        """What stays of them: nothing is ticked any more where what was said is gone for good."""
        return attempt.ticks if ticks is None or attempt.id in self.purged else ticks

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

    def unrated(self):
        return sorted(number for number, attempt in self.attempts.items() if attempt.review is None)

    @precondition(lambda self: self.unrated())
    @rule(data=st.data(), at=moments, day=days, depth=depths, after=schedules, ticks=st.none() | ticks_of)
    def add_review(
        self, data: st.DataObject, at: datetime, day: date, depth: int, after: Schedule, ticks: Ticks | None
    ):
        attempt = self.attempts[data.draw(st.sampled_from(self.unrated()))]
        before = self.schedules.get(attempt.prompt)
        suggested = data.draw(st.none() | depths)
        review = Review(attempt.id, attempt.prompt, at, day, suggested, depth, depth, True, before, after, 0.9)
        self.library.add_review(review, ticks)
        self.log.append(review)
        self.schedules[attempt.prompt] = after
        self.attempts[attempt.id] = replace(attempt, review=review, ticks=self.kept_ticks(attempt, ticks))

    @rule()
    def undo(self):
        last = self.log.pop() if self.log else None
        before = last.before if last else None
        assert self.library.undo_last_review(before) == last
        if last is None:
            return
        self.attempts[last.attempt] = replace(self.attempts[last.attempt], review=None)
        if before is None:
            del self.schedules[last.prompt]
        else:
            self.schedules[last.prompt] = before

    @rule(key=texts, value=st.none() | st.booleans() | numbers | texts | st.lists(st.integers(), max_size=2))
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
        at_prompt = Counter(attempt.prompt for attempt in history.values())
        assert all(self.library.attempts_at(prompt_id) == at_prompt[prompt_id] for prompt_id in PROMPTS)
        assert self.library.reviews() == tuple(self.log)
        assert self.library.schedules() == self.schedules
        assert all(self.library.setting(key) == value for key, value in deepcopy(self.settings).items())
        open_takes = [take for attempt in present.values() for take in attempt.kept_takes]
        unfinished = {take.id for take in open_takes if take.samples is None}
        assert {take.id for take in self.library.unfinished_takes()} == unfinished
        done = {
            take.id for take in open_takes if take.sha256 is not None and take.transcript and take.transcript.complete
        }
        waiting = {take.id for take in open_takes if not take.typed} - unfinished - done
        assert {take.id for take in self.library.unarchived_takes()} == waiting
        assert self.library.check(tuple) == ()


TestLibraryMachine = LibraryMachine.TestCase
TestLibraryMachine.settings = settings(
    max_examples=25,
    stateful_step_count=25,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

"""The half of the library's model that is the log: what can be done to it, and what must then be read from it."""

import tempfile
from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from cards.attempt import AttemptRecord, TakeRecord, Ticks
from cards.diagnostic import QUESTIONS, Diagnosed, Result
from cards.library import RULES, Library
from cards.practised import Answered, Judged, Seen
from cards.prompt import Prompt
from cards.review import Move, Review
from cards.rounds import Round
from tests.cards.library.machine_values import (
    PROMPTS,
    days,
    drafts,
    moments,
    results,
    retentions,
    rules,
    shifts,
    texts,
    ticks_of,
)
from tests.support.replaying import replayed, standing_after

OPENED = datetime(2026, 1, 1, tzinfo=UTC)


def prompt(prompt_id: str) -> Prompt:
    lists = {"constraints": (), "follow_ups": (), "key_points": (), "dimensions": ()}
    written = {"topic": "t", "title": prompt_id, "decision": "d", "failure": "", "wrong_claim": "", "model_answer": ""}
    sizes = {"seconds": 1, "follow_up_seconds": 1, "target_depth": 3, "year": 2026}
    return Prompt(id=prompt_id, round=Round.ML, **written, **lists, **sizes)


@dataclass(frozen=True)
class Moved:
    """A move as the model keeps it: with its change, and the attempt whose review it follows."""

    change: int
    attempt: int
    move: Move


class LogMachine(RuleBasedStateMachine):
    library: Library

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "library.sqlite3"
        self.sounds = count()
        self.attempts: dict[int, AttemptRecord] = {}
        self.purged: set[int] = set()
        self.settings: dict[str, object] = {}
        self.log: list[Review] = []
        self.moves: list[Moved] = []
        self.changes: list[tuple[int, dict[str, object]]] = []
        self.diagnosed: dict[int, Diagnosed] = {}

    @initialize()
    def begin(self):
        self.library = Library.open(self.path, OPENED)
        self.library.sync_prompts([prompt(prompt_id) for prompt_id in PROMPTS], complete=True)

    def teardown(self):
        if hasattr(self, "library"):
            self.library.close()
        self.folder.cleanup()

    @rule()
    def reopen(self):
        self.library.back_up(OPENED)
        self.library.close()
        self.library = Library.open(self.path, OPENED)

    @rule(prompt_id=st.sampled_from(PROMPTS), constraint=texts, at=moments, day=days, question=texts)
    def begin_attempt(self, prompt_id: str, constraint: str, at: datetime, day: date, question: str):
        self.begun(prompt_id, constraint, at, day, question)

    def begun(self, prompt_id: str, constraint: str, at: datetime, day: date, question: str) -> int:
        sound = f"{next(self.sounds)}.wav"
        begun = self.library.begin_answer(prompt_id, constraint, at, day, question, sound)
        take = TakeRecord(begun.id, begun.attempt, 0, question, sound, at, None, None, None, None, transcript=None)
        assert begun == take
        assert begun.attempt not in self.attempts
        self.attempts[take.attempt] = AttemptRecord(
            take.attempt, prompt_id, constraint, at, day, (take,), Ticks(), None, follow_up=question
        )
        return take.attempt

    @rule(data=st.data(), prompt_id=st.sampled_from(PROMPTS), at=moments, day=days, ticks=ticks_of)
    def answer(self, data: st.DataObject, prompt_id: str, at: datetime, day: date, ticks: Ticks):
        self.rate(self.begun(prompt_id, "", at, day, ""), data, ticks)

    def entries(self, prompt: str) -> list[Review | Move]:
        entries: list[Review | Move] = []
        for review in self.log:
            if review.prompt == prompt:
                entries.append(review)
                entries += [moved.move for moved in self.moves if moved.attempt == review.attempt]
        return entries

    def settle(self):
        """Let follow from the log what must."""
        after = {
            each.attempt: each
            for prompt in PROMPTS
            for each in replayed(self.entries(prompt))
            if isinstance(each, Review)
        }
        self.log = [after[review.attempt] for review in self.log]
        reviewed = {review.attempt: review for review in self.log}
        self.attempts = {
            number: replace(attempt, review=reviewed.get(number)) for number, attempt in self.attempts.items()
        }

    def unrated(self):
        return sorted(number for number, attempt in self.attempts.items() if attempt.review is None)

    def kept_ticks(self, attempt: AttemptRecord, ticks: Ticks | None) -> Ticks:
        """What stays of them: nothing is ticked any more where what was said is gone for good."""
        return attempt.ticks if ticks is None or attempt.id in self.purged else ticks

    @precondition(lambda self: self.unrated())
    @rule(data=st.data(), ticks=st.none() | ticks_of)
    def add_review(self, data: st.DataObject, ticks: Ticks | None):
        self.rate(data.draw(st.sampled_from(self.unrated())), data, ticks)

    def rate(self, number: int, data: st.DataObject, ticks: Ticks | None):
        attempt = self.attempts[number]
        draft = data.draw(drafts(attempt.id, attempt.prompt))
        *_, review = replayed([*self.entries(attempt.prompt), draft])
        assert isinstance(review, Review)
        self.library.add_review(review, ticks)
        self.log.append(review)
        self.attempts[attempt.id] = replace(attempt, ticks=self.kept_ticks(attempt, ticks))
        self.settle()

    @precondition(lambda self: self.log)
    @rule()
    def undo(self):
        last = self.log.pop()
        assert self.library.undo_last_review(replayed) == last
        self.moves = [moved for moved in self.moves if moved.attempt != last.attempt]
        self.settle()

    @precondition(lambda self: self.log)
    @rule(data=st.data(), back=st.booleans())
    def change_depth(self, data: st.DataObject, back: bool):
        place = data.draw(st.integers(0, len(self.log) - 1))
        review = self.log[place]
        draft = data.draw(drafts(review.attempt, review.prompt))
        former = self.library.change_depth([draft], replayed)
        assert [each.review for each in former] == [review]
        if back:
            self.library.undo_change_depth(former, replayed)
            return
        self.moves = [moved for moved in self.moves if moved.attempt != review.attempt]
        self.log[place] = replace(draft, study_day=review.study_day, counted_day=review.counted_day)
        self.settle()

    @precondition(lambda self: self.log)
    @rule(data=st.data(), at=moments, before=rules, after=rules)
    def change_rules(self, data: st.DataObject, at: datetime, before: dict[str, object], after: dict[str, object]):
        last = {review.prompt: review.attempt for review in self.log if review.affects_memory}
        moved = data.draw(st.sets(st.sampled_from(sorted(last))))
        moves = [
            Move(prompt, data.draw(retentions), data.draw(st.booleans()), data.draw(shifts)) for prompt in sorted(moved)
        ]
        change = self.library.change_rules(before, after, moves, at, replayed)
        self.changes.append((change, before))
        self.moves += [Moved(change, last[move.prompt], move) for move in moves]
        self.settings[RULES] = after
        self.settle()

    @precondition(lambda self: self.changes)
    @rule()
    def undo_rules(self):
        change, before = self.changes.pop()
        self.library.undo_rules(change, replayed)
        self.moves = [moved for moved in self.moves if moved.change != change]
        self.settings[RULES] = before
        self.settle()

    @precondition(lambda self: self.log)
    @rule(data=st.data())
    def correct_days(self, data: st.DataObject):
        in_order = sorted(self.log, key=lambda review: review.attempt)
        counted = [data.draw(st.just(review.study_day) | days) for review in in_order]
        former = {review.attempt: review.counted_day or review.study_day for review in in_order}
        other = sum(former[review.attempt] != day for review, day in zip(in_order, counted, strict=True))
        assert self.library.correct_days(counted, replayed) == other
        right = {review.attempt: day for review, day in zip(in_order, counted, strict=True)}
        self.log = [
            replace(each, counted_day=None if right[each.attempt] == each.study_day else right[each.attempt])
            for each in self.log
        ]
        self.settle()

    @precondition(lambda self: self.attempts.keys() - self.diagnosed.keys())
    @rule(data=st.data(), question=st.sampled_from(sorted(QUESTIONS)), result=results, at=moments, day=days)
    def add_diagnosis(self, data: st.DataObject, question: str, result: Result, at: datetime, day: date):
        attempt = data.draw(st.sampled_from(sorted(self.attempts.keys() - self.diagnosed.keys())))
        self.library.add_diagnosis(attempt, question, result, at, day)
        self.diagnosed[attempt] = Diagnosed(question, result, day, attempt)

    @precondition(lambda self: self.diagnosed)
    @rule(data=st.data())
    def undo_diagnosis(self, data: st.DataObject):
        attempt = data.draw(st.sampled_from(sorted(self.diagnosed)))
        assert self.library.undo_diagnosis(attempt) == self.diagnosed.pop(attempt)

    @precondition(lambda self: self.attempts)
    @rule(data=st.data(), text=texts)
    def show_follow_up(self, data: st.DataObject, text: str):
        attempt = data.draw(st.sampled_from(sorted(self.attempts)))
        self.library.show_follow_up(attempt, text)
        self.attempts[attempt] = replace(self.attempts[attempt], follow_up=text)

    @invariant()
    def the_log_is_the_truth(self):
        if not hasattr(self, "library"):
            return
        library, in_order = self.library, sorted(self.log, key=lambda review: review.attempt)
        assert library.reviews() == tuple(self.log)
        assert (library.last_review(), library.count_reviews()) == (self.log[-1] if self.log else None, len(self.log))
        for name in PROMPTS:
            assert library.reviews_of(name) == tuple(each for each in self.log if each.prompt == name)
        moved = {each.attempt for each in self.moves}
        assert all(library.was_moved(each.attempt) == (each.attempt in moved) for each in self.log)
        assert library.review_days() == tuple(review.study_day for review in in_order)
        standings = {prompt: standing_after(self.entries(prompt)) for prompt in PROMPTS}
        standings = {prompt: standing for prompt, standing in standings.items() if standing is not None}
        assert library.standings() == standings
        assert all(library.standing(prompt) == standings.get(prompt) for prompt in PROMPTS)
        assert library.last_depths() == {review.prompt: review.depth for review in self.log}
        assert library.schedules() == {prompt: standing.schedule for prompt, standing in standings.items()}
        assert all(library.schedule(prompt) == library.schedules().get(prompt) for prompt in PROMPTS)
        assert library.setting(RULES) == self.settings.get(RULES)
        assert library.check(replayed) == ()

    @invariant()
    def what_was_practised_follows_from_it(self):
        if not hasattr(self, "library"):
            return
        counted = [review.counted_day or review.study_day for review in self.log]
        assert self.library.latest_day() == max(counted, default=None)
        by_attempt = sorted((review.attempt, day) for review, day in zip(self.log, counted, strict=True))
        behind = [
            max((before for _, before in by_attempt[:place]), default=day) - day
            for place, (_, day) in enumerate(by_attempt)
        ]
        assert self.library.any_day_in_doubt(1) == any(each.days > 1 for each in behind)
        for place, (attempt, _) in enumerate(by_attempt):
            assert self.library.latest_day(before=attempt) == max((day for _, day in by_attempt[:place]), default=None)
        assert self.library.any_day_corrected() == any(review.counted_day for review in self.log)
        middle = sorted(counted)[len(counted) // 2] if counted else date.min
        for since in (date.min, middle):
            recent = [(review, day) for review, day in zip(self.log, counted, strict=True) if day >= since]
            assert self.library.answered(since) == tuple(
                Answered(each.prompt, day, each.depth, each.affects_memory, each.before is None) for each, day in recent
            )
            assert self.library.judged(since) == Counter(
                Judged(day, dimension, shown)
                for each, day in recent
                if each.affects_memory
                for dimension, shown in self.attempts[each.attempt].ticks.dimensions.items()
            )
        assert self.library.diagnosed() == tuple(self.diagnosed[attempt] for attempt in sorted(self.diagnosed))

    @invariant()
    def what_was_shown_is_known(self):
        if not hasattr(self, "library"):
            return
        for prompt in PROMPTS:
            shown = [attempt for _, attempt in sorted(self.attempts.items()) if attempt.prompt == prompt]
            follow_ups = {attempt.follow_up: attempt.id for attempt in shown if attempt.follow_up}
            assert self.library.seen(prompt) == Seen({each.constraint: each.id for each in shown}, follow_ups)

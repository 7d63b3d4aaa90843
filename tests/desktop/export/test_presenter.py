from collections import deque
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from audio.errors import AudioError
from cards.attempt import AttemptRecord, Ended, TakeRecord, Ticks, Transcript, Word
from desktop.export.presenter import ExportPresenter

MOMENT = datetime(2026, 11, 21, 9, 5, tzinfo=UTC)


class Attempts:
    """Stands for the library: every attempt was typed."""

    def attempt(self, number: int) -> AttemptRecord:
        words = Transcript("typed", f"answer {number}", (Word("answer", 0.0, 1.0, 1.0),), MOMENT)
        take = TakeRecord(number, number, 0, "", "", MOMENT, 0, Ended.PERSON, None, None, words)
        return AttemptRecord(number, f"P{number}", "50 ms", MOMENT, date(2026, 11, 21), (take,), Ticks(), None)


class Jobs:
    """Runs a job when the test says so."""

    def __init__(self) -> None:
        self.waiting: deque[Callable[[], None]] = deque()

    def library(self, work: Callable[..., Any], done: Callable[..., None], failed: Callable[..., None]) -> None:
        self.pool(lambda: work(Attempts()), done, failed)

    def pool(self, work: Callable[[], Any], done: Callable[..., None], failed: Callable[..., None]) -> None:
        def run() -> None:
            try:
                result = work()
            except AudioError as error:
                failed(error)
            else:
                done(result)

        self.waiting.append(run)

    def run(self, most: int = 1000) -> None:
        while self.waiting and most:
            self.waiting.popleft()()
            most -= 1


class Sheet:
    def __init__(self) -> None:
        self.asked: list[int] = []
        self.progress: list[tuple[int, int]] = []
        self.ends: list[tuple[str, tuple[str, ...], str]] = []

    def show_choice(self, answers: int) -> None:
        self.asked.append(answers)

    def show_progress(self, done: int, answers: int) -> None:
        self.progress.append((done, answers))

    def show_end(self, sentence: str, details: tuple[str, ...], tone: str) -> None:
        self.ends.append((sentence, details, tone))


@pytest.fixture
def jobs() -> Jobs:
    return Jobs()


@pytest.fixture
def sheet() -> Sheet:
    return Sheet()


@pytest.fixture
def presenter(sheet: Sheet, jobs: Jobs, tmp_path: Path) -> ExportPresenter:
    return ExportPresenter(sheet, jobs, tmp_path, lambda prompt: f"Title of {prompt}")


def test_a_selection_is_written_answer_by_answer(
    presenter: ExportPresenter, sheet: Sheet, jobs: Jobs, tmp_path: Path
) -> None:
    presenter.open([1, 2])
    presenter.start(("txt", "json"), tmp_path)
    jobs.run()
    assert sheet.asked == [2]
    assert sheet.progress == [(0, 2), (1, 2)]
    assert sheet.ends == [(f"4 files written to {tmp_path}.", (), "good")]
    assert "answer 2" in (tmp_path / "2026-11-21 0905 Title of P2.txt").read_text()


def test_it_ends_between_two_answers_and_what_is_written_stays(
    presenter: ExportPresenter, sheet: Sheet, jobs: Jobs, tmp_path: Path
) -> None:
    presenter.open([1, 2, 3])
    presenter.start(("txt",), tmp_path)
    jobs.run(1)
    presenter.cancel()
    jobs.run()
    assert sheet.ends == [(f"1 file written to {tmp_path}. Ended after 1 answer of 3.", (), "good")]
    assert len(list(tmp_path.iterdir())) == 1


def test_what_is_not_there_is_said_but_not_all_of_it(
    presenter: ExportPresenter, sheet: Sheet, jobs: Jobs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wordless(self: Attempts, number: int) -> AttemptRecord:
        take = TakeRecord(number, number, 0, "", "gone.wav", MOMENT, 9, Ended.PERSON, None, None, None)
        return AttemptRecord(number, f"P{number}", "50 ms", MOMENT, date(2026, 11, 21), (take,), Ticks(), None)

    monkeypatch.setattr(Attempts, "attempt", wordless)
    presenter.open(range(7))
    presenter.start(("srt",), tmp_path)
    jobs.run()
    ((sentence, details, tone),) = sheet.ends
    assert (sentence, tone) == ("Nothing was written.", "warn")
    assert len(details) == 6
    assert details[-1] == "And 2 more that are not there."


def test_a_folder_that_cannot_be_written_ends_it(
    presenter: ExportPresenter, sheet: Sheet, jobs: Jobs, tmp_path: Path
) -> None:
    presenter.open([1, 2])
    presenter.start(("txt",), tmp_path / "gone")
    jobs.run()
    ((sentence, _, tone),) = sheet.ends
    assert sentence.endswith("0 files written before.")
    assert tone == "danger"
    presenter.open([1])  # and it can be tried again
    presenter.start(("txt",), tmp_path)
    jobs.run()
    assert len(sheet.ends) == 2


def test_nothing_is_offered_for_no_answer_and_nothing_begins_twice(
    presenter: ExportPresenter, sheet: Sheet, jobs: Jobs, tmp_path: Path
) -> None:
    presenter.open([])
    presenter.open([1])
    presenter.start((), tmp_path)
    presenter.start(("txt",), tmp_path)
    presenter.start(("txt",), tmp_path)
    presenter.open([2])
    jobs.run()
    assert (sheet.asked, len(sheet.ends)) == ([1], 1)

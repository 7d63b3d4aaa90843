"""The real jobs: threads, a real library, and the window's thread that hears of them."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from audio.errors import NotSound
from cards.library import Library, LibraryFull, LibraryInUse
from desktop.jobs import Fault, ThreadJobs
from tests.support.desk import EVENING, prompt


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library.sqlite3"


@pytest.fixture
def jobs() -> Iterator[ThreadJobs]:
    made = ThreadJobs()
    yield made
    made.close()


@pytest.fixture
def opened(qtbot: QtBot, jobs: ThreadJobs, path: Path) -> ThreadJobs:
    done: list[bool] = []
    jobs.open(lambda: Library.open(path, EVENING), lambda: done.append(True), done.append)
    qtbot.waitUntil(lambda: done == [True])
    return jobs


def never(result: object) -> None:
    raise AssertionError(result)


def test_library_jobs_run_in_the_order_of_the_calls_on_one_thread(qtbot: QtBot, opened: ThreadJobs):
    threads, results = set(), []
    for number in range(50):

        def work(library: Library, number: int = number) -> int:
            threads.add(threading.current_thread().name)
            library.set_setting("last", number)
            return number

        opened.library(work, results.append, never)
    qtbot.waitUntil(lambda: len(results) == 50)
    assert results == list(range(50))
    assert len(threads) == 1


def test_results_come_back_on_the_thread_of_the_window(qtbot: QtBot, opened: ThreadJobs):
    threads: list[threading.Thread] = []

    def note(_: object) -> None:
        threads.append(threading.current_thread())

    def fail() -> None:
        raise NotSound(Path("x"), "no")

    opened.pool(lambda: None, note, never)
    opened.library(lambda library: None, note, never)
    opened.pool(fail, never, note)
    qtbot.waitUntil(lambda: len(threads) == 3)
    assert set(threads) == {threading.main_thread()}


def test_work_of_the_pool_runs_beside_the_library(qtbot: QtBot, opened: ThreadJobs):
    gate, results = threading.Event(), []
    opened.pool(lambda: gate.wait(60), results.append, never)
    opened.library(lambda library: gate.set(), lambda _: results.append("library"), never)
    qtbot.waitUntil(lambda: len(results) == 2)
    assert True in results


@pytest.mark.parametrize("error", [NotSound(Path("x"), "no"), LibraryFull(Path("x"), "no room")])
def test_errors_of_the_world_are_handed_over(qtbot: QtBot, opened: ThreadJobs, error: Exception):
    failures: list[Exception] = []

    def work() -> None:
        raise error

    opened.pool(work, never, failures.append)
    qtbot.waitUntil(lambda: bool(failures))
    assert failures == [error]


def test_errors_of_ours_are_raised_on_the_thread_of_the_window(qtbot: QtBot, opened: ThreadJobs):
    def work(library: Library) -> None:
        raise ZeroDivisionError("ours")

    told: list[Exception] = []
    with qtbot.captureExceptions() as caught:
        opened.library(work, never, told.append)
        qtbot.waitUntil(lambda: bool(caught))
    assert [str(error) for _, error, _ in caught] == ["ours"]
    assert [type(error) for error in told] == [Fault]


def test_a_job_before_the_library_is_open_is_a_fault_of_ours(qtbot: QtBot, jobs: ThreadJobs):
    with qtbot.captureExceptions() as caught:
        jobs.library(lambda library: None, never, lambda error: None)
        qtbot.waitUntil(lambda: bool(caught))
    assert [kind for kind, _, _ in caught] == [RuntimeError]


def test_opening_can_be_tried_again(qtbot: QtBot, jobs: ThreadJobs, path: Path):
    results: list[object] = []

    def refused() -> Library:
        raise LibraryInUse(path)

    jobs.open(refused, lambda: never(None), results.append)
    jobs.open(lambda: Library.open(path, EVENING), lambda: results.append("open"), never)
    qtbot.waitUntil(lambda: len(results) == 2)
    assert isinstance(results[0], LibraryInUse)
    assert results[1] == "open"


def test_close_finishes_what_was_begun(opened: ThreadJobs, path: Path):
    for number in range(20):
        opened.library(lambda library, number=number: library.set_setting("last", number), never, never)
    opened.library(lambda library: library.sync_prompts([prompt()], complete=True), never, never)
    opened.close()
    with Library.open(path, EVENING) as library:
        assert library.setting("last") == 19
        assert library.search_prompts("title") == ("F1.a",)
    assert not path.with_name(path.name + "-wal").exists()


def test_what_comes_back_after_closing_is_nobodys(qtbot: QtBot, opened: ThreadJobs):
    called: list[object] = []

    def again(result: object) -> None:
        called.append(result)
        opened.pool(lambda: None, called.append, called.append)

    opened.library(lambda library: 1, again, called.append)
    opened.pool(lambda: 2, again, called.append)
    opened.close()
    opened.library(lambda library: 3, again, called.append)
    opened.open(lambda: never(None), lambda: never(None), never)
    qtbot.wait(0)
    assert called == []


def test_closing_twice_is_closing_once(opened: ThreadJobs):
    opened.close()
    opened.close()


def test_closing_waits_for_a_library_that_is_being_opened(jobs: ThreadJobs, path: Path):
    gate = threading.Event()

    def slowly() -> Library:
        gate.wait(60)
        return Library.open(path, EVENING)

    jobs.open(slowly, lambda: never(None), never)
    closing = threading.Thread(target=jobs.close)
    closing.start()
    gate.set()
    closing.join(60)
    Library.open(path, EVENING).close()


def test_no_thread_is_left(path: Path):
    before = set(threading.enumerate())
    made = ThreadJobs()
    made.pool(lambda: None, never, never)
    made.open(lambda: Library.open(path, EVENING), lambda: None, never)
    made.close()
    assert set(threading.enumerate()) == before

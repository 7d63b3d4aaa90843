"""The app's side of the recogniser, with real processes that live and die as the test's script says."""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent

import pytest

from audio.transcription.catalogue import CATALOGUE
from audio.transcription.models import DEFAULT, models_folder
from audio.transcription.recogniser import (
    COMMAND,
    RESTARTS,
    Checked,
    HeardAhead,
    HeardAll,
    HeardMore,
    Loaded,
    TakeFailed,
    Unavailable,
    WorkerRecogniser,
)
from audio.transcription.words import HeardWord, Help, Window
from tests.support.fakes import Inbox

PREPARED = """
    import json, os, signal, sys, time
    from pathlib import Path
    folder, model = Path(__file__).parent, sys.argv[1]
    births = folder / "births"
    births.write_text(births.read_text() + "x" if births.exists() else "x")
    born = len(births.read_text())
    def say(**message):
        print(json.dumps(message), flush=True)
    def told():
        return json.loads(sys.stdin.readline() or os._exit(0))
    def window(until, *words):
        return {"from": 0, "to": until, "words": words, "gaps": []}
"""


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
def start(tmp_path: Path, inbox: Inbox) -> Iterator[Callable[[str], WorkerRecogniser]]:
    """Starts a recogniser whose process runs the given lines."""
    started: list[WorkerRecogniser] = []

    def run(script: str) -> WorkerRecogniser:
        (tmp_path / "worker.py").write_text(dedent(PREPARED) + dedent(script))
        started.append(WorkerRecogniser("made", inbox.put, (sys.executable, str(tmp_path / "worker.py"))))
        return started[-1]

    yield run
    for recogniser in started:
        recogniser.close()


def births(folder: Path) -> int:
    return len((folder / "births").read_text())


def test_it_hears_of_takes_and_tells_of_words(start: Callable[[str], WorkerRecogniser], inbox: Inbox) -> None:
    recogniser = start("""
        say(loaded=model)
        while True:
            take = told()
            word = [f" {take['sound']}", 0.5, 0.75, 0.9]
            say(ahead=take["take"], window=window(50, word))
            hints = [" ".join(take["hints"]), 1, 2, 0.5]
            say(heard=take["take"], window=window(take["samples"], word, hints), took_s=1.5)
            say(finished=take["take"])
            say(checked=take["take"])
    """)
    recogniser.follow(3, Path("a.wav"), 99, final=True, help=Help(("CI/CD", "Raft")))
    word = HeardWord(" a.wav", 0.5, 0.75, 0.9)
    assert [inbox.next() for _ in range(5)] == [
        Loaded("made"),
        HeardAhead(3, Window(0, 50, (word,))),
        HeardMore(3, Window(0, 99, (word, HeardWord("CI/CD Raft", 1, 2, 0.5))), 1.5),
        HeardAll(3),
        Checked(3),
    ]


def test_it_is_started_again_and_told_again_until_it_works(
    start: Callable[[str], WorkerRecogniser], inbox: Inbox, tmp_path: Path
) -> None:
    recogniser = start(f"""
        take = told()
        if born <= {RESTARTS}:
            os.kill(os.getpid(), signal.SIGKILL)
        say(finished=take["take"])
        told()
    """)
    recogniser.follow(1, Path("a.wav"), 10, final=True)
    assert inbox.next() == HeardAll(1)
    assert births(tmp_path) == RESTARTS + 1


def test_a_word_in_between_makes_it_worth_another_try(
    start: Callable[[str], WorkerRecogniser], inbox: Inbox, tmp_path: Path
) -> None:
    recogniser = start(f"""
        take = told()
        say(heard=1, window=window(born), took_s=1)
        if born > {2 * RESTARTS}:
            say(finished=1)
            told()
    """)
    recogniser.follow(1, Path("a.wav"), 10, final=True)
    inbox.wait_for(HeardAll)
    assert births(tmp_path) == 2 * RESTARTS + 1


def test_dying_for_ever_is_said_once_and_takes_get_a_sentence(
    start: Callable[[str], WorkerRecogniser], inbox: Inbox, tmp_path: Path
) -> None:
    recogniser = start("told(); sys.exit(3)")
    recogniser.follow(1, Path("a.wav"), 10, final=True)
    recogniser.follow(2, Path("b.wav"), 10, final=False)
    unavailable = inbox.wait_for(Unavailable)
    assert "the recordings are safe" in unavailable.why
    assert inbox.next() == TakeFailed(1, unavailable.why)
    assert births(tmp_path) == RESTARTS + 1
    assert recogniser.pid is None
    recogniser.follow(2, Path("b.wav"), 20, final=True)
    assert inbox.next() == TakeFailed(2, unavailable.why)
    recogniser.close()
    assert inbox.rest() == []


def test_a_take_that_it_dies_of_is_given_up_and_the_others_are_heard(
    start: Callable[[str], WorkerRecogniser], inbox: Inbox, tmp_path: Path
) -> None:
    """The newest take is not to blame: it has no window yet, and what is decoded meanwhile is an older one."""
    recogniser = start("""
        say(loaded=model)
        while True:
            take = told()
            if take["final"]:
                say(decoding=take["take"])
                if take["take"] == 1:
                    os._exit(1)
                say(finished=take["take"])
    """)
    recogniser.follow(1, Path("a.wav"), 10, final=True)
    recogniser.follow(2, Path("b.wav"), 10, final=False)
    failed = inbox.wait_for(TakeFailed)
    assert failed.take == 1
    assert "the recordings are safe" in failed.why
    recogniser.follow(1, Path("a.wav"), 10, final=True)
    assert inbox.wait_for(TakeFailed) == failed
    recogniser.follow(2, Path("b.wav"), 10, final=True)
    assert inbox.wait_for(HeardAll) == HeardAll(2)
    assert births(tmp_path) == RESTARTS + 2


def test_deaths_are_counted_for_each_take_and_forgiven_with_a_word(
    start: Callable[[str], WorkerRecogniser], inbox: Inbox, tmp_path: Path
) -> None:
    recogniser = start(f"""
        say(loaded=model)
        while True:
            take = told()["take"]
            say(decoding=take)
            if born == {RESTARTS + 1}:
                say(heard=take, window=window(born), took_s=1)
                say(decoding=take)
            if born <= {{1: {2 * RESTARTS}, 2: {3 * RESTARTS}}}[take]:
                os._exit(1)
            say(finished=take)
            say(checked=take)
    """)
    for take in (1, 2):
        recogniser.follow(take, Path("a.wav"), 10, final=True)
        while not isinstance(event := inbox.next(), HeardAll):
            assert isinstance(event, Loaded | HeardMore)
        assert inbox.next() == Checked(take)
    assert births(tmp_path) == 3 * RESTARTS + 1


def test_killed_while_it_has_nothing_to_do_it_is_started_with_the_next_take(
    start: Callable[[str], WorkerRecogniser], inbox: Inbox, tmp_path: Path
) -> None:
    recogniser = start("""
        say(loaded=model)
        while True:
            take = told()["take"]
            say(finished=take)
            say(checked=take)
    """)
    for take in range(1, 2 * RESTARTS):
        recogniser.follow(take, Path("a.wav"), 10, final=True)
        assert [inbox.next() for _ in range(3)] == [Loaded("made"), HeardAll(take), Checked(take)]
        process = recogniser._process
        assert process is not None
        process.kill()
        process.wait()
        assert births(tmp_path) == take


def test_close_does_not_wait_for_a_take_that_never_comes(
    start: Callable[[str], WorkerRecogniser], inbox: Inbox
) -> None:
    recogniser = start("say(loaded=model)")
    inbox.wait_for(Loaded)
    recogniser.close()
    assert not recogniser._thread.is_alive()
    assert inbox.rest() == []


def test_dying_again_and_again_before_it_decodes_anything_is_said_once(
    start: Callable[[str], WorkerRecogniser], inbox: Inbox, tmp_path: Path
) -> None:
    recogniser = start("""
        say(loaded=model)
        told()
        os._exit(1)
    """)
    recogniser.follow(1, Path("a.wav"), 10, final=True)
    unavailable = inbox.wait_for(Unavailable)
    assert inbox.next() == TakeFailed(1, unavailable.why)
    assert births(tmp_path) == RESTARTS + 1


def test_a_forgotten_take_is_not_to_blame(start: Callable[[str], WorkerRecogniser], inbox: Inbox) -> None:
    recogniser = start("""
        say(loaded=model)
        take = told()["take"]
        say(decoding=take)
        if take == 1:
            told()
            os._exit(1)
        say(finished=take)
        told()
    """)
    recogniser.follow(1, Path("a.wav"), 10, final=True)
    recogniser.forget(1)
    recogniser.follow(2, Path("b.wav"), 10, final=True)
    assert inbox.wait_for(HeardAll) == HeardAll(2)


def test_killed_while_terms_are_checked_it_says_once_that_there_are_words(
    start: Callable[[str], WorkerRecogniser], inbox: Inbox, tmp_path: Path
) -> None:
    recogniser = start("""
        say(loaded=model)
        take = told()["take"]
        say(finished=take)
        say(decoding=take)
        if born == 1:
            os._exit(1)
        say(checked=take)
        told()
    """)
    recogniser.follow(1, Path("a.wav"), 10, final=True)
    assert [inbox.next() for _ in range(4)] == [Loaded("made"), HeardAll(1), Loaded("made"), Checked(1)]
    assert births(tmp_path) == 2


@pytest.mark.parametrize(
    "end",
    ["say(decoding=1), os._exit(1)", 'say(failed=1, why="The disk is full.")', "os._exit(1)"],
    ids=["it dies of it", "it fails", "it dies before it has begun"],
)
def test_a_take_that_has_its_words_is_settled_although_its_terms_cannot_be_checked(
    start: Callable[[str], WorkerRecogniser], inbox: Inbox, end: str
) -> None:
    recogniser = start(f"""
        told()
        say(finished=1)
        {end}
        told()
    """)
    recogniser.follow(1, Path("a.wav"), 10, final=True)
    assert inbox.next() == HeardAll(1)
    while not isinstance(event := inbox.next(), Checked):
        assert isinstance(event, Unavailable)
    recogniser.close()
    assert inbox.rest() == []


def test_garbage_is_passed_over(start: Callable[[str], WorkerRecogniser], inbox: Inbox, tmp_path: Path) -> None:
    start(r"""
        for line in (b"Traceback", b"", b"{", b"[]", b"7", b'{"heard": 1}', b'{"sung": 1}', b"\xff\xfe\xc3"):
            sys.stdout.buffer.write(line + b"\n")
        sys.stdout.flush()
        if born == 2:
            say(loaded=model)
            told()
        sys.stdout.buffer.write(b'{"finished": "\xe2\x82')
    """)
    assert inbox.next() == Loaded("made")
    assert births(tmp_path) == 2


def test_without_a_model_it_is_said_once_and_not_tried_again(
    start: Callable[[str], WorkerRecogniser], inbox: Inbox, tmp_path: Path
) -> None:
    recogniser = start("""
        told()
        say(unavailable="ModelMissing", why="There is none.")
        sys.exit(1)
    """)
    recogniser.follow(1, Path("a.wav"), 10, final=True)
    assert [inbox.next() for _ in range(2)] == [Unavailable("There is none."), TakeFailed(1, "There is none.")]
    recogniser.close()
    assert inbox.rest() == []
    assert births(tmp_path) == 1


def test_without_a_model_after_many_deaths_it_is_still_said_once(
    start: Callable[[str], WorkerRecogniser], inbox: Inbox
) -> None:
    recogniser = start(f"""
        if born > {RESTARTS}:
            say(unavailable="ModelMissing", why="There is none.")
    """)
    assert inbox.next() == Unavailable("There is none.")
    recogniser._thread.join(30)
    assert inbox.rest() == []


def test_a_take_that_fails_is_not_told_again(start: Callable[[str], WorkerRecogniser], inbox: Inbox) -> None:
    recogniser = start("""
        take = told()
        if born == 1:
            say(failed=take["take"], why="It is gone.")
            told()
            os._exit(1)
        say(finished=take["take"])
        told()
    """)
    recogniser.follow(1, Path("a.wav"), 10, final=True)
    assert inbox.next() == TakeFailed(1, "It is gone.")
    recogniser.follow(2, Path("b.wav"), 10, final=True)
    assert inbox.next() == HeardAll(2)


def test_a_forgotten_take_is_not_told_again(start: Callable[[str], WorkerRecogniser], inbox: Inbox) -> None:
    recogniser = start("""
        say(loaded=model)
        if born == 1:
            told(), told(), told()
            os._exit(1)
        say(finished=told()["take"])
        told()
    """)
    recogniser.follow(1, Path("a.wav"), 10, final=False)
    recogniser.forget(1)
    recogniser.follow(2, Path("b.wav"), 10, final=True)
    assert inbox.wait_for(HeardAll) == HeardAll(2)


def test_nobody_waits_for_a_process_that_does_not_listen(
    start: Callable[[str], WorkerRecogniser], inbox: Inbox
) -> None:
    """It may be swapped out, or held by a debugger; it is told from the window's thread, five times a second."""
    recogniser = start("""
        say(loaded=model)
        time.sleep(1000)
    """)
    inbox.wait_for(Loaded)
    for samples in range(1000):
        recogniser.follow(1, Path("a.wav"), samples, final=False, help=Help(("CI/CD",) * 30))
    recogniser.close()
    assert inbox.rest() == []


def test_a_window_that_nobody_wants_any_more_is_not_decoded(
    start: Callable[[str], WorkerRecogniser], inbox: Inbox, tmp_path: Path
) -> None:
    """The take is forgotten when the process has set about it and has not been heard to say so."""
    recogniser = start("""
        say(loaded=model)
        take = told()["take"]
        while born == 1 and not (folder / "forgotten").exists():
            time.sleep(0.01)
        if born == 1:
            say(decoding=take)
            time.sleep(1000)
        say(finished=take)
        told()
    """)
    recogniser.follow(1, Path("a.wav"), 10, final=True)
    inbox.wait_for(Loaded)
    recogniser.forget(1)
    (tmp_path / "forgotten").touch()
    recogniser.follow(2, Path("b.wav"), 10, final=True)
    assert inbox.wait_for(HeardAll) == HeardAll(2)


def test_a_process_that_no_longer_listens_is_started_again(
    start: Callable[[str], WorkerRecogniser], inbox: Inbox, tmp_path: Path
) -> None:
    """What could not be sent to it stays in the pipe's buffer, where it must not become an error of ours."""
    recogniser = start("""
        if born == 1:
            os.close(0)
            say(loaded=model)
            while not (folder / "told").exists():
                time.sleep(0.01)
            os._exit(1)
        say(finished=told()["take"])
        told()
    """)
    inbox.wait_for(Loaded)
    recogniser.follow(1, Path("a.wav"), 10, final=True)
    (tmp_path / "told").touch()
    assert inbox.next() == HeardAll(1)


def test_a_program_that_cannot_be_started_is_a_sentence(inbox: Inbox, tmp_path: Path) -> None:
    recogniser = WorkerRecogniser("made", inbox.put, (str(tmp_path / "nothing"),))
    assert "the recordings are safe" in inbox.wait_for(Unavailable).why
    recogniser.follow(1, Path("a.wav"), 10, final=True)
    assert isinstance(inbox.next(), TakeFailed)
    recogniser.close()


def test_close_does_not_wait_for_what_it_is_doing(start: Callable[[str], WorkerRecogniser], inbox: Inbox) -> None:
    recogniser = start("""
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        say(loaded=model)
        time.sleep(1000)
    """)
    inbox.wait_for(Loaded)
    pid = recogniser.pid
    recogniser.close()
    recogniser.close()
    assert recogniser.pid is None
    assert pid is not None
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    assert inbox.rest() == []


def test_its_thread_does_not_keep_a_dying_app_alive(start: Callable[[str], WorkerRecogniser]) -> None:
    assert start("told()")._thread.daemon


@pytest.fixture
def real(inbox: Inbox) -> Iterator[Callable[[], WorkerRecogniser]]:
    started: list[WorkerRecogniser] = []

    def run() -> WorkerRecogniser:
        started.append(WorkerRecogniser(DEFAULT, inbox.put))
        return started[-1]

    yield run
    for recogniser in started:
        recogniser.close()


def test_the_real_worker_without_a_model_says_so(
    real: Callable[[], WorkerRecogniser], inbox: Inbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIVAVOCE_MODELS", str(tmp_path))
    real()
    assert inbox.next() == Unavailable(
        f"The speech model base is not installed in {tmp_path}, so there are no words; recordings are kept and get "
        "theirs later. Install it, or choose another, under Speech models in the Tools menu."
    )


def test_the_real_worker_refuses_an_altered_model(
    real: Callable[[], WorkerRecogniser], inbox: Inbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published = models_folder() / DEFAULT
    if not published.exists():
        pytest.skip("the model base is not installed (make model)")
    (tmp_path / DEFAULT).mkdir()
    for file in published.iterdir():
        (tmp_path / DEFAULT / file.name).symlink_to(file)
    config = (published / "config.json").read_bytes()
    (tmp_path / DEFAULT / "config.json").unlink()
    (tmp_path / DEFAULT / "config.json").write_bytes(bytes([config[0], config[1] ^ 1]) + config[2:])
    monkeypatch.setenv("VIVAVOCE_MODELS", str(tmp_path))
    real()
    why = inbox.wait_for(Unavailable).why
    assert "its file config.json differs from the published one" in why


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file that opens and cannot be read")
def test_the_real_worker_says_which_file_of_the_model_cannot_be_read(
    real: Callable[[], WorkerRecogniser], inbox: Inbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / DEFAULT).mkdir()
    for file in CATALOGUE[DEFAULT].files:
        (tmp_path / DEFAULT / file.name).symlink_to("/proc/self/mem")
    monkeypatch.setenv("VIVAVOCE_MODELS", str(tmp_path))
    real()
    why = inbox.wait_for(Unavailable).why
    assert f"its file model.bin could not be read in {tmp_path / DEFAULT} (Input/output error)" in why
    assert inbox.rest() == []


@pytest.mark.slow
def test_the_real_worker_is_deaf_to_the_terminal_and_ends_with_a_torn_message(
    real: Callable[[], WorkerRecogniser], inbox: Inbox
) -> None:
    recogniser = real()
    assert inbox.next() == Loaded(DEFAULT)
    process = recogniser._process
    assert process is not None
    assert process.stdin is not None
    os.kill(process.pid, signal.SIGINT)
    with recogniser._lock:
        recogniser._closed = True
        process.stdin.write('{"take": 1, "so')
        process.stdin.close()
    recogniser._thread.join(30)
    assert process.returncode == 0


def test_the_worker_is_run_without_the_current_folder_on_its_path() -> None:
    assert "-P" in COMMAND

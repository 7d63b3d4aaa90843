"""A model over the network, from a hub that behaves and from ones that do not. The process is the real one."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from audio.transcription.child import HUB, Child, Message, command_of
from audio.transcription.fetching import question
from audio.transcription.models import unfinished
from tests.support.disk import small_disk
from tests.support.fakes import Inbox
from tests.support.hub import Answer, Hub, Request, hub_with, model_of
from tests.support.processes import alive

WEIGHTS = os.urandom(3_000_000)
FILES = {"model.bin": WEIGHTS, "config.json": b"{}", "tokenizer.json": b'{"a": 1}' * 500, "vocabulary.txt": b"a\nb\n"}
MODEL = model_of(FILES)
STALL_S = 0.3
LONG_S = 30.0
END = object()


@pytest.fixture
def hub() -> Iterator[Hub]:
    with hub_with(dict(FILES)) as made:
        yield made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "models"


class Fetching:
    """The process, and what it says."""

    def __init__(self, endpoint: str, folder: Path, stall_s: float = LONG_S) -> None:
        self.inbox = Inbox()
        asked = question(MODEL, folder, stall_s)
        environment = {"HF_ENDPOINT": endpoint, "NO_PROXY": "*"}
        self.child = Child(command_of(HUB), asked, lambda each: self.inbox.put(each or END), environment)
        self.told: list[int] = []

    def end(self) -> Message:
        """Its last words; what it told on the way is kept."""
        last: Any = {}
        while (said := self.inbox.next()) is not END:
            assert isinstance(said, dict)
            if "bytes" in said:
                self.told.append(said["bytes"])
            else:
                last = said
        self.child.kill()
        return last


Fetch = Callable[..., Fetching]


@pytest.fixture
def fetch(hub: Hub, folder: Path) -> Fetch:
    return partial(Fetching, hub.endpoint, folder)


def test_a_model_comes_whole_to_its_place(fetch: Fetch, hub: Hub, folder: Path) -> None:
    fetching = fetch()
    assert fetching.end() == {"installed": str(folder / "made")}
    assert {file.name: file.read_bytes() for file in (folder / "made").iterdir()} == FILES
    assert not unfinished("made", folder).exists()
    assert fetching.told == sorted(fetching.told)
    assert fetching.told[-1] == MODEL.bytes
    assert {path for path, _ in hub.asked} == {f"/us/made/resolve/{'0' * 40}/{name}" for name in FILES}


def test_it_goes_on_where_it_was_cut_off(fetch: Fetch, hub: Hub) -> None:
    hub.answers["model.bin"] = lambda request: request.cut_off(1_000_000)
    assert "installed" in fetch().end()
    assert hub.ranges == [None, "bytes=1000000-", "bytes=2000000-"]


def test_a_connection_that_brings_nothing_again_and_again_is_a_sentence(fetch: Fetch, hub: Hub, folder: Path) -> None:
    hub.answers["model.bin"] = lambda request: request.cut_off(0)
    assert "breaks off again and again" in fetch().end()["failed"]
    assert not (folder / "made").exists()
    del hub.answers["model.bin"]
    assert "installed" in fetch().end()


def test_a_stall_is_a_sentence_and_what_came_is_gone_on_with(fetch: Fetch, hub: Hub, folder: Path) -> None:
    hub.answers["model.bin"] = lambda request: request.stall(after=1_500_000)
    assert fetch(STALL_S).end()["failed"] == (
        f"The speech model made is not installed because {hub.endpoint.removeprefix('http://')} sent nothing for "
        "0.3 s; what came so far is kept. Install it again to go on from there."
    )
    assert not (folder / "made").exists()
    del hub.answers["model.bin"]
    again = fetch()
    assert "installed" in again.end()
    assert hub.ranges == [None, "bytes=1500000-"]
    assert again.told[0] > 1_500_000


def test_a_hub_that_never_answers_is_a_stall(fetch: Fetch, hub: Hub) -> None:
    hub.answers["config.json"] = lambda _: hub.over.wait(LONG_S)
    assert "sent nothing for 0.3 s" in fetch(STALL_S).end()["failed"]


def test_killed_it_is_gone_at_once_and_goes_on_later(fetch: Fetch, hub: Hub, folder: Path) -> None:
    hub.answers["model.bin"] = lambda request: request.stall(after=1_500_000)
    fetching = fetch()
    assert hub.stalled.wait(LONG_S)
    while fetching.inbox.next()["bytes"] < 1_000_000:
        pass
    fetching.child.kill()
    assert not alive(fetching.child.pid)
    assert fetching.inbox.rest() == [] or END not in fetching.inbox.rest()
    assert not (folder / "made").exists()
    kept = (unfinished("made", folder) / "model.bin.part").stat().st_size
    assert kept >= 1_000_000
    del hub.answers["model.bin"]
    assert "installed" in fetch().end()
    assert hub.ranges == [None, f"bytes={kept}-"]


def test_it_ends_with_the_app(fetch: Fetch, hub: Hub, folder: Path) -> None:
    hub.answers["model.bin"] = Request.stall
    program = (
        "import json, sys\n"
        "from audio.transcription.child import Child\n"
        "child = Child(json.loads(sys.argv[1]), json.loads(sys.argv[2]), lambda _: None)\n"
        "print(child.pid, flush=True)\n"
        "sys.stdin.read()\n"
    )
    import json  # noqa: PLC0415

    app = subprocess.Popen(
        [sys.executable, "-c", program, json.dumps(command_of(HUB)), json.dumps(question(MODEL, folder))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "HF_ENDPOINT": hub.endpoint},
    )
    assert app.stdout is not None
    pid = int(app.stdout.readline())
    assert hub.stalled.wait(LONG_S)
    pidfd = os.pidfd_open(pid)
    app.send_signal(signal.SIGKILL)
    app.communicate()
    import select  # noqa: PLC0415

    assert select.select([pidfd], [], [], LONG_S)[0], "the process is still there"
    os.close(pidfd)


def test_a_hub_that_is_deaf_to_ranges_begins_anew(fetch: Fetch, hub: Hub, folder: Path) -> None:
    hub.answers["model.bin"] = lambda request: request.cut_off(1_000_000) if not request.start else request.give_whole()
    assert "installed" in fetch().end()
    assert (folder / "made" / "model.bin").read_bytes() == WEIGHTS


@pytest.mark.parametrize(
    "answer",
    [
        lambda request: request.lie(length=len(WEIGHTS), content=bytes(len(WEIGHTS))),
        lambda request: request.lie(length=len(WEIGHTS) + 1, content=WEIGHTS + b"!"),
        lambda request: request.lie(length=len(WEIGHTS) - 1, content=WEIGHTS[:-1]),
        lambda request: request.lie(length=10**15, content=WEIGHTS),
        lambda request: request.lie(length=None, content=WEIGHTS + bytes(10_000_000)),
        lambda request: request.lie(length=None, content=WEIGHTS[:-1] + b"!"),
    ],
    ids=["other bytes", "longer", "shorter", "a petabyte", "endless", "one byte"],
)
def test_what_is_not_the_published_file_is_refused_and_not_kept(
    fetch: Fetch, hub: Hub, folder: Path, answer: Answer
) -> None:
    hub.answers["model.bin"] = answer
    assert "its file model.bin differs from the published one" in fetch().end()["failed"]
    assert not (folder / "made").exists()
    assert not list(unfinished("made", folder).glob("model.bin*"))
    del hub.answers["model.bin"]
    assert "installed" in fetch().end()


def test_a_lie_about_what_is_missing_is_refused(fetch: Fetch, hub: Hub) -> None:
    def lie(request: Request) -> None:
        if request.start:
            request.head(206, Content_Length=len(WEIGHTS), Content_Range=f"bytes 0-{len(WEIGHTS) - 1}/{len(WEIGHTS)}")
            request.wfile.write(WEIGHTS)
        else:
            request.cut_off(1_000_000)

    hub.answers["model.bin"] = lie
    assert "differs from the published one" in fetch().end()["failed"]


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (401, "does not give it (401)"),
        (404, "does not give it (404)"),
        (429, "has too much to do (429)"),
        (500, "has a fault of its own (500)"),
        (503, "has a fault of its own (503)"),
    ],
)
def test_a_refusal_is_a_sentence(fetch: Fetch, hub: Hub, status: int, sentence: str) -> None:
    hub.answers["tokenizer.json"] = lambda request: request.refuse(status)
    said = fetch().end()["failed"]
    assert sentence in said
    assert said.startswith("The speech model made is not installed because 127.0.0.1")


def test_it_is_sent_on_to_another_place_range_and_all(fetch: Fetch, hub: Hub) -> None:
    hub.files["weights"] = WEIGHTS
    hub.answers["model.bin"] = lambda request: request.send_on(f"{hub.endpoint}/elsewhere/weights")
    hub.answers["weights"] = lambda request: request.cut_off(2_000_000)
    assert "installed" in fetch().end()
    assert [span for path, span in hub.asked if path == "/elsewhere/weights"] == [None, "bytes=2000000-"]


@pytest.mark.parametrize("place", ["/us/made/resolve/x/model.bin", "ftp://127.0.0.1/model.bin"])
def test_a_walk_in_circles_is_a_sentence(fetch: Fetch, hub: Hub, place: str) -> None:
    hub.answers["model.bin"] = lambda request: request.send_on(place)
    assert "sends from one place to the next" in fetch().end()["failed"]


def test_without_a_network_it_says_so(folder: Path) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))  # bound and not listening: nobody else gets it, and nobody answers
        place = f"127.0.0.1:{nobody.getsockname()[1]}"
        assert Fetching(f"http://{place}", folder).end()["failed"] == (
            f"The speech model made is not installed because {place} could not be reached; what came so far is kept. "
            "Check the network. Install it again to go on from there."
        )


def test_an_installed_model_stands_until_the_new_one_is_right(fetch: Fetch, hub: Hub, folder: Path) -> None:
    (folder / "made").mkdir(parents=True)
    (folder / "made" / "model.bin").write_bytes(b"an earlier one")
    hub.answers["vocabulary.txt"] = lambda request: request.refuse(500)
    assert "failed" in fetch().end()
    assert (folder / "made" / "model.bin").read_bytes() == b"an earlier one"
    del hub.answers["vocabulary.txt"]
    assert "installed" in fetch().end()
    assert (folder / "made" / "model.bin").read_bytes() == WEIGHTS
    assert not [each for each in folder.iterdir() if each.is_dir() and each.name != "made"]


def test_a_finished_file_that_was_altered_meanwhile_comes_again(fetch: Fetch, hub: Hub, folder: Path) -> None:
    stage = unfinished("made", folder)
    stage.mkdir(parents=True)
    (stage / "config.json").write_bytes(b"[]")
    (stage / "vocabulary.txt").write_bytes(FILES["vocabulary.txt"])
    assert "installed" in fetch().end()
    assert (folder / "made" / "config.json").read_bytes() == b"{}"
    assert not [path for path, _ in hub.asked if path.endswith("vocabulary.txt")]


def test_two_at_once_do_not_write_into_each_other(fetch: Fetch, hub: Hub) -> None:
    hub.answers["model.bin"] = lambda request: request.stall(after=10)
    first = fetch()
    assert hub.stalled.wait(LONG_S)
    assert "it is being installed already" in fetch().end()["failed"]
    first.child.kill()


def test_a_full_disk_is_said_before_anything_comes(hub: Hub, tmp_path: Path) -> None:
    with small_disk(tmp_path / "small", 4_000_000) as small:
        said = Fetching(hub.endpoint, small).end()["failed"]
        assert "4 MB free and it needs 53 MB more" in said or "3 MB free" in said
        assert "Free some space" in said
    assert not hub.asked

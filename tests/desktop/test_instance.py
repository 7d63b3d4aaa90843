import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop import instance
from desktop.instance import FirstInstance, Knock, Knocks, address, may_listen, raised_first

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a pipe has no file")


@pytest.fixture
def runtime() -> Iterator[Path]:
    """A session's folder, with the short path that it always has."""
    with TemporaryDirectory(prefix="vv") as folder:
        yield Path(folder)


@pytest.fixture
def at(tmp_path: Path, runtime: Path) -> str:
    return address(tmp_path / "data", {"XDG_RUNTIME_DIR": str(runtime)})


@pytest.fixture
def come() -> list[str]:
    return []


@pytest.fixture
def first(qapp: QObject, at: str, come: list[str]) -> Iterator[FirstInstance]:
    made = FirstInstance(at, lambda: come.append("come"))
    yield made
    made.close()


def answer(qtbot: QtBot, at: str) -> bool:
    knock = Knock(at)
    with qtbot.waitSignal(knock.answered) as answered:
        knock.begin()
    return answered.args == [True]


def silent(at: str, listening: bool) -> socket.socket:
    """A socket at this address that never answers, or nobody even listens at, as kill -9 leaves it."""
    made = socket.socket(socket.AF_UNIX)
    made.bind(at)
    if listening:
        made.listen()
    return made


def test_every_data_folder_has_an_address_of_its_own(tmp_path: Path, runtime: Path):
    here = {"XDG_RUNTIME_DIR": str(runtime)}
    one, other = address(tmp_path / "one", here), address(tmp_path / "other", here)
    assert one != other
    assert address(tmp_path / "x" / ".." / "one", here) == one
    assert Path(one).parent == runtime
    assert len(address(tmp_path / ("long" * 40), here)) <= instance.LONGEST_PATH


@pytest.mark.parametrize("folder", ["", "/nonexistent", "/" + "x" * 90])
def test_without_a_folder_of_the_session_it_lies_among_the_temporary_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str
):
    monkeypatch.setattr("desktop.instance.gettempdir", lambda: str(tmp_path))
    assert Path(address(tmp_path / "data", {"XDG_RUNTIME_DIR": folder})).parent == tmp_path


def test_the_first_one_is_asked_to_come(qtbot: QtBot, first: FirstInstance, at: str, come: list[str]):
    first.listen()
    assert answer(qtbot, at)
    assert answer(qtbot, at)
    assert come == ["come", "come"]


def test_the_socket_is_for_this_user_alone(first: FirstInstance, at: str):
    first.listen()
    assert Path(at).stat().st_mode & 0o077 == 0


def test_before_there_is_a_window_the_answer_is_waited_for(first: FirstInstance, at: str, come: list[str]):
    assert not raised_first(at)
    first.listen()
    assert raised_first(at)
    assert come == ["come"]


def test_what_kill_leaves_is_taken_away(qtbot: QtBot, first: FirstInstance, at: str):
    silent(at, listening=False).close()
    assert not raised_first(at)
    first.listen()
    qtbot.waitUntil(lambda: first._server is not None)
    assert answer(qtbot, at)


def test_one_that_does_not_answer_is_not_waited_for_long(at: str, monkeypatch: pytest.MonkeyPatch, qapp: QObject):
    monkeypatch.setattr(instance, "PATIENCE_MS", 20)
    with silent(at, listening=True):
        assert not raised_first(at)


def test_the_one_that_listens_keeps_its_place(
    qtbot: QtBot, first: FirstInstance, at: str, come: list[str], qapp: QObject
):
    first.listen()
    late = FirstInstance(at, lambda: come.append("late"))
    late.listen()
    qtbot.waitUntil(lambda: bool(come))
    assert late._server is None
    assert answer(qtbot, at)
    late.close()
    assert set(come) == {"come"}


def test_closing_while_somebody_is_asked(qtbot: QtBot, first: FirstInstance, at: str):
    silent(at, listening=False).close()
    knocked = FirstInstance(at, lambda: None)
    knocked._knock = Knock(at)
    knocked.close()
    knocked._open()
    assert knocked._server is None


def test_what_is_no_socket_of_ours_is_left_alone(at: str, tmp_path: Path):
    assert not may_listen(at)
    Path(at).write_text("a file")
    assert not may_listen(at)
    Path(at).unlink()
    silent(str(tmp_path / "other"), listening=False).close()
    Path(at).symlink_to(tmp_path / "other")
    assert not may_listen(at)


@pytest.mark.parametrize("sent", [b"hello\n", b"\n", b"x" * 4000, b"raise \xff\xfe\n", b"raise " + b"y" * 400 + b"\n"])
def test_nonsense_harms_nothing(
    qtbot: QtBot, first: FirstInstance, at: str, monkeypatch: pytest.MonkeyPatch, sent: bytes
):
    monkeypatch.delenv(instance.ACTIVATION, raising=False)
    first.listen()
    with socket.socket(socket.AF_UNIX) as stranger:
        stranger.connect(at)
        stranger.sendall(sent)
        assert answer(qtbot, at)
    assert instance.ACTIVATION not in os.environ


def test_the_leave_to_come_to_the_front_is_handed_on(
    qtbot: QtBot, first: FirstInstance, at: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv(instance.ACTIVATION, "kwin-17")
    first._come = lambda: monkeypatch.setenv("SEEN", os.environ[instance.ACTIVATION])
    first.listen()
    assert answer(qtbot, at)
    assert os.environ["SEEN"] == "kwin-17"


def test_a_window_that_only_just_opens_is_asked_twice(
    qtbot: QtBot, first: FirstInstance, at: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(instance, "AGAIN_MS", 20)
    answers: list[bool] = []
    knocks = Knocks(at, answers.append)
    knocks.begin()
    first.listen()
    qtbot.waitUntil(lambda: answers == [True])


def test_nobody_there_is_said_once(qtbot: QtBot, at: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(instance, "AGAIN_MS", 5)
    answers: list[bool] = []
    knocks = Knocks(at, answers.append)
    knocks.begin()
    qtbot.waitUntil(lambda: answers == [False])

"""The settings file, in the hands of people and of a disk."""

import os
import re
import stat
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from string import ascii_letters

import pytest
import tomlkit
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.settings.reading import LARGEST_BYTES
from desktop.settings.store import SettingsStore
from desktop.settings.values import APPEARANCES, TRANSCRIBE, Settings
from tests.support.disk import files_end_at

AT = datetime(2026, 11, 21, 18, 0, tzinfo=UTC)
HAND_WRITTEN = """\
# How I like it.
thinking_s = 30  # never more

colour = "mauve"
session_minutes = 40

[window]
width = 1280
session_minutes = 9
"""


def store_at(path: Path) -> SettingsStore:
    return SettingsStore(path, lambda: AT)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "settings.toml"


@pytest.fixture
def written(path: Path) -> Path:
    path.parent.mkdir()
    path.write_text(HAND_WRITTEN)
    return path


def test_without_a_file_the_defaults_hold_and_none_is_made(path: Path):
    store = store_at(path)
    assert (store.current, store.problems, path.parent.exists()) == (Settings(), (), False)


def test_a_change_holds_at_once_and_at_the_next_start(path: Path):
    store = store_at(path)
    store.change(microphone='a "quoted" one', live_words=False, playback_speed=1.25)
    assert store.current == Settings(microphone='a "quoted" one', live_words=False, playback_speed=1.25)
    assert store_at(path).current == store.current
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in path.parent.iterdir()] == ["settings.toml"]


def test_the_systems_device_is_no_line(path: Path):
    store = store_at(path)
    store.change(microphone="Blue Yeti")
    store.change(microphone=None)
    assert path.read_text() == ""
    assert store_at(path).current == Settings()


def test_listeners_hear_what_holds_now(path: Path):
    store, heard = store_at(path), []
    store.listeners.append(heard.append)
    store.change(appearance="dark")
    assert heard == [Settings(appearance="dark")]


def test_what_is_not_a_setting_or_out_of_bounds_changes_nothing(path: Path):
    store = store_at(path)
    with pytest.raises(TypeError):
        store.change(colour="mauve")
    with pytest.raises(ValueError, match="session_minutes"):
        store.change(session_minutes=1)
    assert store.current == Settings()
    assert not path.exists()


def test_comments_order_and_what_is_not_ours_stay(written: Path):
    store = store_at(written)
    assert store.current == Settings(thinking_s=30, session_minutes=40)
    store.change(session_minutes=45)
    assert written.read_text() == HAND_WRITTEN.replace("minutes = 40", "minutes = 45")
    store.change(appearance="light")
    assert tomllib.loads(written.read_text())["appearance"] == "light"
    assert set(HAND_WRITTEN.replace("minutes = 40", "minutes = 45").splitlines()) <= set(
        written.read_text().splitlines()
    )


def test_what_was_written_by_hand_meanwhile_stays(path: Path):
    store = store_at(path)
    store.change(thinking_s=10)
    path.write_text("thinking_s = 10\nmine = 1\n")
    store.change(session_minutes=30)
    assert tomllib.loads(path.read_text()) == {"thinking_s": 10, "mine": 1, "session_minutes": 30}


def test_a_value_that_cannot_be_is_said_until_it_is_set_anew(written: Path):
    written.write_text("thinking_s = -3\nsession_minutes = 30\n")
    store = store_at(written)
    assert store.current == Settings(session_minutes=30)
    assert len(store.problems) == 1
    store.change(appearance="dark")
    assert tomllib.loads(written.read_text())["thinking_s"] == -3
    assert len(store.problems) == 1
    store.change(thinking_s=5)
    assert store.problems == ()


@pytest.mark.parametrize(
    "garbage",
    [
        b"not toml at all",
        b"\x00\x01\xff\xfe",
        b"a = 1\na = 2\n",
        b"[" * 100_000,
        b"#" * (10 * LARGEST_BYTES),
        b"a = " + b"9" * 10_000,
    ],
    ids=["prose", "binary", "twice", "deep", "10 MB", "a number without end"],
)
def test_what_is_no_settings_file_is_set_aside(written: Path, garbage: bytes):
    written.write_bytes(garbage)
    store = store_at(written)
    aside = written.with_name("settings.toml.bad-20261121T180000.000000Z")
    assert store.current == Settings()
    assert aside.read_bytes() == garbage
    (problem,) = store.problems
    assert str(aside) in problem
    assert "the defaults are used" in problem
    store.change(thinking_s=5)
    assert tomllib.loads(written.read_text()) == {"thinking_s": 5}
    assert store.problems == ()
    assert store_at(written).problems == ()


def test_a_folder_in_its_place_is_set_aside(path: Path):
    path.mkdir(parents=True)
    store = store_at(path)
    assert "(it is not a file)" in store.problems[0]
    store.change(thinking_s=5)
    assert store_at(path).current.thinking_s == 5


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_in_its_place_is_not_waited_for(path: Path):
    path.parent.mkdir()
    os.mkfifo(path)
    assert "(it is not a file)" in store_at(path).problems[0]


def test_a_link_that_leads_round_is_set_aside(path: Path):
    path.parent.mkdir()
    path.symlink_to(path)
    store = store_at(path)
    assert len(store.problems) == 1
    store.change(thinking_s=5)
    assert store_at(path).current.thinking_s == 5


def test_a_link_to_another_place_stays_one(path: Path, tmp_path: Path):
    path.parent.mkdir()
    kept = tmp_path / "dotfiles.toml"
    kept.write_text("mine = 1\n")
    path.symlink_to(kept)
    store_at(path).change(thinking_s=5)
    assert path.is_symlink()
    assert tomllib.loads(kept.read_text()) == {"mine": 1, "thinking_s": 5}


def test_a_file_saved_with_a_byte_order_mark_is_read(written: Path):
    written.write_bytes(b"\xef\xbb\xbfthinking_s = 5\r\nsession_minutes = 30\r\n")
    store = store_at(written)
    assert (store.current, store.problems) == (Settings(thinking_s=5, session_minutes=30), ())
    store.change(appearance="dark")
    assert store_at(written).current == Settings(thinking_s=5, session_minutes=30, appearance="dark")


def test_a_file_that_goes_bad_meanwhile_costs_no_setting(path: Path):
    store = store_at(path)
    store.change(thinking_s=5, session_minutes=30)
    path.write_text("garbage")
    store.change(appearance="dark")
    assert "is kept as" in store.problems[0]
    assert store_at(path).current == Settings(thinking_s=5, session_minutes=30, appearance="dark")


@pytest.fixture
def in_the_way(path: Path) -> Iterator[Path]:
    """A file where the data folder has to be: nothing can be written there, not even by root."""
    path.parent.write_text("")
    yield path.parent


def test_where_nothing_can_be_written_a_change_holds_for_this_run(path: Path, in_the_way: Path):
    store = store_at(path)
    store.change(thinking_s=5)
    assert store.current.thinking_s == 5
    (problem,) = store.problems
    assert re.fullmatch(
        r".*settings.toml could not be written \(.+\); your settings hold until you close the app.", problem
    )
    in_the_way.unlink()
    store.change(session_minutes=30)
    assert store.problems == ()
    assert store_at(path).current == Settings(thinking_s=5, session_minutes=30)  # with the one before


def test_a_full_disk_leaves_the_old_file_whole(written: Path):
    store = store_at(written)
    with files_end_at(10):
        store.change(session_minutes=45)
    assert "could not be written" in store.problems[0]
    assert written.read_text() == HAND_WRITTEN
    assert [each.name for each in written.parent.iterdir()] == ["settings.toml"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_leaves_a_bad_file_alone(written: Path):
    written.write_text("garbage")
    written.parent.chmod(0o500)
    try:
        store = store_at(written)
        store.change(thinking_s=5)
        assert "the file is as it was" in store.problems[0]
        assert written.read_text() == "garbage"
    finally:
        written.parent.chmod(0o700)


VALUES = st.recursive(
    st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
KNOWN = st.fixed_dictionaries(
    {},
    optional={
        "session_minutes": st.integers(5, 120),
        "thinking_s": st.integers(0, 300),
        "microphone": st.text(ascii_letters + " é☕'\"\\[]=#", min_size=1, max_size=20),
        "live_words": st.booleans(),
        "playback_speed": st.floats(0.75, 2.0),
        "appearance": st.sampled_from(APPEARANCES),
        "transcribe": st.sampled_from(TRANSCRIBE),
        "words": st.lists(st.text(ascii_letters + "é☕'\"\\[]=#", min_size=1, max_size=20), max_size=5).map(tuple),
    },
)
OURS = set(Settings.__dataclass_fields__)


@settings(deadline=None)
@given(st.dictionaries(st.text(max_size=12).filter(lambda key: key not in OURS), VALUES, max_size=5), KNOWN, KNOWN)
def test_any_file_survives_any_change(
    tmp_path_factory: pytest.TempPathFactory,
    unknown: dict[str, object],
    known: dict[str, object],
    new: dict[str, object],
):
    path = tmp_path_factory.mktemp("settings") / "settings.toml"
    path.write_bytes(tomlkit.dumps(unknown | known).encode())
    store = store_at(path)
    store.change(**new)
    assert store.problems == ()
    assert store.current == Settings(**(known | new))  # type: ignore[arg-type]
    written = {name: list(value) if isinstance(value, tuple) else value for name, value in (known | new).items()}
    assert tomllib.loads(path.read_bytes().decode()) == unknown | written
    assert store_at(path).current == store.current


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_set_aside(tmp_path_factory: pytest.TempPathFactory, data: bytes):
    path = tmp_path_factory.mktemp("settings") / "settings.toml"
    path.write_bytes(data)
    store = store_at(path)
    store.change(thinking_s=7)
    assert store_at(path).current.thinking_s == 7
    kept = [each.read_bytes() for each in path.parent.iterdir() if each != path]
    assert kept in ([], [data])


@settings(deadline=None)
@given(st.text("abc =\n[]{}.\"'#\r\t123,", max_size=60))
def test_what_looks_like_toml_is_read_or_set_aside(tmp_path_factory: pytest.TempPathFactory, text: str):
    path = tmp_path_factory.mktemp("settings") / "settings.toml"
    path.write_bytes(text.encode())
    try:
        before = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        before = {}
    store = store_at(path)
    store.change(thinking_s=7)
    assert tomllib.loads(path.read_bytes().decode()) == before | {"thinking_s": 7}

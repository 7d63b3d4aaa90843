"""The journal: whatever a crash or a stranger leaves in it, what is read is a beginning of what was heard."""

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audio.errors import AudioError, DiskFull
from audio.transcription.journal import JournalWriter, journal_of, read_journal
from audio.transcription.words import Heard, HeardWord, Window
from tests.support.disk import files_end_at

WORDS = st.builds(HeardWord, st.text(max_size=8), st.just(0.5), st.just(1.25), st.floats(0, 1))
LENGTHS = st.lists(st.tuples(st.integers(1, 480_000), st.lists(WORDS, max_size=3)), max_size=5)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["version", "model", "window", "words", "samples"]), inner, max_size=4)
    ),
    max_leaves=8,
)


def windows_of(lengths: list[tuple[int, list[HeardWord]]]) -> tuple[Window, ...]:
    windows: list[Window] = []
    for length, words in lengths:
        start = windows[-1].end if windows else 0
        windows.append(Window(start, start + length, tuple(words)))
    return tuple(windows)


def write(path: Path, windows: tuple[Window, ...], model: str = "base") -> JournalWriter:
    journal = JournalWriter(path, model)
    for window in windows[len(journal.heard.windows) :]:
        journal.append(window)
    return journal


@given(LENGTHS.map(windows_of), st.booleans(), st.data())
def test_cut_at_any_byte_it_holds_a_beginning_and_is_gone_on_with(
    windows: tuple[Window, ...], finished: bool, data: st.DataObject
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "take.words.jsonl"
        journal = write(path, windows)
        if finished:
            journal.finish(960_000)
        whole = Heard("base", windows, 960_000 if finished else None)
        assert read_journal(path) == journal.heard == whole

        content = path.read_bytes()
        cut = data.draw(st.integers(0, len(content)))
        path.write_bytes(content[:cut])
        found = read_journal(path)
        if found is None:
            assert b"\n" not in content[:cut]
        else:
            assert found.windows == windows[: len(found.windows)]
            assert len(found.windows) == min(content[:cut].count(b"\n") - 1, len(windows))
        write(path, windows).finish(960_000)
        assert read_journal(path) == Heard("base", windows, 960_000)
        assert path.read_bytes().count(b'"window"') == len(windows)


@given(st.lists(st.binary(max_size=40) | JSON.map(lambda thing: json.dumps(thing).encode()), max_size=5), st.booleans())
def test_whatever_a_stranger_wrote_is_never_an_error(lines: list[bytes], headed: bool) -> None:
    head = [b'{"version": 1, "model": "base"}'] if headed else []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "take.words.jsonl"
        path.write_bytes(b"".join(line + b"\n" for line in head + lines))
        found = read_journal(path)
        journal = JournalWriter(path, "base")
        if found and found.model == "base":
            assert journal.heard == found
        window = Window(journal.heard.end, journal.heard.end + 1, ())
        journal.append(window)
        after = read_journal(path)
    assert after is not None
    assert after == journal.heard
    assert after.windows[-1] == window


@pytest.mark.parametrize(
    "line",
    [
        '{"window": [0, 0], "words": []}',
        '{"window": [5, 9], "words": []}',
        '{"window": [0, 1e999], "words": []}',
        '{"window": [0, 9], "words": [["a", 1]]}',
        '{"window": [0, 9]}',
        '{"samples": Infinity}',
        "[" * 100_000,
        "7",
    ],
)
def test_a_line_that_does_not_fit_ends_what_is_read_and_is_written_over(tmp_path: Path, line: str) -> None:
    path = tmp_path / "take.words.jsonl"
    good = '{"window": [0, 100], "words": []}'
    path.write_text("\n".join(['{"version": 1, "model": "base"}', line, good, ""]))
    assert read_journal(path) == Heard("base")
    windows = (Window(0, 50, ()), Window(50, 120, ()))
    write(path, windows)
    assert read_journal(path) == Heard("base", windows)


@pytest.mark.parametrize("head", ["", "[]", "{}", '{"version": 2, "model": "base"}', '{"version": 1}', "not JSON"])
def test_a_head_that_is_not_ours_is_no_journal(tmp_path: Path, head: str) -> None:
    path = tmp_path / "take.words.jsonl"
    path.write_text(head + "\n")
    assert read_journal(path) is None
    assert JournalWriter(path, "base").heard == read_journal(path) == Heard("base")


def test_no_file_and_no_file_at_all_are_no_journal(tmp_path: Path) -> None:
    assert read_journal(tmp_path / "take.words.jsonl") is None
    assert read_journal(tmp_path) is None


def test_another_model_begins_anew(tmp_path: Path) -> None:
    path = tmp_path / "take.words.jsonl"
    write(path, (Window(0, 100, ()),), "tiny.en")
    assert JournalWriter(path, "base").heard == read_journal(path) == Heard("base")


def test_what_was_finished_may_grow_and_finish_again(tmp_path: Path) -> None:
    path = tmp_path / "take.words.jsonl"
    journal = write(path, (Window(0, 100, ()),))
    journal.finish(100)
    journal.append(Window(100, 200, ()))
    assert read_journal(path) == Heard("base", (Window(0, 100, ()), Window(100, 200, ())))
    journal.finish(200)
    assert read_journal(path) == journal.heard == Heard("base", (Window(0, 100, ()), Window(100, 200, ())), 200)


def test_a_full_disk_costs_one_line_and_no_more(tmp_path: Path) -> None:
    path = tmp_path / "take.words.jsonl"
    journal = write(path, (Window(0, 100, ()),))
    long = Window(100, 200, (HeardWord("word" * 1000, 0, 1, 1),))
    with files_end_at(500), pytest.raises(DiskFull, match="the recording is safe"):
        journal.append(long)
    assert read_journal(path) == journal.heard == Heard("base", (Window(0, 100, ()),))
    journal.append(long)
    assert read_journal(path) == journal.heard
    assert journal.heard.end == 200


def test_a_journal_removed_with_its_discarded_take_does_not_come_back(tmp_path: Path) -> None:
    path = tmp_path / "take.words.jsonl"
    journal = write(path, (Window(0, 100, ()),))
    path.unlink()
    with pytest.raises(AudioError):
        journal.append(Window(100, 200, ()))
    assert not path.exists()


def test_it_lies_beside_the_sound() -> None:
    assert journal_of(Path("a/take.wav")) == Path("a/take.words.jsonl")


def test_words_as_text_and_times() -> None:
    first = Window(0, 16_000, (HeardWord(" So,", 0, 0.5, 1), HeardWord(" yes.", 0.5, 1, 1)))
    heard = Heard("base", (first, Window(16_000, 40_000, (HeardWord(" No.", 1, 2, 1),))))
    assert (heard.text, heard.end, len(heard.words)) == ("So, yes. No.", 40_000, 3)
    assert (Heard("base").text, Heard("base").end) == ("", 0)

"""The journal: whatever a crash or a stranger leaves in it, what is read is a beginning of what was heard."""

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audio.errors import AudioError, DiskFull
from audio.transcription.journal import VERSION, JournalWriter, journal_of, read_journal
from audio.transcription.words import Gap, Heard, HeardWord, Window
from tests.support.disk import files_end_at

WORDS = st.builds(HeardWord, st.text(max_size=8), st.just(0.5), st.just(1.25), st.floats(0, 1), st.text(max_size=3))
GAPS = st.builds(Gap, st.just(2.5), st.floats(3, 30))
LENGTHS = st.lists(
    st.tuples(st.integers(1, 480_000), st.lists(WORDS, max_size=3), st.lists(GAPS, max_size=2)), max_size=5
)
HEAD = json.dumps({"version": VERSION, "model": "base"})
KEYS = ["version", "model", "window", "ahead", "from", "to", "words", "gaps", "samples", "unsure"]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["version", "model", "window", "ahead", "from", "to", "words", "gaps", "samples", "unsure"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)


def windows_of(lengths: list[tuple[int, list[HeardWord], list[Gap]]]) -> tuple[Window, ...]:
    windows: list[Window] = []
    for length, words, gaps in lengths:
        start = windows[-1].end if windows else 0
        windows.append(Window(start, start + length, tuple(words), tuple(gaps)))
    return tuple(windows)


def write(path: Path, windows: tuple[Window, ...], model: str = "base") -> JournalWriter:
    journal = JournalWriter(path, model)
    for window in windows[len(journal.heard.windows) :]:
        journal.append(window)
    return journal


@settings(deadline=None)  # a busy disk takes its time to sync
@given(LENGTHS.map(windows_of), st.booleans(), st.data())
def test_cut_at_any_byte_it_holds_a_beginning_and_is_gone_on_with(
    windows: tuple[Window, ...], finished: bool, data: st.DataObject
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "take.words.jsonl"
        journal = write(path, windows)
        if finished:
            journal.finish(960_000)
        whole = Heard("base", windows, samples=960_000 if finished else None)
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
        assert read_journal(path) == Heard("base", windows, samples=960_000)
        assert path.read_bytes().count(b'"window"') == len(windows)


@settings(deadline=None)
@given(st.lists(st.binary(max_size=40) | JSON.map(lambda thing: json.dumps(thing).encode()), max_size=5), st.booleans())
def test_whatever_a_stranger_wrote_is_never_an_error(lines: list[bytes], headed: bool) -> None:
    head = [HEAD.encode()] if headed else []
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
        '{"window": {"from": 0, "to": 0, "words": [], "gaps": []}}',
        '{"window": {"from": 5, "to": 9, "words": [], "gaps": []}}',
        '{"window": {"from": 0, "to": 1e999, "words": [], "gaps": []}}',
        '{"window": {"from": 0, "to": 9, "words": [["a", 1]], "gaps": []}}',
        '{"window": {"from": 0, "to": 9, "words": [["a", 1, 2, 0.5, "b", "c"]], "gaps": []}}',
        '{"window": {"from": 0, "to": 9, "words": [], "gaps": [[1]]}}',
        '{"window": {"from": 0, "to": 9, "words": []}}',
        '{"window": [0, 9], "words": []}',
        '{"ahead": {"from": 5, "to": 9, "words": [], "gaps": []}}',
        '{"samples": Infinity}',
        '{"samples": null}',
        '{"unsure": 7}',
        '{"unsure": ["a"]}',
        "[" * 100_000,
        "7",
    ],
)
def test_a_line_that_does_not_fit_ends_what_is_read_and_is_written_over(tmp_path: Path, line: str) -> None:
    path = tmp_path / "take.words.jsonl"
    good = json.dumps({"window": Window(0, 100, ()).entry()})
    path.write_text("\n".join([HEAD, line, good, ""]))
    assert read_journal(path) == Heard("base")
    windows = (Window(0, 50, ()), Window(50, 120, ()))
    write(path, windows)
    assert read_journal(path) == Heard("base", windows)


@pytest.mark.parametrize(
    "head", ["", "[]", "{}", HEAD.replace("2", "1"), HEAD.replace("2", "3"), '{"version": 2}', "not JSON"]
)
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
    journal.check(frozenset())
    journal.append(Window(100, 200, ()))
    assert read_journal(path) == Heard("base", (Window(0, 100, ()), Window(100, 200, ())))
    journal.finish(200)
    assert read_journal(path) == journal.heard == Heard("base", (Window(0, 100, ()), Window(100, 200, ())), samples=200)


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


AHEAD = Window(100, 180, (HeardWord(" So", 0.5, 1.0, 0.5),))


def test_what_is_heard_ahead_stands_until_something_replaces_it(tmp_path: Path) -> None:
    path = tmp_path / "take.words.jsonl"
    journal = write(path, (Window(0, 100, (HeardWord(" Yes.", 0, 0.5, 1),)),))
    journal.append_ahead(AHEAD)
    assert read_journal(path) == journal.heard
    assert (journal.heard.text, journal.heard.end, journal.heard.ahead) == ("Yes. So", 100, AHEAD)
    journal.append_ahead(again := Window(100, 190, (HeardWord(" Or", 0.5, 1.0, 0.5),)))
    assert read_journal(path) == journal.heard
    assert journal.heard.ahead == again
    journal.append(last := Window(100, 200, ()))
    assert read_journal(path) == journal.heard
    assert (journal.heard.ahead, journal.heard.windows[-1], journal.heard.text) == (None, last, "Yes.")


def test_what_was_heard_ahead_is_gone_on_with_by_the_next_writer_and_ends_with_the_take(tmp_path: Path) -> None:
    path = tmp_path / "take.words.jsonl"
    write(path, (Window(0, 100, ()),)).append_ahead(AHEAD)
    journal = JournalWriter(path, "base")
    assert journal.heard.ahead == AHEAD
    journal.finish(100)
    assert read_journal(path) == journal.heard == Heard("base", (Window(0, 100, ()),), samples=100)


def test_terms_that_are_not_heard_without_hints_are_marked(tmp_path: Path) -> None:
    path = tmp_path / "take.words.jsonl"
    words = tuple(HeardWord(text, 0, 1, 0.5) for text in (" the", " vector", " index", " works"))
    journal = write(path, (Window(0, 100, words[:2]), Window(100, 200, words[2:])))
    assert journal.heard.unsure is None
    assert not any(word.unsure for word in journal.heard.words)
    journal.check(frozenset({1, 2}))
    found = read_journal(path)
    assert found == journal.heard
    assert found is not None
    assert [word.unsure for word in found.words] == [False, True, True, False]
    journal.check(frozenset())
    assert not any(word.unsure for word in journal.heard.words)


@given(LENGTHS.map(windows_of))
def test_a_window_travels_whole(windows: tuple[Window, ...]) -> None:
    for window in windows:
        assert Window.from_entry(json.loads(json.dumps(window.entry()))) == window


def test_it_lies_beside_the_sound() -> None:
    assert journal_of(Path("a/take.wav")) == Path("a/take.words.jsonl")


def test_words_as_text_and_times() -> None:
    first = Window(0, 16_000, (HeardWord(" So,", 0, 0.5, 1), HeardWord(" yes.", 0.5, 1, 1)))
    heard = Heard("base", (first, Window(16_000, 40_000, (HeardWord(" No.", 1, 2, 1),))))
    assert (heard.text, heard.end, len(heard.words)) == ("So, yes. No.", 40_000, 3)
    assert (Heard("base").text, Heard("base").end) == ("", 0)

"""The shell: exact fields, exit codes, and what is left behind when something is wrong."""

import os
import sqlite3
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
import soundfile
import soxr

from audio.errors import ModelMissing
from audio.transcription.journal import JournalWriter, journal_of
from cards.deck import builtin_folder, load_deck
from cards.library import Library
from cards.query import parse
from desktop.arguments import FORMATS
from desktop.export import writing
from desktop.folders import DataFolder
from tests.conftest import ANSWER
from tests.support.deck_files import deck_file, prompt_of
from tests.support.desk import EVENING
from tests.support.holder import held
from tests.support.shell import AT, VIVAVOCE, Shell, answer, tamper, vivavoce
from tests.support.sound import seconds_of, speak, words_kept

DECK = load_deck(builtin_folder()).prompts
DAILY = [each for each in DECK if each.stage is None]


def recordings(folder: DataFolder) -> list[Path]:
    return sorted(path for path in folder.recordings.iterdir() if path.is_file())


# Using it


@pytest.mark.parametrize(
    "wrong",
    [
        ["nonsense"],
        ["answer"],
        ["answer", "F1.a", "--audio", "x.wav"],
        ["answer", "F1.a", "--audio", "x.wav", "--depth", "5"],
        ["answer", "F1.a", "--audio", "x.wav", "--depth", "deep"],
        ["answer", "F1.a", "--audio", "x.wav", "--depth", "2", "--at", "2026-11-21T18:00:00"],
        ["due", "--at", "2026-11-21"],
        ["due", "--at", "yesterday"],
        ["due", "--at", "0001-01-01T00:00:00+14:00"],
        ["due", "--at", "9999-12-31T23:59:59-12:00"],
        ["transcribe"],
        ["transcribe", "x.wav", "--format", "xml"],
        ["--data-dir", "", "history"],
        ["history", "--data-dir", ""],
        ["history", "--data-dir", " "],
        ["--data-dir", "~nosuch/x", "history"],
        ["--at", "yesterday", "history"],
        ["session", "--minutes", "9" * 5000],
    ],
)
def test_wrong_use(shell: Shell, folder: DataFolder, wrong: list[str]):
    result = shell(*wrong)
    assert result.code == 2
    assert "vivavoce" in result.err
    assert "Traceback" not in result.err
    assert "invalid _" not in result.err  # the name of a function of ours
    assert not folder.root.exists()


@pytest.mark.parametrize("at", ["2026-11-21T18:00:00", "2026-11-21"])
def test_a_moment_without_an_offset_is_told_why(shell: Shell, at: str):
    assert "needs its UTC offset" in shell("due", "--at", at).err


def test_an_unknown_prompt(shell: Shell, sound: Path):
    result = shell("answer", "Z9.z", "--audio", sound, "--depth", 2)
    assert (result.code, result.out) == (2, "")
    assert result.err == "vivavoce: there is no prompt Z9.z; `vivavoce prompts` lists them\n"


@pytest.mark.parametrize("before", [True, False])
def test_the_data_folder_before_and_after_the_command(shell: Shell, tmp_path: Path, folder: DataFolder, before: bool):
    option = ("--data-dir", tmp_path / "elsewhere")
    result = shell(*option, "history", "--json") if before else shell("history", "--json", *option)
    assert (result.code, result.json) == (0, [])
    assert (tmp_path / "elsewhere" / "library.sqlite3").exists()
    assert not folder.root.exists()


def test_the_data_folder_from_the_environment(shell: Shell, folder: DataFolder):
    assert shell("history").code == 0
    assert folder.library.exists()


@pytest.mark.parametrize("order", [("--json", "due"), ("due", "--json")])
def test_json_before_and_after_the_command(shell: Shell, order: tuple[str, str]):
    assert len(shell(*order).json) == len(DAILY)


def test_a_data_folder_that_is_a_file(shell: Shell, tmp_path: Path):
    file = tmp_path / "file"
    file.write_text("mine")
    result = shell("--data-dir", file, "history")
    assert (result.code, result.out) == (1, "")
    assert result.err.count("\n") == 1
    assert file.read_text() == "mine"


def test_a_home_of_nobody_in_the_environment(shell: Shell, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("VIVAVOCE_HOME", "~nosuch/x")
    result = shell("history")
    assert (result.code, result.err) == (
        2,
        "vivavoce: the data folder ~nosuch/x begins with a home that does not exist\n",
    )


@pytest.mark.parametrize("command", ["prompts", "due", "history", "check"])
def test_the_moment_before_and_after_every_command(shell: Shell, command: str):
    assert shell("--at", AT, command).code == 0
    assert shell(command, "--at", AT).code == 0


def test_the_moment_before_a_command_counts(shell: Shell, no_model: Path, sound: Path):
    assert shell("--at", AT, "answer", "F1.a", "--audio", sound, "--depth", 2).code == 0
    assert shell("history", "--json").json[0]["at"] == AT


# prompts and due


def test_prompts(shell: Shell):
    result = shell("prompts", "--json")
    assert result.code == 0
    assert [row["id"] for row in result.json] == [each.id for each in DECK]
    for row in result.json:
        assert set(row) == {"id", "round", "topic", "title", "decision"}
        assert all(row.values())
    assert {row["round"] for row in result.json} == {"ml", "design", "coding", "behavioral"}
    lines = shell("prompts").out.splitlines()
    assert [line.split()[0] for line in lines] == [row["id"] for row in result.json]


def test_due_on_the_first_day(shell: Shell):
    result = shell("due", "--json", "--at", AT)
    assert result.code == 0
    assert {row["prompt"] for row in result.json} == {each.id for each in DAILY}
    for row in result.json:
        assert set(row) == {"prompt", "round", "due", "why", "minutes"}
        assert row["due"] is None
        assert row["why"].startswith("Not rated yet.")
        assert row["minutes"] >= 1
    assert len(shell("due", "--at", AT).out.splitlines()) == len(result.json)


def test_ones_own_prompts_are_among_them(shell: Shell, folder: DataFolder):
    folder.decks.mkdir(parents=True)
    edited = prompt_of("F1.a", title="Mine").replace("seconds = 120", "seconds = 120\nreplaces_builtin = true")
    (folder.decks / "mine.toml").write_text(deck_file(prompt_of("X.a"), edited, prompt_of("F1.b")), "utf-8")
    result = shell("prompts", "--json")
    titles = {row["id"]: row["title"] for row in result.json}
    assert len(titles) == len(DECK) + 1
    assert (titles["X.a"], titles["F1.a"]) == ("Title of X.a", "Mine")
    assert "Prompt 'F1.b': this id is already taken" in result.err
    assert "X.a" in {row["prompt"] for row in shell("due", "--json", "--at", AT).json}


# answer without a model


def test_an_answer_without_a_model(shell: Shell, no_model: Path, sound: Path, folder: DataFolder):
    result = shell("answer", "F1.a", "--audio", sound, "--depth", 3, "--at", AT, "--json")
    assert result.code == 0
    assert result.err == f"vivavoce: {ModelMissing('base', no_model)}\n"
    row = result.json
    assert set(row) == {
        "attempt",
        "prompt",
        "depth",
        "rating",
        "stability",
        "difficulty",
        "due",
        "why",
        "text",
    }
    assert (row["prompt"], row["depth"], row["rating"], row["text"]) == ("F1.a", 3, 3, "")
    assert date.fromisoformat(row["due"]) > date(2026, 11, 21)
    assert row["why"].startswith("Comes back")
    (wav,) = recordings(folder)
    assert wav.suffix == ".wav"
    assert seconds_of(wav) == pytest.approx(1.5, abs=0.001)
    assert shell("check").code == 0


def test_answers_follow_the_schedule(shell: Shell, no_model: Path, sound: Path, folder: DataFolder):
    first = answer(shell, sound, 1)
    assert first["due"] <= "2026-11-24"
    again = answer(shell, sound, 4, "2026-11-22T03:59:00+01:00")
    assert {key: again[key] for key in ("stability", "difficulty", "due")} == {
        key: first[key] for key in ("stability", "difficulty", "due")
    }
    assert "first answer of a day" in again["why"]
    day = f"{first['due']}T09:00:00+01:00"
    (row, *rest) = shell("due", "--json", "--at", day).json
    assert (row["prompt"], row["due"]) == ("F1.a", first["due"])
    assert row["why"].startswith("Due today")
    assert len(rest) == len(DAILY) - 1
    later = answer(shell, sound, 3, day)
    assert later["due"] > first["due"]
    assert "F1.a" not in {row["prompt"] for row in shell("due", "--json", "--at", day).json}
    with Library.open(folder.library, EVENING) as library:
        assert [review.affects_memory for review in library.reviews()] == [True, False, True]
        assert library.history()[0].constraint != library.history()[1].constraint
    history = shell("history", "--json").json
    assert [row["at"] for row in history] == [day, "2026-11-22T03:59:00+01:00", AT]
    assert [row["depth"] for row in history] == [3, 4, 1]
    for row in history:
        assert set(row) == {"attempt", "prompt", "at", "depth", "text", "seconds"}
        assert (row["prompt"], row["text"], row["seconds"]) == ("F1.a", "", 1.5)
    assert shell("check").out.startswith("The library is sound")
    lines = shell("history").out.splitlines()
    assert lines[0].startswith(f"{day[:16]}  F1.a   depth 3")


@pytest.mark.parametrize(
    ("content", "why"),
    [(b"this is no sound", "could not be read as sound"), (b"", "could not be read"), (None, "there is no such file")],
)
@pytest.mark.parametrize("command", ["answer", "transcribe"])
def test_a_file_that_is_no_sound(
    shell: Shell, tmp_path: Path, folder: DataFolder, command: str, content: bytes | None, why: str
):
    file = tmp_path / "file.wav"
    if content is not None:
        file.write_bytes(content)
    arguments = ["F1.a", "--audio", file, "--depth", 2] if command == "answer" else [file]
    result = shell(command, *arguments)
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith(f"vivavoce: {file.name} ")
    assert why in result.err
    if command == "answer":
        assert recordings(folder) == []
        assert shell("history", "--json").json == []


def test_transcribe_without_a_model(shell: Shell, no_model: Path, sound: Path):
    result = shell("transcribe", sound)
    assert (result.code, result.out) == (1, "")
    assert result.err == f"vivavoce: {ModelMissing('base', no_model)}\n"


def test_transcribe_with_a_prompt_that_is_not_there(shell: Shell, sound: Path):
    result = shell("transcribe", sound, "--prompt", "Z9.z")
    assert (result.code, result.out) == (2, "")
    assert result.err == "vivavoce: there is no prompt Z9.z; `vivavoce prompts` lists them\n"


def test_transcribe_with_a_model_nobody_knows(shell: Shell, sound: Path):
    result = shell("transcribe", sound, "--model", "enormous")
    assert result.code == 1
    assert "The speech model enormous is not installed" in result.err


def test_transcribe_with_a_folder_of_ones_own_says_that_it_is_unverified(shell: Shell, sound: Path, tmp_path: Path):
    result = shell("transcribe", sound, "--model", tmp_path)
    assert result.code == 1
    assert result.err.startswith(f"vivavoce: the model in {tmp_path} is unverified")
    assert "model.bin" in result.err


# check


def test_check_finds_a_schedule_that_was_tampered_with(shell: Shell, no_model: Path, sound: Path, folder: DataFolder):
    due = answer(shell, sound, 2)["due"]
    with sqlite3.connect(folder.library) as conn:
        conn.execute("UPDATE schedules SET due = '2030-01-01'")
    conn.close()
    result = shell("check", "--json")
    assert result.code == 1
    (finding,) = result.json
    assert set(finding) == {"what", "cure"}
    assert (
        finding["what"] == f"F1.a does not stand where its reviews leave it: due 2030-01-01, the review log says {due}."
    )
    assert shell("check").out.strip() == f"{finding['what']} {finding['cure']}"


def test_check_misses_a_recording_and_finds_one_too_many(shell: Shell, no_model: Path, sound: Path, folder: DataFolder):
    answer(shell, sound, 2)
    (wav,) = recordings(folder)
    JournalWriter(journal_of(wav), "base")  # on its way to words
    assert shell("check").code == 0
    wav.rename(wav.with_name("other.wav"))
    result = shell("check")
    assert result.code == 1
    assert f"The recording {wav.name} is missing." in result.out
    assert "The recording other.wav belongs to no attempt." in result.out


def test_check_rebuilds_what_follows_from_the_log(shell: Shell, no_model: Path, sound: Path, folder: DataFolder):
    answer(shell, sound, 2)
    before = shell("due", "--json", "--at", AT).out
    tamper(folder, "UPDATE schedules SET due = '2030-01-01'")
    tamper(folder, "UPDATE reviews SET rating = 4, affects_memory = 0")
    whats = [finding["what"] for finding in shell("check", "--json").json]
    assert len(whats) == 2
    result = shell("check", "--rebuild", "--at", AT)
    assert result.code == 0
    assert result.out.splitlines() == [
        *(f"Rebuilt: {what}" for what in whats),
        "The library is sound: the review log replays to what is stored.",
    ]
    assert shell("check").code == 0
    assert shell("due", "--json", "--at", AT).out == before
    assert [file.name for file in (folder.root / "backups").iterdir()] == ["backup-20261121T170000Z-v3.0-01.sqlite3"]


def test_check_says_what_a_rebuild_cannot_cure(shell: Shell, no_model: Path, sound: Path, folder: DataFolder):
    answer(shell, sound, 2)
    tamper(folder, "UPDATE reviews SET study_day = 'someday'")
    result = shell("check", "--rebuild", "--json")
    assert result.code == 1
    assert result.json["rebuilt"] == []
    (finding,) = result.json["findings"]
    assert finding["what"] == "Review 1 of F1.a cannot be read."


def test_check_of_a_library_that_does_not_exist_yet(shell: Shell):
    assert shell("check").code == 0


# The app holds the library


@pytest.mark.usefixtures("microphone")
def test_while_another_process_holds_the_library(shell: Shell, folder: DataFolder, sound: Path):
    folder.create()
    with held(folder.library):
        for arguments in (
            ("due",),
            ("history",),
            ("check",),
            ("answer", "F1.a", "--audio", sound, "--depth", 2),
        ):
            result = shell(*arguments)
            assert (result.code, result.out) == (3, "")
            assert "is open in another Viva Voce, where everything is safe" in result.err
            assert result.err.count("\n") == 1
        assert shell("prompts").code == 0
        library = next(row for row in shell("doctor", "--json").json["checks"] if row["name"] == "library")
        assert library == {"name": "library", "ok": True, "detail": "in use by the app"}
    assert recordings(folder) == []
    assert shell("history").code == 0


# The real program


def test_exit_codes_of_the_real_program(folder: DataFolder):
    assert vivavoce("prompts").returncode == 0
    assert vivavoce("answer", "F1.a", "--audio", "/none.wav", "--depth", 2).returncode == 1
    assert vivavoce("answer", "F1.a", "--audio", "/none.wav", "--depth", 9).returncode == 2
    folder.create()
    with held(folder.library):
        assert vivavoce("due").returncode == 3


def test_a_reader_that_has_enough(tmp_path: Path):
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; '{VIVAVOCE}' prompts --json | head -1"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    )
    assert (done.stdout, done.stderr) == ("[\n", "")
    closed = subprocess.run(
        ["bash", "-c", f"'{VIVAVOCE}' prompts | true"], capture_output=True, text=True, timeout=120, check=False
    )
    assert closed.stderr == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no file that is always full")
def test_a_disk_that_is_full_is_a_sentence():
    with Path("/dev/full").open("w") as full:
        result = subprocess.run([VIVAVOCE, "prompts"], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    said = "vivavoce: the output could not be written: No space left on device\n"
    assert (result.returncode, result.stderr) == (1, said)


def test_a_terminal_that_lacks_a_character_gets_all_the_others(folder: DataFolder):
    done = subprocess.run(
        [VIVAVOCE, "weakness"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env=os.environ | {"PYTHONIOENCODING": "ascii"},
    )
    assert (done.returncode, done.stderr, len(done.stdout.splitlines())) == (0, "", 4)
    assert "2.2 ? 0.8" in done.stdout


def test_the_module_is_the_program():
    done = subprocess.run(
        [sys.executable, "-m", "desktop", "prompts"], capture_output=True, text=True, timeout=120, check=False
    )
    assert (done.returncode, len(done.stdout.splitlines())) == (0, len(DECK))


def test_no_command_needs_qt():
    code = (
        "import sys\nfrom desktop.cli import run\nrun(['due'])\nrun(['history'])\n"
        "sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=120, check=False).returncode == 0


# The real model


@pytest.mark.slow
def test_an_answer_in_words(shell: Shell, spoken_answer: Path, folder: DataFolder):
    result = shell("answer", "F1.a", "--audio", spoken_answer, "--depth", 3, "--at", AT, "--json")
    assert (result.code, result.err) == (0, "")
    assert words_kept(ANSWER, result.json["text"]) >= 0.9
    (flac,) = recordings(folder)
    assert flac.suffix == ".flac"
    (row,) = shell("history", "--json").json
    assert row["text"] == result.json["text"]
    assert row["seconds"] == pytest.approx(seconds_of(spoken_answer), abs=0.01)
    assert shell("check").code == 0
    with Library.open(folder.library, EVENING) as library:
        assert len(library.find_attempts(parse("drift"))) == 1


@pytest.mark.slow
def test_transcribe_expects_the_terms_of_a_prompt_and_ones_own_words(shell: Shell, tmp_path: Path, folder: DataFolder):
    folder.settings.parent.mkdir(parents=True, exist_ok=True)
    folder.settings.write_text('words = ["Zanzibase"]\n')
    said = "B M twenty five runs beside dense retrieval. We merge with R R F, and zanzi base keeps the index."
    heard = shell("transcribe", speak(said, tmp_path / "said.wav"), "--prompt", "S4.a").out
    for term in ("BM25", "RRF", "Zanzibase"):
        assert term in heard


@pytest.mark.slow
def test_transcribe_in_words(shell: Shell, spoken_answer: Path, folder: DataFolder):
    row = shell("transcribe", spoken_answer, "--format", "json").json
    assert set(row) == {"text", "model", "seconds", "words", "gaps"}
    assert (row["model"], row["gaps"]) == ("base", [])
    assert words_kept(ANSWER, row["text"]) >= 0.9
    assert row["seconds"] == pytest.approx(seconds_of(spoken_answer), abs=0.01)
    last = 0.0
    for word in row["words"]:
        assert set(word) == {"word", "start", "end", "probability", "heard", "unsure", "filler"}
        assert (word["unsure"], word["filler"]) == (False, False)
        assert last <= word["start"] + 0.05
        assert word["start"] <= word["end"] <= row["seconds"] + 0.05
        assert 0 <= word["probability"] <= 1
        last = word["start"]
    assert shell("transcribe", spoken_answer).out.strip() == row["text"]
    srt = shell("transcribe", spoken_answer, "--format", "srt").out
    assert srt.startswith("1\n00:00:00,")
    assert " ".join(line for line in srt.split("\n") if "-->" not in line and not line.isdigit()).split() == (
        row["text"].split()
    )
    assert shell("transcribe", spoken_answer, "--format", "vtt").out.startswith("WEBVTT\n\n00:00:00.")
    assert not folder.root.exists()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "rate_hz", "coding", "keeps"),
    [
        ("a.wav", 192_000, "FLOAT", 1.0),
        ("a.wav", 8_000, "PCM_U8", 1.0),
        ("a.opus", 48_000, "OPUS", 1.0),
        ("a.wav", 16_000, "PCM_16", 0.5),
    ],
)
def test_transcribe_whatever_it_is_kept_in(
    shell: Shell, spoken_answer: Path, tmp_path: Path, name: str, rate_hz: int, coding: str, keeps: float
):
    """The first six seconds of the answer, in stereo; of some only the first half of the file has survived."""
    sound, spoken_hz = soundfile.read(spoken_answer, frames=6 * 22_050)
    resampled = soxr.resample(sound, spoken_hz, rate_hz)
    kind = "OGG" if coding == "OPUS" else None
    soundfile.write(tmp_path / name, np.stack((resampled, resampled), axis=1), rate_hz, subtype=coding, format=kind)
    whole = (tmp_path / name).read_bytes()
    (tmp_path / name).write_bytes(whole[: int(keeps * len(whole))])
    result = shell("transcribe", tmp_path / name)
    assert (result.code, result.err) == (0, "")
    assert "simple model" in result.out


@pytest.mark.slow
@pytest.mark.parametrize("seconds", [0.001, 0.2])
def test_transcribe_what_holds_no_words(shell: Shell, tmp_path: Path, seconds: float):
    soundfile.write(tmp_path / "a.wav", np.zeros(round(16_000 * seconds)), 16_000)
    result = shell("transcribe", tmp_path / "a.wav", "--format", "json")
    assert (result.code, result.err) == (0, "")
    assert (result.json["text"], result.json["words"]) == ("", [])


def test_export_of_an_attempt_and_of_what_is_found(shell: Shell, no_model: Path, sound: Path, tmp_path: Path):
    answer(shell, sound, 2, AT)
    answer(shell, sound, 3, AT, prompt="S1.a")
    out = tmp_path / "out"
    out.mkdir()
    (newest, _) = shell("history", "--json").json
    one = shell("export", newest["attempt"], "--format", "wav", "--format", "md", "--to", out, "--json")
    assert one.code == 0
    assert sorted(Path(path).suffix for path in one.json) == [".md", ".wav"]
    assert all(Path(path).parent == out for path in one.json)
    found = shell("export", "--find", "round:design", "--to", out)
    assert (found.code, len(found.out.splitlines())) == (0, 1)
    nothing = shell("export", "--find", "round:coding", "--to", out)
    assert (nothing.code, nothing.out) == (0, "")


def test_export_says_what_is_not_there(shell: Shell, no_model: Path, sound: Path, folder: DataFolder, tmp_path: Path):
    answer(shell, sound, 2, AT)
    for recording in recordings(folder):
        recording.unlink()
    result = shell("export", "1", "--format", "wav", "--format", "txt", "--to", tmp_path)
    assert result.code == 1
    assert "the recording is not there" in result.err
    assert result.out.splitlines()[0].endswith(".txt")


@pytest.mark.parametrize(
    "arguments",
    [["export"], ["export", "7"], ["export", "1", "--find", "x"], ["export", "--find", "colour:red"],
     ["export", "1", "--format", "doc"], ["export", "one"], ["export", "9" * 30]],
)  # fmt: skip
def test_export_used_wrongly(shell: Shell, arguments: list[str]):
    result = shell(*arguments)
    assert (result.code, result.out) == (2, "")
    assert result.err


def test_the_shell_knows_the_formats_of_the_export():
    assert set(FORMATS) == set(writing.FORMATS)


def test_a_study_day_is_told_by_the_offset_of_the_moment(shell: Shell, no_model: Path, sound: Path):
    first = answer(shell, sound, 2, "2026-11-22T03:00:00+00:00")
    assert date.fromisoformat(first["due"]) <= date(2026, 11, 21) + timedelta(days=3)
    second = answer(shell, sound, 2, "2026-11-22T03:00:00+05:00", prompt="S1.a")
    assert second["due"] == first["due"]

"""What doctor finds, and that a look the system refuses is a finding among the others."""

import errno
import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from audio.errors import ModelMissing
from cards.deck import builtin_folder, load_deck
from cards.library import LibraryMissing
from desktop.doctor import Check, Unwell, _look
from desktop.folders import DataFolder
from tests.support.shell import VIVAVOCE, Shell, answer, tamper
from tests.support.sound import SoftwareMicrophone

NAMES = ["versions", "import roots", "system libraries", "data folder", "microphone", "model", "deck", "library"]


@pytest.mark.parametrize(
    ("error", "detail"),
    [
        (Unwell("no deck"), "no deck"),
        (
            PermissionError(errno.EACCES, os.strerror(errno.EACCES), "/a/model.bin"),
            "The system refused the look at /a/model.bin (Permission denied); nothing was changed.",
        ),
        (OSError("no number"), "The system refused the look (no number); nothing was changed."),
    ],
)
def test_what_the_world_does_is_a_finding(error: Exception, detail: str):
    def look() -> str:
        raise error

    assert _look("model", look) == Check("model", False, detail)


def test_a_mistake_of_ours_stays_one():
    def look() -> str:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        _look("model", look)


def doctor(shell: Shell) -> tuple[int, bool, dict[str, dict[str, Any]]]:
    result = shell("doctor", "--json")
    assert set(result.json) == {"ok", "checks"}
    for check in result.json["checks"]:
        assert set(check) == {"name", "ok", "detail"}
    assert [check["name"] for check in result.json["checks"]] == NAMES
    return result.code, result.json["ok"], {check["name"]: check for check in result.json["checks"]}


def test_doctor_finds_all_well(shell: Shell, microphone: SoftwareMicrophone, folder: DataFolder):
    assert shell("history").code == 0
    code, ok, checks = doctor(shell)
    assert (code, ok) == (0, True), checks
    assert "dB" in checks["microphone"]["detail"]
    assert "base" in checks["model"]["detail"]
    assert checks["deck"]["detail"] == f"{len(load_deck(builtin_folder()).prompts)} prompts"
    assert checks["library"]["detail"] == "sound, 0 reviews replay to what is stored"
    assert "PySide6-Essentials 6" in checks["versions"]["detail"]
    assert str(folder.root) in checks["data folder"]["detail"]


def test_doctor_without_microphone_and_model(tmp_path: Path, no_model: Path):
    """In a process of its own, whose default microphone is on a sound server that is not there."""
    (tmp_path / "asound.conf").write_text("</usr/share/alsa/alsa.conf>\npcm.!default { type pulse }\n")
    environment = os.environ | {
        "PULSE_SERVER": f"unix:{tmp_path}/none",
        "ALSA_CONFIG_PATH": str(tmp_path / "asound.conf"),
        "VIVAVOCE_HOME": str(tmp_path / "a" / "b" / "c"),
    }
    done = subprocess.run(
        [VIVAVOCE, "doctor", "--json"], env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    result = json.loads(done.stdout)
    checks = {check["name"]: check for check in result["checks"]}
    assert (done.returncode, result["ok"]) == (1, False)
    assert not checks["microphone"]["ok"]
    assert checks["microphone"]["detail"].startswith("No microphone could be opened")
    assert checks["model"] == {"name": "model", "ok": False, "detail": str(ModelMissing("base", no_model))}
    assert checks["data folder"]["ok"]  # it does not exist yet, nor does its parent: the app makes both
    assert checks["library"]["detail"] == "none yet"
    assert not (tmp_path / "a").exists()


@pytest.mark.usefixtures("microphone")
def test_doctor_names_an_altered_model(shell: Shell, no_model: Path):
    from audio.transcription.catalogue import CATALOGUE  # noqa: PLC0415

    (no_model / "base").mkdir()
    for file in CATALOGUE["base"].files:
        (no_model / "base" / file.name).write_bytes(b"altered")
    check = doctor(shell)[2]["model"]
    assert not check["ok"]
    assert "differs from the published one" in check["detail"]


@pytest.mark.usefixtures("microphone")
def test_doctor_says_when_the_data_folder_is_a_file(shell: Shell, tmp_path: Path, folder: DataFolder):
    folder.root.write_text("mine")
    result = shell("doctor")
    assert result.code == 1
    marks = {line[4:].partition(":")[0]: line[:3] for line in result.out.splitlines()}
    assert list(marks) == NAMES
    assert (marks["deck"], marks["data folder"]) == ("ok ", "NO ")
    assert f"{folder.root} is a file" in result.out


@pytest.mark.usefixtures("microphone")
def test_doctor_does_not_touch_a_damaged_library(shell: Shell, folder: DataFolder):
    folder.create()
    folder.library.write_bytes(b"")
    check = doctor(shell)[2]["library"]
    assert not check["ok"]
    assert "is damaged" in check["detail"]
    assert folder.library.read_bytes() == b""


@pytest.mark.usefixtures("microphone")
def test_doctor_misses_a_library_whose_recordings_are_there(shell: Shell, folder: DataFolder):
    folder.create()
    (folder.recordings / "one.wav").touch()
    check = doctor(shell)[2]["library"]
    assert (check["ok"], check["detail"]) == (False, str(LibraryMissing(folder.library, "a recording")))
    assert not folder.library.exists()


@pytest.mark.usefixtures("microphone")
def test_doctor_says_what_is_wrong_in_the_library_and_what_helps(
    shell: Shell, no_model: Path, sound: Path, folder: DataFolder
):
    answer(shell, sound, 2)
    tamper(folder, "UPDATE reviews SET study_day = 'someday'")
    before = folder.library.read_bytes()
    check = doctor(shell)[2]["library"]
    assert not check["ok"]
    assert check["detail"].startswith("Review 1 of F1.a cannot be read. ")
    assert folder.library.read_bytes() == before

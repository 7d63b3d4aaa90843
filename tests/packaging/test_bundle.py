"""The frozen program, as `make bundle` leaves it: what it needs must be in it, and what may not be in it must not."""

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from audio.transcription.child import CALIBRATION, FROZEN_CHILD, HUB, Child
from audio.transcription.fetching import question
from tests.support.display import Program, virtual_display
from tests.support.fakes import Inbox
from tests.support.hub import hub_with, model_of
from tests.support.small_models import CONTENT
from tests.support.sound import SoftwareMicrophone

pytestmark = pytest.mark.slow

BUNDLE = Path(__file__).parents[2] / "dist" / "vivavoce"
FROZEN = (str(BUNDLE / "vivavoce"),)
# As on a machine that has none of the libraries a developer installs: the loader knows only its own folders, and no
# compiler or ldconfig answers. exec keeps the process that the caller started.
_HIDE = 'mount --bind /dev/null /etc/ld.so.cache && PATH=$(mktemp -d) exec "$0" "$@"'
HIDDEN = ("unshare", "--mount", *([] if os.geteuid() == 0 else ["--map-root-user"]), "sh", "-c", _HIDE, *FROZEN)


def may_hide() -> bool:
    probe = subprocess.run([*HIDDEN[:-2], "exit 0", "sh"], check=False, capture_output=True)
    return probe.returncode == 0


@pytest.fixture(params=["libraries of the host", "none of them"])
def program(request: pytest.FixtureRequest) -> tuple[str, ...]:
    assert BUNDLE.is_dir(), "there is no frozen program: `make bundle` builds it"
    if request.param == "libraries of the host":
        return FROZEN
    if not may_hide():
        pytest.skip("this system lets nobody mount over its library cache")
    return HIDDEN


@pytest.fixture
def display() -> Iterator[str]:
    with virtual_display() as name:
        yield name


def said(program: tuple[str, ...], *arguments: str) -> Any:  # noqa: ANN401 - JSON
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([*program, *arguments, "--json"], check=False, capture_output=True, text=True,
                          env=environment)  # fmt: skip
    assert done.returncode == 0, done.stderr + done.stdout
    return json.loads(done.stdout)


def test_the_doctor_finds_it_well(program: tuple[str, ...], microphone: SoftwareMicrophone) -> None:
    found = said(program, "doctor")
    assert found["ok"]
    assert {check["name"] for check in found["checks"]} > {"microphone", "model", "deck", "import roots"}


def test_a_file_gets_its_words_and_an_answer_its_date(program: tuple[str, ...], spoken_answer: Path) -> None:
    assert "simple model" in said(program, "transcribe", str(spoken_answer))["text"]
    rated = said(program, "answer", "F1.a", "--audio", str(spoken_answer), "--depth", "3")
    assert "simple model" in rated["text"]
    (attempt,) = said(program, "history")
    assert attempt["depth"] == 3
    assert said(program, "check") == []


def test_a_model_is_fetched_by_a_process_of_its_own_and_another_measures(
    program: tuple[str, ...], tmp_path: Path
) -> None:
    inbox = Inbox()
    with hub_with(dict(CONTENT)) as hub:
        asked = question(model_of(CONTENT), tmp_path)
        fetching = Child((*program, FROZEN_CHILD, HUB), asked, inbox.put, {"HF_ENDPOINT": hub.endpoint})
        said = list(iter(inbox.next, None))
        fetching.kill()
    assert said[-1] == {"installed": str(tmp_path / "made")}
    measuring = Child((*program, FROZEN_CHILD, CALIBRATION), {"model": "base"}, inbox.put)
    measured = inbox.next()
    measuring.kill()
    assert isinstance(measured, dict)
    assert measured["factor"] > 0


def test_an_answer_is_spoken_into_its_window(
    program: tuple[str, ...], display: str, microphone: SoftwareMicrophone, spoken_answer: Path, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    app = Program(data, {"DISPLAY": display} | microphone.environment, program)
    try:
        app.begin_answer()
        microphone.say(spoken_answer)
        app.end_answer()
        app.press("2")
        app.wait_for_title("Rated")
        assert app.close() == 0
    finally:
        app.kill()
    (attempt,) = said(program, "history", "--data-dir", str(data))
    assert attempt["depth"] == 2


def test_nothing_under_the_gpl_alone_is_inside() -> None:
    """PyAV brings x264 and x265, Qt's keyboard is GPL or commercial, and the voice of the tests is a tool only."""
    names = [path.name.lower() for path in BUNDLE.rglob("*")]
    barred = ("libav", "x264", "x265", "virtualkeyboard", "piper", "espeak", "onnxruntime")
    assert [name for name in names if any(each in name for each in barred)] == []
    assert not (BUNDLE / "_internal" / "av").exists()


def test_the_licences_are_told() -> None:
    notice = (BUNDLE / "licences" / "NOTICE.txt").read_text(encoding="utf-8")
    assert "PySide6_Essentials" in notice
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in (BUNDLE / "licences" / "LGPL-3.0.txt").read_text(encoding="utf-8")
    assert (BUNDLE / "LICENSE").is_file()

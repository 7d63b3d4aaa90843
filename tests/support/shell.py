"""The shell's commands, run in this process or as the real program."""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from desktop.cli import run
from desktop.folders import DataFolder

VIVAVOCE = Path(sys.executable).with_name("vivavoce")
AT = "2026-11-21T18:00:00+01:00"


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:  # noqa: ANN401 - whatever was printed
        return json.loads(self.out)


Shell = Callable[..., Result]


def call(capsys: pytest.CaptureFixture[str], *arguments: object) -> Result:
    """Run a command in this process."""
    try:
        code = run([str(each) for each in arguments])
    except SystemExit as stop:
        code = int(stop.code or 0)
    captured = capsys.readouterr()
    return Result(code, captured.out, captured.err)


def vivavoce(*arguments: object) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [VIVAVOCE, *(str(each) for each in arguments)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def answer(shell: Shell, sound: Path, depth: int, at: str = AT, prompt: str = "F1.a") -> dict[str, Any]:
    result = shell("answer", prompt, "--audio", sound, "--depth", depth, "--at", at, "--json")
    assert result.code == 0, result.err
    return result.json


def tamper(folder: DataFolder, statement: str):
    with sqlite3.connect(folder.library) as conn:
        conn.execute(statement)
    conn.close()

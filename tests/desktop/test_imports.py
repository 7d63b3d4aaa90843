"""Nothing heavy is loaded before the window is up: each of these costs a person a tenth of a second or more."""

import subprocess
import sys
from pathlib import Path

HEAVY = (
    "av",
    "ctranslate2",
    "faster_whisper",
    "fsrs",
    "huggingface_hub",
    "numpy",
    "onnxruntime",
    "sounddevice",
    "soundfile",
    "soxr",
    "sqlite3",
    "sqlite_utils",
    "tokenizers",
    "tomlkit",
)

# `vivavoce` as it is, with a look around where its event loop would begin: the window is shown, nothing else has run.
PROGRAM = """
import sys
from PySide6.QtWidgets import QApplication

def look():
    shown = [window for window in QApplication.topLevelWidgets() if window.isVisible()]
    print(len(shown), *(name for name in sys.argv[2:] if name in sys.modules))

QApplication.exec = staticmethod(look)
from desktop.cli import run
sys.exit(run(["--data-dir", sys.argv[1]]))
"""


def test_the_window_is_up_before_anything_heavy_is_loaded(tmp_path: Path):
    started = subprocess.run(
        [sys.executable, "-c", PROGRAM, tmp_path / "data", *HEAVY], check=True, capture_output=True, text=True
    )

    assert started.stdout.split() == ["1"]

"""PySide6 6.12.0 on Python 3.11 drops a reference to None with every void call: after some 5,000 the process dies."""

import os
import subprocess
import sys

SCRIPT = """
import sys
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QLabel

app = QApplication([])
label, thing = QLabel(), QObject()
before = sys.getrefcount(None)
for number in range(100_000):
    label.setText("a")
    thing.setObjectName("a")
print("lived", abs(sys.getrefcount(None) - before) < 1_000)
"""


def test_two_hundred_thousand_void_calls_leave_the_process_alive() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout.strip()) == (0, "lived True"), done.stderr

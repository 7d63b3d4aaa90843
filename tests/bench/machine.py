"""On what it was measured."""

import os
import platform
from pathlib import Path

import sounddevice
from PySide6.QtCore import qVersion


def describe() -> str:
    """Return one line: cores, memory, system and the versions that matter."""
    processor = next(
        (line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line),
        platform.machine(),
    )
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{len(os.sched_getaffinity(0))} cores ({processor}), {memory:.0f} GiB, Linux {platform.release()}, "
        f"Python {platform.python_version()}, Qt {qVersion()}, {sounddevice.get_portaudio_version()[1]}"
    )

"""Runtime hook: PortAudio is found in the bundle.

On Linux sounddevice asks ``ctypes.util.find_library``, which asks ldconfig and compilers and never looks into a bundle.
"""

import ctypes.util
import sys
from pathlib import Path

_elsewhere = ctypes.util.find_library


def _find(name: str) -> str | None:
    bundled = Path(sys._MEIPASS) / "libportaudio.so.2"
    return str(bundled) if name == "portaudio" and bundled.exists() else _elsewhere(name)


if sys.platform == "linux":
    ctypes.util.find_library = _find

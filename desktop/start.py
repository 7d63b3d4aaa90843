"""The window's way in: look at the system first, for Qt itself ends in an abort where a library is missing."""

import sys

from desktop.folders import DataFolder
from desktop.preflight import missing, no_display


def start(folder: DataFolder) -> int:
    """Run the window until it is closed; 1 with one sentence when this system cannot open one."""
    lacking = [each for each in (*missing(), no_display()) if each and each.fatal]
    if lacking:
        for each in lacking:
            sys.stderr.write(f"vivavoce: {each.sentence}\n")
        return 1
    from desktop.app import main  # noqa: PLC0415 - Qt, only once it can be loaded

    return main(folder)

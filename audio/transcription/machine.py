"""What this machine gives a speech model."""

import os

import psutil  # type: ignore[import-untyped]


def decoding_threads() -> int:
    """One for each core: what shares a core with another thread gains nothing by a second one."""
    return psutil.cpu_count(logical=False) or os.cpu_count() or 1

"""What processes there are, as Linux tells it."""

from contextlib import suppress
from pathlib import Path


def children_of(pid: int) -> set[int]:
    """The processes that any thread of ``pid`` started and that are still there; none where there is no /proc."""
    found: set[int] = set()
    for each in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):  # a thread that ended meanwhile
            found |= {int(child) for child in each.read_text().split()}
    return found


def alive(pid: int) -> bool:
    """Whether the process runs; one that has ended and was not waited for does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False

"""What processes weigh, read from /proc. Runs under the bench's own Python too: only the standard library."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Weight:
    """Memory in bytes. PSS counts a page that n processes share as one n-th each, so it may be added up."""

    pss: int = 0
    rss: int = 0

    def __add__(self, other: "Weight") -> "Weight":
        return Weight(self.pss + other.pss, self.rss + other.rss)


def children(pid: int) -> list[int]:
    """Return the children of all threads of a process; none when it has gone."""
    found: list[int] = []
    with suppress(OSError):
        for thread in Path(f"/proc/{pid}/task").iterdir():
            found += map(int, (thread / "children").read_text().split())
    return found


def tree(pid: int) -> list[int]:
    """Return the process and all that descend from it."""
    return [pid, *(each for child in children(pid) for each in tree(child))]


def weight(pid: int) -> Weight:
    """Return what one process weighs now; nothing when it has gone."""
    with suppress(OSError):
        fields = _fields(Path(f"/proc/{pid}/smaps_rollup"))
        return Weight(fields["Pss"], fields["Rss"])
    return Weight()


def weight_of_tree(pid: int) -> Weight:
    """Return what a process and its descendants weigh together."""
    return sum((weight(each) for each in tree(pid)), Weight())


def peak(pid: int) -> int:
    """Return the largest resident set the process has had, in bytes; 0 when it has gone."""
    with suppress(OSError):
        return _fields(Path(f"/proc/{pid}/status")).get("VmHWM", 0)
    return 0


def _fields(path: Path) -> dict[str, int]:
    """Return the lines ``Name:   123 kB`` as bytes."""
    lines = (line.split() for line in path.read_text().splitlines())
    return {words[0].rstrip(":"): int(words[1]) * 1024 for words in lines if words[-1:] == ["kB"]}

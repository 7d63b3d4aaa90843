"""``python -m tests.bench [start|recording]``: measure the program and print Markdown. Nothing here passes or fails."""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.bench import machine, recording, starting


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Measure the program, as tables.")
    parser.add_argument("part", nargs="?", choices=("start", "recording"), help="only this one (default: both)")
    parser.add_argument("--runs", type=int, default=7, help="starts of each program (default: %(default)s)")
    parser.add_argument("--minutes", type=float, default=10, help="length of the answer (default: %(default)s)")
    options = parser.parse_args()
    sys.stdout.write(f"{machine.describe()}\n\n")
    with tempfile.TemporaryDirectory(prefix="vivavoce-bench-") as name:
        folder = Path(name)
        if options.part != "recording":
            sys.stdout.write(f"{starting.measure(folder / 'start', options.runs)}\n")
            sys.stdout.flush()
        if options.part != "start":
            sys.stdout.write(f"{recording.measure(folder / 'recording', options.minutes)}\n")


if __name__ == "__main__":
    main()

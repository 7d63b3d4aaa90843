"""``python -m tests.bench [PART]``: measure the program, print Markdown; nothing can fail."""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.bench import browsing, deck, machine, recording, reviewing, scheduling, starting


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Measure the program, as tables.")
    parser.add_argument(
        "part",
        nargs="?",
        choices=("start", "recording", "review", "deck", "prompts", "scheduling"),
        help="only this one (default: all)",
    )
    parser.add_argument("--runs", type=int, default=7, help="starts of each program (default: %(default)s)")
    parser.add_argument("--minutes", type=float, default=10, help="length of the answer (default: %(default)s)")
    parser.add_argument(
        "--words", type=int, nargs=2, default=(15, 50), metavar="N", help="in the short answers (default: 15 50)"
    )
    options = parser.parse_args()
    sys.stdout.write(f"{machine.describe()}\n\n")
    with tempfile.TemporaryDirectory(prefix="vivavoce-bench-") as made:
        folder = Path(made)
        parts = {
            "start": lambda: starting.measure(folder / "start", options.runs),
            "recording": lambda: recording.measure(folder / "recording", options.minutes),
            "review": lambda: reviewing.measure(folder / "review", options.runs, tuple(options.words)),
            "deck": lambda: deck.measure(folder / "deck", options.runs),
            "prompts": lambda: browsing.measure(folder / "prompts", options.runs),
            "scheduling": lambda: scheduling.measure(folder / "scheduling"),
        }
        for name, measure in parts.items():
            if options.part in {None, name}:
                sys.stdout.write(f"{measure()}\n")
                sys.stdout.flush()


if __name__ == "__main__":
    main()

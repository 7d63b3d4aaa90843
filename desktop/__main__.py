"""``vivavoce``: the window without arguments, the shell's commands with them."""

import sys


def main() -> int:
    """Run and return the exit code."""
    from desktop.cli import run  # noqa: PLC0415 - what only a command needs is not loaded for the window

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())

"""``vivavoce``: the window without arguments, the shell's commands with them."""

import io
import os
import sys

INTERRUPTED = 130
"""What a shell expects of a program that Ctrl+C ended."""


def main() -> int:
    """Run and return the exit code."""
    from desktop.cli import run  # noqa: PLC0415 - what only a command needs is not loaded for the window

    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal that knows no ± gets a question mark, and all the rest
    try:
        code = run(sys.argv[1:])
        if sys.stdout is not None:  # as in an app without a console
            sys.stdout.flush()
    except BrokenPipeError:  # the reader, such as `head`, has all it wants
        _write_no_more()
        return 0
    except OSError as error:
        if error.filename is not None:  # then it is not the output
            raise
        _write_no_more()
        sys.stderr.write(f"vivavoce: the output could not be written: {error.strerror}\n")
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED
    return code


def _write_no_more() -> None:
    """What is still to be written goes nowhere: Python would try it again at its exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())

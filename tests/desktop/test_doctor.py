"""One look that the system refuses is a finding among the others."""

import errno
import os

import pytest

from desktop.doctor import Check, Unwell, _look


@pytest.mark.parametrize(
    ("error", "detail"),
    [
        (Unwell("no deck"), "no deck"),
        (
            PermissionError(errno.EACCES, os.strerror(errno.EACCES), "/a/model.bin"),
            "The system refused the look at /a/model.bin (Permission denied); nothing was changed.",
        ),
        (OSError("no number"), "The system refused the look (no number); nothing was changed."),
    ],
)
def test_what_the_world_does_is_a_finding(error: Exception, detail: str):
    def look() -> str:
        raise error

    assert _look("model", look) == Check("model", False, detail)


def test_a_mistake_of_ours_stays_one():
    def look() -> str:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        _look("model", look)

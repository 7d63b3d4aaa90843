"""Keys as a keyboard sends them: some need Shift, and which ones differs from keyboard to keyboard."""

from collections.abc import Callable

import pytest

from tests.support.display import Program

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(("key", "title"), [("question", "Keyboard shortcuts"), ("F1", "How a session works")])
def test_what_can_be_read_opens_by_its_key(program: Callable[[], Program], key: str, title: str) -> None:
    app = program()
    app.wait_for_title("Today")
    app.press(key)
    app.wait_for_title(title)


def test_the_rail_is_walked_by_keys(program: Callable[[], Program]) -> None:
    app = program()
    app.wait_for_title("Today")
    app.press("ctrl+2")
    app.wait_for_title("Review")
    app.press("ctrl+comma")
    app.wait_for_title("Settings")
    app.press("ctrl+1")
    app.wait_for_title("Today")
    assert app.close() == 0

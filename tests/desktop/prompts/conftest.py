import pytest

from tests.support.desk import Desk
from tests.support.prompts_desk import PromptsDesk


@pytest.fixture
def here(desk: Desk) -> PromptsDesk:
    """The Prompts screen, looked at."""
    made = PromptsDesk(desk)
    made.presenter.enter()
    return made

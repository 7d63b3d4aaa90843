from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop.diagnostic.desk import DiagnosticDesk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[DiagnosticDesk]:
    """A data folder with an open library, and the diagnostic at work on it."""
    made = DiagnosticDesk(tmp_path / "data")
    yield made
    made.close()

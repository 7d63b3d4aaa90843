from pathlib import Path

import pytest

from tests.support.deck_of_two import HEAD, prompt


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "z-other.toml").write_text(HEAD + prompt("Z9.a"), encoding="utf-8")
    return tmp_path

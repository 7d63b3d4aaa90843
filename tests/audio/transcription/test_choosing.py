"""The person's choice first, then what was measured, then what is there."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audio.transcription.catalogue import CATALOGUE
from audio.transcription.choosing import BEST_LAST, FACTORS, chosen_model, factors, keep_factor


def put(folder: Path, *names: str) -> Path:
    """Files of the right sizes, which is all a choice looks at; they take no room on the disk."""
    for name in names:
        (folder / name).mkdir(parents=True)
        for file in CATALOGUE[name].files:
            with (folder / name / file.name).open("wb") as out:
                out.truncate(file.size)
    return folder


def test_all_models_of_the_catalogue_have_a_place_in_the_order() -> None:
    assert set(BEST_LAST) == set(CATALOGUE)


@pytest.mark.parametrize("choice", ["small", "/somewhere/of/mine"])
def test_the_persons_choice_wins_even_where_it_is_not_installed(tmp_path: Path, choice: str) -> None:
    assert chosen_model(choice, put(tmp_path, "base")) == choice


@pytest.mark.parametrize(
    ("there", "measured", "chosen"),
    [
        ((), {}, "base"),
        (("tiny.en",), {}, "tiny.en"),
        (("tiny", "tiny.en"), {}, "tiny.en"),
        (("tiny.en", "base"), {}, "base"),
        (("base", "small"), {}, "base"),
        (("base", "medium"), {"base": 0.11, "medium": 0.59}, "medium"),
        (("base", "small", "medium"), {"base": 0.11, "small": 0.4, "medium": 0.6}, "small"),
        (("base", "tiny.en"), {"base": 0.9}, "tiny.en"),
        (("base", "tiny.en"), {"base": 1.9, "tiny.en": 0.8}, "tiny.en"),
        (("small",), {}, "small"),
        (("small", "medium"), {"small": 2.0}, "small"),
    ],
)
def test_the_best_that_keeps_up_is_chosen(
    tmp_path: Path, there: tuple[str, ...], measured: dict[str, float], chosen: str
) -> None:
    put(tmp_path, *there)
    for name, factor in measured.items():
        keep_factor(name, factor, tmp_path)
    assert chosen_model("", tmp_path) == chosen


def test_a_model_that_is_half_there_is_not_chosen(tmp_path: Path) -> None:
    put(tmp_path, "base", "tiny.en")
    (tmp_path / "base" / "model.bin").write_bytes(b"short")
    assert chosen_model("", tmp_path) == "tiny.en"


def test_a_factor_holds_for_this_many_processors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_factor("base", 0.1, tmp_path)
    monkeypatch.setattr(os, "cpu_count", lambda: 64)
    assert factors(tmp_path) == {}
    keep_factor("base", 0.01, tmp_path)
    monkeypatch.undo()
    assert factors(tmp_path) == {"base": 0.1}


def test_a_forgotten_factor_is_gone_and_the_others_are_not(tmp_path: Path) -> None:
    keep_factor("base", 0.1, tmp_path)
    keep_factor("tiny", 0.05, tmp_path)
    keep_factor("base", None, tmp_path)
    assert factors(tmp_path) == {"tiny": 0.05}
    assert [each.name for each in tmp_path.iterdir()] == [FACTORS]


@given(
    st.binary()
    | st.recursive(st.none() | st.floats() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x))
)
def test_whatever_the_file_holds_is_no_harm(tmp_path_factory: pytest.TempPathFactory, content: object) -> None:
    folder = tmp_path_factory.mktemp("models")
    data = content if isinstance(content, bytes) else json.dumps({str(os.cpu_count()): content}).encode()
    (folder / FACTORS).write_bytes(data)
    assert chosen_model("", folder) == "base"
    keep_factor("base", 0.2, folder)
    assert factors(folder)["base"] == 0.2

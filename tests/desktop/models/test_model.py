import pytest

from audio.transcription.catalogue import CATALOGUE
from audio.transcription.inventory import Stocked
from desktop.models.model import ORDER, Work, choice_words, duration, lines, progress, speed_words
from tests.desktop.models.samples import STOCK


def test_every_model_of_the_catalogue_has_its_words():
    assert set(ORDER) == set(CATALOGUE)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.2, "5 s"), (12, "10 s"), (40.4, "40 s"), (57, "55 s"), (58, "1 minute"), (95, "2 minutes"), (7300, "2 hours")],
)
def test_a_duration_is_as_rough_as_it_is_known(seconds: float, words: str):
    assert duration(seconds) == words


def test_a_factor_is_told_by_an_answer():
    assert speed_words(0.13) == "A 5-minute answer takes about 40 s."
    assert speed_words(0.6) == "A 5-minute answer takes about 3 minutes, too long to keep up while you speak."
    assert "not been measured" in speed_words(None)


def test_the_time_that_is_left_counts_only_what_came_now():
    assert progress(300, 400, 200, 0.5).sentence == "1 kB of 1 kB"
    shown = progress(300_000_000, 400_000_000, 200_000_000, 20.0)
    assert shown.sentence == "300 MB of 400 MB, about 20 s left"
    assert shown.permille == 750


def offered(name: str, work: Work | None = None, used: str = "base") -> set[str]:
    line = next(each for each in lines(STOCK, used, work) if each.name == name)
    return {each for each in ("install", "cancel", "use", "measure", "verify", "remove") if getattr(line, each)}


@pytest.mark.parametrize(
    ("name", "work", "can"),
    [
        ("base", None, {"measure", "verify", "remove"}),
        ("tiny.en", None, {"use", "measure", "verify", "remove"}),
        ("tiny", None, {"install", "verify", "remove"}),  # altered
        ("small", None, {"install", "remove"}),  # half there
        ("medium", None, {"install"}),
        ("medium", Work("install", "small"), set()),
        ("small", Work("install", "small"), {"cancel"}),
        ("base", Work("measure", "base"), {"cancel"}),
        ("base", Work("verify", "base"), set()),
        ("tiny.en", Work("install", "small"), {"use", "remove"}),
    ],
)
def test_what_can_be_done_is_offered(name: str, work: Work | None, can: set[str]):
    assert offered(name, work) == can


@pytest.mark.parametrize(
    ("setting", "used", "words"),
    [
        ("", "base", "Chosen for this machine: base, the best of those installed that keeps up with you here."),
        ("", "slow", "Chosen for this machine: slow, the fastest of those installed."),
        ("", "new", "Chosen for this machine: new. How fast it is here has not been measured yet."),
        ("", "medium", "No speech model is installed"),
        ("base", "base", "Chosen by you: base."),
        ("medium", "medium", "Chosen by you: medium, which is not installed."),
        ("/my/own", "/my/own", "Chosen by you: the folder /my/own."),
    ],
)
def test_who_chose_is_said(setting: str, used: str, words: str):
    more = (Stocked("slow", True, True, 1, 0.9), Stocked("new", True, True, 1, None))
    assert choice_words(setting, used, (*STOCK, *more)).startswith(words)

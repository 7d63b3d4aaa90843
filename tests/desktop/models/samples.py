"""Models in every state at once."""

from audio.transcription.inventory import Stocked
from desktop.models.model import ModelsModel, Work, choice_words, lines, own_line, progress
from tests.desktop.samples import HOSTILE

STOCK = (
    Stocked("tiny.en", True, True, 78_090_594, 0.067),
    Stocked("base", True, True, 147_882_941, 0.11),
    Stocked("tiny", True, False, 78_203_619, None),
    Stocked("small", False, None, 486_212_372, None, kept=200_000_000),
    Stocked("medium", False, None, 1_530_571_735, None),
)
FOLDER = f"/home/ada/{HOSTILE}"
INSTALLING = ModelsModel(
    lines(STOCK, "base", Work("install", "small", progress(260_000_000, 486_212_372, 200_000_000, 20.0))),
    choice=choice_words("", "base", STOCK),
)
IDLE = ModelsModel(
    lines(STOCK, "base"), choice=choice_words("base", "base", STOCK), automatic=False, sentence="base is used."
)
ASKED = ModelsModel(
    lines(STOCK, FOLDER),
    own_line(FOLDER, "", 0.3, None),
    choice_words(FOLDER, FOLDER, STOCK),
    automatic=False,
    question="/home/ada/another",
    sentence=HOSTILE,
    tone="warn",
)

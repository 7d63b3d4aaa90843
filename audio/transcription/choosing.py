"""Which speech model is used: the person's choice, else the best that is installed and fast enough on this machine.

How fast a model is here was measured (``audio.transcription.calibration``) and is kept beside the models, for the
number of processors it was measured with: seconds of work for each second of speech.
"""

import json
import math
import os
from pathlib import Path
from typing import Any

from audio.transcription.models import DEFAULT, installed, models_folder

FASTEST_ENOUGH = 0.6
"""Above this factor a machine that also records, and shows a window, falls behind the person."""
BEST_LAST = ("tiny", "tiny.en", "base", "small", "medium")
"""The models from the worst words to the best; for English tiny.en hears better than tiny, at the same speed."""
LIGHT = frozenset({"tiny", "tiny.en", "base"})
"""Fast enough unless measured otherwise: base takes 0.11 on two ordinary processors."""
FACTORS = "factors.json"


def chosen_model(setting: str, folder: Path | None = None) -> str:
    """What to load: ``setting``, or where it is empty the machine's choice. Takes a millisecond; verifies nothing."""
    return setting or machines_choice(folder)


def machines_choice(folder: Path | None = None) -> str:
    """The best installed model that keeps up here; the fastest where none does, ``DEFAULT`` where there is none."""
    there = [name for name in BEST_LAST if installed(name, folder)]
    if not there:
        return DEFAULT
    known = factors(folder)
    quick = [name for name in there if known.get(name, 0.0 if name in LIGHT else math.inf) < FASTEST_ENOUGH]
    return quick[-1] if quick else min(there, key=lambda name: known.get(name, math.inf))


def factors(folder: Path | None = None) -> dict[str, float]:
    """What was measured with as many processors as there are now, by name or folder of the model."""
    mine = _all(folder).get(_processors(), {})
    if not isinstance(mine, dict):
        return {}
    return {model: float(each) for model, each in mine.items() if type(each) in {int, float} and 0 < each < math.inf}


def keep_factor(model: str, factor: float | None, folder: Path | None = None) -> None:
    """Remember what was measured, or forget it where there is nothing to remember. OSError where it cannot be kept."""
    mine: dict[str, float | None] = {**factors(folder), model: factor}
    path = (folder or models_folder()) / FACTORS
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{FACTORS}.{os.getpid()}")
    measured = {each: value for each, value in mine.items() if value is not None}
    part.write_text(json.dumps(_all(folder) | {_processors(): measured}, indent=1), encoding="utf-8")
    part.replace(path)


def _all(folder: Path | None) -> dict[str, Any]:
    """The whole file; nothing where it cannot be read, for it can be measured again."""
    try:
        table = json.loads(((folder or models_folder()) / FACTORS).read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return table if isinstance(table, dict) else {}


def _processors() -> str:
    return str(os.cpu_count() or 1)

"""What a look at the disk tells of the speech models. Runs on a thread of the pool: a disk may be far away."""

from dataclasses import dataclass

from audio.errors import AudioError
from audio.transcription.choosing import chosen_model, factors
from audio.transcription.inventory import Stocked, glance
from audio.transcription.models import is_own_folder, located


@dataclass(frozen=True, slots=True)
class Found:
    """How it stands with the models."""

    stock: tuple[Stocked, ...]
    used: str
    """The model in use, for the setting that was looked at."""
    own_problem: str = ""
    """What is wrong with the folder of one's own that is set."""
    own_factor: float | None = None


def look(setting: str) -> Found:
    """Look at all of them; no file of a model of the catalogue is read."""
    used = chosen_model(setting)
    problem = ""
    if is_own_folder(used):
        try:
            located(used)
        except AudioError as error:
            problem = str(error)
    return Found(glance(), used, problem, factors().get(used))


def in_use(setting: str) -> str:
    """Say which model is used with this setting, after reading all of it; raises ``AudioError``."""
    model = chosen_model(setting)
    place = located(model)
    if is_own_folder(model):
        return f"A folder of your own, unverified: {place}."
    return f"{model}, in {place}, every file as it was published."

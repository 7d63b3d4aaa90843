"""``vivavoce models``: the speech models on this machine, from the shell."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from audio.errors import AudioError, NotFetched, NotMeasured
from audio.transcription.catalogue import CATALOGUE
from audio.transcription.child import CALIBRATION, HUB, Child, Message, command_of
from audio.transcription.choosing import chosen_model, keep_factor
from audio.transcription.fetching import question
from audio.transcription.inventory import inventory
from audio.transcription.models import checked_folder, is_own_folder, models_folder, remove, verified
from desktop.folders import DataFolder
from desktop.models.model import UNVERIFIED, speed_words, state_words
from desktop.review.model import size
from desktop.settings.reading import read_settings
from desktop.settings.store import SettingsStore

AUTOMATIC = "auto"
"""What stands for the best model that keeps up here."""


class Refused(AudioError):
    """A person was asked for a yes and there was none; nothing was changed."""


class NoSuchModel(AudioError):
    """The catalogue has no model of this name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"There is no speech model {name}; there are {', '.join(CATALOGUE)}. Nothing was changed.")


def listed() -> list[dict[str, Any]]:
    """The five models; every file of what is installed has been compared."""
    return [
        {
            "name": each.name,
            "installed": each.installed,
            "verified": bool(each.verified),
            "bytes": each.bytes,
            "factor": each.factor,
        }
        for each in inventory()
    ]


def list_lines(folder: DataFolder) -> list[str]:
    """The same for reading, with the one in use."""
    setting = read_settings(folder.settings).speech_model
    used = chosen_model(setting)
    rows = [
        f"{'*' if each.name == used else ' '} {each.name:8} {size(each.bytes):>7}  {state_words(each)[0]}"
        for each in inventory()
    ]
    if is_own_folder(used):
        rows.append(f"* {used}  Unverified.")
    return rows


def install(name: str, tell: Callable[[int, int], object]) -> str:
    """Fetch the model over the network, then measure it; returns what came of it.

    ``tell`` hears how many bytes of how many have come. Raises ``AudioError``.
    """
    model = CATALOGUE[_known(name)]
    said = _answer(
        HUB,
        question(model, models_folder()),
        lambda each: tell(each["bytes"], model.bytes) if "bytes" in each else None,
    )
    if "installed" not in said:
        raise (
            _Said(said["failed"])
            if "failed" in said
            else NotFetched(name, "the download was stopped", "Install it again to go on from there.")
        )
    try:
        return f"{name} is installed, every file as published. {measure(name)}"
    except AudioError as error:
        return f"{name} is installed, every file as published. {error}"


def measure(model: str) -> str:
    """Find out how fast the model is here, and remember it; returns it in words. Raises ``AudioError``."""
    said = _answer(CALIBRATION, {"model": model}, lambda _: None)
    if "factor" not in said:
        raise _Said(said["failed"]) if "failed" in said else NotMeasured(model, "it was stopped")
    try:
        keep_factor(model, said["factor"])
    except OSError as error:
        raise NotMeasured(model, error.strerror or str(error)) from error
    return speed_words(said["factor"])


def verify(name: str | None) -> list[str]:
    """Compare every file of one model, or of all that are installed; returns a line for each. Raises ``AudioError``."""
    names = [_known(name)] if name else [each.name for each in inventory() if each.installed]
    return [f"{each}: every file in {verified(each)} is as it was published." for each in names]


def take_away(name: str, folder: DataFolder) -> list[str]:
    """Remove a model; where it was the one chosen, another takes its place. Raises ``AudioError``."""
    _known(name)
    if not remove(name):
        return [f"{name} is not installed; nothing was changed."]
    told = [f"{name} is removed."]
    if read_settings(folder.settings).speech_model == name:
        _set(folder, "")
        told.append(f"It was the one in use; now {chosen_model('')} is, the best that keeps up here.")
    return told


def use(model: str, folder: DataFolder, agreed: Callable[[str], bool]) -> str:
    """Use this model from now on: a name, ``auto``, or a folder; ``agreed`` is asked about a folder.

    Raises ``AudioError``.
    """
    if model == AUTOMATIC:
        _set(folder, "")
        return f"The best model that keeps up here is used: {chosen_model('')}."
    if model in CATALOGUE:
        verified(model)
        _set(folder, model)
        return f"{model} is used."
    if not any(mark in model for mark in (os.sep, "/")) and not Path(model).is_dir():
        raise NoSuchModel(model)
    place = checked_folder(Path(model).expanduser().absolute())
    if not agreed(f"{UNVERIFIED}\nUse {place}?"):
        raise Refused(
            f"{place} is not used, because nobody said yes; nothing was changed. Say --yes to use it unverified."
        )
    _set(folder, str(place))
    return f"{place} is used, unverified."


class _Said(AudioError):
    """What a process said of its failure."""


def _known(name: str) -> str:
    if name not in CATALOGUE:
        raise NoSuchModel(name)
    return name


def _set(folder: DataFolder, model: str) -> None:
    store = SettingsStore(folder.settings)
    store.change(speech_model=model)
    if store.problems:
        raise Refused(" ".join(store.problems))


def _answer(child: str, asked: Mapping[str, Any], hear: Callable[[Message], object]) -> Message:
    """Ask a process and wait for its last words; nothing where it was stopped, as by Ctrl+C."""
    inbox: SimpleQueue[Message | None] = SimpleQueue()
    try:
        process = Child(command_of(child), asked, inbox.put)
    except OSError:  # no more processes or memory
        return {}
    last: Message = {}
    try:
        while (said := inbox.get()) is not None:
            hear(said)
            last = said
    except KeyboardInterrupt:
        return {}
    finally:
        process.kill()
    return last

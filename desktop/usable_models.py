"""The speech models that can be asked to listen, at a glance: no file is read, a process reads all of them anyway."""

from audio.transcription.catalogue import CATALOGUE
from audio.transcription.models import installed, is_own_folder


def usable_models(setting: str) -> tuple[str, ...]:
    """Those of the catalogue that are installed, and the folder of the person's own where one is set."""
    own = (setting,) if is_own_folder(setting) else ()
    return (*(name for name in CATALOGUE if installed(name)), *own)

"""What the world can do to a recording or a transcription: one class each, its text the sentence a person reads."""

import errno
from datetime import datetime
from pathlib import Path

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class AudioError(Exception):
    """Something outside the program went wrong; ``str()`` says what happened, what is safe and what to do."""


class NoMicrophone(AudioError):
    """No microphone could be opened."""

    def __init__(self, detail: str = "") -> None:
        super().__init__(
            "No microphone could be opened, so nothing is being recorded; plug one in or allow this app to use it, "
            "then try again." + (f" ({detail})" if detail else "")
        )


class NoLoudspeaker(AudioError):
    """Nothing could be played."""

    def __init__(self, detail: str) -> None:
        super().__init__(
            f"The recording could not be played ({detail}); it is safe. Connect a loudspeaker or headphones, then try "
            "again."
        )


class NoPortAudio(AudioError):
    """The system's sound library is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "The system's sound library PortAudio is missing, so nothing can be recorded or played; "
            "everything else works. On Debian: apt install libportaudio2"
        )


class MicrophoneLost(AudioError):
    """The microphone went away, during a take or while nothing was ``recording``."""

    def __init__(self, recording: bool = True) -> None:
        outcome = "; what you said until then is kept" if recording else ", so nothing is being recorded"
        super().__init__(f"The microphone went away{outcome}. Plug it in again, then go on.")


class MachineSlept(AudioError):
    """The machine slept while somebody spoke: ``at`` is when it fell asleep, as the person's clock said it."""

    def __init__(self, at: datetime | None, recording: bool = True) -> None:
        when = f" at {at:%H:%M}" if at is not None else ""
        outcome = "what you said until then is kept" if recording else "nothing was being recorded"
        super().__init__(f"The computer slept{when}; {outcome}. Open the microphone again to go on.")


class RecorderFault(AudioError):
    """A fault of ours ended the recorder, during a take or while nothing was ``recording``; it is reported besides."""

    def __init__(self, recording: bool = True) -> None:
        outcome = "what you said until then is kept" if recording else "nothing is being recorded"
        super().__init__(f"The recorder stopped because of a fault in this app; {outcome}. Try again to go on.")


STOPPED = "the recording stopped; what you said until then is kept"
NOT_STARTED = "nothing is being recorded; what you said before is safe"


class DiskFull(AudioError):
    """No room was left; ``so`` says what did not happen because of it, and what is safe."""

    def __init__(self, so: str = STOPPED) -> None:
        super().__init__(f"The disk is full, so {so}. Free some space before you go on.")


class CannotWrite(AudioError):
    """A file could not be written for another reason than a full disk; ``so`` as for ``DiskFull``."""

    def __init__(self, path: Path, detail: str, so: str = STOPPED) -> None:
        super().__init__(
            f"{path.name} could not be written to {path.parent} ({detail}), so {so}. Check that the folder exists and "
            "may be written."
        )


class CannotRead(AudioError):
    """A recording could not be read while it was being turned into words."""

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(
            f"The recording {path.name} could not be read ({detail}), so the rest of it has no words; nothing was "
            "changed. Put it back in its place, then start the app again."
        )


class NotSound(AudioError):
    """A file is not a sound file that can be read."""

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(
            f"{path.name} could not be read as sound ({detail}); nothing was changed. Use a WAV, FLAC, OGG or MP3 file."
        )


class ModelMissing(AudioError):
    """The speech model is not installed."""

    def __init__(self, name: str, folder: Path) -> None:
        super().__init__(
            f"The speech model {name} is not installed in {folder}, so there are no words; recordings are kept and get "
            "theirs later. Install it, or choose another, under Speech models in the Tools menu."
        )


class ModelAltered(AudioError):
    """A file of the speech model is not the published one."""

    def __init__(self, name: str, file: str) -> None:
        super().__init__(
            f"The speech model {name} is not used because its file {file} differs from the published one; recordings "
            "are safe. Install it again under Speech models in the Tools menu."
        )


class ModelUnreadable(AudioError):
    """A file of the speech model is there and may or can not be read."""

    def __init__(self, name: str, file: str, folder: Path, detail: str) -> None:
        super().__init__(
            f"The speech model {name} is not used because its file {file} could not be read in {folder} ({detail}); "
            "recordings are kept and get their words later. Check that this folder and its files may be read."
        )


class ModelFolderUnfit(AudioError):
    """A folder that a person wants to use as a speech model does not hold a whole one."""

    def __init__(self, folder: Path, detail: str) -> None:
        super().__init__(
            f"{folder} is not used as a speech model because {detail}; nothing was changed. Choose a folder that holds "
            "model.bin, config.json, tokenizer.json and vocabulary.txt or vocabulary.json."
        )


class ModelInTheWay(AudioError):
    """A model's folder could not be moved or deleted."""

    def __init__(self, name: str, folder: Path, detail: str) -> None:
        super().__init__(
            f"The speech model {name} could not be taken out of {folder} ({detail}); recordings and words are safe. "
            "Close what uses its files, then try again."
        )


class NotFetched(AudioError):
    """The hub did not give a model; ``detail`` says why, ``todo`` what may help. What came is kept and gone on with."""

    def __init__(self, name: str, detail: str, todo: str) -> None:
        super().__init__(f"The speech model {name} is not installed because {detail}; what came so far is kept. {todo}")


class NotMeasured(AudioError):
    """How fast a speech model is on this machine could not be found out."""

    def __init__(self, model: str, detail: str) -> None:
        super().__init__(
            f"The speed of the speech model {model} could not be measured ({detail}); it can be used all the same. "
            "Measure it again when the machine has less to do."
        )


class RecogniserStopped(AudioError):
    """The recogniser's process died again and again, or could not be started."""

    def __init__(self) -> None:
        super().__init__(
            "The speech recogniser stopped several times in a row, so there are no words for now; the recordings are "
            "safe. Start the app again to try once more."
        )


def writing_error(path: Path, error: OSError, so: str = STOPPED) -> AudioError:
    """The sentence for a failed write to ``path``: disk full, or anything else."""
    return DiskFull(so) if error.errno in _FULL else CannotWrite(path, error.strerror or str(error), so)

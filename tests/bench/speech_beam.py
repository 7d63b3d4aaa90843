"""The recogniser's process with a beam of one, for the row that asks for it: all else is the product's."""

import sys
from pathlib import Path

from audio.transcription import whisper, worker


class Narrow(whisper.Whisper):
    """Follows one way through the words only."""

    def __init__(self, folder: Path, threads: int) -> None:
        super().__init__(folder, threads, beam=1)


if __name__ == "__main__":
    whisper.Whisper = Narrow
    sys.exit(worker.main(sys.argv[1]))

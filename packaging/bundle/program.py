"""The frozen program: the app, or, asked for by the app itself, the recogniser's process."""

import sys

if __name__ == "__main__":
    from audio.transcription.recogniser import FROZEN_WORKER

    if sys.argv[1:2] == [FROZEN_WORKER]:
        from audio.transcription.worker import main as work

        sys.exit(work(sys.argv[2]))
    from desktop.__main__ import main

    sys.exit(main())

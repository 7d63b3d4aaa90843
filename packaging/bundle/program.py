"""The frozen program: the app, or, asked for by the app itself, one of its other processes."""

import sys

if __name__ == "__main__":
    from audio.transcription.child import FROZEN_CHILD, HUB
    from audio.transcription.recogniser import FROZEN_WORKER

    if sys.argv[1:2] == [FROZEN_WORKER]:
        from audio.transcription.worker import main as work

        sys.exit(work(sys.argv[2]))
    if sys.argv[1:2] == [FROZEN_CHILD]:
        if sys.argv[2] == HUB:
            from audio.transcription.hub import main as answer
        else:
            from audio.transcription.calibration import main as answer
        sys.exit(answer())
    from desktop.__main__ import main

    sys.exit(main())

"""What the world can do to a recording or a transcription: one class each, its text the sentence a person reads."""


class AudioError(Exception):
    """Something outside the program went wrong; ``str()`` says what happened, what is safe and what to do."""

"""What the app knows beforehand of the words of an answer to a prompt."""

from audio.transcription.words import NO_HELP, Help


def help_for(prompt: str) -> Help:
    """The hints and key points that an answer to the built-in ``prompt`` gets; none for no prompt."""
    return NO_HELP

"""What the world can do to a deck file that is to be written: one class each."""

from pathlib import Path

from cards.errors import CardsError


class DeckError(CardsError):
    """Base of everything that can happen to the deck file at ``path``; ``str()`` is the sentence a person reads."""

    sentence = "The deck file {path} cannot be used."

    def __init__(self, path: Path, detail: str = "") -> None:
        super().__init__(self.sentence.format(path=path, detail=detail))
        self.path = path
        self.detail = detail


class DeckFull(DeckError):
    """No room on the disk."""

    sentence = "The disk of {path} is full ({detail}), and the deck is as it was; free some space, then try again."


class DeckUnwritable(DeckError):
    """The file or its folder may not be written."""

    sentence = (
        "{path} could not be written ({detail}), and the deck is as it was; make the folder writable, then try again."
    )


class DeckUnreadable(DeckError):
    """The file, or what was in it, cannot be read any more."""

    sentence = "{path} could not be read ({detail}) and was left as it is; check that it is there, then try again."


class DeckChanged(DeckError):
    """Somebody else has changed the prompt in its file since it was taken out to be edited."""

    sentence = (
        "This prompt was changed in {path} by another program meanwhile, so nothing was written; "
        "copy your text, open the prompt again and put it in there."
    )


class DeckBroken(DeckError):
    """The file is written in a way in which none of its prompts can be changed alone."""

    sentence = "No prompt of {path} can be changed alone, and it was left as it is; correct the file first. {detail}"


class DeckShips(DeckError):
    """The file is part of the program, which an update replaces."""

    sentence = "{path} comes with the program and was left as it is; edit one of its prompts to get a copy of your own."


class DeckTooLarge(DeckError):
    """The file would be one that no deck may hold."""

    sentence = (
        "{path} would be larger than 1 MB, so nothing was written; give the prompt a topic of its own, or shorten it."
    )


class PromptGone(DeckError):
    """The prompt is not where it was when the list was made."""

    sentence = "{detail} is not in {path} any more, so nothing was changed; look at the list again."

"""Open the library of a data folder, the same way for the window and the shell."""

from datetime import datetime

from cards.deck import Deck, builtin_folder, load_deck
from cards.library import Library
from cards.library.errors import world
from desktop.folders import DataFolder


def open_library(folder: DataFolder, moment: datetime, *, start_new: bool = False) -> Library:
    """Make the folders and open the library in them; raises what ``Library.open`` raises."""
    with world(folder.library):
        folder.create()
    return Library.open(folder.library, moment, start_new=start_new)


def open_with_deck(folder: DataFolder, moment: datetime, *, start_new: bool = False) -> tuple[Library, Deck]:
    """The open library, its prompts brought up to date from the deck that ships."""
    deck = load_deck(builtin_folder())
    library = open_library(folder, moment, start_new=start_new)
    library.sync_prompts(deck.prompts, complete=not deck.problems)
    return library, deck

"""Open the library of a data folder, the same way for the window and the shell."""

from datetime import datetime

from cards.deck import Deck
from cards.library import Library
from cards.library.errors import world
from desktop.calendar import settle_all
from desktop.decks import Decks
from desktop.folders import DataFolder


def open_library(folder: DataFolder, moment: datetime, *, start_new: bool = False) -> Library:
    """Make the folders and open the library in them; raises what ``Library.open`` raises."""
    with world(folder.library):
        folder.create()
    return Library.open(folder.library, moment, start_new=start_new)


def open_with_deck(
    folder: DataFolder, moment: datetime, *, start_new: bool = False, decks: Decks | None = None
) -> tuple[Library, Deck]:
    """The open library, its prompts brought up to date from the deck that ships and the person's own."""
    deck = (decks or Decks(folder)).load()
    library = open_library(folder, moment, start_new=start_new)
    bring_up_to_date(library, deck)
    settle_all(library)
    return library, deck


def bring_up_to_date(library: Library, deck: Deck) -> None:
    """Let the library know the prompts of the deck. While a file has a problem, nothing that is missing is retired."""
    library.sync_prompts(deck.prompts, complete=not deck.problems)

"""Decks: folders of TOML files with prompts, how they are read, checked and written. ``FORMAT.md`` has the format."""

from cards.deck.reading import FORMAT, Deck, builtin_folder, load_deck
from cards.deck.source import DeckProblem

__all__ = ["FORMAT", "Deck", "DeckProblem", "builtin_folder", "load_deck"]

"""What the world can do to the library and the deck: one class each, its text the sentence a person reads."""


class CardsError(Exception):
    """Something outside the program went wrong; ``str()`` says what happened, what is safe and what to do."""

"""How long the recorder waits, listens back and listens on, and how much room it wants."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Units are in the names."""

    pre_roll_s: float = 0.3
    """Sound from before the key was pressed: people begin to speak while they press it."""
    post_roll_s: float = 0.25
    """Sound taken in after stop: it was spoken before the key and is still on its way through the system."""
    watchdog_s: float = 1.0
    """This long without a block, after the first, means that the microphone is gone."""
    first_sound_s: float = 10.0
    """A Bluetooth or software microphone may need seconds to wake; after this long it will not."""
    letting_go_s: float = 2.0
    """A device that is gone may hang while it is closed; after this long it is left to itself."""
    free_bytes: int = 50_000_000
    """With less room than this no take starts, and a running one is ended while its file is whole."""


LIMITS = Limits()

"""Every key that does something, in one table: the menus take theirs from it, and ``?`` shows it. Knows no Qt.

The keys on buttons are not in it: a button carries its own, and ``?`` reads it from there.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shortcut:
    """One or more keys and what they do. Keys are keycap names, such as ``Space`` and ``Ctrl+Z``."""

    keys: tuple[str, ...]
    text: str
    focused: bool = False
    """Whether it is for what the keyboard is at, such as a row of a list, and for nothing else."""


OWN = {
    "Quit": "Ctrl+Q",
    "Undo": "Ctrl+Z",
    "Redo": "Ctrl+Shift+Z",
    "Copy": "Ctrl+C",
    "Full screen": "F11",
    "Larger text": "Ctrl++",
    "Smaller text": "Ctrl+-",
    "Normal text": "Ctrl+0",
    "Settings": "Ctrl+,",
    "How a session works": "F1",
    "Keyboard shortcuts": "?",
}
"""The window's commands with a key, on every screen. No screen binds these; a button may carry one on its cap."""

OFFERED = {"Export…": "Ctrl+E", "Load a sound file…": "Ctrl+O", "Find": "Ctrl+F"}
"""Commands that have their place in the menus and are carried out by a screen, where it has one of these words."""

COMMANDS = OWN | OFFERED
OWN_KEYS = frozenset(OWN.values())

PLACES = ("Ctrl+1", "Ctrl+2", "Ctrl+3", "Ctrl+4", "Ctrl+5")
"""The keys of the rail's entries, from the top."""

SCROLL = Shortcut(("Up", "Down", "PgUp", "PgDown", "Home", "End"), "Scroll")

SCREENS: dict[str, tuple[Shortcut, ...]] = {
    "today": (Shortcut(("-", "+"), "A shorter or a longer session"), SCROLL),
    "ask": (SCROLL,),
    "reflect": (
        Shortcut(("1", "2", "3", "4"), "Choose the depth"),
        Shortcut(("Up", "Down"), "Go to the row above or below", focused=True),
        Shortcut(("Space",), "Tick the row", focused=True),
        Shortcut(("Left", "Right"), "Say where the answer stood", focused=True),
    ),
    "outcome": (SCROLL,),
    "pause": (Shortcut(("P",), "Go on"),),
    "summary": (SCROLL,),
    "diagnostic": (SCROLL,),
    "question": (SCROLL,),
    "verdict": (SCROLL,),
    "route": (SCROLL,),
    "settings": (Shortcut(("Esc",), "Back"), SCROLL),
    "models": (Shortcut(("Esc",), "Back to the settings"), SCROLL),
    "review": (
        Shortcut(("Up", "Down"), "In the list: the answer above or below", focused=True),
        Shortcut(("Enter", "Left"), "Into the answer, and back to the list", focused=True),
        Shortcut(("-", "+"), "Play slower or faster"),
        Shortcut(("N",), "Write a note"),
        Shortcut(("1", "2", "3", "4"), "Choose another depth, once D has offered them", focused=True),
        Shortcut(("T", "Shift+T"), "In the answer: the next recording, or the one before", focused=True),
    ),
    "prompts": (
        Shortcut(("Up", "Down"), "In the list: the prompt above or below", focused=True),
        Shortcut(("Right", "Left"), "Into the prompt, and back to the list", focused=True),
        Shortcut(("A",), "Show or hide what a strong answer says"),
        Shortcut(("O",), "Write your own example"),
        Shortcut(("T",), "Write tags"),
        Shortcut(("Shift+N",), "Write a note"),
    ),
}
"""What a screen's keys do besides those of its buttons and of what it adds to the menus."""

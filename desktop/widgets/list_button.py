"""The buttons beside a list, whose keys mean one thing there and may mean another elsewhere on the screen."""

from PySide6.QtWidgets import QWidget

from desktop.widgets.keycap_button import KeycapButton


class ListButton(KeycapButton):
    """A low button whose key the screen answers itself: beside the list the same key may mean something else."""

    def __init__(self, caption: str, key: str = "", kind: str = "", parent: QWidget | None = None) -> None:
        super().__init__(caption, key, kind, parent, low=True)

    def set_key(self, key: str) -> None:
        """Put the key on the cap alone: a shortcut there is would take it from whoever it belongs to."""
        self.show_key(key)

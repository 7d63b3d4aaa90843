"""The layout a widget of ours was given."""

from PySide6.QtWidgets import QLayout, QWidget


def layout_of(widget: QWidget) -> QLayout:
    """Return the layout of a widget that has one; asking one that has none is a fault of ours."""
    layout = widget.layout()
    if layout is None:
        raise LookupError(f"{type(widget).__name__} has no layout")
    return layout

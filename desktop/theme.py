"""The one table of colours, in two palettes of the same roles, and how the system's choice between them is followed."""

import re
from dataclasses import asdict, dataclass
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication

from desktop.stylesheet import TEMPLATE

PREFERRED_FONT = "Inter"
BODY_PX = 15
LARGEST_SCALE = 2.0
SYSTEM = "system"
"""The appearance that follows the system's light or dark."""


@dataclass(frozen=True, slots=True)
class Roles:
    """What a colour is for. Values are #rrggbb."""

    ground: str
    panel: str
    line: str
    ink: str
    muted: str
    accent: str
    soft_accent: str
    warn: str
    danger: str
    good: str
    ml: str
    design: str
    coding: str
    behavioral: str
    highlight: str


LIGHT = Roles(
    ground="#f6f6f4",
    panel="#ffffff",
    line="#e2e3e0",
    ink="#1c1d20",
    muted="#5f6470",
    accent="#2f5fd0",
    soft_accent="#e8eefb",
    warn="#b45309",
    danger="#b3261e",
    good="#23724a",
    ml="#6d4bc3",
    design="#0f766e",
    coding="#a15c07",
    behavioral="#b03a6f",
    highlight="#fff1c2",
)
DARK = Roles(
    ground="#17181b",
    panel="#1f2125",
    line="#32353b",
    ink="#eceded",
    muted="#a3a8b3",
    accent="#8fb0ff",
    soft_accent="#26304a",
    warn="#f0b35a",
    danger="#ff8a80",
    good="#7fd1a6",
    ml="#b9a2ff",
    design="#5fd0c5",
    coding="#f0b35a",
    behavioral="#ff9cc4",
    highlight="#4a421f",
)

CHOSEN = {"light": LIGHT, "dark": DARK}
"""The appearances that do not ask the system."""

TEXT_PAIRS = (
    *(("ink", ground) for ground in ("ground", "panel", "soft_accent", "highlight")),
    *(("muted", ground) for ground in ("ground", "panel", "soft_accent")),
    *(("accent", ground) for ground in ("ground", "panel", "soft_accent")),
    *((tone, ground) for tone in ("warn", "danger", "good") for ground in ("ground", "panel")),
    *((hue, "ground") for hue in ("ml", "design", "coding", "behavioral")),
    *(("panel", hue) for hue in ("accent", "ml", "design", "coding", "behavioral")),
)
"""Every pair of text and what lies behind it that the stylesheet uses; a test holds each to 4.5:1."""


def roles_for(scheme: Qt.ColorScheme) -> Roles:
    """Return the palette for the system's choice; a system that says nothing gets the light one."""
    return DARK if scheme == Qt.ColorScheme.Dark else LIGHT


def palette(roles: Roles) -> QPalette:
    """Return the roles as Qt's palette, for the widgets that paint themselves.

    Highlight is the accent, PlaceholderText is muted, Mid is the hairline, AlternateBase is the soft accent,
    BrightText the colour of a marker (the role "highlight").
    """
    colours = QPalette()
    pairs = {
        QPalette.ColorRole.Window: roles.ground,
        QPalette.ColorRole.WindowText: roles.ink,
        QPalette.ColorRole.Base: roles.panel,
        QPalette.ColorRole.AlternateBase: roles.soft_accent,
        QPalette.ColorRole.Text: roles.ink,
        QPalette.ColorRole.Button: roles.panel,
        QPalette.ColorRole.ButtonText: roles.ink,
        QPalette.ColorRole.Mid: roles.line,
        QPalette.ColorRole.PlaceholderText: roles.muted,
        QPalette.ColorRole.Highlight: roles.accent,
        QPalette.ColorRole.HighlightedText: roles.panel,
        QPalette.ColorRole.BrightText: roles.highlight,
        QPalette.ColorRole.ToolTipBase: roles.panel,
        QPalette.ColorRole.ToolTipText: roles.ink,
    }
    for role, colour in pairs.items():
        colours.setColor(role, QColor(colour))
    colours.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText, QColor(roles.muted))
    return colours


def mixed(first: str, second: str, share: float) -> str:
    """Return ``first`` with ``share`` (0 to 1) of ``second`` in it."""
    one, two = QColor(first), QColor(second)
    parts = (
        round(a + (b - a) * share)
        for a, b in zip(one.toTuple()[:3], two.toTuple()[:3], strict=True)  # type: ignore[index]
    )
    return QColor(*parts).name()


def stylesheet(roles: Roles, scale: float = 1.0) -> str:
    """Return the stylesheet of the whole application; ``scale`` enlarges its text sizes."""
    colours = asdict(roles) | {
        "accent_hover": mixed(roles.accent, roles.ink, 0.15),
        "accent_line": mixed(roles.accent, roles.panel, 0.55),
    }
    text = Template(TEMPLATE).substitute(colours)
    return re.sub(r"(\d+)sp\b", lambda size: f"{round(int(size[1]) * scale)}px", text)


def text_scale(app: QApplication) -> float:
    """Return how much larger than our body text the system's text is, at least 1.

    Device pixels are Qt's work. This is for people who enlarge the text alone.
    """
    return min(LARGEST_SCALE, max(1.0, QFontInfo(app.font()).pixelSize() / BODY_PX))


class Look:
    """The application's font and colours: the system's choice of light or dark, and what the person wants otherwise.

    Text is as large as the system's, times ``zoom``, and never more than ``LARGEST_SCALE`` of ours.
    """

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self._system_scale = text_scale(app)
        family = PREFERRED_FONT if QFontDatabase.hasFamily(PREFERRED_FONT) else app.font().family()
        self._font = QFont(family)
        self._zoom = 1.0
        self._appearance = SYSTEM
        app.setStyle("Fusion")  # the one base that draws a stylesheet the same on every system
        app.styleHints().colorSchemeChanged.connect(self._follow)

    @property
    def zoom(self) -> float:
        """How much larger a person made the text, 1 to ``LARGEST_SCALE``."""
        return self._zoom

    def set_zoom(self, zoom: float) -> None:
        """Make the text larger; what stands on the screen follows at once."""
        zoom = min(LARGEST_SCALE, max(1.0, zoom))
        if zoom != self._zoom:
            self._zoom = zoom
            self.draw()

    def set_appearance(self, appearance: str) -> None:
        """``system``, ``light`` or ``dark``; anything else counts as the system's choice."""
        if appearance != self._appearance:
            self._appearance = appearance
            self.draw()

    def draw(self) -> None:
        """Draw the application this way."""
        self._font.setPixelSize(round(BODY_PX * self._scale))
        self._app.setFont(self._font)
        self._follow(self._app.styleHints().colorScheme())

    @property
    def _scale(self) -> float:
        return min(LARGEST_SCALE, self._system_scale * self._zoom)

    def _follow(self, scheme: Qt.ColorScheme) -> None:
        apply(self._app, CHOSEN.get(self._appearance) or roles_for(scheme), self._scale)


def install(app: QApplication) -> Look:
    """Give the application its font and colours, and follow the system's choice of light or dark from now on."""
    look = Look(app)
    look.draw()
    return look


def apply(app: QApplication, roles: Roles, scale: float = 1.0) -> None:
    """Draw the application in these roles."""
    app.setPalette(palette(roles))
    app.setStyleSheet(stylesheet(roles, scale))

import re
from collections.abc import Iterator
from dataclasses import asdict, fields

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop.stylesheet import TEMPLATE
from desktop.theme import DARK, LIGHT, TEXT_PAIRS, Look, Roles, apply, install, mixed, palette, roles_for, stylesheet

LEAST_CONTRAST = 4.5


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = [part / 255 for part in QColor(colour).toTuple()[:3]]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("roles", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_text_can_be_read_on_its_ground(roles: Roles, text: str, ground: str):
    colours = asdict(roles)
    assert contrast(colours[text], colours[ground]) >= LEAST_CONTRAST


@pytest.mark.parametrize("roles", [LIGHT, DARK], ids=["light", "dark"])
def test_a_primary_button_can_be_read_under_the_pointer(roles: Roles):
    assert contrast(roles.panel, mixed(roles.accent, roles.ink, 0.15)) >= LEAST_CONTRAST


def test_every_text_colour_of_the_stylesheet_is_in_the_checked_pairs():
    written = set(re.findall(r"(?<![-\w])color: \$(\w+)", TEMPLATE))
    assert written <= {text for text, _ in TEXT_PAIRS}


def test_every_ground_under_text_is_in_the_checked_pairs():
    painted = set(re.findall(r"background: \$(\w+)", TEMPLATE)) - {"line", "muted", "accent_hover"}
    assert painted <= {ground for _, ground in TEXT_PAIRS}


@pytest.mark.parametrize(
    ("scheme", "roles"),
    [(Qt.ColorScheme.Light, LIGHT), (Qt.ColorScheme.Dark, DARK), (Qt.ColorScheme.Unknown, LIGHT)],
)
def test_the_system_decides_between_light_and_dark(scheme: Qt.ColorScheme, roles: Roles):
    assert roles_for(scheme) is roles


def test_both_palettes_have_the_same_roles_and_differ_in_each():
    assert all(getattr(LIGHT, role.name) != getattr(DARK, role.name) for role in fields(Roles))


def test_the_stylesheet_grows_with_the_text():
    assert "font-size: 30px" in stylesheet(LIGHT)
    assert "font-size: 45px" in stylesheet(LIGHT, 1.5)


@pytest.mark.parametrize("roles", [LIGHT, DARK], ids=["light", "dark"])
def test_the_stylesheet_is_filled_and_qt_reads_it(qtbot: QtBot, roles: Roles):
    text = stylesheet(roles)
    assert "$" not in text
    label = QLabel("x")
    qtbot.addWidget(label)
    label.setStyleSheet(text)  # a fault in it would be a Qt warning, and that fails the test
    label.show()


def test_painted_widgets_find_their_colours_in_the_palette():
    assert palette(DARK).highlight().color() == QColor(DARK.accent)
    assert palette(DARK).placeholderText().color() == QColor(DARK.muted)


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Look]:
    font = qapp.font()
    made = install(qapp)
    yield made
    qapp.styleHints().colorSchemeChanged.disconnect(made._follow)
    qapp.setStyleSheet("")
    qapp.setFont(font)


def test_the_systems_change_is_followed_while_the_app_runs(qapp: QApplication, look: Look):
    for scheme, roles in ((Qt.ColorScheme.Dark, DARK), (Qt.ColorScheme.Light, LIGHT)):
        qapp.styleHints().colorSchemeChanged.emit(scheme)
        assert qapp.palette().window().color() == QColor(roles.ground)
        assert roles.ground in qapp.styleSheet()


@pytest.mark.parametrize(("appearance", "roles"), [("dark", DARK), ("light", LIGHT)])
def test_what_a_person_chose_is_kept_whatever_the_system_does(
    qapp: QApplication, look: Look, appearance: str, roles: Roles
):
    look.set_appearance(appearance)
    for scheme in (Qt.ColorScheme.Dark, Qt.ColorScheme.Light):
        qapp.styleHints().colorSchemeChanged.emit(scheme)
        assert qapp.palette().window().color() == QColor(roles.ground)
    look.set_appearance("system")
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert qapp.palette().window().color() == QColor(DARK.ground)


@pytest.mark.parametrize(("wanted", "got"), [(1.5, 1.5), (0.2, 1.0), (9.0, 2.0)])
def test_the_text_is_made_larger_within_bounds(qapp: QApplication, look: Look, wanted: float, got: float):
    look.set_zoom(wanted)
    assert look.zoom == got
    assert qapp.font().pixelSize() == round(15 * got)
    assert f"font-size: {round(24 * got)}px" in qapp.styleSheet()


def test_a_change_reaches_widgets_that_stand(qtbot: QtBot, qapp: QApplication):
    label = QLabel("x")
    qtbot.addWidget(label)
    label.show()
    apply(qapp, DARK)
    try:
        assert label.palette().window().color() == QColor(DARK.ground)
        apply(qapp, LIGHT)
        assert label.palette().window().color() == QColor(LIGHT.ground)
    finally:
        qapp.setStyleSheet("")

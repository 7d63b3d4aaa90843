from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cards.rounds import ROUNDS, Round
from desktop.theme import DARK, LIGHT, Roles, apply
from desktop.today.bars import DepthBand, PartBar
from desktop.today.model import unbroken
from desktop.today.week_panel import PLANNED, RoundLine, WeekPanel
from desktop.widgets.round_badge import RoundBadge
from desktop.widgets.text import Text
from tests.desktop.today.samples import BARS, FIRST_WEEK, SHORT_WEEK, WEEK

Shown = Callable[..., QWidget]


@pytest.fixture
def panel(shown: Shown) -> WeekPanel:
    made = WeekPanel()
    shown(made)
    return made


@pytest.fixture(params=[LIGHT, DARK], ids=["light", "dark"])
def roles(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[Roles]:
    before = qapp.palette()
    apply(qapp, request.param)
    yield request.param
    qapp.setStyleSheet("")
    qapp.setPalette(before)


def texts(view: QWidget) -> list[str]:
    return [text.text() for text in view.findChildren(Text) if text.isVisibleTo(view) and text.text()]


def colours(widget: QWidget, *shares: float) -> list[str]:
    """The colours in the middle of the height, at these shares of the width."""
    picture = widget.grab().toImage()
    return [picture.pixelColor(round(share * (widget.width() - 1)), widget.height() // 2).name() for share in shares]


def test_every_round_stands_in_its_line(panel: WeekPanel):
    panel.show_week(WEEK)
    lines = panel.findChildren(RoundLine)
    assert [line.findChild(RoundBadge).text() for line in lines] == ["M", "S", "C", "B"]
    for line, bar in zip(lines, BARS, strict=True):
        assert {ROUNDS[bar.round].name, f"{bar.minutes} min", bar.estimate} <= set(texts(line))
        assert line.toolTip() == bar.explained


def test_a_screen_reader_is_told_what_the_bars_show(panel: WeekPanel):
    panel.show_week(SHORT_WEEK)
    floor, *parts = panel.findChildren(PartBar)
    assert floor.accessibleDescription() == SHORT_WEEK.minutes
    assert [part.accessibleName() for part in parts] == [f"{ROUNDS[each].name}, time of this week" for each in Round]
    assert [part.accessibleDescription() for part in parts] == [bar.explained for bar in BARS]
    bands = panel.findChildren(DepthBand)
    assert bands[1].accessibleName() == "System design, depth 1.9 ± 0.4"


def test_where_the_numbers_come_from_is_one_press_away(panel: WeekPanel):
    panel.show_week(WEEK)
    assert PLANNED not in texts(panel)
    panel.disclosure.click()
    assert {PLANNED, *(unbroken(bar.explained) for bar in BARS)} <= set(texts(panel))


def test_a_week_without_numbers_has_nothing_to_open(panel: WeekPanel):
    panel.show_week(WEEK)
    panel.disclosure.click()
    panel.show_week(FIRST_WEEK)
    assert texts(panel) == ["S", FIRST_WEEK.headline, FIRST_WEEK.why]
    panel.show_week(WEEK)
    assert PLANNED not in texts(panel)


def test_the_warning_has_a_dot_and_words(panel: WeekPanel):
    panel.show_week(SHORT_WEEK)
    assert unbroken(SHORT_WEEK.comfort) in texts(panel)
    assert panel._dot.isVisible()
    panel.show_week(WEEK)
    assert not panel._dot.isVisible()


def test_without_a_week_it_is_not_there(panel: WeekPanel):
    panel.show_week(WEEK)
    panel.show_week(None)
    assert not panel.isVisible()
    panel.show_week(WEEK)
    assert panel.isVisible()


def test_the_same_week_builds_nothing_anew(panel: WeekPanel):
    panel.show_week(WEEK)
    before = panel.findChildren(RoundLine)
    panel.show_week(replace(WEEK))
    assert panel.findChildren(RoundLine) == before


# What is painted


@pytest.mark.parametrize(("part", "wanted"), [(0.5, None), (0.5, 0.75), (0.75, 0.25)])
def test_a_part_is_as_long_as_it_is_large(shown: Shown, roles: Roles, part: float, wanted: float | None):
    bar = PartBar("time")
    shown(bar)
    bar.show_part(part, wanted, "half")
    found = colours(bar, 0.1, part - 0.05, part + 0.05, 0.95)
    assert found == [roles.accent, roles.accent, roles.line, roles.line]
    if wanted is not None:
        assert colours(bar, wanted) == [roles.ink]


def test_nothing_done_paints_nothing_done(shown: Shown, roles: Roles):
    bar = PartBar("time")
    shown(bar)
    bar.show_part(0.0, 1.0, "nothing")
    assert colours(bar, 0.02, 0.5, 1.0) == [roles.line, roles.line, roles.ink]


def test_the_mark_of_nothing_and_of_everything_stays_on_the_bar(shown: Shown, roles: Roles):
    bar = PartBar("time")
    shown(bar)
    for wanted in (0.0, 1.0):
        bar.show_part(0.5, wanted, "")
        assert colours(bar, abs(wanted - 1 / bar.width())) == [roles.ink]


def test_a_depth_is_a_mark_within_a_band(shown: Shown, roles: Roles):
    band = DepthBand("depth", 2.5, 0.9)
    shown(band)
    assert colours(band, 0.05, 0.35, 0.5, 0.65, 0.95) == [
        roles.line,
        roles.soft_accent,
        roles.accent,
        roles.soft_accent,
        roles.line,
    ]


@pytest.mark.parametrize("depth", [1.0, 4.0])
def test_a_band_ends_with_its_scale(shown: Shown, roles: Roles, depth: float):
    band = DepthBand("depth", depth, 2.0)
    shown(band)
    assert roles.line in colours(band, 0.1, 0.9)
    assert roles.soft_accent in colours(band, 0.1, 0.9)


def test_bars_grow_with_the_text(qtbot: QtBot, shown: Shown, qapp: QApplication):
    bar = PartBar("time")
    shown(bar)
    before, font = bar.height(), qapp.font()
    larger = qapp.font()
    larger.setPixelSize(30)
    qapp.setFont(larger)
    try:
        bar.updateGeometry()
        qtbot.waitUntil(lambda: bar.height() > before)
    finally:
        qapp.setFont(font)

import pytest
from pytestqt.qtbot import QtBot

from cards.rounds import ROUNDS, Round
from desktop.widgets.round_badge import RoundBadge, ScreenHeader
from desktop.widgets.text import Text


@pytest.mark.parametrize("of", Round)
def test_a_round_is_a_letter_and_a_name_before_it_is_a_hue(qtbot: QtBot, of: Round):
    badge = RoundBadge(of)
    qtbot.addWidget(badge)
    assert badge.text() == ROUNDS[of].letter
    assert badge.accessibleName() == ROUNDS[of].name
    assert badge.property("round") == of.value


def test_the_badge_grows_with_its_letter(qtbot: QtBot):
    small, large = RoundBadge(Round.ML), RoundBadge(Round.ML)
    for badge, pixels in ((small, 12), (large, 24)):
        qtbot.addWidget(badge)
        badge.setStyleSheet(f"font-size: {pixels}px")
    assert (small.sizeHint().width(), small.sizeHint().height()) == (20, 20)
    assert large.sizeHint().height() > large.fontMetrics().height()


def test_where_letters_are_large_the_header_keeps_what_is_not_said_elsewhere(qtbot: QtBot):
    """The badge has the round's letter and, for a screen reader, its name; ``?`` works whether it is said or not."""
    header = ScreenHeader()
    qtbot.addWidget(header)
    header.show_header(Round.DESIGN, "2 of 5 · 19 minutes left")
    letter = header.fontMetrics().averageCharWidth()
    header.show()
    for letters, said in ((100, {"System design", "keys"}), (50, {"System design"}), (35, set()), (100, {"keys"})):
        header.resize(letters * letter + 1, header.height())
        shown = {part.text() for part in header.findChildren(Text) if part.isVisible()}
        assert said <= shown
        assert {"S", "2 of 5 · 19 minutes left"} <= shown
        assert ("keys" in shown) is ("keys" in said)

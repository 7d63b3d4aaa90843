"""How the rows of a list are drawn: ground, badge, star, a line of words. No widget per row: there may be thousands."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetrics, QPainter, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from cards.rounds import ROUNDS, Round
from desktop.theme import DARK, LIGHT, Roles
from desktop.widgets.focus_ring import RING_PX

PAD_PX = 12
GAP_PX = 12
LINE_GAP_PX = 2
SMALL_SHARE = 13 / 15
BADGE_SHARE = 12 / 15
BADGE_PER_TEXT = 20 / 15
STAR_PER_TEXT = 14 / 15
_STAR = ((0.5, 0.02), (0.62, 0.37), (0.99, 0.38), (0.69, 0.6), (0.8, 0.96), (0.5, 0.75), (0.2, 0.96), (0.31, 0.6),
         (0.01, 0.38), (0.38, 0.37))  # fmt: skip
_CENTRED = int(Qt.AlignmentFlag.AlignCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


def roles_of(palette: QPalette) -> Roles:
    """Return the table of colours that ``palette`` was made from."""
    dark = (
        palette.color(QPalette.ColorRole.Window).lightness() < palette.color(QPalette.ColorRole.WindowText).lightness()
    )
    return DARK if dark else LIGHT


@dataclass(frozen=True, slots=True)
class RowFonts:
    """What the words and marks of a row are drawn with, and how much room they take, in pixels."""

    title: QFont
    small: QFont
    badge: QFont
    title_px: int
    """Height of a line of the title; so with the next."""
    small_px: int
    """With the gap above it."""
    badge_px: int
    star_px: int

    @staticmethod
    def of(body: QFont) -> "RowFonts":
        """What belongs to a list whose font is ``body``."""
        title, small, badge = QFont(body), QFont(body), QFont(body)
        text_px = QFontInfo(body).pixelSize()
        title.setWeight(QFont.Weight.Medium)
        small.setPixelSize(round(text_px * SMALL_SHARE))
        badge.setPixelSize(round(text_px * BADGE_SHARE))
        badge.setWeight(QFont.Weight.Bold)
        return RowFonts(
            title,
            small,
            badge,
            QFontMetrics(title).height(),
            QFontMetrics(small).height() + LINE_GAP_PX,
            round(text_px * BADGE_PER_TEXT),
            round(text_px * STAR_PER_TEXT),
        )


def paint_ground(painter: QPainter, option: QStyleOptionViewItem, has_focus: bool, roles: Roles) -> None:
    """Draw the panel of the selected row, and the ring of the current one while the list ``has_focus``."""
    state = option.state
    if state & QStyle.StateFlag.State_Selected:
        painter.setPen(QPen(QColor(roles.line), 1))
        painter.setBrush(QColor(roles.panel))
        painter.drawRoundedRect(QRectF(option.rect).adjusted(0.5, 1.5, -0.5, -1.5), 12, 12)
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(roles.panel))
        painter.drawRoundedRect(QRectF(option.rect).adjusted(0, 1, 0, -1), 12, 12)
    if state & QStyle.StateFlag.State_HasFocus and has_focus:
        painter.setPen(QPen(QColor(roles.accent), RING_PX))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(option.rect).adjusted(1, 2, -1, -2), 12, 12)


def paint_badge(painter: QPainter, square: QRect, of: Round | None, font: QFont, roles: Roles) -> None:
    """Draw the letter of a round on its hue; a question mark for what has none."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(roles.muted if of is None else getattr(roles, of.value)))
    painter.drawRoundedRect(square, 5, 5)
    painter.setPen(QColor(roles.panel))
    painter.setFont(font)
    painter.drawText(square, _CENTRED, "?" if of is None else ROUNDS[of].letter)


def paint_line(painter: QPainter, text: str, room: QRect, font: QFont, colour: str) -> None:
    """Draw one line, cut with an ellipsis where it is too long."""
    painter.setFont(font)
    painter.setPen(QColor(colour))
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, _LEFT | Qt.TextFlag.TextSingleLine, shown)


def paint_star(painter: QPainter, box: QRectF, colour: QColor) -> None:
    """Draw a star with five points into ``box``."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPolygon(QPolygonF([QPointF(box.x() + x * box.width(), box.y() + y * box.height()) for x, y in _STAR]))

"""How widgets look: one stylesheet, filled with the roles of ``desktop.theme``.

``$role`` is a colour. ``15sp`` is a text size that grows with the system's.
Space comes from the scale 4 8 12 16 24 32 48.
A selector names a class of ``desktop.widgets`` or the property that such a class sets.
"""

TEMPLATE = """
QMainWindow, QStackedWidget { background: $ground; }
QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: none; }
QToolTip { background: $panel; color: $ink; border: 1px solid $line; padding: 4px; }

Text { color: $ink; font-size: 15sp; background: transparent; }
Text[role="decision"] { font-size: 30sp; font-weight: 500; }
Text[role="decision-long"] { font-size: 22sp; font-weight: 500; }
Text[role="title"] { font-size: 24sp; font-weight: 600; }
Text[role="lead"] { font-size: 20sp; }
Text[role="heading"] { font-size: 18sp; font-weight: 600; }
Text[role="item"] { font-weight: 500; }
Text[role="problem"] { font-size: 16sp; }
Text[role="strong"] { font-weight: 600; }
Text[role="muted"] { color: $muted; }
Text[role="section"] { color: $muted; font-weight: 600; }
Text[role="small"] { color: $muted; font-size: 13sp; }
Text[role="small-ink"] { font-size: 13sp; }
Text[role="small-strong"] { font-size: 13sp; font-weight: 600; }
Text[role="clock"] { font-size: 30sp; font-weight: 600; }
Text[role="code"] { font-family: "JetBrains Mono", "Cascadia Mono", "Menlo", "DejaVu Sans Mono", monospace;
    font-size: 14sp; }
Text[role="badge-words"] { color: $muted; font-size: 13sp; border: 1px solid $line; border-radius: 5px;
    padding: 1px 6px; }
Text[tone="accent"] { color: $accent; }
Text[tone="muted"] { color: $muted; }
Text[tone="warn"] { color: $warn; }
Text[tone="danger"] { color: $danger; }
Text[tone="good"] { color: $good; }

Panel { background: $panel; border: 1px solid $line; border-radius: 12px; }
Panel[look="soft"] { background: $soft_accent; border: none; border-left: 4px solid $accent; border-radius: 0px;
    border-top-right-radius: 8px; border-bottom-right-radius: 8px; }
Panel[look="asked"] { background: $highlight; border: none; border-radius: 8px; }
Hairline { background: $line; border: none; }
Dot[tone="warn"] { color: $warn; }
Dot[tone="danger"] { color: $danger; }
Dot[tone="good"] { color: $good; }
Dot[tone="muted"] { color: $muted; }
Dot[tone="accent"] { color: $accent; }

RoundBadge[role="badge"] { color: $panel; font-size: 12sp; font-weight: 700; border-radius: 5px; }
RoundBadge[round="ml"] { background: $ml; }
RoundBadge[round="design"] { background: $design; }
RoundBadge[round="coding"] { background: $coding; }
RoundBadge[round="behavioral"] { background: $behavioral; }
Text[role="small-strong"][round="ml"] { color: $ml; }
Text[role="small-strong"][round="design"] { color: $design; }
Text[role="small-strong"][round="coding"] { color: $coding; }
Text[role="small-strong"][round="behavioral"] { color: $behavioral; }

KeycapButton { background: $panel; border: 1px solid $line; border-radius: 8px; }
KeycapButton:hover { background: $ground; border-color: $muted; }
KeycapButton:pressed { background: $soft_accent; }
KeycapButton:disabled { background: transparent; border-color: $line; }
KeycapButton Text:disabled { color: $muted; }
KeycapButton[kind="primary"] { background: $accent; border: 1px solid $accent; }
KeycapButton[kind="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
KeycapButton[kind="primary"]:disabled { background: transparent; border-color: $line; }
KeycapButton[kind="primary"] Text { color: $panel; font-weight: 600; }
KeycapButton[kind="primary"] Text:disabled { color: $muted; }
KeycapButton[kind="danger"] { border-color: $danger; }
KeycapButton[kind="danger"] Text { color: $danger; }
KeycapButton[kind="quiet"] { background: transparent; border-color: transparent; }
KeycapButton[kind="quiet"]:hover { border-color: $line; }
OtherWays KeycapButton[kind="quiet"] Text { color: $muted; }

Keycap { color: $muted; font-size: 12sp; font-weight: 400;
    border: 1px solid $line; border-bottom-width: 2px; border-radius: 5px;
    padding: 2px 6px; background: transparent; }
KeycapButton[kind="primary"] Keycap { color: $panel; font-weight: 400; border-color: $accent_line; }
KeycapButton[kind="primary"] Keycap:disabled { color: $muted; border-color: $line; }
KeycapButton[kind="primary"] Text[role="keycap"] { border-bottom-width: 1px; }

DepthCard { background: $panel; border: 1px solid $line; border-radius: 8px; }
DepthCard:hover { border-color: $muted; }
DepthCard[suggested="true"] { background: $soft_accent; border: 2px solid $accent; }
DepthCard[suggested="true"] Text { font-weight: 600; }
DepthCard Text { font-size: 14sp; }
DepthCard Keycap, DepthCard[suggested="true"] Keycap { background: $panel; font-size: 12sp; font-weight: 400; }

YesNoRow Text[role="pill"] { font-size: 13sp; border: 1px solid $line; border-radius: 11px; color: $muted;
    padding: 2px 12px; }
YesNoRow[checked="true"] Text[role="pill"] { background: $soft_accent; border-color: $accent; color: $accent;
    font-weight: 600; }

Segment { color: $muted; background: transparent; border: 1px solid $line; border-radius: 11px; padding: 2px 12px;
    font-size: 13sp; spacing: 0px; }
Segment::indicator { width: 0px; height: 0px; border: none; background: transparent; image: none; }
Segment:hover { border-color: $muted; }
Segment:checked { background: $soft_accent; border-color: $accent; color: $accent; font-weight: 600; }
Segment:focus { border: 2px solid $accent; padding: 1px 11px; }

Disclosure { background: transparent; border: none; text-align: left; color: $muted; font-size: 13sp;
    padding: 4px 4px 4px 20sp; border-radius: 6px; }
Disclosure[look="heading"] { color: $ink; font-size: 15sp; font-weight: 600; }
Disclosure:hover { color: $ink; }
Disclosure:focus { border: 2px solid $accent; padding: 2px 2px 2px 18sp; }

Transcript { background: $panel; color: $ink; border: 1px solid $line; border-radius: 12px; font-size: 16sp;
    padding: 16px 24px; selection-background-color: $accent; selection-color: $panel; }
Transcript:focus { border: 2px solid $accent; padding: 15px 23px; }

TextField { background: transparent; color: $ink; border: none; font-size: 20sp; selection-background-color: $accent;
    selection-color: $panel; }

SearchField { background: $panel; color: $ink; border: 1px solid $line; border-radius: 8px; font-size: 15sp;
    padding: 8px 12px; selection-background-color: $accent; selection-color: $panel; }
SearchField:focus { border: 2px solid $accent; padding: 7px 11px; }
SearchField Keycap { background: $panel; }
LineList, PromptList { background: transparent; border: none; font-size: 15sp; outline: none; }
Upright { background: $line; border: none; }
Chip { color: $muted; background: transparent; border: 1px solid $line; border-radius: 13px; padding: 2px 9px;
    font-size: 13sp; }
Chip:hover { border-color: $muted; }
Chip[on="true"] { background: $soft_accent; border-color: $accent; color: $accent; font-weight: 600; }
Chip[round="ml"] { color: $ml; font-weight: 700; }
Chip[round="design"] { color: $design; font-weight: 700; }
Chip[round="coding"] { color: $coding; font-weight: 700; }
Chip[round="behavioral"] { color: $behavioral; font-weight: 700; }
Chip[round="ml"][on="true"] { background: $ml; border-color: $ml; color: $panel; }
Chip[round="design"][on="true"] { background: $design; border-color: $design; color: $panel; }
Chip[round="coding"][on="true"] { background: $coding; border-color: $coding; color: $panel; }
Chip[round="behavioral"][on="true"] { background: $behavioral; border-color: $behavioral; color: $panel; }
Chip:focus { border: 2px solid $accent; padding: 1px 8px; }

Choice, Number { background: $panel; color: $ink; border: 1px solid $line; border-radius: 8px; font-size: 15sp;
    min-height: 22sp; padding: 8px 12px; selection-background-color: $accent; selection-color: $panel; }
Choice { combobox-popup: 0; }
Choice:hover, Number:hover { border-color: $muted; }
Choice:focus, Number:focus { border: 2px solid $accent; padding: 7px 11px; }
Choice::drop-down { border: none; width: 20px; }
Choice::down-arrow { image: none; width: 0px; height: 0px; }
Choice QFrame { border: none; }
Choice QAbstractItemView { background: $panel; color: $ink; border: 1px solid $line; padding: 4px; outline: none; }
Choice QAbstractItemView::item { padding: 8px; border-radius: 6px; }
Choice QAbstractItemView::item:selected { background: $soft_accent; color: $ink; }
Number::up-button, Number::down-button { subcontrol-origin: border; width: 32px; border: none;
    background: transparent; }
Number::up-button { subcontrol-position: top right; }
Number::down-button { subcontrol-position: bottom right; }
Number::up-arrow, Number::down-arrow { image: none; width: 0px; height: 0px; }

ProgressLine { background: $line; border: none; border-radius: 4px; }
ProgressLine::chunk { background: $accent; border-radius: 4px; }

SpokenText { background: transparent; border: 2px solid transparent; border-radius: 8px; padding: 0px 6px; }
SpokenText:focus { border: 2px solid $accent; padding: 0px 6px; }
Note { background: $panel; color: $ink; border: 1px solid $line; border-radius: 8px; font-size: 15sp; padding: 4px 8px;
    selection-background-color: $accent; selection-color: $panel; }
Note:focus { border: 2px solid $accent; padding: 3px 7px; }
TagField { background: $panel; color: $ink; border: 1px solid $line; border-radius: 8px; font-size: 15sp;
    padding: 7px 8px; selection-background-color: $accent; selection-color: $panel; }
TagField:focus { border: 2px solid $accent; padding: 6px 7px; }
CodeView, CodeField { font-family: "JetBrains Mono", "Cascadia Mono", "Menlo", "DejaVu Sans Mono", monospace;
    font-size: 14sp; color: $ink; selection-background-color: $accent; selection-color: $panel; }
CodeView { background: transparent; border: none; }
CodeField::corner { background: transparent; border: none; }
CodeField { background: $panel; border: 1px solid $line; border-radius: 8px; padding: 1px; }
CodeField:focus { border: 2px solid $accent; padding: 0px; }
RemarkRow { background: transparent; border: 1px solid transparent; border-radius: 8px; text-align: left; }
RemarkRow:hover { border-color: $line; }
RemarkRow:focus { border: 2px solid $accent; }

QScrollBar:vertical { background: transparent; width: 10px; margin: 0px; border: none; }
QScrollBar::handle:vertical { background: $line; border-radius: 3px; min-height: 32px; margin: 2px; }
QScrollBar::handle:vertical:hover { background: $muted; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0px; border: none; }
QScrollBar::handle:horizontal { background: $line; border-radius: 3px; min-width: 32px; margin: 2px; }
QScrollBar::handle:horizontal:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { height: 0px; width: 0px; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

Rail { background: $ground; border: none; border-right: 1px solid $line; }
RailEntry { background: transparent; border: 1px solid transparent; border-radius: 8px; }
RailEntry Text { color: $muted; }
RailEntry:hover { border-color: $line; }
RailEntry[current="true"] { background: $panel; border-color: $line; }
RailEntry[current="true"] Text { color: $ink; font-weight: 600; }

QMenuBar { background: $ground; color: $ink; font-size: 14sp; border: none; padding: 0px 12px; }
QMenuBar::item { background: transparent; padding: 4px 8px; border-radius: 4px; }
QMenuBar::item:selected { background: $soft_accent; }
QMenu { background: $panel; color: $ink; font-size: 14sp; border: 1px solid $line; padding: 4px; }
QMenu::item { background: transparent; padding: 4px 24px; border-radius: 4px; }
QMenu::item:selected { background: $soft_accent; }
QMenu::item:disabled { color: $muted; }
QMenu::separator { background: $line; height: 1px; margin: 4px 8px; }
Sheet { background: $ground; }
"""

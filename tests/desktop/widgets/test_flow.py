from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.widgets.flow import Flow


def room(qtbot: QtBot, width: int) -> tuple[QWidget, list[QWidget]]:
    place, flow = QWidget(), Flow(4)
    parts: list[QWidget] = [QPushButton() for _ in range(4)]
    for part in parts:
        part.setFixedSize(100, 20)
        flow.addWidget(part)
    parts[1].hide()
    place.setLayout(flow)
    qtbot.addWidget(place)
    place.resize(width, 100)
    place.show()
    return place, parts


def test_a_row_goes_on_in_the_next_line(qtbot: QtBot):
    place, parts = room(qtbot, 210)
    assert [(part.x(), part.y()) for part in (parts[0], parts[2], parts[3])] == [(0, 0), (104, 0), (0, 24)]
    assert place.layout().heightForWidth(210) == 44
    assert place.layout().heightForWidth(400) == 20


def test_it_asks_for_one_line_and_needs_its_widest(qtbot: QtBot):
    place, _ = room(qtbot, 400)
    flow = place.layout()
    assert (flow.sizeHint().width(), flow.minimumSize().width()) == (308, 100)
    assert flow.itemAt(9) is None
    assert flow.takeAt(9) is None
    assert flow.count() == 4
    assert flow.takeAt(0).widget() is not None

from pytestqt.qtbot import QtBot

from desktop.widgets.banner import NoticeAction, Notices
from desktop.widgets.keycap_button import KeycapButton


def test_one_sentence_for_each_kind(qtbot: QtBot):
    notices = Notices()
    qtbot.addWidget(notices)
    notices.show_notice("No microphone.", "microphone")
    notices.show_notice("The disk is full.", "disk", "danger")
    notices.show_notice("The microphone is gone.", "microphone")
    assert notices.texts() == ("The microphone is gone.", "The disk is full.")
    notices.clear_notice("microphone")
    assert notices.texts() == ("The disk is full.",)


def test_there_is_no_room_taken_without_a_sentence(qtbot: QtBot):
    notices = Notices()
    qtbot.addWidget(notices)
    assert notices.isHidden()
    notices.show_notice("x", "a")
    assert not notices.isHidden()
    notices.clear_notice("a")
    notices.clear_notice("never shown")
    assert notices.isHidden()


def test_what_can_be_done_about_it_stands_beside_the_sentence(qtbot: QtBot):
    done: list[str] = []
    notices = Notices()
    qtbot.addWidget(notices)
    notices.show_notice("A report is in x.", "crash", "danger", (NoticeAction("Copy path", lambda: done.append("x")),))
    (button,) = notices.findChildren(KeycapButton)
    assert button.accessibleName() == "Copy path"
    button.click()
    assert done == ["x"]

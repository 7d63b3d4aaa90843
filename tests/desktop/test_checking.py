from dataclasses import dataclass, field

import pytest

from cards.library import Finding
from desktop.checking import CURE, SOUND, LibraryCheck, report
from desktop.widgets.banner import NoticeAction
from tests.support.desk import Desk, rated


@dataclass
class Stage:
    shown: dict[str, tuple[str, str]] = field(default_factory=dict)
    actions: tuple[NoticeAction, ...] = ()

    def show_notice(self, text: str, kind: str, tone: str, actions: tuple[NoticeAction, ...]) -> None:
        self.shown[kind] = (text, tone)
        self.actions = actions

    def clear_notice(self, kind: str) -> None:
        del self.shown[kind]


def test_a_sound_library_is_said_to_be_sound(desk: Desk):
    rated(desk.library, 3)
    stage = Stage()
    LibraryCheck(desk.jobs, stage).run()
    assert stage.shown == {"check": (SOUND, "good")}
    (dismiss,) = stage.actions
    dismiss.slot()
    assert stage.shown == {}


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (1, "What 0. Cure 0."),
        (3, "What 0. Cure 0. What 1. Cure 1. What 2. Cure 2."),
        (4, f"What 0. What 1. What 2. 1 more finding. {CURE}"),
    ],
)
def test_what_is_found_is_said_with_its_cure(number: int, said: str):
    assert report([Finding(f"What {at}.", f"Cure {at}.") for at in range(number)]) == said

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from audio.devices import Device
from audio.errors import ModelMissing, NoPortAudio
from audio.events import Event, Level
from cards.library import LibraryFull
from cards.library.finding import Finding
from desktop.folders import DataFolder
from desktop.opening import open_library
from desktop.settings.model import REST, SOUND, AboutModel, Choices, DataModel, Place, TestModel
from desktop.settings.presenter import Looks, SettingsPresenter, look_at
from desktop.settings.sound_test import SoundTest
from desktop.settings.store import SettingsStore
from desktop.settings.values import Settings
from tests.desktop.settings.test_sound_test import TestPlayer, TestRecorder
from tests.support.desk import EVENING, FaultyLibrary, InlineJobs

MICROPHONES = (Device("System microphone", True), Device("Blue Yeti", False))
SPEAKERS = (Device("System loudspeaker", True),)
BASE = "base, in /models/base, every file as it was published."


class FakeSettings:
    """The screen."""

    def __init__(self) -> None:
        self.settings: Settings | None = None
        self.microphones: Choices | None = None
        self.speakers: Choices | None = None
        self.test: TestModel | None = None
        self.levels: list[Level] = []
        self.model = ("", "")
        self.data: DataModel | None = None
        self.about: AboutModel | None = None
        self.checks: list[tuple[str, bool]] = []
        self.words: tuple[tuple[str, ...], str] = ((), "")

    def show_settings(self, settings: Settings) -> None:
        self.settings = settings

    def show_own_words(self, words: tuple[str, ...], problem: str) -> None:
        self.words = (words, problem)

    def show_microphones(self, microphones: Choices) -> None:
        self.microphones = microphones

    def show_speakers(self, speakers: Choices) -> None:
        self.speakers = speakers

    def show_test(self, model: TestModel) -> None:
        self.test = model

    def show_level(self, level: Level) -> None:
        self.levels.append(level)

    def show_model(self, sentence: str, tone: str) -> None:
        self.model = (sentence, tone)

    def show_data(self, model: DataModel) -> None:
        self.data = model

    def show_check(self, sentence: str, running: bool = False) -> None:
        self.checks.append((sentence, running))

    def show_about(self, model: AboutModel) -> None:
        self.about = model


class Room:
    def __init__(self, root: Path, screen: Any = None) -> None:  # noqa: ANN401 - the fake or the real one
        self.folder = DataFolder(root)
        self.store = SettingsStore(self.folder.settings)
        self.library = open_library(self.folder, EVENING)
        self.faulty = FaultyLibrary(self.library)
        self.screen, self.jobs = screen or FakeSettings(), InlineJobs(self.faulty)
        self.recorder = TestRecorder(self.hear)
        self.world: dict[str, Any] = {"microphones": MICROPHONES, "speakers": SPEAKERS, "model": BASE}
        self.looks = 0
        self.presenter = SettingsPresenter(
            self.screen,
            self.store,
            self.jobs,
            self.folder,
            SoundTest(self.recorder, TestPlayer(), self.jobs),
            Looks(*(lambda *_, name=name: self.look(name) for name in self.world)),
        )

    def hear(self, event: Event) -> None:
        self.presenter.test.hear(event)

    def look(self, name: str) -> Any:  # noqa: ANN401
        self.looks += name == "microphones"
        if isinstance(self.world[name], Exception):
            raise self.world[name]
        return self.world[name]


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    made = Room(tmp_path / "data")
    yield made
    made.library.close()


def test_opened_it_shows_all_there_is(room: Room):
    room.store.change(thinking_s=30)
    room.presenter.open()
    assert room.screen.settings == Settings(thinking_s=30)
    assert room.screen.microphones == Choices(((None, "The system's microphone"), ("Blue Yeti", "Blue Yeti")))
    assert room.screen.speakers == Choices(((None, "The system's loudspeaker"),))
    assert room.screen.test == REST
    assert room.screen.model == (BASE, "")
    assert room.screen.data is not None
    assert room.screen.data.folder == str(room.folder.root)
    assert room.screen.about is not None
    assert room.screen.about.crashes.startswith("None so far.")


def test_before_the_first_look_no_device_is_missed(room: Room):
    room.store.change(microphone="Blue Yeti")
    room.jobs.held = True
    room.presenter.open()
    assert room.screen.microphones is not None
    assert (room.screen.microphones.chosen, room.screen.microphones.note) == ("Blue Yeti", "")
    room.jobs.let_go()
    assert ("Blue Yeti", "Blue Yeti") in room.screen.microphones.options


def test_a_change_is_kept_and_shown_at_once(room: Room):
    room.presenter.open()
    room.presenter.change("microphone", "Blue Yeti")
    assert SettingsStore(room.folder.settings).current.microphone == "Blue Yeti"
    assert room.screen.settings == Settings(microphone="Blue Yeti")
    assert room.screen.microphones is not None
    assert room.screen.microphones.chosen == "Blue Yeti"


def test_what_is_set_already_is_not_written_again(room: Room):
    room.presenter.open()
    room.presenter.change("session_minutes", 25)
    assert not room.folder.settings.exists()


def test_devices_that_come_and_go_are_seen(room: Room):
    room.store.change(microphone="Blue Yeti")
    room.presenter.open()
    room.world["microphones"] = MICROPHONES[:1]
    room.presenter.look_for_devices()
    assert room.screen.microphones is not None
    assert room.screen.microphones.note == "The microphone Blue Yeti is not there; the system's is used."
    room.world["microphones"] = MICROPHONES
    room.presenter.look_for_devices()
    assert room.screen.microphones.note == ""


def test_one_look_at_a_time(room: Room):
    room.presenter.open()
    room.jobs.held = True
    for _ in range(3):
        room.presenter.look_for_devices()
    room.jobs.let_go()
    assert room.looks == 2


def test_while_a_device_is_in_use_nobody_looks(room: Room):
    room.presenter.open()
    room.presenter.test.start()
    room.presenter.look_for_devices()
    assert room.looks == 1
    room.recorder.speak(1)
    room.presenter.tick()
    assert room.screen.levels == [Level(-30.0, -20.0)]
    assert room.screen.test == room.presenter.test.model
    room.presenter.leave()
    room.recorder.end()
    assert room.screen.test == REST


@pytest.mark.parametrize("kind", ["microphones", "speakers"])
def test_without_the_sound_library_its_sentence_stands_at_both(room: Room, kind: str):
    room.world[kind] = NoPortAudio()
    room.presenter.open()
    assert room.screen.microphones is not None
    assert room.screen.speakers is not None
    assert room.screen.microphones.note == room.screen.speakers.note == str(NoPortAudio())
    room.world[kind] = MICROPHONES
    room.presenter.look_for_devices()
    assert room.screen.microphones.note == ""


def test_a_model_that_is_missing_is_a_sentence_that_says_how_to_get_it(room: Room):
    room.world["model"] = ModelMissing("base", Path("/models"))
    room.presenter.open()
    assert room.screen.model == (str(room.world["model"]), "warn")
    assert "Speech models" in room.screen.model[0]


def test_a_change_elsewhere_is_not_shown_where_nobody_looks(room: Room):
    room.store.change(playback_speed=1.5)
    assert room.screen.settings is None


def test_the_disk_is_measured_by_what_is_there(room: Room):
    root = room.folder.root
    for name, size in (
        ("recordings/a.flac", 2_000_000),
        ("recordings/b.flac", 1_000_000),
        ("recordings/c.flac", 300_000),
        ("recordings/discarded/d.flac", 500_000),
        ("backups/backup.sqlite3", 40_000),
        ("crashes/20261121T180000.txt", 10),
        ("crashes/native.log", 0),
    ):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(bytes(size))
    found = look_at(room.folder, ("c.flac",))
    assert found.reports == 1
    recordings, trash, library, copies = found.places
    assert (recordings, trash) == (Place("Recordings", "3.0 MB"), Place("Trash", "800 kB", "kept for 30 days"))
    assert copies == Place("Copies of the library", "40 kB")
    assert library.name == "Library"
    room.presenter.open()
    assert room.screen.data is not None
    assert room.screen.data.places[3] == copies


def test_a_folder_without_anything_takes_no_room(tmp_path: Path):
    assert {place.size for place in look_at(DataFolder(tmp_path / "none"), ()).places} == {"0 kB"}


def test_a_model_that_went_away_meanwhile_is_missed(room: Room):
    room.presenter.open()
    room.world["model"] = ModelMissing("base", Path("/models"))
    room.presenter.leave()
    room.presenter.open()
    assert room.screen.model[1] == "warn"


def test_a_sound_library_is_said_to_be_one(room: Room):
    room.presenter.check_library()
    assert room.screen.checks == [("Checking.", True), (SOUND, False)]


def test_what_a_check_finds_is_said_with_its_cure(room: Room):
    room.faulty.check = lambda _replay: (Finding("A date is wrong.", "Rebuild it."), Finding("So is this.", "Too."))
    room.presenter.check_library()
    assert room.screen.checks[-1] == ("A date is wrong. Rebuild it. So is this. Too.", False)


def test_a_check_that_cannot_be_made_says_why(room: Room):
    room.faulty.failing["check"] = LibraryFull(room.folder.library)
    room.presenter.check_library()
    assert room.screen.checks[-1] == (str(room.faulty.failing["check"]), False)


def test_own_words_are_kept_in_the_file_and_what_is_left_out_is_said(room: Room):
    room.presenter.open()
    room.presenter.keep_words("Zanzibase\n\nzanzibase\n" + "x" * 41)
    assert SettingsStore(room.folder.settings).current.words == ("Zanzibase",)
    assert room.screen.words[0] == ("Zanzibase",)
    assert room.screen.words[1].startswith("One line is longer than 40 signs")
    room.presenter.keep_words("")
    assert SettingsStore(room.folder.settings).current.words == ()
    assert room.screen.words == ((), "")

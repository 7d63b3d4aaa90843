"""What is done with the models, with real files and processes that say what the test wants."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from audio.transcription.choosing import factors, keep_factor
from audio.transcription.models import unfinished
from desktop.models.model import Line, ModelsModel
from desktop.models.presenter import Hear, ModelsPresenter
from desktop.settings.store import SettingsStore
from tests.support.desk import InlineJobs
from tests.support.small_models import CONTENT, lay, small_catalogue

WHOLE = sum(len(data) for data in CONTENT.values())


class FakeScreen:
    def __init__(self) -> None:
        self.shown: list[ModelsModel] = []

    def show_models(self, model: ModelsModel) -> None:
        self.shown.append(model)

    @property
    def model(self) -> ModelsModel:
        return self.shown[-1]

    def line(self, name: str) -> Line:
        return next(each for each in self.model.lines if each.name == name)


class FakeProcess:
    def __init__(self, kind: str, name: str, hear: Hear) -> None:
        self.kind, self.name, self.say = kind, name, hear
        self.killed = False

    def kill(self) -> None:
        self.killed = True


class FakeProcesses:
    """``error`` is raised instead of starting one."""

    def __init__(self) -> None:
        self.started: list[FakeProcess] = []
        self.error: OSError | None = None

    @property
    def last(self) -> FakeProcess:
        return self.started[-1]

    def install(self, name: str, hear: Hear) -> FakeProcess:
        return self._start("install", name, hear)

    def measure(self, model: str, hear: Hear) -> FakeProcess:
        return self._start("measure", model, hear)

    def _start(self, kind: str, name: str, hear: Hear) -> FakeProcess:
        if self.error is not None:
            raise self.error
        self.started.append(FakeProcess(kind, name, hear))
        return self.last


class Room:
    def __init__(self, root: Path) -> None:
        self.folder = root / "models"
        self.folder.mkdir()
        self.screen, self.processes = FakeScreen(), FakeProcesses()
        self.store = SettingsStore(root / "settings.toml")
        self.jobs = InlineJobs(None)  # type: ignore[arg-type]
        self.now = 100.0
        self.presenter = ModelsPresenter(self.screen, self.store, self.jobs, self.processes, lambda: self.now)


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    small_catalogue(monkeypatch, tmp_path / "models")
    yield Room(tmp_path)


def test_opened_it_says_how_it_stands_with_each(room: Room):
    lay(room.folder, "base", "tiny.en")
    (room.folder / "tiny.en" / "config.json").write_bytes(b"[]")
    keep_factor("base", 0.1, room.folder)
    room.presenter.open()
    assert room.screen.line("base").state == "Installed, every file as published. A 5-minute answer takes about 30 s."
    assert room.screen.line("base").mark == "In use"
    assert "differs from the published one" in room.screen.line("tiny.en").state
    assert room.screen.line("medium").state == "Not installed."
    assert room.screen.model.choice.startswith("Chosen for this machine: base")


def test_an_installation_is_told_measured_and_offered(room: Room):
    room.presenter.open()
    room.presenter.install("small")
    assert (room.processes.last.kind, room.processes.last.name) == ("install", "small")
    room.now += 2.0
    room.processes.last.say({"bytes": WHOLE // 2})
    shown = room.screen.line("small").progress
    assert shown is not None
    assert shown.done == WHOLE // 2
    assert shown.sentence == "351 kB of 701 kB, about 5 s left"
    assert room.screen.line("base").install == ""
    lay(room.folder, "small")
    first = room.processes.last
    first.say({"installed": "there"})
    assert room.processes.last.kind == "measure"
    assert room.screen.model.sentence == "small is installed, every file as published."
    first.say(None)
    room.processes.last.say({"factor": 0.4})
    room.processes.last.say(None)
    assert factors(room.folder) == {"small": 0.4}
    assert room.screen.model.sentence == (
        "small is installed, every file as published. A 5-minute answer takes about 2 minutes."
    )
    assert room.screen.line("small").mark == "In use"
    assert room.screen.line("small").measure


def test_a_fast_download_is_not_shown_a_thousand_times(room: Room):
    room.presenter.open()
    room.presenter.install("small")
    room.now += 1.0
    before = len(room.screen.shown)
    for done in range(1000):
        room.processes.last.say({"bytes": done})
    assert len(room.screen.shown) == before + 1
    room.processes.last.say({"bytes": WHOLE})
    assert room.screen.line("small").progress.done == WHOLE  # type: ignore[union-attr]


def test_only_one_thing_is_done_at_a_time(room: Room):
    lay(room.folder, "base")
    room.presenter.open()
    room.presenter.install("small")
    room.presenter.install("medium")
    room.presenter.measure("base")
    room.presenter.verify("base")
    room.presenter.remove("small")
    assert len(room.processes.started) == 1
    assert room.screen.line("base").state.startswith("Installed, every file")


def test_stopped_it_ends_at_once_and_nothing_of_it_is_heard_any_more(room: Room):
    room.presenter.open()
    room.presenter.install("small")
    first = room.processes.last
    stage = unfinished("small", room.folder)
    stage.mkdir()
    (stage / "model.bin.part").write_bytes(b"1234")
    room.presenter.cancel()
    assert first.killed
    assert room.screen.model.sentence == "Stopped; what came so far is kept."
    assert room.screen.line("small").install == "Go on installing"
    room.presenter.install("small")
    first.say({"failed": "long ago"})
    assert room.screen.line("small").cancel
    assert room.screen.line("small").progress.done == 4  # type: ignore[union-attr]


@pytest.mark.parametrize(("said", "sentence"), [({"failed": "No room."}, "No room."), (None, "its download ended")])
def test_a_failure_is_a_sentence(room: Room, said: dict[str, str] | None, sentence: str):
    room.presenter.open()
    room.presenter.install("small")
    room.processes.last.say(said)
    assert sentence in room.screen.model.sentence
    assert room.screen.model.tone == "warn"
    assert room.screen.line("small").install


def test_a_process_that_cannot_be_started_is_a_sentence(room: Room):
    room.presenter.open()
    room.processes.error = OSError("no memory")
    room.presenter.measure("base")
    assert "could not be measured" in room.screen.model.sentence
    room.processes.error = None
    room.presenter.install("small")
    assert room.processes.started


def test_a_model_that_is_used_is_kept_as_the_choice(room: Room):
    lay(room.folder, "base", "tiny.en")
    room.presenter.open()
    room.presenter.use("tiny.en")
    assert room.store.current.speech_model == "tiny.en"
    assert room.screen.line("tiny.en").mark == "In use"
    assert not room.screen.model.automatic
    room.presenter.let_the_app_choose()
    assert room.store.current.speech_model == ""
    assert room.screen.line("base").mark == "In use"


def test_another_takes_the_place_of_one_that_is_removed(room: Room):
    lay(room.folder, "base", "tiny.en")
    room.presenter.open()
    room.presenter.use("base")
    room.presenter.remove("base")
    assert not (room.folder / "base").exists()
    assert room.store.current.speech_model == ""
    assert room.screen.model.sentence == "base is removed. It was in use; now tiny.en is."
    room.presenter.remove("tiny.en")
    assert "no other is installed" in room.screen.model.sentence
    assert not any(line.mark for line in room.screen.model.lines)


def test_one_that_is_not_in_use_is_removed_without_a_word_of_another(room: Room):
    lay(room.folder, "base", "tiny.en")
    room.presenter.open()
    room.presenter.remove("tiny.en")
    assert room.screen.model.sentence == "tiny.en is removed."


def test_compared_again_an_altered_file_is_found(room: Room):
    lay(room.folder, "base")
    room.presenter.open()
    (room.folder / "base" / "config.json").write_bytes(b"[]")
    room.presenter.verify("base")
    assert "its file config.json differs from the published one" in room.screen.model.sentence
    assert room.screen.line("base").install == "Install again"
    (room.folder / "base" / "config.json").write_bytes(b"{}")
    room.presenter.verify("base")
    assert room.screen.model.sentence == "base is as it was published."


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file that opens and cannot be read")
def test_a_file_that_cannot_be_read_is_not_called_altered(room: Room):
    lay(room.folder, "base")
    room.presenter.open()
    (room.folder / "base" / "config.json").unlink()
    (room.folder / "base" / "config.json").symlink_to("/proc/self/mem")
    room.presenter.verify("base")
    assert "its file config.json could not be read" in room.screen.model.sentence
    assert room.screen.model.tone == "warn"


def test_a_folder_is_used_only_after_a_yes(room: Room, tmp_path: Path):
    mine = lay(tmp_path, "mine") / "mine"
    room.presenter.open()
    room.presenter.look_at_folder(str(mine))
    assert room.screen.model.question == str(mine)
    assert room.store.current.speech_model == ""
    room.presenter.decline()
    assert room.screen.model.question == ""
    room.presenter.agree()
    assert room.store.current.speech_model == ""
    room.presenter.look_at_folder(str(mine))
    room.presenter.agree()
    assert room.store.current.speech_model == str(mine)
    assert room.screen.model.own is not None
    assert room.screen.model.own.state.startswith("Unverified")
    (mine / "tokenizer.json").unlink()
    room.presenter.open()
    assert "tokenizer.json is not in it" in room.screen.model.own.state
    assert not room.screen.model.own.measure


def test_a_folder_that_is_no_model_is_a_sentence(room: Room, tmp_path: Path):
    mine = lay(tmp_path, "mine", files=("model.bin", "config.json", "vocabulary.txt")) / "mine"
    room.presenter.open()
    room.presenter.look_at_folder(str(mine))
    assert room.screen.model.question == ""
    assert "tokenizer.json is not in it" in room.screen.model.sentence


def test_closed_it_ends_what_runs(room: Room):
    room.presenter.open()
    room.presenter.install("small")
    room.presenter.close()
    assert room.processes.last.killed

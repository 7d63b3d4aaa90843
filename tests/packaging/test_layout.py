"""Promises about the project's own files: what installs it, what its commands are called, what no file may say."""

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from audio.transcription.models import models_folder
from desktop.preflight import NEEDS
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
LOCKS = sorted((ROOT / "packaging/requirements").glob("*.txt"))
NOT_OURS = {".git", ".venv", "build", "dist", "__pycache__"}
# Built from parts, so that this file does not name them either.
REGISTRY_HOSTS = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("deb", "debian", "org"),
        ("snapshot", "debian", "org"),
        ("archive", "ubuntu", "com"),
        ("crates", "io"),
        ("anaconda", "org"),
        ("proxy", "golang", "org"),
    )
]


def our_files() -> list[Path]:
    """Return the files of the project, without what was made beside them."""
    found: list[Path] = []
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if name not in NOT_OURS and not name.endswith(("_cache", ".egg-info"))]
        found += [Path(folder) / name for name in names]
    return [path for path in found if path.is_file()]


def test_packaging_is_no_package_since_it_would_hide_the_library_of_that_name():
    assert not (ROOT / "packaging/__init__.py").exists()


def test_no_file_names_a_registry_host():
    named = [
        f"{path.relative_to(ROOT)}: {host}"
        for path in our_files()
        for host in REGISTRY_HOSTS
        if host.encode() in path.read_bytes()
    ]
    assert named == []


def test_no_lock_file_spells_out_addresses():
    assert [path.name for path in our_files() if path.name in {"uv.lock", "pylock.toml", "poetry.lock"}] == []
    assert [path.name for path in LOCKS if "://" in path.read_text(encoding="utf-8")] == []


def locked(path: Path) -> list[str]:
    """Return the requirements of a lock file, each with its options on one line."""
    text = re.sub(r"^\s*#.*\n?", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return [line for line in text.replace("\\\n", " ").splitlines() if line.strip()]


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_every_locked_requirement_is_pinned_and_hashed(path: Path):
    loose = [line for line in locked(path) if not re.match(r"\S+==\S+ .*--hash=sha256:[0-9a-f]{64}\b", line)]
    assert locked(path)
    assert loose == []


PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
WANTED = {
    "app.txt": PROJECT["project"]["dependencies"],
    "dev.txt": PROJECT["project"]["dependencies"] + PROJECT["project"]["optional-dependencies"]["dev"],
    "build.txt": PROJECT["build-system"]["requires"],
}


@pytest.mark.parametrize("lock", WANTED)
def test_the_lock_files_fit_the_project_file(lock: str):
    pins: dict[str, list[str]] = {}
    for line in locked(ROOT / "packaging/requirements" / lock):
        requirement = Requirement(line.split("--hash", 1)[0])
        pins.setdefault(normal(requirement.name), []).extend(pin.version for pin in requirement.specifier)
    unmet = [
        text
        for text in WANTED[lock]
        if not any(Requirement(text).specifier.contains(pin) for pin in pins.get(normal(Requirement(text).name), []))
    ]
    assert unmet == [], "run `make lock`"


def normal(name: str) -> str:
    """Return a distribution's name as lock files write it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def test_the_preflight_and_the_system_packages_agree():
    script = (ROOT / "packaging/system-packages").read_text(encoding="utf-8")
    named = set(re.findall(r"[a-z0-9.+-]+", script))
    needed = {library.package for way in (NEEDS.window, NEEDS.x11, NEEDS.wayland, NEEDS.sound) for library in way}
    assert needed - named == set()


def make(*arguments: str, **variables: str) -> str:
    """Run make as a person does, also when these tests were started by one."""
    environment = {key: value for key, value in os.environ.items() if key not in {"MAKEFLAGS", "MAKELEVEL", "MFLAGS"}}
    environment |= variables
    command = ["make", "-C", str(ROOT), "--no-print-directory", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=60).stdout


def test_make_alone_lists_every_target_and_does_nothing_else():
    listed = dict(re.findall(r"^ +make (\w+) +(.+)$", make(), flags=re.MULTILINE))
    assert set(listed) == {"help", "run", "test", "check", "bench", "pictures", "bundle", "model", "lock", "clean"}
    assert set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)) == set(listed)


@pytest.mark.parametrize("place", ["VIVAVOCE_MODELS", "XDG_CACHE_HOME", "HOME"])
def test_make_run_brings_the_model_back_where_the_program_looks_for_it(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    chosen = {"VIVAVOCE_MODELS": "", "XDG_CACHE_HOME": "", place: str(tmp_path / "a place")}
    for name, value in chosen.items():
        monkeypatch.setenv(name, value)
    assert "models install base" in make("-n", "run", **chosen)
    model = models_folder() / "base" / "model.bin"
    assert model.is_relative_to(tmp_path)
    model.parent.mkdir(parents=True)
    model.touch()
    assert "models install base" not in make("-n", "run", **chosen)


def test_ci_runs_the_test_command_of_the_readme():
    assert "make test" in (ROOT / ".ci/run").read_text(encoding="utf-8")
    assert os.access(ROOT / ".ci/run", os.X_OK)


# What follows runs packaging/system-packages itself on a system where one fact is different.


def system_with(folder: Path, **programs: str) -> dict[str, str]:
    """Return an environment whose only programs are a few of this system's and the given shell scripts."""
    for name in ("sed", "tr", "grep"):
        (folder / name).symlink_to(str(shutil.which(name)))
    for name, script in programs.items():
        path = folder / name.replace("_", "-")
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(0o755)
    return {"PATH": str(folder)}


def system_packages(environment: dict[str, str], purpose: str = "run") -> subprocess.CompletedProcess[str]:
    """Run the script with nobody to answer a question."""
    return subprocess.run(
        ["/bin/sh", ROOT / "packaging/system-packages", purpose],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_system_packages_that_are_there_are_not_spoken_of():
    done = system_packages(dict(os.environ))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_where_a_password_is_needed_one_line_to_run_is_printed_and_nothing_is_installed(tmp_path: Path):
    installed_but_one = 'for p in "$@"; do [ "$p" = libegl1 ] || echo "installed=$p"; done'
    done = system_packages(
        system_with(tmp_path, dpkg_query=installed_but_one, id="echo 1000", sudo="exit 1", apt_get="exit 100")
    )
    assert done.returncode == 1
    (line,) = [line for line in done.stderr.splitlines() if "apt-get" in line]
    assert line.strip().startswith("sudo sh -c 'apt-get update; apt-get ")
    assert " --no-remove " in line
    assert line.endswith(" libegl1'")


def test_a_package_that_goes_by_a_newer_name_is_not_missing(tmp_path: Path):
    done = system_packages(system_with(tmp_path, dpkg_query="exit 1", apt_get="echo 0 newly installed", id="echo 1000"))
    assert (done.returncode, done.stderr) == (0, "")


def test_root_installs_what_is_missing_without_a_question(tmp_path: Path):
    apt = f'[ "$1" != --simulate ] || exit 1; echo "$DEBIAN_FRONTEND $*" >>{tmp_path}/log'
    done = system_packages(
        system_with(tmp_path, dpkg_query="echo installed=git", apt_get=apt, id="echo 0", sh='exec /bin/sh "$@"')
    )
    assert done.returncode == 0, done.stderr
    update, install = (tmp_path / "log").read_text(encoding="utf-8").splitlines()
    assert update == "noninteractive update"
    assert "install --yes --no-remove --no-install-recommends python3-venv " in install
    assert "libportaudio2" in install


@pytest.mark.parametrize("user", [0, 1000])
def test_no_package_of_the_person_is_removed_for_ours(tmp_path: Path, user: int):
    """As apt plans it on Debian 12 with PipeWire; neither done by the script nor printed as the line to run."""
    apt = f'''[ "$1" = --simulate ] || echo "$*" >>{tmp_path}/log
        echo "Remv pipewire-audio [0.3.65]"; echo "Remv pipewire-alsa [0.3.65]"; echo "Inst pulseaudio (16.1)"'''
    system = system_with(tmp_path, dpkg_query="echo installed=git", apt_get=apt, id=f"echo {user}", sudo="exit 1")
    test, run = system_packages(system, "test"), system_packages(system, "run")
    for done in (test, run):
        assert done.returncode == 1
        assert done.stdout == ""
        assert "would remove pipewire-audio pipewire-alsa, so nothing was changed" in done.stderr
        assert done.stderr.count("\n") == 1
    assert "virtual machine" in test.stderr
    assert "virtual machine" not in run.stderr
    assert not (tmp_path / "log").exists()


def test_the_preferred_face_alone_is_nothing_to_ask_a_password_for(tmp_path: Path):
    installed_but_face = 'for p in "$@"; do [ "$p" = fonts-inter ] || echo "installed=$p"; done'
    system = system_with(tmp_path, dpkg_query=installed_but_face, id="echo 1000", sudo="exit 1", apt_get="exit 100")
    done = system_packages(system)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_system_without_dpkg_is_told_the_libraries_and_goes_on(tmp_path: Path):
    done = system_packages(system_with(tmp_path))
    assert done.returncode == 0
    assert "PortAudio" in done.stderr

"""The licences of what the frozen program carries: one page that names them all, and the texts beside it.

``python packaging/bundle/notices.py FOLDER`` writes them into FOLDER; it fails where a package does not say its own.
"""

import re
import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

HEAD = """What Viva Voce is made of

Viva Voce itself is under the MIT licence (LICENSE). It carries the packages below, each under its own licence.

Qt and PySide6 are used under the GNU Lesser General Public License, version 3, libsndfile and soxr under version 2.1;
the texts are in this folder. All are shared libraries in files of their own (in _internal): to use your own build, put
it in their place under the same name. Their sources are those of the versions named here, as their makers publish
them; nothing was changed. You may take this program apart to find faults in such a combination.

"""
_NAME = re.compile(r"[A-Za-z0-9._-]+")
_LICENCE = re.compile(r"licen[cs]e|copying|notice", re.IGNORECASE)
_LEFT_OUT = {"av", "onnxruntime", "hf-xet", "pip", "setuptools"}
"""Required by the metadata of another package, and not in the bundle (packaging/bundle/vivavoce.spec)."""


def carried(name: str = "vivavoce", seen: set[str] | None = None) -> Iterator[Distribution]:
    """The distribution, and all it needs without extras, each once."""
    seen = set() if seen is None else seen
    key = name.lower().replace("_", "-")
    if key in seen | _LEFT_OUT:
        return
    seen.add(key)
    try:
        found = distribution(name)
    except PackageNotFoundError:  # needed on another system only
        return
    yield found
    for requirement in found.requires or ():
        needed = _NAME.match(requirement)
        if needed and "extra ==" not in requirement:
            yield from carried(needed[0], seen)


def licence_of(found: Distribution) -> str:
    """What the package says its licence is; raises SystemExit where it says nothing."""
    meta = found.metadata
    said = [meta.get("License-Expression"), *(each.split(" :: ")[-1] for each in meta.get_all("Classifier") or ()
            if each.startswith("License ::")), meta.get("License")]  # fmt: skip
    name = next((each.strip().splitlines()[0] for each in said if each and each.strip()), "")
    if not name:
        sys.exit(f"{meta['Name']} does not say its licence: look, and decide whether it may be in the bundle.")
    return name


def texts(found: Distribution) -> Iterator[tuple[str, str]]:
    """The licence files of the package: a name and the text."""
    for file in found.files or ():
        place = [part for part in file.parts[:-1] if part != "licenses" and not part.endswith(".dist-info")]
        if file.parts[0].endswith(".dist-info") and _LICENCE.search(file.name):
            yield "-".join((found.metadata["Name"], *place, file.name)), file.read_text(encoding="utf-8")


def main(folder: Path) -> None:
    """Write the page and the texts."""
    folder.mkdir(parents=True, exist_ok=True)
    packages = sorted(carried(), key=lambda each: each.metadata["Name"].lower())
    lines = [f"{each.metadata['Name']} {each.version}: {licence_of(each)}" for each in packages]
    (folder / "NOTICE.txt").write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    for package in packages:
        for name, text in texts(package):
            (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""The one module that speaks to a network: it fetches the files of a model, because a person has just asked for them.

It is a process of its own, so that "cancel" is its death, at once. What has come is kept in a folder beside the models
and gone on with the next time, byte by byte (HTTP Range). A file counts only when its digest is the published one, and
the model stands in its place only when all of its files do.

The hub's own library knows where the hub is and how a file of a revision is called there; ``HF_ENDPOINT`` points it
elsewhere. It does not fetch: its downloads go to a new temporary file each time, so that a killed one begins anew.
"""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import httpx2
from filelock import FileLock, Timeout
from huggingface_hub.file_download import hf_hub_url  # by its module: what is loaded by name is not seen by a bundle

from audio.errors import AudioError, ModelAltered, NotFetched, writing_error
from audio.transcription.catalogue import Model, ModelFile
from audio.transcription.child import Answers
from audio.transcription.fetching import asked
from audio.transcription.models import is_published, kept_bytes, part_of, put_in_place, size_of, unfinished

CONNECT_S = 15.0
TRIES = 3
"""So many times in a row a cut connection may bring nothing."""
_SPARE_BYTES = 50_000_000
_TOLD_EVERY_BYTES = 1 << 19
_AGAIN = "Install it again to go on from there."
_LATER = "Try again in a few minutes; it goes on from there."
Told = Callable[[int], object]


def fetch(model: Model, folder: Path, told: Told, stall_s: float) -> Path:
    """Put ``model`` into ``folder``; ``told`` hears how many of its bytes are on the disk. Returns where it stands.

    Raises ``NotFetched``, ``ModelAltered`` for a file that is not the published one, and the errors of writing.
    """
    stage = unfinished(model.name, folder)
    with _writing(model, stage), _alone(model, folder):
        stage.mkdir(parents=True, exist_ok=True)
        _make_sure_of_room(model, stage)
        timeout = httpx2.Timeout(stall_s, connect=min(CONNECT_S, stall_s))
        with httpx2.Client(follow_redirects=True, timeout=timeout, headers={"Accept-Encoding": "identity"}) as client:
            for file in sorted(model.files, key=lambda each: each.size):  # a hub that gives wrong bytes shows it soon
                _File(client, model, file, stage, told).fetch()
        put_in_place(stage, folder / model.name)
    return folder / model.name


class _File:
    """One file on its way into the folder ``stage``."""

    def __init__(self, client: httpx2.Client, model: Model, file: ModelFile, stage: Path, told: Told) -> None:
        self._client, self._model, self._file, self._told = client, model, file, told
        self._place, self._part = stage / file.name, part_of(stage, file)
        self._others = kept_bytes(model, stage.parent) - size_of(self._place) - size_of(self._part)
        self._url = hf_hub_url(model.repository, file.name, revision=model.revision)

    def fetch(self) -> None:
        """Go on until the file is there and right."""
        if self._place.is_file():
            if is_published(self._place, self._file):
                return
            self._place.unlink()
        fruitless = 0
        while (before := size_of(self._part)) < self._file.size:
            broken: httpx2.HTTPError | None = None
            try:
                self._go_on(before)
            except (httpx2.ReadError, httpx2.RemoteProtocolError) as error:  # cut off: go on at once
                broken = error
            fruitless = 0 if size_of(self._part) > before else fruitless + 1
            if fruitless >= TRIES:
                raise NotFetched(self._model.name, f"{self._host} breaks off again and again", _AGAIN) from broken
        if not is_published(self._part, self._file):
            self._refuse()
        with self._part.open("rb+") as written:
            os.fsync(written.fileno())
        self._part.replace(self._place)

    @property
    def _host(self) -> str:
        return urlsplit(self._url).netloc

    def _go_on(self, have: int) -> None:
        """Ask for what is missing and write it as it comes."""
        headers = {"Range": f"bytes={have}-"} if have else {}
        try:
            with self._client.stream("GET", self._url, headers=headers) as answer:
                self._check(answer, have)
                self._write(answer, have if answer.status_code == httpx2.codes.PARTIAL_CONTENT else 0)
        except (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.ProxyError) as error:
            why = f"{self._host} could not be reached"
            raise NotFetched(self._model.name, why, f"Check the network. {_AGAIN}") from error
        except httpx2.TimeoutException as error:
            seconds = self._client.timeout.read
            raise NotFetched(self._model.name, f"{self._host} sent nothing for {seconds:g} s", _AGAIN) from error
        except (httpx2.TooManyRedirects, httpx2.UnsupportedProtocol, httpx2.InvalidURL) as error:
            raise NotFetched(self._model.name, f"{self._host} sends from one place to the next", _LATER) from error

    def _check(self, answer: httpx2.Response, have: int) -> None:
        """Refuse an answer that cannot bring what is missing."""
        status = answer.status_code
        if status == httpx2.codes.OK:
            if answer.headers.get("Content-Length", str(self._file.size)) != str(self._file.size):
                self._refuse()
        elif status == httpx2.codes.PARTIAL_CONTENT:
            end = self._file.size - 1
            if answer.headers.get("Content-Range", "").strip() != f"bytes {have}-{end}/{self._file.size}":
                self._refuse()
        elif status == httpx2.codes.REQUESTED_RANGE_NOT_SATISFIABLE:
            self._refuse()
        else:
            raise NotFetched(self._model.name, *_refusal(self._host, status))

    def _write(self, answer: httpx2.Response, have: int) -> None:
        told = have
        with self._part.open("r+b" if self._part.exists() else "wb", buffering=0) as part:
            part.truncate(have)
            part.seek(have)
            for chunk in answer.iter_raw():
                have += len(chunk)
                if have > self._file.size:
                    self._refuse()
                _write_all(part.write, chunk)
                if have - told >= _TOLD_EVERY_BYTES or have == self._file.size:
                    self._told(self._others + have)
                    told = have

    def _refuse(self) -> None:
        """Keep nothing of a file that is not the published one."""
        self._part.unlink(missing_ok=True)
        raise ModelAltered(self._model.name, self._file.name)


def _write_all(write: Callable[[memoryview], int | None], chunk: bytes) -> None:
    """Unbuffered, so that what is told is on the disk; a disk that is nearly full takes a part, then says so."""
    rest = memoryview(chunk)
    while rest:
        rest = rest[write(rest) or 0 :]


def _refusal(host: str, status: int) -> tuple[str, str]:
    """Return what an answer says that brings nothing, and what may help."""
    if status == httpx2.codes.TOO_MANY_REQUESTS:
        return f"{host} has too much to do ({status})", _LATER
    if status >= httpx2.codes.INTERNAL_SERVER_ERROR:
        return f"{host} has a fault of its own ({status})", _LATER
    return f"{host} does not give it ({status})", "Try another model, or a folder of your own."


def _make_sure_of_room(model: Model, stage: Path) -> None:
    need = model.bytes - kept_bytes(model, stage.parent) + _SPARE_BYTES
    free = shutil.disk_usage(stage).free
    if free < need:
        detail = f"{stage.parent} has {free // 1_000_000} MB free and it needs {need // 1_000_000} MB more"
        raise NotFetched(model.name, detail, "Free some space, then install it again.")


@contextmanager
def _writing(model: Model, stage: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        so = f"the speech model {model.name} is not installed; what came so far is kept"
        place = Path(error.filename) if isinstance(error.filename, str) else stage / "model.bin"
        raise writing_error(place, error, so) from error


@contextmanager
def _alone(model: Model, folder: Path) -> Iterator[None]:
    """Two at once would write into the same files."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(folder / f".installing-{model.name}.lock", timeout=0):
            yield
    except Timeout as error:
        raise NotFetched(model.name, "it is being installed already", "Wait until that is done.") from error


def main() -> int:
    """Answer ``{"bytes": n}`` now and then, at last ``{"installed": folder}`` or ``{"failed": sentence}``."""
    answer = Answers()
    model, folder, stall_s = asked(answer.question)
    try:
        place = fetch(model, folder, lambda size: answer(bytes=size), stall_s)
    except AudioError as error:
        answer(failed=str(error))
        return 1
    answer(installed=str(place))
    return 0


if __name__ == "__main__":
    sys.exit(main())

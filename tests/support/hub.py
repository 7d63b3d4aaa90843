"""A hub on this machine: a real server in threads, which can be told to misbehave as real ones do."""

import hashlib
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from audio.transcription.catalogue import Model, ModelFile

PATIENCE_S = 30
Answer = Callable[["Request"], None]
"""What the hub does with a request for a file."""


class Request(BaseHTTPRequestHandler):
    """One request, with the ways of answering it."""

    protocol_version = "HTTP/1.1"
    server: "_Server"

    def do_GET(self) -> None:
        hub = self.server.hub
        name = self.path.rpartition("/")[2]
        hub.asked.append((self.path, self.headers.get("Range")))
        with suppress(BrokenPipeError, ConnectionResetError):  # the other end was killed
            hub.answers.get(name, Request.give)(self)

    def log_message(self, *_: object) -> None: ...

    @property
    def content(self) -> bytes:
        return self.server.hub.files[self.path.rpartition("/")[2]]

    @property
    def start(self) -> int:
        return int(self.headers.get("Range", "bytes=0-").removeprefix("bytes=").removesuffix("-"))

    def head(self, status: int, **headers: object) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), str(value))
        self.end_headers()

    def give(self) -> None:
        """As it should be."""
        self.begin()
        self.wfile.write(self.content[self.start :])

    def begin(self) -> None:
        """The head of a right answer."""
        whole = len(self.content)
        if self.start:
            span = f"bytes {self.start}-{whole - 1}/{whole}"
            self.head(206, Content_Length=whole - self.start, Content_Range=span)
        else:
            self.head(200, Content_Length=whole)

    def give_whole(self) -> None:
        """Deaf to ranges."""
        self.head(200, Content_Length=len(self.content))
        self.wfile.write(self.content)

    def stall(self, after: int = 0) -> None:
        """Begin, and then nothing, until the test is over."""
        self.begin()
        self.wfile.write(self.content[self.start : self.start + after])
        self.wfile.flush()
        self.server.hub.stalled.set()
        self.server.hub.over.wait(PATIENCE_S)
        self.close_connection = True

    def cut_off(self, after: int) -> None:
        """A part of what was promised, then the end."""
        self.begin()
        self.wfile.write(self.content[self.start : self.start + after])
        self.close_connection = True

    def refuse(self, status: int) -> None:
        self.head(status, Content_Length=0)

    def send_on(self, place: str) -> None:
        self.head(302, Content_Length=0, Location=place)

    def lie(self, *, length: int | None, content: bytes) -> None:
        """Say a length, or none, and send something."""
        if length is None:
            self.head(200, Transfer_Encoding="chunked")
            self.wfile.write(b"%x\r\n%b\r\n0\r\n\r\n" % (len(content), content))
        else:
            self.head(200, Content_Length=length)
            self.wfile.write(content)
            self.close_connection = True


class _Server(ThreadingHTTPServer):
    daemon_threads = False
    block_on_close = True
    hub: "Hub"


class Hub:
    """Files by name, and for each the answer it gets where that is not the right one."""

    def __init__(self, files: dict[str, bytes], endpoint: str) -> None:
        self.files = files
        self.endpoint = endpoint
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, str | None]] = []
        """Paths and ranges, in order."""
        self.stalled = threading.Event()
        self.over = threading.Event()

    @property
    def ranges(self) -> list[str | None]:
        """What was asked of the weights."""
        return [span for path, span in self.asked if path.endswith("model.bin")]


@contextmanager
def hub_with(files: dict[str, bytes]) -> Iterator[Hub]:
    """A hub that gives these files, whatever the repository."""
    server = _Server(("127.0.0.1", 0), Request)
    server.hub = Hub(files, f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), name="hub")
    thread.start()
    try:
        yield server.hub
    finally:
        server.hub.over.set()
        server.shutdown()
        server.server_close()
        thread.join()


def model_of(files: dict[str, bytes], name: str = "made") -> Model:
    """A model with these files; its config is known by git's digest alone."""
    return Model(name, f"us/{name}", "0" * 40, tuple(_file(each, data) for each, data in files.items()))


def _file(name: str, data: bytes) -> ModelFile:
    if name == "config.json":
        digest = hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
        return ModelFile(name, len(data), git_sha1=digest)
    return ModelFile(name, len(data), hashlib.sha256(data).hexdigest())

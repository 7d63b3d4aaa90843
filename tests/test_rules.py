"""The ten rules of the house, as far as a look at the code can hold them; import-linter holds the rest."""

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
ROOMS = ("audio", "cards", "scheduler", "desktop")
MODULES = [path.relative_to(ROOT) for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
BELOW_THE_WINDOW = [module for module in MODULES if module.parts[0] != "desktop"]
NETWORK = {
    *("socket", "ssl", "urllib", "http", "xmlrpc", "ftplib", "smtplib"),
    *("urllib3", "requests", "httpx", "httpx2", "aiohttp", "websockets", "huggingface_hub"),
}
CLOCKS = {("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"), ("time", "time")}
RICH_TEXT = {"setHtml", "insertHtml", "appendHtml", "setMarkdown"}
QT_NETWORK = re.compile("QNetworkAccessManager|QTcpSocket|QUdpSocket|QDesktopServices|WebEngine")
LONGEST = 600


@cache
def tree(module: Path) -> ast.Module:
    return ast.parse((ROOT / module).read_text(encoding="utf-8"))


def calls(module: Path) -> Iterator[tuple[str, str]]:
    """Every call as (what it is called on, the name): ``a.b.c()`` is ("b", "c"), ``c()`` is ("", "c")."""
    for node in ast.walk(tree(module)):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id=owner) | ast.Attribute(attr=owner), attr=name)):
                yield owner, name
            case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name)):
                yield "", name


def names_called(module: Path) -> set[str]:
    return {name for _, name in calls(module)}


def where(breaks: Callable[[Path], bool], modules: list[Path] = MODULES) -> list[str]:
    """The modules that break a rule."""
    return [str(module) for module in modules if breaks(module)]


def imports(module: Path) -> Iterator[str]:
    """The top-level names of all that is imported, wherever in the module."""
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield (node.module or "").split(".")[0]


def test_all_modules_are_looked_at() -> None:
    assert {module.parts[0] for module in MODULES} == set(ROOMS)
    assert len(MODULES) > 40


def test_rule_3_the_moment_is_a_parameter() -> None:
    assert not where(lambda module: bool(CLOCKS & set(calls(module))), BELOW_THE_WINDOW)


def test_rule_5_the_audio_callback_only_queues() -> None:
    """One call of ``deliver`` with the copied bytes and the overflow flag; ``Recorder`` passes ``SimpleQueue.put``."""
    functions = {
        node.name: node for node in ast.walk(tree(Path("audio/microphone.py"))) if isinstance(node, ast.FunctionDef)
    }
    assert [ast.unparse(line) for line in functions["callback"].body] == [
        "deliver(Block(bytes(indata), status.input_overflow))"
    ]
    assert "self._microphone.open(queue.put)" in (ROOT / "audio/recorder.py").read_text()
    assert "queue: SimpleQueue[Item]" in (ROOT / "audio/recorder.py").read_text()


def test_rule_6_nobody_spins_the_event_loop() -> None:
    assert not where(lambda module: "processEvents" in names_called(module))


def test_rule_7_text_is_shown_as_plain_text() -> None:
    assert not where(lambda module: bool(RICH_TEXT & names_called(module)))


def test_rule_8_one_module_can_reach_a_network_and_is_a_process_of_its_own() -> None:
    """It fetches the model that a person asked for; nothing imports it, it is started."""
    hub = "audio/transcription/hub.py"
    assert where(lambda module: bool(NETWORK & set(imports(module)))) == [hub]
    brings = re.compile(r"(import|from) audio\.transcription\.hub\b|from audio\.transcription import .*\bhub\b")
    assert not where(lambda module: bool(brings.search(ast.unparse(tree(module)))))
    assert not where(lambda module: bool(QT_NETWORK.search((ROOT / module).read_text(encoding="utf-8"))))


def test_rule_8_the_one_socket_stays_on_this_machine() -> None:
    """A second start raises the first window: one module, and of Qt's network only the local socket."""
    knowing = {str(module): ast.unparse(tree(module)) for module in MODULES if module.parts[0] == "desktop"}
    knowing = {module: text for module, text in knowing.items() if "QtNetwork" in text}
    assert set(knowing) == {"desktop/instance.py", "desktop/app.py"}
    assert re.findall("QtNetwork.*", knowing["desktop/app.py"]) == ["QtNetwork"]  # loaded on a thread, not used
    taken = set(re.findall(r"from PySide6.QtNetwork import (.*)", knowing["desktop/instance.py"]))
    assert taken == {"QLocalServer, QLocalSocket", "QLocalServer", "QLocalSocket"}


def test_rule_8_the_recogniser_is_offline_before_it_imports_anything_that_is_not() -> None:
    """faster-whisper would ask a hub for a file that a model folder lacks."""
    lines = [ast.unparse(node) for node in tree(Path("audio/transcription/whisper.py")).body]
    offline = lines.index("os.environ['HF_HUB_OFFLINE'] = '1'")
    assert offline < next(place for place, line in enumerate(lines) if "faster_whisper" in line)
    assert offline < next(place for place, line in enumerate(lines) if "ctranslate2" in line)
    assert where(lambda module: "faster_whisper" in set(imports(module))) == ["audio/transcription/whisper.py"]
    # By itself it loads a folder and asks nobody.
    using = where(lambda module: "ctranslate2" in set(imports(module)))
    assert using == ["audio/transcription/calibration.py", "audio/transcription/whisper.py"]


def swallows(module: Path) -> bool:
    """Whether a handler catches everything; ``except BaseException`` may, to clean up and raise again."""
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.ExceptHandler):
            kind = ast.unparse(node.type) if node.type else ""
            raises = any(isinstance(line, ast.Raise) for line in node.body)
            if kind in {"", "Exception"} or (kind == "BaseException" and not raises):
                return True
    return False


def test_rule_9_no_error_is_swallowed_unseen() -> None:
    assert not where(swallows)


def test_no_module_is_too_long_to_read() -> None:
    assert not where(lambda module: len((ROOT / module).read_text(encoding="utf-8").splitlines()) > LONGEST)


def test_the_worker_and_the_window_import_neither_each_other_nor_what_only_one_needs() -> None:
    """The parts that the window needs of the sound line load neither numpy nor the speech model."""
    script = (
        "import sys, audio.recorder, audio.playback, audio.transcription.recogniser, audio.transcription.journal;"
        "print(sorted({'numpy', 'soxr', 'soundfile', 'sounddevice', 'faster_whisper', 'PySide6'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_recogniser_does_without_pyav_and_its_codecs() -> None:
    script = "import audio.transcription.whisper, sys; print(sys.modules['av'].__spec__, 'onnxruntime' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "None False"

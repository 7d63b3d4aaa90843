"""A take in hand: however it grows, pauses, dies and is gone on with, its words are those of the whole file."""

import io
import json
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audio.errors import CannotRead
from audio.transcription import decoder, listening
from audio.transcription.decoder import SHORTEST, WINDOW, Pass
from audio.transcription.journal import journal_of, read_journal
from audio.transcription.listening import PAUSE_S, TakeInHand
from audio.transcription.protocol import TakeState
from audio.transcription.words import NO_HELP, Heard, HeardWord, Help, Window
from audio.transcription.worker import Say, Worker
from audio.wav import HEADER_BYTES, RATE_HZ, SAMPLE_BYTES, WavWriter, samples_in
from tests.support.speaking import Samples, VowelModel, Vowels, silence, speech, steady, vowel, written

SMALL = 2 * RATE_HZ
"""A window of two seconds lets a sound of ten have many."""
SAID_S = st.integers(0, 12).map(lambda tenths: tenths / 10)
PAUSES_S = st.sampled_from([0.0, 0.1, 0.3, 0.5, 0.7, 1.0, 2.5])
PARTS = st.lists(st.tuples(SAID_S, PAUSES_S), min_size=1, max_size=8)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoder, "WINDOW", SMALL)
    monkeypatch.setattr(listening, "WINDOW", SMALL)
    monkeypatch.setattr(listening, "ENOUGH_S", 0.9)


Follow = Callable[..., tuple[TakeInHand, VowelModel]]


class Followed:
    """A worker that follows one take, started anew when told."""

    def __init__(self, sound: Path) -> None:
        self._sound = sound
        self.out = io.StringIO()
        self.start()

    def start(self) -> None:
        self._worker = Worker(VowelModel(SMALL), "fake", Say(self.out))

    def tell(self, samples: int, final: bool) -> None:
        self._worker.hear(json.loads(json.dumps(TakeState(1, self._sound, samples, final).message())))

    def work(self, most: int = 200) -> None:
        """``most`` is far more than there can be to do: who works for ever fails here."""
        while self._worker.work():
            most -= 1
            assert most, "it works for ever"

    def heard(self) -> Heard:
        found = read_journal(journal_of(self._sound))
        assert found is not None
        return found

    def said(self, kind: str) -> list[Any]:
        return [message[kind] for line in self.out.getvalue().splitlines() if kind in (message := json.loads(line))]


def at_once(folder: Path, sound: Samples) -> Heard:
    follower = Followed(written(folder / "whole.wav", sound))
    follower.tell(len(sound), final=True)
    follower.work()
    return follower.heard()


@pytest.mark.usefixtures("small")
@settings(deadline=None, max_examples=25)
@given(PARTS, st.data())
def test_in_any_steps_it_hears_the_same_as_at_once(parts: list[tuple[float, float]], data: st.DataObject) -> None:
    sound = speech(parts)
    steps = sorted(data.draw(st.lists(st.integers(0, len(sound)), max_size=20)))
    busy = data.draw(st.lists(st.booleans(), min_size=len(steps), max_size=len(steps)))
    with tempfile.TemporaryDirectory() as folder:
        follower = Followed(written(Path(folder) / "take.wav", sound))
        for samples, is_busy in zip(steps, busy, strict=True):
            follower.tell(samples, final=False)
            if not is_busy:
                follower.work()
        follower.tell(len(sound), final=True)
        follower.work()
        heard = follower.heard()
        assert heard == at_once(Path(folder), sound)
    windows = heard.windows
    assert [window.start for window in windows] == [0, *(window.end for window in windows)][: len(windows)]
    assert len(sound) - heard.end < SHORTEST


@pytest.mark.usefixtures("small")
@settings(deadline=None, max_examples=25)
@given(PARTS, st.data())
def test_killed_anywhere_and_with_its_journal_cut_anywhere_it_hears_the_same(
    parts: list[tuple[float, float]], data: st.DataObject
) -> None:
    sound = speech(parts)
    steps = sorted(data.draw(st.lists(st.integers(0, len(sound)), max_size=6)))
    with tempfile.TemporaryDirectory() as folder:
        follower = Followed(path := written(Path(folder) / "take.wav", sound))
        for samples, final in [*((step, False) for step in steps), (len(sound), True)]:
            follower.tell(samples, final)
            follower.work()
            journal = journal_of(path)
            content = journal.read_bytes()
            journal.write_bytes(content[: data.draw(st.integers(0, len(content)))])
            follower.start()
        follower.tell(len(sound), final=True)
        follower.work()
        assert follower.heard() == at_once(Path(folder), sound)


# The tail


@pytest.fixture
def follow(tmp_path: Path) -> Follow:
    """A take of the given sound that has grown so far, with a model that counts."""

    def begin(sound: Samples, samples: int, final: bool = False, help: Help = NO_HELP) -> tuple[TakeInHand, VowelModel]:
        model = VowelModel()
        path = tmp_path / "take.wav"
        if not path.exists():
            written(path, sound)
        return TakeInHand(TakeState(1, path, samples, final, help), model, "fake"), model

    return begin


def finish(take: TakeInHand, samples: int) -> None:
    take.state = TakeState(1, take.state.sound, samples, True, take.state.help)


SENTENCE = speech([(0.5, 0.2), (0.8, 0.0)])
SAID = len(SENTENCE)


def test_what_was_decoded_in_a_pause_stands_when_nothing_follows(follow: Follow) -> None:
    sound = np.concatenate((SENTENCE, silence(4)))
    take, model = follow(sound, SAID + RATE_HZ // 4)
    assert not take.pauses()
    take.state = TakeState(1, take.state.sound, SAID + RATE_HZ // 2, False)
    assert take.pauses()
    ahead = take.decode_ahead()
    assert len(ahead.words) == 2
    assert not take.pauses()
    assert take.heard.windows == ()
    assert take.heard.words == ahead.words
    given = list(model.lengths)
    finish(take, len(sound))
    assert take.decodes_now()
    assert take.decode() == Window(0, len(sound), ahead.words)
    assert model.lengths == given
    assert take.is_whole


def test_what_was_decoded_in_a_pause_is_replaced_when_something_follows(follow: Follow) -> None:
    sound = np.concatenate((SENTENCE, silence(0.6), vowel(0.7, 180), silence(1)))
    take, model = follow(sound, SAID + RATE_HZ // 2)
    assert take.pauses()
    ahead = take.decode_ahead()
    take.state = TakeState(1, take.state.sound, SAID + RATE_HZ, False)
    assert not take.pauses()
    take.state = TakeState(1, take.state.sound, len(sound), False)
    assert take.pauses()
    again = take.decode_ahead()
    assert len(again.words) == 3
    assert take.heard.words == again.words != ahead.words
    finish(take, len(sound))
    assert take.decode().words == again.words
    assert len(model.lengths) == 2


def test_a_stop_in_mid_sentence_decodes_the_rest(follow: Follow) -> None:
    sound = np.concatenate((SENTENCE, silence(0.6), vowel(0.7, 180)))
    take, model = follow(sound, SAID + RATE_HZ // 2)
    assert take.pauses()
    take.decode_ahead()
    finish(take, len(sound))
    assert len(take.decode().words) == 3
    assert len(model.lengths) == 2


def test_silence_is_not_decoded_in_a_pause_nor_at_the_end(follow: Follow) -> None:
    sound = silence(20)
    take, model = follow(sound, 10 * RATE_HZ)
    assert not take.pauses()
    finish(take, len(sound))
    assert take.decode() == Window(0, len(sound), ())
    assert model.lengths == []


def test_the_silence_after_the_last_word_is_not_given_to_the_model(follow: Follow) -> None:
    sound = np.concatenate((SENTENCE, silence(20)))
    take, model = follow(sound, len(sound), final=True)
    assert take.decode().end == len(sound)
    (given,) = model.lengths
    assert given == pytest.approx(SAID + PAUSE_S * RATE_HZ, abs=0.1 * RATE_HZ)


class ShortSighted(VowelModel):
    """Writes one word of the first half second, whatever it is given."""

    def encode(self, samples: Samples) -> Vowels:
        return super().encode(samples[: RATE_HZ // 2])


def test_a_tail_of_which_a_part_stays_unwritten_is_decoded_once_in_a_pause(tmp_path: Path) -> None:
    """Or the process would decode it again and again, as fast as it can, for as long as the person thinks."""
    sound = np.concatenate((speech([(0.4, 0.2), (0.6, 0.2), (0.6, 0.2)]), silence(2)))
    take = TakeInHand(TakeState(1, written(tmp_path / "take.wav", sound), len(sound), False), ShortSighted(), "fake")
    times = 0
    while take.pauses():
        take.decode_ahead()
        times += 1
        assert times < 5
    finish(take, len(sound))
    while not take.is_whole:
        take.decode()
    assert take.heard.end == len(sound)


# Files


@pytest.mark.parametrize("missing", [1, 100, 5000])
def test_a_file_shorter_than_announced_is_an_error_and_not_for_ever(follow: Follow, missing: int) -> None:
    take, _ = follow(steady(31), 31 * RATE_HZ, final=True)
    with take.state.sound.open("r+b") as file:
        file.truncate(HEADER_BYTES + (31 * RATE_HZ - missing) * SAMPLE_BYTES)
    take.decode()
    with pytest.raises(CannotRead, match="shorter than what was recorded"):
        while not take.is_whole:
            take.decode()


def test_a_growing_take_is_decoded_in_whole_windows_only(follow: Follow) -> None:
    take, model = follow(steady(31), WINDOW - 1)
    assert not take.decodes_now()
    assert not take.pauses()
    take.state = TakeState(1, take.state.sound, WINDOW, False)
    assert take.decodes_now()
    take.decode()
    assert model.lengths == [WINDOW]


def test_after_fifteen_seconds_the_next_pause_ends_the_window(follow: Follow) -> None:
    early = np.concatenate((speech([(0.5, 0.8)]), steady(13), silence(0.8)))
    sound = np.concatenate((early, speech([(0.4, 0.5), (0.5, 0.7), (0.4, 0.0)])))
    paused = len(early) + round(1.4 * RATE_HZ)
    take, model = follow(sound, paused + round(0.58 * RATE_HZ))
    assert not take.decodes_now()
    take.state = TakeState(1, take.state.sound, paused + round(0.69 * RATE_HZ), False)
    assert take.decodes_now()
    window = take.decode()
    assert window.end == pytest.approx(paused + PAUSE_S * RATE_HZ, abs=RATE_HZ // 20)
    assert model.lengths == [window.end]
    finish(take, len(sound))
    assert take.decode().start == window.end
    assert take.is_whole


def test_a_pause_that_was_decoded_ahead_is_the_window_once_it_is_long_enough(follow: Follow) -> None:
    sound = np.concatenate((steady(16), silence(1)))
    said = len(np.trim_zeros(steady(16)))
    take, model = follow(sound, said + round(0.45 * RATE_HZ))
    assert not take.decodes_now()
    assert take.pauses()
    ahead = take.decode_ahead()
    take.state = TakeState(1, take.state.sound, said + round(0.75 * RATE_HZ), False)
    assert take.decodes_now()
    assert take.decode() == ahead
    assert len(model.lengths) == 1


def test_a_rest_too_short_for_a_word_is_left(follow: Follow) -> None:
    sound = steady(1)[: SHORTEST - 1]
    take, _ = follow(sound, len(sound), final=True)
    assert take.is_whole
    assert not take.decodes_now()
    take.finish()
    assert take.heard.samples == len(sound)


@pytest.fixture(scope="module")
def two_hours(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two minutes of speech, almost two hours of nothing that takes no room on the disk, and two minutes of speech."""
    path = tmp_path_factory.mktemp("long") / "take.wav"
    said = steady(120)
    with WavWriter(path):
        pass
    with path.open("r+b") as file:
        for start_s in (0, 7200 - 120):
            file.seek(HEADER_BYTES + start_s * RATE_HZ * SAMPLE_BYTES)
            file.write(said.tobytes())
    return path


def test_two_hours_take_no_more_memory_than_two_windows(two_hours: Path) -> None:
    samples = samples_in(two_hours)
    assert samples == 7200 * RATE_HZ
    model = VowelModel()
    take = TakeInHand(TakeState(1, two_hours, samples, True), model, "fake")
    track = take._voice
    while not take.is_whole:
        take.decode()
        assert track.end - track.first <= WINDOW + 45 * RATE_HZ
    assert max(model.lengths) <= WINDOW
    assert len(model.lengths) < 20
    assert len(take.heard.words) > 500
    assert take.heard.words[-1].end_s == pytest.approx(7200, abs=1)


# Doubtful terms

HINTS = ("vector index", "vLLM", "recall")


class Hinting(VowelModel):
    """Writes "vLLM" only where it is hinted at."""

    def encode(self, samples: Samples) -> Vowels:
        return Hinted(samples, self.window)


class Hinted(Vowels):
    def write(self, hints: str, said_until_s: float, ends_s: float | None) -> Pass:
        heard = Vowels.write(self, hints, said_until_s, ends_s)
        texts = (" vLLM" if "vLLM" in hints else " VLM", " and", " recall")
        return replace(heard, words=tuple(map(renamed, heard.words, texts)))


def renamed(word: HeardWord, text: str) -> HeardWord:
    return replace(word, text=text)


def checked(take: TakeInHand) -> int:
    """Checks to the end; how many windows were decoded for it."""
    decoded: list[None] = []
    while take.check(lambda: decoded.append(None)):
        assert len(decoded) < 10
    return len(decoded)


@pytest.mark.parametrize(
    ("known", "unsure", "decoded"),
    [
        (NO_HELP, set(), 0),
        (Help(HINTS), set(), 0),
        (Help(HINTS, ("speed of vLLM",)), {0}, 1),
        (Help(HINTS, ("better recall",)), set(), 1),
        (Help(HINTS, ("speed of vLLM", "better recall")), {0}, 1),
        (Help((), ("vLLM",)), set(), 0),
    ],
    ids=["nothing known", "no credit", "only hinted at", "heard without hints", "two in one pass", "no hints"],
)
def test_a_term_that_earns_credit_is_listened_for_without_hints(
    tmp_path: Path, known: Help, unsure: set[int], decoded: int
) -> None:
    sound = np.concatenate((speech([(0.5, 0.2), (0.3, 0.2), (0.5, 0.2)]), silence(1)))
    state = TakeState(1, written(tmp_path / "take.wav", sound), len(sound), True, known)
    take = TakeInHand(state, Hinting(), "fake")
    take.decode()
    take.finish()
    assert [word.unsure for word in take.heard.words] == [False] * 3
    assert checked(take) == decoded
    assert {place for place, word in enumerate(take.heard.words) if word.unsure} == unsure
    found = read_journal(journal_of(state.sound))
    assert found == take.heard
    assert found.unsure == frozenset(unsure)
    assert checked(TakeInHand(state, Hinting(), "fake")) == 0

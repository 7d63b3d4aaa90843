"""The voice in a sound: the same in pieces as at once, found in speech, and not in noises."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audio.soundfiles import convert
from audio.transcription.voice import HOP, LOOKBACK_S, REACH, Voice, VoiceTrack, measure
from audio.wav import RATE_HZ, read_pcm
from tests.support.noises import NOISES, noise
from tests.support.speaking import Samples, silence, speech, vowel

AFTER = REACH + 4 * HOP
"""So much sound after a measurement has a say in it, in samples."""


def track_of(sound: Samples) -> VoiceTrack:
    track = VoiceTrack()
    track.append(sound)
    return track


def voice_of(sound: Samples) -> Voice:
    return track_of(sound).voice(0, len(sound))


def same(one: Voice, other: Voice) -> bool:
    return np.array_equal(one.possible, other.possible) and np.array_equal(one.certain, other.certain)


@pytest.fixture(scope="module")
def answer(tmp_path_factory: pytest.TempPathFactory, spoken_answer: Path) -> Samples:
    """The spoken answer as a take: 16 kHz."""
    take = tmp_path_factory.mktemp("voice") / "take.wav"
    samples = convert(spoken_answer, take)
    return np.frombuffer(read_pcm(take, 0, samples), "<i2")


@pytest.fixture(scope="module")
def long(answer: Samples) -> Samples:
    """Speech, pauses, a background that comes and goes: half a minute."""
    quiet, loud = noise("soft pink noise", 10), noise("pink noise", 8)
    parts = [answer[: 12 * RATE_HZ], quiet, silence(1), speech([(0.4, 0.3)] * 5), loud, answer[: 4 * RATE_HZ]]
    return np.concatenate(parts)


# In pieces


@settings(deadline=None, max_examples=20)
@given(st.lists(st.integers(0, 20_000), max_size=20))
def test_measured_in_pieces_it_is_the_same_as_at_once(lengths: list[int]) -> None:
    sound = np.concatenate((speech([(0.3, 0.2)] * 4), noise("a keyboard", 2)))
    track = VoiceTrack()
    for length in lengths:
        track.append(sound[track.end : track.end + length])
    track.append(sound[track.end :])
    assert track.end == len(sound)
    assert same(track.voice(0, len(sound)), voice_of(sound))


def test_what_was_said_of_a_part_stays_while_the_recording_grows(long: Samples) -> None:
    """Each measurement depends on what is before it and on a few hundredths after it."""
    whole = track_of(long)
    track = VoiceTrack()
    for end in range(RATE_HZ // 3, len(long), RATE_HZ + 777):
        track.append(long[track.end : end])
        settled = (end - AFTER) // HOP * HOP
        now, later = track.voice(0, settled), whole.voice(0, settled)
        assert np.array_equal(now.possible, later.possible), end
        # A vowel is one from its tenth measurement on, so the last one may not have been recognised yet.
        assert not (now.certain & ~later.certain).any(), end


def test_what_is_forgotten_is_not_needed(long: Samples) -> None:
    whole, track = track_of(long), VoiceTrack()
    for end in range(5 * RATE_HZ, len(long), 5 * RATE_HZ):
        track.append(long[track.end : end])
        track.forget_before(end - 2 * RATE_HZ)
    track.append(long[track.end :])
    assert track.first > 0
    for start in (len(long) - 4 * RATE_HZ, len(long) - 2 * RATE_HZ):
        assert same(track.voice(start, len(long)), whole.voice(start, len(long)))


@pytest.mark.parametrize("at", [0, 160, 5 * RATE_HZ, 12 * RATE_HZ + 7, 17 * RATE_HZ + 160, 25 * RATE_HZ + 4000])
def test_a_recording_that_is_gone_on_with_is_measured_as_if_it_had_never_been_left(long: Samples, at: int) -> None:
    """Or a worker that took over would end a window elsewhere, and the words would depend on who was killed when."""
    track = VoiceTrack.before(at)
    track.append(long[track.first :])
    assert same(track.voice(at, len(long)), track_of(long).voice(at, len(long)))


@pytest.mark.parametrize("sound", [silence(0), silence(0.01), vowel(0.03), vowel(0.031)])
def test_too_little_to_measure_is_no_voice(sound: Samples) -> None:
    assert measure(sound)[0].size == 0
    voice = voice_of(sound)
    assert voice.is_silent
    assert (voice.vowels_s, voice.spoken_s, voice.start_s, voice.end_s, voice.words_end_s) == (0, 0, 0, 0, 0)


# Speech


def test_a_pause_is_found_in_speech(answer: Samples) -> None:
    half = len(answer) // 2
    voice = voice_of(np.concatenate((answer[:half], silence(2), answer[half:])))
    at_s = half / RATE_HZ
    assert voice.between(at_s + 0.2, at_s + 1.9).is_silent
    assert not voice.between(at_s - 1, at_s).is_silent
    assert not voice.between(at_s + 2, at_s + 3).is_silent


def test_the_first_pause_that_is_long_enough_is_found_once_it_is() -> None:
    sound = speech([(0.5, 0.3), (0.5, 1.0), (0.5, 2.0)])
    voice = voice_of(sound)
    assert voice.pause_s(0.0, 0.6) == pytest.approx(1.3, abs=0.06)
    assert voice.pause_s(1.5, 0.6) == pytest.approx(2.8, abs=0.06)
    assert voice.pause_s(0.0, 2.5) is None
    assert voice_of(sound[: round(1.85 * RATE_HZ)]).pause_s(0.0, 0.6) is None
    assert voice_of(sound[:0]).pause_s(0.0, 0.6) is None


def test_a_pause_that_was_found_stays_where_it_is_while_the_recording_grows(long: Samples) -> None:
    """Or the windows of a take would depend on when the recogniser came by."""
    whole = voice_of(long)
    track = VoiceTrack()
    for end in range(RATE_HZ // 3, len(long), RATE_HZ // 2 + 77):
        track.append(long[track.end : end])
        found = track.voice(0, end).pause_s(3.0, 0.3)
        assert found in (None, whole.pause_s(3.0, 0.3)), end
    assert found is not None


@pytest.mark.parametrize("background", ["a muted microphone", "a silent room", "soft pink noise", "a fan"])
@pytest.mark.parametrize("gain", [1.0, 0.2, 0.05])
def test_a_voice_is_found_over_a_background(answer: Samples, background: str, gain: float) -> None:
    ambient = noise(background, len(answer) / RATE_HZ + 2)
    spoken = np.zeros_like(ambient)
    spoken[2 * RATE_HZ : 2 * RATE_HZ + len(answer)] = np.round(answer * gain)
    voice = voice_of((ambient // (1 if gain == 1 else 20) + spoken).astype("<i2"))
    said = voice.between(2, 2 + len(answer) / RATE_HZ)
    assert said.spoken_s > 0.6 * len(answer) / RATE_HZ
    assert said.vowels_s > 0.25 * len(answer) / RATE_HZ
    assert voice.between(0, 1.9).vowels_s == 0


def test_times_are_those_of_the_sound() -> None:
    voice = voice_of(np.concatenate((silence(1), vowel(0.5), silence(2))))
    assert voice.start_s == pytest.approx(1, abs=0.06)
    assert voice.end_s == pytest.approx(1.5, abs=0.06)
    assert voice.vowels_s == pytest.approx(0.5, abs=0.06)
    assert voice.between(1.6, 3).is_silent
    assert voice.between(-2, 0.9).is_silent
    assert voice.between(3, 1).is_silent
    assert voice.between(0, 100).end_s == voice.end_s


def test_words_end_before_the_click_that_stops_and_with_a_last_syllable() -> None:
    key = noise("clicks", 1)
    stopped = voice_of(np.concatenate((vowel(0.8), silence(0.6), key)))
    assert stopped.end_s > 1.5
    assert stopped.words_end_s == pytest.approx(0.8, abs=0.06)
    assert voice_of(key).words_end_s == 0
    more = voice_of(np.concatenate((vowel(0.8), silence(0.6), vowel(0.15), silence(0.6))))
    assert more.words_end_s == pytest.approx(1.55, abs=0.06)


# Noises


@pytest.mark.parametrize("name", NOISES)
def test_noises_have_no_vowels(name: str) -> None:
    assert voice_of(noise(name, 20)).vowels_s == 0


@pytest.mark.parametrize("name", ["a muted microphone", "dither", "a silent room"])
def test_silence_is_silent(name: str) -> None:
    assert voice_of(noise(name, 20)).is_silent


def test_after_ten_seconds_a_steady_noise_is_background() -> None:
    """And so a pause is one, whatever the room sounds like; between them a random peak or two."""
    for name in ("white noise", "loud white noise", "soft pink noise"):
        voice = voice_of(noise(name, 30)).between(LOOKBACK_S + 1, 30)
        assert voice.spoken_s < 0.5, name

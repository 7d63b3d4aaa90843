from pathlib import Path

import pytest

from desktop.settings.values import Settings, from_table


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("session_minutes", 4),
        ("session_minutes", 121),
        ("session_minutes", 25.0),
        ("session_minutes", True),
        ("thinking_s", -1),
        ("thinking_s", "30"),
        ("microphone", ""),
        ("microphone", "two\nlines"),
        ("speaker", "x" * 201),
        ("speaker", 3),
        ("live_words", 1),
        ("live_words", "yes"),
        ("playback_speed", 0.7),
        ("playback_speed", float("nan")),
        ("playback_speed", float("inf")),
        ("playback_speed", True),
        ("appearance", "blue"),
        ("appearance", ["dark"]),
        ("transcribe", "never"),
        ("speech_model", "base.en"),
        ("speech_model", "models/mine"),
        ("speech_model", "/two\nlines"),
        ("speech_model", "/" + "x" * 4096),
        ("speech_model", None),
        ("words", "one"),
        ("words", ["one", 2]),
        ("words", [""]),
        ("words", [" blank before"]),
        ("words", ["two\nlines"]),
        ("words", ["x" * 41]),
        ("words", ["x"] * 101),
    ],
)
def test_what_cannot_be_is_replaced_by_the_default_and_said(name: str, value: object):
    settings, problems = from_table({name: value, "thinking_s": 30} if name != "thinking_s" else {name: value})
    assert getattr(settings, name) == getattr(Settings(), name)
    assert settings.thinking_s == (0 if name == "thinking_s" else 30)
    assert len(problems) == 1
    assert problems[0].startswith(f"{name} in your settings is not ")
    assert problems[0].endswith(" is used.")
    with pytest.raises(ValueError, match=f"{name} is not "):
        Settings(**{name: value})  # type: ignore[arg-type]


def test_the_sentence_says_what_it_should_be_and_what_holds_now():
    _, problems = from_table({"session_minutes": "long", "live_words": 0, "microphone": 7})
    assert problems == (
        "session_minutes in your settings is not a whole number from 5 to 120, so 25 is used.",
        "microphone in your settings is not the name of a device, so the system's is used.",
        "live_words in your settings is not true or false, so true is used.",
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("session_minutes", 5),
        ("session_minutes", 120),
        ("thinking_s", 300),
        ("microphone", "Blue Yeti ☕"),
        ("live_words", False),
        ("playback_speed", 2),
        ("playback_speed", 0.75),
        ("appearance", "dark"),
        ("speech_model", ""),
        ("speech_model", "medium"),
        ("speech_model", str(Path("/models/mine").absolute())),
    ],
)
def test_what_can_be_is_used(name: str, value: object):
    settings, problems = from_table({name: value, "not_ours": {"at": "all"}})
    assert (getattr(settings, name), problems) == (value, ())


def test_words_of_ones_own_are_read_from_a_list():
    settings, problems = from_table({"words": ["Zanzibase", "Łukasz's law"]})
    assert (settings.words, problems) == (("Zanzibase", "Łukasz's law"), ())
    _, problems = from_table({"words": ["x" * 41]})
    assert problems == ("words in your settings is not a list of at most 100 words of 1 to 40 signs, so none is used.",)

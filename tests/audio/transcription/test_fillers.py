import pytest
from hypothesis import given
from hypothesis import strategies as st

from audio.transcription.fillers import FILLER_HINT, clean, is_filler, without_fillers

words = st.lists(
    st.sampled_from(
        ["um", "Um,", "uh...", "hmm.", "Er?", "so", "So,", "we", "shard", "it.", "why?", "e.g.", "iOS", "x", "well…"]
    ),
    max_size=12,
)


@pytest.mark.parametrize(
    "text",
    [
        "um",
        "Um,",
        " uh",
        "uhm",
        "umm",
        "Ummm...",
        "hmm",
        "Hm.",
        "mm",
        "er",
        "erm",
        "errr",
        "ah",
        "Ahh,",
        "eh?",
        "uh-",
        "—um",
    ],
)
def test_a_filler_is_known_with_its_marks_and_its_capital(text: str):
    assert is_filler(text)


@pytest.mark.parametrize(
    "text",
    [
        "mhm",
        "Mhm.",
        "uh-huh",
        "mm-hmm",
        "err",
        "ER",
        "MM",
        "a",
        "m",
        "he",
        "her",
        "umbrella",
        "um2",
        '"um"',
        "",
        ",",
        "…",
    ],
)
def test_an_answer_a_word_and_a_term_are_none(text: str):
    assert not is_filler(text)


def test_every_word_of_the_hint_is_one():
    assert all(is_filler(word) for word in FILLER_HINT.split())


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Um, so we shard.", "So we shard."),
        ("Um, uh, so we shard.", "So we shard."),
        ("um so we shard.", "so we shard."),
        ("We would, um, shard it.", "We would shard it."),
        ("We would um shard it.", "We would shard it."),
        ("We would um, shard it.", "We would shard it."),
        ("It is slow, um but right.", "It is slow, but right."),
        ("It is slow, um... Then it breaks.", "It is slow… Then it breaks."),
        ("It is slow, um... then it breaks.", "It is slow then it breaks."),
        ("Um, so, uh, we shard.", "So we shard."),
        ("We shard it, um. Then we wait.", "We shard it. Then we wait."),
        ("We shard it um, uh. Then we wait.", "We shard it. Then we wait."),
        ("Do we shard it, uh? Yes.", "Do we shard it? Yes."),
        ("We shard it. Um, then we wait.", "We shard it. Then we wait."),
        ("We shard it. Um. Then we wait.", "We shard it. Then we wait."),
        ("We wait… Um, then it works.", "We wait… Then it works."),
        ("e.g. um, this", "e.g. this"),
        ("Uh, iOS first.", "iOS first."),
        ("Um, CI/CD first.", "CI/CD first."),
        ("We shard it, um", "We shard it"),
        ("One. Um,\nTwo.", "One.\nTwo."),
        ("One um\ntwo", "One\ntwo"),
        ("Um. Hmm.", ""),
        ("nothing  to   leave out ", "nothing  to   leave out "),
        ("", ""),
    ],
)
def test_what_is_left_reads_as_if_nothing_had_been_there(said: str, shown: str):
    assert clean(said) == shown


@given(words)
def test_every_word_but_the_fillers_stays_in_its_place(said: list[str]):
    shown = without_fillers(said)
    assert len(shown) == len(said)
    for before, after in zip(said, shown, strict=True):
        assert (after is None) == is_filler(before)
        if after is not None:
            assert after.rstrip(",.?!…").lower() == before.rstrip(",.?!…").lower()


@given(words)
def test_without_fillers_there_is_nothing_more_to_leave_out(said: list[str]):
    once = clean(" ".join(said))
    assert clean(once) == once
    assert not any(is_filler(word) for word in once.split())


@given(st.text())
def test_any_text_has_a_clean_form(text: str):
    assert not any(is_filler(word) for word in clean(text).split())

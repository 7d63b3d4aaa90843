import pytest

from audio.transcription.models import verified
from audio.transcription.suppression import BETWEEN, WITHIN, SpeechTokenizer, tokens


class Letters:
    """A tokenizer whose tokens are characters; a blank before one belongs to it."""

    transcribe, translate, sot, sot_prev, sot_lm, no_speech = 9001, 9002, 9003, 9004, 9005, 9006
    non_speech_tokens = (*map(ord, '"#()*+/:;<=>@[\\]^_`{|}~♪'), 2000 + ord("="), 2000 + ord("#"))

    def encode(self, text: str) -> list[int]:
        if text.startswith(" "):
            return [2000 + ord(text[1])]
        return [ord(sign) for sign in text]


def test_signs_within_terms_may_be_written_and_those_of_captions_not():
    suppressed = set(tokens(Letters()))
    assert not suppressed & {ord(sign) for sign in "#/+=_@"}
    assert suppressed >= {ord(sign) for sign in '"()*:;<>[]{}♪'}
    assert 2000 + ord("=") not in suppressed
    assert 2000 + ord("#") in suppressed
    assert suppressed >= set(range(9001, 9007))


def test_they_are_in_order_and_stand_there_once():
    found = tokens(Letters())
    assert found == sorted(set(found))


@pytest.fixture(scope="module", params=["tiny.en", "base"])
def whisper(request: pytest.FixtureRequest) -> SpeechTokenizer:
    """The real one, of an installed model."""
    from faster_whisper.tokenizer import Tokenizer  # noqa: PLC0415 - seconds
    from tokenizers import Tokenizer as Tokens  # noqa: PLC0415

    name: str = request.param
    tokens_of_model = Tokens.from_file(str(verified(name) / "tokenizer.json"))
    return Tokenizer(tokens_of_model, multilingual="." not in name, task="transcribe", language="en")  # type: ignore[no-any-return]


@pytest.mark.slow
@pytest.mark.parametrize(
    "term",
    ["CI/CD", "I/O", "an A/B test", "in C#", "TCP/IP", "HTTP/2", "24/7", "p95 = 2", "k@5", "zero_grad", "C++", "a + b"],
)
def test_terms_can_be_written(whisper: SpeechTokenizer, term: str):
    assert not set(tokens(whisper)) & set(whisper.encode(f" {term}"))


@pytest.mark.slow
@pytest.mark.parametrize("sign", ["♪", "[", " [", "]", "(", " (", "{", "}", " -", "♪♪", ">>", "*", "<"])
def test_captions_cannot_begin(whisper: SpeechTokenizer, sign: str):
    assert set(whisper.encode(sign)) & set(tokens(whisper))


@pytest.mark.slow
def test_nothing_is_allowed_but_what_is_named(whisper: SpeechTokenizer):
    """Only our signs are taken off the list of the library, which is not part of its public API."""
    from faster_whisper.transcribe import get_suppressed_tokens  # noqa: PLC0415

    freed = set(get_suppressed_tokens(whisper, [-1])) - set(tokens(whisper))
    assert freed == {whisper.encode(sign)[0] for sign in (*WITHIN, *BETWEEN)}

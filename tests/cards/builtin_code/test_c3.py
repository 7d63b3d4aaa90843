"""What the prompts of C3 claim, run: one step with a cache, a sampler, and a stream that ends before a stop string."""

import codecs
import itertools
import math
from collections.abc import Iterable, Iterator

import numpy as np
import pytest

WIDTH, VOCABULARY = 16, 20


def softmax(scores: np.ndarray) -> np.ndarray:
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return raised / raised.sum(axis=-1, keepdims=True)


class Model:
    """Two layers of attention with learned positions, and the cache of C3.a: rows allocated up front."""

    def __init__(self, rows: int = 64) -> None:
        random = np.random.default_rng(0)
        self.embed, self.place = random.normal(size=(VOCABULARY, WIDTH)), random.normal(size=(256, WIDTH))
        self.layers = random.normal(size=(2, 3, WIDTH, WIDTH)) / math.sqrt(WIDTH)
        self.cache = np.zeros((2, 2, rows, WIDTH))
        self.length = 0

    def whole(self, ids: list[int]) -> np.ndarray:
        """The scores after each token, everything computed anew."""
        x = self.embed[ids] + self.place[: len(ids)]
        future = np.triu(np.ones((len(ids), len(ids)), bool), k=1)
        for query, key, value in self.layers:
            scores = np.where(future, -np.inf, (x @ query) @ (x @ key).T / math.sqrt(WIDTH))
            x = x + softmax(scores) @ (x @ value)
        return x @ self.embed.T

    def step(
        self, ids: list[int], position: int | None = None, empty_rows: bool = False, mask: bool = False
    ) -> np.ndarray:
        start, end = self.length, self.length + len(ids)
        at = start if position is None else position
        x = self.embed[ids] + self.place[at : at + len(ids)]
        for layer, (query, key, value) in enumerate(self.layers):
            self.cache[layer, :, start:end] = x @ key, x @ value
            keys, values = self.cache[layer, :, : None if empty_rows else end]
            scores = (x @ query) @ keys.T / math.sqrt(WIDTH)
            if mask:
                scores = np.where(np.triu(np.ones(scores.shape, bool), k=1 + start), -np.inf, scores)
            x = x + softmax(scores) @ values
        self.length = end
        return x @ self.embed.T


PROMPT, REPLY = [3, 1, 4, 1, 5], [9, 2, 6, 5, 3, 5]


def stepped(model: Model, **how: object) -> np.ndarray:
    last = model.step(PROMPT, mask=True)[-1:]
    return np.concatenate([last, *(model.step([each], **how) for each in REPLY)])  # type: ignore[arg-type]


def test_a_step_matches_a_run_over_the_whole_text_without_a_mask():
    wanted = Model().whole(PROMPT + REPLY)[len(PROMPT) - 1 :]
    np.testing.assert_allclose(stepped(Model()), wanted, atol=1e-4)


def test_a_position_that_starts_again_spoils_only_what_comes_after_the_prompt():
    wanted = Model().whole(PROMPT + REPLY)[len(PROMPT) - 1 :]
    wrong = stepped(Model(), position=0)
    np.testing.assert_allclose(wrong[0], wanted[0], atol=1e-4)
    assert np.abs(wrong[1:] - wanted[1:]).max(axis=1).min() > 0.1


def test_empty_rows_take_weight_and_the_size_of_the_buffer_shows_it():
    right, larger = stepped(Model(64)), stepped(Model(128))
    np.testing.assert_array_equal(right, larger)
    vague = [np.abs(stepped(Model(rows), empty_rows=True) - right)[1:].max() for rows in (12, 64, 128)]
    assert 0.01 < vague[0] < vague[1] < vague[2]


def test_several_tokens_at_once_need_the_mask_again():
    wanted = Model().whole(PROMPT + REPLY)[len(PROMPT) :]
    for mask, same in ((True, True), (False, False)):
        model = Model()
        model.step(PROMPT, mask=True)
        assert np.allclose(model.step(REPLY, mask=mask), wanted, atol=1e-4) == same


# C3.b


def sample(
    scores: np.ndarray, p: float, temperature: float, random: np.random.Generator, *, keep_crossing: bool = True
) -> int:
    """The steps of the answer to C3.b in their order."""
    if temperature == 0:
        return int(scores.argmax())
    chances = softmax(scores / temperature)
    order = np.argsort(-chances, kind="stable")
    kept = order[: kept_number(chances[order], p, keep_crossing)]
    return int(random.choice(kept, p=chances[kept] / chances[kept].sum()))


def kept_number(descending: np.ndarray, p: float, keep_crossing: bool = True) -> int:
    total = np.cumsum(descending)
    crossing = int(np.searchsorted(total, p))
    return min(crossing + 1, len(total)) if keep_crossing else crossing


def test_the_example_keeps_three_and_the_crossing_token_must_stay():
    four = np.array([0.5, 0.3, 0.15, 0.05])
    np.testing.assert_allclose(np.cumsum(four), [0.5, 0.8, 0.95, 1])
    assert kept_number(four, 0.9) == 3
    assert kept_number(np.array([0.95, 0.05]), 0.9) == 1
    assert kept_number(np.array([0.95, 0.05]), 0.9, keep_crossing=False) == 0
    assert kept_number(np.array([0.95, 0.05]) * (1 - 1e-12), 1) == 2
    with pytest.raises(ValueError, match="empty"):
        sample(np.log([0.95, 0.05]), 0.9, 1, np.random.default_rng(0), keep_crossing=False)


def test_shares_follow_the_probabilities_only_when_the_generator_lives_on():
    scores = np.log([0.3, 0.5, 0.05, 0.15])
    random = np.random.default_rng(0)
    drawn = [sample(scores, 0.9, 1, random) for _ in range(10_000)]
    shares = np.bincount(drawn, minlength=4) / 10_000
    np.testing.assert_allclose(shares, np.array([0.3, 0.5, 0, 0.15]) / 0.95, atol=0.02)
    assert len({sample(scores, 0.9, 1, np.random.default_rng(0)) for _ in range(100)}) == 1


def test_temperature_zero_is_the_largest_score_and_large_scores_do_not_overflow():
    random = np.random.default_rng(0)
    assert sample(np.array([1.0, 3.0, 2.0]), 0.9, 0, random) == 1
    assert sample(np.array([10_000.0, 0.0]), 0.9, 1, random) == 0


def test_a_high_temperature_needs_more_than_the_top_thousand():
    scores = 2 * np.random.default_rng(0).normal(size=32_000)
    for temperature, enough in ((0.5, True), (3, False)):
        top = np.partition(softmax(scores / temperature), -1000)[-1000:]
        assert (top.sum() >= 0.9) == enough


# C3.c

STOP = "\n\nUser:"
ENDED, NEARLY = "Bye 🙂\n\nUser: and more", "Hm\n\n\nUs\n\nUsual 🙂\n\nUse"


def streamed(chunks: Iterable[bytes], stop: str = STOP) -> Iterator[str]:
    """The steps of the answer to C3.c: what leaves, chunk by chunk."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    held = ""
    for chunk in chunks:
        held += decoder.decode(chunk)
        if stop in held:
            yield held[: held.index(stop)]
            return
        keep = max(size for size in range(min(len(stop), len(held) + 1)) if held.endswith(stop[:size]))
        yield held[: len(held) - keep]
        held = held[len(held) - keep :]
    yield held


def cut(text: str, *places: int) -> list[bytes]:
    whole = text.encode()
    return [whole[a:b] for a, b in itertools.pairwise((0, *places, len(whole)))]


def test_the_same_text_leaves_wherever_it_is_cut():
    for text, wanted in ((ENDED, "Bye 🙂"), (NEARLY, NEARLY), ("", "")):
        size = len(text.encode())
        for places in itertools.combinations_with_replacement(range(size + 1), 2):
            assert "".join(streamed(cut(text, *places))) == wanted
        assert "".join(streamed(bytes([each]) for each in text.encode())) == wanted


def test_what_is_held_in_the_example():
    assert list(streamed([b"Bye", b"\n", b"\nUs", b"ual"])) == ["Bye", "", "", "\n\nUsual", ""]


def test_comparing_chunks_with_the_stop_string_leaks_it():
    chunks = cut(ENDED, 9, 12)
    sent = "".join(chunk.decode() for chunk in chunks if STOP not in chunk.decode())
    assert STOP in sent


def test_a_fixed_tail_holds_the_first_text_for_two_more_chunks():
    assert len(STOP) == 7
    text = "abcdefghijkl"
    leaves = [number for number in range(1, 5) if 3 * number > len(STOP) - 1]
    assert leaves[0] == 3
    assert next(iter(streamed(cut(text, 3, 6, 9)))) == "abc"

"""What the coding prompts of the built-in deck claim, run: attention, byte-pair merges and a loss like a saw."""

import itertools
import math
import random
import re
from collections import Counter
from collections.abc import Iterator

import numpy as np
import pytest

from cards.deck import builtin_folder, load_deck

PROMPTS = {each.id: each for each in load_deck(builtin_folder()).prompts}


def attention(q: np.ndarray, k: np.ndarray, v: np.ndarray, future: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The steps of the answer to C2.a in their order; returns weights and result."""
    scores = q @ np.swapaxes(k, -2, -1) / math.sqrt(q.shape[-1])
    scores = np.where(future, -np.inf, scores)
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights = raised / raised.sum(axis=-1, keepdims=True)
    return weights, weights @ v


def test_attention_as_told_is_right():
    q, k, v = np.random.default_rng(0).normal(size=(3, 2, 4, 6, 8))
    future = np.triu(np.ones((6, 6), bool), k=1)
    weights, result = attention(q, k, v, future)
    assert weights.shape == (2, 4, 6, 6)
    assert result.shape == (2, 4, 6, 8)
    np.testing.assert_allclose(weights.sum(axis=-1), 1)
    assert np.all(weights[..., future] == 0)
    k[:, :, -1], v[:, :, -1] = 9, 9
    np.testing.assert_array_equal(attention(q, k, v, future)[1][:, :, :-1], result[:, :, :-1])


def test_a_fully_masked_row_gives_nan():
    q, k, v = np.random.default_rng(0).normal(size=(3, 1, 1, 2, 8))
    with np.errstate(invalid="ignore"):
        _, result = attention(q, k, v, np.array([[True, True], [False, False]]))
    assert np.isnan(result[0, 0, 0]).all()
    assert np.isfinite(result[0, 0, 1]).all()


def test_a_dot_product_of_eight_terms_has_variance_eight():
    a, b = np.random.default_rng(0).normal(size=(2, 200_000, 8))
    assert np.var((a * b).sum(axis=1)) == pytest.approx(8, rel=0.03)


def merges(pieces: dict[tuple[str, ...], int], wanted: int) -> list[tuple[str, str]]:
    """Byte-pair training that counts again after every merge, as the answer to C1.a tells it."""
    found: list[tuple[str, str]] = []
    for _ in range(wanted):
        pairs: Counter[tuple[str, str]] = Counter()
        for piece, times in pieces.items():
            for pair in itertools.pairwise(piece):
                pairs[pair] += times
        if not pairs or max(pairs.values()) < 2:
            break
        top = min(pairs, key=lambda pair: (-pairs[pair], pair))
        found.append(top)
        pieces = {_merged(piece, top): times for piece, times in pieces.items()}
    return found


def _merged(piece: tuple[str, ...], pair: tuple[str, str]) -> tuple[str, ...]:
    out: list[str] = []
    for each in piece:
        if out and (out[-1], each) == pair and (len(out) < 2 or "".join(pair) != out[-1]):
            out[-1] += each
        else:
            out.append(each)
    return tuple(out)


def test_without_splitting_merges_cross_spaces():
    line = "to be or not to be to be "
    whole = merges({tuple(line): 2}, 20)
    split = merges({tuple(word): times for word, times in Counter(re.findall(r" ?\w+", line)).items()}, 20)
    assert any(" " in "".join(pair).strip() for pair in whole)
    assert not any(" " in "".join(pair).strip() for pair in split)
    assert split == merges({tuple(word): times for word, times in Counter(re.findall(r" ?\w+", line)).items()}, 20)


def test_a_mixed_batch_hardly_ever_holds_fewer_than_five_classes():
    assert math.comb(10, 4) * 0.4**64 < 1e-20
    assert round(5000 / 64, 1) == 78.1


class Run:
    """What the names in the snippet of C5.a stand for here: a small network with ReLU on points instead of pictures.

    The ten classes differ a little around a large common part, as pictures do.
    """

    def __init__(self) -> None:
        self.random = np.random.default_rng(0)
        self.centres = 1 + 0.3 * self.random.normal(size=(10, 16))
        self.hidden = self.random.normal(size=(16, 32)) / 4
        self.hidden_bias = self.random.normal(size=32)
        self.out = 0.1 * self.random.normal(size=(32, 10))
        self.out_bias = np.zeros(10)
        self.losses: list[float] = []

    def names(self) -> dict[str, object]:
        return {
            "Path": lambda _: self,
            "Images": lambda files: [(self.point(label), label) for label, _ in files],
            "DataLoader": Loader,
            "model": self,
            "optimizer": self,
            "loss_fn": self.loss,
        }

    def point(self, label: int) -> np.ndarray:
        return self.centres[label] + 0.1 * self.random.normal(size=16)

    def glob(self, pattern: str) -> list[tuple[int, int]]:
        assert pattern == "*/*.png"
        files = [(label, number) for label in range(10) for number in range(640)]
        random.Random(1).shuffle(files)
        return files

    def train(self) -> None: ...

    def zero_grad(self) -> None: ...

    def __call__(self, x: np.ndarray) -> np.ndarray:
        self.x, self.active = x, np.maximum(x @ self.hidden + self.hidden_bias, 0)
        return self.active @ self.out + self.out_bias

    def loss(self, scores: np.ndarray, y: np.ndarray) -> "Run":
        raised = np.exp(scores - scores.max(axis=1, keepdims=True))
        chances = raised / raised.sum(axis=1, keepdims=True)
        self.losses.append(float(-np.log(chances[np.arange(len(y)), y] + 1e-12).mean()))
        self.wrong = (chances - np.eye(10)[y]) / len(y)
        return self

    def backward(self) -> None:
        self.back = (self.wrong @ self.out.T) * (self.active > 0)

    def step(self) -> None:
        rate = 0.3
        self.out -= rate * self.active.T @ self.wrong
        self.out_bias -= rate * self.wrong.sum(axis=0)
        self.hidden -= rate * self.x.T @ self.back
        self.hidden_bias -= rate * self.back.sum(axis=0)

    def validation(self) -> float:
        labels = np.arange(1000) % 10
        return float(np.mean(self(np.stack([self.point(label) for label in labels])).argmax(axis=1) == labels))


class Loader:
    def __init__(self, data: list[tuple[np.ndarray, int]], size: int, shuffle: bool) -> None:
        self.data, self.size, self.random = list(data), size, random.Random(2) if shuffle else None

    def __iter__(self) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        if self.random:
            self.random.shuffle(self.data)
        for start in range(0, len(self.data), self.size):
            batch = self.data[start : start + self.size]
            yield np.stack([x for x, _ in batch]), np.array([y for _, y in batch])


def trained(snippet: str) -> Run:
    run = Run()
    exec(compile(snippet, "C5.a", "exec"), run.names())  # noqa: S102
    return run


def test_the_snippet_shows_its_symptom():
    run = trained(PROMPTS["C5.a"].snippet)
    teeth = np.array(run.losses).reshape(20, 10, 10)  # epochs, classes, batches of one class
    for epoch in teeth[1:]:
        assert np.all(epoch[:, 0] > 2 * epoch[:, -1])
    assert run.validation() < 0.2


def test_shuffling_cures_it_with_the_same_model():
    snippet = PROMPTS["C5.a"].snippet
    assert snippet.count("shuffle=False") == 1
    run = trained(snippet.replace("shuffle=False", "shuffle=True"))
    assert max(run.losses[-100:]) < 0.2
    assert run.validation() > 0.9

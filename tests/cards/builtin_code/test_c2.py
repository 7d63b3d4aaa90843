"""What the prompts of C2 claim, run: attention in its steps, the lines of C2.b, and key-value heads that are shared."""

import itertools
import math
import tomllib

import numpy as np
import pytest

from cards.deck import builtin_folder

PROMPTS = {
    each["id"]: each
    for file in builtin_folder().glob("c2-*.toml")
    for each in tomllib.loads(file.read_text(encoding="utf-8"))["prompt"]
}


def softmax(scores: np.ndarray, axis: int) -> np.ndarray:
    raised = np.exp(scores - scores.max(axis=axis, keepdims=True))
    return raised / raised.sum(axis=axis, keepdims=True)


def ahead(tokens: int, first: int = 1) -> np.ndarray:
    return np.triu(np.ones((tokens, tokens), bool), k=first)


def attention(q: np.ndarray, k: np.ndarray, v: np.ndarray, future: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The steps of the answer to C2.a in their order; returns weights and result."""
    scores = q @ np.swapaxes(k, -2, -1) / math.sqrt(q.shape[-1])
    scores = np.where(future, -np.inf, scores)
    weights = softmax(scores, -1)
    return weights, weights @ v


def test_attention_as_told_is_right():
    q, k, v = np.random.default_rng(0).normal(size=(3, 2, 4, 6, 8))
    weights, result = attention(q, k, v, ahead(6))
    assert weights.shape == (2, 4, 6, 6)
    assert weights.size == 288
    assert result.shape == (2, 4, 6, 8)
    np.testing.assert_allclose(weights.sum(axis=-1), 1)
    assert np.all(weights[..., ahead(6)] == 0)
    q[:, :, -1], k[:, :, -1], v[:, :, -1] = 9, 9, 9
    np.testing.assert_array_equal(attention(q, k, v, ahead(6))[1][:, :, :-1], result[:, :, :-1])


def test_a_fully_masked_row_gives_nan():
    q, k, v = np.random.default_rng(0).normal(size=(3, 1, 1, 2, 8))
    with np.errstate(invalid="ignore"):
        _, result = attention(q, k, v, np.array([[True, True], [False, False]]))
    assert np.isnan(result[0, 0, 0]).all()
    assert np.isfinite(result[0, 0, 1]).all()


def test_a_dot_product_of_eight_terms_has_variance_eight():
    a, b = np.random.default_rng(0).normal(size=(2, 200_000, 8))
    assert np.var((a * b).sum(axis=1)) == pytest.approx(8, rel=0.03)


def test_blocks_of_keys_with_a_running_maximum_and_sum_give_the_same():
    q, k, v = np.random.default_rng(0).normal(size=(3, 64, 8))
    top, total, result = np.full((64, 1), -np.inf), np.zeros((64, 1)), np.zeros((64, 8))
    for start in range(0, 64, 16):
        block = slice(start, start + 16)
        scores = np.where(ahead(64)[:, block], -np.inf, q @ k[block].T / math.sqrt(8))
        higher = np.maximum(top, scores.max(axis=1, keepdims=True))
        raised, shrink = np.exp(scores - higher), np.exp(top - higher)
        total, result, top = (
            total * shrink + raised.sum(axis=1, keepdims=True),
            result * shrink + raised @ v[block],
            higher,
        )
    np.testing.assert_allclose(result / total, attention(q, k, v, ahead(64))[1])


# C2.b: every query looks for the key of one earlier token.

TOKENS, SIZE = 128, 64


class Recall:
    def __init__(self) -> None:
        random = np.random.default_rng(0)
        self.k, self.v = random.normal(size=(2, TOKENS, SIZE))
        self.wanted = np.array([random.integers(0, place + 1) for place in range(TOKENS)])
        self.q = 1.2 * self.k[self.wanted] + 0.5 * random.normal(size=(TOKENS, SIZE))

    def run(self, snippet: str, mask: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        names = {"q": self.q, "k": self.k, "v": self.v, "d": SIZE, "mask": mask, "softmax": softmax, "where": np.where}
        exec(compile(snippet, "C2.b", "exec"), names)  # noqa: S102
        return names["w"], names["out"]

    def found(self, out: np.ndarray) -> float:
        nearest = ((out[:, None] - self.v[None]) ** 2).sum(axis=-1).argmin(axis=1)
        return float((nearest == self.wanted).mean())

    def moved_by_the_last_token(self, snippet: str, mask: np.ndarray) -> float:
        before = self.run(snippet, mask)[1]
        self.q[-1], self.k[-1], self.v[-1] = 5, 5, 5
        return float(np.abs(self.run(snippet, mask)[1] - before)[:-1].max())


def repaired(scale: bool = True, before: bool = True, axis: bool = True) -> str:
    lines = PROMPTS["C2.b"]["snippet"]
    assert lines.count("/ d") == lines.count("axis=0") == lines.count("w[mask] = 0") == 1
    if scale:
        lines = lines.replace("/ d", "/ d**0.5")
    if axis:
        lines = lines.replace("axis=0", "axis=-1")
    if before:
        lines = (
            lines.replace("w[mask] = 0\n", "")
            .replace("softmax(q", "softmax(where(mask, -1e30, q")
            .replace(", axis", "), axis")
        )
    return lines


def test_the_lines_of_c2b_find_nothing_and_print_what_the_prompt_says():
    task = Recall()
    w, out = task.run(PROMPTS["C2.b"]["snippet"], ahead(TOKENS))
    assert task.found(out) < 0.05
    sums = w.sum(axis=1)
    told = f"row sums of w: {sums[0]:.2f} {sums[1]:.2f} {sums[2]:.2f} ... {sums[64]:.2f} ... {sums[127]:.2f}"
    scores = task.q @ task.k.T / SIZE
    prints = [each["output"] for each in PROMPTS["C2.b"]["counter_prints"]]
    assert prints == [f"scores: smallest {scores.min():.2f}, largest {scores.max():.2f}, all finite", told]


def test_repaired_they_find_everything():
    w, out = (task := Recall()).run(repaired(), ahead(TOKENS))
    assert task.found(out) == 1
    np.testing.assert_allclose(w.sum(axis=1), 1)
    np.testing.assert_allclose(out, attention(task.q, task.k, task.v, ahead(TOKENS))[1])


def test_a_part_of_the_repair_still_leaves_it_wrong():
    right = (task := Recall()).run(repaired(), ahead(TOKENS))[1]
    for parts in itertools.product((False, True), repeat=3):
        out = task.run(repaired(*parts), ahead(TOKENS))[1]
        assert np.allclose(out, right) == all(parts)


def test_a_later_query_changes_earlier_outputs_until_it_is_repaired():
    assert Recall().moved_by_the_last_token(PROMPTS["C2.b"]["snippet"], ahead(TOKENS)) > 1e-3
    assert Recall().moved_by_the_last_token(repaired(), ahead(TOKENS)) == 0


def test_a_mask_one_place_too_late_has_rows_that_sum_to_one_and_shows_the_next_token():
    late = ahead(TOKENS, first=2)
    np.testing.assert_allclose(Recall().run(repaired(), late)[0].sum(axis=1), 1)
    assert Recall().moved_by_the_last_token(repaired(), late) > 1e-3


def test_with_a_batch_the_transpose_reverses_all_axes():
    k = np.zeros((2, 128, 64))
    assert k.T.shape == (64, 128, 2)
    with pytest.raises(ValueError, match="matmul"):
        k @ k.T
    assert (np.zeros((8, 8, 8)) @ np.zeros((8, 8, 8)).T).shape == (8, 8, 8)  # and says nothing when all sizes are equal


# C2.c


def heads(x: np.ndarray, number: int) -> np.ndarray:
    batch, time, width = x.shape
    return x.reshape(batch, time, number, width // number).transpose(0, 2, 1, 3)


def shared(q: np.ndarray, k: np.ndarray, v: np.ndarray, groups: int, number: int = 8) -> tuple[np.ndarray, int]:
    """As the answer to C2.c tells it: q has all heads, k and v only ``groups``; also how many scores there were."""
    batch, time, width = q.shape
    q, k, v = heads(q, number), heads(k, groups)[:, :, None], heads(v, groups)[:, :, None]
    q = q.reshape(batch, groups, number // groups, time, -1)
    weights, result = attention(q, k, v, ahead(time))
    result = result.reshape(batch, number, time, -1)
    return result.transpose(0, 2, 1, 3).reshape(batch, time, width), weights.size


def loop(q: np.ndarray, k: np.ndarray, v: np.ndarray, groups: int, pairing: list[int]) -> np.ndarray:
    """One query head at a time; ``pairing`` says which key-value head each of them meets."""
    size = q.shape[-1] // len(pairing)
    out = np.empty_like(q)
    for head, group in enumerate(pairing):
        mine, theirs = slice(head * size, (head + 1) * size), slice(group * size, (group + 1) * size)
        assert theirs.stop <= groups * size
        out[..., mine] = attention(q[..., mine], k[..., theirs], v[..., theirs], ahead(q.shape[1]))[1]
    return out


def inputs(groups: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    random = np.random.default_rng(0)
    return (
        random.normal(size=(2, 6, 64)),
        random.normal(size=(2, 6, 8 * groups)),
        random.normal(size=(2, 6, 8 * groups)),
    )


def test_shared_heads_equal_a_plain_loop():
    for groups in (1, 2, 8):
        wanted = loop(*inputs(groups), groups, [head * groups // 8 for head in range(8)])
        np.testing.assert_allclose(shared(*inputs(groups), groups)[0], wanted)


def test_the_cache_is_a_quarter_and_the_scores_are_as_many():
    assert inputs(2)[1].size * 4 == inputs(8)[1].size
    assert shared(*inputs(2), 2)[1] == shared(*inputs(8), 8)[1]


def test_the_wrong_order_of_repeated_heads_shows_only_between_one_group_and_all():
    for groups, same in ((1, True), (8, True), (2, False)):
        tiled = loop(*inputs(groups), groups, [head % groups for head in range(8)])
        assert np.allclose(shared(*inputs(groups), groups)[0], tiled) == same


def test_reshaping_without_the_transpose_mixes_tokens_and_heads_in_the_right_shape():
    x = np.random.default_rng(0).normal(size=(2, 6, 64))
    mixed = x.reshape(2, 8, 6, 8)
    assert mixed.shape == heads(x, 8).shape
    assert not np.allclose(mixed, heads(x, 8))

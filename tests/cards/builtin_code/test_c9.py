"""C9 as its answers tell it: chunks of whole units, the exact nearest ten, and two rankings fused by rank."""

import itertools
import math
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st


@dataclass(frozen=True)
class Unit:
    """A sentence or a row: where it stands in the source, and how many tokens (here characters) it has."""

    start: int
    end: int
    cut: bool = False

    @property
    def tokens(self) -> int:
        return self.end - self.start


def units_of(text: str, most: int) -> list[Unit]:
    """Sentences end with a full stop; one larger than a chunk is split by force and marked."""
    found, start = [], 0
    for at, letter in enumerate(text):
        if letter == "." or at == len(text) - 1:
            pieces = range(start, at + 1, most)
            found += [Unit(each, min(each + most, at + 1), cut=len(pieces) > 1) for each in pieces]
            start = at + 1
    return found


def chunks_of(units: list[Unit], most: int, overlap: int) -> list[tuple[list[Unit], int]]:
    """C9.a: each chunk with the number of its first units that repeat the one before."""
    found: list[tuple[list[Unit], int]] = []
    current: list[Unit] = []
    repeated = 0
    for unit in units:
        if sum(each.tokens for each in current) + unit.tokens > most:
            found.append((current, repeated))
            tail: list[Unit] = []
            for each in reversed(current):
                if sum(kept.tokens for kept in tail) + each.tokens > overlap:
                    break
                tail.insert(0, each)
            while tail and sum(each.tokens for each in tail) + unit.tokens > most:
                tail.pop(0)
            current, repeated = tail, len(tail)
        current = [*current, unit]
    if current:
        found.append((current, repeated))
    return found


@settings(max_examples=200, deadline=None)
@given(text=st.text("ab .", max_size=200), most=st.integers(1, 40), overlap=st.integers(0, 60))
def test_chunks_fit_cover_the_source_and_move_on(text: str, most: int, overlap: int):
    found = chunks_of(units_of(text, most), most, overlap)
    assert "".join(text[unit.start : unit.end] for chunk, repeated in found for unit in chunk[repeated:]) == text
    for chunk, repeated in found:
        assert repeated < len(chunk)
        assert sum(unit.tokens for unit in chunk) <= most
        assert sum(unit.tokens for unit in chunk[:repeated]) <= overlap
        for unit in chunk:
            whole = text[unit.start : unit.end]
            assert unit.cut or whole.count(".") == whole.endswith(".")
    for (before, _), (after, repeated) in itertools.pairwise(found):
        assert after[:repeated] == before[len(before) - repeated :]


def test_sentences_of_twenty_repeat_two_and_take_eighteen():
    found = chunks_of(units_of(("x" * 19 + ".") * 60, 400), 400, 40)
    assert [(len(chunk), repeated) for chunk, repeated in found] == [(20, 0), (20, 2), (20, 2), (6, 2)]


def test_edge_cases_of_the_chunker():
    assert chunks_of(units_of("", 400), 400, 40) == []
    giant = chunks_of(units_of("x" * 899 + ".", 400), 400, 40)
    assert [[unit.tokens for unit in chunk] for chunk, _ in giant] == [[400], [400], [100]]
    assert all(unit.cut for chunk, _ in giant for unit in chunk)
    long_last = chunks_of(units_of("x" * 349 + "." + "y" * 99 + "." + "z" * 349 + ".", 400), 400, 40)
    assert [repeated for _, repeated in long_last] == [0, 0, 0]


def test_rows_of_fifty_five_leave_no_room_for_an_overlap_of_twenty():
    found = chunks_of(units_of(("x" * 54 + ".") * 5, 60), 60, 20)
    assert [(len(chunk), repeated) for chunk, repeated in found] == [(1, 0)] * 5


class Store:
    """C9.b: unit length when stored, one product, ten picked and only those sorted."""

    def __init__(self, dimensions: int) -> None:
        self.rows, self.ids = np.empty((0, dimensions), np.float32), np.empty(0, int)

    def add(self, number: int, vector: np.ndarray):
        length = np.linalg.norm(vector)
        if length == 0:
            raise ValueError("zero vector")
        self.rows = np.concatenate([self.rows, (vector / length).astype(np.float32)[None]])
        self.ids = np.append(self.ids, number)

    def nearest(self, query: np.ndarray, count: int = 10) -> list[int]:
        scores = self.rows @ (query / np.linalg.norm(query)).astype(np.float32)
        if len(scores) > count:
            worst = np.partition(scores, -count)[-count]
            best = np.flatnonzero(scores >= worst)
        else:
            best = np.arange(len(scores))
        return [int(self.ids[each]) for each in sorted(best, key=lambda row: (-scores[row], self.ids[row]))[:count]]


def filled(vectors: np.ndarray) -> Store:
    store = Store(vectors.shape[1])
    for number, vector in enumerate(vectors):
        store.add(number, vector)
    return store


def test_east_then_northeast():
    assert filled(np.array([[2.0, 0], [0, 3], [1, 1]])).nearest(np.array([5.0, 0])) == [0, 2, 1]


def test_the_ten_are_those_of_the_naive_cosine():
    rng = np.random.default_rng(0)
    vectors = rng.normal(size=(500, 16)) * rng.uniform(0.1, 50, size=(500, 1))
    vectors[7] = vectors[3]
    store = filled(vectors)
    for query in [*rng.normal(size=(20, 16)), vectors[3]]:
        cosines = [float(each @ query) / math.hypot(*each) / math.hypot(*query) for each in vectors]
        expected = sorted(range(500), key=lambda number: (-round(cosines[number], 6), number))[:10]
        assert store.nearest(query) == expected


def test_ties_go_by_id_even_at_the_border_of_the_ten():
    assert filled(np.ones((15, 4))).nearest(np.ones(4)) == list(range(10))


def test_fewer_than_ten_rows_and_a_zero_vector():
    assert filled(np.eye(3)).nearest(np.array([0.0, 1, 0])) == [1, 0, 2]
    assert Store(3).nearest(np.ones(3)) == []
    with pytest.raises(ValueError, match="zero vector"):
        Store(3).add(0, np.zeros(3))


def test_an_unguarded_zero_vector_stands_where_the_best_ones_do():
    vectors = np.random.default_rng(1).normal(size=(50, 4))
    vectors[17] = 0
    with np.errstate(invalid="ignore"):
        scores = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)) @ np.ones(4)
    assert 17 in np.argpartition(scores, -10)[-10:]


def test_raw_vectors_win_every_question():
    """The failure of C9.b."""
    rng = np.random.default_rng(2)
    store = filled(rng.normal(size=(200, 8)))
    raw = 30 * rng.normal(size=(6, 8))
    store.rows, store.ids = np.concatenate([store.rows, raw.astype(np.float32)]), np.arange(206)
    firsts = [store.nearest(query, 1)[0] for query in rng.normal(size=(200, 8))]
    assert sum(first >= 200 for first in firsts) > 180
    assert not np.allclose(np.linalg.norm(store.rows, axis=1), 1, atol=1e-3)


def fused(lists: list[list[str]], constant: int = 60, weights: list[float] | None = None) -> list[str]:
    """C9.c: the sum of one over the constant plus the rank; a document counts once in each list."""
    scores: dict[str, float] = {}
    for each, weight in zip(lists, weights or [1.0] * len(lists), strict=True):
        for rank, item in enumerate(dict.fromkeys(each), start=1):
            scores[item] = scores.get(item, 0.0) + weight / (constant + rank)
    return sorted(scores, key=lambda item: (-round(scores[item], 12), item))


IDS = st.lists(st.sampled_from("abcdefghijkl"), max_size=15)


@settings(max_examples=150, deadline=None)
@given(keywords=IDS, vectors=IDS)
def test_fusing_is_symmetric_complete_and_without_repeats(keywords: list[str], vectors: list[str]):
    merged = fused([keywords, vectors])
    assert merged == fused([vectors, keywords])
    assert sorted(merged) == sorted(set(keywords) | set(vectors))
    if not vectors:
        assert merged == list(dict.fromkeys(keywords))


def test_the_example_of_the_answer():
    assert fused([["A", "B", "A"], ["B", "C"]]) == ["B", "A", "C"]


def test_any_item_of_both_lists_beats_the_first_of_one():
    """The failure of C9.c; a smaller constant helps, a weight hardly does."""
    vague = [f"v{n:02}" for n in range(49)]
    keywords, vectors = ["part-7", *vague], [*vague, "other"]
    assert fused([keywords, vectors]).index("part-7") == 49
    assert fused([keywords, vectors], constant=5).index("part-7") < 10
    assert fused([keywords, vectors], weights=[20, 1])[0] != "part-7"


def test_stretched_scores_added_give_another_order_than_ranks():
    """The wrong claim: one keyword score far ahead squeezes all the others to nothing."""
    keywords, vectors = {"a": 90.0, "b": 9.0, "c": 8.0, "d": 0.0}, {"d": 0.8, "c": 0.75, "b": 0.6, "a": 0.5}

    def stretched(scores: dict[str, float]) -> dict[str, float]:
        low, high = min(scores.values()), max(scores.values())
        return {item: (score - low) / (high - low) for item, score in scores.items()}

    first, second = stretched(keywords), stretched(vectors)
    added = sorted(first, key=lambda item: -(first[item] + second[item]))
    ranked = fused([sorted(keywords, key=keywords.__getitem__, reverse=True), list(vectors)])
    assert added != ranked

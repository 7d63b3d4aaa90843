"""C7 as its answers tell it: a lazy penalty, clusters from small batches, and a ranking score with empty queries."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

Row = tuple[list[tuple[int, float]], int]


def stable_sigmoid(score: float) -> float:
    """By sign, so that the exponential never overflows."""
    if score >= 0:
        return 1 / (1 + math.exp(-score))
    raised = math.exp(score)
    return raised / (1 + raised)


def rate(step: int) -> float:
    return 0.5 / math.sqrt(step)


def lazy(rows: list[Row], features: int, penalty: float, *, catch_up_at_the_end: bool = True):
    """C7.a: only the weights a row touches; each catches up on the shrinking it missed before it is used."""
    weights, last, intercept, shrinking, losses = np.zeros(features), np.zeros(features, int), 0.0, [0.0], []
    for step, (pairs, label) in enumerate(rows, start=1):
        row: dict[int, float] = {}
        for feature, value in pairs:
            row[feature] = row.get(feature, 0.0) + value
        for feature in row:
            weights[feature] *= math.exp(shrinking[-1] - shrinking[last[feature]])
        prediction = stable_sigmoid(intercept + sum(weights[feature] * value for feature, value in row.items()))
        losses.append(-math.log(prediction if label else 1 - prediction))
        error = prediction - label
        shrinking.append(shrinking[-1] + math.log(1 - rate(step) * penalty))
        for feature, value in row.items():
            weights[feature] = weights[feature] * (1 - rate(step) * penalty) - rate(step) * error * value
            last[feature] = step
        intercept -= rate(step) * error
    if catch_up_at_the_end:
        weights *= np.exp(shrinking[-1] - np.array(shrinking)[last])
    return weights, intercept, losses


def plain(rows: list[Row], features: int, penalty: float):
    """Every weight is shrunk at every step."""
    weights, intercept = np.zeros(features), 0.0
    for step, (pairs, label) in enumerate(rows, start=1):
        x = np.zeros(features)
        for feature, value in pairs:
            x[feature] += value
        error = stable_sigmoid(float(weights @ x) + intercept) - label
        weights = weights * (1 - rate(step) * penalty) - rate(step) * error * x
        intercept -= rate(step) * error
    return weights, intercept


PAIRS = st.lists(st.tuples(st.integers(0, 5), st.floats(-2, 2)), max_size=4)
ROWS = st.lists(st.tuples(PAIRS, st.integers(0, 1)), max_size=25)


@settings(max_examples=80, deadline=None)
@given(rows=ROWS, penalty=st.floats(0, 0.5))
def test_lazy_and_plain_shrinking_agree(rows: list[Row], penalty: float):
    weights, intercept, _ = lazy(rows, 6, penalty)
    expected, expected_intercept = plain(rows, 6, penalty)
    np.testing.assert_allclose(weights, expected, atol=1e-9)
    assert intercept == pytest.approx(expected_intercept, abs=1e-9)


def test_the_first_row_moves_both_weights_up():
    weights, _, losses = lazy([([(0, 1.0), (1, 1.0)], 1)], 2, 0.0)
    assert losses[0] == pytest.approx(math.log(2))
    np.testing.assert_allclose(weights, [0.25, 0.25])


def test_an_empty_row_moves_only_the_intercept():
    weights, intercept, _ = lazy([([], 1)], 3, 0.1)
    assert not weights.any()
    assert intercept > 0


def test_a_forgotten_catch_up_leaves_rare_features_too_large_and_the_losses_as_they_were():
    rows: list[Row] = [([(0, 1.0)], 1)] * 20 + [([(1, 1.0)], 0)] * 400
    right, _, losses = lazy(rows, 2, 0.05)
    wrong, _, same = lazy(rows, 2, 0.05, catch_up_at_the_end=False)
    assert losses == same
    assert wrong[0] > 1.5 * right[0] > 0


def test_the_sigmoid_by_sign_survives_what_the_naive_one_does_not():
    assert stable_sigmoid(-1000) == 0
    assert stable_sigmoid(1000) == 1
    with pytest.raises(OverflowError):
        math.exp(1000)


def test_separable_rows_without_a_penalty_grow_for_ever():
    rows: list[Row] = [([(0, 1.0)], 1), ([(0, -1.0)], 0)]
    few, many = (lazy(rows * times, 1, 0.0)[0][0] for times in (100, 3000))
    held = lazy(rows * 3000, 1, 0.1)[0][0]
    assert many > few + 1
    assert held < few


def test_squared_error_hardly_moves_a_prediction_that_is_sure_and_wrong():
    prediction = stable_sigmoid(-10)
    assert abs(prediction - 1) > 0.99
    assert abs((prediction - 1) * prediction * (1 - prediction)) < 1e-4


def nearest(points: np.ndarray, centres: np.ndarray, block: int) -> tuple[np.ndarray, np.ndarray]:
    """C7.b: labels and squared distances, a block of points at a time."""
    labels, distances = np.empty(len(points), int), np.empty(len(points))
    for start in range(0, len(points), block):
        part = points[start : start + block]
        table = (centres**2).sum(axis=1) - 2 * part @ centres.T
        labels[start : start + block] = table.argmin(axis=1)
        distances[start : start + block] = np.maximum(table.min(axis=1) + (part**2).sum(axis=1), 0)
    return labels, distances


def spread_starts(points: np.ndarray, count: int, sample: int, rng: np.random.Generator) -> np.ndarray:
    """Each next centre is drawn from a sample by its squared distance to the nearest one so far."""
    drawn = points[rng.choice(len(points), min(sample, len(points)), replace=False)]
    if len(np.unique(drawn, axis=0)) < count:
        raise ValueError("fewer distinct points than centres")
    chosen = [int(rng.integers(len(drawn)))]
    distance = ((drawn - drawn[chosen[0]]) ** 2).sum(axis=1)
    while len(chosen) < count:
        chosen.append(int(rng.choice(len(drawn), p=distance / distance.sum())))
        distance = np.minimum(distance, ((drawn - drawn[chosen[-1]]) ** 2).sum(axis=1))
    return drawn[chosen].copy()


def in_small_batches(points: np.ndarray, count: int, rng: np.random.Generator, *, batch: int = 200, most: int = 200):
    centres, seen = spread_starts(points, count, 500, rng), np.zeros(count)
    for _ in range(most):
        before = centres.copy()
        part = points[rng.choice(len(points), min(batch, len(points)), replace=False)]
        for point, label in zip(part, nearest(part, centres, batch)[0], strict=True):
            seen[label] += 1
            centres[label] += (point - centres[label]) / seen[label]
        if np.abs(centres - before).max() < 1e-3:
            break
    return centres, *nearest(points, centres, 1000)


def full_passes(points: np.ndarray, centres: np.ndarray, most: int = 50):
    centres, inertias = centres.copy(), []
    for _ in range(most):
        labels, distances = nearest(points, centres, 1000)
        inertias.append(float(distances.sum()))
        before = centres.copy()
        for label in range(len(centres)):
            mine = points[labels == label]
            centres[label] = mine.mean(axis=0) if len(mine) else points[distances.argmax()]
        if np.abs(centres - before).max() < 1e-9:
            break
    return centres, inertias


def blobs(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    middles = np.array([[0, 0], [10, 0], [0, 10], [10, 10], [5, 20]], float)
    return middles, np.concatenate([middle + 0.5 * rng.normal(size=(400, 2)) for middle in middles])


def test_blocks_agree_with_the_naive_distances():
    rng = np.random.default_rng(0)
    points, centres = rng.normal(size=(103, 7)), rng.normal(size=(9, 7))
    table = ((points[:, None] - centres) ** 2).sum(axis=2)
    labels, distances = nearest(points, centres, 10)
    np.testing.assert_array_equal(labels, table.argmin(axis=1))
    np.testing.assert_allclose(distances, table.min(axis=1), atol=1e-9)


def test_small_batches_from_spread_starts_find_the_groups():
    rng = np.random.default_rng(1)
    middles, points = blobs(rng)
    centres, labels, _ = in_small_batches(points, 5, rng)
    gaps = np.sqrt(((middles[:, None] - centres) ** 2).sum(axis=2)).min(axis=1)
    assert gaps.max() < 0.3
    assert len(set(labels)) == 5


def test_zero_one_and_ten_give_a_half_and_ten():
    points = np.array([[0.0], [1.0], [10.0]])
    centres, _ = full_passes(points, points[[0, 2]])
    np.testing.assert_allclose(np.sort(centres.ravel()), [0.5, 10])


def test_full_passes_never_get_worse_and_refill_an_empty_cluster():
    _, points = blobs(np.random.default_rng(2))
    centres, inertias = full_passes(points, np.concatenate([points[:4], [[1e6, 1e6]]]))
    assert all(later <= earlier + 1e-6 for earlier, later in itertools.pairwise(inertias[1:]))
    assert len(set(nearest(points, centres, 500)[0])) == 5


def test_it_can_stop_at_a_bad_clustering():
    points = np.array([[0, 0], [0, 1], [10, 0], [10, 1]], float)
    _, stuck = full_passes(points, np.array([[5.0, 0.0], [5.0, 1.0]]))
    _, best = full_passes(points, np.array([[0.0, 0.5], [10.0, 0.5]]))
    assert stuck[-1] > 50 * best[-1]


def test_too_few_distinct_points_are_refused():
    with pytest.raises(ValueError, match="fewer distinct"):
        spread_starts(np.ones((50, 3)), 2, 50, np.random.default_rng(0))


def test_the_larger_unit_decides_alone():
    rng = np.random.default_rng(3)
    group = np.repeat([0, 1], 200)
    metres, millimetres = group + 0.05 * rng.normal(size=400), 1000 * rng.normal(size=400)
    points = np.stack([metres, millimetres], axis=1)

    def hits(these: np.ndarray) -> float:
        found = min(
            (full_passes(these, spread_starts(these, 2, 400, rng)) for _ in range(10)), key=lambda each: each[1][-1]
        )
        share = float((nearest(these, found[0], 400)[0] == group).mean())
        return max(share, 1 - share)

    assert hits(points) < 0.65
    assert hits(points / points.std(axis=0)) > 0.95


def dcg(grades: list[int]) -> float:
    return sum((2**grade - 1) / math.log2(rank + 1) for rank, grade in enumerate(grades[:10], start=1))


def ndcg(scores: dict[str, float], grades: dict[str, int]) -> float | None:
    """C7.c: ``None`` for a query that has nothing relevant; ties go by id; the ideal is of all labelled items."""
    ideal = dcg(sorted(grades.values(), reverse=True))
    if ideal == 0:
        return None
    order = sorted(scores, key=lambda item: (-scores[item], item))
    return dcg([grades.get(item, 0) for item in order]) / ideal


GRADES = st.dictionaries(st.sampled_from("abcdefghijklmnop"), st.integers(0, 3), max_size=16)


@settings(max_examples=80, deadline=None)
@given(grades=GRADES)
def test_the_perfect_order_gives_one_and_nothing_gives_more(grades: dict[str, int]):
    perfect = ndcg({item: float(grade) for item, grade in grades.items()}, grades)
    reverse = ndcg({item: -float(grade) for item, grade in grades.items()}, grades)
    if not any(grades.values()):
        assert perfect is None
        return
    assert perfect == pytest.approx(1)
    assert reverse is not None
    assert 0 <= reverse <= 1 + 1e-12


def test_swapping_a_three_with_a_nought_lowers_it():
    grades = {"a": 3, "b": 0}
    assert ndcg({"a": 2, "b": 1}, grades) == pytest.approx(1)
    assert ndcg({"a": 1, "b": 2}, grades) == pytest.approx(1 / math.log2(3))


def test_an_empty_or_short_list_ends_early():
    assert ndcg({}, {"a": 1}) == 0
    assert ndcg({"a": 1.0}, {"a": 1, "b": 1}) == pytest.approx(1 / (1 + 1 / math.log2(3)))


def test_the_ideal_is_cut_at_ten_too():
    grades = {f"{n:02}": 1 for n in range(12)}
    assert ndcg(dict.fromkeys(list(grades)[:10], 1.0), grades) == pytest.approx(1)


def test_ties_do_not_depend_on_the_order_they_came_in():
    grades = {"b": 3, "a": 0}
    assert ndcg({"a": 1.0, "b": 1.0}, grades) == ndcg({"b": 1.0, "a": 1.0}, grades) != pytest.approx(1)


def test_the_same_system_reads_three_ways():
    counted = np.full(280, 0.8)
    for filling, reads in ((0, 0.56), (1, 0.86)):
        assert np.concatenate([counted, np.full(120, filling)]).mean() == pytest.approx(reads)

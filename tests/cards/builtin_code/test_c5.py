"""The snippets of C5, run: a sorted loader, a split that leaks, and targets that are the inputs."""

import math
import random
import tomllib
from collections.abc import Callable, Iterator

import numpy as np
import pytest

from cards.deck import builtin_folder

PROMPTS = {
    each["id"]: each
    for file in builtin_folder().glob("c5-*.toml")
    for each in tomllib.loads(file.read_text(encoding="utf-8"))["prompt"]
}


# C5.a


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
    exec(compile(snippet.strip("\n"), "C5.a", "exec"), run.names())  # noqa: S102
    return run


SORTED = PROMPTS["C5.a"]["snippet"]


def test_the_sorted_loader_draws_a_saw_and_stays_at_chance():
    run = trained(SORTED)
    teeth = np.array(run.losses).reshape(20, 10, 10)  # epochs, classes, batches of one class
    for epoch in teeth[1:]:
        assert np.all(epoch[:, 0] > 2 * epoch[:, -1])
    assert run.validation() < 0.2


def test_shuffling_cures_it_with_the_same_model():
    assert SORTED.count("shuffle=False") == 1
    run = trained(SORTED.replace("shuffle=False", "shuffle=True"))
    assert max(run.losses[-100:]) < 0.2
    assert run.validation() > 0.9


def test_a_batch_holds_one_class_and_a_mixed_one_can_be_fitted():
    run = Run()
    files = sorted(run.glob("*/*.png"))
    third = files[3 * 640 : 3 * 640 + 8]
    told = [each["output"] for each in PROMPTS["C5.a"]["counter_prints"]]
    assert told[1] == f"labels in batch: {' '.join(str(label) for label, _ in third)}"
    x, y = np.stack([run.point(label) for label in range(10)]), np.arange(10)
    for _ in range(200):
        run.loss(run(x), y).backward()
        run.step()
    assert told[0] == f"one mixed batch, 200 steps: loss {run.losses[-1]:.2f}"


def test_a_batch_of_one_class_is_fitted_by_a_model_that_sees_nothing():
    run = Run()
    x, y = np.zeros((64, 16)), np.full(64, 3)
    for _ in range(200):
        run.loss(run(x), y).backward()
        run.step()
    assert run.losses[-1] < 0.01


def test_a_small_buffer_mixes_nothing_when_classes_are_long():
    drawn = random.Random(0)
    stream = [label for label in range(10) for _ in range(1000)]
    buffer, out = stream[:100], []
    for label in stream[100:]:
        at = drawn.randrange(100)
        out.append(buffer[at])
        buffer[at] = label
    batches = [set(out[start : start + 64]) for start in range(0, len(out), 64)]
    assert sum(len(each) <= 2 for each in batches) > 0.9 * len(batches)


def test_a_mixed_batch_hardly_ever_holds_fewer_than_five_classes():
    assert math.comb(10, 4) * 0.4**64 < 1e-20
    assert round(5000 / 64, 1) == 78.1


# C5.b


class StandardScaler:
    def fit_transform(self, rows: np.ndarray) -> np.ndarray:
        self.fit(rows)
        return self.transform(rows)

    def fit(self, rows: np.ndarray) -> None:
        self.mean, self.spread = rows.mean(axis=0), rows.std(axis=0)

    def transform(self, rows: np.ndarray) -> np.ndarray:
        return (rows - self.mean) / self.spread


class Nearest:
    """A model that can remember: it answers with the label of the nearest row."""

    def fit(self, rows: np.ndarray, labels: np.ndarray) -> None:
        self.rows, self.labels = rows, labels

    def __call__(self, rows: np.ndarray) -> np.ndarray:
        return self.labels[((self.rows**2).sum(axis=1) - 2 * rows @ self.rows.T).argmin(axis=1)]


def accuracy(model: Nearest, rows: np.ndarray, labels: np.ndarray) -> float:
    return float((model(rows) == labels).mean())


class Shop:
    """Customers with eight orders each that look alike, and others, whom production serves."""

    def __init__(self, seed: int = 0) -> None:
        self.random = np.random.default_rng(seed)
        self.rows, self.labels, self.customer = self.orders(500, 8)
        self.later, self.truth, _ = self.orders(1000, 1)
        self.printed: list[float] = []

    def orders(self, customers: int, each: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        who = self.random.normal(size=(customers, 6))
        label = who[:, 0] + 0.25 * self.random.normal(size=customers) > 0
        rows = np.repeat(who, each, axis=0) + 0.17 * self.random.normal(size=(customers * each, 6))
        return rows, np.repeat(label, each), np.repeat(np.arange(customers), each)

    def random_split(self, number: int, share: float) -> tuple[np.ndarray, np.ndarray]:
        mixed = self.random.permutation(number)
        return mixed[int(share * number) :], mixed[: int(share * number)]

    def customer_split(self, number: int, share: float) -> tuple[np.ndarray, np.ndarray]:
        out = np.isin(self.customer, self.random.permutation(500)[: int(share * 500)])
        assert len(out) == number
        return np.flatnonzero(~out), np.flatnonzero(out)

    def run(self, snippet: str) -> tuple[float, float]:
        """The accuracy that the snippet prints, and that of production."""
        names = {
            "StandardScaler": StandardScaler,
            "random_split": self.random_split,
            "customer_split": self.customer_split,
            "accuracy": accuracy,
            "model": Nearest(),
            "rows": self.rows,
            "labels": self.labels,
            "print": self.printed.append,
        }
        exec(compile(snippet.strip("\n"), "C5.b", "exec"), names)  # noqa: S102
        self.train, self.valid = names["train"], names["valid"]
        return self.printed[-1], accuracy(names["model"], names["scaler"].transform(self.later), self.truth)


LEAKING = PROMPTS["C5.b"]["snippet"]
BY_CUSTOMER = LEAKING.replace("random_split", "customer_split")
SCALED_LATER = LEAKING.replace("rows = scaler.fit_transform(rows)\n", "").replace(
    "model.fit", "scaler.fit(rows[train]); rows = scaler.transform(rows)\nmodel.fit"
)


def test_validation_says_99_and_production_81():
    validation, production = np.mean([Shop(seed).run(LEAKING) for seed in range(5)], axis=0)
    assert validation == pytest.approx(0.99, abs=0.01)
    assert production == pytest.approx(0.81, abs=0.01)


def test_a_split_by_customer_makes_the_two_numbers_agree():
    found = [Shop(seed).run(BY_CUSTOMER) for seed in range(5)]
    validation, production = np.mean(found, axis=0)
    assert validation == pytest.approx(production, abs=0.02)


def test_the_scaler_alone_changes_less_than_a_point():
    assert "scaler.fit(rows[train])" in SCALED_LATER
    assert abs(Shop().run(SCALED_LATER)[0] - Shop().run(LEAKING)[0]) < 0.01


def test_the_prints_of_c5b():
    scores, shares = [], []
    for _ in range(5):
        shop = Shop()
        shop.random = np.random.default_rng(len(scores))
        scores.append(shop.run(LEAKING)[0])
        shares.append(np.isin(shop.customer[shop.valid], shop.customer[shop.train]).mean())
    told = [each["output"] for each in PROMPTS["C5.b"]["counter_prints"]]
    assert told == [
        "five random splits: " + " ".join(f"{each:.2f}" for each in scores),
        f"validation rows with their customer in train: {100 * np.mean(shares):.0f}%",
    ]


# C5.c: a language of twelve words in which each word has four that may follow it, equally often.

WORDS, CHOICES, PAD = 12, 4, 12
RING = np.random.default_rng(3).permutation(WORDS)
FOLLOW = RING[(np.argsort(RING)[:, None] + [1, 3, 4, 9]) % WORDS]


def text(number: int, length: int, drawn: np.random.Generator) -> np.ndarray:
    ids = np.empty((number, length), int)
    ids[:, 0] = drawn.integers(0, WORDS, number)
    for place in range(1, length):
        ids[:, place] = FOLLOW[ids[:, place - 1], drawn.integers(0, CHOICES, number)]
    return ids


class Table:
    """A table of scores for what stands at each place, given the word there, or the word after it if the mask leaks."""

    def __init__(self, leaks: bool = False) -> None:
        self.scores, self.grad = np.zeros((PAD + 1, PAD + 1)), np.zeros((PAD + 1, PAD + 1))
        self.leaks = leaks
        self.losses: list[float] = []

    def __call__(self, ids: np.ndarray) -> "Logits":
        seen = np.roll(ids, -1, axis=1) if self.leaks else ids
        return Logits(self, seen, self.scores[seen])

    def cross_entropy(self, logits: "Logits", targets: np.ndarray, ignore: int | None = None) -> "Table":
        raised = np.exp(logits.values - logits.values.max(axis=-1, keepdims=True))
        chances = raised / raised.sum(axis=-1, keepdims=True)
        counts = np.ones(targets.shape) if ignore is None else (targets != ignore).astype(float)
        own = np.take_along_axis(chances, targets[..., None], axis=-1)[..., 0]
        self.losses.append(float(-(np.log(own) * counts).sum() / counts.sum()))
        wrong = (chances - np.eye(PAD + 1)[targets]) * counts[..., None] / counts.sum()
        self.found = np.zeros_like(self.grad)
        np.add.at(self.found, logits.seen, wrong)
        return self

    def shifting(self, logits: "Logits", targets: np.ndarray) -> "Table":
        """A loss function that shifts by one itself."""
        return self.cross_entropy(logits[:, :-1], targets[:, 1:])

    def zero_grad(self) -> None:
        self.grad[:] = 0

    def backward(self) -> None:
        self.grad += self.found

    def step(self) -> None:
        self.scores -= 3 * self.grad


class Logits:
    def __init__(self, table: Table, seen: np.ndarray, values: np.ndarray) -> None:
        self.table, self.seen, self.values = table, seen, values

    def __getitem__(self, part: tuple[slice, slice]) -> "Logits":
        return Logits(self.table, self.seen[part], self.values[part])


def learned(snippet: str, model: Table, loss: Callable[..., Table] | None = None, padding: bool = False) -> Table:
    drawn = np.random.default_rng(0)
    batches = [text(32, 20, drawn) for _ in range(200)]
    if padding:
        batches = [np.concatenate([each, np.full_like(each, PAD)], axis=1) for each in batches]
    names = {"loader": batches, "model": model, "cross_entropy": loss or model.cross_entropy, "optimizer": model}
    exec(compile(snippet.strip("\n"), "C5.c", "exec"), names)  # noqa: S102
    return model


COPYING = PROMPTS["C5.c"]["snippet"]
SHIFTED = COPYING.replace("cross_entropy(logits, ids)", "cross_entropy(logits[:, :-1], ids[:, 1:])")
ENTROPY = math.log(CHOICES)


def test_without_a_shift_the_loss_reaches_002_in_200_steps_and_the_model_repeats_its_word():
    model = learned(COPYING, Table())
    assert model.losses[-1] == pytest.approx(0.02, abs=0.01)
    assert list(model.scores[:WORDS].argmax(axis=1)) == list(range(WORDS))
    nonsense = np.random.default_rng(9).integers(0, WORDS, (32, 20))
    told = [each["output"] for each in PROMPTS["C5.c"]["counter_prints"]]
    assert told[0] == f"random words, never seen: loss {model.cross_entropy(model(nonsense), nonsense).losses[-1]:.2f}"
    same = (model(nonsense).values.argmax(axis=-1) == nonsense).mean()
    assert told[1] == f"argmax of logits equals ids: {100 * same:.0f}% of places"


def test_shifted_it_reaches_the_entropy_of_the_language_and_no_less():
    model = learned(SHIFTED, Table())
    assert np.mean(model.losses[-20:]) == pytest.approx(ENTROPY, abs=0.1)
    best = np.argsort(-model.scores[:WORDS, :WORDS], axis=1)[:, :CHOICES]
    assert np.array_equal(np.sort(best, axis=1), np.sort(FOLLOW, axis=1))


def test_with_a_mask_that_leaks_the_shifted_loss_is_tiny_too_and_it_has_learned_to_look_ahead():
    model = Table(leaks=True)
    assert learned(COPYING, model, model.shifting).losses[-1] < 0.05
    ids = text(1, 20, np.random.default_rng(5))
    other = ids.copy()
    other[0, -1] = (other[0, -1] + 1) % WORDS
    assert not np.array_equal(model(ids).values[:, :-1], model(other).values[:, :-1])
    causal = learned(SHIFTED, Table())
    assert np.array_equal(causal(ids).values[:, :-1], causal(other).values[:, :-1])


def test_padding_that_counts_makes_the_loss_look_twice_as_good():
    model = learned(SHIFTED, Table(), padding=True)
    ids = text(32, 20, np.random.default_rng(1))
    ids = np.concatenate([ids, np.full_like(ids, PAD)], axis=1)
    counted, left_out = (
        model.cross_entropy(model(ids)[:, :-1], ids[:, 1:], ignore).losses[-1] for ignore in (None, PAD)
    )
    assert counted == pytest.approx(left_out / 2, rel=0.1)
    ignoring = Table()
    learned(SHIFTED, ignoring, lambda logits, targets: ignoring.cross_entropy(logits, targets, PAD), padding=True)
    assert np.mean(ignoring.losses[-20:]) == pytest.approx(ENTROPY, abs=0.1)


def test_two_shifts_learn_the_word_after_the_next_with_a_plausible_loss():
    model = Table()
    learned(SHIFTED, model, model.shifting)
    assert ENTROPY + 0.2 < np.mean(model.losses[-20:]) < math.log(WORDS)

"""The snippets of C6, run: a loss in half precision, a softmax taken twice, and a clip before the unscaling."""

import math
import tomllib
from collections.abc import Callable, Iterator

import numpy as np
import pytest

from cards.deck import builtin_folder

PROMPTS = {
    each["id"]: each
    for file in builtin_folder().glob("c6-*.toml")
    for each in tomllib.loads(file.read_text(encoding="utf-8"))["prompt"]
}


def told(prompt: str) -> list[str]:
    return [each["output"] for each in PROMPTS[prompt]["counter_prints"]]


def softmax(scores: np.ndarray, dim: int = -1) -> np.ndarray:
    raised = np.exp(scores - scores.max(axis=dim, keepdims=True))
    return raised / raised.sum(axis=dim, keepdims=True)


def points(number: int, noise: float, random: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Points of ten classes in turn, and the centres of the classes."""
    centres = random.normal(size=(10, 16))
    y = np.arange(number) % 10
    return centres[y] + noise * random.normal(size=(number, 16)), y, centres


# C6.a

Loss = Callable[[np.ndarray, int], np.floating]
LINES = PROMPTS["C6.a"]["snippet"]
STABLE = LINES.replace("    p = exp(z) / exp(z).sum()\n", "    z = z - z.max()\n").replace(
    "-log(p[y])", "log(exp(z).sum()) - z[y]"
)


def loss_of(snippet: str) -> Loss:
    names: dict = {"exp": np.exp, "log": np.log}
    exec(compile(snippet, "C6.a", "exec"), names)  # noqa: S102

    def quiet(z: np.ndarray, y: int) -> np.floating:
        with np.errstate(all="ignore"):
            return names["loss_of"](z, y)

    return quiet


def half_run(loss: Loss, kind: type = np.float16, steps: int = 215) -> tuple[list[bool], list[float], list[float]]:
    """Train a linear model; whether all its losses are numbers, the largest score and the norm at each step."""
    x, y, _ = points(60, 0.3, np.random.default_rng(0))
    weights = np.zeros((16, 10))
    fine, largest, norms = [], [], []
    for _ in range(steps):
        z = x @ weights
        fine.append(all(np.isfinite(loss(row, label)) for row, label in zip(z.astype(kind), y, strict=True)))
        gradient = x.T @ (softmax(z) - np.eye(10)[y]) / len(y)
        largest.append(z.astype(kind).max())
        norms.append(float(np.linalg.norm(gradient)))
        weights -= 1.905 * gradient
    return fine, largest, norms


def test_the_loss_breaks_at_step_200_when_the_score_passes_eleven():
    fine, largest, norms = half_run(loss_of(LINES))
    assert fine.index(False) == 200
    assert told("C6.a") == [
        f"norm of the gradient, steps 196 to 199: {norms[199]:.3f}, falling",
        f"largest score: {largest[199]:.3f} at step 199, {largest[200]:.3f} at 200",
    ]
    assert np.all(np.diff(norms[100:200]) < 0)


def test_written_with_the_maximum_taken_off_it_holds():
    assert STABLE.count("z.max()") == STABLE.count("log(exp(z).sum())") == 1
    assert all(half_run(loss_of(STABLE))[0])
    wide = np.array([200, 0, -200], np.float16)
    assert np.isfinite([loss_of(STABLE)(wide, y) for y in range(3)]).all()
    z = np.array([1.0, 2.0, 3.0])
    assert loss_of(STABLE)(z, 0) == pytest.approx(loss_of(LINES)(z, 0))


def test_more_bits_move_the_cliff_to_a_score_of_88():
    loss = loss_of(LINES)
    assert all(half_run(loss, np.float32)[0])
    for kind, cliff in ((np.float16, 11.09), (np.float32, 88.72)):
        assert np.isfinite(loss(np.array([cliff - 0.1, 0], kind), 0))
        assert not np.isfinite(loss(np.array([cliff + 0.1, 0], kind), 0))
    for y in (0, 1):
        assert np.isfinite(loss(np.array([40, -40], np.float32), y))


def test_a_confident_mistake_is_the_log_of_zero_and_an_epsilon_is_zero_too():
    z = np.array([10, -10], np.float16)
    assert loss_of(LINES)(z, 1) == math.inf
    assert np.float16(1e-8) == 0
    assert loss_of(LINES.replace("log(p[y])", "log(p[y] + type(p[y])(1e-8))"))(z, 1) == math.inf


def test_a_larger_epsilon_weakens_the_gradient_of_confident_errors():
    def slope(loss: Loss, z: np.ndarray) -> float:
        step = np.array([0, 1e-4])
        return float(loss(z + step, 1) - loss(z - step, 1)) / 2e-4

    z = np.array([10.0, -2.0])
    hidden = loss_of(LINES.replace("log(p[y])", "log(p[y] + 1e-3)"))
    assert slope(loss_of(LINES), z) == pytest.approx(-1, abs=0.01)
    assert abs(slope(hidden, z)) < 0.01


def test_scores_near_200_are_an_eighth_apart_in_half_precision():
    assert np.spacing(np.float16(200)) == 0.125
    assert np.float16(200) == np.float16(200.05)


# C6.b


class Net:
    """What the names in the snippet of C6.b stand for: a small network whose losses know their way back."""

    def __init__(self, steps: int, wrong_labels: float = 0.0, faster: float = 1) -> None:
        self.random = np.random.default_rng(0)
        self.x, self.y, self.centres = points(640, 0.3, self.random)
        wrong = self.random.random(640) < wrong_labels
        self.y = np.where(wrong, self.random.integers(0, 10, 640), self.y)
        self.inner, self.outer = self.random.normal(size=(16, 64)) / 4, self.random.normal(size=(64, 10)) / 8
        self.steps, self.faster, self.softmax_at_the_end, self.logged = steps, faster, False, False
        self.losses: list[float] = []
        self.rows: list[float] = []

    def loader(self) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        for _ in range(self.steps):
            mixed = self.random.integers(0, 640, 64)
            yield self.x[mixed], self.y[mixed]

    def sequential(self, _: "Net", *ends: str) -> "Net":
        self.softmax_at_the_end = ends == ("softmax",)
        return self

    def sgd(self, _: "Net", lr: float) -> "Net":
        self.rate = lr * self.faster
        return self

    def parameters(self) -> "Net":
        return self

    def scores(self, x: np.ndarray) -> np.ndarray:
        self.seen, self.active = x, np.maximum(x @ self.inner, 0)
        return self.active @ self.outer

    def __call__(self, x: np.ndarray) -> np.ndarray:
        self.out = softmax(self.scores(x)) if self.softmax_at_the_end else self.scores(x)
        return self.out

    def log(self, chances: np.ndarray) -> np.ndarray:
        self.logged = True
        return np.log(chances)

    def criterion(self, given: np.ndarray, y: np.ndarray) -> "Net":
        """Cross-entropy with its softmax inside, and the way back to the scores through what came before it."""
        inside = softmax(given)
        self.losses.append(float(-np.log(inside[np.arange(len(y)), y]).mean()))
        self.rows = list(given.sum(axis=1))
        back = (inside - np.eye(10)[y]) / len(y)
        if self.logged:
            back = back / self.out
        if self.softmax_at_the_end:
            back = self.out * (back - (back * self.out).sum(axis=1, keepdims=True))
        self.back = back
        return self

    def zero_grad(self) -> None: ...

    def backward(self) -> None:
        self.further = (self.back @ self.outer.T) * (self.active > 0)

    def step(self) -> None:
        self.outer -= self.rate * self.active.T @ self.back
        self.inner -= self.rate * self.seen.T @ self.further

    def run(self, snippet: str) -> "Net":
        names = {
            "Sequential": self.sequential,
            "Softmax": lambda dim: "softmax",
            "CrossEntropyLoss": lambda: self.criterion,
            "SGD": self.sgd,
            "body": self,
            "loader": self.loader(),
            "log": self.log,
        }
        exec(compile(snippet, "C6.b", "exec"), names)  # noqa: S102
        return self

    def judged(self) -> tuple[float, float]:
        """Accuracy on the labels as they are, and the mean confidence."""
        chances = softmax(self.scores(self.x))
        return float((chances.argmax(axis=1) == self.y).mean()), float(chances.max(axis=1).mean())


TWICE = PROMPTS["C6.b"]["snippet"]
ONCE = TWICE.replace("body, Softmax(dim=-1)", "body")
LOGGED = TWICE.replace("criterion(model(x), y)", "criterion(log(model(x)), y)")
FLOOR = math.log(1 + 9 / math.e)


def test_two_softmaxes_stick_at_146_with_most_answers_right():
    net = Net(1000).run(TWICE)
    assert net.losses[0] == pytest.approx(math.log(10), abs=0.15)
    assert min(net.losses) > FLOOR
    assert net.losses[-1] == pytest.approx(1.46, abs=0.02)
    assert net.judged()[0] > 0.9
    assert told("C6.b")[1] == "rows that enter the loss sum to " + " ".join(f"{each:.2f}" for each in net.rows[:3])


def test_ten_times_the_rate_for_ten_times_as_long_stays_at_the_floor():
    net = Net(10_000, faster=10)
    net.run(TWICE)
    assert told("C6.b")[0] == f"ten times the rate, ten times the steps: {min(net.losses):.2f}"
    assert min(net.losses) > FLOOR


def test_raw_scores_cure_it():
    net = Net(1000).run(ONCE)
    assert net.losses[0] == pytest.approx(math.log(10), abs=0.4)
    assert net.losses[-1] < 0.02
    assert net.judged()[0] > 0.99


def test_the_log_of_the_probabilities_cures_it_as_well():
    net, other = Net(1000).run(LOGGED), Net(1000).run(ONCE)
    np.testing.assert_allclose(net.losses, other.losses, rtol=1e-3, atol=1e-6)


def test_the_floor_is_the_loss_of_a_one_and_nine_zeros():
    best = softmax(np.eye(10)[0])
    assert best[0] == pytest.approx(0.23, abs=0.005)
    assert -math.log(best[0]) == pytest.approx(FLOOR)
    assert round(FLOOR, 2) == 1.46
    assert -math.log(softmax(np.eye(100)[0])[0]) == pytest.approx(math.log(1 + 99 / math.e))


def test_a_confident_mistake_gets_almost_no_gradient():
    sizes = []
    for snippet in (TWICE, ONCE):
        net = Net(1)
        net.outer = np.zeros((64, 10))
        net.outer[:, 0] = 0.8  # class 0, whatever comes
        net.y[:] = 1
        net.run(snippet)
        sizes.append(np.abs(net.back).sum())
    assert sizes[0] < 1e-3
    assert sizes[1] > 1


def test_on_noisy_labels_its_confidence_means_nothing():
    accuracy, confidence = Net(4000, wrong_labels=0.33).run(TWICE).judged()
    assert accuracy == pytest.approx(0.7, abs=0.06)
    assert confidence > 0.93
    accuracy, confidence = Net(400, wrong_labels=0.33, faster=0.2).run(ONCE).judged()
    assert confidence == pytest.approx(accuracy, abs=0.12)


# C6.c


class Half:
    """What the names in the snippet of C6.c stand for: a linear model with gradients in half precision."""

    def __init__(self, steps: int, rate_factor: float = 1, adam: bool = False) -> None:
        self.random = np.random.default_rng(0)
        self.x, self.y, _ = points(640, 0.3, self.random)
        self.weights, self.grad = np.zeros((16, 10)), np.zeros((16, 10), np.float16)
        self.factor, self.adam = rate_factor, adam
        self.mean, self.square, self.number = np.zeros((16, 10)), np.zeros((16, 10)), 0
        self.steps, self.lr = steps, 0.0
        self.scale_now, self.unscaled, self.skipped = 65536.0, False, 0
        self.losses: list[float] = []
        self.before_clip: list[float] = []
        self.in_step: list[float] = []

    def loader(self) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        for _ in range(self.steps):
            mixed = self.random.integers(0, 640, 64)
            yield self.x[mixed], self.y[mixed]

    def __call__(self, x: np.ndarray) -> np.ndarray:
        self.seen = x
        return x @ self.weights

    def loss(self, scores: np.ndarray, y: np.ndarray) -> "Half":
        chances = softmax(scores)
        self.losses.append(float(-np.log(chances[np.arange(len(y)), y] + 1e-30).mean()))
        self.wrong = (chances - np.eye(10)[y]) / len(y)
        return self

    def parameters(self) -> "Half":
        return self

    def sgd(self, _: "Half", lr: float) -> "Half":
        self.lr = lr * self.factor
        return self

    def zero_grad(self) -> None:
        self.grad[:], self.unscaled = 0, False

    def scale(self, _: "Half") -> "Half":
        return self

    def backward(self) -> None:
        with np.errstate(over="ignore"):
            self.grad = (self.scale_now * (self.seen.T @ self.wrong)).astype(np.float16)

    def unscale_(self, _: "Half") -> None:
        self.grad, self.unscaled = self.grad.astype(np.float32) / self.scale_now, True

    def step(self, _: "Half") -> None:
        if not self.unscaled:
            self.unscale_(self)
        if not np.isfinite(self.grad).all():
            self.skipped += 1
            return
        self.in_step.append(float(np.linalg.norm(self.grad)))
        if self.adam:
            self.number += 1
            self.mean += 0.1 * (self.grad - self.mean)
            self.square += 0.001 * (self.grad**2 - self.square)
            spread = np.sqrt(self.square / (1 - 0.999**self.number)) + 1e-8
            self.weights -= self.lr * self.mean / (1 - 0.9**self.number) / spread
        else:
            self.weights -= self.lr * self.grad

    def update(self) -> None:
        if not np.isfinite(self.grad).all():
            self.scale_now /= 2

    def clip(self, _: "Half", most: float) -> None:
        size = float(np.linalg.norm(self.grad.astype(np.float64)))
        self.before_clip.append(size)
        if size > most:
            with np.errstate(invalid="ignore"):
                self.grad = self.grad.astype(np.float32) * (most / size)

    def run(self, snippet: str) -> "Half":
        names = {
            "GradScaler": lambda: self,
            "SGD": self.sgd,
            "model": self,
            "loader": self.loader(),
            "loss_fn": self.loss,
            "clip_grad_norm_": self.clip,
        }
        exec(compile(snippet, "C6.c", "exec"), names)  # noqa: S102
        return self


CLIP = "    clip_grad_norm_"
EARLY = PROMPTS["C6.c"]["snippet"]
ORDERED = EARLY.replace(CLIP, f"    scaler.unscale_(optimizer)\n{CLIP}")


def test_a_clip_before_the_unscaling_hardly_moves():
    run = Half(300).run(EARLY)
    assert run.losses[-1] == pytest.approx(math.log(10), abs=0.02)
    assert run.skipped == 0
    assert all(each > 1 for each in run.before_clip)
    assert told("C6.c")[1] == f"norm before the clip: {run.before_clip[0]:.0f}, in the step: {run.in_step[0]:.1e}"
    fast = Half(300, rate_factor=100).run(EARLY)
    assert told("C6.c")[0] == f"a hundred times the rate, 300 steps: loss {fast.losses[-1]:.1f}"


def test_unscaling_first_cures_it_at_the_same_rate():
    assert ORDERED.count("unscale_") == 1
    run = Half(300).run(ORDERED)
    assert run.losses[-1] < 0.2
    assert run.in_step[0] == pytest.approx(run.before_clip[0], rel=0.5)


def test_in_order_a_step_is_the_same_as_without_scaling():
    run = Half(1).run(ORDERED)
    x, y = next(iter(Half(1).loader()))
    gradient = x.T @ (np.full((64, 10), 0.1) - np.eye(10)[y]) / 64
    gradient /= max(1, float(np.linalg.norm(gradient)))
    np.testing.assert_allclose(run.weights, -0.1 * gradient, rtol=0.01, atol=1e-6)


def test_adam_hides_it():
    early, ordered = (Half(300, rate_factor=0.1, adam=True).run(each) for each in (EARLY, ORDERED))
    assert early.losses[-1] < 0.3
    assert ordered.losses[-1] < 0.3


def test_an_infinity_skips_the_step_and_halves_the_scale():
    run = Half(1)
    run.x = run.x * 100
    run.run(ORDERED)
    assert (run.skipped, run.scale_now) == (1, 32768)
    assert np.all(run.weights == 0)


def test_without_a_scale_small_gradients_become_zero():
    assert np.float16(1e-8) == 0
    assert np.float16(65536 * 1e-8) > 0

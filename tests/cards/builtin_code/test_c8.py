"""C8 as its answers tell it, on a fake clock: retries with one deadline, a budget of tokens, a job that survives."""

import asyncio
import contextlib
import json
import math
import random
from collections import Counter
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st


class Clock:
    """A clock that moves only when somebody sleeps or works."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float):
        assert seconds >= 0
        self.now += seconds


class Failed(Exception):
    def __init__(self, status: int | str, retry_after: float | None = None) -> None:
        super().__init__(status)
        self.status, self.retry_after = status, retry_after


MAY_PASS = {429, 500, 503, "timeout"}


def with_retries(
    call: Callable[[str, float], str],
    key: str,
    clock: Clock,
    draw: Callable[[], float],
    log: list,
    *,
    total: float = 10,
    each: float = 3,
    least: float = 2,
) -> str:
    """C8.a: ``call(key, limit)`` again and again within one deadline; what passes its limit is cut."""
    end, wait = clock() + total, 0.5
    if total <= 0:
        raise Failed("deadline")
    while True:
        try:
            reply = call(key, min(each, end - clock()))
        except Failed as failure:
            log.append((key, failure.status))
            passing = failure.status in MAY_PASS
            pause = draw() * wait if failure.retry_after is None else failure.retry_after
            if not passing or end - clock() - pause < least:
                raise
            clock.sleep(pause)
            wait *= 2
        else:
            log.append((key, "ok"))
            return reply


class Orders:
    """A server that recognises keys; each step of ``script`` is (seconds it takes, status, retry-after)."""

    def __init__(self, clock: Clock, script: list[tuple[float, int | str, float | None]]) -> None:
        self.clock, self.script, self.placed, self.calls = clock, list(script), Counter(), []

    def __call__(self, key: str, limit: float) -> str:
        self.calls.append((self.clock(), key))
        takes, status, retry_after = self.script.pop(0) if self.script else (0.1, "ok", None)
        if status not in {429, 400} and not self.placed[key]:
            self.placed[key] += 1
        self.clock.sleep(min(takes, limit))
        if takes > limit:
            status = "timeout"
        if status != "ok":
            raise Failed(status, retry_after)
        return "done"


STEPS = st.tuples(st.floats(0, 9), st.sampled_from([429, 500, 400, "ok"]), st.none() | st.floats(0, 40))


@settings(max_examples=150, deadline=None)
@given(script=st.lists(STEPS, max_size=12), seed=st.integers(0, 99))
def test_never_a_call_after_the_deadline_and_always_the_same_key(script: list, seed: int):
    clock = Clock()
    server, log = Orders(clock, script), []
    try:
        with_retries(server, "k", clock, random.Random(seed).random, log)
    except Failed as failure:
        assert failure.status != "ok"
    assert clock() <= 10 + 1e-9
    assert {key for _, key in server.calls} == {"k"}
    assert len(log) == len(server.calls)
    assert server.placed["k"] <= 1


@pytest.mark.parametrize(("each", "tries", "seconds"), [(3, 3, 10), (4, 2, 8.5)])
def test_a_limit_of_three_seconds_leaves_room_for_a_third_try(each: float, tries: int, seconds: float):
    clock = Clock()
    server = Orders(clock, [(99, "ok", None)] * 9)
    with pytest.raises(Failed, match="timeout"):
        with_retries(server, "k", clock, lambda: 1.0, [], each=each)
    assert len(server.calls) == tries
    assert clock() == seconds


def test_the_third_try_begins_after_seven_and_a_half_seconds():
    clock = Clock()
    server = Orders(clock, [(99, "ok", None)] * 2 + [(2, "ok", None)])
    assert with_retries(server, "k", clock, lambda: 1.0, []) == "done"
    assert [when for when, _ in server.calls] == [0, 3.5, 7.5]


def test_where_good_replies_are_slow_waiting_on_succeeds_and_cutting_does_not():
    clock = Clock()
    server = Orders(clock, [(9, "ok", None)] * 9)
    with pytest.raises(Failed, match="timeout"):
        with_retries(server, "k", clock, lambda: 0.5, [])
    clock = Clock()
    assert with_retries(Orders(clock, [(9, "ok", None)]), "k", clock, lambda: 0.5, [], each=10) == "done"


def test_replies_that_grow_longer_than_the_limit_cost_tries_and_fail_hardly_a_call():
    draw, tries, failed = random.Random(3), 0, 0
    for _ in range(1000):
        clock = Clock()
        script = [(draw.choices([2, 3.2], [9, 1])[0], "ok", None) for _ in range(3)]
        server = Orders(clock, script)
        try:
            with_retries(server, "k", clock, draw.random, [])
        except Failed:
            failed += 1
        tries += len(server.calls)
    assert failed <= 5
    assert tries > 1080


def test_without_a_key_a_timeout_can_place_the_order_twice():
    clock = Clock()
    server = Orders(clock, [(99, "ok", None)])
    new_keys = iter("ab")
    with_retries(lambda _key, limit: server(next(new_keys), limit), "k", clock, lambda: 0.5, [])
    assert server.placed.total() == 2


def test_a_bad_request_is_never_tried_again():
    clock = Clock()
    server = Orders(clock, [(0.1, 400, None)])
    with pytest.raises(Failed, match="400"):
        with_retries(server, "k", clock, lambda: 0.5, [])
    assert len(server.calls) == 1


def test_what_the_server_says_comes_first():
    clock = Clock()
    server = Orders(clock, [(0, 429, 3.0)])
    assert with_retries(server, "k", clock, lambda: 0.0, []) == "done"
    assert server.calls[1][0] == 3.0
    clock = Clock()
    server = Orders(clock, [(0, 429, 30.0)])
    with pytest.raises(Failed, match="429"):
        with_retries(server, "k", clock, lambda: 0.0, [])
    assert clock() == 0


def test_a_deadline_already_past_makes_no_call():
    clock = Clock()
    server = Orders(clock, [])
    with pytest.raises(Failed, match="deadline"):
        with_retries(server, "k", clock, lambda: 0.5, [], total=0)
    assert not server.calls


def test_random_waits_spread_a_thousand_clients():
    def at_once(draw: Callable[[], float]) -> int:
        arrivals = Counter()
        for _ in range(1000):
            clock = Clock()
            server = Orders(clock, [(0, 500, None)] * 2)
            with_retries(server, "k", clock, draw, [])
            arrivals.update(round(when, 2) for when, _ in server.calls[1:])
        return max(arrivals.values())

    assert at_once(lambda: 1.0) == 1000
    assert at_once(random.Random(0).random) < 100


class Bucket:
    def __init__(self, clock: Clock, size: float, rate: float) -> None:
        self.clock, self.size, self.rate, self.level, self.last = clock, size, rate, size, clock()

    def refill(self):
        now = self.clock()
        self.level, self.last = min(self.size, self.level + (now - self.last) * self.rate), now


class Limiter:
    """C8.b: a common bucket and one for each tenant, taken from under one lock."""

    def __init__(self, clock: Clock, tenants: list[str], *, size: float = 10_000, rate: float = 800) -> None:
        self.lock, self.common = Lock(), Bucket(clock, size, rate)
        self.own = {tenant: Bucket(clock, size, rate / len(tenants)) for tenant in tenants}

    def take(self, tenant: str, prompt: int, cap: int) -> float:
        """Nought when the tokens are reserved, otherwise the seconds to wait."""
        tokens, both = prompt + cap, (self.common, self.own[tenant])
        if any(tokens > bucket.size for bucket in both):
            raise ValueError("never fits")
        with self.lock:
            for bucket in both:
                bucket.refill()
            wait = max(0.0, *((tokens - bucket.level) / bucket.rate for bucket in both))
            if not wait:
                for bucket in both:
                    bucket.level -= tokens
            return wait

    def settle(self, tenant: str, reserved: int, used: int):
        with self.lock:
            for bucket in (self.common, self.own[tenant]):
                bucket.refill()
                bucket.level = min(bucket.size, bucket.level + reserved - used)


def highest_minute(spent: list[tuple[float, float]]) -> float:
    return max((sum(tokens for at, tokens in spent if start <= at < start + 60) for start, _ in spent), default=0)


CALLS = st.lists(
    st.tuples(st.floats(0, 20), st.sampled_from("abcde"), st.integers(1, 4000), st.integers(50, 4000)), max_size=60
)


@settings(max_examples=80, deadline=None)
@given(calls=CALLS)
def test_no_sliding_minute_passes_the_limit(calls: list):
    clock = Clock()
    limiter, spent = Limiter(clock, list("abcde")), []
    for pause, tenant, prompt, cap in calls:
        clock.sleep(pause)
        if not limiter.take(tenant, prompt, cap):
            spent.append((clock(), prompt + cap))
    assert highest_minute(spent) <= 10_000 + 800 * 60 + 1e-6


def test_a_bucket_of_a_full_minute_lets_twice_the_limit_through():
    clock = Clock()
    limiter, spent = Limiter(clock, ["a"], size=60_000, rate=1000), []
    while clock() < 60:
        if not limiter.take("a", 500, 500):
            spent.append((clock(), 1000))
        else:
            clock.sleep(1)
    assert highest_minute(spent) == pytest.approx(120_000, rel=0.02)


def test_what_was_not_used_comes_back():
    clock = Clock()
    limiter = Limiter(clock, ["a"])
    assert limiter.take("a", 1000, 4000) == 0
    limiter.settle("a", 5000, 1300)
    assert limiter.common.level == 10_000 - 5000 + 3700
    limiter.settle("a", 5000, 0)
    assert limiter.common.level == 10_000


def test_who_must_wait_is_told_for_how_long_and_then_gets_it():
    clock = Clock()
    limiter = Limiter(clock, list("ab"))
    assert limiter.take("a", 5000, 4000) == 0
    wait = limiter.take("a", 5000, 4000)
    assert wait == pytest.approx(8000 / 400)
    clock.sleep(wait)
    assert limiter.take("a", 5000, 4000) == 0


def test_a_call_larger_than_the_bucket_is_refused_at_once():
    with pytest.raises(ValueError, match="never fits"):
        Limiter(Clock(), ["a"]).take("a", 9000, 4000)


def test_a_busy_tenant_leaves_the_others_their_share():
    clock = Clock()
    limiter, got = Limiter(clock, list("abcde")), Counter()
    while clock() < 600:
        for tenant in "aaaaab":
            if not limiter.take(tenant, 100, 100):
                got[tenant] += 200
        clock.sleep(1)
    assert got["b"] == pytest.approx(got["a"], rel=0.01)


def test_threads_never_spend_the_same_tokens():
    limiter = Limiter(Clock(), ["a"])
    with ThreadPoolExecutor(16) as pool:
        waits = list(pool.map(lambda _: limiter.take("a", 50, 50), range(400)))
    assert waits.count(0) == 100


class Crash(BaseException):
    """The process dies."""


async def job(
    ids: list[str],
    call: Callable[[str], Awaitable[str]],
    results: Path,
    failures: Path,
    *,
    workers: int = 4,
    tries: int = 3,
):
    """C8.c: a line per result is the progress; workers take ids from a short queue."""
    done = set()
    if results.exists():
        whole = results.read_text().splitlines(keepends=True)
        if whole and not whole[-1].endswith("\n"):
            results.write_text("".join(whole[:-1]))
        done = {json.loads(line)["id"] for line in whole if line.endswith("\n")}
    todo = [each for each in dict.fromkeys(ids) if each not in done]
    queue: asyncio.Queue[str] = asyncio.Queue(2 * workers)

    async def work():
        while True:
            document = await queue.get()
            for attempt in range(1, tries + 1):
                try:
                    text = await call(document)
                except ValueError as error:
                    if attempt == tries:
                        with failures.open("a") as file:
                            file.write(json.dumps({"id": document, "cause": str(error)}) + "\n")
                else:
                    with results.open("a") as file:
                        file.write(json.dumps({"id": document, "result": text}) + "\n")
                    break
            queue.task_done()

    async def feed():
        for document in todo:
            await queue.put(document)
        await queue.join()

    tasks = [asyncio.ensure_future(work()) for _ in range(workers)]
    feeding = asyncio.ensure_future(feed())
    try:
        await asyncio.wait([feeding, *tasks], return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in [feeding, *tasks]:
            task.cancel()
        await asyncio.gather(feeding, *tasks, return_exceptions=True)


class Service:
    def __init__(self, bad: set[str] = frozenset(), *, dies_after: float = math.inf) -> None:
        self.bad, self.dies_after, self.calls, self.running, self.most = bad, dies_after, Counter(), 0, 0

    async def __call__(self, document: str) -> str:
        self.calls[document] += 1
        self.running += 1
        self.most = max(self.most, self.running)
        await asyncio.sleep(0)
        self.running -= 1
        if self.calls.total() > self.dies_after:
            raise Crash
        if document in self.bad:
            raise ValueError("no text")
        return document.upper()


def run(ids: list[str], service: Service, folder: Path):
    with contextlib.suppress(Crash):
        asyncio.run(job(ids, service, folder / "results", folder / "failures"))


def written(path: Path) -> list[str]:
    return [json.loads(line)["id"] for line in path.read_text().splitlines()] if path.exists() else []


@settings(max_examples=40, deadline=None)
@given(dies_after=st.integers(0, 40), torn=st.booleans())
def test_killed_anywhere_and_resumed_each_id_stands_there_once(dies_after: int, torn: bool):
    ids = [f"d{n}" for n in range(20)]
    with TemporaryDirectory() as name:
        folder = Path(name)
        first, second = Service(dies_after=dies_after), Service()
        run(ids, first, folder)
        before = set(written(folder / "results"))
        if torn:
            with (folder / "results").open("a") as file:
                file.write('{"id": "d1')
        run([*ids, ids[0]], second, folder)
        assert sorted(written(folder / "results")) == sorted(ids)
        assert not before & set(second.calls)
        paid_twice = set(first.calls) & set(second.calls)
        assert len(paid_twice) <= 4


def test_one_bad_document_ends_up_aside_and_the_others_are_done(tmp_path: Path):
    service = Service(bad={"d7"})
    run([f"d{n}" for n in range(20)], service, tmp_path)
    assert len(written(tmp_path / "results")) == 19
    assert written(tmp_path / "failures") == ["d7"]
    assert service.calls["d7"] == 3


def test_no_more_calls_run_than_there_are_workers(tmp_path: Path):
    service = Service()
    run([f"d{n}" for n in range(50)], service, tmp_path)
    assert service.most == 4


def test_a_resume_says_nothing_of_the_old_instructions(tmp_path: Path):
    """The failure of C8.c: by id alone everything looks done."""
    ids = [f"d{n}" for n in range(10)]
    run(ids, Service(dies_after=5), tmp_path)
    old = len(written(tmp_path / "results"))

    class Improved(Service):
        async def __call__(self, document: str) -> str:
            return "better " + await super().__call__(document)

    run(ids, Improved(), tmp_path)
    results = [json.loads(line)["result"] for line in (tmp_path / "results").read_text().splitlines()]
    assert sum(not each.startswith("better") for each in results) == old > 0

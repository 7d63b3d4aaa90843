"""C11 against brute force: a cache that forgets, the longest talk among few, the stages of a pipeline."""

import heapq
import itertools
import sys
from collections import Counter, deque
from collections.abc import Callable, Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Node:
    __slots__ = ("after", "before", "end", "key", "value")

    def __init__(self, key: object = None, value: object = None, end: float = 0) -> None:
        self.key, self.value, self.end = key, value, end
        self.before = self.after = self


class Cache:
    """C11.a: a dictionary from key to node, and a list by last use; an expired entry goes when a read finds it."""

    def __init__(self, capacity: int, clock: Callable[[], float]) -> None:
        self.capacity, self.clock, self.nodes, self.ring = capacity, clock, {}, Node()
        self.evicted_alive = 0

    def unlink(self, node: Node):
        node.before.after, node.after.before = node.after, node.before

    def to_front(self, node: Node):
        node.before, node.after = self.ring, self.ring.after
        self.ring.after.before = self.ring.after = node

    def get(self, key: object) -> object:
        node = self.nodes.get(key)
        if node is None:
            return None
        self.unlink(node)
        if node.end <= self.clock():
            del self.nodes[key]
            return None
        self.to_front(node)
        return node.value

    def put(self, key: object, value: object, lifetime: float):
        if self.capacity == 0:
            return
        node = self.nodes.get(key)
        if node is not None:
            self.unlink(node)
        elif len(self.nodes) == self.capacity:
            oldest = self.ring.before
            self.evicted_alive += oldest.end > self.clock()
            self.unlink(oldest)
            del self.nodes[oldest.key]
        self.nodes[key] = node = node or Node(key)
        node.value, node.end = value, self.clock() + lifetime
        self.to_front(node)


class SweptCache(Cache):
    """What the answer would do for large entries: a heap by end, cleared at each put."""

    def __init__(self, capacity: int, clock: Callable[[], float]) -> None:
        super().__init__(capacity, clock)
        self.ends: list[tuple[float, int, object]] = []
        self.ticket = itertools.count()

    def put(self, key: object, value: object, lifetime: float):
        while self.ends and self.ends[0][0] <= self.clock():
            end, _, dead = heapq.heappop(self.ends)
            if dead in self.nodes and self.nodes[dead].end == end:
                self.unlink(self.nodes.pop(dead))
        super().put(key, value, lifetime)
        if self.capacity:
            heapq.heappush(self.ends, (self.clock() + lifetime, next(self.ticket), key))


class SlowCache:
    """The same rules on a plain list, newest use last."""

    def __init__(self, capacity: int, clock: Callable[[], float], *, swept: bool) -> None:
        self.capacity, self.clock, self.swept, self.rows = capacity, clock, swept, []

    def get(self, key: object) -> object:
        for row in self.rows:
            if row[0] == key:
                self.rows.remove(row)
                if row[2] <= self.clock():
                    return None
                self.rows.append(row)
                return row[1]
        return None

    def put(self, key: object, value: object, lifetime: float):
        if self.swept:
            self.rows = [row for row in self.rows if row[2] > self.clock()]
        self.rows = [row for row in self.rows if row[0] != key]
        self.rows = [*self.rows, (key, value, self.clock() + lifetime)][-self.capacity :] if self.capacity else []


ACTIONS = st.lists(
    st.tuples(st.sampled_from("abcde"), st.none() | st.integers(0, 5), st.integers(0, 3)), min_size=1, max_size=60
)


@settings(max_examples=120, deadline=None)
@given(actions=ACTIONS, capacity=st.integers(0, 4), swept=st.booleans())
def test_the_cache_does_what_a_plain_list_does(actions: list, capacity: int, swept: bool):
    clock = Clock()
    cache, slow = (SweptCache if swept else Cache)(capacity, clock), SlowCache(capacity, clock, swept=swept)
    for number, (key, lifetime, pause) in enumerate(actions):
        clock.now += pause
        if lifetime is None:
            assert cache.get(key) == slow.get(key)
        else:
            cache.put(key, number, lifetime)
            slow.put(key, number, lifetime)
        assert len(cache.nodes) <= capacity
        assert set(cache.nodes) == {row[0] for row in slow.rows}


def test_the_examples_of_the_cache():
    clock = Clock()
    cache = Cache(2, clock)
    for key in "AB":
        cache.put(key, key, 10)
    assert cache.get("A") == "A"
    cache.put("C", "C", 1)
    assert [cache.get(key) for key in "ABC"] == ["A", None, "C"]
    clock.now = 1
    assert cache.get("C") is None
    assert set(cache.nodes) == {"A"}


def test_dead_entries_push_out_living_ones_when_only_reads_remove_them():
    """The failure of C11.a."""

    def evicted_alive(kind: type[Cache]) -> int:
        clock = Clock()
        cache = kind(10, clock)
        for n in range(5):
            cache.put(f"long {n}", n, 10_000)
        for n in range(500):
            cache.put(f"short {n}", n, 2)
            clock.now += 1
        return cache.evicted_alive

    assert evicted_alive(Cache) == 5
    assert evicted_alive(SweptCache) == 0


def longest_stretch(turns: list[str], most: int) -> tuple[int, int]:
    """C11.b: start and length, the earliest of the longest."""
    counts: Counter[str] = Counter()
    left, best = 0, (0, 0)
    for at, speaker in enumerate(turns):
        counts[speaker] += 1
        while len(counts) > most:
            counts[turns[left]] -= 1
            if not counts[turns[left]]:
                del counts[turns[left]]
            left += 1
        if at + 1 - left > best[1]:
            best = (left, at + 1 - left)
    return best


def longest_of_stream(turns: Iterable[str], most: int) -> tuple[int, int]:
    """The same when nobody can look back: only where each speaker last spoke."""
    last: dict[str, int] = {}
    left, best = 0, (0, 0)
    for at, speaker in enumerate(turns):
        last.pop(speaker, None)
        last[speaker] = at
        if len(last) > most:
            silent = next(iter(last))
            left = last.pop(silent) + 1
        if at + 1 - left > best[1]:
            best = (left, at + 1 - left)
    return best


@settings(max_examples=150, deadline=None)
@given(turns=st.lists(st.sampled_from("ABCDE"), max_size=18), most=st.integers(0, 6))
def test_both_ways_find_what_all_pairs_find(turns: list[str], most: int):
    pairs = itertools.combinations(range(len(turns) + 1), 2)
    valid = [(start, end - start) for start, end in pairs if len(set(turns[start:end])) <= most]
    expected = max(valid, key=lambda found: (found[1], -found[0]), default=(0, 0))
    assert longest_stretch(turns, most) == longest_of_stream(iter(turns), most) == expected


def with_at_most(turns: list[str], most: int) -> int:
    """How many stretches have at most so many speakers: each turn ends as many as its window is long."""
    return sum(at + 1 - longest_left(turns[: at + 1], most) for at in range(len(turns)))


def longest_left(turns: list[str], most: int) -> int:
    left = len(turns)
    while left and len(set(turns[left - 1 :])) <= most:
        left -= 1
    return left


@settings(max_examples=80, deadline=None)
@given(turns=st.lists(st.sampled_from("ABCD"), max_size=10), exactly=st.integers(1, 4))
def test_exactly_so_many_is_at_most_so_many_without_at_most_one_fewer(turns: list[str], exactly: int):
    pairs = itertools.combinations(range(len(turns) + 1), 2)
    expected = sum(len(set(turns[start:end])) == exactly for start, end in pairs)
    assert with_at_most(turns, exactly) - with_at_most(turns, exactly - 1) == expected


def test_the_examples_of_the_transcript():
    assert longest_stretch(list("ABACA"), 2) == (0, 3)
    assert longest_stretch(list("ABACA"), 3) == (0, 5)
    assert longest_stretch([], 3) == longest_stretch(list("AB"), 0) == (0, 0)


def test_zeros_left_in_the_map_make_the_stretch_too_short():
    counts: Counter[str] = Counter()
    left = best = 0
    turns = list("ABCCCC")
    for at, speaker in enumerate(turns):
        counts[speaker] += 1
        while len(counts) > 2 and left <= at:
            counts[turns[left]] -= 1
            left += 1
        best = max(best, at + 1 - left)
    assert best < longest_stretch(turns, 2)[1] == 5


def test_a_second_label_for_one_person_ends_the_stretch_early():
    assert longest_stretch(list("ABABAB"), 2)[1] == 6
    assert longest_stretch(list("ABABCB"), 2)[1] < 6


class Cycle(Exception):
    """The names in it, each needing the next."""


def stages(needs: dict[str, list[str]]) -> list[list[str]]:
    """C11.c: level by level; an unknown name or a cycle is an error that says which."""
    for step, names in needs.items():
        if unknown := [name for name in names if name not in needs]:
            raise KeyError(f"{step} needs {unknown[0]}")
    open_needs = {step: set(names) for step, names in needs.items()}
    waiting = {step: len(names) for step, names in open_needs.items()}
    freed_by: dict[str, list[str]] = {step: [] for step in needs}
    for step, names in open_needs.items():
        for name in names:
            freed_by[name].append(step)
    found: list[list[str]] = []
    level = sorted(step for step, count in waiting.items() if not count)
    while level:
        found.append(level)
        freed = []
        for done in level:
            for step in freed_by[done]:
                waiting[step] -= 1
                if not waiting[step]:
                    freed.append(step)
        level = sorted(freed)
    placed = {step for each in found for step in each}
    if len(placed) < len(needs):
        path = [min(set(needs) - placed)]
        while path[-1] not in path[:-1]:
            path.append(min(open_needs[path[-1]] - placed))
        raise Cycle(*path[path.index(path[-1]) : -1])
    return found


STEPS = "abcde"
GRAPHS = st.fixed_dictionaries({step: st.lists(st.sampled_from(STEPS), max_size=3) for step in STEPS})


def orders(needs: dict[str, list[str]]) -> list[tuple[str, ...]]:
    return [
        order
        for order in itertools.permutations(needs)
        if all(order.index(name) < order.index(step) for step, names in needs.items() for name in names)
    ]


@settings(max_examples=150, deadline=None)
@given(needs=GRAPHS | st.fixed_dictionaries({step: st.lists(st.sampled_from("ab"), max_size=2) for step in STEPS}))
def test_stages_agree_with_trying_all_orders(needs: dict[str, list[str]]):
    possible = orders(needs)
    try:
        found = stages(needs)
    except Cycle as cycle:
        assert not possible
        for step, needed in itertools.pairwise([*cycle.args, cycle.args[0]]):
            assert needed in needs[step]
    else:
        assert tuple(itertools.chain(*found)) in possible
        for before, level in itertools.pairwise(found):
            assert all(set(needs[step]) & set(before) for step in level)


def test_the_examples_of_the_pipeline():
    needs = {"report": ["clean", "count"], "count": ["load"], "clean": ["load", "load"], "load": []}
    assert stages(needs) == [["load"], ["clean", "count"], ["report"]]
    assert stages({}) == []
    for cyclic in ({"a": ["b"], "b": ["a"]}, {"a": ["a"]}):
        with pytest.raises(Cycle):
            stages(cyclic)
    with pytest.raises(KeyError, match="a needs zed"):
        stages({"a": ["zed"]})


def test_a_chain_of_ten_thousand_steps_does_not_recurse():
    chain = {str(n): [str(n - 1)] if n else [] for n in range(10_000)}
    assert len(stages(chain)) == 10_000 > sys.getrecursionlimit()


def test_one_set_of_visited_steps_sees_cycles_where_there_are_none():
    needs = {"report": ["clean", "count"], "count": ["load"], "clean": ["load"], "load": []}
    visited: set[str] = set()

    def calls_it_a_cycle(step: str) -> bool:
        if step in visited:
            return True
        visited.add(step)
        return any(calls_it_a_cycle(name) for name in needs[step])

    assert calls_it_a_cycle("report")
    assert stages(needs)


def test_a_duplicate_that_raises_the_count_twice_fakes_a_cycle():
    needs = {"load": [], "clean": ["load", "load"]}
    waiting, freed_by = {step: len(names) for step, names in needs.items()}, {"load": {"clean"}, "clean": set()}
    ready = deque(step for step, count in waiting.items() if not count)
    done = []
    while ready:
        done.append(ready.popleft())
        for step in freed_by[done[-1]]:
            waiting[step] -= 1
            if not waiting[step]:
                ready.append(step)
    assert done == ["load"]
    assert stages(needs) == [["load"], ["clean"]]


def test_stages_as_walls_take_longer_than_a_ready_queue():
    """The failure of C11.c, and what the answer returns for two workers."""
    needs = {"hour": [], "short": [], "next": ["short"], "last": ["next"]}
    minutes = {"hour": 60, "short": 1, "next": 30, "last": 29}
    walls = sum(max(minutes[step] for step in level) for level in stages(needs))
    remaining: dict[str, int] = {}
    for step in reversed(list(itertools.chain(*stages(needs)))):
        after = [remaining[other] for other, names in needs.items() if step in names]
        remaining[step] = minutes[step] + max(after, default=0)
    ends: dict[str, int] = {}
    workers = [0, 0]
    while len(ends) < len(needs):
        free = min(workers)
        ready = [s for s in needs if s not in ends and all(ends.get(name, 10**6) <= free for name in needs[s])]
        if not ready:
            workers[workers.index(free)] = min(end for end in ends.values() if end > free)
            continue
        step = max(ready, key=remaining.__getitem__)
        ends[step] = workers[workers.index(free)] = free + minutes[step]
    assert walls == 119
    assert max(ends.values()) == 60

"""A solution for each of the twelve twenty-minute stems, against brute force."""

import functools
import heapq
import itertools
import random
import tomllib
from collections import Counter, deque
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

DATA = tomllib.loads((Path(__file__).parents[3] / "cards" / "coding.toml").read_text(encoding="utf-8"))

quick = settings(max_examples=120, deadline=None)


def test_there_is_one_stem_for_each_pattern():
    assert [stem["id"] for stem in DATA["stem"]] == [f"M{n}" for n in range(1, 13)]
    assert len({stem["pattern"] for stem in DATA["stem"]}) == 12
    here = set(globals())
    assert all(any(name.startswith(f"test_{stem['id'].lower()}_") for name in here) for stem in DATA["stem"])


def busiest(log: list[tuple[int, int]], length: int) -> tuple[int, int] | None:
    """M1: tokens and the second the window begins."""
    best, left, total = None, 0, 0
    for second, tokens in log:
        total += tokens
        while log[left][0] <= second - length:
            total -= log[left][1]
            left += 1
        if best is None or total > best[0]:
            best = total, log[left][0]
    return best


@quick
@given(log=st.lists(st.tuples(st.integers(0, 30), st.integers(0, 9)), max_size=15), length=st.integers(1, 12))
def test_m1_window(log: list[tuple[int, int]], length: int):
    log = sorted(log, key=lambda entry: entry[0])
    windows = {start: sum(tokens for at, tokens in log if start <= at < start + length) for start, _ in log}
    expected = min(((total, start) for start, total in windows.items()), key=lambda w: (-w[0], w[1]), default=None)
    assert busiest(log, length) == expected


def best_pair(lengths: list[int], limit: int) -> tuple[int, int] | None:
    """M2: the places of two passages that fill the room best."""
    left, right, best, pair = 0, len(lengths) - 1, -1, None
    while left < right:
        together = lengths[left] + lengths[right]
        if together > limit:
            right -= 1
        else:
            if together > best:
                best, pair = together, (left, right)
            left += 1
    return pair


@quick
@given(lengths=st.lists(st.integers(1, 30), max_size=12), limit=st.integers(0, 50))
def test_m2_two_pointers(lengths: list[int], limit: int):
    lengths.sort()
    fitting = [sum(pair) for pair in itertools.combinations(lengths, 2) if sum(pair) <= limit]
    pair = best_pair(lengths, limit)
    if pair is None:
        assert not fitting
    else:
        assert pair[0] < pair[1]
        assert lengths[pair[0]] + lengths[pair[1]] == max(fitting)


def worst(answers: Iterable[tuple[float, int]], count: int) -> list[int]:
    """M3: a heap of the worst so far with the best of them on top."""
    heap: list[tuple[float, int]] = []
    for score, number in answers:
        entry = (-score, -number)
        if len(heap) < count:
            heapq.heappush(heap, entry)
        elif heap and entry > heap[0]:
            heapq.heapreplace(heap, entry)
    return [-number for _, number in sorted(heap, reverse=True)]


@quick
@given(scores=st.lists(st.sampled_from([0.0, 0.25, 0.5, 1.0]), max_size=20), count=st.integers(0, 8), seed=st.randoms())
def test_m3_heap(scores: list[float], count: int, seed: random.Random):
    answers = [(score, number) for number, score in enumerate(scores)]
    seed.shuffle(answers)
    assert worst(iter(answers), count) == [number for _, number in sorted(answers)[:count]]


def merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """M4: touching spans are joined, empty ones dropped."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if start == end:
            continue
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return found


@quick
@given(spans=st.lists(st.tuples(st.integers(0, 20), st.integers(0, 8)), max_size=10))
def test_m4_interval_merge(spans: list[tuple[int, int]]):
    spans = [(start, start + length) for start, length in spans]
    cited = [any(start <= at < end for start, end in spans) for at in range(40)]
    runs = [list(run) for value, run in itertools.groupby(range(40), key=cited.__getitem__) if value]
    assert merged(spans) == [(run[0], run[-1] + 1) for run in runs]
    assert sum(end - start for start, end in merged(spans)) == sum(cited)


def to_charger(grid: list[str]) -> list[list[int]]:
    """M5: from all chargers at once; "#" is a wall, "C" a charger."""
    steps = [[-1] * len(row) for row in grid]
    queue = deque((y, x) for y, row in enumerate(grid) for x, cell in enumerate(row) if cell == "C")
    for y, x in queue:
        steps[y][x] = 0
    while queue:
        y, x = queue.popleft()
        for down, right in ((y + 1, x), (y - 1, x), (y, x + 1), (y, x - 1)):
            inside = 0 <= down < len(grid) and 0 <= right < len(grid[down])
            if inside and grid[down][right] != "#" and steps[down][right] < 0:
                steps[down][right] = steps[y][x] + 1
                queue.append((down, right))
    return steps


@quick
@given(wide=st.integers(1, 5), cells=st.lists(st.sampled_from(".#C."), max_size=20))
def test_m5_grid(wide: int, cells: list[str]):
    grid = ["".join(cells[at : at + wide]) for at in range(0, len(cells) - len(cells) % wide, wide)]
    free = [(y, x) for y, row in enumerate(grid) for x, cell in enumerate(row) if cell != "#"]
    far = 10**6
    steps = {place: 0 if grid[place[0]][place[1]] == "C" else far for place in free}
    for _ in free:
        for y, x in free:
            around = [steps.get(place, far) for place in ((y + 1, x), (y - 1, x), (y, x + 1), (y, x - 1))]
            steps[y, x] = min(steps[y, x], min(around) + 1)
    found = to_charger(grid)
    for y, row in enumerate(grid):
        for x in range(len(row)):
            assert found[y][x] == (steps[y, x] if steps.get((y, x), far) < far else -1)


def deciding_chain(calls: dict[str, tuple[int, list[str]]]) -> tuple[int, list[str]] | None:
    """M6: the end of everything and one chain that decides it; ``None`` when the plan goes in a circle."""
    waiting = {call: set(needs) for call, (_, needs) in calls.items()}
    freed_by: dict[str, list[str]] = {call: [] for call in calls}
    for call, needs in waiting.items():
        for need in needs:
            freed_by[need].append(call)
    count = {call: len(needs) for call, needs in waiting.items()}
    queue = deque(call for call in calls if not count[call])
    ends: dict[str, int] = {}
    while queue:
        call = queue.popleft()
        ends[call] = calls[call][0] + max((ends[need] for need in waiting[call]), default=0)
        for freed in freed_by[call]:
            count[freed] -= 1
            if not count[freed]:
                queue.append(freed)
    if len(ends) < len(calls):
        return None
    chain: list[str] = []
    step = max(ends, key=ends.__getitem__, default=None)
    while step is not None:
        chain.append(step)
        step = max(waiting[step], key=ends.__getitem__, default=None)
    return max(ends.values(), default=0), chain[::-1]


NAMES = "abcde"


NEEDS = [st.lists(st.sampled_from(NAMES[:n] or "a"), max_size=2) for n in range(len(NAMES))]
CALLS = st.fixed_dictionaries(
    {name: st.tuples(st.integers(0, 9), needs) for name, needs in zip(NAMES, NEEDS, strict=True)}
)


@quick
@given(calls=CALLS, circle=st.booleans())
def test_m6_topological_order(calls: dict, circle: bool):
    if not circle:
        calls["a"] = (calls["a"][0], [])
    paths = [[name] for name in NAMES]
    cyclic, longest = False, 0
    while paths:
        path = paths.pop()
        longest = max(longest, sum(calls[name][0] for name in path))
        for need in calls[path[-1]][1]:
            if need in path:
                cyclic = True
            else:
                paths.append([*path, need])
    found = deciding_chain(calls)
    if cyclic:
        assert found is None
        return
    assert found is not None
    assert found[0] == longest == sum(calls[name][0] for name in found[1])
    for need, call in itertools.pairwise(found[1]):
        assert need in calls[call][1]
    assert not calls[found[1][0]][1]


def fairest(documents: list[int], workers: int) -> int:
    """M7: the smallest limit with which at most so many stretches do."""

    def possible(limit: int) -> bool:
        stretches, filled = 1, 0
        for tokens in documents:
            if filled + tokens > limit:
                stretches, filled = stretches + 1, 0
            filled += tokens
        return stretches <= workers

    low, high = max(documents, default=0), sum(documents)
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if possible(middle) else (middle + 1, high)
    return low


@quick
@given(documents=st.lists(st.integers(0, 20), max_size=8), workers=st.integers(1, 10))
def test_m7_search_on_the_answer(documents: list[int], workers: int):
    @functools.cache
    def slow(start: int, left: int) -> int:
        if left == 1:
            return sum(documents[start:])
        ends = range(start, len(documents) + 1)
        return min(max(sum(documents[start:end]), slow(end, left - 1)) for end in ends)

    assert fairest(documents, workers) == slow(0, workers)


def stretches(ledger: list[int], wanted: int) -> int:
    """M8: how many stretches add up to it."""
    seen, total, found = Counter({0: 1}), 0, 0
    for entry in ledger:
        total += entry
        found += seen[total - wanted]
        seen[total] += 1
    return found


@quick
@given(ledger=st.lists(st.integers(-3, 3), max_size=15), wanted=st.integers(-4, 4))
def test_m8_prefix_sums(ledger: list[int], wanted: int):
    pairs = itertools.combinations(range(len(ledger) + 1), 2)
    assert stretches(ledger, wanted) == sum(sum(ledger[start:end]) == wanted for start, end in pairs)


END = ""


def pieces(vocabulary: Iterable[str], word: str) -> list[str] | None:
    """M9: always the longest piece that fits; ``None`` makes the word unknown."""
    root: dict = {}
    for piece in vocabulary:
        node = root
        for letter in piece:
            node = node.setdefault(letter, {})
        node[END] = True
    found, start = [], 0
    while start < len(word):
        node, at, last = root, start, None
        while at < len(word) and word[at] in node:
            node = node[word[at]]
            at += 1
            if END in node:
                last = at
        if last is None:
            return None
        found.append(word[start:last])
        start = last
    return found


@quick
@given(vocabulary=st.sets(st.text("ab", min_size=1, max_size=4), max_size=6), word=st.text("abc", max_size=10))
def test_m9_trie(vocabulary: set[str], word: str):
    expected: list[str] | None = []
    rest = word
    while rest and expected is not None:
        fitting = [piece for piece in vocabulary if rest.startswith(piece)]
        if fitting:
            expected.append(max(fitting, key=len))
            rest = rest.removeprefix(expected[-1])
        else:
            expected = None
    assert pieces(vocabulary, word) == expected


def test_m9_the_longest_piece_is_neither_the_fewest_nor_always_enough():
    assert pieces(["ab", "abc", "cd", "c", "d", "e", "de", "cde"], "abcde") == ["abc", "de"]
    assert pieces(["abc", "ab", "cdef", "d", "e", "f"], "abcdef") == ["abc", "d", "e", "f"]
    assert pieces(["ab", "abc", "cd"], "abcd") is None


def kept(documents: int, pairs: list[tuple[int, int]]) -> tuple[int, list[int]]:
    """M10: how many stay, and for each document the one that stands for it."""
    parent, size, smallest, count = list(range(documents)), [1] * documents, list(range(documents)), documents

    def root(document: int) -> int:
        while parent[document] != document:
            parent[document] = parent[parent[document]]
            document = parent[document]
        return document

    for one, other in pairs:
        larger, smaller = root(one), root(other)
        if larger == smaller:
            continue
        if size[larger] < size[smaller]:
            larger, smaller = smaller, larger
        parent[smaller] = larger
        size[larger] += size[smaller]
        smallest[larger] = min(smallest[larger], smallest[smaller])
        count -= 1
    return count, [smallest[root(document)] for document in range(documents)]


@quick
@given(pairs=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=12))
def test_m10_union_find(pairs: list[tuple[int, int]]):
    names = list(range(10))
    for _ in names:
        for one, other in pairs:
            names[one] = names[other] = min(names[one], names[other])
    assert kept(10, pairs) == (len(set(names)), names)


def test_m10_no_documents_and_a_long_chain():
    assert kept(0, []) == (0, [])
    assert kept(50_000, list(itertools.pairwise(range(50_000))))[0] == 1


def word_errors(reference: list[str], transcript: list[str]) -> int:
    """M11: two rows are enough."""
    above = list(range(len(transcript) + 1))
    for row, word in enumerate(reference, start=1):
        current = [row]
        for column, other in enumerate(transcript, start=1):
            current.append(min(above[column] + 1, current[-1] + 1, above[column - 1] + (word != other)))
        above = current
    return above[-1]


def word_error_rate(reference: list[str], transcript: list[str]) -> float:
    if not reference:
        return 0.0 if not transcript else float("inf")
    return word_errors(reference, transcript) / len(reference)


@quick
@given(reference=st.lists(st.sampled_from("abc"), max_size=6), transcript=st.lists(st.sampled_from("abc"), max_size=6))
def test_m11_strings(reference: list[str], transcript: list[str]):
    @functools.cache
    def slow(i: int, j: int) -> int:
        if i == len(reference) or j == len(transcript):
            return len(reference) - i + len(transcript) - j
        if reference[i] == transcript[j]:
            return slow(i + 1, j + 1)
        return 1 + min(slow(i + 1, j), slow(i, j + 1), slow(i + 1, j + 1))

    assert word_errors(reference, transcript) == slow(0, 0)


def test_m11_empty_references_and_a_rate_above_one():
    assert word_error_rate([], []) == 0
    assert word_error_rate([], ["a"]) == float("inf")
    assert word_error_rate(["a"], ["b", "c"]) == 2


CLOSES = {"[": "]", "{": "}"}


def closing(text: str) -> str | int:
    """M12: the shortest text that closes everything, or the place of the first wrong bracket."""
    stack: list[str] = []
    in_string = protected = False
    for at, letter in enumerate(text):
        if in_string:
            if protected:
                protected = False
            elif letter == "\\":
                protected = True
            elif letter == '"':
                in_string = False
        elif letter == '"':
            in_string = True
        elif letter in CLOSES:
            stack.append(CLOSES[letter])
        elif letter in CLOSES.values() and (not stack or stack.pop() != letter):
            return at
    return "\\" * protected + '"' * in_string + "".join(reversed(stack))


def closed(text: str) -> bool:
    """Strings are taken out, then brackets beside each other, as long as there are any."""
    left, at = "", 0
    while at < len(text):
        if text[at] == '"':
            at += 1
            while at < len(text) and text[at] != '"':
                at += 2 if text[at] == "\\" else 1
            if at >= len(text):
                return False
        elif text[at] in "[]{}":
            left += text[at]
        at += 1
    while "[]" in left or "{}" in left:
        left = left.replace("[]", "").replace("{}", "")
    return not left


ALPHABET = '[]{}"\\'


@quick
@given(text=st.text(ALPHABET, max_size=7))
def test_m12_stack(text: str):
    shortest = next(
        (n for n in range(4) if any(closed(text + "".join(end)) for end in itertools.product(ALPHABET, repeat=n))), None
    )
    found = closing(text)
    if isinstance(found, int):
        assert shortest is None
        assert isinstance(closing(text[:found]), str)
    else:
        assert closed(text + found)
        assert shortest == (len(found) if len(found) < 4 else None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", ""), ("]", 0), ("[}", 1), ('["]', '"]'), ('{"a\\', '\\"}'), ('{"a": [1]}', ""), ('{"a": [', "]}")],
)
def test_m12_examples(text: str, expected: str | int):
    assert closing(text) == expected

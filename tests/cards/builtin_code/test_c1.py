"""What the prompts of C1 claim, run: training byte-pair merges, encoding with them, and a tokenizer of whole words."""

import itertools
import random
import re
from collections import Counter, defaultdict

TEXT = "to be or not to be, that is the question: whether it is nobler in the mind to suffer the slings and arrows " * 3
Word = tuple[bytes, ...]
Pair = tuple[bytes, bytes]


def words_of(text: str) -> list[str]:
    return re.findall(r" ?\w+| ?[^\w\s]|\s", text)


def pieces(text: str) -> dict[Word, int]:
    return {as_bytes(word): times for word, times in Counter(words_of(text)).items()}


def as_bytes(word: str) -> Word:
    return tuple(bytes([each]) for each in word.encode())


def merged(word: Word, pair: Pair) -> Word:
    out: list[bytes] = []
    at = 0
    while at < len(word):
        if word[at : at + 2] == pair:
            out.append(pair[0] + pair[1])
            at += 2
        else:
            out.append(word[at])
            at += 1
    return tuple(out)


def counting_again(counts: dict[Word, int], wanted: int) -> list[Pair]:
    """The training of the model answer to C1.a, with its rule for ties."""
    found: list[Pair] = []
    for _ in range(wanted):
        pairs: Counter[Pair] = Counter()
        for word, times in counts.items():
            for pair in itertools.pairwise(word):
                pairs[pair] += times
        if not pairs or max(pairs.values()) < 2:
            break
        top = min(pairs, key=lambda pair: (-pairs[pair], pair))
        found.append(top)
        counts = {merged(word, top): times for word, times in counts.items()}
    return found


def kept_up_to_date(counts: dict[Word, int], wanted: int) -> tuple[list[Pair], int]:
    """The same with an index from each pair to its words; also how many words were touched in all."""
    words, times = list(counts), list(counts.values())
    pairs: Counter[Pair] = Counter()
    holds: defaultdict[Pair, set[int]] = defaultdict(set)
    for at, word in enumerate(words):
        for pair in itertools.pairwise(word):
            pairs[pair] += times[at]
            holds[pair].add(at)
    found: list[Pair] = []
    touched = 0
    while len(found) < wanted and pairs and max(pairs.values()) >= 2:
        top = min(pairs, key=lambda pair: (-pairs[pair], pair))
        found.append(top)
        for at in list(holds[top]):
            touched += 1
            for pair in itertools.pairwise(words[at]):
                pairs[pair] -= times[at]
                holds[pair].discard(at)
            words[at] = merged(words[at], top)
            for pair in itertools.pairwise(words[at]):
                pairs[pair] += times[at]
                holds[pair].add(at)
    return found, touched


def encoded(word: Word, rank: dict[Pair, int]) -> tuple[Word, int]:
    """Scan for the pair of the lowest rank, merge, repeat; also how many pairs were looked up."""
    lookups = 0
    while len(word) > 1:
        lookups += len(word) - 1
        best = min(itertools.pairwise(word), key=lambda pair: rank.get(pair, len(rank)))
        if best not in rank:
            break
        word = merged(word, best)
    return word, lookups


def longest_match(text: bytes, vocabulary: set[bytes]) -> list[bytes]:
    out: list[bytes] = []
    while text:
        piece = next(text[:size] for size in range(len(text), 0, -1) if text[:size] in vocabulary or size == 1)
        out.append(piece)
        text = text[len(piece) :]
    return out


def test_counting_again_and_keeping_up_to_date_give_the_same_merges():
    counts = pieces(TEXT)
    again = counting_again(counts, 40)
    index, touched = kept_up_to_date(counts, 40)
    assert again == index
    assert touched < 40 * len(counts) / 5  # against every word at every merge


def test_the_rule_for_ties_makes_the_order_of_the_words_play_no_part():
    items = list(pieces(TEXT).items())
    random.Random(0).shuffle(items)
    assert counting_again(dict(items), 40) == counting_again(pieces(TEXT), 40)


def test_the_weight_of_a_word_decides_which_pair_is_merged():
    assert counting_again({as_bytes("ab"): 5, as_bytes("cd"): 1, as_bytes("cdx"): 1}, 1) == [(b"a", b"b")]
    assert counting_again({as_bytes("ab"): 1, as_bytes("cd"): 1, as_bytes("cdx"): 1}, 1) == [(b"c", b"d")]


def test_training_stops_early_when_no_pair_repeats_and_merges_from_the_left():
    assert counting_again({as_bytes("abcd"): 1}, 300) == []
    assert counting_again({(): 2, as_bytes("a"): 9}, 300) == []
    assert merged(as_bytes("aaaa"), (b"a", b"a")) == (b"aa", b"aa")
    assert merged(as_bytes("aaa"), (b"a", b"a")) == (b"aa", b"a")


def test_without_splitting_merges_cross_spaces_and_every_round_trip_passes():
    whole, split = counting_again({as_bytes(TEXT): 1}, 60), counting_again(pieces(TEXT), 60)
    assert any(b" " in (a + b).strip() for a, b in whole)
    assert not any(b" " in (a + b).strip() for a, b in split)
    tokens, _ = encoded(as_bytes(TEXT), {pair: rank for rank, pair in enumerate(whole)})
    assert b"".join(tokens).decode() == TEXT
    longest = sorted({a + b for a, b in whole}, key=len)[-1]
    assert len(longest.split()) > 2  # what printing the longest tokens shows


def test_a_footer_under_every_line_takes_merges_and_every_round_trip_passes():
    lines = [" ".join(random.Random(at).choices(TEXT.split(), k=4)) for at in range(60)]
    plain, tailed = ("\n".join(each + end for each in lines) for end in ("", " confidential, internal"))
    found = {text: counting_again(pieces(text), 40) for text in (plain, tailed)}
    assert {b" confidential", b" internal"} <= {a + b for a, b in found[tailed]}
    longer, shorter = (
        sum(
            len(encoded(as_bytes(word), {pair: at for at, pair in enumerate(found[text])})[0])
            for word in words_of(TEXT)
        )
        for text in (tailed, plain)
    )
    assert longer > 1.1 * shorter


def test_merges_in_order_are_not_the_longest_match():
    rank = {(b"b", b"c"): 0, (b"a", b"b"): 1}
    assert encoded(as_bytes("abc"), rank)[0] == (b"a", b"bc")
    assert longest_match(b"abc", {b"ab", b"bc"}) == [b"ab", b"c"]


def test_a_word_of_six_bytes_takes_at_most_fifteen_lookups_and_a_long_string_a_square():
    chain = {(bytes(range(65, 65 + n)), bytes([65 + n])): n for n in range(1, 40)}
    assert encoded(as_bytes("ABCDEF"), chain) == ((b"ABCDEF",), 15)
    assert encoded(tuple(bytes([65 + n]) for n in range(40)), chain)[1] == 40 * 39 / 2


def test_decoding_joins_bytes_before_it_makes_text():
    rank = {pair: at for at, pair in enumerate(counting_again(pieces(TEXT), 60))}
    for text in ("", " ", "  two", " héllo 🙂 that", "🙂🙂🏽"):
        tokens = [token for word in words_of(text) for token in encoded(as_bytes(word), rank)[0]]
        assert b"".join(tokens).decode() == text
    tokens = encoded(as_bytes("🙂"), rank)[0]
    assert len(tokens) == 4
    assert "".join(token.decode(errors="replace") for token in tokens) != "🙂"


def test_another_split_than_in_training_round_trips_and_gives_other_tokens():
    rank = {pair: at for at, pair in enumerate(counting_again(pieces(TEXT), 60))}
    line = "to be or not to be"
    trained = [token for word in words_of(line) for token in encoded(as_bytes(word), rank)[0]]
    other = [token for word in re.findall(r"\w+ ?", line) for token in encoded(as_bytes(word), rank)[0]]
    assert b"".join(trained) == b"".join(other) == line.encode()
    assert len(other) > len(trained)


# Whole words.


def tokens_of(line: str) -> list[str]:
    return re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)*|\d|[^\w\s]", line.lower().replace("’", "'"))


def vocabulary(lines: list[str]) -> list[str]:
    counts = Counter(token for line in lines for token in tokens_of(line))
    seen = [token for token, times in counts.items() if times >= 2]
    return ["<pad>", "<unknown>", "<start>", "<end>", *sorted(seen, key=lambda token: (-counts[token], token))]


def test_every_build_gives_every_word_the_same_id():
    lines = ["two teas and 1.5 litres of water", "two coffees, one tea", "tea and water, please", "water and cofee"]
    other = lines[::-1]
    assert vocabulary(lines) == vocabulary(other)
    assert "cofee" not in vocabulary(lines)
    assert tokens_of("") == []
    assert tokens_of("🙂!") == ["🙂", "!"]
    assert tokens_of("don’t") == ["don't"]


def test_stripping_the_marks_makes_two_orders_one_and_no_word_is_unknown():
    orders = ["1.5 litres", "15 litres"]
    stripped = [[*"".join(re.findall(r"[\w ]", each)).split()] for each in orders]
    assert stripped[0] == stripped[1]
    assert tokens_of(orders[0]) != tokens_of(orders[1])


def test_one_unknown_word_in_a_thousand_is_less_than_one_order_in_a_hundred():
    drawn = random.Random(0)
    orders = [[drawn.random() < 0.001 for _ in range(8)] for _ in range(50_000)]
    assert abs(sum(any(order) for order in orders) / 50_000 - 0.008) < 0.002

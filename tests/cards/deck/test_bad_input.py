"""Whatever a deck file holds: prompts or problems come out, with lines inside the file, and nothing else, and soon."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cards.deck import builtin_folder, load_deck
from cards.deck.checking import Check, check_text
from cards.deck.source import MAX_BYTES, DeckProblem
from tests.support.deck_text import EXAMPLE, changed

_FILE = next(builtin_folder().glob("c4-*.toml")).read_text(encoding="utf-8").split("[[prompt]]")
REAL = f"{_FILE[0]}[[prompt]]{_FILE[2]}"
"""One prompt of a file that ships, with snippet, counter-prints and computed numbers: a whole file takes longer."""
NAME = Path("deck.toml")
MUTATIONS, CHUNK = 20_000, 1_000
SEED = 5
PIECES = (
    b'"', b'"""', b"'''", b"[", b"]", b"{", b"}", b"=", b",", b"\n", b"\\", b"#", b"[[prompt]]\n", b"[prompt]\n", b".",
    b"1e999", b"-1", b"true", b"nan", b"1979-05-27", b"\x00", b"\xff", b"\r", b"\x1b[31m", "\u202e".encode(), b"<b>",
    b"\\u202e", b"\\uD800", b"{}", b"[" * 70, b"9" * 5000, b"a." * 70,
)  # fmt: skip


def mutated(rng: random.Random, data: bytes) -> bytes:
    """Damage a file in one to four places: cut, put in, put twice, swap, flip."""
    for _ in range(rng.randint(1, 4)):
        start = rng.randrange(len(data) + 1)
        end = min(len(data), start + rng.choice((0, 1, 1, 3, 20, 400)))
        match rng.randrange(5):
            case 0:
                data = data[:start] + data[end:]
            case 1:
                data = data[:start] + rng.choice(PIECES) + data[end:]
            case 2:
                data = data[:end] + data[start:]
            case 3:
                data = data[:start] + data[start:end][::-1] + data[end:]
            case _ if start < len(data):
                data = data[:start] + bytes([data[start] ^ (1 << rng.randrange(8))]) + data[start + 1 :]
    return data


def look_at(file: Path, data: bytes) -> None:
    """Check a file, and the problems that come out."""
    file.write_bytes(data)
    begun = time.process_time()
    done = Check(file, strict=True)
    assert time.process_time() - begun < 5
    last = max(1, data.replace(b"\r\n", b"\n").count(b"\n") + 1)
    for problem in done.problems:
        assert isinstance(problem, DeckProblem)
        assert 0 <= problem.line <= last
        assert str(problem).isprintable()
        assert problem.message.endswith((".", ")")), problem
        assert problem.cure
    assert done.prompts or done.problems


CHUNKS = [pytest.param(n, CHUNK, id=f"chunk {n}", marks=pytest.mark.slow) for n in range(MUTATIONS // CHUNK)]


@pytest.mark.parametrize(("number", "count"), [pytest.param(0, 200, id="a few"), *CHUNKS])
def test_damage_to_a_real_file_brings_prompts_or_problems(number: int, count: int, tmp_path: Path):
    rng = random.Random(SEED * 1000 + number)
    real = REAL.encode()
    for _ in range(count):
        look_at(tmp_path / "deck.toml", mutated(rng, real))


ITEMS = ('"a"', '"b"', "1", "{}", '{ claim = "x" }', '{ from = "9**9**9", is = 1 }', '{ from = "1", is = 1 }')
VALUES = st.one_of(
    st.integers().map(str),
    st.sampled_from(["true", "nan", "-inf", "1e400", "1979-05-27", "07:32:00"]),
    st.sampled_from(["{}", "[]", "[[]]", "[{}]", '""', '" "']),
    st.text(max_size=30).map(lambda text: "'" + text.replace("'", "") + "'"),
    st.lists(st.sampled_from(ITEMS), max_size=50).map(lambda items: f"[{', '.join(items)}]"),
)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_fields_of_any_type_bring_prompts_or_problems(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject):
    """The value of a field, in its place, becomes any other value that TOML knows."""
    lines = EXAMPLE.split("\n")
    at = data.draw(st.sampled_from([n for n, line in enumerate(lines) if " = " in line and not line.startswith(" ")]))
    value = data.draw(VALUES)
    lines[at] = f"{lines[at].split(' = ')[0]} = {value}"
    look_at(tmp_path_factory.mktemp("deck") / "deck.toml", "\n".join(lines).encode())


PROMPT = EXAMPLE[EXAMPLE.index("[[prompt]]") :]
HOSTILE = {
    "headers alone": b"[[prompt]]\n" * (MAX_BYTES // 11),
    "sound prompts": (EXAMPLE + "".join(PROMPT.replace("X1.a", f"X{n}") for n in range(330))).encode(),
    "one long word": changed(("Which part of your choice breaks?", "a" * 500)).encode() + b"#" * 900_000,
    "expressions": changed(('"600 / 15"', f'"{"9**" * 39}9"'), ("is = 40", "is = 1e308")).encode(),
    "brackets": b"x = " + b"[" * 900_000,
    "quotes": b'x = "' * 180_000,
    "dots": b"a." * 450_000,
}


# In a process of its own, whose memory is asked for at its end: watching every object would take ten times as long.
LOOK = """
import sys, time
from pathlib import Path
from cards.deck.checking import Check
begun = time.process_time()
done = Check(Path(sys.argv[1]), strict=True)
peak = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(time.process_time() - begun, peak, len(done.problems))
"""


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_a_megabyte_of_anything_takes_bounded_time_and_memory(data: bytes, tmp_path: Path):
    assert len(data) <= MAX_BYTES
    file = tmp_path / "deck.toml"
    file.write_bytes(data)
    looked = subprocess.run([sys.executable, "-c", LOOK, file], check=True, capture_output=True, text=True)
    seconds, kilobytes, problems = map(float, looked.stdout.split())
    assert seconds < 20
    assert kilobytes < 400_000
    assert problems


def test_one_byte_more_than_a_megabyte_is_refused(tmp_path: Path):
    data = EXAMPLE.encode()
    for size, expected in ((MAX_BYTES, []), (MAX_BYTES + 1, ["The file is larger than 1 MB."])):
        (tmp_path / "deck.toml").write_bytes(data + b"#" * (size - len(data)))
        assert [each.message for each in Check(tmp_path).problems] == expected


@pytest.mark.parametrize("character", ["\u202a", "\u202e", "\u2066", "\u2069", "\x07", "\x7f", "\x9b"])
@pytest.mark.parametrize(
    ("old", "where"),
    [
        ("Sorting parts", "title"),
        ("A workshop", "decision"),
        ("There are 600", "constraints"),
        ("Half of the labels", "follow_ups"),
        ("With few labels", "claim"),
        ("little to fit", "aliases"),
        ("I'd train", "model_answer"),
        ("Photos of parts", "topic"),
    ],
)
def test_characters_that_control_or_turn_text_are_errors(character: str, old: str, where: str):
    start = EXAMPLE.index(old)
    text = f"{EXAMPLE[:start]}\\u{ord(character):04x}{EXAMPLE[start:]}"
    (problem,) = (each for each in check_text(text, NAME) if not each.is_warning)
    assert f"'{where}' holds the control character U+{ord(character):04X}" in problem.message
    assert str(problem).isprintable()


def test_html_is_text_like_any_other(tmp_path: Path):
    text = changed(
        ("Sorting parts by photo", "<b>Sorting</b> parts by photo"),
        ("A workshop sorts", "<script>alert()</script> <img src='x.png'> A workshop sorts"),
    )
    assert check_text(text, NAME) == []
    (tmp_path / "deck.toml").write_text(text, encoding="utf-8")
    (prompt,) = load_deck(tmp_path).prompts
    assert prompt.title == "<b>Sorting</b> parts by photo"
    assert prompt.decision.startswith("<script>alert()</script> <img src='x.png'> A workshop")


def test_what_cannot_be_shown_is_escaped_in_messages():
    text = changed(('title = "Sorting', '"ti\\u202etle" = 1\ntitle = "Sorting'), ('"ML1"', '"ML1\\u200f"'))
    problems = check_text(text, NAME)
    assert len(problems) == 2
    assert all(str(each).isprintable() for each in problems)
    assert "ti\\u202etle" in problems[0].message

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards.attempt_line import AttemptLine, Hit
from cards.query import Query, parse
from cards.rounds import Round
from desktop.review.model import (
    ALL_IN_TRASH,
    EMPTY_TRASH,
    NO_ANSWERS,
    Contents,
    ListModel,
    before_it_goes,
    count_line,
    days_left,
    disk_line,
    excerpt,
    facts,
    facts_in_short,
    gone_for_good,
    length,
    moved_to_trash,
    read_aloud,
    remark,
    short_day,
    size,
)
from tests.desktop.review.samples import NOW, TODAY, line


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, "Thu 19 Nov · 2:38 · depth 2"),
        ({"depth": None}, "Thu 19 Nov · 2:38 · unrated"),
        ({"typed": True, "seconds": 0}, "Thu 19 Nov · typed · depth 2"),
        ({"study_day": date(2025, 3, 1)}, "Sat 1 Mar 2025 · 2:38 · depth 2"),
    ],
)
def test_facts(changed: dict[str, object], expected: str):
    assert facts(line(**changed), TODAY) == expected


def test_facts_where_there_is_little_room():
    assert facts_in_short(line(), TODAY) == "19 Nov · depth 2"
    assert facts_in_short(line(study_day=date(2025, 3, 1)), TODAY) == "1 Mar 2025 · depth 2"


def test_a_row_is_read_whole():
    words = read_aloud(line(marked=True, words="some", hit=Hit(1, "A cache in front.", ((2, 7),), 1.0)), NOW, TODAY)
    assert words == (
        "Cut the bill by half. System design. marked. Thursday, 19 November. 2 minutes 38 seconds. depth 2. "
        "Words on their way. A cache in front."
    )


def test_a_row_without_its_prompt_says_so():
    assert "a prompt that no longer exists" in read_aloud(line(round=None), NOW, TODAY)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, ""),
        ({"words": "none"}, "No words yet"),
        ({"words": "none", "deleted": NOW - timedelta(days=1)}, "29 days left"),
    ],
)
def test_the_third_line(changed: dict[str, object], expected: str):
    assert remark(line(**changed), NOW) == expected


@pytest.mark.parametrize(
    ("ago", "expected"),
    [
        (timedelta(), "30 days left"),
        (timedelta(days=29, hours=1), "1 day left"),
        (timedelta(days=30), "goes at the next start"),
        (timedelta(days=900), "goes at the next start"),
    ],
)
def test_days_left(ago: timedelta, expected: str):
    assert days_left(NOW - ago, NOW) == expected


def test_an_excerpt_begins_shortly_before_its_hit():
    text = "I would say that latency is what everybody forgets when a cache is cold"
    start = text.index("cache")
    shown = excerpt(Hit(1, text, ((start, start + 5),), 0.0))
    assert shown.text == "… forgets when a cache is cold"
    ((first, last),) = shown.spans
    assert shown.text[first:last] == "cache"


@given(text=st.text(alphabet="ab \n", max_size=80), data=st.data())
def test_an_excerpt_keeps_what_was_looked_for(text: str, data: st.DataObject):
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=4)))
    spans = tuple(zip(cuts[::2], cuts[1::2], strict=False))
    shown = excerpt(Hit(1, text, spans, None))
    flat = text.replace("\n", " ")
    assert [shown.text[start:end] for start, end in shown.spans] == [flat[start:end] for start, end in spans]
    assert flat.endswith(shown.text.removeprefix("… "))


@pytest.mark.parametrize(
    ("octets", "expected"),
    [(0, "0 kB"), (1, "1 kB"), (40_000, "40 kB"), (3_100_000, "3.1 MB"), (212_400_000, "212 MB"), (1.2e9, "1.2 GB")],
)
def test_size(octets: int, expected: str):
    assert size(octets) == expected


@pytest.mark.parametrize(
    ("seconds", "expected"), [(5, "0:05"), (340, "5:40"), (18.9, "0:18"), (3600.4, "1:00:00"), (3725, "1:02:05")]
)
def test_length(seconds: float, expected: str):
    assert length(seconds) == expected


@pytest.mark.parametrize(
    ("given_contents", "expected"),
    [
        (
            Contents(2, 2, 340, 2, rated=2),
            "2 answers moved to the trash: 2 recordings, 5:40, and their transcripts. Ratings and dates stay. "
            "Ctrl+Z brings them back; after 30 days they are gone.",
        ),
        (
            Contents(1, 1, 158, 1, notes=1, rated=1),
            "1 answer moved to the trash: 1 recording, 2:38, its transcript, and its note. Its rating and date stay. "
            "Ctrl+Z brings it back; after 30 days it is gone.",
        ),
        (
            Contents(1, typed=1),
            "1 answer moved to the trash: what was typed. Ctrl+Z brings it back; after 30 days it is gone.",
        ),
        (Contents(1), "1 answer moved to the trash. Ctrl+Z brings it back; after 30 days it is gone."),
    ],
)
def test_what_goes_to_the_trash(given_contents: Contents, expected: str):
    assert moved_to_trash(given_contents) == expected


def test_what_goes_for_good():
    assert before_it_goes(Contents(1, 1, 158, 1, rated=1), 3_100_000) == (
        "1 answer goes for good: 1 recording, 2:38, and its transcript (3.1 MB). Its rating and date stay. "
        "Nothing in this app brings this back. Older copies of the library, in the folder backups, keep the words for "
        "some months. Press again to delete."
    )
    assert gone_for_good(2, 3_100_000) == "2 answers deleted for good; 3.1 MB are free again."
    assert gone_for_good(1, 0) == "1 answer deleted for good."


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", NO_ANSWERS.text),
        ("is:deleted", EMPTY_TRASH.text),
        ("cache", "No answer has “cache”."),
        ('said:"the cache" miss', "No answer has “miss” and “the cache”."),
        ("cache depth<3", "No answer with “cache” passes the filters above."),
        ("depth<3", "No answer passes the filters above."),
        ("is:deleted cache", "No answer in the trash has “cache”."),
    ],
)
def test_an_empty_list_says_what_was_looked_for(query: str, expected: str):
    model = ListModel((), parse(query), (), NOW, TODAY, 0)
    assert model.empty is not None
    assert model.empty.text == expected


def test_all_answers_may_be_in_the_trash():
    assert ListModel((), Query(), (), NOW, TODAY, 3).empty == ALL_IN_TRASH


def test_a_list_is_not_empty():
    assert ListModel((line(),), Query(), (), NOW, TODAY, 0).empty is None


def test_small_words():
    assert count_line(1) == "1 answer"
    assert count_line(7, 2) == "7 answers, 2 selected"
    assert count_line(2, 1, trash=True) == "2 answers in the trash"
    assert count_line(60, more=True) == "More than 60 answers"
    assert disk_line(41, 212_000_000, 3_000_000) == "41 recordings, 212 MB; trash 3.0 MB"
    assert disk_line(0, 0, 0) == "No recordings"
    assert short_day(date(2026, 11, 19), TODAY) == "Thu 19 Nov"


def test_the_sample_is_whole():
    assert isinstance(line(), AttemptLine)
    assert line().round is Round.DESIGN
    assert datetime(2026, 11, 21, tzinfo=UTC).date() == TODAY

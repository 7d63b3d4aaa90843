"""Whatever can stand in a library, for hypothesis."""

from datetime import UTC, date, datetime, timedelta, timezone

from hypothesis import strategies as st

from cards.attempt import Gap, Ticks, Transcript, Word
from cards.diagnostic import Result
from cards.prompt_state import PromptState
from cards.review import Memory, Review, Schedule
from cards.rounds import DIMENSIONS, Shown

PROMPTS = ("F5.a", "S1.a", "B1.a")

texts = st.text(max_size=20)
offsets = st.integers(-14 * 3600, 14 * 3600).map(lambda seconds: timezone(timedelta(seconds=seconds)))
moments = st.builds(
    lambda at, zone: at.replace(tzinfo=UTC).astimezone(zone),
    st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)),  # noqa: DTZ001 - given its offset above
    offsets,
)
days = st.dates(date(2000, 1, 1), date(2100, 1, 1))
numbers = st.floats(allow_nan=False, allow_infinity=False)
words = st.builds(Word, texts, numbers, numbers, st.floats(0, 1), texts, st.booleans())
gaps = st.builds(Gap, numbers, numbers)
transcripts = st.builds(
    Transcript,
    texts,
    texts,
    st.lists(words, max_size=3).map(tuple),
    moments,
    st.booleans(),
    st.lists(gaps, max_size=2).map(tuple),
)
ticks_of = st.builds(
    Ticks,
    st.dictionaries(texts, st.booleans(), max_size=3),
    st.dictionaries(texts, st.booleans(), max_size=3),
    st.dictionaries(st.sampled_from(sorted(DIMENSIONS)), st.sampled_from(Shown), max_size=3),
)
depths = st.integers(1, 4)
retentions = st.floats(0.7, 0.95)
shifts = st.integers(-3, 9)
results = st.sampled_from(Result)
states = st.builds(PromptState, st.booleans(), st.none() | days, texts)
rules = st.dictionaries(texts, numbers | texts, max_size=2)
_NOTHING = Schedule(Memory(1, 1), date.min, date.min, 0, 0)


def drafts(attempt: int, prompt: str) -> st.SearchStrategy[Review]:
    """Reviews of which only what goes in is there."""
    return st.builds(
        Review,
        attempt=st.just(attempt),
        prompt=st.just(prompt),
        at=moments,
        study_day=days,
        suggested_depth=st.none() | depths,
        depth=depths,
        rating=st.just(1),
        affects_memory=st.just(True),
        before=st.none(),
        after=st.just(_NOTHING),
        desired_retention=retentions,
        counted_day=st.none(),
        lifted=st.booleans(),
        shift=shifts,
    )

"""Tags as they are kept."""

from hypothesis import given
from hypothesis import strategies as st

from cards.prompt_state import MOST_TAGS, TAG_CHARS, tidy_tags


def test_tags_are_tidied():
    assert tidy_tags([" RAG ", "cold start", "c++", "rag", "a:b", "-", "", "größe", '"x"']) == (
        "a-b",
        "c++",
        "cold-start",
        "größe",
        "rag",
        "x",
    )


@given(st.lists(st.text()))
def test_tidy_tags_are_few_short_and_stay_as_they_are(tags: list[str]):
    tidy = tidy_tags(tags)
    assert tidy_tags(tidy) == tidy
    assert len(tidy) <= MOST_TAGS
    assert all(0 < len(tag) <= TAG_CHARS and not set(tag) & set(' \t\n:"') for tag in tidy)

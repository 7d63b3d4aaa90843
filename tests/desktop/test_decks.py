"""The person's own deck beside the one that ships: what is read, what is written, and what stays as it is."""

import errno
import os
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cards.deck import Deck, load_deck
from cards.deck.checking import TextCheck
from cards.deck.errors import (
    DeckBroken,
    DeckChanged,
    DeckFull,
    DeckShips,
    DeckTooLarge,
    DeckUnreadable,
    DeckUnwritable,
    PromptGone,
)
from cards.prompt import Prompt, Stage
from cards.rounds import Round
from desktop.decks import Decks, Draft, Origin
from desktop.folders import DataFolder
from tests.support.deck_files import deck_file, prompt_of

MOMENT = datetime(2026, 11, 21, 16, 27, tzinfo=UTC)


@pytest.fixture
def builtin(tmp_path: Path) -> Path:
    """A deck that ships: two files, three prompts."""
    folder = tmp_path / "builtin"
    folder.mkdir()
    caches = deck_file(prompt_of("F1.a"), "# Kept with care.\n" + prompt_of("F1.b"), topic="Caches")
    (folder / "f1.toml").write_text(caches, "utf-8")
    phones = deck_file(prompt_of("R1.a", dimension="b1"), topic="On the phone", round_="behavioral", stage="recruiter")
    (folder / "r1.toml").write_text(phones, "utf-8")
    return folder


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Where the person's own deck is; not there yet."""
    return tmp_path / "data" / "decks"


@pytest.fixture
def decks(tmp_path: Path, builtin: Path) -> Decks:
    return Decks(DataFolder(tmp_path / "data"), builtin, lambda: MOMENT)


def write(own: Path, name: str, text: str) -> Path:
    own.mkdir(parents=True, exist_ok=True)
    (own / name).write_bytes(text.encode())
    return own / name


def saved(result: Deck | tuple[object, ...]) -> dict[str, Prompt]:
    """The prompts of the deck that saving gave."""
    assert isinstance(result, Deck), result
    assert result.problems == ()
    return {each.id: each for each in result.prompts}


def ids(deck: Deck) -> list[str]:
    return [each.id for each in deck.prompts]


# Reading


def test_without_a_folder_of_ones_own_there_is_what_ships(decks: Decks, own: Path):
    deck = decks.load()
    assert (ids(deck), deck.problems, deck.warnings) == (["F1.a", "F1.b", "R1.a"], (), ())
    assert decks.origin("F1.a") is Origin.BUILTIN
    assert not own.exists()


def test_both_folders_are_one_deck(decks: Decks, own: Path, builtin: Path):
    edited = prompt_of("F1.a", title="Mine").replace('id = "F1.a"', 'id = "F1.a"\nreplaces_builtin = true')
    write(own, "mine.toml", deck_file(prompt_of("X.a"), edited))
    deck = decks.load()
    assert ids(deck) == ["F1.a", "F1.b", "R1.a", "X.a"]
    assert (deck.prompts[0].title, deck.problems) == ("Mine", ())
    assert [decks.origin(each) for each in ids(deck)] == [Origin.EDITED, Origin.BUILTIN, Origin.BUILTIN, Origin.OWN]
    assert load_deck(builtin, own) == deck


def test_an_id_that_is_taken_is_a_problem_and_the_first_one_counts(decks: Decks, own: Path, builtin: Path):
    write(own, "mine.toml", deck_file(prompt_of("F1.a", title="Mine"), prompt_of("X.a"), prompt_of("X.a")))
    deck = decks.load()
    assert ids(deck) == ["F1.a", "F1.b", "R1.a", "X.a"]
    assert deck.prompts[0].title != "Mine"
    assert [each.message for each in deck.problems] == [
        "Prompt 'F1.a': this id is already taken in f1.toml, line 6.",
        "Prompt 'X.a': this id is already taken in mine.toml, line 27.",
    ]
    assert load_deck(builtin, own) == deck


def test_a_file_with_an_error_keeps_the_rest(decks: Decks, own: Path):
    write(own, "broken.toml", deck_file(prompt_of("X.a"), prompt_of("X.b")) + '\n[[prompt]]\nid = "X.c')
    write(own, "other.toml", deck_file(prompt_of("Y.a")))
    deck = decks.load()
    assert ids(deck)[3:] == ["X.a", "X.b", "Y.a"]
    assert [each.file.name for each in deck.problems] == ["broken.toml"]


def test_a_folder_that_cannot_be_read_is_a_problem(decks: Decks, own: Path):
    own.parent.mkdir()
    own.write_text("no folder", "utf-8")
    deck = decks.load()
    assert ids(deck) == ["F1.a", "F1.b", "R1.a"]
    assert [each.file for each in deck.problems] == [own]


# Editing what ships


def test_a_prompt_that_ships_becomes_a_copy_in_its_place(decks: Decks, own: Path, builtin: Path):
    draft = decks.editable("F1.b")
    assert draft.text.startswith(
        'format = 1\ntopic = "Caches"\nround = "ml"\n\n# Kept with care.\n[[prompt]]\nid = "F1.b"\n'
    )
    assert "\nreplaces_builtin = true\n" in draft.text
    assert (draft.file, draft.is_new, draft.prompt_id) == (own / "my-caches.toml", False, "F1.b")
    shipped = (builtin / "f1.toml").read_bytes()
    text = draft.text.replace("Title of F1.b", "Mine")
    prompts = saved(decks.save(draft, text))
    assert list(prompts) == ["F1.a", "F1.b", "R1.a"]
    assert prompts["F1.b"].title == "Mine"
    assert decks.origin("F1.b") is Origin.EDITED
    assert draft.file.read_text("utf-8") == text
    assert (builtin / "f1.toml").read_bytes() == shipped


def test_the_second_copy_of_a_topic_comes_into_the_same_file(decks: Decks, own: Path):
    for prompt_id in ("F1.b", "F1.a"):
        draft = decks.editable(prompt_id)
        saved(decks.save(draft, draft.text.replace(f"Title of {prompt_id}", "Mine")))
    assert sorted(file.name for file in own.iterdir()) == ["my-caches.toml"]
    text = (own / "my-caches.toml").read_text("utf-8")
    assert text.count("format = 1") == 1
    assert text.index("F1.b") < text.index("F1.a")
    assert text.count("# Kept with care.") == 1


def test_the_stage_of_a_prompt_comes_along(decks: Decks):
    draft = decks.editable("R1.a")
    assert 'stage = "recruiter"' in draft.text
    assert saved(decks.save(draft, draft.text.replace("Title", "New title")))["R1.a"].stage is Stage.RECRUITER


def test_the_one_that_ships_comes_back_and_what_was_written_is_kept(decks: Decks, own: Path):
    draft = decks.editable("F1.b")
    text = draft.text.replace("Title of F1.b", "Mine")
    decks.save(draft, text)
    prompts = saved(decks.restore_builtin("F1.b"))
    assert prompts["F1.b"].title == "Title of F1.b"
    assert decks.origin("F1.b") is Origin.BUILTIN
    assert [each.name for each in own.iterdir()] == ["removed"]
    (kept,) = (own / "removed").iterdir()
    assert (kept.name, kept.read_text("utf-8")) == ("20261121T162700.000000Z-F1.b.toml", text)


# One's own


def test_a_new_prompt(decks: Decks, own: Path):
    draft = decks.blank(Round.CODING, "Grüße, and more!", taken=("my-1",))
    assert (draft.is_new, draft.file) == (True, own / "my-gr-e-and-more.toml")
    assert 'id = "my-2"' in draft.text
    assert f"year = {MOMENT.year}" in draft.text
    problems = decks.save(draft, draft.text)
    assert isinstance(problems, tuple)
    assert problems
    assert [each.line for each in problems] == sorted(each.line for each in problems)
    assert not own.exists()
    text = deck_file(prompt_of("my-2", dimension="c1"), topic="Grüße, and more!", round_="coding")
    prompts = saved(decks.save(draft, text))
    assert prompts["my-2"].topic == "Grüße, and more!"
    assert (decks.origin("my-2"), draft.file.read_text("utf-8")) == (Origin.OWN, text)
    assert oct(draft.file.stat().st_mode)[-3:] == "600"


def test_a_new_prompt_of_a_topic_that_is_there_joins_it(decks: Decks, own: Path):
    file = write(own, "x.toml", "# Mine.\n" + deck_file(prompt_of("X.a")))
    before = file.read_text("utf-8")
    draft = decks.blank(Round.ML, "Testing")
    assert draft.file == file
    saved(decks.save(draft, deck_file("# A word before.\n\n" + prompt_of("X.b"))))
    assert file.read_text("utf-8") == f"{before}\n# A word before.\n\n{prompt_of('X.b')}"


def test_ones_own_is_taken_out_of_its_file_and_put_back(decks: Decks, own: Path):
    blocks = [f"# On {name}.\n{prompt_of(name)}" for name in ("X.a", "X.b", "X.c")]
    text = deck_file(*blocks).replace("\n", "\r\n")
    file = write(own, "x.toml", "\ufeff# Mine.\r\n" + text)
    draft = decks.editable("X.b")
    assert draft.text == deck_file(blocks[1])
    assert draft.file == file
    saved(decks.save(draft, draft.text.replace("Title of X.b", "Better")))
    assert file.read_bytes().decode() == "# Mine.\r\n" + text.replace("Title of X.b", "Better")


def test_another_id_of_ones_own_takes_the_place(decks: Decks, own: Path):
    file = write(own, "x.toml", deck_file(prompt_of("X.a"), prompt_of("X.b")))
    draft = decks.editable("X.a")
    prompts = saved(decks.save(draft, draft.text.replace('"X.a"', '"X.z"')))
    assert list(prompts)[3:] == ["X.z", "X.b"]
    assert file.read_text("utf-8").count("[[prompt]]") == 2


def test_a_prompt_with_another_topic_moves(decks: Decks, own: Path):
    file = write(own, "x.toml", deck_file(prompt_of("X.a"), prompt_of("X.b")))
    for prompt_id in ("X.a", "X.b"):
        draft = decks.editable(prompt_id)
        prompts = saved(decks.save(draft, draft.text.replace('topic = "Testing"', 'topic = "Caches"')))
        assert prompts[prompt_id].topic == "Caches"
    assert not file.exists()
    assert (own / "my-caches.toml").read_text("utf-8") == deck_file(prompt_of("X.a"), prompt_of("X.b"), topic="Caches")


def test_what_is_removed_can_be_put_back(decks: Decks, own: Path):
    file = write(own, "x.toml", deck_file(prompt_of("X.a"), prompt_of("X.b")))
    draft = decks.editable("X.a")
    assert "X.a" not in saved(decks.remove("X.a"))
    assert file.read_text("utf-8") == deck_file(prompt_of("X.b"))
    assert list(saved(decks.save(draft.afresh(), draft.text)))[3:] == ["X.b", "X.a"]


def test_with_its_last_prompt_a_file_goes(decks: Decks, own: Path):
    file = write(own, "x.toml", deck_file(prompt_of("X.a")))
    draft = decks.editable("X.a")
    saved(decks.remove("X.a"))
    assert not file.exists()
    assert "X.a" in saved(decks.save(draft.afresh(), draft.text))
    assert file.read_text("utf-8") == draft.text


# Another question


def test_another_question_is_asked_for_by_the_words_of_the_decision(decks: Decks):
    draft = decks.editable("F1.a")
    decision = "A shop has to pick a cache for its pages. Which one do you pick, and why?"
    assert decision in draft.text
    assert not decks.is_another_question(draft, draft.text)
    assert not decks.is_another_question(draft, draft.text.replace("Which one do you pick", "Which would you choose"))
    assert not decks.is_another_question(draft, draft.text.replace("Title of", "Quite another title of"))
    assert decks.is_another_question(
        draft, draft.text.replace("A shop has to pick a cache for its pages", "Two robots")
    )
    assert not decks.is_another_question(draft, "[[prompt]")
    assert not decks.is_another_question(decks.blank(Round.ML, "Caches"), draft.text)


def test_another_question_gets_an_id_of_its_own_and_the_one_that_ships_stays(decks: Decks, own: Path):
    draft = decks.editable("F1.a")
    prompts = saved(decks.save(draft, draft.text.replace("A shop", "A zoo"), as_new=True, taken=("F1.a-2",)))
    assert list(prompts) == ["F1.a", "F1.b", "R1.a", "F1.a-3"]
    assert "A zoo" in prompts["F1.a-3"].decision
    assert (decks.origin("F1.a"), decks.origin("F1.a-3")) == (Origin.BUILTIN, Origin.OWN)
    assert "replaces_builtin" not in (own / "my-caches.toml").read_text("utf-8")


def test_another_question_takes_the_place_of_ones_own(decks: Decks, own: Path):
    write(own, "x.toml", deck_file(prompt_of("X.a"), prompt_of("X.b-7")))
    for prompt_id, expected in (("X.a", ["X.a-2", "X.b-7"]), ("X.b-7", ["X.a-2", "X.b-2"])):
        draft = decks.editable(prompt_id)
        assert list(saved(decks.save(draft, draft.text, as_new=True)))[3:] == expected


def test_another_question_in_the_place_of_an_edited_one_brings_back_what_ships(decks: Decks):
    draft = decks.editable("F1.a")
    decks.save(draft, draft.text.replace("Title of F1.a", "Mine"))
    prompts = saved(decks.save(decks.editable("F1.a"), draft.text, as_new=True))
    assert prompts["F1.a"].title == "Title of F1.a"
    assert "F1.a-2" in prompts


def test_a_long_id_keeps_its_length(decks: Decks, own: Path):
    long = "X" * 40
    write(own, "x.toml", deck_file(prompt_of(long)))
    prompts = saved(decks.save(decks.editable(long), deck_file(prompt_of(long)), as_new=True))
    assert f"{'X' * 38}-2" in prompts


# What is in the way


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (deck_file(prompt_of("F1.a")), "already taken in f1.toml"),
        (deck_file(prompt_of("X.b")), "already taken in x.toml"),
        (deck_file(prompt_of("X.a"), prompt_of("X.d")), "A second prompt begins here"),
        (deck_file(), "it holds no prompt"),
        (deck_file(prompt_of("X.a", title="")), "'title' is empty"),
        (deck_file(prompt_of("X.a")) + "x = [", "not valid TOML"),
        (deck_file(prompt_of("X.a", title="a\u202eb")), "control character U\\+202E"),
        (deck_file(prompt_of("X.a")) + "# \ud800", "half a character"),
        (deck_file(prompt_of("X.a")).replace('topic = "Testing"', "topic = 1"), "not a text"),
        ("", "missing"),
    ],
)
def test_a_text_that_is_no_prompt_is_not_written(decks: Decks, own: Path, text: str, message: str):
    file = write(own, "x.toml", deck_file(prompt_of("X.a"), prompt_of("X.b")))
    before = file.read_bytes()
    problems = decks.save(decks.editable("X.a"), text)
    assert isinstance(problems, tuple)
    assert any(re.search(message, each.message) for each in problems)
    assert file.read_bytes() == before
    assert sorted(each.name for each in own.iterdir()) == ["x.toml"]


def test_a_form_that_cannot_be_put_into_a_file_is_a_problem(decks: Decks, own: Path):
    write(own, "x.toml", deck_file(prompt_of("X.a"), prompt_of("X.b")))
    text = deck_file(prompt_of("X.a")).replace('id = "X.a"', 'id = """\nX.a"""')
    problems = decks.save(decks.editable("X.a"), text, as_new=True)
    assert isinstance(problems, tuple)
    assert "on a line of its own" in problems[0].message


def test_a_warning_is_not_in_the_way(decks: Decks, own: Path):
    draft = decks.editable("F1.a")
    result = decks.save(draft, draft.text + "mine = 1\n")
    assert isinstance(result, Deck)
    assert [each.file for each in result.warnings] == [draft.file]
    assert "mine = 1" in decks.editable("F1.a").text


def test_what_another_program_changed_is_not_overwritten(decks: Decks, own: Path):
    file = write(own, "x.toml", deck_file(prompt_of("X.a"), prompt_of("X.b")))
    draft = decks.editable("X.a")
    write(own, "x.toml", deck_file(prompt_of("X.a", title="Theirs"), prompt_of("X.b")))
    before = file.read_bytes()
    with pytest.raises(DeckChanged, match="so nothing was written; copy your text"):
        decks.save(draft, draft.text.replace("Title of X.a", "Mine"))
    assert file.read_bytes() == before
    file.unlink()
    with pytest.raises(DeckChanged):
        decks.save(draft, draft.text)


def test_what_another_program_changed_elsewhere_in_the_file_stays(decks: Decks, own: Path):
    write(own, "x.toml", deck_file(prompt_of("X.a"), prompt_of("X.b")))
    draft = decks.editable("X.a")
    write(own, "x.toml", deck_file(prompt_of("X.a"), prompt_of("X.b", title="Theirs")))
    prompts = saved(decks.save(draft, draft.text.replace("Title of X.a", "Mine")))
    assert (prompts["X.a"].title, prompts["X.b"].title) == ("Mine", "Theirs")


def test_a_copy_that_came_about_meanwhile_is_not_overwritten(decks: Decks, own: Path):
    draft = decks.editable("F1.a")
    write(own, "my-caches.toml", deck_file(prompt_of("F1.a", title="Theirs"), topic="Caches"))
    with pytest.raises(DeckChanged):
        decks.save(draft, draft.text)


def test_a_file_that_is_broken_is_edited_as_a_whole(decks: Decks, own: Path):
    broken = deck_file(prompt_of("X.a"), prompt_of("X.b")) + "x = [\n"
    file = write(own, "x.toml", broken)
    assert "X.a" in ids(decks.load())
    with pytest.raises(DeckBroken, match=r"correct the file first\. The text is not valid TOML"):
        decks.editable("X.a")
    with pytest.raises(DeckBroken):
        decks.remove("X.a")
    draft = decks.file(file)
    assert (draft.text, draft.is_file) == (broken, True)
    assert isinstance(decks.save(draft, draft.text), tuple)
    mended = deck_file(prompt_of("X.a"), prompt_of("X.b"))
    assert list(saved(decks.save(draft, mended)))[3:] == ["X.a", "X.b"]
    with pytest.raises(DeckChanged):
        decks.save(draft, mended)


def test_what_ships_is_not_edited_as_a_whole(decks: Decks, builtin: Path):
    with pytest.raises(DeckShips, match="edit one of its prompts"):
        decks.file(builtin / "f1.toml")
    text = (builtin / "f1.toml").read_text("utf-8").replace("Title of F1.b", "")
    (builtin / "f1.toml").write_text(text, "utf-8")
    assert ids(decks.load()) == ["F1.a", "R1.a"]
    with pytest.raises(DeckShips):
        decks.editable("F1.b")


def test_a_new_prompt_does_not_join_a_broken_file(decks: Decks, own: Path):
    write(own, "my-testing.toml", deck_file(prompt_of("X.a"), prompt_of("X.b")) + "x = [\n")
    draft = decks.blank(Round.ML, "Testing")
    assert draft.file == own / "my-testing-2.toml"


def test_a_prompt_that_is_gone_is_a_sentence(decks: Decks, own: Path):
    file = write(own, "x.toml", deck_file(prompt_of("X.a"), prompt_of("X.b")))
    decks.load()
    for call in (decks.editable, decks.remove, decks.restore_builtin):
        with pytest.raises(PromptGone, match=r"Q\.a is not in"):
            call("Q.a")
    with pytest.raises(PromptGone):
        decks.remove("F1.a")
    write(own, "x.toml", deck_file(prompt_of("X.b")))
    with pytest.raises(PromptGone):
        decks.remove("X.a")
    file.unlink()
    with pytest.raises(DeckUnreadable):
        decks.editable("X.a")


@pytest.mark.parametrize("data", [b"\xff\xfe", b"#" * 1_000_001])
def test_a_file_that_cannot_be_read_is_a_sentence(decks: Decks, own: Path, data: bytes):
    own.mkdir(parents=True)
    (own / "x.toml").write_bytes(data)
    with pytest.raises(DeckUnreadable, match="was left as it is"):
        decks.file(own / "x.toml")
    (own / "y.toml").mkdir()
    with pytest.raises(DeckUnreadable):
        decks.file(own / "y.toml")


def test_a_file_does_not_grow_beyond_what_is_read(decks: Decks, own: Path):
    padding = "#" + "x" * 999_000 + "\n"
    file = write(own, "x.toml", padding + deck_file(prompt_of("X.a")))
    assert decks.blank(Round.ML, "Testing").file != file
    draft = decks.editable("X.a")
    with pytest.raises(DeckTooLarge):
        decks.save(draft, draft.text + "# " + "y" * 2000)
    assert file.stat().st_size < 1_000_000


@pytest.mark.parametrize(
    ("number", "kind"), [(errno.ENOSPC, DeckFull), (errno.EDQUOT, DeckFull), (errno.EROFS, DeckUnwritable)]
)
def test_a_disk_that_takes_nothing_leaves_the_deck_as_it_was(
    decks: Decks, own: Path, number: int, kind: type[Exception], monkeypatch: pytest.MonkeyPatch
):
    file = write(own, "x.toml", deck_file(prompt_of("X.a"), prompt_of("X.b")))
    before = file.read_bytes()
    draft = decks.editable("X.a")

    def refuse(handle: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(kind, match="the deck is as it was"):
        decks.save(draft, draft.text.replace("Title of X.a", "Mine"))
    with pytest.raises(kind):
        decks.remove("X.b")
    assert file.read_bytes() == before
    assert sorted(each.name for each in own.rglob("*.toml")) == ["x.toml"]
    assert not list(own.rglob("*.part"))


def test_a_link_to_a_file_stays_one(decks: Decks, own: Path, tmp_path: Path):
    real = tmp_path / "elsewhere.toml"
    real.write_text(deck_file(prompt_of("X.a")), "utf-8")
    own.mkdir(parents=True)
    (own / "x.toml").symlink_to(real)
    draft = decks.editable("X.a")
    saved(decks.save(draft, draft.text.replace("Title of X.a", "Mine")))
    assert (own / "x.toml").is_symlink()
    assert "Mine" in real.read_text("utf-8")


def test_what_is_typed_is_checked_beside_everything_else(decks: Decks, own: Path):
    write(own, "x.toml", deck_file(prompt_of("X.a"), prompt_of("X.b")))
    for prompt_id in ("F1.a", "X.a"):
        draft = decks.editable(prompt_id)
        check = TextCheck(decks.others(draft))
        assert [each for each in check(draft.text, draft.file) if not each.is_warning] == []
        clash = draft.text.replace(f'id = "{prompt_id}"', 'id = "X.b"')
        assert any("already taken" in each.message for each in check(clash, draft.file))
    assert {each.id for each in decks.others(decks.blank(Round.ML, "Testing"))} == {
        "F1.a",
        "F1.b",
        "R1.a",
        "X.a",
        "X.b",
    }


def test_a_draft_knows_what_it_is(tmp_path: Path):
    draft = Draft("", tmp_path, is_new=True)
    assert not draft.is_file
    assert replace(draft, is_new=False).is_file

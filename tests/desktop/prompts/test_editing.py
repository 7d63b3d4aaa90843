from pathlib import Path

import pytest

from cards.deck.errors import DeckFull
from cards.prompt_query import Standing
from cards.rounds import Round
from desktop.decks import Origin
from desktop.prompts.editor_model import Question
from tests.support.prompts_desk import PromptsDesk

OLD = "A shop has to pick a cache for its pages. Which one do you pick, and why?"
ANOTHER = "A bank wants to score loans. Trees, or a network?"


@pytest.fixture
def own(here: PromptsDesk) -> Path:
    """Where the person's own prompts are."""
    return here.desk.folder.decks


def write(here: PromptsDesk, before: str, after: str) -> str:
    """Somebody replaces some of the text."""
    assert before in here.editor.written
    here.editor.written = here.editor.written.replace(before, after)
    here.editing.check(here.editor.written)
    return here.editor.written


def changed(here: PromptsDesk, before: str = "2 GB", after: str = "3 GB") -> str:
    """Somebody edits F1.a."""
    here.editing.edit("F1.a", "Caches")
    return write(here, before, after)


def shown(here: PromptsDesk) -> dict[str, str]:
    return {each.id: each.decision for each in here.screen.model.entries}


def test_a_built_in_prompt_is_edited_as_a_copy(here: PromptsDesk):
    here.editing.edit("F1.a", "Caches")
    draft = here.editor.drafts[-1]
    assert here.edits
    assert draft.title == "Editing “Caches”"
    assert draft.place.startswith("Your version will stand in the place of the built-in one. It is kept in decks/")
    assert not draft.takes_back
    assert "replaces_builtin = true" in draft.text
    assert here.editor.check.preview is not None
    assert here.editor.check.preview.title == "Caches"
    assert not [each for each in here.editor.check.remarks if each.is_error]
    assert here.desk.stage.phase == "Editing a prompt"


def test_what_is_wrong_is_said_while_one_types(here: PromptsDesk):
    changed(here, "target_depth = 3", "target_depth = 9")
    assert here.editor.check.preview is None
    (error,) = [each for each in here.editor.check.remarks if each.is_error]
    line = here.editor.written.split("\n").index("target_depth = 9") + 1
    assert error.place == f"Line {line}, to be mended"
    assert here.editor.check.summary.startswith("1 thing to mend")
    write(here, "target_depth = 9", "target_depth = 3")
    assert not [each for each in here.editor.check.remarks if each.is_error]


def test_of_several_texts_only_the_last_is_looked_at(here: PromptsDesk):
    here.editing.edit("F1.a", "Caches")
    checks = len(here.editor.checks)
    here.desk.jobs.held = True
    for number in range(5):
        here.editing.check(f"{here.editor.written}# {number}\n")
    here.desk.jobs.let_go()
    assert len(here.editor.checks) == checks + 2


def test_an_edited_prompt_is_saved_and_keeps_its_schedule(here: PromptsDesk, own: Path):
    here.rate("F1.a", 3)
    here.editing.save(changed(here))
    assert not here.edits
    assert here.screen.model.select == "F1.a"
    here.presenter.refresh()
    (entry,) = [each for each in here.screen.model.entries if each.id == "F1.a"]
    assert (entry.origin, entry.standing, entry.depth) == (Origin.EDITED, Standing.LATER, 3)
    assert entry.prompt is not None
    assert entry.prompt.constraints[0] == "It has 3 GB of memory."
    assert "3 GB" in next(own.glob("*.toml")).read_text("utf-8")
    assert here.decks_told[-1].problems == ()


def test_another_decision_is_asked_about(here: PromptsDesk):
    here.editing.save(changed(here, OLD, ANOTHER))
    assert here.editor.asked is Question.ANOTHER
    assert not here.desk.folder.decks.exists()


def test_the_same_question_keeps_its_id(here: PromptsDesk):
    text = changed(here, OLD, ANOTHER)
    here.editing.save(text)
    here.editing.save_as_same(text)
    assert shown(here) == {"F1.a": ANOTHER, "F1.b": OLD, "S1.a": OLD}


def test_a_new_question_gets_an_id_of_its_own(here: PromptsDesk):
    text = changed(here, OLD, ANOTHER)
    here.editing.save(text)
    here.editing.save_as_another(text)
    assert shown(here) == {"F1.a": OLD, "F1.b": OLD, "S1.a": OLD, "F1.a-2": ANOTHER}
    assert here.screen.current == "F1.a-2"


def test_what_cannot_be_kept_is_said_and_stays(here: PromptsDesk):
    text = changed(here, 'title = "Caches"\n', "")
    here.editing.save(text)
    assert here.edits
    assert here.editor.check.remarks[0].is_error
    assert "not saved yet" in here.desk.notices["prompt"]
    here.editing.save(write(here, "decision =", 'title = "Caches"\ndecision ='))
    assert not here.edits
    assert "prompt" not in here.desk.notices


def test_a_full_disk_loses_nothing(here: PromptsDesk, monkeypatch: pytest.MonkeyPatch):
    text = changed(here)

    def full(*_: object, **__: object) -> None:
        raise DeckFull(here.desk.folder.decks)

    with monkeypatch.context() as patch:
        patch.setattr(here.decks, "save", full)
        here.editing.save(text)
    assert here.edits
    assert here.desk.notices["library"].endswith("What you wrote is still here.")
    here.editing.save(text)
    assert not here.edits


def test_a_file_that_somebody_else_changed_is_left_as_it_is(here: PromptsDesk, own: Path):
    here.editing.save(changed(here))
    (file,) = own.glob("*.toml")
    here.editing.edit("F1.a", "Caches")
    theirs = file.read_text("utf-8").replace("3 GB", "7 GB")
    file.write_text(theirs, "utf-8")
    here.editing.save(write(here, "3 GB", "4 GB"))
    assert here.edits
    assert "changed in" in here.desk.notices["library"]
    assert file.read_text("utf-8") == theirs


def test_a_new_prompt_begins_where_the_person_is(here: PromptsDesk):
    here.editing.write(Round.DESIGN, "Retrieval")
    draft = here.editor.drafts[-1]
    assert draft.title == "A new prompt"
    assert 'topic = "Retrieval"' in draft.text
    assert 'round = "design"' in draft.text
    assert here.editor.check.preview is None


def test_while_one_prompt_is_written_no_other_is_begun(here: PromptsDesk):
    text = changed(here)
    here.edits = False
    here.editing.write(Round.ML, "Other")
    assert here.edits
    assert here.editor.written == text


def test_leaving_asks_only_where_something_would_be_lost(here: PromptsDesk):
    here.editing.edit("F1.a", "Caches")
    here.editing.leave(here.editor.written)
    assert not here.edits
    assert here.editor.asked is None
    here.editing.leave(changed(here))
    assert here.edits
    assert here.editor.asked is Question.UNSAVED
    here.editing.discard()
    assert not here.edits
    assert not here.desk.folder.decks.exists()


def test_ones_own_version_can_be_put_aside(here: PromptsDesk):
    here.editing.take_back()
    here.editing.save(changed(here))
    here.editing.edit("F1.a", "Caches")
    assert here.editor.drafts[-1].takes_back == "Back to the built-in one"
    here.editing.take_back()
    assert not here.edits
    (entry,) = [each for each in here.screen.model.entries if each.id == "F1.a"]
    assert entry.origin is Origin.BUILTIN
    assert entry.prompt is not None
    assert entry.prompt.constraints[0] == "It has 2 GB of memory."


def test_a_prompt_of_ones_own_can_be_removed_and_is_retired(here: PromptsDesk):
    text = changed(here, OLD, ANOTHER)
    here.editing.save_as_another(text)
    here.editing.edit("F1.a-2", "Caches")
    assert here.editor.drafts[-1].takes_back == "Remove this prompt"
    here.editing.take_back()
    assert "F1.a-2" not in shown(here)
    assert [each.id for each in here.desk.real.retired_prompts()] == ["F1.a-2"]


def test_the_window_closes_at_once_where_nothing_would_be_lost(here: PromptsDesk):
    assert here.editing.may_close()
    here.editing.edit("F1.a", "Caches")
    assert here.editing.may_close()


def test_the_window_waits_for_an_answer(here: PromptsDesk):
    changed(here)
    assert not here.editing.may_close()
    assert here.came_back == 1
    assert here.editor.asked is Question.UNSAVED
    here.editing.stay()
    here.editing.discard()
    assert not here.closed
    changed(here)
    assert not here.editing.may_close()
    here.editing.save(here.editor.written)
    assert here.closed == 1


def test_what_a_check_brings_after_the_end_is_dropped(here: PromptsDesk):
    changed(here)
    checks = len(here.editor.checks)
    here.desk.jobs.held = True
    here.editing.check(here.editor.written)
    here.editing.discard()
    here.desk.jobs.let_go()
    assert len(here.editor.checks) == checks
    here.editing.check("x")
    here.editing.save("x")


def test_pressing_save_twice_saves_once(here: PromptsDesk):
    text = changed(here)
    here.desk.jobs.held = True
    here.editing.save(text)
    here.editing.save(text)
    waiting = here.desk.jobs.waiting
    here.desk.jobs.let_go()
    assert waiting == 1
    assert not here.edits


def test_hostile_text_is_a_remark_and_never_an_error(here: PromptsDesk):
    here.editing.edit("F1.a", "Caches")
    for text in ("", "\0", "<b>x</b>", "[[prompt]]\n" * 50, "x = " + "[" * 5000, '"', "\ud800", "a" * 1_100_000):
        here.editing.check(text)
        assert here.editor.check.summary
        here.editing.save(text)
        assert here.edits


# For somebody who waits for the end


@pytest.fixture
def ends(here: PromptsDesk) -> list[bool]:
    """Somebody has F1.a edited; each end that is told says whether the editor is still shown."""
    told: list[bool] = []
    here.editing.edit("F1.a", "Caches", lambda: told.append(here.edits))
    return told


def test_the_end_is_told_when_it_is_left(here: PromptsDesk, ends: list[bool]):
    assert here.edits
    here.editing.leave(here.editor.written)
    assert ends == [False]


def test_the_end_is_told_once(here: PromptsDesk, ends: list[bool]):
    here.editing.leave(write(here, "2 GB", "3 GB"))
    assert ends == []
    here.editing.discard()
    here.editing.edit("F1.a", "Caches")
    here.editing.discard()
    assert ends == [False]


def test_the_end_is_told_when_it_is_saved(here: PromptsDesk, ends: list[bool]):
    here.editing.save(write(here, "2 GB", "3 GB"))
    assert ends == [False]
    assert here.decks_told


def test_the_end_is_told_when_it_never_began(here: PromptsDesk):
    told: list[bool] = []
    here.editing.edit("F9.z", "Gone", lambda: told.append(here.edits))
    assert told == [False]
    assert "library" in here.desk.notices


def test_nobody_goes_on_when_the_window_closes(here: PromptsDesk, ends: list[bool]):
    write(here, "2 GB", "3 GB")
    assert not here.editing.may_close()
    here.editing.discard()
    assert (here.closed, ends) == (1, [])

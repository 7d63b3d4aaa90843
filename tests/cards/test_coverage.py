"""Every item of the checklist and every question of the diagnostic has its prompts."""

from cards.coverage import checklist, coverage, diagnostic
from cards.deck import builtin_folder, load_deck

DECK = load_deck(builtin_folder()).prompts


def test_there_are_seventeen_items_the_rest_and_six_questions():
    rounds = [("ML", 4), ("SD", 5), ("CO", 4), ("BE", 4)]
    assert list(checklist()) == [f"{name}{n}" for name, count in rounds for n in range(1, count + 1)] + ["G"]
    assert list(diagnostic()) == [f"Q{n}" for n in range(1, 7)]
    assert all(text.endswith((".", "?")) for text in (*checklist().values(), *diagnostic().values()))


def test_the_deck_that_ships_covers_them_all():
    found = coverage(DECK)
    assert found.gaps == ()
    assert min(len(each.prompts) for each in found.checklist) >= 2
    assert [len(each.prompts) for each in found.diagnostic] == [1] * 6


def test_prompts_stand_at_what_they_say():
    item = coverage(DECK).checklist[0]
    assert item.code == "ML1"
    assert item.prompts == tuple(each for each in DECK if "ML1" in each.checklist)


def test_gaps_are_named():
    without = [each for each in DECK if "ML2" not in each.checklist and each.diagnostic != "Q2"]
    assert coverage(without).gaps == ("ML2", "Q1", "Q2")

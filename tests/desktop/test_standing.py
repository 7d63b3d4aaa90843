"""What a date is made with, read from a real library."""

from datetime import timedelta

from cards.library import RULES
from cards.prompt import Stage
from cards.rounds import Round
from desktop.standing import load_of, practice_of, rules_of, terms_for
from scheduler.days import study_day
from scheduler.rules import Rules, as_json
from tests.support.desk import EVENING, Desk, prompt, rated

TODAY = study_day(EVENING)


def test_the_rules_are_the_usual_ones_until_they_are_set(desk: Desk):
    assert rules_of(desk.real) == Rules()
    rules = Rules(retention=0.8, easy_weekdays=frozenset({5}), days_off=frozenset({TODAY}))
    desk.real.set_setting(RULES, as_json(rules))
    assert rules_of(desk.real) == rules
    assert practice_of(desk.real, desk.prompts, TODAY).rules == rules


def test_the_load_of_a_day_is_what_comes_back_on_it(desk: Desk):
    first = rated(desk.real, 3)
    second = rated(desk.real, 3, EVENING, "S1.a")
    load = load_of(desk.real.schedules(), desk.prompts)
    assert sum(load.values()) == sum(each.minutes for each in desk.prompts)
    assert set(load) == {first.after.due, second.after.due}
    assert load_of(desk.real.schedules(), desk.prompts[:1]) == {first.after.due: desk.prompts[0].minutes}


def test_the_last_new_prompt_of_a_weak_round_is_dated_as_one_without_any_new(desk: Desk):
    deck = [prompt("F1.a"), prompt("F1.b"), prompt("S1.a", Round.DESIGN), prompt("C1.a", Round.CODING)]
    desk.real.sync_prompts(deck, complete=True)
    for id_, depth in (("F1.a", 1), ("S1.a", 3), ("C1.a", 3)):
        rated(desk.real, depth, EVENING - timedelta(days=1), id_)
    assert not practice_of(desk.real, deck, TODAY).retention[Round.ML].lifted
    assert terms_for(desk.real, deck[1], deck, TODAY).retention.lifted
    more = [*deck, prompt("F1.c")]
    desk.real.sync_prompts(more, complete=True)
    terms = terms_for(desk.real, deck[1], more, TODAY)
    assert not terms.retention.lifted
    assert "1 of its prompts is still new" in terms.retention.why


def test_what_is_asked_outside_of_the_four_rounds_has_no_part(desk: Desk):
    recruiter = prompt("R1.a", Round.BEHAVIORAL, stage=Stage.RECRUITER)
    stands = practice_of(desk.real, [*desk.prompts, recruiter], TODAY)
    assert [each.id for each in stands.every] == [each.id for each in desk.prompts]

"""What is on record, compared with what a step of the practice asks for."""

import pytest

from deskconsole.domain.people.practice import OTHER, PARKED, STEPS, Deed, Step, evaluate

ME = "trainee"
CALL = "P-0001"


def step(name: str) -> Step:
    return next(each for each in STEPS if each.name == name)


def deeds(*kinds: str, number: str | None = CALL, by: str | None = ME) -> list[Deed]:
    return [Deed(place, number, kind, by) for place, kind in enumerate(kinds, start=1)]


def test_the_names_of_the_steps_differ_and_every_key_is_named_in_a_text() -> None:
    assert len({each.name for each in STEPS}) == len(STEPS)
    for each in STEPS:
        texts = " ".join((each.says, *each.hints.values()))
        assert [name for name in each.keys if f"{{{name}}}" not in texts and name not in ("save", "undo")] == []


@pytest.mark.parametrize("each", STEPS, ids=lambda each: each.name)
def test_a_step_is_done_by_its_event_and_by_no_other(each: Step) -> None:
    (kind,) = each.does
    number = CALL if each.of_the_call else None
    verdict = evaluate(each, deeds("noted", kind, number=number), CALL, ME)
    assert (verdict.done, verdict.seq, verdict.hint) == (True, 2, None)
    assert not evaluate(each, deeds("noted"), CALL, ME).done
    assert not evaluate(each, deeds(kind, by="luojun", number=number), CALL, ME).done, "by somebody else"
    if each.of_the_call:
        assert not evaluate(each, deeds(kind, number="P-0002"), CALL, ME).done, "on another ticket"


def test_a_hint_is_said_of_the_last_thing_done_otherwise() -> None:
    promise = step("promise")
    assert evaluate(promise, deeds("answered"), CALL, ME).hint == promise.hints["answered"]
    assert evaluate(promise, deeds("answered", "undone"), CALL, ME).hint == promise.hints["undone"]
    verdict = evaluate(promise, deeds("withdrawn"), CALL, ME)
    assert (verdict.hint, verdict.kind, verdict.again) == (OTHER, "withdrawn", True)
    assert evaluate(promise, deeds("responded", "called_back"), CALL, ME).hint is None, "what comes along"
    assert evaluate(promise, deeds("escalated", by=None), CALL, ME).hint is None, "what time brings about"


def test_a_missed_call_rings_again_and_a_parked_form_is_remembered() -> None:
    missed = evaluate(step("call"), deeds("missed", by=None), CALL, ME)
    assert (missed.again, missed.hint) == (True, step("call").hints["missed"])
    assert evaluate(step("intake"), [], CALL, ME, parked=True).hint == PARKED
    assert evaluate(step("intake"), deeds("noted"), CALL, ME, parked=True).hint == OTHER
    assert not evaluate(step("intake"), deeds("withdrawn", number="P-0002"), CALL, ME).again, "another ticket"

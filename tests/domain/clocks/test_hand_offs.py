"""The life of a hand-off: threads, rounds and their clocks; `docs/packs.md` says the same."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import pytest

from deskconsole.domain.clocks.derive import Clock
from deskconsole.domain.clocks.starting import possible_starts
from deskconsole.domain.tickets.filing import MissingPart, missing_parts
from deskconsole.domain.tickets.guards import refusal_for
from deskconsole.errors import DeskError
from tests.domain.histories import LI, START, SUN, WANG, Desk, form, rules
from tests.domain.lives import clock, do, received, running
from tests.domain.packs import FILES, problems

PAGE: Final = Path("docs/packs.md").read_text("utf-8")
#: What each step of the table carries.
STEPS: Final[dict[str, dict[str, Any]]] = {
    "specialist_needed": {"to": "dept:technical"},
    "handed_off": {"to": "dept:sales"},
    "accepted": {"due": 120},
    "promised": {"due": 150},
    "declined": {"reason": "not ours"},
    "withdrawn_from": {"reason": "nobody knows"},
}


def lives() -> list[tuple[list[str], list[str], list[str]]]:
    """Each row of the table: what happened, the states of the two clocks in order."""
    table = PAGE.partition("## The life of a hand-off")[2].partition("| what happened |")[2].partition("\n\n")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[2:]]
    return [
        (re.findall(r"`(\w+)`", what), re.findall(r"\w+", first), re.findall(r"\w+", second))
        for what, first, second in rows
    ]


def two_clocks(pack: str) -> tuple[str, str]:
    """The rules of a pack that ask for the customer to be told, and for the specialist's answer."""
    clocks = rules(pack).pack.clocks
    asked = next(rule for rule in clocks if rule.do == "promise" and rule.starts_on[0].event == "specialist_needed")
    answer = next(rule for rule in clocks if rule.do == "specialist_answer")
    return asked.rule, answer.rule


def opened(pack: str) -> Desk:
    """A ticket of a pack whose form is complete."""
    desk = Desk(pack)
    desk.open("received", LI, **form(pack, 0))
    return desk


@pytest.mark.parametrize("pack", ["robot-integrator", "enterprise-service", "front-desk"])
@pytest.mark.parametrize("life", lives(), ids=lambda life: " ".join(life[0]))
def test_the_page_says_what_the_clocks_do(pack: str, life: tuple[list[str], list[str], list[str]]) -> None:
    desk, (steps, *states) = opened(pack), life
    for step in steps:
        do(desk, step, of=2 if step == "answered" else None, **STEPS.get(step, {}))
    for rule, expected in zip(two_clocks(pack), states, strict=True):
        clocks = sorted((c for c in desk.clocks if c.rule == rule), key=lambda c: c.of)
        assert [c.state for c in clocks] == expected


def test_the_table_tells_every_step() -> None:
    assert {step for steps, *_ in lives() for step in steps} == {*STEPS, "answered", "specialist_answered"}


def of_rule(desk: Desk, rule: str) -> list[Clock]:
    return sorted((c for c in desk.clocks if c.rule == rule), key=lambda c: c.of)


def test_r12_passing_on_after_a_decline_starts_the_clocks_anew() -> None:
    desk = received()
    thread = do(desk, "specialist_needed", to="dept:technical").seq
    do(desk, "accepted", due=60, by=WANG)
    do(desk, "promised", due=90)
    do(desk, "declined", after=50, by=WANG, reason="a part is missing")
    passed = do(desk, "handed_off", to="sun")
    assert passed.of == thread
    told = of_rule(desk, "R12")[-1]
    assert (told.of, told.started, told.due) == (passed.seq, desk.now, desk.now + timedelta(minutes=30))
    do(desk, "accepted", due=200, by=SUN)
    answer = of_rule(desk, "R13")[-1]
    assert (answer.of, answer.assignee, answer.state) == (passed.seq, "sun", "running")
    assert not desk.ticket.hand_offs[thread].customer_told


def test_a_round_may_be_named_by_its_clocks_own_number() -> None:
    desk = received()
    thread = do(desk, "specialist_needed", to="dept:technical").seq
    do(desk, "specialist_needed", to="dept:sales")
    do(desk, "declined", of=thread, by=WANG, reason="not ours")
    do(desk, "handed_off", of=thread, to="sun")
    of = of_rule(desk, "R12")[-1].of
    assert of > thread
    assert do(desk, "accepted", of=of, due=60, by=SUN).of == thread
    assert do(desk, "extended", of=of, due=90, reason="ill").of == thread
    assert do(desk, "promised", of=of, due=100).of == thread
    assert of_rule(desk, "R12")[-1].state == "met"


def test_somebody_else_of_the_department_takes_what_a_colleague_declined() -> None:
    desk = received()
    do(desk, "specialist_needed", to="dept:technical")
    do(desk, "accepted", due=60, by=WANG)
    do(desk, "declined", by=WANG, reason="ill")
    taken = do(desk, "accepted", due=60)
    assert [(c.of, c.state) for c in of_rule(desk, "R13")] == [(2, "cancelled"), (taken.seq, "running")]
    do(desk, "promised", due=90)
    assert clock(desk, "R12").state == "met", "the first round's: nobody has passed it on"


def test_what_was_declined_is_passed_on_after_that_and_not_before() -> None:
    desk = received()
    do(desk, "specialist_needed", to="dept:technical")
    do(desk, "declined", after=30, by=WANG, reason="not ours")
    for kind, more in (("handed_off", {"to": "sun"}), ("accepted", {"due": 60})):
        with pytest.raises(DeskError, match="before what it follows"):
            do(desk, kind, back=10, **more)


def test_handing_off_can_be_the_first_step_and_says_what_it_needs() -> None:
    desk = received()
    assert refusal_for(desk.ticket, desk.clocks, "handed_off") is None
    with pytest.raises(DeskError, match="name in to whom it goes"):
        do(desk, "handed_off")
    opened = do(desk, "handed_off", to="dept:technical", text="does it hold?")
    hand_off = desk.ticket.hand_offs[opened.seq]
    assert (hand_off.to, hand_off.question, hand_off.state) == ("dept:technical", "does it hold?", "handed_off")
    assert desk.ticket.stage == "answer"
    assert do(desk, "accepted", due=60, by=WANG).of == opened.seq


def test_r36_a_declined_hand_off_that_was_told_is_not_forgotten() -> None:
    desk = received()
    do(desk, "specialist_needed", to="dept:technical")
    do(desk, "accepted", due=60, by=WANG)
    promise = do(desk, "promised", due=90).seq
    do(desk, "replied", of=promise)
    do(desk, "declined", by=WANG, reason="no")
    assert set(running(desk)) == {"R36", "S08b"}, "telling progress each day is beside the next step"
    assert desk.ticket.open_hand_offs() == [2]


def test_r16_what_nobody_takes_is_withdrawn_with_its_reason() -> None:
    desk = received()
    thread = do(desk, "specialist_needed", to="dept:technical").seq
    do(desk, "declined", by=WANG, reason="not ours")
    with pytest.raises(DeskError, match="a hand-off is still open"):
        do(desk, "finished", outcome="done")
    missing = missing_parts(desk.ticket, desk.clocks)
    assert MissingPart(f"hand-off {thread}", "withdrawn_from", of=thread, field="reason") in missing
    with pytest.raises(DeskError, match="reason is missing"):
        do(desk, "withdrawn_from")
    do(desk, "withdrawn_from", reason="nobody knows")
    assert desk.ticket.hand_offs[thread].state == "withdrawn"
    assert running(desk) == ["R36"]
    do(desk, "finished", outcome="no answer")
    do(desk, "filed")
    with pytest.raises(DeskError, match="filed"):
        do(desk, "withdrawn_from", reason="again")


def test_a_question_that_is_late_stays_late_when_it_is_passed_on() -> None:
    desk = received()
    do(desk, "specialist_needed", to="dept:technical")
    do(desk, "declined", after=40, by=WANG, reason="not ours")
    do(desk, "handed_off", to="sun")
    assert [c.state for c in of_rule(desk, "R12")] == ["late", "running"]


def test_two_hand_offs_do_not_touch_each_other() -> None:
    desk = received()
    first = do(desk, "specialist_needed", to="dept:technical").seq
    second = do(desk, "specialist_needed", to="dept:sales").seq
    do(desk, "declined", of=first, by=WANG, reason="not ours")
    do(desk, "withdrawn_from", of=first, reason="nobody knows")
    assert [(c.of, c.state) for c in of_rule(desk, "R12")] == [(first, "cancelled"), (second, "running")]


@pytest.mark.parametrize(("kind", "rule"), [("specialist_needed", "R12"), ("handed_off", "R12"), ("accepted", "R13")])
def test_explain_says_what_happens(kind: str, rule: str) -> None:
    due = {"due": (START + timedelta(hours=1)).isoformat()}
    starts = possible_starts(rules("robot-integrator"), kind, START, {"tier": "core"}, due, due)
    of_hand_off = [start.rule.rule for start in starts if not start.only_if and not start.rule.beside]
    assert of_hand_off == [rule]


def test_only_the_clocks_of_the_hand_off_itself_end_with_its_round() -> None:
    desk = received("mechanisms", channel="online")
    thread = do(desk, "specialist_needed", to="wang").seq
    do(desk, "accepted", due=60, by=WANG)
    do(desk, "answered", of=thread)
    reminding = clock(desk, "X05")
    do(desk, "declined", by=WANG, reason="ill")
    do(desk, "handed_off", to="sun")
    assert clock(desk, "X05") == reminding


def test_a_rule_cannot_start_one_clock_on_each_of_two_ways_to_open_a_hand_off() -> None:
    other = """
[[clock]]
rule = "X01"
do = "accept"
title = { zh = "接受", en = "Accept" }
starts_on = ["handed_off"]
within = "5 minutes"
stops_on = ["accepted"]
"""
    opening = other.replace('"handed_off"', '"specialist_needed"')
    clocks = FILES["clocks.toml"] + other + opening
    assert any(
        "'handed_off' already starts a clock of X01" in line for line in problems({**FILES, "clocks.toml": clocks})
    )

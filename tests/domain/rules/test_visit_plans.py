"""Visit plans of a pack (M06): what is wrong with one is told at its key."""

import pytest

from deskconsole.domain.rules.customers.visit_plans import VisitPlan
from deskconsole.domain.rules.texts import Text
from deskconsole.errors import DeskError
from tests.domain.packs import CLOCKS, FILES, PACK, problems

_PLAN = """
[[visit_plan]]
tier = "plain"
title = { zh = "拜访", en = "Visit" }
kind = "inquiry"
channel = "online"
recurrence = "FREQ=MONTHLY;BYDAY=1TU"
rest_days = "next"
"""
_CLOCK = """
[[clock]]
rule = "X01"
do = "follow_up"
title = { zh = "拜访", en = "Visit" }
starts_on = ["planned"]
within = "promised"
stops_on = ["followed_up"]
"""


def _problems(old: str = "", new: str = "", clocks: str = CLOCKS + _CLOCK) -> list[str]:
    assert old in _PLAN
    return problems({**FILES, "pack.toml": PACK + _PLAN.replace(old, new), "clocks.toml": clocks})


def test_a_sound_plan() -> None:
    assert _problems() == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('tier = "plain"', 'tier = "plane"', "plane"),
        ('kind = "inquiry"', 'kind = "visit"', "visit"),
        ('channel = "online"', 'channel = "onlin"', "onlin"),
        ("FREQ=MONTHLY;BYDAY=1TU", "monthly", "not a recurrence rule"),
        ('rest_days = "next"', 'rest_days = "after"', "after"),
        ('rest_days = "next"', 'at = "25:00"', "not a time of day"),
        ('rest_days = "next"', 'category = "cars"', "cars"),
        ('rest_days = "next"', 'hour = "9"', "hour"),
    ],
)
def test_what_is_wrong_is_told_at_its_key(old: str, new: str, told: str) -> None:
    (problem,) = _problems(old, new)
    assert told in problem
    assert "pack.toml" in problem


def test_a_visit_that_no_clock_would_tell_of() -> None:
    (problem,) = _problems(clocks=CLOCKS)
    assert "no clock starts on 'planned'" in problem


@pytest.mark.parametrize(("at", "read"), [("10:00", (10, 0)), ("9:05", (9, 5)), ("00:00", (0, 0)), ("23:59", (23, 59))])
def test_the_time_of_day(at: str, read: tuple[int, int]) -> None:
    assert _plan(at).hour_and_minute == read


@pytest.mark.parametrize("at", ["24:00", "10", "10:60", "10:5", "ten", "１０:00", ""])
def test_what_is_no_time_of_day(at: str) -> None:
    with pytest.raises(DeskError, match="time of day"):
        _ = _plan(at).hour_and_minute


def _plan(at: str) -> VisitPlan:
    title = Text(zh="拜访", en="Visit")
    return VisitPlan(tier="a", title=title, recurrence="FREQ=DAILY", kind="k", channel="c", at=at)

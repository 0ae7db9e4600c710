"""Breaking the glass: a leader's needs for a while, with a reason, listed for who leads."""

from datetime import timedelta

import pytest

from deskconsole.desk.shifts.roster import roster, set_duty
from deskconsole.desk.sign_on import glass
from deskconsole.desk.staff.staff import disable_staff
from deskconsole.errors import DeskError
from tests.desk.support import Bench


def day_duty(bench: Bench, login: str) -> None:
    """What only who leads may do."""
    day = bench.desk.calendar.day(bench.now)
    set_duty(bench.by(login), day, day, "day", "lin")


def test_a_receiver_leads_for_a_while_and_it_is_listed(bench: Bench) -> None:
    with pytest.raises(DeskError, match="leads the desk"):
        day_duty(bench, "zhou")
    broken = glass.break_glass(bench.desk, 10, "  组长病了 ")
    assert glass.glass_until(bench.desk) == broken.until == bench.now + timedelta(minutes=10)
    assert glass.glass_until(bench.by("lin")) is None
    day_duty(bench, "zhou")
    assert [duty.login for duty in roster(bench.desk)] == ["lin"]
    with pytest.raises(DeskError, match="leads the desk"):
        day_duty(bench, "lin")
    bench.later(minutes=10)
    with pytest.raises(DeskError, match="leads the desk"):
        day_duty(bench, "zhou")
    (listed,) = glass.glass_list(bench.by("song"))
    assert (listed.login, listed.reason, listed.until - listed.opened_at) == ("zhou", "组长病了", timedelta(minutes=10))
    with pytest.raises(DeskError):
        glass.glass_list(bench.desk)


def test_it_is_given_back_before_its_time(bench: Bench) -> None:
    glass.break_glass(bench.desk, 60, "nobody here")
    bench.later(minutes=1)
    assert glass.mend_glass(bench.desk).closed_at == bench.now
    with pytest.raises(DeskError, match="leads the desk"):
        day_duty(bench, "zhou")
    with pytest.raises(DeskError, match="glass"):
        glass.mend_glass(bench.desk)


def test_a_ticket_of_somebody_else_is_withdrawn_by_broken_glass(bench: Bench) -> None:
    number = bench.take(by="lin")
    assert "no part" in bench.refused(number, "withdrawn", reason="spam")
    glass.break_glass(bench.desk, 5, "误登记，组长不在")
    assert bench.act(number, "withdrawn", reason="spam").events[-1].by == "zhou"


def test_no_administrators_needs_come_with_it(bench: Bench) -> None:
    glass.break_glass(bench.desk, 5, "nobody here")
    with pytest.raises(DeskError, match="only an administrator"):
        disable_staff(bench.desk, "lin")


@pytest.mark.parametrize(
    ("minutes", "reason"), [(0, "because"), (61, "because"), (5, "abc"), (5, "   a   "), (5, "x" * 201)]
)
def test_it_takes_a_reason_and_an_end(bench: Bench, minutes: int, reason: str) -> None:
    with pytest.raises(DeskError):
        glass.break_glass(bench.desk, minutes, reason)


def test_who_may_not_receive_breaks_no_glass(bench: Bench) -> None:
    for login in ("qian", "fang"):
        with pytest.raises(DeskError):
            glass.break_glass(bench.by(login), 5, "because")
    glass.break_glass(bench.desk, 5, "because")
    with pytest.raises(DeskError, match="already"):
        glass.break_glass(bench.desk, 5, "because")

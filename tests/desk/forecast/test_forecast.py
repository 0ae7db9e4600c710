"""What will be late is named before it is, with what helps (R35): the whole way from events to the line."""

from datetime import timedelta

import pytest

from deskconsole.desk.forecast.forecast import AT_RISK, MISSED, NOBODY, Forecast, Help, forecast
from deskconsole.desk.forecast.usual_times import usual_times
from deskconsole.desk.shifts.roster import set_duty, stand_in
from deskconsole.desk.shifts.shifts import open_shift
from tests.desk.forecast.worked import MINUTE, answered, promised, replied
from tests.desk.support import MONDAY, Bench, t


def seen(bench: Bench, state: str = MISSED) -> list[tuple[str, str]]:
    return [(line.number[-4:], line.do) for line in forecast(bench.desk).lines if line.state == state]


def everything(found: Forecast) -> set[str]:
    return {line.number[-4:] for line in found.lines}


def test_how_long_a_step_takes_says_the_record(bench: Bench) -> None:
    """From when the clock began, or whoever did it had ended what they did before; a break of an hour says nothing."""
    answered(bench, 6 * MINUTE)
    assert usual_times(bench.desk).by_kind == {("inquiry", "respond"): 6 * MINUTE}
    number = bench.take()
    bench.later(minutes=20)
    bench.take()
    bench.later(minutes=10)
    bench.act(number, "answered")
    number = bench.take()
    bench.later(hours=1)
    bench.act(number, "answered")
    assert usual_times(bench.desk).by_step["respond"] == 6 * MINUTE
    assert usual_times(bench.desk, at=MONDAY).by_step == {}


def test_two_promises_of_one_moment_cannot_both_be_kept_by_one_person(bench: Bench) -> None:
    """A reply takes ten minutes here; one person has two to make within fifteen."""
    replied(bench)
    assert usual_times(bench.desk).by_kind["inquiry", "reply"] == 10 * MINUTE
    _first, second = promised(bench, 15, 15)
    found = forecast(bench.desk)
    assert (found.people, found.exact) == (("zhou",), True)
    (line,) = found.missed
    assert (line.number, line.do, line.due, line.possible) == (
        *(second, "reply", bench.now + 15 * MINUTE),
        bench.now + 20 * MINUTE,
    )
    assert found.by == line.due
    assert Help("people", people=1) in line.helps
    assert Help("extend") in line.helps
    bench.act(bench.take(by="lin"), "answered", "lin")
    assert forecast(bench.desk).missed == (), "a second person is here"


def test_a_later_time_told_before_it_is_due_helps(bench: Bench) -> None:
    replied(bench)
    _first, second = promised(bench, 15, 15)
    assert seen(bench) == [(second[-4:], "reply")]
    later = bench.now + 40 * MINUTE
    bench.act(second, "extended", due=later, reason="排查未完", of=bench.seq(second, "promised"))
    assert seen(bench) == []


def test_the_substitute_of_the_roster_helps(bench: Bench) -> None:
    day = bench.desk.calendar.day(bench.now)
    set_duty(bench.by("he"), day, day, "day", "zhou", "lin")
    bench.later(hours=3)
    replied(bench)
    promised(bench, 15, 15)
    (line,) = forecast(bench.desk).missed
    assert line.helps[0] == Help("substitute", login="lin")
    assert forecast(bench.desk, helps=False).missed[0].helps == ()
    stand_in(bench.by("he"), day, "day")  # zhou cannot come and lin is there: both are at work by what they record
    assert set(forecast(bench.desk).people) >= {"lin", "zhou"}


def test_what_nobody_here_may_do_is_said_and_nothing_is_named_for_a_guess(bench: Bench) -> None:
    """Nobody of sales is at work; of a step that was never done here nobody knows how long it takes."""
    number = bench.take(tier="core", category="delivery")
    bench.act(number, "specialist_needed", to="qian")
    found = forecast(bench.desk)
    assert found.missed == ()
    nobody = [line for line in found.lines if line.state == NOBODY]
    assert {line.number for line in nobody} <= {number}
    assert all(line.helps[0] == Help("name") and line.possible is None for line in nobody)
    assert seen(bench, AT_RISK) == []


def test_overdue_work_is_done_first_and_is_no_forecast(bench: Bench) -> None:
    replied(bench)
    late, soon = promised(bench, 1, 17)
    bench.later(minutes=2)
    (line,) = forecast(bench.desk).missed
    assert line.number == soon
    assert Help("first") in line.helps
    assert late[-4:] not in everything(forecast(bench.desk))


def test_as_things_stood_then(bench: Bench) -> None:
    """The forecast of a past instant is the one that was made then."""
    replied(bench)
    numbers = promised(bench, 15, 15)
    bench.later(minutes=1)
    then, found = bench.now, forecast(bench.desk)
    assert len(found.missed) == 1
    bench.later(minutes=5)
    for number in numbers:
        bench.act(number, "replied")
    assert forecast(bench.desk).missed == ()
    assert forecast(bench.desk, then) == found


@pytest.mark.parametrize("hour", ["12:00", "23:30"])
def test_without_anybody_everything_is_nobodys(bench: Bench, hour: str) -> None:
    """Whose shift is open is there; without one, and without anybody at work, nothing is named as late."""
    bench.take()
    bench.now = t(f"09-15 {hour}")
    found = forecast(bench.desk)
    assert (found.people, found.missed) == ((), ())
    open_shift(bench.desk)
    assert forecast(bench.desk).people == ("zhou",)
    assert forecast(bench.desk).until > bench.now + timedelta(0)

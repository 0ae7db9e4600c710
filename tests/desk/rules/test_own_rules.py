"""A company's own rules in the site's folder: T8 repeating, T9 pausing, all of several stops, once, not before."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.desk.support import US, Bench, state_of, t

TEXT = '{ zh = "自订", en = "Our own" }'

CLOCKS = {
    "X01": """do = "tell_progress"
starts_on = ["shipped"]
every = "24 hours"
stops_on = ["progress_told"]
until = ["delivered"]""",
    "X02": """do = "form_group"
starts_on = ["received"]
when = { level = [1] }
within = "30 minutes"
stops_all = ["responded", "group_formed"]""",
    "X03": """do = "confirm"
starts_on = ["received"]
when = { level = [2] }
within = "8 working hours"
stops_on = [{ event = "confirmed", where = { outcome = ["understood"] } }]
pauses_while = "waiting"
extendable = true""",
    "X04": """do = "follow_up"
starts_on = [{ event = "rated", where = { score = [1, 2] } }]
within = "1 working day"
once = true
stops_on = [{ event = "followed_up", by = { role = ["supervisor"] } }]
role = "supervisor\"""",
    "X05": """do = "remind"
starts_on = ["responded"]
when = { channel = ["email"] }
within = "75 minutes"
not_before = "60 minutes"
stops_on = ["reminded"]""",
    "X06": """do = "confirm"
starts_on = ["received"]
when = { level = [3] }
within = "2 working days"
stops_on = [{ event = "confirmed", where = { outcome = ["understood"] } }]
pauses_while = "waiting\"""",
    "X07": """do = "confirm"
starts_on = ["received"]
when = { level = [4] }
within = "48 hours"
stops_on = [{ event = "confirmed", where = { outcome = ["understood"] } }]
pauses_while = "waiting\"""",
    "X08": """do = "verify"
starts_on = ["started"]
when = { tier = ["core"] }
within = "1 hour"
stops_on = ["verified"]""",
    "X08 others": """do = "tell_progress"
starts_on = ["started"]
when = { tier = ["important", "ordinary", "intent", "potential"] }
within = "2 hours"
stops_on = ["verified", "progress_told"]""",
    "X09": """do = "remind"
starts_on = ["noted"]
within = "1 working day"
stops_on = [{ event = "reminded", by = { role = ["supervisor"] } }]
role = "supervisor\"""",
}


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    own = tmp_path / "packs" / "robot-integrator"
    own.mkdir(parents=True)
    (own / "rules.toml").write_text(
        "".join(
            f'[[rule]]\nid = "{rule}"\ntitle = {TEXT}\ntext = {TEXT}\nours = true\n'
            for rule in sorted({name[:3] for name in CLOCKS})
        ),
        "utf-8",
    )
    # Working hours are counted here on a channel that closes.
    (own / "pack.toml").write_text('[[channel]]\nname = "phone"\nalways_open = false\n', "utf-8")
    changed = '[[clock]]\nrule = "R05"\nwithin = "3 minutes"\n'
    clocks = "".join(f'[[clock]]\nrule = "{rule[:3]}"\ntitle = {TEXT}\n{rest}\n' for rule, rest in CLOCKS.items())
    (own / "clocks.toml").write_text(changed + clocks, "utf-8")
    made = Bench(tmp_path)
    yield made
    assert made.verified() == []
    made.desk.store.close()


def test_a_company_changes_a_rule_in_its_own_folder(bench: Bench) -> None:
    assert bench.clock(bench.take("online", "core"), "R05").due == bench.now + timedelta(minutes=3)
    assert bench.clock(bench.take("online", "potential"), "R06").due == bench.now + timedelta(minutes=15)


# --- T8 ----------------------------------------------------------------------------------------------------------


def test_t08_each_stop_ends_an_interval_and_starts_the_next_from_then(bench: Bench) -> None:
    number = bench.take("phone")
    shipped = bench.now
    bench.act(number, "shipped")
    assert bench.clock(number, "X01").due == shipped + timedelta(hours=24)
    bench.later(hours=20)
    bench.act(number, "progress_told")
    clock = bench.clock(number, "X01")
    assert (clock.state, clock.started, clock.due) == ("running", bench.now, bench.now + timedelta(hours=24))
    assert clock.breaches == 0
    bench.later(hours=24)
    bench.act(number, "progress_told")
    assert bench.clock(number, "X01").breaches == 0  # exactly at its due
    bench.later(hours=24)
    bench.now += US
    bench.act(number, "progress_told")
    assert bench.clock(number, "X01").breaches == 1


@pytest.mark.parametrize(("hours", "breaches"), [(24, 0), (25, 1), (48, 1), (49, 2), (96, 3), (97, 4)])
def test_t08_an_interval_breaches_as_often_as_it_missed(bench: Bench, hours: int, breaches: int) -> None:
    number = bench.take("phone")
    bench.act(number, "shipped")
    bench.later(hours=hours)
    assert bench.clock(number, "X01").breaches_at(bench.now) == breaches
    bench.act(number, "progress_told")
    assert bench.clock(number, "X01").breaches == breaches


@pytest.mark.parametrize(("hours", "state", "breaches"), [(24, "cancelled", 0), (25, "late", 1), (73, "late", 3)])
def test_t08_until_ends_the_last_interval(bench: Bench, hours: int, state: str, breaches: int) -> None:
    number = bench.take("phone")
    bench.act(number, "shipped")
    bench.later(hours=hours)
    bench.act(number, "delivered")
    assert state_of(bench.clock(number, "X01")) == (state, bench.now, breaches)


def test_t08_a_repeating_clock_never_moves_off_rest_days(bench: Bench) -> None:
    bench.now = t("09-30 17:00")
    number = bench.take("phone")
    bench.act(number, "shipped")
    assert bench.clock(number, "X01").due == t("10-01 17:00")


# --- T9 ----------------------------------------------------------------------------------------------------------


def waits(bench: Bench, level: int, pause: str, resume: str, how: str = "resumed") -> str:
    """A ticket taken Monday 09:00, paused and resumed at local times."""
    number = bench.take("phone", level=level)
    bench.now = t(pause)
    bench.act(number, "waiting", due=t("10-30 10:00"))
    bench.now = t(resume)
    more = {"channel": "phone"} if how == "contacted" else {}
    bench.act(number, how, fields=more)
    return number


@pytest.mark.parametrize("how", ["resumed", "reminded", "contacted"])
def test_t09_working_hours_left_are_counted_on_from_resuming(bench: Bench, how: str) -> None:
    number = waits(bench, 2, "09-14 12:00", "09-15 16:00", how)
    clock = bench.clock(number, "X03")
    assert (clock.state, clock.due, clock.first_due) == ("running", t("09-16 12:00"), t("09-14 17:00"))


def test_t09_it_stands_still_in_between_and_is_never_overdue(bench: Bench) -> None:
    number = bench.take("phone", level=2)
    bench.later(hours=3)
    bench.act(number, "waiting", due=t("10-30 10:00"))
    bench.later(days=9)
    assert bench.clock(number, "X03").state == "paused"
    assert not bench.clock(number, "X03").overdue(bench.now)
    assert bench.rules(number) == ["R37", "X03"]
    assert bench.show(number).next_clock is not None


def test_t09_working_days_left_are_those_after_the_pausing_day(bench: Bench) -> None:
    number = waits(bench, 3, "09-15 10:00", "09-18 11:00")  # due Wednesday: one day left; Sunday is a make-up day
    assert bench.clock(number, "X06").due == t("09-20 18:00")


@pytest.mark.parametrize(
    ("resume", "due"), [("09-17 11:00", "09-17 18:00"), ("09-19 11:00", "09-20 18:00"), ("10-02 09:00", "10-08 18:00")]
)
def test_t09_none_left_is_due_at_closing_of_the_resuming_or_the_next_working_day(
    bench: Bench, resume: str, due: str
) -> None:
    number = waits(bench, 3, "09-16 10:00", resume)
    assert bench.clock(number, "X06").due == t(due)


def test_t09_elapsed_hours_left_are_counted_on(bench: Bench) -> None:
    number = waits(bench, 4, "09-14 19:00", "09-20 03:00")
    assert bench.clock(number, "X07").due == t("09-21 17:00")


def test_t09_one_already_late_does_not_pause_and_exactly_at_due_it_does(bench: Bench) -> None:
    late, punctual = bench.take("phone", level=4), bench.take("phone", level=4)
    bench.later(hours=48)
    bench.act(punctual, "waiting", due=bench.now + timedelta(days=2))
    bench.now += US
    bench.act(late, "waiting", due=bench.now + timedelta(days=2))
    assert bench.clock(punctual, "X07").state == "paused"
    assert bench.clock(late, "X07").overdue(bench.now)


def test_t09_a_promise_does_not_pause(bench: Bench) -> None:
    number = bench.take("phone", level=4)
    bench.act(number, "promised", due=bench.now + timedelta(hours=2))
    bench.act(number, "waiting", due=bench.now + timedelta(days=2))
    assert bench.clock(number, "R11").state == "running"


def test_t09_met_and_cancelled_while_paused(bench: Bench) -> None:
    met, gone = bench.take("phone", level=4), bench.take("phone", level=4)
    bench.act(met, "answered")
    for number in (met, gone):
        bench.act(number, "waiting", due=bench.now + timedelta(days=9))
    bench.later(days=5)
    bench.act(met, "confirmed")
    bench.act(gone, "withdrawn", reason="customer")
    assert bench.clock(met, "X07").state == "met"
    assert bench.clock(gone, "X07").state == "cancelled"


def test_t07_an_own_clock_is_extended_where_the_pack_says_so(bench: Bench) -> None:
    number = bench.take("phone", level=2)
    due = bench.clock(number, "X03").due
    bench.act(number, "extended", of=1, due=due + timedelta(hours=1), reason="等配件")
    assert (bench.clock(number, "X03").due, bench.clock(number, "X03").first_due) == (due + timedelta(hours=1), due)


# --- T10 ---------------------------------------------------------------------------------------------------------


def test_t10_one_that_still_applies_with_another_time_is_recounted_from_its_own_start(bench: Bench) -> None:
    number = bench.take("phone", "potential")
    started = bench.now
    bench.act(number, "started")
    bench.later(minutes=30)
    bench.act(number, "classified", tier="core")
    clock = bench.clock(number, "X08")
    assert (clock.started, clock.due, clock.do) == (started, started + timedelta(hours=1), "verify")
    assert not clock.reclassified
    bench.later(minutes=10)
    bench.act(number, "classified", tier="intent")
    assert bench.clock(number, "X08").due == started + timedelta(hours=2)
    bench.later(minutes=50)
    bench.act(number, "classified", tier="core")  # an hour has passed by now
    clock = bench.clock(number, "X08")
    assert (clock.due, clock.reclassified, clock.overdue(bench.now)) == (started + timedelta(hours=1), True, True)
    bench.act(number, "classified", tier="intent")  # past its due it is never recounted
    assert bench.clock(number, "X08") == clock
    bench.act(number, "verified")
    assert bench.clock(number, "X08").state == "late"


# --- stops_all, once, not_before ---------------------------------------------------------------------------------


def test_stops_all_needs_every_one_of_them_in_any_order(bench: Bench) -> None:
    one, two = bench.take("email", level=1), bench.take("email", level=1)
    bench.later(minutes=10)
    bench.act(one, "responded")
    bench.act(two, "group_formed")
    bench.later(minutes=10)
    bench.act(one, "responded")
    assert [bench.clock(number, "X02").state for number in (one, two)] == ["running", "running"]
    bench.later(minutes=10)
    bench.act(one, "group_formed")
    bench.now += US
    bench.act(two, "responded")
    assert bench.clock(one, "X02").state == "met"
    assert bench.clock(two, "X02").state == "late"


def test_once_a_ticket_and_only_by_the_role(bench: Bench) -> None:
    number = bench.take("phone")
    bench.act(number, "rated", score=3)
    assert "X04" not in bench.rules(number)
    bench.act(number, "rated", score=2)
    first = bench.clock(number, "X04")
    assert (first.due, first.role) == (t("09-15 18:00"), "supervisor")
    bench.act(number, "rated", score=1)
    assert bench.clock(number, "X04") == first
    bench.act(number, "followed_up", "lin")
    assert bench.clock(number, "X04").state == "running"
    bench.act(number, "followed_up", "song")
    assert bench.clock(number, "X04").state == "met"
    bench.act(number, "rated", score=1)
    assert [clock.state for clock in bench.show(number).clocks if clock.rule == "X04"] == ["met"]


def test_not_before_refuses_what_comes_too_early(bench: Bench) -> None:
    number = bench.take("email")
    bench.act(number, "responded")
    responded = bench.now
    assert bench.clock(number, "X05").due == responded + timedelta(minutes=75)
    bench.now = responded + timedelta(minutes=60) - US
    assert "too early" in bench.refused(number, "reminded")
    bench.now = responded + timedelta(minutes=60)
    bench.act(number, "reminded")
    assert bench.clock(number, "X05").state == "met"


def test_what_another_clock_asks_for_now_is_not_too_early_and_meets_that_one_alone(bench: Bench) -> None:
    number = bench.take("email")
    bench.act(number, "responded")
    bench.later(minutes=10)
    bench.act(number, "noted", text="请主管今天催一次")
    assert "too early" in bench.refused(number, "reminded")  # who is not the supervisor meets neither
    bench.act(number, "reminded", "song")
    assert [bench.clock(number, rule).state for rule in ("X09", "X05")] == ["met", "running"]
    bench.later(minutes=55)
    bench.act(number, "reminded")
    assert bench.clock(number, "X05").state == "met"


def test_an_old_ticket_keeps_the_rules_it_was_received_under(bench: Bench) -> None:
    number = bench.take("online", "core")
    due = bench.clock(number, "R05").due
    clocks = bench.folder / "packs" / "robot-integrator" / "clocks.toml"
    clocks.write_text(clocks.read_text("utf-8").replace('within = "3 minutes"', 'within = "1 minute"'), "utf-8")
    later = Bench.reopened(bench)
    assert later.clock(number, "R05").due == due
    assert later.clock(later.take("online", "core"), "R05").due == bench.now + timedelta(minutes=1)
    assert later.verified() == []
    later.desk.store.close()

"""A channel that is open day and night: working time on it is counted on the clock of the day (`always_open`)."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from deskconsole.desk.policy.packs import load_pack
from deskconsole.desk.tickets.why import why
from deskconsole.domain.clocks.derive import Rules, derive
from deskconsole.domain.rules.pack import Pack
from tests.desk.support import Bench, t

TEXT = '{ zh = "自订", en = "Our own" }'
RULES = f'[[rule]]\nid = "X01"\ntitle = {TEXT}\ntext = {TEXT}\n[[rule]]\nid = "X02"\ntitle = {TEXT}\ntext = {TEXT}\n'
CLOCKS = f"""
[[clock]]
rule = "X01"
do = "verify"
title = {TEXT}
starts_on = ["received", "contacted"]
within = "2 working hours"
stops_on = ["verified"]
pauses_while = "waiting"

[[clock]]
rule = "X02"
do = "solve"
title = {TEXT}
starts_on = ["received"]
within = "1 working day"
stops_on = ["solved"]

[[clock]]
rule = "R36"
within = "90 working minutes"
"""
#: Saturday evening; Monday's opening is at 09:00.
EVENING = t("09-12 21:00")


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    own = tmp_path / "packs" / "robot-integrator"
    own.mkdir(parents=True)
    (own / "rules.toml").write_text(RULES, "utf-8")
    (own / "clocks.toml").write_text(CLOCKS, "utf-8")
    (own / "pack.toml").write_text('[[channel]]\nname = "email"\nalways_open = false\n', "utf-8")
    made = Bench(tmp_path, now=EVENING)
    yield made
    assert made.verified() == []
    made.desk.store.close()


def test_working_hours_are_those_of_the_clock_and_of_the_desk_where_it_closes(bench: Bench) -> None:
    phone, email = bench.take("phone"), bench.take("email")
    assert bench.clock(phone, "X01").due == EVENING + timedelta(hours=2)
    assert bench.clock(email, "X01").due == t("09-14 11:00")


def test_days_are_working_days_everywhere(bench: Bench) -> None:
    assert bench.clock(bench.take("phone"), "X02").due == t("09-14 18:00")


def test_the_idle_clock_too(bench: Bench) -> None:
    for channel, due in (("phone", EVENING + timedelta(minutes=90)), ("email", t("09-14 10:30"))):
        number = bench.take(channel)
        bench.act(number, "verified")
        bench.act(number, "solved")
        bench.act(number, "answered", text="好的")
        idle = max((clock for clock in bench.show(number).clocks if clock.rule == "R36"), key=lambda clock: clock.of)
        assert idle.due == due


def test_it_stands_still_and_goes_on_by_the_same_clock(bench: Bench) -> None:
    number = bench.take("phone")
    bench.later(hours=1)
    bench.act(number, "waiting", due=t("09-30 10:00"))
    bench.later(hours=5)
    bench.act(number, "resumed")
    assert bench.clock(number, "X01").due == bench.now + timedelta(hours=1)


def test_another_channel_counts_a_running_clock_anew_from_its_start(bench: Bench) -> None:
    number = bench.take("phone")
    bench.later(minutes=30)
    bench.act(number, "classified", channel="email")
    clock = bench.clock(number, "X01")
    assert (clock.started, clock.due) == (EVENING, t("09-14 11:00"))
    bench.act(number, "classified", channel="online")
    assert bench.clock(number, "X01").due == EVENING + timedelta(hours=2)


def test_who_comes_again_does_so_on_a_channel_of_their_own(bench: Bench) -> None:
    number = bench.take("email")
    seq = bench.act(number, "contacted", fields={"channel": "phone"}, text="催问").ticket.seq
    dues = {clock.of: clock.due for clock in bench.show(number).clocks if clock.rule == "X01"}
    assert dues == {1: t("09-14 11:00"), seq: EVENING + timedelta(hours=2)}


def test_why_says_that_nothing_was_skipped(bench: Bench) -> None:
    view = bench.show(bench.take("phone"))
    reasons = next(each for each in why(bench.desk, view) if each.clock.rule == "X01")
    assert reasons.way is not None
    assert [(day.counted, day.day.isoformat()) for day in reasons.way.days] == [(True, "2026-09-12")]


def test_a_pack_stored_by_the_first_version_counts_as_it_did(bench: Bench) -> None:
    number = bench.take("phone")
    events = bench.show(number).events
    pack = load_pack("robot-integrator", bench.folder)
    old = Pack.from_canonical(pack.canonical().replace('"format":2,', ""))
    (clock,) = (
        clock
        for clock in derive(events, lambda _pack, _calendar: Rules(old, bench.desk.calendar))
        if clock.rule == "X01"
    )
    assert clock.due == t("09-14 11:00")

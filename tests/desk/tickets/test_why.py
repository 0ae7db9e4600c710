"""Why the deadlines of a ticket lie where they do; the reasons must end at the due itself."""

from pathlib import Path

from deskconsole.desk.tickets import views
from deskconsole.desk.tickets.why import why
from deskconsole.domain.clocks.why import Reasons
from tests.desk.support import Bench, t

_OWN = """[[clock]]
rule = "X01"
title = { zh = "自订", en = "Our own" }
do = "confirm"
starts_on = ["received"]
when = { level = [2] }
within = "8 working hours"
stops_on = ["confirmed"]
pauses_while = "waiting"
"""


def pausing(folder: Path) -> Bench:
    """A desk whose own clock X01 of tickets of level 2 stands still while they wait."""
    own = folder / "packs" / "robot-integrator"
    own.mkdir(parents=True)
    title = '{ zh = "自订", en = "Our own" }'
    rule = f'[[rule]]\nid = "X01"\ntitle = {title}\ntext = {title}\nours = true\n'
    (own / "rules.toml").write_text(rule, "utf-8")
    (own / "clocks.toml").write_text(_OWN, "utf-8")
    return Bench(folder)


def _of(bench: Bench, number: str, rule: str) -> Reasons:
    view = views.show(bench.desk, number)
    return next(reasons for reasons in why(bench.desk, view) if reasons.clock.rule == rule)


def test_r14_the_rest_day_skipped_and_the_make_up_day_counted(bench: Bench) -> None:
    bench.now = t("09-18 16:00")
    number = bench.take("phone", "core")
    bench.act(number, "answered")
    bench.act(number, "finished", outcome="solved")
    found = _of(bench, number, "R14")
    assert found.way is not None
    assert (found.way.due, found.way.text) == (found.clock.due, "1 working day")
    assert [day.day.day for day in found.way.skipped] == [19]
    assert [(day.day.day, day.reason.value) for day in found.way.counted] == [(20, "make_up")]


def test_t09_a_pause_is_told_and_the_way_ends_at_the_due_that_it_moved(tmp_path: Path) -> None:
    bench = pausing(tmp_path)
    number = bench.take("phone", level=2)
    began = bench.later(hours=1)
    bench.act(number, "waiting", due=t("09-15 10:00"), text="等客户")
    bench.later(minutes=10)
    found = _of(bench, number, "X01")
    assert (found.clock.state, found.clock.paused_at) == ("paused", began)
    assert found.pauses == ((began, None),)
    ended = bench.later(minutes=50)
    bench.act(number, "resumed")
    found = _of(bench, number, "X01")
    assert (found.clock.paused_at, found.pauses) == (None, ((began, ended),))
    assert found.way is not None
    assert (found.way.due, found.moved) == (found.clock.due, False)
    assert found.way.intervals[0] == (found.clock.started, began)
    bench.desk.store.close()


def test_an_extension_is_named_and_the_first_way_kept(bench: Bench) -> None:
    number = bench.take("phone", "core")
    bench.act(number, "promised", due=t("09-14 12:00"))
    bench.act(number, "extended", due=t("09-14 15:00"), reason="等资料")
    found = next(reasons for reasons in why(bench.desk, views.show(bench.desk, number)) if reasons.extended)
    assert (found.moved, found.clock.due) == (True, t("09-14 15:00"))
    assert found.way is not None
    assert found.way.due == found.clock.first_due == t("09-14 12:00")

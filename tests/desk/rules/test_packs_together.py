"""One pack a ticket: it goes by the pack of its kind, from the ring on until it becomes of another pack's kind."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from deskconsole.cli.answers import TICKET
from deskconsole.desk.tickets import views
from deskconsole.present.json import Reader
from tests.desk.support import Bench, t


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path, packs=("robot-integrator", "enterprise-service"))
    yield made
    assert made.verified() == []


def _category(bench: Bench) -> str:
    return bench.desk.pack_for(kind="complaint").categories[0].name


def test_a_kind_is_judged_by_the_pack_that_offers_it(bench: Bench) -> None:
    inquiry = bench.take("online", "core")
    complaint = bench.take("online", "core", kind="complaint", category=_category(bench))
    assert [bench.show(number).pack.name for number in (inquiry, complaint)] == [
        "robot-integrator",
        "enterprise-service",
    ]
    assert bench.rules(inquiry) == ["R05"]
    assert "E07" in bench.rules(complaint)


def test_a_call_goes_by_the_pack_of_its_kind_once_that_is_known(bench: Bench) -> None:
    call, number = bench.ring()
    assert bench.show(number).pack.name == "robot-integrator"
    bench.later(seconds=5)
    bench.act(number, "picked_up")
    bench.later(minutes=1)
    taken = bench.take("phone", "core", kind="complaint", category=_category(bench), call=call)
    assert taken == number
    view = bench.show(number)
    assert (view.pack.name, view.ticket.kind) == ("enterprise-service", "complaint")
    assert bench.clock(number, "E07").due == bench.now + timedelta(hours=2)
    ring = next(clock for clock in view.clocks if clock.do == "pick_up")
    assert (ring.rule[0], ring.state) == ("R", "met")
    with bench.desk.store.reading() as tx:
        row = tx.one("SELECT pack FROM ticket")
    assert row == ("enterprise-service",)


def test_t10_a_ticket_that_becomes_of_another_packs_kind_is_judged_by_that_pack(bench: Bench) -> None:
    number = bench.take("online", "core")
    bench.later(minutes=2)
    assert "category: 'technical' is not one of" in bench.refused(number, "classified", fields={"kind": "complaint"})
    bench.act(number, "classified", fields={"kind": "complaint", "category": _category(bench)})
    assert bench.show(number).pack.name == "enterprise-service"
    assert bench.clock(number, "R05").state == "cancelled"
    assert bench.clock(number, "E07").due == t("09-14 11:00")
    bench.act(number, "undone")
    assert bench.show(number).pack.name == "robot-integrator"
    assert bench.rules(number) == ["R05"]
    assert bench.clock(number, "R05").due == t("09-14 09:05")


def test_t10_what_is_late_already_stays(bench: Bench) -> None:
    number = bench.take("online", "core")
    bench.later(minutes=6)
    bench.act(number, "classified", fields={"kind": "complaint", "category": _category(bench)})
    assert bench.clock(number, "R05").overdue(bench.now)
    assert "E07" in bench.rules(number)


def test_clocks_of_the_earlier_pack_keep_their_titles(bench: Bench) -> None:
    number = bench.take("online", "core")
    bench.later(minutes=6)
    bench.act(number, "classified", fields={"kind": "complaint", "category": _category(bench)})
    title = bench.desk.packs[0].clock_title("R05", "respond")
    document = TICKET.document(bench.show(number), Reader(bench.desk.zone, "zh"))
    clock = next(c for c in document["clocks"] if c["rule"] == "R05")
    assert clock["title"] == title.zh
    assert next(line for line in views.queue(bench.desk) if line.number == number).title == title

"""Who may do what: asked in one place, of every use case."""

import pytest

from deskconsole.desk.staff.staff import can
from deskconsole.desk.tickets.records import Staff
from deskconsole.errors import DeskError
from tests.desk.support import MADE_AT, Bench


def person(role: str, department: str | None = None, *, enabled: bool = True) -> Staff:
    return Staff("anna", "Anna", role, department, enabled, qualified_at=MADE_AT)


@pytest.mark.parametrize("role", ["administrator", "manager", "supervisor", "leader", "receiver"])
def test_who_receives_at_the_desk_works_on_every_ticket(bench: Bench, role: str) -> None:
    ticket = bench.show(bench.take("phone")).ticket
    for action in ("intake", "answered", "finished", "filed", "picked_up", "show"):
        assert can(person(role, "service"), action, ticket) is None


@pytest.mark.parametrize("action", ["staff", "policy", "calendar"])
def test_only_who_runs_the_site_changes_it(action: str) -> None:
    assert can(person("administrator"), action) is None
    assert can(person("manager"), action) is None
    for role in ("supervisor", "leader", "receiver", "specialist"):
        assert can(person(role), action) is not None


def test_who_is_disabled_may_do_nothing() -> None:
    for action in ("show", "noted", "staff", "intake"):
        assert can(person("administrator", enabled=False), action) is not None


def test_a_specialist_works_where_they_are_asked(bench: Bench) -> None:
    number = bench.take("phone")
    assert "no part" in bench.refused(number, "answered", "luo")
    bench.act(number, "noted", "luo", text="我在出差")
    bench.act(number, "specialist_needed", to="dept:technical")
    bench.act(number, "progress_told", "luo")
    assert "no part" in bench.refused(number, "progress_told", "qian")
    with pytest.raises(DeskError, match="no part"):
        bench.take("phone", by="luo")


def test_being_the_assignee_of_a_clock_gives_access(bench: Bench) -> None:
    number = bench.take("phone", "core")
    bench.act(number, "planned", due=bench.later(hours=1).replace(hour=23), to="fang")
    bench.act(number, "progress_told", "fang")
    bench.act(number, "finished", outcome="deal")
    for login in ("qian", "luo"):
        assert can(bench.by(login).actor, "followed_up", bench.show(number).ticket, bench.show(number).clocks) is None


def test_a_refused_person_writes_nothing_whatever_else_would_be_wrong(bench: Bench) -> None:
    number = bench.take("phone")
    for kind in ("finished", "filed", "withdrawn", "transferred", "classified"):
        fields = {"outcome": "x", "reason": "customer", "to": "lin", "tier": "intent"}
        assert bench.refused(number, kind, "luo", fields=fields)

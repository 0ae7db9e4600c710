"""Who may do what: roles × needs, asked in one place."""

import pytest

from deskconsole.desk.permissions import NotQualified, Staff, need_of_event, refusal
from deskconsole.errors import DeskError
from tests.desk.support import MADE_AT, Bench


def person(role: str, department: str | None = None, *, enabled: bool = True, qualified: bool = True) -> Staff:
    return Staff("anna", "Anna", role, department, enabled, qualified_at=MADE_AT if qualified else None)


@pytest.mark.parametrize("role", ["administrator", "manager", "supervisor", "leader", "receiver"])
def test_who_receives_at_the_desk_works_on_every_ticket(bench: Bench, role: str) -> None:
    seen, roles = bench.show(bench.take("phone")), bench.desk.roles
    for need in ("take", "tickets", "see", "note", *map(need_of_event, ("answered", "finished", "filed"))):
        assert refusal(roles, person(role, "service"), need, seen.ticket, seen.clocks) is None


def test_only_who_runs_the_site_changes_it(bench: Bench) -> None:
    assert refusal(bench.desk.roles, person("administrator"), "site") is None
    for role in ("manager", "supervisor", "leader", "receiver", "specialist", "security"):
        assert refusal(bench.desk.roles, person(role), "site") is not None


def test_who_is_disabled_may_do_nothing(bench: Bench) -> None:
    for need in bench.desk.roles.needs:
        assert refusal(bench.desk.roles, person("administrator", enabled=False), need) is not None


@pytest.mark.parametrize("role", ["a role that nobody knows", ""])
def test_a_role_that_no_table_names_may_do_nothing(bench: Bench, role: str) -> None:
    for need in bench.desk.roles.needs:
        assert refusal(bench.desk.roles, person(role), need) is not None


def test_every_role_of_every_pack_counts_as_one_of_the_tables(bench: Bench) -> None:
    for pack in bench.desk.packs:
        for role in pack.roles:
            assert refusal(bench.desk.roles, person(role.name), "read") is None


def test_r32_who_leads_supervises_without_receiving(bench: Bench) -> None:
    leader = person("leader", "service", qualified=False)
    for need in ("amend", "steer", "note", "see", "prices"):
        assert refusal(bench.desk.roles, leader, need) is None
    for need in ("take", "tickets"):
        assert isinstance(refusal(bench.desk.roles, leader, need), NotQualified)


def test_a_specialist_works_where_they_are_asked(bench: Bench) -> None:
    number = bench.take("phone")
    assert "no part" in bench.refused(number, "answered", "luo")
    bench.act(number, "specialist_needed", to="dept:technical")
    bench.act(number, "noted", "luo", text="我在出差")
    bench.act(number, "progress_told", "luo")
    assert "no part" in bench.refused(number, "progress_told", "qian")
    with pytest.raises(DeskError, match="may not do that"):
        bench.take("phone", by="luo")


def test_being_the_assignee_of_a_clock_gives_access(bench: Bench) -> None:
    number = bench.take("phone", "core")
    bench.act(number, "planned", due=bench.later(hours=1).replace(hour=23), to="fang")
    bench.act(number, "progress_told", "fang")
    bench.act(number, "finished", outcome="deal")
    seen = bench.show(number)
    for login in ("qian", "luo"):
        assert refusal(bench.desk.roles, bench.by(login).actor, "tickets", seen.ticket, seen.clocks) is None


def test_a_receiver_steers_their_own_tickets_and_those_of_nobody(bench: Bench) -> None:
    number = bench.take("phone")
    assert "no part" in bench.refused(number, "withdrawn", "lin", reason="spam")
    bench.act(number, "withdrawn", "zhou", reason="spam")
    _call, rung = bench.ring()
    bench.act(rung, "withdrawn", "lin", reason="wrong_number")


def test_a_refused_person_writes_nothing_whatever_else_would_be_wrong(bench: Bench) -> None:
    number = bench.take("phone")
    for kind in ("finished", "filed", "withdrawn", "transferred", "classified"):
        fields = {"outcome": "x", "reason": "customer", "to": "lin", "tier": "intent"}
        assert bench.refused(number, kind, "luo", fields=fields)

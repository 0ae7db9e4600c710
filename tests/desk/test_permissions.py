"""Every use case × every role, and a stranger: what the tables say is what the door does."""

import os
import pkgutil
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest

from deskconsole import desk as floor
from deskconsole.desk import accounts
from deskconsole.desk.desk import Desk
from deskconsole.desk.permissions import ALL, BY_EVENT, DAY, NOBODY, NONE, OWN, QUALIFIED, SCOPES, VISITORS
from deskconsole.desk.policy.roles import OWN as ROLES
from deskconsole.desk.staff.staff import add_staff
from deskconsole.desk.tickets.act import act
from deskconsole.desk.use_cases import UseCase, use_cases
from deskconsole.domain.tickets.vocabulary import EVENTS
from deskconsole.errors import DeskError
from tests.desk.support import Bench

#: Needs that use cases ask for on the way, by event, article or ticket.
ASKED_WITHIN = {"note", "amend", "steer", "prices", "customers_join", "archive"}
#: What a machine says, what time brings about, and what a new site begins with: no person is asked for.
OF_NOBODY = {
    "_ring",
    "_pick_up",
    "pick_up_for_shift",
    "hang_up",
    "_is_due",
    "_settle_now",
    "clock_behind",
    "_begin",
    "_open",
    "_record_restored",
    "_missing",  # who is at risk is looked at by the desk itself
}
#: Who signs on is nobody yet: what they type is asked for.
OF_NOBODY |= {"count_try", "_signed_on", "_set", "right", "_recover", "offered", "ringing_for_nobody"}
#: In an emergency nobody is asked who they are.
OF_NOBODY |= {"standing"}


def everything() -> list[UseCase]:
    """Every use case of the floor. Others may be known in this process: a bench that a test imported has its own."""
    for module in pkgutil.walk_packages(floor.__path__, f"{floor.__name__}."):
        import_module(module.name)
    return sorted((door for door in use_cases() if door.__module__.startswith(f"{floor.__name__}.")), key=name)


def name(use_case: UseCase) -> str:
    return f"{use_case.__module__.removeprefix('deskconsole.desk.')}.{use_case.__name__}"  # type: ignore[attr-defined]


def personas(bench: Bench) -> Iterator[tuple[str, bool, Desk]]:
    """(role, whether qualified, the desk with such a person at it)."""
    root = bench.by("root")
    for role in (*ROLES, *{role.name for role in bench.desk.pack.roles} - set(ROLES)):
        for qualified in (True, False):
            login = f"{role}-{qualified}".lower()
            if role in {known.name for known in bench.desk.pack.roles}:
                add_staff(root, login, name=login, role=role, department="service", qualified=qualified)
                yield role, qualified, bench.by(login)


def refused(desk: Desk, use_case: UseCase) -> bool:
    """Whether the door lets nobody in; what is wrong with the call itself is found behind it."""
    try:
        use_case(desk)  # type: ignore[operator]
    except DeskError:
        return True
    except TypeError:
        return False
    return False


def test_every_use_case_names_a_need_that_the_tables_know(bench: Bench) -> None:
    doors = everything()
    assert len(doors) > 90
    known = {*bench.desk.roles.needs, NOBODY, BY_EVENT}
    assert not [name(door) for door in doors if door.needs not in known]
    assert {door.__name__ for door in doors if door.needs == NOBODY} == OF_NOBODY  # type: ignore[attr-defined]
    assert not set(bench.desk.roles.needs) - {door.needs for door in doors} - ASKED_WITHIN


def test_every_use_case_and_every_role(bench: Bench) -> None:
    wrong = []
    for role, qualified, desk in personas(bench):
        for door in everything():
            if door.needs in (NOBODY, BY_EVENT):
                continue
            scope = desk.roles.scope(role, door.needs)
            out = scope == NONE or (scope == QUALIFIED and not qualified)
            out = out or (scope == OWN and not qualified and desk.roles.scope(role, "take") == QUALIFIED)
            if name(door) in BEHIND and not out:
                continue
            if refused(desk, door) is not out:
                wrong.append(f"{name(door)} ({door.needs}) by {role}, qualified {qualified}: {scope}")
    assert not wrong


#: What refuses for a reason of its own when it is called with nothing: no shift, nobody waits, nothing drawn …
BEHIND = {
    *("shifts.shifts.open_shift", "shifts.shifts.accept", "shifts.shifts.hand_over"),
    *("staff.qualification.draw_test", "sign_on.glass.mend_glass", "quality.calibrating.calibration"),
    "assessment.closing.close_assessment",
}


#: What anybody who may change tickets may do, beside what those do who work on them.
AMENDED = {"attached", "classified", "declined", "linked", "review_given", "undone", "unlinked"}


def test_an_event_needs_what_its_kind_needs(bench: Bench) -> None:
    number = bench.take("online")
    for role, qualified, desk in personas(bench):
        for kind in EVENTS.values():
            if kind.by_desk:
                continue
            need = {"noted": "note"}.get(kind.name, "tickets")
            need = "amend" if kind.name in AMENDED else need
            need = "steer" if kind.name in ("withdrawn", "reopened", "transferred", "merged") else need
            need = "help" if kind.name in ("help_called", "taken_over", "place_changed") else need
            need = "archive" if kind.name in ("taken_in", "sent_back", "shelved") else need
            need = "see" if kind.name == "looked_at" else need
            need = "improve" if kind.name == "improvement_done" else need
            leads = ("improvement_accepted", "improvement_refused", "effect_seen")
            need = "improve_decide" if kind.name in leads else need
            scope = desk.roles.scope(role, need)
            with pytest.raises(DeskError) as raised:
                act(desk, number, kind.name, expect=99)
            reason = str(raised.value)
            assert ("has changed" in reason) or scope != ALL, (role, kind.name, reason)
            if scope == NONE or (scope == QUALIFIED and not qualified):
                with pytest.raises(DeskError) as raised:
                    act(desk, number, kind.name)
                assert any(words in str(raised.value) for words in ("may do that", "may not", "leads", "no part")), (
                    role,
                    kind.name,
                    str(raised.value),
                )


def test_a_stranger_is_let_in_nowhere(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deskconsole.desk.desk.os_account", lambda: "mallory")
    bench.take()
    stranger = bench.desk.coming_from("cli")
    stranger.login = None
    stranger._actor = None
    for door in everything():
        if door.needs == NOBODY:
            continue
        with pytest.raises(DeskError, match="no staff member belongs to the account 'mallory'"):
            door(stranger, *GIVEN.get(door.__name__, ()))  # type: ignore[attr-defined,operator]


#: What the doors whose need depends on the event are given, so that they get as far as to ask.
GIVEN: dict[str, tuple[Any, ...]] = {
    "act": ("SZ-20260914-0001", "noted"),
    "check_attaching": ("SZ-20260914-0001",),
    "_attach": ("SZ-20260914-0001", [], None, None, None, None),
}


def test_who_is_asked_comes_from_the_process_and_not_from_its_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.getuid", lambda: 0)
    monkeypatch.setattr(accounts, "user_behind_sudo", lambda pid: None)
    for variable in ("LOGNAME", "USER", "LNAME", "USERNAME", "SUDO_USER", "SUDO_UID"):
        monkeypatch.setenv(variable, "daemon" if variable != "SUDO_UID" else "1")
    assert accounts._account.__wrapped__(os.getpid()) == "root"


def test_tables_hold_scopes_only(bench: Bench) -> None:
    for need, scopes in bench.desk.roles.needs.items():
        assert set(scopes.values()) <= set(SCOPES) - {NONE}, need
        assert set(scopes) <= set(ROLES), need
    assert {VISITORS, DAY} <= {scope for scopes in bench.desk.roles.needs.values() for scope in scopes.values()}

"""Qualification (R32, E20): the test made from the packs' questions, its result on record, and who may receive.

A qualification is what the newest of these site events about a person says: ``staff_qualified`` (by a passed test or by
an administrator) or ``qualification_withdrawn``.
"""

import random
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from deskconsole.desk.desk import Desk, as_staff, record_site_event
from deskconsole.desk.idempotency import answered
from deskconsole.desk.policy.packs import QUIZ, find_pack, pack_folders
from deskconsole.desk.staff.staff import checked_reason, find_staff, require
from deskconsole.desk.tickets.records import Staff
from deskconsole.domain.people.qualification import Mark, Paper, Quiz, draw, mark, read_quiz
from deskconsole.domain.problems import PackError
from deskconsole.errors import DeskError
from deskconsole.record import dataclass
from deskconsole.store import staff as people, tickets
from deskconsole.store.api import WriteTransaction


@dataclass(frozen=True, slots=True)
class TestTaken:
    """One test of a person that is on record."""

    #: no test of ours, whatever pytest takes a class of this name for
    __test__ = False

    login: str
    at: datetime
    right: int
    total: int
    passed: bool


def quizzes(desk: Desk) -> dict[str, Quiz]:
    """The tests of the site's packs by name, a site's own file before a pack's; raises :class:`PackError`."""
    results: dict[str, Quiz] = {}
    for pack in desk.packs:
        files = [folder / QUIZ for folder in pack_folders(find_pack(pack.name, desk.folder), desk.folder)]
        file = next((file for file in reversed(files) if file.is_file()), None)
        if file is not None:
            quiz, problems = read_quiz(file.read_text("utf-8-sig", errors="replace"))
            if quiz is None:
                raise PackError(pack.name, problems)
            results[pack.name] = quiz
    return results


def draw_test(desk: Desk, seed: int | None = None) -> Paper:
    """A paper for the person at the desk; raises :class:`DeskError` where no pack brings a test."""
    require(desk.actor, "test")
    result = quizzes(desk)
    if not result:
        raise DeskError("no pack of this site brings a test; an administrator records qualifications: staff qualify")
    return draw(result, random.SystemRandom().randrange(2**31) if seed is None else seed)


def hand_in(desk: Desk, seed: int, given: Mapping[str, Sequence[int]]) -> Mark:
    """Mark the paper of ``seed`` and put the result on record; a pass is the qualification, from now on."""
    paper = draw_test(desk, seed)
    result = mark(paper, given)
    with desk.store.writing() as tx:
        now = desk.now()
        login = desk.actor.login
        fields: dict[str, Any] = {
            "login": login,
            "seed": seed,
            "asked": result.total,
            "right": result.right,
            "needed": result.needed,
            "passed": result.passed,
            "wrong": list(result.wrong),
        }
        record_site_event(desk, tx, "test_taken", now, fields, by=login)
        if result.passed:
            _qualify(desk, tx, login, now, {"how": "test"})
    desk.look_again()
    return result


def qualify(desk: Desk, login: str, reason: str | None = None, *, key: str | None = None) -> Staff:
    """Put on record that a person is qualified, by an administrator, with the reason if there is one to tell."""
    require(desk.actor, "staff")
    message = checked_reason(reason)
    with desk.store.writing() as tx:
        if answered(desk, tx, key, ["staff_qualified", login, message]) is None:
            staff = _qualify(desk, tx, login, desk.now(), {"how": "recorded", **message})
        else:
            staff = as_staff(find_staff(tx, login))
    desk.look_again()
    return staff


def withdraw_qualification(desk: Desk, login: str, reason: str | None = None, *, key: str | None = None) -> Staff:
    """Take a qualification back: the person passes the test again, or an administrator records it anew."""
    require(desk.actor, "staff")
    message = checked_reason(reason)
    with desk.store.writing() as tx:
        result = find_staff(tx, login)
        repeated = answered(desk, tx, key, ["qualification_withdrawn", login, message]) is not None
        if result.qualified_at is not None and not repeated:
            result = result._replace(qualified_at=None)
            people.save_staff(tx, result)
            fields = {"login": result.login, **message}
            record_site_event(desk, tx, "qualification_withdrawn", desk.now(), fields, by=desk.actor.login)
    desk.look_again()
    return as_staff(result)


def tests_taken(desk: Desk, login: str | None = None) -> list[TestTaken]:
    """The tests on record (R32: results are kept), of a person or of everybody, the oldest first."""
    require(desk.actor, "show")
    with desk.store.reading() as tx:
        events = [event for _seq, event in tickets.site_events(tx) if event.kind == "test_taken"]
    return [
        TestTaken(
            str(event.fields["login"]),
            event.happened_at,
            int(event.fields["right"]),
            int(event.fields["asked"]),
            bool(event.fields["passed"]),
        )
        for event in events
        if login in (None, event.fields.get("login"))
    ]


def _qualify(desk: Desk, tx: WriteTransaction, login: str, now: datetime, how: Mapping[str, Any]) -> Staff:
    result = find_staff(tx, login)._replace(qualified_at=now)
    people.save_staff(tx, result)
    record_site_event(desk, tx, "staff_qualified", now, {"login": result.login, **how}, by=desk.actor.login)
    return as_staff(result)

"""Qualification (R32, E20): the test made from the packs' questions, its result on record, and who may receive.

A qualification is what the newest of these site events about a person says: ``staff_qualified`` (by a passed test or by
an administrator) or ``qualification_withdrawn``.
"""

import json
import random
from collections.abc import Mapping, Sequence
from datetime import datetime

from deskconsole.desk.desk import Desk
from deskconsole.desk.look import Look
from deskconsole.desk.permissions import Staff
from deskconsole.desk.policy.folders import QUIZ
from deskconsole.desk.policy.packs import find_pack, pack_folders
from deskconsole.desk.staff.staff import checked_reason, find_staff
from deskconsole.desk.use_cases import command, query
from deskconsole.desk.work import Work
from deskconsole.domain.people.qualification import Mark, Paper, Quiz, draw, mark, read_quiz
from deskconsole.domain.problems import PackError
from deskconsole.errors import DeskError
from deskconsole.given_files import read_text_of_site
from deskconsole.record import dataclass
from deskconsole.store import tickets


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
            quiz, problems = read_quiz(read_text_of_site(file).decode("utf-8-sig", errors="replace"))
            if quiz is None:
                raise PackError(pack.name, problems)
            results[pack.name] = quiz
    return results


@query(needs="read")
def draw_test(look: Look, seed: int | None = None) -> Paper:
    """A paper for the person at the desk; raises :class:`DeskError` where no pack brings a test."""
    result = quizzes(look.desk)
    if not result:
        raise DeskError("no pack of this site brings a test; an administrator records qualifications: staff qualify")
    return draw(result, random.SystemRandom().randrange(2**31) if seed is None else seed)


def hand_in(desk: Desk, seed: int, given: Mapping[str, Sequence[int]], *, key: str | None = None) -> Mark:
    """Mark the paper of ``seed`` and put the result on record; a pass is the qualification, from now on."""
    result = _hand_in(desk, seed, given, key=key)
    desk.look_again()
    return result


def _mark_again(work: Work, answer: str) -> Mark:
    total, right, needed, wrong = json.loads(answer)
    return Mark(total, right, needed, tuple(wrong))


@command(needs="read", again=_mark_again)
def _hand_in(work: Work, seed: int, given: Mapping[str, Sequence[int]], *, key: str | None = None) -> Mark:
    result = mark(draw_test(work, seed), given)
    login = work.actor.login
    work.note(
        "test_taken",
        login=login,
        seed=seed,
        asked=result.total,
        right=result.right,
        needed=result.needed,
        passed=result.passed,
        wrong=list(result.wrong),
    )
    if result.passed:
        _qualify(work, login, how="test")
    work.answer(json.dumps([result.total, result.right, result.needed, list(result.wrong)]))
    return result


def qualify(desk: Desk, login: str, reason: str | None = None, *, key: str | None = None) -> Staff:
    """Put on record that a person is qualified, by an administrator, with the reason if there is one to tell."""
    person = _qualify_by_record(desk, login, reason, key=key)
    desk.look_again()
    return person


def _again(work: Work, answer: str) -> Staff:
    return Staff.of(find_staff(work.tx, answer))


@command(needs="site", again=_again)
def _qualify_by_record(work: Work, login: str, reason: str | None, *, key: str | None = None) -> Staff:
    work.answer(login)
    return _qualify(work, login, how="recorded", **checked_reason(reason))


def withdraw_qualification(desk: Desk, login: str, reason: str | None = None, *, key: str | None = None) -> Staff:
    """Take a qualification back: the person passes the test again, or an administrator records it anew."""
    person = _withdraw(desk, login, reason, key=key)
    desk.look_again()
    return person


@command(needs="site", again=_again)
def _withdraw(work: Work, login: str, reason: str | None, *, key: str | None = None) -> Staff:
    words = checked_reason(reason)
    record = find_staff(work.tx, login)
    work.answer(login)
    if record.qualified_at is not None:
        work.note("qualification_withdrawn", {"login": record.login, **words})
    return _again(work, login)


@query(needs="read")
def tests_taken(look: Look, login: str | None = None) -> list[TestTaken]:
    """The tests on record (R32: results are kept), of a person or of everybody, the oldest first."""
    events = [event for _seq, event in tickets.site_events(look.tx) if event.kind == "test_taken"]
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


def _qualify(work: Work, login: str, **how: str) -> Staff:
    work.note("staff_qualified", {"login": find_staff(work.tx, login).login, **how})
    return _again(work, login)

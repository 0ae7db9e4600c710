"""What people do about an assessment: object to their own, answer, close a period, give titles, record violations."""

from typing import Any, Final

from deskconsole.desk.assessment.judging import (
    NEED,
    PERSON,
    Assessed,
    everybody,
    honours,
    period_of,
    results_of,
    sanctions,
    tickets_of,
)
from deskconsole.desk.identity import new_id
from deskconsole.desk.look import Look
from deskconsole.desk.use_cases import command
from deskconsole.desk.work import Work
from deskconsole.domain.assessment.sanctions import sanction_of
from deskconsole.domain.figures.periods import Period
from deskconsole.domain.site.assessments import OBJECTION, VIOLATION, WHOLE, AssessmentEntry
from deskconsole.errors import DeskError
from deskconsole.store import staff
from deskconsole.store.figures import assessments as rows
from deskconsole.text.clean import clean
from deskconsole.text.marked import N_

#: Longest text, in characters.
TEXT_LIMIT: Final = 500
_OF_PERIOD: Final = {
    "year": N_("period: this title is of a year, such as 2026"),
    "month": N_("period: this title is of a month, such as 2026-10"),
}


def _entry_again(work: Work, answer: str) -> AssessmentEntry:
    return _entry(work, answer)


def _closed_again(work: Work, answer: str) -> list[Assessed]:
    return everybody(work, period_of(work, answer))


@command(needs=NEED, again=_entry_again)
def object_to_assessment(
    work: Work, text: str, *, period: str | None = None, key: str | None = None
) -> AssessmentEntry:
    """Say why one does not agree with one's own assessment, before it is closed."""
    named = _open(work, period)
    login = work.actor.login
    if not any(each.of == PERSON and each.subject == login for each in everybody(work, named)):
        raise DeskError("period: there is no assessment of yours", field="period")
    if any(_is_open_objection(each, named) for each in rows.entries_of(work.tx, login)):
        raise DeskError("period: you have objected already, and are not answered yet", field="period")
    entry = new_id(work.now)
    work.note(
        "assessment_objected",
        {"entry": entry, "period": named.name, "of": PERSON, "subject": login, "text": _text(text)},
    )
    work.answer(entry)
    return _entry(work, entry)


@command(needs="close_assessments", again=_entry_again)
def answer_objection(
    work: Work, subject: str, text: str, *, period: str | None = None, key: str | None = None
) -> AssessmentEntry:
    """Answer what somebody has objected; nobody answers themselves."""
    named = _open(work, period)
    if subject == work.actor.login:
        raise DeskError("subject: somebody else answers", field="subject")
    mine = [each for each in rows.entries_of(work.tx, subject) if _is_open_objection(each, named)]
    if not mine:
        raise DeskError("subject: '{value}' has not objected, or is answered", field="subject", value=subject[:40])
    work.note("assessment_answered", {"entry": mine[0].entry, "text": _text(text)})
    work.answer(mine[0].entry)
    return _entry(work, mine[0].entry)


@command(needs="close_assessments", again=_closed_again)
def close_assessment(work: Work, period: str | None = None, *, key: str | None = None) -> list[Assessed]:
    """Close a period that is over: its figures are frozen with the numbers of their tickets."""
    named = _open(work, period)
    if named.instants(work.desk.zone)[1] > work.now:
        raise DeskError("period: '{value}' is not over yet", field="period", value=named.name)
    if waiting := [each.subject for each in rows.entries(work.tx) if _is_open_objection(each, named)]:
        raise DeskError("period: not answered yet: {names}", field="period", names=", ".join(waiting))
    results = everybody(work, named)
    if not results:
        raise DeskError("period: there is nobody to assess", field="period")
    for of in dict.fromkeys(each.of for each in results):
        behind = tickets_of(work, named, of)
        for each in (one for one in results if one.of == of):
            own = {name: numbers[each.subject] for name, numbers in behind.items() if each.subject in numbers}
            work.note("assessment_closed", _frozen(each, own))
    work.answer(named.name)
    return everybody(work, named)


def _frozen(each: Assessed, tickets: dict[str, list[str]]) -> dict[str, Any]:
    total = each.total
    points = {
        name: None if value is None else round(value * WHOLE)
        for name, value in (("points", total.points), ("low", total.low), ("high", total.high))
    }
    return {
        **points,
        "period": each.period,
        "of": each.of,
        "subject": each.subject,
        "share": round(total.weight * WHOLE),
        "place": each.place,
        "named": each.named,
        "results": results_of(each),
        "tickets": tickets,
    }


@command(needs="close_assessments", again=_entry_again)
def give_honour(
    work: Work,
    name: str,
    subject: str,
    *,
    period: str | None = None,
    number: str | None = None,
    text: str | None = None,
    key: str | None = None,
) -> AssessmentEntry:
    """Put a title or an award on record; what the regulation says of it is shown, and nothing is computed from it."""
    existing = honours(work.desk)
    if name not in existing:
        allowed = ", ".join(existing) or "-"
        raise DeskError(
            "{name}: '{value}' is not one of {allowed}", field="title", name="title", value=name[:60], allowed=allowed
        )
    honour = existing[name]
    _check_subject(work, honour.of, subject)
    named = period_of(work, period) if period is not None else None
    if honour.every != "any" and (named is None or named.kind != honour.every):
        raise DeskError(_OF_PERIOD[honour.every], field="period")
    if any(_same(each, name, named) for each in rows.entries_of(work.tx, subject)) and honour.every != "any":
        raise DeskError("title: they have it already", field="title")
    return _note(
        work,
        "honour_given",
        {"name": name, "of": honour.of, "subject": subject, "period": named.name if named is not None else None},
        number,
        text,
    )


@command(needs="close_assessments", again=_entry_again)
def record_violation(
    work: Work,
    subject: str,
    text: str,
    *,
    number: str | None = None,
    caused_complaint: bool = False,
    key: str | None = None,
) -> AssessmentEntry:
    """Put a violation on record; what follows says the regulation: first a spoken warning, a repeated one or one that
    has caused a complaint a written one."""
    _check_subject(work, PERSON, subject)
    if subject == work.actor.login:
        raise DeskError("subject: somebody else puts it on record", field="subject")
    before = sum(each.what == VIOLATION for each in rows.entries_of(work.tx, subject))
    sanction = sanction_of(sanctions(work.desk), before, caused_complaint=caused_complaint)
    if sanction is None:
        raise DeskError("subject: the rules of this desk know no warnings", field="subject")
    fields = {"name": sanction.name, "subject": subject, "caused_complaint": caused_complaint}
    return _note(work, "violation_noted", fields, number, _text(text))


def _note(work: Work, kind: str, fields: dict[str, Any], number: str | None, text: str | None) -> AssessmentEntry:
    entry = new_id(work.now)
    more: dict[str, Any] = {"number": work.find(number).number} if number else {}
    if text:
        more["text"] = _text(text)
    work.note(kind, {"entry": entry, **{name: value for name, value in fields.items() if value is not None}, **more})
    work.answer(entry)
    return _entry(work, entry)


def _open(work: Work, period: str | None) -> Period:
    named = period_of(work, period)
    if rows.frozen(work.tx, named.name):
        raise DeskError("period: '{value}' is closed", field="period", value=named.name)
    return named


def _is_open_objection(entry: AssessmentEntry, period: Period) -> bool:
    return entry.what == OBJECTION and entry.period == period.name and entry.answered_at is None


def _same(entry: AssessmentEntry, name: str, period: Period | None) -> bool:
    return entry.name == name and period is not None and entry.period == period.name


def _check_subject(work: Work, of: str, subject: str) -> None:
    if of == PERSON:
        there = staff.staff_by_login(work.tx, subject) is not None
    else:
        there = any(subject == each.name for pack in work.desk.packs for each in pack.departments)
    if not there:
        raise DeskError("subject: there is no '{value}'", field="subject", value=subject[:40])


def _entry(look: Look, entry: str) -> AssessmentEntry:
    return next(each for each in rows.entries(look.tx) if each.entry == entry)


def _text(text: str) -> str:
    result = clean(text).strip()
    if not result or len(result) > TEXT_LIMIT:
        raise DeskError("text: must be 1 to {limit} characters", field="text", limit=TEXT_LIMIT)
    return result

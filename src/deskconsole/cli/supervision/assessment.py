"""``assessment``: people and departments by figures, objections, closing, titles, violations."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from typing import Final

from deskconsole.cli.command import Answer, Answering, Command, Group
from deskconsole.cli.parsing.arguments import argument, flag
from deskconsole.cli.parsing.late_imports import late
from deskconsole.present.catalogue import N_
from deskconsole.present.json import Json, Shape

with late():
    from deskconsole.desk import desk as desks
    from deskconsole.desk.assessment import closing, judging
    from deskconsole.desk.staff import staff
    from deskconsole.domain.site import assessments
    from deskconsole.present.supervision import assessment_texts

_ENTRY_KEYS: Final = (
    "entry what of subject period name title number caused_complaint text noted_by noted_at answer answered_by "
    "answered_at"
)


def _people(reader: Answering) -> None:
    if not reader.titles.people:
        reader.titles.people = {person.login: person.name for person in staff.staff_list(reader.desk)}


def _who(reader: Answering, of: str, subject: str) -> str:
    _people(reader)
    return reader.titles.person(subject) if of == "person" else reader.titles.title("department", subject)


def _entry_title(entry: assessments.AssessmentEntry, reader: Answering) -> str | None:
    title = judging.title_of(reader.desk, entry)
    return title.get(reader.lang) if title is not None else None


def _indicators(each: judging.Assessed, reader: Answering) -> Json:
    return [
        {
            "name": one.indicator.name,
            "title": one.indicator.title.get(reader.lang),
            "figure": one.indicator.figure,
            "weight": one.indicator.weight,
            "value": one.amount.value,
            "n": one.amount.n,
            "points": one.points,
            "low": one.low,
            "high": one.high,
            "tickets": list(each.tickets.get(one.indicator.name, ())) if each.tickets is not None else None,
        }
        for one in each.judged
    ]


def _lines(each: judging.Assessed, reader: Answering) -> Iterator[str]:
    standing = assessment_texts.standing(each.total, len(each.missing), closed=each.closed)
    place = "–" if each.place is None else str(each.place)
    sign = "★" if each.named else " "
    who = reader.cell(_who(reader, each.of, each.subject), 20)
    points = reader.cell(assessment_texts.points(each.total.points), 6)
    yield f"{reader.cell(place, 3)} {sign} {who}  {points}  {standing}"
    for one in each.judged:
        result = assessment_texts.points(one.points) if one.points is not None else assessment_texts.why_missing(one)
        title = reader.cell(one.indicator.title.get(reader.lang), 28)
        yield f"      {title}  {reader.cell(assessment_texts.value(one), 18)}  {result}"
    for entry in each.entries:
        for line in _entry_words(entry, reader):
            yield f"      {line}"


def _entry_words(entry: assessments.AssessmentEntry, reader: Answering) -> list[str]:
    _people(reader)
    title = _entry_title(entry, reader) or entry.name or ""
    return assessment_texts.entry_lines(entry, title, reader.titles.person)


def _entry_lines(entry: assessments.AssessmentEntry, reader: Answering) -> Iterator[str]:
    yield _who(reader, entry.of, entry.subject)
    for line in _entry_words(entry, reader):
        yield f"  {line}"


def _title(desk: desks.Desk, given: Namespace) -> assessments.AssessmentEntry:
    return closing.give_honour(
        desk, given.title, given.subject, period=given.period, number=given.number, text=given.text, key=given.key
    )


_ENTRY_SHAPE: Final = Shape(_ENTRY_KEYS, title=_entry_title)
_ENTRY: Final = Answer(_ENTRY_SHAPE, _entry_lines)
_ASSESSED: Final = Answer(
    Shape(
        "period of subject place named points low high weight closed indicators entries",
        points="total.points",
        low="total.low",
        high="total.high",
        weight="total.weight",
        indicators=_indicators,
        entries=lambda each, reader: [_ENTRY_SHAPE.document(entry, reader) for entry in each.entries],
    ),
    _lines,
)
# fmt: off
_PERIOD: Final = argument("--period", "P", N_("a month or a year: 2026-10, 2026 (default: the last month)"))
_TEXT: Final = argument("--text", "T", N_("what there is to say about it"), required=True)
_SUBJECT: Final = argument("subject", help=N_("whom it is about: a login, of a department its name"))
_NUMBER: Final = argument("--number", "N", N_("a ticket that it is about"))
COMMANDS: Final = (
    Group(
        "assessment",
        N_("the assessment of people and departments"),
        Command("show", N_("points, places, indicators; one's own, or those that one may see"), _PERIOD,
                use=lambda: judging.show_assessment, answer=_ASSESSED, examples=("assessment show --period 2026-10",)),
        Command("object", N_("objects to one's own assessment before it is closed"), _TEXT, _PERIOD,
                use=lambda: closing.object_to_assessment, answer=_ENTRY, writes=True),
        Command("answer", N_("answers an objection"), _SUBJECT, _TEXT, _PERIOD,
                use=lambda: closing.answer_objection, answer=_ENTRY, writes=True),
        Command("close", N_("closes a period: its figures are frozen with their tickets"), _PERIOD,
                use=lambda: closing.close_assessment, answer=_ASSESSED, writes=True),
        Command("title", N_("puts a title or an award on record"),
                argument("title", help=N_("the title or award, as the rules name it")), _SUBJECT,
                argument("--period", "P", N_("the year or month of the title")), _NUMBER,
                argument("--text", "T", N_("what there is to say about it")),
                run=_title, answer=_ENTRY, writes=True,
                examples=("assessment title best_receptionist zhou --period 2026",)),
        Command("violation", N_("puts a violation on record; the rules say what follows"), _SUBJECT, _TEXT, _NUMBER,
                flag("--caused-complaint", N_("it has caused a complaint")),
                use=lambda: closing.record_violation, answer=_ENTRY, writes=True),
    ),
)

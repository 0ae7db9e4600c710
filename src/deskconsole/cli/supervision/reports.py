"""``report``: the reports of the house, as figures and as files; handed in and read, on record."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from typing import Any, Final

from deskconsole.cli.command import Answer, Answering, Command, Group
from deskconsole.cli.parsing.arguments import FORCE, argument, file
from deskconsole.cli.parsing.late_imports import late
from deskconsole.domain.reports.contents import CONTENTS
from deskconsole.present.catalogue import N_, _, language
from deskconsole.present.json import Json, Reader, Shape
from deskconsole.record import NamedTuple

with late():
    from deskconsole.desk import desk as desks
    from deskconsole.desk.reports import building, handing_in, rules
    from deskconsole.desk.staff import staff
    from deskconsole.documents.reports import files
    from deskconsole.domain.figures import periods
    from deskconsole.domain.reports import report as counted
    from deskconsole.present import titles as named
    from deskconsole.present.reports import laying_out, page as pages
    from deskconsole.text import dates


class Made(NamedTuple):
    """A report that was counted, as it is read, and where it was written."""

    report: counted.Report
    page: pages.Page
    out: Any = None
    lacking: str = ""


def _titles(desk: desks.Desk) -> named.Titles:
    titles = named.Titles(desk.packs)
    titles.people = {person.login: person.name for person in staff.staff_list(desk)}
    return titles


def _report(name: str) -> Any:
    """What runs ``report NAME``."""

    def run(desk: desks.Desk, given: Namespace) -> Made:
        period = periods.read_period(given.period) if given.period else None
        period = period or rules.last_period(desk, rules.report_named(desk, name))
        if given.out is not None:
            made = files.write_report(desk, name, period, given.out, person=given.person, force=given.force)
            return Made(made.report, made.page, given.out, made.lacking)
        result = building.show_report(desk, name, period, person=given.person)
        return Made(result, laying_out.page_of(result, _titles(desk), desk.company.get(language()), desk.zone))

    return run


def _lines(made: Made, reader: Reader) -> Iterator[str]:
    page = made.page
    yield page.title
    for label, value in page.facts:
        yield f"  {label}: {value}"
    for section in page.sections:
        yield ""
        yield f"{section.title}"
        if section.sentences:
            yield f"  {pages.joined(section.sentences)}"
        if section.table is not None:
            for row in section.table.rows:
                yield "    " + "  ".join(cell.text for cell in row.cells if cell.text)
    for name, words in page.words:
        yield ""
        yield _("Own words of {name}").format(name=name)
        yield from (f"  {line}" for line in words.splitlines())
    if made.out is not None:
        yield ""
        yield _("Written: {path}").format(path=made.out)


def _sections(made: Made, reader: Reader) -> Json:
    return [
        {"title": _(part.section.title), "shows": part.section.shows, "hidden": part.hidden, **_content(part)}
        for part in made.report.parts
    ]


def _content(part: counted.Part) -> dict[str, Json]:
    """What was counted of a section; figures as ``figures show`` has them."""
    named: dict[str, Json] = {"figures": [_figure(row) for row in part.rows]}
    named["course"] = [{"period": period.name, "value": amount.value, "n": amount.n} for period, amount in part.course]
    named["tickets"], named["more"] = [ticket.number for ticket in part.tickets], part.more
    questions = part.questions
    named["questions"] = None if questions is None else {
        "looked_at": questions.looked_at,
        "of": questions.of,
        "groups": [
            {"text": group.text, "category": group.category, "tickets": list(group.numbers)}
            for group in questions.groups
        ],
    }  # fmt: skip
    named["fields"] = [{"field": e.field, "value": e.value, "tickets": list(e.numbers)} for e in part.stated]
    named["checks"] = [dict(line._asdict()) for line in part.checks]
    named["assessed"] = [dict(line._asdict()) for line in part.assessed]
    named["improvements"] = [each.number for each in part.improvements]
    return named


def _figure(row: counted.Counted) -> Json:
    amount = row.amount
    by = dict(row.by) if row.by is not None else None
    changed = row.usual.changed
    return {
        **{"name": row.figure.name, "title": _(row.figure.title), "by": by, "value": amount.value, "n": amount.n},
        **{"low": amount.low, "high": amount.high, "unit": row.figure.unit, "previous": row.previous.value},
        "steady": None if changed is None else not changed,
    }


def _handed_in(made: Made, reader: Reader) -> Json:
    return [_state(each, reader) for each in made.report.handed_in]


def _state(each: counted.HandedIn, reader: Reader) -> Json:
    due, at = (None if when is None else reader.instant(when) for when in (each.due, each.handed_in_at))
    return {
        **{"number": each.number, "owner": each.owner, "due": due, "overdue": each.overdue},
        **{"handed_in_at": at, "handed_in_by": each.handed_in_by, "words": each.words},
        "read": _readers(each, reader),
    }


def _readers(state: counted.HandedIn, reader: Reader) -> Json:
    return [{"by": login, "at": reader.instant(at)} for login, at in state.read]


def _warnings(made: Made, reader: Reader) -> list[str]:
    return [_("printed as boxes: {characters}").format(characters=made.lacking)] if made.lacking else []


# --- handing in ------------------------------------------------------------------------------------------------------


def _owed_line(owed: handing_in.Owed, reader: Answering) -> str:
    state, titles, zone = owed.state, _titles(reader.desk), reader.desk.zone
    if state.handed_in_at is not None:
        stands = _("handed in {when}").format(when=dates.printed(state.handed_in_at, zone))
    else:
        due = dates.printed(state.due, zone) if state.due is not None else "-"
        stands = _("to be handed in by {when}").format(when=due)
    read = _(", ").join(titles.person(login) for login, _at in state.read)
    parts = [owed.rule.title.get(reader.lang), owed.period.name, titles.person(state.owner), stands]
    return "  ".join([state.number, *parts, _("read by {names}").format(names=read) if read else ""]).rstrip()


def _state_line(state: counted.HandedIn, reader: Answering) -> str:
    at = dates.printed(state.handed_in_at, reader.desk.zone) if state.handed_in_at is not None else ""
    return f"{state.number}  " + _("handed in {when}").format(when=at)


def _begin(desk: desks.Desk, given: Namespace) -> str:
    return handing_in.begin_summary(desk, given.name, periods.read_period(given.period), key=given.key)


_MADE: Final = Answer(
    Shape(
        "name title period person running out sections handed_in",
        name="report.rule.name",
        title="page.title",
        period="report.period.name",
        person="report.person",
        running="report.running",
        out=lambda made, reader: None if made.out is None else str(made.out),
        sections=_sections,
        handed_in=_handed_in,
    ),
    _lines,
    warnings=_warnings,
)
_OWED: Final = Answer(
    Shape(
        "name period number owner due overdue handed_in_at handed_in_by read mine for_me",
        name="rule.name",
        period="period.name",
        **{each: f"state.{each}" for each in ["number", "owner", "due", "overdue", "handed_in_at", "handed_in_by"]},
        read=lambda owed, reader: _readers(owed.state, reader),
    ),
    _owed_line,
)
_STATE: Final = Answer(
    Shape(
        "number owner due overdue handed_in_at handed_in_by read",
        read=_readers,
    ),
    _state_line,
)
_BEGUN: Final = Answer(Shape("number", number=lambda number, reader: number), lambda number, reader: number)
# fmt: off
_PERIOD: Final = argument("--period", "P", N_("2026, 2026-Q4, 2026-10, 2026-W40, 2026-10-03 or 2026-10-01..2026-10-15 "
                                              "(default: the last one that is over)"))


def _made(name: str) -> Command:
    """``report NAME``."""
    return Command(name, CONTENTS[name].title, _PERIOD,
                   argument("--person", "S", N_("about one person's work alone")),
                   argument("--out", "FILE", N_("where to write it: .docx, .xlsx or .pdf"), read=file), FORCE,
                   run=_report(name), answer=_MADE,
                   examples=(f"report {name} --period 2026-10 --out {name}.docx",))


COMMANDS: Final = (
    Group(
        "report",
        N_("the reports of the house"),
        *(_made(name) for name in CONTENTS),
        Command("list", N_("reports that are owed, handed in, to be read"),
                use=lambda: handing_in.list_owed, answer=_OWED),
        Command("begin", N_("the ticket of a report that one owes"),
                argument("name", help=N_("which report")),
                argument("--period", "P", N_("of which period"), required=True),
                run=_begin, answer=_BEGUN, writes=True, examples=("report begin weekly --period 2026-W41",)),
        Command("hand-in", N_("hands a report in, with one's own words"), argument("number"),
                argument("--text", "T", N_("one's own words"), required=True),
                use=lambda: handing_in.hand_in_report, answer=_STATE, writes=True),
        Command("read", N_("puts on record that one has read a report"), argument("number"),
                use=lambda: handing_in.read_report, answer=_STATE, writes=True),
    ),
)

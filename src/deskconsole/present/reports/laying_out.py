"""A report as it is read, in the language in use: section by section what its part was counted to be."""

from collections.abc import Iterable, Sequence
from datetime import tzinfo

from deskconsole.domain.figures.registry import FIGURES
from deskconsole.domain.reports import contents
from deskconsole.domain.reports.report import HandedIn, Part, Report
from deskconsole.present.catalogue import _, language
from deskconsole.present.reports import sentences, tables
from deskconsole.present.reports.page import Page, Section
from deskconsole.present.reports.sentences import Naming
from deskconsole.present.titles import Titles
from deskconsole.text.dates import printed

#: The figure whose sentence says how many an hour.
_ALARMS = "overdue"


def title_of(report: Report) -> str:
    """What a report is called: as the packs say, else as the program does."""
    title = report.rule.title
    return _(title.en) if title.zh == title.en else title.get(language())


def page_of(report: Report, titles: Titles, company: str, zone: tzinfo) -> Page:
    """The whole report."""
    whose = titles.person(report.person) if report.person is not None else ""
    facts = [(_("Period of the report"), report.period.name + (f" ({_('not over yet')})" if report.running else ""))]
    if whose:
        facts.append((_("Whose work"), whose))
    if report.rule.by and not report.rule.own:
        facts.append((_("Made by"), _and(titles.title("role", role) for role in report.rule.by)))
    receivers = [titles.title("department", name) for name in report.rule.departments]
    receivers += [titles.title("role", name) for name in report.rule.roles]
    if receivers:
        facts.append((_("Sent to"), _and(receivers)))
    for each in report.handed_in:
        facts += _handing_in(each, titles, zone)
    for name, came in report.changes:
        facts.append((_("Rules"), _("another edition of {pack} from {day}").format(pack=name, day=printed(came, zone))))
    laid_out = _Sections(report, titles, zone)
    foot = _("Made on {day} by {name}").format(day=printed(report.made_at, zone), name=titles.person(report.made_by))
    return Page(
        title=title_of(report),
        company=company,
        facts=tuple(facts),
        sections=tuple(laid_out.section(part) for part in report.parts if not _is_empty(part)),
        words=tuple((titles.person(each.handed_in_by), each.words) for each in report.handed_in if each.words),
        foot=foot,
    )


def _and(names: Iterable[str]) -> str:
    return _(", ").join(dict.fromkeys(names))


def _handing_in(each: HandedIn, titles: Titles, zone: tzinfo) -> list[tuple[str, str]]:
    owner = titles.person(each.owner)
    if each.handed_in_at is None:
        due = printed(each.due, zone) if each.due is not None else ""
        return [(_("Report owed"), f"{owner} {due}".strip())]
    lines = [(_("Report handed in"), f"{owner} {printed(each.handed_in_at, zone)}")]
    readers = _(", ").join(f"{titles.person(login)} {printed(at, zone)}" for login, at in each.read)
    return [*lines, (_("Read by"), readers or _("nobody yet"))]


def _is_empty(part: Part) -> bool:
    """Whether there is nothing to say of a section: no rules of the site make it."""
    if part.section.shows == contents.FIELDS:
        return not part.stated and not part.hidden
    if part.section.shows == contents.ASSESSED:
        return not part.assessed
    return part.section.shows == contents.IMPROVEMENTS and not part.improvements


class _Sections:
    """Makes the sections of one report."""

    def __init__(self, report: Report, titles: Titles, zone: tzinfo) -> None:
        self._report, self._titles, self._zone = report, titles, zone
        self._naming = Naming(titles)

    def section(self, part: Part) -> Section:
        """One of them; what the person may not see says so."""
        shows = part.section.shows
        if part.hidden:
            return self._made(part, [_("Not for you to see.")])
        made: Section = getattr(self, f"_{shows}")(part)
        return made

    def _made(self, part: Part, lines: Sequence[str], **more: object) -> Section:
        return Section(part.section.shows, _(part.section.title), tuple(lines), **more)  # type: ignore[arg-type]

    def _figures(self, part: Part) -> Section:
        lines = [sentences.of_figure(row, self._report.period) for row in part.rows if row.amount.n or row.previous.n]
        for row in part.rows:
            if row.figure.name == _ALARMS and row.amount.n:
                lines.insert(1, sentences.of_alarms(row, self._report, self._zone))
        return self._made(
            part, lines or [_("There is nothing to count in this period.")], table=tables.of_figures(part.rows)
        )

    def _parts(self, part: Part) -> Section:
        lines = sentences.of_parts(part.rows, self._naming)
        if not part.rows:
            return self._made(part, lines)
        title = _(part.section.title)
        return self._made(
            part,
            lines,
            table=tables.of_parts(part.rows, part.section.by, self._naming),
            chart=tables.chart_of_parts(part.rows, part.section.by, self._naming, title),
        )

    def _course(self, part: Part) -> Section:
        figure = FIGURES[part.section.figures[0]]
        return self._made(
            part,
            sentences.of_course(part, figure),
            table=tables.of_course(part, figure),
            chart=tables.chart_of_course(part, figure, _(part.section.title)) if len(part.course) > 1 else None,
        )

    def _hours(self, part: Part) -> Section:
        return self._made(part, sentences.of_hours(part.rows, self._naming), table=tables.of_hours(part.rows))

    def _tickets(self, part: Part) -> Section:
        table = tables.of_tickets(part.tickets, self._titles, self._zone) if part.tickets else None
        return self._made(part, sentences.of_tickets(part), table=table)

    def _questions(self, part: Part) -> Section:
        assert part.questions is not None
        table = tables.of_questions(part, self._titles)
        note = sentences.method(part.questions) if table is not None else ""
        return self._made(part, sentences.of_questions(part.questions), table=table, note=note)

    def _fields(self, part: Part) -> Section:
        return self._made(part, [], table=tables.of_fields(part.stated, self._titles))

    def _checks(self, part: Part) -> Section:
        table = tables.of_checks(part.checks, self._titles) if part.checks else None
        return self._made(part, sentences.of_checks(part.checks, part.causes, self._titles), table=table)

    def _assessed(self, part: Part) -> Section:
        table = tables.of_assessed(part.assessed, part.section.by[0], self._titles)
        return self._made(part, sentences.of_assessed(part.assessed), table=table)

    def _improvements(self, part: Part) -> Section:
        table = tables.of_improvements(part.improvements, self._titles, self._zone) if part.improvements else None
        return self._made(part, sentences.of_improvements(part.improvements, self._report), table=table)

"""A report as a file: Word, workbook or PDF, as its name ends."""

from datetime import timedelta
from pathlib import Path
from typing import Final

from deskconsole.desk.desk import Desk
from deskconsole.desk.exports import record_exported
from deskconsole.desk.papers.whole_files import written
from deskconsole.desk.reports.rows import report_for_file
from deskconsole.desk.staff import staff
from deskconsole.documents.files import suffix_of
from deskconsole.domain.figures.periods import Period
from deskconsole.domain.reports.report import Report
from deskconsole.present.catalogue import language
from deskconsole.present.reports.laying_out import page_of
from deskconsole.present.reports.page import Page
from deskconsole.present.titles import Titles
from deskconsole.record import NamedTuple

SUFFIXES: Final = (".docx", ".xlsx", ".pdf")


class WrittenReport(NamedTuple):
    """A report that was written; ``lacking``: characters that no font has."""

    report: Report
    page: Page
    lacking: str


def write_report(
    desk: Desk, name: str, period: Period, out: Path, *, person: str | None = None, force: bool = False
) -> WrittenReport:
    """Write a report of a period to ``out``, as its name ends; the hand-out is on the site's record.

    Raises :class:`DeskError`; nothing is written then.
    """
    suffix = suffix_of(out, SUFFIXES)
    report = report_for_file(desk, name, period, person=person)
    titles = titles_of(desk)
    page = page_of(report, titles, desk.company.get(language()), desk.zone)
    from deskconsole.documents.reports.writers import WRITERS  # with python-docx, xlsxwriter and typst

    with written(out, force=force) as part:
        lacking = WRITERS[suffix](desk, report, page, titles, part)
        _record(desk, report, out)
    return WrittenReport(report, page, lacking)


def titles_of(desk: Desk) -> Titles:
    """What machine names are called, people's names among them."""
    titles = Titles(desk.packs)
    titles.people = {person.login: person.name for person in staff.staff_list(desk)}
    return titles


def _record(desk: Desk, report: Report, out: Path) -> None:
    """Who took which report of which days, about whom."""
    period = report.period
    rows = sum(len(part.rows) + len(part.tickets) for part in report.parts)
    more = {"person": report.person} if report.person is not None else {}
    days = {"first": period.first.isoformat(), "last": (period.after - timedelta(days=1)).isoformat()}
    record_exported(desk, "report", rows, file=out.name, report=report.rule.name, **days, **more)

"""What must hold of the reports of a pack."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from deskconsole.domain.problems import Place, Problem
from deskconsole.domain.rules.house.reports import ReportRule
from deskconsole.domain.rules.reading.names import Names

Records = Mapping[str, Sequence[tuple[Any, Place]]]


def check_reports(names: Names, records: Records) -> list[Problem]:
    """Every problem of the reports of a pack."""
    return [problem for report, place in records["report"] for problem in _report(names, report, place)]


def _report(names: Names, report: ReportRule, place: Place) -> Iterator[Problem]:
    yield from names.check("role", report.by, place, "by")
    yield from names.check("role", report.roles, place, "roles")
    yield from names.check("department", report.departments, place, "departments")
    yield from names.check("kind", [report.kind] if report.kind else [], place, "kind")
    if report.kind and not report.by:
        yield Problem("it is handed in, but says nobody who makes it", place, "by")
    if report.own and not report.by:
        yield Problem("own goes with by", place, "own")

"""Which reports the desk has, by the packs that it runs on; one that no pack speaks of is nobody's to hand in."""

from typing import cast

from deskconsole.desk.desk import Desk
from deskconsole.desk.permissions import Staff
from deskconsole.domain.figures.periods import KINDS, Period, period_at
from deskconsole.domain.reports.contents import CONTENTS
from deskconsole.domain.rules.house.reports import ReportName, ReportRule
from deskconsole.domain.rules.texts import Text
from deskconsole.errors import DeskError


def reports(desk: Desk) -> dict[str, ReportRule]:
    """Every report by its name; what the first pack says that speaks of it."""
    rules: dict[str, ReportRule] = {}
    for each in (rule for pack in desk.packs for rule in pack.reports):
        rules.setdefault(each.name, each)
    plain = {name: _plain(name) for name in CONTENTS if name not in rules}
    return {name: rules.get(name) or plain[name] for name in CONTENTS}


def _plain(name: str) -> ReportRule:
    """A report that no pack speaks of: whoever asks for it has it."""
    content = CONTENTS[name]
    title = Text(zh=str(content.title), en=str(content.title))
    every = content.every if content.every in KINDS else "month"
    return ReportRule(name=cast(ReportName, name), title=title, every=every)  # type: ignore[arg-type]


def report_named(desk: Desk, name: str) -> ReportRule:
    """The report of that name; refused with those that there are."""
    existing = reports(desk)
    if name not in existing:
        raise DeskError(
            "report: '{value}' is not one of {allowed}", field="report", value=name[:60], allowed=", ".join(existing)
        )
    return existing[name]


def last_period(desk: Desk, rule: ReportRule) -> Period:
    """The last period of a report that is over."""
    return period_at(rule.every, desk.calendar.day(desk.now())).before


def receives(rule: ReportRule, person: Staff) -> bool:
    """Whether a report is for somebody: by their role or their department."""
    return person.role in rule.roles or (person.department is not None and person.department in rule.departments)

"""``retention run|approve|rules``: what is kept for too long goes."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from typing import Final, NamedTuple

from deskconsole.cli.command import Answer, Answering, Command, Group
from deskconsole.cli.parsing.arguments import flag
from deskconsole.cli.parsing.late_imports import late
from deskconsole.cli.personal.persons import UNSCRUBBED, stoppable
from deskconsole.cli.personal.retention_texts import RECORDS, STOPPED
from deskconsole.present.catalogue import N_, _
from deskconsole.present.json import Shape

with late():
    from deskconsole.desk import desk as desks, use_cases
    from deskconsole.desk.persons import due, retention
    from deskconsole.desk.policy import retention_rules
    from deskconsole.text import cells


class Approved(NamedTuple):
    """The rules that were approved."""

    digest: str


def _run(desk: desks.Desk, given: Namespace) -> Iterator[due.Due] | retention.Report:
    if not given.yes:
        return retention.propose_retention(desk)
    with stoppable() as stop:
        return retention.run_retention(desk, stop=stop)


def _approve(desk: desks.Desk, given: Namespace) -> Approved:
    return Approved(retention.approve_retention(desk))


def _rules(desk: desks.Desk, given: Namespace) -> list[retention_rules.Rule]:
    use_cases.require(desk, "see_erasures")
    return list(retention_rules.load_retention(desk.folder).rules.values())


def _due_line(one: due.Due, reader: Answering) -> str:
    why = f"  {_('stopped by')} {_(STOPPED[one.stopped])}" if one.stopped else ""
    return (
        f"{cells.pad(_(RECORDS[one.record]), 28)} {reader.text(one.key)}  {reader.when(one.since)}  {one.entries}{why}"
    )


def _report_lines(report: retention.Report, reader: Answering) -> Iterator[str]:
    for one in report.records:
        why = ", ".join(f"{_(STOPPED[name])} {count}" for name, count in one.stopped.items())
        line = _("{n} gone, {entries} entries").format(n=one.gone, entries=one.entries)
        yield f"{cells.pad(_(RECORDS[one.record]), 28)} {line}" + (f"; {_('stopped by')} {why}" if why else "")
    yield _("{n} files removed").format(n=report.files)
    if not report.finished:
        yield _("Ended before everything was done; run it again to go on.")


def _rule_line(rule: retention_rules.Rule, reader: Answering) -> str:
    days = _("{n} days").format(n=rule.days) if rule.days else _("for ever")
    stops = ", ".join(_(STOPPED[name]) for name in rule.stops) or "-"
    return f"{cells.pad(_(RECORDS[rule.record]), 28)} {days}  {stops}"


# fmt: off
_DUE: Final = Answer(Shape("record key since entries stopped"), _due_line, of="Due")
_REPORT: Final = Answer(
    Shape("records files finished scrubbed", records=Shape("record gone entries stopped")), _report_lines, of="Report",
    warnings=lambda report, reader: [] if report.scrubbed else [_(UNSCRUBBED)],
)
_RULE: Final = Answer(Shape("record days from stops", **{"from": "since"}), _rule_line)
COMMANDS: Final = (
    Group(
        "retention", N_("how long what is written about people is kept"),
        Command("run", N_("what has been kept for long enough; done with --yes"),
                flag("--yes", N_("do it")),
                run=_run, answer=(_DUE, _REPORT), writes="keyless", examples=("retention run", "retention run --yes")),
        Command("approve", N_("approve the rules as they are now, for every run until they change"),
                run=_approve, answer=Answer(Shape("digest"), lambda approved, reader: approved.digest[:16]),
                writes="keyless"),
        Command("rules", N_("the rules in force"), run=_rules, answer=_RULE),
        epilog=N_("The rules stand in retention.toml, the program's and the site's own."),
    ),
)

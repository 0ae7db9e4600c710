"""``deskconsole policy``: the packs at hand, whether one is sound, and which clocks an event would start."""

import argparse
import sys
from typing import TYPE_CHECKING, Any

from deskconsole.present.catalogue import _

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from deskconsole.domain.calendar.calendar import Calendar
    from deskconsole.domain.clocks.derive import Clock
    from deskconsole.domain.problems import Problem
    from deskconsole.domain.rules.clock_rules import ClockRule
    from deskconsole.domain.rules.pack import Pack
    from deskconsole.errors import DeskError


def register(
    subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]", shared: argparse.ArgumentParser
) -> None:
    """Adds ``policy`` and its commands; ``shared`` brings the options that every command takes."""
    policy = subparsers.add_parser("policy", help=_("the written rules that the desk runs on"))
    commands = policy.add_subparsers(dest="policy_command", required=True, metavar="COMMAND")

    listing = commands.add_parser("list", parents=[shared], help=_("the packs at hand"))
    listing.set_defaults(run=run_list)

    check = commands.add_parser("check", parents=[shared], help=_("names everything that is wrong with a pack"))
    check.add_argument(
        "path", nargs="*", metavar="PATH", help=_("a pack's folder or name, several: together; without it every pack")
    )
    check.set_defaults(run=run_check)

    explain = commands.add_parser(
        "explain", parents=[shared], help=_("which clocks an event would start, due when and why")
    )
    explain.add_argument("--pack", required=True, metavar="P", help=_("a pack's name or folder"))
    explain.add_argument("--on", required=True, metavar="EVENT", help=_("such as received, rang, finished"))
    explain.add_argument("--at", required=True, metavar="T", help=_("when it happens: RFC 3339 with offset"))
    explain.add_argument("--due", metavar="T", help=_("the time that a promise carries: RFC 3339 with offset"))
    for name in ("channel", "tier", "kind", "category"):
        explain.add_argument(f"--{name}", metavar="NAME")
    explain.add_argument("--level", type=int, metavar="N")
    explain.add_argument("--urgent", action="store_true")
    explain.set_defaults(run=run_explain)

    from deskconsole.cli.recounting import register_policy

    register_policy(commands, shared)


def run_list(args: argparse.Namespace) -> int:
    """``policy list``: every pack with its version; one that cannot be used is listed as such."""
    from deskconsole.desk.policy.packs import default_pack_name, pack_names

    site = _site(args)
    default = default_pack_name()
    packs = [_entry(name, site, default) for name in pack_names(site)]
    if args.json:
        _print_json(packs)
        return 0
    for pack in packs:
        counts = _("{rules} rules, {clocks} clocks").format(rules=pack["rules"], clocks=pack["clocks"])
        state = counts if pack["usable"] else _("cannot be used; see: deskconsole policy check")
        mark = "*" if pack["default"] else " "
        print(_line(f"{mark} {pack['name']}  {pack['version'] or '-'}  {pack['title'] or '-'}  {state}"))
    return 0


def run_check(args: argparse.Namespace) -> int:
    """``policy check [PATH …]``: every problem on standard error, one a line; status 1 when there are any.

    Several are also checked against each other. Without one all are checked, those that the site uses together (or
    those that come with the program), its calendar and its ``site.toml``.
    """
    from deskconsole.desk.desk import packs_of_site
    from deskconsole.desk.policy.packs import check_pack, check_together, pack_names
    from deskconsole.desk.settings import check_site_files
    from deskconsole.present.catalogue import explain

    site = _site(args)
    names = args.path or pack_names(site)
    problems = [problem for name in names for problem in check_pack(name, site)]
    together = args.path or packs_of_site(args.store) or pack_names()
    if not problems and len(together) > 1:
        problems = check_together(together, site)
    others = [] if args.path else check_site_files(site)
    if args.json:
        documents = [*map(_document, problems), *map(_other_document, others)]
        _print_json({"ok": not documents, "packs": names, "problems": documents})
    for problem in problems:
        print(_line(_describe(problem)), file=sys.stderr)
    for error in others:
        print(_line(explain(error)), file=sys.stderr)
    if not problems and not others and not args.json:
        for name in names:
            print(_line(_("{pack}: no problems").format(pack=name)))
    return 1 if problems or others else 0


def run_explain(args: argparse.Namespace) -> int:
    """``policy explain``: the clocks that one event would start; raises ``DeskError`` for names that are unknown."""
    from deskconsole.data_files import site_folder
    from deskconsole.desk.policy.calendars import site_calendar
    from deskconsole.desk.policy.packs import load_pack
    from deskconsole.domain.clocks.derive import Rules, explain_starts
    from deskconsole.domain.tickets.event import event_kind
    from deskconsole.present.catalogue import language
    from deskconsole.text.dates import parse_instant

    pack = load_pack(args.pack, _site(args))
    calendar = site_calendar(site_folder(args.store))
    at = parse_instant(args.at, field="at")
    fields: dict[str, Any] = {}
    if args.due is not None:
        fields["due"] = parse_instant(args.due, field="due").isoformat()
    kind = event_kind(args.on).name
    result = explain_starts(Rules(pack, calendar), kind, at, _attributes(args, pack), fields)
    result.sort(key=lambda pair: (pair[1].due, pair[1].rule))
    if args.json:
        _print_json([_clock(rule, clock, at, calendar) for rule, clock in result])
    else:
        print(_line(f"{pack.name} {pack.version}  {pack.title.get(language())}"))
        _print_clocks(pack, calendar, result, at)
    return 0


def _attributes(args: argparse.Namespace, pack: "Pack") -> dict[str, Any]:
    """What the ticket would be; as at an intake, an unknown customer has the pack's default tier."""
    channel = args.channel or ("phone" if args.on == "rang" else None)
    kind = args.kind or (pack.kinds[0].name if len(pack.kinds) == 1 else None)
    return {
        "tier": pack.tier(args.tier or pack.default_tier).name,
        "channel": pack.channel(channel).name if channel else None,
        "kind": pack.kind(kind).name if kind else None,
        "category": pack.category(args.category).name if args.category else None,
        "level": args.level,
        "urgent": args.urgent,
    }


def _clock(rule: "ClockRule", clock: "Clock", at: "datetime", calendar: "Calendar") -> dict[str, Any]:
    from deskconsole.desk.tickets.documents import clock_document
    from deskconsole.present.catalogue import language

    document = clock_document(clock, rule.title.get(language()), at, calendar.zone)
    return {**document, "within": rule.time}


def _print_clocks(
    pack: "Pack", calendar: "Calendar", results: list[tuple["ClockRule", "Clock"]], at: "datetime"
) -> None:
    from deskconsole.domain.calendar.explanation import explain_due
    from deskconsole.present.catalogue import language
    from deskconsole.present.dates import weekday
    from deskconsole.present.holidays import day_reason
    from deskconsole.text.dates import rfc3339

    lang = language()
    if not results:
        print(_("no clock starts"))
    for rule, clock in results:
        message = _("every {time}") if rule.every else "{time}"
        due = rfc3339(clock.due, calendar.zone)
        print(_line(f"{rule.rule}  {rule.title.get(lang)}  {message.format(time=rule.time)}  → {due}"))
        print(_line(f"     {pack.rule(rule.rule).text.get(lang)}"))
        if clock.provisional:
            print("     " + _("provisional: it rests on a year whose holidays are not published yet"))
        way = explain_due(at, rule.duration, calendar, ring_seconds=pack.ring_seconds, promised=clock.due)
        for day in way.skipped:
            reason = day_reason(day.reason, day.name)
            date = f"{day.day.isoformat()} {weekday(day.day)}"
            print("     " + _("skipped {day}: {reason}").format(day=date, reason=reason))


def _entry(name: str, site: "Path", default: str) -> dict[str, Any]:
    from deskconsole.desk.policy.packs import load_pack
    from deskconsole.domain.problems import PackError
    from deskconsole.present.catalogue import language

    try:
        pack = load_pack(name, site)
    except PackError as error:
        table: dict[str, Any] = dict.fromkeys(("version", "title", "digest", "rules", "clocks", "kinds"))
        return {"name": name, "default": name == default, **table, "usable": False, "problems": len(error.problems)}
    return {
        "name": name,
        "default": name == default,
        "version": pack.version,
        "title": pack.title.get(language()),
        "digest": pack.digest,
        "rules": len(pack.rules),
        "clocks": len(pack.clocks),
        "kinds": [kind.name for kind in pack.kinds],
        "usable": True,
        "problems": 0,
    }


def _document(problem: "Problem") -> dict[str, Any]:
    return {
        "file": problem.file,
        "line": problem.line,
        "table": problem.table or None,
        "key": problem.key or None,
        "message": _describe(problem).removeprefix(f"{problem.where}: "),
    }


def _other_document(error: "DeskError") -> dict[str, Any]:
    """A mistake in a file of the site that is no pack's; its message names file and key."""
    from deskconsole.present.catalogue import explain

    return {"file": None, "line": None, "table": None, "key": error.field, "message": explain(error)}


def _describe(problem: "Problem") -> str:
    """Where, then what is wrong, in the language in use."""
    from deskconsole.errors import DeskError
    from deskconsole.present.catalogue import explain

    return explain(DeskError("{problem}", problem=problem))


def _site(args: argparse.Namespace) -> "Path":
    from deskconsole.data_files import site_folder

    return site_folder(args.store)


def _line(text: str) -> str:
    from deskconsole.text.clean import one_line

    return one_line(text)


def _print_json(document: object) -> None:
    from deskconsole.text.clean import json_text

    print(json_text(document))

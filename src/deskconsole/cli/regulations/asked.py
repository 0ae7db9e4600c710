"""``policy rules``, ``policy explain``: what rules bring and ask for, and what an event would start by them."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Iterator
from typing import Final

from deskconsole import data_files
from deskconsole.cli.answers import clock_document
from deskconsole.cli.command import Answer, Command
from deskconsole.cli.parsing.arguments import argument, fields as read_fields, flag, instant, names, whole
from deskconsole.cli.parsing.late_imports import late
from deskconsole.present.catalogue import N_, _
from deskconsole.present.json import Json, Reader, Shape, to_json

with late():
    from deskconsole.desk.policy import explaining, rules_at_hand
    from deskconsole.domain.calendar import duration, explanation
    from deskconsole.domain.clocks import starting
    from deskconsole.domain.rules import clock_rules
    from deskconsole.present import conditions, durations, holidays, titles
    from deskconsole.text import dates


def _rules(store: str | None, given: Namespace) -> list[rules_at_hand.RuleAtHand]:
    return rules_at_hand.rules_at_hand(data_files.site_folder(store), given.name)


def _rule_lines(rule: rules_at_hand.RuleAtHand, reader: Reader) -> Iterator[str]:
    """A line; of one that was named also what it brings and asks for."""
    numbers = ", ".join(f"{each.id} {each.title.get(reader.lang)}" for each in rule.rules)
    yield f"{rule.name}  {numbers or '-'}  {', '.join(rule.packs) or _('no pack switches it on')}"
    for brought in rule.brings:
        title = brought.title.get(reader.lang) if brought.title is not None else ""
        yield "  " + "  ".join(part for part in (f"[[{brought.table}]]", brought.name, title) if part)
        if brought.needs:
            needs = "; ".join(f"{table} {', '.join(names)}" for table, names in brought.needs.items())
            yield "    " + _("only where a pack has: {needs}").format(needs=needs)
    if rule.roles:
        yield "  " + _("roles that a pack must have: {roles}").format(roles=", ".join(rule.roles))
    for pack, roles in (rule.lacking or {}).items():
        yield "    " + _("{pack} lacks {roles}").format(pack=pack, roles=", ".join(roles))


# --- explain -----------------------------------------------------------------------------------------------------


def _explain(store: str | None, given: Namespace) -> explaining.Explained:
    question = explaining.Question(
        **{name: getattr(given, name) for name in ("on", "at", "due", "channel", "tier", "kind", "category", "level")},
        **{name: getattr(given, name) for name in ("urgent", "outcome", "score", "fields")},
    )
    return explaining.explain(given.pack, data_files.site_folder(store), question)


def _start_documents(explained: explaining.Explained, reader: Reader) -> list[Json]:
    """The clocks that would start; one that hangs on something also says on what."""
    local = Reader(explained.calendar.zone, reader.lang)

    def document(start: starting.PossibleStart) -> Json:
        only_if = {"only_if": to_json(start.only_if, local)} if start.only_if else {}
        clock = clock_document(start.clock, start.rule.title, explained.at, local)
        return {**clock, "within": start.rule.time, **only_if}

    return [document(start) for start in explained.starts]


def _start_lines(explained: explaining.Explained, reader: Reader) -> Iterator[str]:
    pack, calendar = explained.pack, explained.calendar
    yield f"{pack.name} {pack.version}  {pack.title.get(reader.lang)}"
    if not explained.starts:
        yield _("no clock starts")
    for start in explained.starts:
        rule, clock, regulation = start.rule, start.clock, pack.rule(start.rule.rule)
        time = (_("every {time}") if rule.every else "{time}").format(time=durations.duration_words(rule.duration))
        yield f"{rule.rule}  {rule.title.get(reader.lang)}  {time}  → {dates.rfc3339(clock.due, calendar.zone)}"
        if start.only_if:
            only_if = conditions.describe_conditions(start.only_if, pack)
            yield "     " + _("only if {conditions}").format(conditions=only_if)
        yield f"     {regulation.text.get(reader.lang)}"
        yield "     " + " · ".join(_whom(rule, clock.assignee, titles.Titles([pack])))
        if regulation.ours:
            yield "     " + _("(ours: the regulation does not say this)")
        if clock.provisional:
            yield "     " + _("provisional: it rests on a year whose holidays are not published yet")
        if clock.calendar is not None:
            title = next((each.title for each in pack.calendars if each.name == clock.calendar), None)
            shown = title.get(reader.lang) if title is not None else clock.calendar
            yield "     " + _("counted by the calendar {calendar}").format(calendar=shown)
        length = clock.duration or rule.duration
        counted_by, ring = start.rules.calendar_for(length), pack.ring_seconds
        way = explanation.explain_due(
            explained.at, length, counted_by, ring_seconds=ring, promised=clock.due, basis=clock.basis
        )
        for line in holidays.describe_way(way, calendar.zone):
            yield f"     {line}"


def _whom(rule: clock_rules.ClockRule, assignee: str | None, named: titles.Titles) -> Iterator[str]:
    """Whom a clock asks, when it warns and whom, and who is told when it is overdue."""
    yield _("asks {who}").format(who=named.assignee(assignee, rule.role))
    if rule.idle:
        yield _("runs while nothing else does")
    yield _("warns when {share} of the time is used").format(share=f"{rule.warn_at:.0%}")
    for warning in rule.warning:
        who = _listed(warning.to, named) or named.assignee(assignee, rule.role)
        if warning.share is not None:
            text = _("at {share} it is told to {who}").format(share=f"{warning.share:.0%}", who=who)
        else:
            time = durations.duration_words(duration.parse_duration(warning.before or ""))
            text = _("{time} before, it is told to {who}").format(time=time, who=who)
        yield text
    if rule.escalate_to:
        yield _("overdue, it is told to {who}").format(who=_listed(rule.escalate_to, named))


def _listed(roles: Iterable[str], named: titles.Titles) -> str:
    return ", ".join(named.assignee(None, role) for role in roles)


RULES: Final = Command(
    "rules",
    N_("the rules of the site at hand, and which packs go by them"),
    argument("name", help=N_("a rule's folder: also what it brings and asks of a pack"), nargs="*", read=names),
    run=_rules,
    store=False,
    answer=Answer(Shape("name rules packs brings roles lacking"), _rule_lines),
    examples=("policy rules feedback",),
)
EXPLAIN: Final = Command(
    "explain",
    N_("which clocks an event would start, due when and why"),
    argument("--pack", "P", N_("a pack's name or folder"), required=True),
    argument("--on", "EVENT", N_("such as received, rang, finished"), required=True),
    argument("--at", "T", N_("when it happens: RFC 3339 with offset"), required=True, read=instant),
    argument("--due", "T", N_("the time that a promise carries: RFC 3339 with offset"), read=instant),
    *(argument(f"--{name}", "NAME") for name in ("channel", "tier", "kind", "category")),
    argument("--level", "N", type=whole()),
    flag("--urgent"),
    argument("--outcome", "O", N_("what the event came to, such as reached")),
    argument("--score", "N", N_("the score that the event carries"), type=whole()),
    argument(
        "--field",
        "K=V",
        N_("a field of the event, or of the form of its ticket"),
        to="fields",
        action="append",
        default=[],
        read=read_fields,
    ),
    run=_explain,
    store=False,
    answer=Answer(_start_documents, _start_lines),
    examples=("policy explain --pack PACK --on received --at 2026-10-08T09:00:00+08:00",),
)

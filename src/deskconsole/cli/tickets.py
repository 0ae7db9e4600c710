"""``intake``, ``act``, ``tell-linked``, ``show``, ``queue``, ``follow-ups``."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable
from itertools import islice
from typing import Any, Final

from deskconsole.cli.answers import INTAKE, QUEUE_LINE, TICKET, WRITTEN, Written, opened
from deskconsole.cli.command import Answer, Answering, Command, each_line
from deskconsole.cli.parsing.arguments import (
    FIELDS,
    FORCE,
    FROM,
    KEEP_GOOD,
    argument,
    count,
    file,
    flag,
    instant,
    whole,
)
from deskconsole.cli.parsing.late_imports import late
from deskconsole.present.catalogue import N_, _, explain
from deskconsole.present.json import Shape

with late():
    from deskconsole.desk import desk as desks, input_lines, records
    from deskconsole.desk.matters import telling
    from deskconsole.desk.papers import attachments
    from deskconsole.desk.tickets import act, intake, intake_forms, views
    from deskconsole.documents import follow_ups
    from deskconsole.present import dates
    from deskconsole.text import cells

_ACT: Final = N_(
    "Text for the customer is checked: what may not be said so is refused with an accepted wording, and is sent "
    "anyway with --field wording_reason=WHY. proposed: --field solution= advantages= fits= cost= (a second one: "
    "solution_2= …). objected: --text POINT --field material=; with --to and --due it also goes to that "
    "department with a promised reply (--field told=). need_recorded: --field QUESTION=ANSWER; an answer that "
    "needs a plan also takes --to, --due, --field plan= and told=. specialist_needed: others besides --to with "
    "--field also='dept:legal;LOGIN'. accepted: --field contact=, how the specialist can be reached."
)
#: The form of an inquiry: options, with what stands for their value in help.
_FORM: Final = {
    **{"channel": "C", "kind": "K", "tier": "T", "customer": "C", "contact": "C", "category": "C", "content": "T"},
    **{"request": "T", "level": "N", "received": "T", "call": "ID"},
}
_FORM_HELP: Final = {
    "received": N_("when it arrived (default: now)"),
    "call": N_("the call whose ticket this completes"),
}


def _intake_usage(args: Namespace) -> str | None:
    given = args.fields or any(getattr(args, name) is not None for name in _FORM)
    return _("--from takes the forms from the file; leave the other options out") if args.lines and given else None


def _intake(desk: desks.Desk, given: Namespace) -> records.TicketView | Iterable[records.TicketView]:
    """One ticket from options, or many from a file: all or nothing, or each line by itself as it comes."""

    if given.lines:
        desk = desk.coming_from(desks.IMPORT)

    def read(line: input_lines.InputLine) -> records.IntakeForm:
        return intake_forms.read_form(desk, line.table or {}, now=desk.now(), loose=line.loose)

    def take(line: input_lines.InputLine) -> records.TicketView:
        key = f"{given.key}:{line.number}" if given.key else None
        return intake.intake(desk, read(line), key=key)

    if given.lines and given.keep_good:
        return each_line(desk, given.lines, take)
    if given.lines:
        forms = list(islice(each_line(desk, given.lines, read), input_lines.MOST_AT_ONCE + 1))
        return intake.intake_all(desk, forms, key=given.key)
    data = {name: value for name in _FORM if (value := getattr(given, name)) is not None}
    data |= {"urgent": given.urgent, "fields": given.fields}
    return intake.intake(desk, intake_forms.read_form(desk, data, now=desk.now(), loose=True), key=given.key)


def _act(desk: desks.Desk, given: Namespace) -> records.TicketView:
    """One event; a file that is attached is another use case."""
    fields: dict[str, Any] = dict(given.fields)
    for name in ("due", "to", "outcome", "reason", "score"):
        if (value := getattr(given, name)) is not None:
            fields[name] = value
    common = {name: getattr(given, name) for name in ("at", "text", "expect", "key")}
    if given.event == "attached" and "file" in fields:
        return attachments.attach(desk, given.number, [file(fields["file"], "file")], **common)
    return act.act(desk, given.number, given.event, of=given.of, fields=_typed(given.event, fields), **common)


def _typed(event: str, fields: dict[str, Any]) -> dict[str, Any]:
    """Attributes and truth values as what they mean; another ticket may be named with ``--to``."""
    named = {"merged": "into", "linked": "same_as", "unlinked": "same_as"}.get(event)
    if named is not None and named not in fields and "to" in fields:
        fields[named] = fields.pop("to")
    numbers = {"classified": "level", "followed_up": "score", "rated": "score"}
    truths = {"classified": "urgent", "rang": "withheld", "reopened": "by_customer"}
    number, truth = fields.get(numbers.get(event, "")), fields.get(truths.get(event, ""))
    # Of more digits there is no level and no score: it is refused as the text that it is.
    if isinstance(number, str) and number.strip().isdecimal() and len(number) < 10:
        fields[numbers[event]] = int(number)
    if isinstance(truth, str) and truth.lower() in ("true", "false"):
        fields[truths[event]] = truth.lower() == "true"
    return fields


def _follow_ups(desk: desks.Desk, given: Namespace) -> list[records.FollowUpLine] | Written:
    """The follow-ups, or the file of them for a calendar."""
    which = {name: getattr(given, name) for name in ("due", "mine", "at")}
    if given.out is None:
        return views.follow_ups(desk, **which)
    return Written(given.out, follow_ups.write_follow_ups(desk, given.out, force=given.force, **which))


def _follow_up_line(line: records.FollowUpLine, reader: Answering) -> str:
    """When, why, whom to call, what was said last."""
    when = cells.pad(dates.short_due(line.due, reader.now, reader.zone), 14)
    what, customer = reader.cell(line.title.get(reader.lang), 24), reader.cell(line.customer, 24)
    phone, words = reader.cell(line.phone, 18), cells.clip(reader.text(line.last_words), 40)
    return "  ".join((when, what, cells.pad(line.number, 18), customer, phone, words))


def _reason(each: telling.TellingResult, reader: Answering) -> str | None:
    """Why it was not told there."""
    return explain(each.refusal) if each.refusal is not None else None


# fmt: off
FOLLOW_UP: Final = Answer(
    Shape("number rule of do title due assignee customer phone last_words overdue"), _follow_up_line,
    opens=lambda line: opened(line, line.customer, line.phone),
)
TOLD: Final = Answer(
    Shape(
        "number told reason", told="recorded", reason=_reason
    ),
    lambda each, reader: [f"{each.number}  {_('told') if each.recorded else explain(each.refusal)}"],
)
_MINE: Final = flag("--mine", N_("owned by me or assigned to me"))

COMMANDS: Final = (
    Command("intake", N_("take an inquiry, or a file of them"),
            *(argument(f"--{name}", metavar, _FORM_HELP.get(name, "")) for name, metavar in _FORM.items()),
            flag("--urgent"), FIELDS, FROM, KEEP_GOOD,
            run=_intake, needs="take", usage=_intake_usage, answer=INTAKE, writes=True,
            examples=("intake --from inquiries.csv --keep-good", "intake --from - --json < mails.jsonl")),
    Command("act", N_("record one event on a ticket"), argument("number"), argument("event"),
            argument("--of", "SEQ", N_("the event whose thread this continues"), type=count),
            argument("--text", "T"), argument("--due", "T", read=instant),
            argument("--to", "WHO", N_("a login, dept:NAME or free text")),
            argument("--outcome", "O"), argument("--reason", "R"), argument("--score", "N", type=whole()), FIELDS,
            argument("--expect", "SEQ", N_("refuse if anything happened since"), type=count),
            run=_act, answer=TICKET, writes=True, at=True, reveals=True, epilog=_ACT,
            examples=("act 12 answered --text 'IRB 2600'",
                      "act 12 promised --text 'by noon' --due 2026-10-08T12:00:00+08:00")),
    Command("tell-linked", N_("what was told last on a ticket is told on all that are linked with it"),
            argument("number"),
            use=lambda: telling.tell_linked, answer=TOLD, writes="keyless", examples=("tell-linked 12",)),
    Command("show", N_("one ticket"), argument("number"), use=lambda: views.show, answer=TICKET, at=True, reveals=True,
            examples=("show 12 --json",)),
    Command("queue", N_("every open ticket, the nearest deadline first"),
            _MINE, flag("--overdue", N_("overdue only")), argument("--stage", "S", N_("in this stage only")),
            argument("--limit", "N", N_("at most N"), type=count),
            use=lambda: views.queue, answer=QUEUE_LINE, at=True, reveals=True, examples=("queue --mine --overdue",)),
    Command("follow-ups", N_("whom to call back"),
            argument("--due", help=N_("due until then"), choices=("today", "week", "overdue")),
            _MINE, argument("--out", "FILE", N_("write them for a calendar: .ics"), read=file), FORCE,
            run=_follow_ups, answer=(FOLLOW_UP, WRITTEN), at=True, reveals=True,
            examples=("follow-ups --due today", "follow-ups --out calls.ics")),
)

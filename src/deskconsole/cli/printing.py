"""Tickets and lists as lines for people; columns are counted in cells, foreign text is made safe."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from deskconsole.cli.options import lang, print_json
from deskconsole.desk.desk import Desk
from deskconsole.desk.tickets.records import FollowUpLine, QueueLine, TicketView
from deskconsole.domain.clocks.derive import Clock
from deskconsole.present.catalogue import _, language
from deskconsole.present.countdown import countdown
from deskconsole.present.dates import short, short_due
from deskconsole.present.form_values import describe_form
from deskconsole.present.titles import Titles
from deskconsole.present.windows import describe_verdict
from deskconsole.text.cells import clip, pad
from deskconsole.text.clean import one_line, shown


def queue_lines(lines: Sequence[QueueLine], now: datetime, desk: Desk) -> Iterator[str]:
    """One line a ticket: countdown, what must be done, number, customer, owner, request."""
    for line in lines:
        left = countdown(line.due, now, desk.zone, warn_from=line.warn_at, calendar=desk.calendar)
        yield "  ".join(
            (
                pad(f"{left.sign} {left.text}", 14),
                pad(clip(line.title.get(language()), 24), 24),
                pad(line.number, 18),
                pad(clip(one_line(line.customer or "-"), 24), 24),
                pad(clip(one_line(line.owner or "-"), 10), 10),
                clip(one_line(line.request or "-"), 40),
            )
        ).rstrip()


def follow_up_lines(lines: Sequence[FollowUpLine], now: datetime, desk: Desk) -> Iterator[str]:
    """One line a follow-up: when, why, whom to call, what was said last."""
    for line in lines:
        yield "  ".join(
            (
                pad(short_due(line.due, now, desk.zone), 14),
                pad(clip(line.title.get(language()), 24), 24),
                pad(line.number, 18),
                pad(clip(one_line(line.customer or "-"), 24), 24),
                pad(clip(one_line(line.phone or "-"), 18), 18),
                clip(one_line(line.last_words or "-"), 40),
            )
        ).rstrip()


def ticket_lines(view: TicketView, desk: Desk) -> Iterator[str]:
    """One ticket: facts, clocks, timeline."""
    ticket, titles = view.ticket, Titles([view.pack, *desk.packs])
    stage = titles.title("stage", ticket.stage) or "-"
    yield f"{view.number}  {_('completed') if view.closed else _('open')}  {stage}"
    facts = (
        (_("customer"), ticket.customer),
        (_("contact"), ticket.contact),
        (_("tier"), titles.title("tier", ticket.tier)),
        (_("channel"), titles.title("channel", ticket.channel)),
        (_("category"), titles.title("category", ticket.category)),
        (_("owner"), ticket.owner),
        (_("content"), ticket.content),
        (_("request"), ticket.request),
    )
    own = describe_form(view.pack.form(ticket.kind, "received"), ticket.fields, desk.zone)
    for name, value in (*facts, *own):
        yield f"{pad(one_line(name), 10)} {shown(value or '-')}"
    for repeat, count in view.repeats:
        yield f"! {repeat.title.get(language())} · {_('No. {n}').format(n=count)}"
    for verdict in view.windows:
        sign = "+" if verdict.open else "-"
        yield f"{sign} {verdict.window.title.get(language())} · {describe_verdict(verdict, view.at, desk.zone)}"
    for clock in view.clocks:
        yield _clock_line(view, clock, desk)
    for event in view.events:
        words = one_line(event.text or "")
        when = short(event.happened_at, view.at, desk.zone)
        by = one_line(event.by or "-")
        yield f"{event.seq:4} {pad(when, 14)} {pad(event.kind, 20)} {pad(by, 10)} {words}".rstrip()


def _clock_line(view: TicketView, clock: Clock, desk: Desk) -> str:
    title = view.title(clock.rule, clock.do)
    left = ""
    if clock.state == "running":
        shown_left = countdown(clock.due, view.at, desk.zone, warn_from=clock.warn_at, calendar=desk.calendar)
        left = f"{shown_left.sign} {shown_left.text}"
    return "  ".join(
        (
            pad(clock.rule, 4),
            pad(clip(title.get(language()) if title else clock.do, 30), 30),
            pad(clock.state, 10),
            pad(short_due(clock.due, view.at, desk.zone), 14),
            left,
        )
    ).rstrip()


def answer_intake(desk: "Desk", view: "TicketView", as_json: bool) -> None:
    """Print what `intake` answers for one ticket."""
    if as_json:
        from deskconsole.desk.tickets.documents import intake_document

        print_json(intake_document(view, desk.zone, lang()))
    else:
        print(view.number, flush=True)

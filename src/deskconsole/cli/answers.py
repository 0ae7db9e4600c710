"""What several features answer with: a ticket, its clocks and events, a line of the queue, a file that was written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from deskconsole.cli.command import Answer, Answering
from deskconsole.cli.parsing.late_imports import late
from deskconsole.present.catalogue import _, ngettext
from deskconsole.present.json import Json, Reader, Shape, to_json
from deskconsole.text.private import Private

with late():
    from deskconsole.present import countdown, dates, event_titles, form_values, titles, windows
    from deskconsole.present.papers import states
    from deskconsole.text import cells, clean

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from deskconsole.desk.records import QueueLine, TicketView
    from deskconsole.domain.clocks.clock import Clock
    from deskconsole.domain.rules.forms import FormField
    from deskconsole.domain.tickets.event import Event

#: Stands before each line of what a customer wrote: no text of theirs passes for a line of the desk.
_QUOTED: Final = "| "


# --- clocks and events -------------------------------------------------------------------------------------------

CLOCK: Final = Shape(
    "rule of do title role assignee started due first_due ended state overdue breaches remaining_seconds provisional "
    "reclassified"
)
EVENT: Final = Shape("seq kind of happened_at recorded_at by text fields")


def remaining_seconds(due: datetime, now: datetime) -> int:
    """Whole seconds left, rounded down; negative when overdue."""
    left = due - now
    return left.days * 86400 + left.seconds


def clock_document(clock: Clock, title: object, now: datetime, reader: Reader) -> dict[str, Json]:
    """One clock as it stands at ``now``."""
    left = remaining_seconds(clock.due, now) if clock.state == "running" else None
    given = {"overdue": clock.overdue(now), "breaches": clock.breaches_at(now), "remaining_seconds": left}
    return CLOCK.document(clock, reader, title=title, **given)


def clock_documents(view: TicketView, reader: Answering) -> list[Json]:
    """Every clock of a ticket, in order of start."""

    def title(clock: Clock) -> object:
        return view.title(clock)

    return [clock_document(clock, title(clock), view.at, reader) for clock in view.clocks]


def event_document(event: Event, reader: Reader, form: Sequence[FormField] = ()) -> dict[str, Json]:
    """One event; instants among its fields (``form``: those of its kind's form) have the site's offset."""
    fields = form_values.fields_document(form, event.fields, reader.zone)
    return EVENT.document(event, reader, fields=fields if event.due is None else {**fields, "due": event.due})


# --- a ticket ----------------------------------------------------------------------------------------------------


def _form_fields(view: TicketView, reader: Answering) -> dict[str, Any]:
    ticket = view.ticket
    return form_values.fields_document(view.pack.form(ticket.kind, "received"), ticket.fields, reader.zone)


def _events(view: TicketView, reader: Answering) -> list[Json]:
    return [event_document(event, reader, view.pack.form(view.ticket.kind, event.kind)) for event in view.events]


_DOCUMENT: Final = Shape("name title state open before at by asked_at whom signed_by reason")
_PAPER_FILE: Final = Shape("state by at to place reason")


def _documents(view: TicketView, reader: Answering) -> list[Json]:
    """What was asked for and what became of it."""
    return [
        _DOCUMENT.document(each, reader, name=name, title=states.document_title(view.pack, name))
        for name, each in view.ticket.documents.items()
    ]


_FOLDED: Final = (
    *("kind", "channel", "tier", "category", "level", "urgent", "customer", "contact", "content", "request"),
    *("stage", "owner", "first_receiver"),
)


def ticket_lines(view: TicketView, reader: Answering) -> Iterator[str]:
    """One ticket for people: facts, clocks, timeline."""
    ticket, names = view.ticket, titles.Titles([view.pack, *reader.desk.packs])
    yield f"{view.number}  {_('completed') if view.closed else _('open')}  {names.title('stage', ticket.stage) or '-'}"
    for label, fact in (
        (_("customer"), ticket.customer),
        (_("contact"), ticket.contact),
        (_("tier"), names.title("tier", ticket.tier)),
        (_("channel"), names.title("channel", ticket.channel)),
        (_("category"), names.title("category", ticket.category)),
        (_("owner"), ticket.owner),
    ):
        yield f"{cells.pad(label, 10)} {reader.text(fact)}"
    form = view.pack.form(ticket.kind, "received")
    own = {name: reader.value(value) for name, value in ticket.fields.items()}
    for label, text in reversed(names.messages(ticket)):
        yield from quoted(label, reader.value(text))
    for label, text in form_values.describe_form(form, own, reader.zone):
        label = clean.one_line(label)
        yield from quoted(label, text) if "\n" in text else [f"{cells.pad(label, 10)} {reader.text(text)}"]
    for one in view.repeats:
        yield f"! {windows.describe_repeated(*one)}"
    for other in view.linked:
        state = _("open") if other.open else _("completed")
        yield f"= {_('The same matter')} {other.number} ({state})"
    for document, title, state in states.documents_told(ticket, view.pack, names, partial(_short, view, reader)):
        yield f"{'-' if document.open else '+'} {title}: {state}"
    if file := states.file_told(ticket.paper_file, names, partial(_short, view, reader)):
        yield f"= {file}"
    for verdict in view.windows:
        sign = "+" if verdict.open else "-"
        yield (
            f"{sign} {verdict.window.title.get(reader.lang)} · "
            f"{windows.describe_verdict(verdict, view.at, reader.zone)}"
        )
    for clock in view.clocks:
        yield _clock_line(view, clock, reader)
    for event in view.events:
        when = cells.pad(dates.short(event.happened_at, view.at, reader.zone), 14)
        title = cells.pad(_(event_titles.event_title(event.kind)), 20)
        words = reader.text(event.text) if event.text else ""
        by = f"{event.by} ({event.entered_by})" if event.entered_by else event.by
        yield f"{event.seq:4} {when} {title} {cells.pad(reader.text(by), 10)} {words}"


def _short(view: TicketView, reader: Answering, at: datetime) -> str:
    return dates.short(at, view.at, reader.zone)


def quoted(label: str, text: object) -> Iterator[str]:
    """What somebody wrote, each line of it marked as theirs; the label, if any, stands beside the first."""
    margin = 11 if label else 0
    for line in clean.shown(str(text)).split("\n") if text else []:
        yield f"{cells.pad(label, margin)}{_QUOTED}{line}"
        label = ""
    if not text:
        yield f"{cells.pad(label, margin)}-"


def _clock_line(view: TicketView, clock: Clock, reader: Answering) -> str:
    title, left = view.title(clock), ""
    if clock.state == "running":
        left = time_left(clock.due, view.at, reader, clock.warn_at)
    return "  ".join(
        (
            cells.pad(clock.rule, 4),
            reader.cell(title.get(reader.lang), 30),
            cells.pad(_(countdown.CLOCK_STATES[clock.state]), 10),
            cells.pad(dates.short_due(clock.due, view.at, reader.zone), 14),
            left,
        )
    )


def time_left(due: datetime, now: datetime, reader: Answering, warn_from: datetime | None = None) -> str:
    """How long until something is due, its sign first."""
    left = countdown.countdown(due, now, reader.zone, warn_from=warn_from)
    return f"{left.sign} {left.text}"


TICKET: Final = Answer(
    Shape(
        "number kind pack channel tier category level urgent customer contact content request fields stage closed "
        "owner first_receiver received linked documents paper_file clocks events",
        **{name: f"ticket.{name}" for name in _FOLDED},
        pack="pack.name",
        fields=_form_fields,
        received=lambda view, reader: view.ticket.received_at or view.ticket.opened_at,
        linked=lambda view, reader: [each.number for each in view.linked],
        documents=_documents,
        paper_file=lambda view, reader: to_json(view.ticket.paper_file, reader, _PAPER_FILE),
        clocks=clock_documents,
        events=_events,
    ),
    ticket_lines,
    opens=lambda view: {"number": view.number} if view.holds_private else None,
)
INTAKE: Final = Answer(
    Shape("number id stage clocks", stage="ticket.stage", clocks=clock_documents), lambda view, reader: [view.number]
)
CALL: Final = Answer(Shape("number clocks", clocks=clock_documents), lambda view, reader: view.number)


def opened(record: Any, *texts: object) -> dict[str, Any] | None:
    """Whose private texts a line of a ticket holds, if any of these is one."""
    return {"number": record.number} if any(isinstance(text, Private) for text in texts) else None


# --- the queue ---------------------------------------------------------------------------------------------------


def queue_line(line: QueueLine, reader: Answering, now: datetime | None = None) -> str:
    """Countdown, what must be done, number, customer, owner, request."""
    return "  ".join(
        (
            cells.pad(time_left(line.due, now or reader.now, reader, line.warn_at), 14),
            reader.cell(line.title.get(reader.lang), 24),
            cells.pad(line.number, 18),
            reader.cell(line.customer, 24),
            reader.cell(line.owner, 10),
            cells.clip(reader.text(line.request), 40),
        )
    )


QUEUE: Final = Shape(
    "number do title rule due remaining_seconds overdue tier channel kind customer owner assignee stage",
    remaining_seconds=lambda line, reader: remaining_seconds(line.due, reader.now),
)
QUEUE_LINE: Final = Answer(QUEUE, queue_line, opens=lambda line: opened(line, line.customer))


# --- files -------------------------------------------------------------------------------------------------------


class Written(NamedTuple):
    """A file that was written, if any, and how many rows are in it."""

    out: Path | None
    rows: int


def _written_line(written: Written, reader: Answering) -> Iterator[str]:
    if written.out is not None:
        message = ngettext("{out}: {n} row", "{out}: {n} rows", written.rows)
        yield message.format(out=written.out, n=written.rows)


WRITTEN: Final = Answer(Shape("out rows"), _written_line, of="Written")

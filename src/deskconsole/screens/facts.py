"""What is known of a ticket, as text to read: facts, the customer's words, and what happened."""

from collections.abc import Iterable, Iterator
from datetime import datetime, tzinfo
from typing import Final

from deskconsole.actions import event_title
from deskconsole.desk.records import TicketView
from deskconsole.domain.events import Event
from deskconsole.present.catalogue import N_, _
from deskconsole.present.cells import pad, width, wrap
from deskconsole.present.dates import short
from deskconsole.present.repeats import told_recurrence
from deskconsole.present.safe import one_line, shown
from deskconsole.widgets.reading import Piece
from deskconsole.widgets.titles import Titles

#: What outcomes are called, for choices and for reading.
OUTCOMES: Final = {
    "reached": N_("reached"),
    "no_answer": N_("no answer"),
    "refused": N_("refused"),
    "understood": N_("understood"),
    "not_yet": N_("not yet understood"),
    "no_reaction": N_("no reaction"),
    "rated": N_("rated"),
    "not_asked": N_("not asked"),
    "taken": N_("taken"),
    "returned": N_("came back"),
}
REASONS: Final = {
    "customer": N_("the customer does not want it any more"),
    "wrong_number": N_("wrong number"),
    "spam": N_("spam"),
    "duplicate": N_("duplicate"),
}
#: Fields of events that are told in another way or only matter to the machine.
_SILENT: Final = frozenset(
    {"customer", "contact", "content", "request", "channel", "kind", "tier", "category", "level", "urgent", "fields"}
    | {"told_by", "old", "call", "withheld", "caller", "erased", "missed_due", "step", "breach", "breaches", "since"}
)
_MUTED: Final = "$foreground-muted"
_INDENT: Final = 4


def detail_pieces(view: TicketView, titles: Titles, now: datetime, zone: tzinfo, cells: int) -> Iterator[Piece]:
    """The pane beside the queue: who, what was asked, what was said last; ``cells`` wide."""
    ticket = view.ticket
    yield (f"{view.number}  ", _MUTED)
    yield (f"{titles.customer(ticket.customer, ticket.tier)}\n", "bold")
    yield (f"{one_line(ticket.contact or '-')}\n{titles.facts(ticket)}\n\n", "")
    words = ((_("Request"), ticket.request), (_("Content"), ticket.content), (_("Last words"), ticket.last_words))
    yield from _columns(words, cells)
    if ticket.received_at is not None:
        yield (f"{_('Received')} {short(ticket.received_at, now, zone)}", _MUTED)


def labelled(label: str, text: str | None) -> Iterator[Piece]:
    """A label and a text of the customer below each other; nothing where there is no text."""
    if text:
        yield (f"{label}  ", _MUTED)
        yield (f"{text}\n", "")


def timeline_pieces(view: TicketView, titles: Titles, now: datetime, zone: tzinfo, cells: int) -> Iterator[Piece]:
    """The customer's words, then every event, the newest first; texts hang below their heads, ``cells`` wide."""
    told: list[tuple[str, str | None]] = [(_("Request"), view.ticket.request)]
    told += [(_("Content"), view.ticket.content)]
    told += [(one_line(str(name)), str(value)) for name, value in view.ticket.fields.items()]
    yield from _columns(told, cells)
    yield ("\n", "")
    undone = {event.of for event in view.events if event.kind == "undone"}
    for event in reversed(view.events):
        yield from _event_pieces(event, titles, now, zone, cells, undone=event.seq in undone)


def _columns(told: Iterable[tuple[str, str | None]], cells: int) -> Iterator[Piece]:
    """Labels and texts in two columns; what has no text is left out."""
    given = [(label, text) for label, text in told if text]
    indent = max((width(label) for label, _text in given), default=0) + 2
    for label, text in given:
        yield (pad(label, indent), _MUTED)
        yield (_hanging(text, cells, indent), "")


def _hanging(text: str, cells: int, indent: int) -> str:
    """A text wrapped in a column of its own, to stand behind ``indent`` cells."""
    return f"\n{' ' * indent}".join(wrap(shown(text), max(8, cells - indent))) + "\n"


def _event_pieces(
    event: Event, titles: Titles, now: datetime, zone: tzinfo, cells: int, *, undone: bool
) -> Iterator[Piece]:
    yield (f"{event.seq:>3} {short(event.happened_at, now, zone)} ", _MUTED)
    title = _(event_title(event.kind))
    yield (title, f"strike {_MUTED}" if undone else "bold")
    who = titles.person(event.by) if event.by else _("the desk")
    late = f" · {_('entered later')}" if event.late_entry and event.human else ""
    thread = f" · #{event.of}" if event.of is not None else ""
    yield (f"  {who}{thread}{late}\n", _MUTED)
    told = " · ".join(_told(event, titles, now, zone))
    for text in (told, event.text):
        if text:
            yield (" " * _INDENT + _hanging(text, cells, _INDENT), "")


def _told(event: Event, titles: Titles, now: datetime, zone: tzinfo) -> Iterable[str]:
    """The fields of an event as people read them."""
    for name, value in event.fields.items():
        if event.kind == "classified" and name in ("tier", "channel", "category", "kind"):
            yield titles.title(name, str(value))
        elif name in _SILENT:
            continue
        elif name == "due" and event.due is not None:
            yield _("until {when}").format(when=short(event.due, now, zone))
        elif name == "recurrence":
            yield told_recurrence(str(value))
        elif name == "to":
            yield _("to {who}").format(who=titles.who(str(value)))
        elif name == "outcome" and value in OUTCOMES:
            yield _(OUTCOMES[str(value)])
        elif name == "reason" and value in REASONS:
            yield _(REASONS[str(value)])
        elif name == "rule":
            yield str(value)
        elif name == "score":
            yield _("score {n}").format(n=value)
        else:
            yield f"{one_line(str(name))}: {one_line(str(value))}"

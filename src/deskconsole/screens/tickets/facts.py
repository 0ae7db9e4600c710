"""What is known of a ticket, as text to read: facts, the customer's words, and what happened."""

from collections.abc import Iterable, Iterator
from datetime import datetime, tzinfo
from typing import Final

from deskconsole.actions import event_title
from deskconsole.desk.records import TicketView
from deskconsole.domain.rules.pack import Pack
from deskconsole.domain.tickets.event import Event
from deskconsole.domain.tickets.ticket import effective
from deskconsole.domain.tickets.vocabulary import CUSTOMER_WORDING
from deskconsole.present.catalogue import _, language
from deskconsole.present.dates import short, short_due
from deskconsole.present.event_fields import describe_fields
from deskconsole.present.form_values import describe_form
from deskconsole.present.papers.states import documents_told, file_told
from deskconsole.present.titles import Titles
from deskconsole.present.windows import describe_repeated, describe_verdict
from deskconsole.text.cells import clip, pad, width, wrap
from deskconsole.text.clean import one_line, shown
from deskconsole.widgets.text_view import Piece

_MUTED: Final = "$foreground-muted"
_INDENT: Final = 4
_NEXT_CLOCKS: Final = 2
_LAST_EVENTS: Final = 3
#: What says something to whoever asked.
_ANSWERS: Final = frozenset(
    {name for name, fields in CUSTOMER_WORDING.items() if "text" in fields} | {"specialist_answered"}
)


def detail_pieces(view: TicketView, titles: Titles, now: datetime, zone: tzinfo, cells: int) -> Iterator[Piece]:
    """The pane beside the queue: who, what was asked, what was said last; ``cells`` wide."""
    ticket = view.ticket
    yield (f"{view.number}  ", _MUTED)
    yield (f"{titles.customer(ticket.customer, ticket.tier)}\n", "bold")
    yield (f"{one_line(str(view.contact or '-'))}\n{titles.facts(ticket)}\n\n", "")
    yield from _columns([*titles.messages(ticket), (_("Last words"), ticket.last_words)], cells)
    if ticket.received_at is not None:
        yield (f"{_('Received')} {short(ticket.received_at, now, zone)}", _MUTED)


def card_pieces(view: TicketView, titles: Titles, cells: int) -> Iterator[Piece]:
    """The two lines below the queue: what was asked, and what was said last to whoever asked."""
    ticket = view.ticket
    answer = _last_answer(view)
    question = ticket.content or ticket.request or titles.title("kind", ticket.kind)
    message = answer.text if answer is not None else _("nothing yet")
    labels = (_("Asked"), _("Told"))
    indent = max(map(width, labels)) + 2
    for label, text, end in zip(labels, (question, message), ("\n", ""), strict=True):
        yield (pad(label, indent), _MUTED)
        yield (clip(one_line(str(text)), max(8, cells - indent)) + end, "")


def whole_card_pieces(view: TicketView, titles: Titles, now: datetime, zone: tzinfo, cells: int) -> Iterator[Piece]:
    """The pane beside the queue: who and what, the next two clocks, the last three events."""
    yield from detail_pieces(view, titles, now, zone, cells)
    running = sorted((clock for clock in view.clocks if clock.active), key=lambda clock: clock.due)
    if running:
        yield ("\n\n", "")
    for clock in running[:_NEXT_CLOCKS]:
        yield (f"{short_due(clock.due, now, zone)}  ", _MUTED)
        yield (f"{view.title(clock).get(language())}\n", "")
    yield ("\n", "")
    for event in reversed([event for event in view.events if event.kind != "undone"][-_LAST_EVENTS:]):
        yield (f"{short(event.happened_at, now, zone)}  ", _MUTED)
        yield (f"{_(event_title(event.kind))}  {titles.person(event.by) if event.by else _('the desk')}\n", "")
        if event.text:
            yield (" " * 2 + clip(one_line(event.text), max(8, cells - 2)) + "\n", "")


def _last_answer(view: TicketView) -> Event | None:
    """What was said last: to the customer, or by the specialist who was asked."""
    results = (event for event in reversed(list(effective(view.events))) if event.text and event.kind in _ANSWERS)
    return next(results, None)


def labelled(label: str, text: str | None) -> Iterator[Piece]:
    """A label and a text of the customer below each other; nothing where there is no text."""
    if text:
        yield (f"{label}  ", _MUTED)
        yield (f"{text}\n", "")


def timeline_pieces(view: TicketView, titles: Titles, now: datetime, zone: tzinfo, cells: int) -> Iterator[Piece]:
    """The customer's words, then every event, the newest first; texts hang below their heads, ``cells`` wide."""
    for repeated in view.repeats:
        yield (f"! {_hanging(describe_repeated(*repeated), cells, 2)}", "$warning")
    if view.linked:
        text = _("The same matter, brought {n} times: {numbers}")
        numbers = " ".join(each.number[-4:] + ("" if each.open else "✓") for each in view.linked)
        yield (f"= {_hanging(text.format(n=len(view.linked) + 1, numbers=numbers), cells, 2)}", "bold")
    for document, name, state in documents_told(view.ticket, view.pack, titles, lambda at: short(at, now, zone)):
        line = _hanging(f"{name} · {state}", cells, 2)
        yield (f"{'-' if document.open else '✓'} {line}", "$warning" if document.open else _MUTED)
    if file := file_told(view.ticket.paper_file, titles, lambda at: short(at, now, zone)):
        yield (f"= {_hanging(file, cells, 2)}", "bold")
    for verdict in view.windows:
        title = _hanging(f"{verdict.window.title.get(language())} · {describe_verdict(verdict, now, zone)}", cells, 2)
        yield (f"{'+' if verdict.open else '-'} {title}", "bold" if verdict.open else _MUTED)
    messages = titles.messages(view.ticket)
    messages += describe_form(view.pack.form(view.ticket.kind, "received"), view.ticket.fields, zone, titles.people)
    yield from _columns(messages, cells)
    if advice := advice_of(view.pack, view.ticket.category):
        yield ("\n", "")
        yield from _columns(advice, cells)
    yield ("\n", "")
    counted = {event.seq for event in effective(view.events)}
    # by when it happened: what was entered later stands where it belongs
    for event in sorted(view.events, key=lambda event: (event.happened_at, event.seq), reverse=True):
        own = (
            *view.pack.form(view.ticket.kind, event.kind),
            *view.pack.question_fields(view.ticket.category, event.kind),
        )
        described_fields = describe_fields(event, titles, lambda at: short(at, now, zone), zone, own)
        void = "" if event.seq in counted or event.kind == "undone" else _why_void(event, view)
        yield from _event_pieces(event, " · ".join(described_fields), titles, now, zone, cells, void)


def advice_of(pack: Pack, category: str | None) -> list[tuple[str, str]]:
    """What people are told in a category: how it goes, what they bring, where; and who answers the rest."""
    result = pack.questions(category or "")
    if result is None or result.procedure is None:
        return []
    messages = [(_("Procedure"), result.procedure.get(language()))]
    if result.documents:
        messages.append((_("To bring"), _("; ").join(text.get(language()) for text in result.documents)))
    if result.window is not None:
        messages.append((_("Window"), result.window.get(language())))
    if result.department is not None:
        messages.append((_("Else ask"), pack.department(result.department).title.get(language())))
    return messages


def _columns(messages: Iterable[tuple[str, str | None]], cells: int) -> Iterator[Piece]:
    """Labels and texts in two columns; what has no text is left out."""
    given = [(label, text) for label, text in messages if text]
    indent = max((width(label) for label, _text in given), default=0) + 2
    for label, text in given:
        yield (pad(label, indent), _MUTED)
        yield (_hanging(text, cells, indent), "")


def _hanging(text: str, cells: int, indent: int) -> str:
    """A text wrapped in a column of its own, to stand behind ``indent`` cells."""
    return f"\n{' ' * indent}".join(wrap(shown(text), max(8, cells - indent))) + "\n"


def _why_void(event: Event, view: TicketView) -> str:
    """Why an event does not count: somebody took it back, or a later one says that it was none."""
    back = any(e.kind == "undone" and e.of is not None and e.of <= event.seq < e.seq for e in view.events)
    return _("taken back") if back else _("does not count")


def _event_pieces(
    event: Event, message: str, titles: Titles, now: datetime, zone: tzinfo, cells: int, void: str
) -> Iterator[Piece]:
    """One event; ``void`` says why it does not count, where it does not: by words, and struck through as well."""
    yield (f"{event.seq:>3} {short(event.happened_at, now, zone)} ", _MUTED)
    title = _(event_title(event.kind))
    yield (title, f"strike {_MUTED}" if void else "bold")
    if void:
        yield (f" ({void})", "bold")
    who = titles.person(event.by) if event.by else _("the desk")
    who += f" ({titles.person(event.entered_by)})" if event.entered_by else ""
    late = f" · {_('entered later')}" if event.late_entry and event.human else ""
    thread = f" · #{event.of}" if event.of is not None else ""
    yield (f"  {who}{thread}{late}\n", _MUTED)
    for text in (message, event.text):
        if text:
            yield (" " * _INDENT, "")
            yield (_hanging(text, cells, _INDENT), f"strike {_MUTED}" if void else "")


def standing_words(view: TicketView) -> list[str]:
    """What goes before everything else: why the matter is grave, and where the customer is now."""
    ticket = view.ticket
    titles = {major.name: major.title.get(language()) for major in view.pack.majors}
    words = [titles[name] for name in ticket.major if name in titles]
    grave = [_("Major") + (f"：{' + '.join(words)}" if words else "")] if ticket.major else []
    return [*grave, *([one_line(ticket.place)] if ticket.place else [])]

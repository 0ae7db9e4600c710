"""Which fields the small form of an action has: from the vocabulary of events, titled and typed here once."""

import functools
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import tzinfo
from typing import Final

from deskconsole.desk.records import TicketView
from deskconsole.domain.rules.extensions import APPROVED_BY, asks_for_approval
from deskconsole.domain.rules.follow_on import PARTS, asks_for_plan
from deskconsole.domain.rules.house.documents import documents_of
from deskconsole.domain.rules.texts import Text
from deskconsole.domain.tickets import threads
from deskconsole.domain.tickets.events.answers import PROPOSALS
from deskconsole.domain.tickets.events.changes import WITHDRAWAL_REASONS
from deskconsole.domain.tickets.events.hand_offs import HAND_OFF_EVENTS
from deskconsole.domain.tickets.events.kind import EventKind
from deskconsole.domain.tickets.vocabulary import EVENTS
from deskconsole.present.catalogue import N_, Marked, _, language
from deskconsole.present.dates import short_due
from deskconsole.present.event_fields import OUTCOMES, REASONS
from deskconsole.present.event_titles import field_title
from deskconsole.present.titles import Titles
from deskconsole.record import dataclass
from deskconsole.screens.forms.classes import class_titles, pack_group
from deskconsole.screens.frame.session import Session
from deskconsole.text.cells import clip
from deskconsole.text.clean import one_line
from deskconsole.widgets.forms.form_row import Entry, FormRow, yes_no
from deskconsole.widgets.forms.form_rows import FormRows
from deskconsole.widgets.forms.pack_fields import PackFields

Choices = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its machine name, its label (made anew in each language), how it is entered."""

    name: str
    label: Callable[[], str]
    entry: Entry
    choices: Callable[[], Choices] = tuple
    required: bool = False

    def row(self, value: str = "") -> FormRow:
        """The row of a form that enters it."""
        return FormRow(self.name, self.label, self.entry, choices=self.choices, value=value, required=self.required)


#: Fields that the desk fills in by itself, or that have no place on a form yet.
_HIDDEN: Final = frozenset(
    {"documents_complete", "with_papers", "call", "caller", "withheld", "told_by", "by_customer", "kind", "also"}
)
_ORDER: Final = ("to", "outcome", "score", "due", "reason")
_AREAS: Final = frozenset({"text", "remark", "told", "plan"})
_ENTRIES: Final = {"due": Entry.WHEN, "recurrence": Entry.REPEAT, **dict.fromkeys(_AREAS, Entry.AREA)}
#: Below the text, where it is in nobody's way.
_LAST: Final = ("recurrence",)
_SCORES: Final = tuple((str(n), "") for n in range(1, 6))
#: What becomes of a call that is put through; one that comes back is the desk's again.
_TRANSFERS: Final = ("taken", "no_answer", "returned")
#: Room for what a thread is about, in cells.
_THREAD_CELLS: Final = 16
_CLASSES: Final = ("channel", "tier", "category")


def fields_of(event: str, view: TicketView, titles: Titles, zone: tzinfo) -> list[Field]:
    """The fields of an action's form on this ticket, in the order of the form."""
    kind = EVENTS[event]
    return [
        *_threads(kind, view, titles, zone),
        *_questions(event, view),
        *(_field(kind, name, view) for name in _names(kind, view)),
    ]


def pack_fields(event: str, view: TicketView, session: Session, rows: Callable[[], FormRows]) -> PackFields:
    """The fields that the pack asks for with an event; conditions may ask the event's own, which stand in ``rows``."""

    def facts() -> Mapping[str, object]:
        chosen = [row for row in rows().by_name.values() if row.entry is Entry.CHOICE]
        carried = {row.field: row.value for row in chosen if row.value}
        score = carried.get("score", "")
        return {**view.facts, **carried, **({"score": int(score)} if score.isdecimal() else {})}

    return pack_group(session, facts, view.pack.form(view.ticket.kind, event))


#: Forms that are filled in from the matter itself on, not from what is done about it.
_OWN_ORDER: Final[Mapping[str, tuple[str, ...]]] = {
    "objected": ("text", "material", "to", "due", "told"),
    "need_recorded": ("text", "to", "due", "plan", "told"),
    "proposed": (*EVENTS["proposed"].optional, "text"),
    "specialist_needed": ("to", "text", "told"),
}


def _names(kind: EventKind, view: TicketView) -> list[str]:
    if kind.name in _OWN_ORDER:
        plan = kind.name != "need_recorded" or asks_for_plan(kind.name, view.pack, view.ticket.category)
        return [name for name in _OWN_ORDER[kind.name] if plan or name not in PARTS]
    last = [name for name in _LAST if name in kind.optional]
    existing = {*kind.required, *kind.optional, *(("outcome",) if kind.outcomes else ())} - _HIDDEN
    existing -= {"text", "remark", *last}
    if not asks_for_approval(view.pack, view.clocks):
        existing.discard(APPROVED_BY)
    ordered = [name for name in _ORDER if name in existing]
    rest = [name for name in (*kind.required, *kind.optional) if name in existing and name not in ordered]
    return [*ordered, *rest, "remark" if "remark" in kind.optional else "text", *last]


def not_asked(event: str, view: TicketView, values: Mapping[str, str]) -> frozenset[str]:
    """The fields of an action's form that are not asked while ``values`` stand in it.

    Needs ask for a plan only where an answer calls for one; a second proposal follows a first.
    """
    if event == "proposed":
        return frozenset(PROPOSALS[1]) if not values.get("solution", "").strip() else frozenset()
    checklist = view.pack.questions(view.ticket.category or "") if event == "need_recorded" else None
    if checklist is not None and not any(values.get(q.name) == "yes" for q in checklist.questions if q.plan):
        return frozenset(PARTS)
    return frozenset()


def _field(kind: EventKind, name: str, view: TicketView) -> Field:
    label = field_title(kind.name, name)

    def default_text() -> str:
        return _(label)

    choices, entry = _choices(kind, name, view), _ENTRIES.get(name, Entry.LINE)
    if name == "to" and kind.name != "call_transferred":
        entry = Entry.WHO
    elif choices is not None and entry is Entry.LINE:
        entry = Entry.CHOICE
    return Field(name, default_text, entry, choices or tuple, name in kind.required)


def _choices(kind: EventKind, name: str, view: TicketView) -> Callable[[], Choices] | None:
    """The values to choose from by one key, where a field has such."""
    if name == "outcome" and kind.outcomes:
        return lambda: [(outcome, _(OUTCOMES.get(outcome, Marked(outcome)))) for outcome in kind.outcomes]
    if name == "outcome" and kind.name == "call_transferred":
        return lambda: [(outcome, _(OUTCOMES[outcome])) for outcome in _TRANSFERS]
    if name == "documents":
        signed = [each for each in documents_of(view.pack.documents, view.ticket.kind) if each.signed]
        return lambda: [(each.name, each.title.get(language())) for each in signed]
    if name == "score":
        return lambda: _SCORES
    if name == "reason" and kind.name == "withdrawn":
        return lambda: [(reason, _(REASONS[reason])) for reason in WITHDRAWAL_REASONS]
    if name == "urgent":
        return yes_no
    if name in _CLASSES:
        return lambda: class_titles(name, view.pack, None, ())
    return None


def _questions(event: str, view: TicketView) -> Iterator[Field]:
    """The open questions of the ticket's category, to be answered one a line."""
    checklist = view.pack.questions(view.ticket.category or "") if event == "need_recorded" else None
    for question in checklist.questions if checklist is not None else ():
        label = functools.partial(_in_language, question.title)
        if question.type == "yes_no":
            yield Field(question.name, label, Entry.CHOICE, yes_no)
        else:
            yield Field(question.name, label, Entry.LINE)


def _in_language(text: Text) -> str:
    return text.get(language())


def _threads(kind: EventKind, view: TicketView, titles: Titles, zone: tzinfo) -> Iterator[Field]:
    """With several open threads the form asks which one is meant."""
    several = open_threads(kind, view)
    if len(several) > 1:
        yield Field("of", lambda: _(_which(kind)), Entry.CHOICE, lambda: _thread_titles(several, view, titles, zone))


def _which(kind: EventKind) -> Marked:
    """What a form asks that may continue several things."""
    if kind.name in HAND_OFF_EVENTS or kind.name == "promised":
        return N_("Which hand-off")
    return {"replied": N_("Which promise"), "followed_up": N_("Which call")}.get(kind.name, N_("Which one"))


def open_threads(kind: EventKind, view: TicketView) -> list[int]:
    """The open threads that an event of this kind may continue."""
    ticket = view.ticket
    if kind.name == "promised":
        return [of for of, hand_off in ticket.hand_offs.items() if hand_off.specialist and not hand_off.customer_told]
    if kind.name == "replied" or kind.name in HAND_OFF_EVENTS - {"specialist_needed"}:
        return threads.open_threads(ticket, view.clocks, kind.name)
    if kind.name == "followed_up":
        return list(dict.fromkeys(clock.of for clock in view.clocks if clock.active and clock.do == kind.action))
    return []


def proposed_values(event: str, view: TicketView, titles: Titles) -> dict[str, str]:
    """What is known already when a form is opened: who was asked need not be named again to be told."""
    open_ = open_threads(EVENTS[event], view) if event == "handed_off" else []
    if event == "document_signed":
        signed = [each.name for each in documents_of(view.pack.documents, view.ticket.kind) if each.signed]
        customer = view.ticket.customer
        existing = {"signed_by": customer} if isinstance(customer, str) else {}
        return {"documents": signed[0], **existing} if len(signed) == 1 else existing
    return {"to": titles.who(view.ticket.hand_offs[open_[0]].to)} if len(open_) == 1 else {}


def _thread_titles(several: Sequence[int], view: TicketView, titles: Titles, zone: tzinfo) -> Choices:
    """Each by what it is about and by when: a number of the record says nothing to anybody."""
    named: list[tuple[str, str]] = []
    for of in several:
        promise, hand_off, plan = (getattr(view.ticket, t).get(of) for t in ("promises", "hand_offs", "plans"))
        clock = next((clock for clock in view.clocks if clock.active and clock.of == of), None)
        message = promise.text if promise else titles.who(hand_off.to) if hand_off else plan.what if plan else ""
        if not message and clock is not None:
            message = next((rule.title.get(language()) for rule in view.pack.clocks_of(clock.rule)), "")
        due = short_due(clock.due, view.at, zone) if clock is not None else ""
        named.append((str(of), f"{clip(one_line(message), _THREAD_CELLS)} {due}".strip() or f"#{of}"))
    return named

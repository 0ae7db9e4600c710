"""Random legal histories: what people may do, in any order, driven by the guards themselves; nothing is stored."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from random import Random
from typing import Any, Final

from hypothesis import strategies as st

from deskconsole.desk.policy.calendars import default_calendar
from deskconsole.desk.policy.packs import load_pack
from deskconsole.domain.clocks.derive import RUNNING, Clock, Rules, derive
from deskconsole.domain.clocks.not_before import check_early
from deskconsole.domain.clocks.settle import settle
from deskconsole.domain.rules.forms import FormField
from deskconsole.domain.rules.reading.overlay import Layer
from deskconsole.domain.rules.reading.pack_files import read_pack
from deskconsole.domain.tickets.event import Event
from deskconsole.domain.tickets.events.changes import WITHDRAWAL_REASONS
from deskconsole.domain.tickets.events.reviews import review_owed
from deskconsole.domain.tickets.filing import missing_for_filing
from deskconsole.domain.tickets.guards import check, check_undo, prepare, refusal_for
from deskconsole.domain.tickets.papers import open_documents
from deskconsole.domain.tickets.payload import joined, split
from deskconsole.domain.tickets.plans import next_plan
from deskconsole.domain.tickets.threads import open_threads
from deskconsole.domain.tickets.ticket import Ticket, effective, fold
from deskconsole.domain.tickets.vocabulary import ACTIONS, EVENTS, event_kind
from deskconsole.errors import DeskError
from tests.domain.language import language_pack, round_the_clock
from tests.domain.mechanisms import FILES

#: A Friday before a make-up Sunday, 10:00 in Shanghai.
START: Final = datetime(2026, 9, 18, 2, tzinfo=UTC)


@dataclass(frozen=True)
class Person:
    """Somebody of the company."""

    login: str
    role: str
    department: str


LI: Final = Person("li", "receiver", "service")
ZHAO: Final = Person("zhao", "receiver", "service")
SUN: Final = Person("sun", "specialist", "sales")
WANG: Final = Person("wang", "specialist", "technical")
LEAD: Final = Person("lead", "leader", "service")
CHEN: Final = Person("chen", "supervisor", "service")
#: Whose line complaints are on.
BOSS: Final = Person("fang", "manager", "service")
PEOPLE: Final = (LI, ZHAO, SUN, WANG, LEAD, CHEN)


@cache
def rules(name: str) -> Rules:
    """What a ticket is judged by: the integrator's regulation, or the small pack of every mechanism."""
    if name == "language":
        return Rules(language_pack(), round_the_clock())
    pack = read_pack("small", [Layer(FILES)]) if name == "mechanisms" else load_pack(name)
    return Rules(pack, default_calendar())


@cache
def _pieces(name: str) -> Mapping[str, list[str]]:
    pack = rules(name).pack
    return {
        "tier": [tier.name for tier in pack.tiers],
        "channel": [channel.name for channel in pack.channels],
        "category": [category.name for category in pack.categories],
        "kind": [kind.name for kind in pack.kinds],
    }


def rules_of(pack: str, calendar: str) -> Rules:
    """The look-up that derives use: an event names its pack."""
    return rules(pack)


@dataclass
class Desk:
    """One ticket and the time; ``act`` does to it what the use case does, without a store."""

    pack: str
    now: datetime = START
    events: list[Event] = field(default_factory=list)
    _seen: tuple[int, Ticket, list[Clock]] | None = None

    @property
    def rules(self) -> Rules:
        return rules(self.pack)

    @property
    def ticket(self) -> Ticket:
        return self._judged()[1]

    @property
    def clocks(self) -> list[Clock]:
        return self._judged()[2]

    def _judged(self) -> tuple[int, Ticket, list[Clock]]:
        if self._seen is None or self._seen[0] != len(self.events):
            self._seen = (len(self.events), folded(self.events, self.pack), derive(self.events, rules_of))
        return self._seen

    @property
    def closed(self) -> bool:
        return self.ticket.ended and not any(clock.state == RUNNING for clock in self.clocks)

    def draft(self, kind: str, by: Person | None, **more: Any) -> Event:
        """The next event, as it would be entered."""
        values: dict[str, Any] = {"happened_at": self.now, "text": None, "of": None, "fields": {}} | more
        return Event(
            seq=len(self.events) + 1,
            kind=kind,
            recorded_at=self.now,
            by=by.login if by else None,
            by_role=by.role if by else None,
            by_department=by.department if by else None,
            pack=self.pack,
            **values,
        )

    def open(self, opening: str, by: Person | None = None, **fields: Any) -> None:
        """The first event."""
        more = {"withheld": False, "call": "c1", "caller": "13800138000"} if opening == "rang" else {}
        self.events.append(self.draft(opening, by, fields={**more, **fields}))

    def act(self, kind: str, by: Person | None, **more: Any) -> Event:
        """Record one event as the use case does; raises :class:`DeskError`, and then nothing has changed."""
        self.settle()
        event = self.draft(kind, by, **more)
        if event.kind == "undone":
            live = effective(self.events)
            check_undo(live, event, self.now)
            last = next(e for e in reversed(live) if e.kind not in ("escalated", "warned"))
            self.events.append(replace(event, of=last.seq, happened_at=self.now))
            return self.events[-1]
        event_kind(kind)
        event = prepare(self.ticket, self.clocks, event)
        check(self.ticket, self.clocks, event, self.now)
        check_early(self.clocks, self.rules.pack.clocks, event)
        self.events.append(event)
        if (plan := next_plan(self.ticket_before(), event, self.rules.calendar)) is not None:
            self.events.append(plan)
        self.settle()
        return event

    def ticket_before(self) -> Ticket:
        return folded(self.events[:-1], self.pack)

    def settle(self) -> None:
        """What time alone has brought about by now."""
        self.events += settle(self.events, rules_of, self.now)

    def allowed(self) -> list[str]:
        """The kinds of event that the ticket's state allows."""
        return [kind for kind in EVENTS if refusal_for(self.ticket, self.clocks, kind) is None]


def folded(events: Sequence[Event], pack: str) -> Ticket:
    """The ticket that the events make."""
    return fold(events, rules(pack).pack.stage_of, rules(pack).stages)


def without_words(event: Event, pack_facts: Collection[str] = ()) -> Event:
    """The event once its words have been erased."""
    payload = joined(split(event, pack_facts)[0], None)
    return replace(event, text=payload.text, fields=payload.fields, erased=payload.erased)


# --- random steps ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Step:
    """One random thing: numbers that choose among what is possible when its turn comes."""

    kind: int
    wait: int
    back: int
    by: int
    of: int
    value: int
    due: int
    outcome: int


#: Minutes that pass before a step; the long ones make clocks late and skip nights.
WAITS: Final = (0, 0, 0, 1, 1, 4, 10, 16, 31, 59, 75, 240, 1500, 6000)
#: Minutes that a step lies before its recording: mostly none.
BACKS: Final = (0, 0, 0, 0, 0, 0, 0, 0, 3, 20, 90, 2000)
#: Minutes from a step to the time that it names.
DUES: Final = (30, 5, 60, 240, 1440, 5000, -5)
#: What nobody enters by hand, and what needs a second ticket or its own test.
_NOT_BY_HAND: Final = frozenset(
    {"missed", "escalated", "warned", "sampled", "reviewed", "coached", "recounted", "erased", "merged"}
    | {"survey_drawn", "survey_again", "surveyed"}
)
KINDS: Final = tuple(kind for kind in EVENTS if kind not in _NOT_BY_HAND)

#: What makes a history worth looking at; chosen more often than the rest.
_TELLING: Final = frozenset(
    {"promised", "replied", "accepted", "specialist_answered", "waiting", "resumed", "confirmed"}
    | {
        "received",
        "finished",
        "filed",
        "followed_up",
        "planned",
        "classified",
        "extended",
        "picked_up",
        "seen",
        "undone",
    }
)


def a_step(random: Random) -> Step:
    """One random thing."""
    return Step(
        kind=random.randrange(10_000),
        wait=random.choice(WAITS),
        back=random.choice(BACKS),
        by=random.randrange(len(PEOPLE)),
        of=random.randrange(20),
        value=random.randrange(10_000),
        due=random.choice(DUES),
        outcome=random.randrange(6),
    )


#: A little oftener than by chance.
_TWICE: Final = frozenset({"specialist_needed", "promised", "undone", "extended", "accepted", "shipped"})
#: Rarely possible, so done when they are.
_LAST: Final = frozenset({"finished", "filed", "received"})

#: One random thing.
steps = st.integers(0, 2**32).map(Random).map(a_step)


@st.composite
def many_steps(draw: st.DrawFn, least: int, most: int) -> list[Step]:
    """Many random things from one seed: what is looked for comes late in a history, and fewer steps are a prefix."""
    random = Random(draw(st.integers(0, 2**32)))
    return [a_step(random) for _ in range(draw(st.integers(least, most)))]


def fields_for(kind: str, pack: str, at: datetime, step: Step) -> tuple[str | None, dict[str, Any]]:
    """A text and fields that an event of ``kind`` can carry, chosen by ``step``."""
    what = EVENTS[kind]
    pieces = _pieces(pack)
    fields: dict[str, Any] = {}
    due = (at + timedelta(minutes=step.due)).isoformat()
    fillers: dict[str, Any] = {
        "due": due,
        "to": ("dept:technical", "wang", "dept:sales", "zhao")[step.value % 4],
        "outcome": "done",
        "reason": "asked again",
        "channel": pieces["channel"][step.value % len(pieces["channel"])],
        "call": f"c{step.value}",
        "caller": "13800138000",
        "into": "SZ-20260918-0009",
        "same_as": f"SZ-20260918-00{step.value % 3 + 10}",
        "moved_to": "third floor",
        "engineer": "Luo",
        "contact": "13900139000",
        "rule": ("R05", "R12", "R13")[step.value % 3],
        "late_cause": "several_at_once",
        "documents": ("photo", "photo,invoice_copy,service_report", "invoice_copy")[step.value % 3],
        "kept_at": "box 3",
        "report": "weekly",
        "period": "2026-W37",
    }
    for name in what.required:
        if name != "text":
            fields[name] = fillers[name]
    if what.outcomes:
        fields["outcome"] = what.outcomes[step.outcome % len(what.outcomes)]
    if kind == "documents_recorded":  # whoever is diligent has them all
        fields["outcome"] = what.outcomes[(step.outcome + 1) % len(what.outcomes)]
        fields |= {"documents_complete": True} if fields["outcome"] == "at_hand" else {}
    if kind == "document_signed":
        fields["documents"] = "service_report"
    if kind in ("rated", "followed_up") and step.value % 3:
        fields["score"] = step.value % 5 + 1
    if kind in ("followed_up", "called_back") and step.value % 4 == 0:
        fields["due"] = due
    if kind == "planned" and step.value % 3 == 0:
        fields["recurrence"] = "FREQ=WEEKLY;COUNT=3"
    if kind == "withdrawn":
        fields["reason"] = WITHDRAWAL_REASONS[step.value % len(WITHDRAWAL_REASONS)]
    if kind == "rang":
        fields["withheld"] = step.value % 5 == 0
    if kind == "classified":
        name = ("tier", "tier", "channel", "category", "level", "urgent")[step.value % 6]
        others: dict[str, Any] = {"level": step.of % 3 + 1, "urgent": step.of % 2 == 0}
        fields[name] = others[name] if name in others else pieces[name][step.of % len(pieces[name])]
    if kind == "received":
        fields |= form(pack, step.value)
    kinds = rules(pack).pack.kinds
    fields |= pack_values(kinds[step.of % len(kinds)].form_of(kind) if kind != "received" else (), step.value)
    return "words", fields


def pack_values(asked: Sequence[FormField], number: int) -> dict[str, Any]:
    """Values for some of the fields that a pack asks."""
    values: dict[str, Any] = {
        **{"number": number % 40, "money": f"{number}.00", "yes_no": number % 2 == 0, "date": "2026-09-01"},
        **{"date_time": START.isoformat(), "phone": "13800138000", "serial": f"SN-{number}"},
        **{"person": "luo", "ticket": "SZ-20260918-0009"},
    }
    chosen = [field for place, field in enumerate(asked) if number >> (place % 8) & 1 and not field.given]
    return {
        field.name: field.values[number % len(field.values)].name if field.values else values.get(field.type, "words")
        for field in chosen
    }


def form(pack: str, number: int) -> dict[str, Any]:
    """A complete intake form."""
    pieces = _pieces(pack)
    chosen: dict[str, Any] = {name: values[number % len(values)] for name, values in pieces.items()}
    chosen |= {"customer": "王小明", "contact": "13800138000", "content": "offer?", "request": "an offer"}
    own = pack_values(rules(pack).pack.kind(chosen["kind"]).field, number)
    return chosen | {"level": number % 3 + 1, "urgent": number % 2 == 0, "fields": own}


def take(desk: Desk, step: Step) -> bool:
    """Let one random thing happen; whether it was allowed."""
    desk.now += timedelta(minutes=step.wait)
    desk.settle()
    # Mostly what the state allows (else little ever happens), sometimes anything at all.
    kinds = [kind for kind in desk.allowed() if kind in KINDS] if step.kind % 8 else list(KINDS)
    kinds += 4 * [kind for kind in kinds if kind in _TELLING] + 20 * [kind for kind in kinds if kind in _LAST]
    kinds += [kind for kind in kinds if kind in _TWICE]
    if not kinds:
        return False
    kind = kinds[step.kind % len(kinds)]
    at = desk.now - timedelta(minutes=step.back)
    text, fields = fields_for(kind, desk.pack, at, step)
    of = None
    if EVENTS[kind].continues and step.of < 15:
        threads = open_threads(desk.ticket, desk.clocks, kind) or [step.of]
        of = threads[step.of % len(threads)]
    by = PEOPLE[step.by]
    if kind == "undone":  # nobody else may
        by = next((person for person in PEOPLE if person.login == desk.events[-1].by), by)
    try:
        desk.act(kind, by, happened_at=at, text=text, fields=fields, of=of)
    except DeskError:
        return False
    return True


@st.composite
def openings(draw: st.DrawFn, packs: Sequence[str] = ("robot-integrator", "mechanisms", "enterprise-service")) -> Desk:
    """A ticket that has just begun: it rings, somebody arrives, or a form is complete."""
    desk = Desk(draw(st.sampled_from(packs)))
    kind = draw(st.sampled_from(("received", "rang", "arrived", "received")))
    number = draw(st.integers(0, 60))
    if kind == "received":
        desk.open(kind, LI, **form(desk.pack, number))
    else:
        tiers = _pieces(desk.pack)["tier"]
        known: dict[str, Any] = {"tier": tiers[number % len(tiers)], "kind": _pieces(desk.pack)["kind"][0]}
        if kind == "rang":
            known |= {"channel": "phone", "withheld": number % 7 == 0}
        desk.open(kind, None if kind == "rang" else LI, **known)
    return desk


# --- a diligent receptionist -------------------------------------------------------------------------------------


def close(desk: Desk, limit: int = 120) -> list[str]:
    """Do what is asked for until the ticket is closed or ``limit`` things have been tried; what was done."""
    done: list[str] = []
    tried: Counter[tuple[str, int | None]] = Counter()
    for _ in range(limit):
        desk.now += timedelta(minutes=3)
        desk.settle()
        if desk.closed:
            break
        found = next((wish for wish in sorted(wishes(desk), key=tried.__getitem__) if _grant(desk, wish)), None)
        if found is None:  # an hour later something may be allowed
            desk.now += timedelta(hours=1)
        else:
            tried[found] += 1
        done.append(found[0] if found else "-")
    return done


def _grant(desk: Desk, wish: tuple[str, int | None]) -> bool:
    """Whether somebody could do it, and it was worth doing."""
    kind, of = wish
    for person in (WANG, CHEN, LI, BOSS):
        text, fields = fields_for(kind, desk.pack, desk.now, _DILIGENT)
        before, mark = states(desk), len(desk.events)
        try:
            desk.act(kind, person, text=text, fields=fields, of=of)
        except DeskError:
            continue
        if states(desk) != before:
            return True
        del desk.events[mark:]
    return False


def states(desk: Desk) -> Any:
    """What progress is measured by: the clocks that run, what is missing for filing, what was done at all."""
    return (
        [(clock.rule, clock.of, clock.state, clock.started) for clock in desk.clocks if clock.active],
        missing_for_filing(desk.ticket, desk.clocks),
        desk.ticket.ended,
        {event.kind for event in desk.events},
        len(desk.ticket.hand_offs),
    )


def wishes(desk: Desk) -> list[tuple[str, int | None]]:
    """What a diligent receptionist would do next, the most urgent first."""
    ticket = desk.ticket
    wanted: list[tuple[str, int | None]] = []
    if ticket.ended:
        if open_documents(ticket.documents):
            return [("documents_recorded", None), ("document_signed", None)]
        asked = [(ACTIONS[c.do].name, of) for c in desk.clocks if c.active for of in (c.of, None)]
        return asked or [("reopened", None)]
    if not ticket.received:
        wanted.append(("received", None))
    wanted += [("accepted", of) for of in ticket.open_hand_offs()]
    wanted += [("specialist_answered", of) for of in ticket.open_hand_offs()]
    wanted += [("answered", of) for of in ticket.open_hand_offs()]
    wanted += [("replied", of) for of in ticket.open_promises()]
    wanted += [("confirmed", None)] if ticket.reply_unconfirmed else []
    wanted += [("resumed", None)] if ticket.waiting is not None else []
    if open_documents(ticket.documents):
        wanted += [("documents_recorded", None), ("document_signed", None)]
    wanted += [("cannot_fulfil", None)] if review_owed(ticket) is not None else []  # whoever was asked has not said
    for clock in desk.clocks:
        if clock.active and not clock.idle:
            kinds = [ACTIONS[clock.do].name, *_ways_out(desk, clock)]
            wanted += [(kind, of) for kind in kinds for of in (clock.of, None)]
    if not ticket.answers and ("confirmed", None) in wanted:
        wanted.append(("answered", None))
    wanted = [(kind, of) for kind, of in wanted if kind not in ("filed", "finished")]
    # What runs until the work is finished, and began after it was, ends with its being finished again.
    again = (
        [("reopened", None)]
        if ticket.finished is not None and any(c.active and not c.idle for c in desk.clocks)
        else []
    )
    return [*wanted, ("finished", None), ("filed", None), *again]


def _ways_out(desk: Desk, clock: Clock) -> list[str]:
    rules = [rule for rule in desk.rules.pack.clocks if rule.rule == clock.rule]
    return [
        stop.event
        for rule in rules
        for stop in (*rule.stops_on, *rule.stops_all, *rule.until)
        if stop.event != "contacted"
    ]


#: Everything is done, and whoever is asked gives a good score.
_DILIGENT: Final = Step(kind=0, wait=0, back=0, by=0, of=0, value=13, due=60, outcome=0)

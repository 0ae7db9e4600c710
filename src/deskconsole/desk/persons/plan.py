"""What an erasure of somebody would take out, and what stands against it; nothing is written here."""

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from deskconsole.desk.desk import Desk
from deskconsole.desk.persons.who import Person, described, person_of
from deskconsole.domain.customers.customer import name_key
from deskconsole.domain.customers.identifying import Naming, Who, texts_in
from deskconsole.domain.site.persons import HOLDS
from deskconsole.domain.site.visitors import APPOINTMENTS, WATCH_LIST
from deskconsole.errors import DeskError
from deskconsole.store import drafts, site_rows
from deskconsole.store.api import ReadTransaction
from deskconsole.store.personal import finding
from deskconsole.store.personal.finding import HeldPayload, TicketKey, VersionWords
from deskconsole.text.phones import first_digits

#: So many events are read at a time: a read transaction holds back the checkpoint.
PORTION: Final = 5_000
#: Site events that are of somebody by who they name, and what row follows from each.
_ABOUT: Final = {"visitor_expected": APPOINTMENTS, "watch_added": WATCH_LIST}
_EXPECTED: Final = "expected"


class Named(NamedTuple):
    """Where somebody is named by name alone: an event of somebody else's ticket, or of the site (no ``ticket_id``)."""

    ticket_id: int | None
    seq: int
    kind: str


class Plan(NamedTuple):
    """What would go. ``words``: events by ticket; ``site``: events of the site with their words; ``named``: what would
    stay, because nothing but a name stands there; ``until``: the last event that was looked at."""

    person: Person
    tickets: tuple[TicketKey, ...]
    words: dict[int, list[int]]
    site: tuple[HeldPayload, ...]
    named: tuple[Named, ...]
    drafts: tuple[str, ...]
    keys: tuple[str, ...]
    versions: tuple[VersionWords, ...]
    until: int
    against: tuple[DeskError, ...]

    @property
    def nothing(self) -> bool:
        """Whether nothing is held about them."""
        return not (self.person.customers or self.words or self.site or self.drafts or self.versions)


class _Search:
    """Finds what is somebody's among the words of the record."""

    def __init__(self, tx: ReadTransaction, person: Person, named: bool, erasure: int | None) -> None:
        self.person, self.named, self.erasure = person, named, erasure
        self.naming = Naming(person.who)
        self.names = {name_key(name) for name in person.who.names}
        self.tickets = {ticket.id: ticket for ticket in _tickets(tx, person)}
        self.site = {seq for key in person.ids for seq in finding.site_events_of_customer(tx, key)}
        self.words: dict[int, list[int]] = {}
        self.own_site: list[HeldPayload] = []
        self.only_named: list[Named] = []

    def add(self, held: HeldPayload) -> None:
        """One more event with words."""
        if held.ticket_id is not None and held.ticket_id in self.tickets:
            self.words.setdefault(held.ticket_id, []).append(held.seq)
        elif held.ticket_id is None and (held.site_seq in self.site or self._is_about(held)):
            self.own_site.append(held)
        elif held.kind != "erased" and (taken := self.takes(held.text)) is not None:
            if not taken:
                self.only_named.append(Named(held.ticket_id, held.seq, held.kind))
            elif held.ticket_id is not None:
                self.words.setdefault(held.ticket_id, []).append(held.seq)
            else:
                self.own_site.append(held)

    def takes(self, text: str) -> bool | None:
        """Whether a text in which they stand goes; ``None``: they do not stand there."""
        if self.naming.by_contact(text):
            return True
        return self.named if self.naming.by_name(text) else None

    def _is_about(self, held: HeldPayload) -> bool:
        fields = held.fields
        if held.kind in _ABOUT:
            phone = first_digits(str(fields["phone"])) if fields.get("phone") else None
            if phone is not None and self.person.who.numbers:
                return phone in self.person.who.numbers
            return name_key(str(fields.get("name") or "")) in self.names
        if held.kind == "erasure_asked" and fields.get("erasure") == self.erasure:
            return True
        if held.kind in ("person_held", "erasure_asked", "person_shown"):
            return who_of(fields).is_also(self.person.who)
        return False


def who_of(fields: Any) -> Who:
    """Whom an event of a hold or an erasure means."""
    return Who.of({"customers": fields.get("customers", ()), **(fields.get("who") or {})})


def plan_for(desk: Desk, who: Who, *, named: bool = False, erasure: int | None = None) -> Plan:
    """What an erasure would take out now. ``named``: also where nothing but a name stands; ``erasure``: its own
    number, where it was asked for already. Reads the whole record, a portion at a time."""
    with desk.store.reading() as tx:
        person = person_of(tx, who)
        search = _Search(tx, person, named, erasure)
    until = 0
    while True:
        with desk.store.reading() as tx:
            portion = finding.words_after(tx, until, limit=PORTION)
        for held in portion:
            search.add(held)
        if not portion:
            break
        until = portion[-1].site_seq
    with desk.store.reading() as tx:
        return _planned(tx, search, until)


def since(tx: ReadTransaction, plan: Plan, named: bool, erasure: int) -> bool:
    """Whether something of theirs has been recorded since the plan was made."""
    search = _Search(tx, plan.person, named, erasure)
    for held in finding.words_after(tx, plan.until, limit=2**31):
        search.add(held)
    return bool(search.words or search.own_site or search.tickets.keys() - {ticket.id for ticket in plan.tickets})


def _planned(tx: ReadTransaction, search: _Search, until: int) -> Plan:
    person, tickets = search.person, tuple(search.tickets.values())
    versions = tuple(v for v in finding.versions_with_words(tx) if search.takes(v.text))
    return Plan(
        person,
        tickets,
        search.words,
        tuple(search.own_site),
        tuple(search.only_named),
        tuple(draft.id for draft in drafts.drafts(tx) if _of_draft(search, draft.body)),
        tuple(_keys(tx, search, tickets)),
        versions,
        until,
        tuple(_against(tx, search, tickets, versions)),
    )


def _tickets(tx: ReadTransaction, person: Person) -> Iterator[TicketKey]:
    """The tickets of somebody: of their customers' rows, or of nobody known with their number, or with their name."""
    for key in person.ids:
        yield from finding.tickets_of_customer(tx, key)
    for digits in person.who.numbers:
        yield from finding.tickets_of_number(tx, digits)
    if not person.customers and person.who.names:
        names = {name_key(name) for name in person.who.names}
        yield from (each for each in finding.tickets_of_nobody(tx) if name_key(each.customer or "") in names)


def _of_draft(search: _Search, body: object) -> bool:
    """A form that was begun is theirs when one of its fields is their name, or something of theirs stands in it."""
    texts = list(texts_in(body))
    return any(name_key(text) in search.names for text in texts) or bool(search.takes("\n".join(texts)))


def _keys(tx: ReadTransaction, search: _Search, tickets: tuple[TicketKey, ...]) -> Iterator[str]:
    """The keys of writes that were answered with something of theirs: what was written is in their digests."""
    answers = {str(key) for key in search.person.ids}
    numbers = [ticket.number for ticket in tickets]
    numbers += [str(held.fields["id"]) for held in search.own_site if "id" in held.fields]
    for key, answer in finding.keys(tx):
        if answer in answers or any(number in answer for number in numbers) or search.takes(f"{key}\n{answer}"):
            yield key


def _against(
    tx: ReadTransaction, search: _Search, tickets: tuple[TicketKey, ...], versions: tuple[VersionWords, ...]
) -> Iterator[DeskError]:
    """What must be done or waited for first."""
    for hold in holds_on(tx, search.person.who):
        yield DeskError("who: legal hold {number} ({name}) stands against it", number=hold["number"], name=hold["name"])
    for ticket in tickets:
        if not ticket.ended:
            yield DeskError("{number}: is still being worked on; finish or withdraw it first", number=ticket.number)
    for held in search.own_site:
        table = _ABOUT.get(held.kind)
        row = (
            site_rows.find_row(tx, table, (held.fields["id" if table is APPOINTMENTS else "entry"],)) if table else None
        )
        if row is not None and row.get("state") == _EXPECTED:
            yield DeskError("{name} is still expected; cancel it first", name=described(search.person.who))
        elif row is not None and held.kind == "watch_added" and row["ended_at"] is None:
            yield DeskError("entry {entry} of the watch list is about them; end it first", entry=row["number"])
    for version in versions:
        if version.current and not version.retired:
            yield DeskError("article K{number} names them; change or retire it first", number=version.number)


def holds_on(tx: ReadTransaction, who: Who) -> list[Any]:
    """The holds in force that mean somebody."""
    return [
        row for row in site_rows.all_rows(tx, HOLDS) if row["released_at"] is None and Who.of(row["who"]).is_also(who)
    ]

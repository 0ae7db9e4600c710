"""Customers: how names are compared, what a contact is, and what the record says of a customer.

A customer's row is derived from the site's events about them: :func:`folded` is what it must be.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any, Final

from deskconsole.domain.customers.care_events import CARE_EVENTS
from deskconsole.domain.tickets.event import Event
from deskconsole.text.phones import numbers_in

#: What is known of a customer beside the contacts.
FIELDS: Final = ("name", "organisation", "tier", "owner", "preferences", "special_needs")
#: Those of them that are facts, kept for ever; the others are words, which can be erased.
FACTS: Final = ("tier", "owner")
WORDS: Final = tuple(name for name in FIELDS if name not in FACTS)
#: Fields of several lines, of which a file that holds several customers shows all; the others are of one line.
LONG: Final = ("preferences", "special_needs")
#: A contact: its kind and what stands there.
Contact = tuple[str, str]
#: Kinds of contacts.
CONTACT_KINDS: Final = ("phone", "wechat", "email", "address", "other")
#: The event of a ticket that may begin a customer's history: the form has all that is known of them.
BEGUN: Final = "received"
#: What an event of a ticket says of whose ticket it is: the customer's identity, ``None`` for nobody's; and whether it
#: begins their history. Events of older versions do not say so.
FILE_OF: Final = "file_of"
FILE_BEGUN: Final = "file_begun"
#: The site's events about customers.
ADDED: Final = "customer_added"
CHANGED: Final = "customer_changed"
MERGED: Final = "customers_merged"
UNMERGED: Final = "customers_unmerged"
#: On which ticket regular visits to them are planned, by its number (M06).
VISITS: Final = "visits_planned"
EVENT_KINDS: Final = (ADDED, CHANGED, MERGED, UNMERGED, VISITS, *CARE_EVENTS)

#: A Chinese family name and given name; what stands before it and a space is an organisation.
_CHINESE_NAME: Final = r"[\u3400-\u9fff·]{2,4}"
_MAIL: Final = r"[^@\s]+@[^@\s]+\.[^@\s]+"
#: Parts of an address in China; two of them make one.
_ADDRESS: Final = r"[省市区县镇乡村路街巷弄号栋楼层室]"
_WECHAT: Final = r"(?i)\s*(?:微信|企业微信|企微|wechat|weixin|wecom|wx|vx)(?![a-z])"


def name_key(name: str) -> str:
    """A name or organisation as it is compared: width, capitals and spaces make no difference."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def found_by(name: str | None, organisation: str | None) -> str:
    """Name and organisation in one text, the name first and ended by a line feed, which neither holds."""
    return f"{name_key(name or '')}\n{name_key(organisation or '')}"


def contact_kind(value: str) -> str:
    """What a contact is, one of :data:`CONTACT_KINDS`, by its looks."""
    if re.fullmatch(_MAIL, value.strip()):
        return "email"
    if re.match(_WECHAT, value):
        return "wechat"
    if numbers_in(value):
        return "phone"
    return "address" if len(set(re.findall(_ADDRESS, value))) > 1 else "other"


def contact_parts(contact: str) -> list[tuple[str, str]]:
    """A contact as (kind, value), one for each of several telephone numbers in it."""
    numbers = numbers_in(contact)
    values = [number.written for number in numbers] if len(numbers) > 1 else [contact]
    return [(contact_kind(value), value) for value in values]


#: Words that events say: nobody knows them once they are erased, until they are said anew.
_SAID: Final[Mapping[str, tuple[str, ...]]] = {ADDED: WORDS, BEGUN: ("name",), CHANGED: WORDS}


def folded(events: Iterable[Event], uuid: str) -> dict[str, Any]:
    """What the record says of the customer ``uuid``: fields by name, ``contacts`` as kind and value in the order in
    which they became known, ``merged_into`` as a uuid, ``created_at``, ``visits`` as the number of the ticket.

    The first event is ``customer_added``, or the form of the inquiry that they began with. Only what the events
    mention is in it: a customer of an older store has no first one; of what was erased the facts are.
    """
    state: dict[str, Any] = {}
    contacts: list[Contact] | None = None
    for event in events:
        fields = event.fields
        if event.kind == ADDED:
            state = {name: fields.get(name) for name in FIELDS} | _begun(event)
            contacts = _contacts(fields.get("contacts", ()))
        elif event.kind == BEGUN:
            given = {"name": fields.get("customer"), "tier": fields.get("tier")}
            state = dict.fromkeys(FIELDS) | given | _begun(event)
            given_contact = fields.get("contact")
            contacts = contact_parts(given_contact) if given_contact is not None else []
        elif event.kind == CHANGED:
            state |= {name: change["new"] for name, change in fields.get("changed", {}).items()}
            if contacts is not None:
                gone = {value for _kind, value in _contacts(fields.get("contacts_removed", ()))}
                contacts = [contact for contact in contacts if contact[1] not in gone]
                contacts += _contacts(fields.get("contacts_added", ()))
        elif event.kind == MERGED and fields.get("customer") == uuid:
            state["merged_into"] = fields.get("into")
        elif event.kind == UNMERGED and fields.get("customer") == uuid:
            state["merged_into"] = None
        elif event.kind == VISITS:
            state["visits"] = fields.get("number")
        if event.erased and event.kind in _SAID:
            contacts = None
            for name in _SAID[event.kind]:
                state.pop(name, None)
    return state if contacts is None else {**state, "contacts": contacts}


def _begun(event: Event) -> dict[str, Any]:
    """A customer's row is made as its first event is recorded; in no other's file, with nothing planned."""
    return {"merged_into": None, "created_at": event.recorded_at}


def _contacts(contacts: Iterable[Mapping[str, Any]]) -> list[Contact]:
    return [(str(contact["kind"]), str(contact["value"])) for contact in contacts]


def belongs_to(event: Event) -> list[str]:
    """The customers in whose histories an event stands, by their identities."""
    fields = event.fields
    if event.kind not in EVENT_KINDS:
        return [str(fields[FILE_OF])] if fields.get(FILE_BEGUN) else []
    names = ("customer", "into", "from") if event.kind in (MERGED, UNMERGED) else ("customer",)
    return [str(fields[name]) for name in names if fields.get(name)]


def person_of(name: str, organisation: str | None) -> tuple[str, str | None]:
    """Who is meant by a name in which the organisation may stand as well (``华南精密 陈立``, ``Acme / Jo Lee``): the
    person and the organisation as they are compared."""
    before, behind = _apart(name)
    where = organisation or before.strip() or None
    person, place = name_key(behind), name_key(where) if where is not None else None
    if place and person != place:
        person = person.removeprefix(place)
    return person, place


def bare_name(name: str) -> str:
    """A name as written, without an organisation in front."""
    return _apart(name)[1]


def _apart(name: str) -> tuple[str, str]:
    before, slash, behind = name.rpartition("/")
    if not slash:
        before, space, behind = name.rpartition(" ")
        if not space or re.fullmatch(_CHINESE_NAME, behind) is None:
            return "", name.strip()
    return before, behind.strip()


def same_person(name: str, organisation: str | None, other_name: str | None, other_organisation: str | None) -> bool:
    """Whether two customers may be one by their names: one whose organisation is not known may be of any."""
    if other_name is None:
        return False
    person, place = person_of(name, organisation)
    other_person, other_place = person_of(other_name, other_organisation)
    return person == other_person and (place is None or other_place is None or place == other_place)

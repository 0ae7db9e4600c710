"""Who is meant by a customer's number, a telephone number or a name, and by what they are recognised."""

from collections.abc import Iterable
from typing import NamedTuple

from deskconsole.domain.customers.customer import bare_name, name_key
from deskconsole.domain.customers.identifying import Who, reached_by
from deskconsole.errors import DeskError, NotFound
from deskconsole.store import customers
from deskconsole.store.api import ReadTransaction
from deskconsole.store.customers import CustomerRecord
from deskconsole.store.personal import finding
from deskconsole.text.clean import clean, one_line
from deskconsole.text.phones import is_number, numbers_in

#: More digits than the number of a customer has.
_LONGEST_ID = 19


class Person(NamedTuple):
    """Somebody: the customers who are one with them, and by what they are recognised."""

    customers: tuple[CustomerRecord, ...]
    who: Who

    @property
    def ids(self) -> tuple[int, ...]:
        """Row keys of the customers."""
        return tuple(customer.id for customer in self.customers)


def find_person(tx: ReadTransaction, typed: str) -> Person:
    """Who is meant; raises :class:`DeskError` where several may be, naming them.

    A number or a name that no customer has may be a visitor's or a caller's: they are recognised by it alone.
    """
    text = " ".join(clean(typed).split())
    if not text:
        raise NotFound("who: name a customer's number, a telephone number or a name", field="who")
    if text.isascii() and text.isdecimal() and len(text) < _LONGEST_ID:
        customer = customers.find_customer(tx, int(text))
        if customer is not None:
            return _of_file(tx, customers.file_of(tx, customer))
    numbers = numbers_in(text) if is_number(text) else ()
    matches = (
        customers.customers_by_digits(tx, numbers[0].digits)
        if numbers
        else [match for match in customers.named_like(tx, text) if _is_called(match, text)]
    )
    files = {existing.id: existing for match in matches for existing in [customers.file_of(tx, match)]}
    if len(files) > 1:
        names = ", ".join(f"{existing.id} {existing.name or '-'}" for existing in files.values())
        raise DeskError(
            "who: '{text}' may be {names}; name one by the number", field="who", text=text[:60], names=names
        )
    if files:
        return _of_file(tx, *files.values())
    number = numbers[0].digits if numbers else None
    return Person((), Who(numbers=(number,)) if number else Who(names=(text,)))


def _is_called(customer: CustomerRecord, text: str) -> bool:
    """By the whole name, or by the one without the organisation in front."""
    name = customer.name or ""
    return name_key(text) in (name_key(name), name_key(bare_name(name)))


def person_of(tx: ReadTransaction, who: Who) -> Person:
    """Somebody by what was written down of them."""
    results = (customers.customer_by_uuid(tx, uuid) for uuid in who.customers)
    return Person(tuple(customer for customer in results if customer is not None), who)


def _of_file(tx: ReadTransaction, file: CustomerRecord) -> Person:
    """Everybody in one file, with the names and contacts that they ever had."""
    members = tuple(customers.members_of(tx, file))
    names, contacts = list[str](), list[str]()
    for member in members:
        names += [member.name] if member.name else []
        contacts += [contact.value for contact in customers.contacts_of(tx, member.id)]
        for _seq, event in customers.events_of(tx, member.id):
            _from_history(event.fields, names, contacts)
    numbers, others = reached_by(dict.fromkeys(contacts))
    ids = {member.id for member in members}
    return Person(
        members,
        Who(
            tuple(member.uuid for member in members),
            tuple(dict.fromkeys(each for name in names for each in (name, bare_name(name)) if each)),
            # What several customers share, as the number of a company, tells nobody.
            tuple(digits for digits in numbers if finding.owners_of_contact(tx, digits, None) <= ids),
            tuple(value for value in others if finding.owners_of_contact(tx, None, value) <= ids),
        ),
    )


def _from_history(fields: object, names: list[str], contacts: list[str]) -> None:
    if not isinstance(fields, dict):
        return
    named = fields.get("changed", {}).get("name", {})
    names += [each for each in (fields.get("name"), fields.get("customer"), *dict(named).values()) if _is_name(each)]
    for listed in ("contacts", "contacts_added", "contacts_removed"):
        contacts += [str(contact["value"]) for contact in fields.get(listed, ())]
    if isinstance(fields.get("contact"), str):
        contacts.append(fields["contact"])


def _is_name(value: object) -> bool:
    return isinstance(value, str) and bool(value)


def described(who: Who) -> str:
    """How somebody is called in a message, shortly."""
    known_by: Iterable[str] = (*who.names, *who.numbers, *who.contacts, *who.customers)
    return one_line(next(iter(known_by), "-"))[:60]

"""``customer find|show|add|set|merge|unmerge|visits``."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from functools import partial
from typing import Final

from deskconsole.cli.command import Answer, Answering, Command, Group
from deskconsole.cli.parsing.arguments import Argument, argument, flag, whole
from deskconsole.cli.parsing.late_imports import late
from deskconsole.errors import DeskError, NotFound
from deskconsole.present.catalogue import N_, Marked, _, language
from deskconsole.present.customer_texts import CONSENT_TITLES, FIELD_TITLES, WHY_DUPLICATE, describe_change
from deskconsole.present.json import Shape

with late():
    from deskconsole.desk import desk as desks
    from deskconsole.desk.customers import at_risk, care, changes, customers, records, treatment, visit_plans
    from deskconsole.domain.customers import customer as domain
    from deskconsole.text import cells

_FIELDS: Final = tuple(FIELD_TITLES)
#: An option that is not called like its field.
_SHORTER: Final = {"special_needs": "needs"}


def _show(desk: desks.Desk, given: Namespace) -> records.CustomerFile:
    return customers.customer_file(desk, _named(desk, given.customer), alone=given.alone, most=None)


def _add(desk: desks.Desk, given: Namespace) -> records.CustomerFile:
    return changes.add_customer(desk, _entered(given), _contacts(given.contact), key=given.key)


def _set(desk: desks.Desk, given: Namespace) -> records.CustomerFile:
    customer, added = _named(desk, given.customer), _contacts(given.contact)
    more = {name: getattr(given, name) for name in ("remove", "expect", "key")}
    return changes.change_customer(desk, customer, _entered(given), add=added, **more)


def _merge(desk: desks.Desk, given: Namespace) -> records.CustomerFile:
    customer, into = _named(desk, given.customer), _named(desk, given.into)
    return changes.merge_customers(desk, customer, into, key=given.key)


def _check(desk: desks.Desk, given: Namespace) -> records.CustomerFile:
    return care.check_file(desk, _named(desk, given.customer), key=given.key)


def _consent(desk: desks.Desk, given: Namespace) -> records.CustomerFile:
    return care.record_consent(desk, _named(desk, given.customer), given.outcome, channels=given.channel, key=given.key)


def _stop(desk: desks.Desk, given: Namespace) -> records.CustomerFile:
    return care.stop_contact(desk, _named(desk, given.customer), given.reason, key=given.key)


def _allow(desk: desks.Desk, given: Namespace) -> records.CustomerFile:
    return care.allow_contact(desk, _named(desk, given.customer), key=given.key)


def _entered(given: Namespace) -> dict[str, str | None]:
    """The fields that were given; an empty value empties the field."""
    return {name: value or None for name in _FIELDS if (value := getattr(given, name)) is not None}


def _contacts(entries: list[str]) -> list[tuple[str | None, str]]:
    split = [(entry, *entry.partition("=")) for entry in entries]
    kinds = domain.CONTACT_KINDS
    return [(kind, value) if kind in kinds and mark else (None, entry) for entry, kind, mark, value in split]


def _named(desk: desks.Desk, text: str) -> int:
    """The id of a customer named by it, or by a name or number that only one customer has."""
    if text.isascii() and text.isdecimal() and len(text) < 19 and customers.is_customer(desk, int(text)):
        return int(text)
    result = customers.find_customers(desk, text, limit=4)
    if len(result) > 1:
        names = ", ".join(f"{match.id} {match.name or '-'}" for match in result)
        raise DeskError("customer: '{text}' may be {names} …", field="customer", text=text[:60], names=names)
    if not result:
        raise NotFound("customer: there is no customer '{text}'", field="customer", text=text[:60])
    return result[0].id


def _match_line(match: records.CustomerMatch, reader: Answering) -> str:
    tier, contact = reader.titles.title("tier", match.tier), next(iter(match.contacts), None)
    return "  ".join(map(reader.text, (match.id, match.name, match.organisation, tier, contact)))


def _file_lines(file: records.CustomerFile, reader: Answering) -> Iterator[str]:
    """A file for people: facts, contacts, tickets, history."""

    def called(field: str, value: str) -> str:
        return reader.titles.title("tier", value) if field == "tier" else value

    def fact(title: str, value: object) -> str:
        return f"{cells.pad(title, 14)} {value}"

    yield f"{file.id}  {reader.text(file.name)}"
    for name, title in FIELD_TITLES.items():
        if (value := getattr(file, name)) is not None:
            yield fact(_(title), reader.text(value and called(name, value)))
    for contact in file.contacts:
        yield fact(_("Contact"), reader.text(contact.value))
    yield from (fact(_(title), text) for title, text in _treated(file.treatment, reader))
    for duplicate in file.duplicates:
        why = _(WHY_DUPLICATE[duplicate.why])
        yield fact(_("Duplicate?"), f"{duplicate.id} {reader.text(duplicate.name)} ({why})")
    for member in file.members:
        yield fact(_("Merged"), f"{member.id} {reader.text(member.name)}")
    for ticket in file.tickets:
        state = _("open") if ticket.open else _("closed")
        yield f"{ticket.number}  {reader.when(ticket.opened_at)}  {state}  {reader.text(ticket.request)}"
    for change in file.history:
        yield f"{reader.when(change.at)}  {change.by or '-'}  {describe_change(change, called)}"


def _treated(treated: treatment.Treatment, reader: Answering) -> Iterator[tuple[Marked, str]]:
    if treated.stopped_at is not None:
        yield N_("Contact"), f"{_('does not wish to be contacted unasked')} ({reader.when(treated.stopped_at)})"
    if treated.consent is not None and treated.consent_at is not None:
        ways = [reader.titles.title("channel", channel) for channel in treated.channels]
        answer = f"{_(CONSENT_TITLES[treated.consent])} ({reader.when(treated.consent_at)})"
        yield N_("Consent"), " · ".join((answer, *ways))
    if treated.checked_at is not None:
        yield N_("File"), _("checked: {when}").format(when=reader.when(treated.checked_at))
    if treated.to_check and treated.check_due is not None:
        yield N_("File"), _("to be checked since {when}").format(when=reader.when(treated.check_due))


def _unchecked_line(one: at_risk.UncheckedFile, reader: Answering) -> str:
    tier, owner = reader.titles.title("tier", one.tier), reader.titles.person(one.owner)
    named = map(reader.text, (one.customer_id, one.name or one.organisation, tier, owner))
    return "  ".join((*named, reader.when(one.due)))


def _at_risk_line(one: at_risk.AtRisk, reader: Answering) -> str:
    signs = ", ".join(f"{sign.sign.title.get(language())} {sign.number}" for sign in one.signs)
    named = (one.customer_id, one.name or one.organisation, reader.titles.person(one.owner), one.number, signs)
    return "  ".join(map(reader.text, named))


def _contact(option: str, metavar: str, to: str = "contact") -> Argument:
    return argument(option, metavar, to=to, action="append", default=[])


# fmt: off
_CHANGE: Final = Shape("at by field old new customer", customer="customer_id")
_TREATMENT: Final = Shape(
    "checked_at checked_by check_due to_check consent consent_at to_ask channels stopped_at stopped_by"
)
_FILE: Final = Answer(
    Shape(
        f"id uuid version {' '.join(_FIELDS)} created merged_into calls_this_week "
        "contacts tickets calls tiers history duplicates members treatment held erasure erased",
        created="created_at", contacts=Shape("kind value customer", customer="customer_id"),
        tickets=Shape("number customer opened open channel category stage request owner do title due last_words",
                      customer="customer_id", opened="opened_at"),
        calls=Shape("number rang state", rang="rang_at"), tiers=_CHANGE, history=_CHANGE,
        duplicates=Shape("id name organisation tier contact why"),
        members=Shape("id name contacts merged_at merged_by"), treatment=_TREATMENT,
    ),
    _file_lines,
    opens=lambda file: {"customer": file.id} if file.contacts else None,
)
_MATCH: Final = Answer(
    Shape(f"id {' '.join(_FIELDS)} contacts open last_words calls_this_week treatment",
          open="open_numbers", treatment=_TREATMENT),
    _match_line,
    opens=lambda match: {"customer": match.id} if match.contacts else None,
)
_UNCHECKED: Final = Answer(Shape("customer name organisation tier owner since due", customer="customer_id"),
                          _unchecked_line)
_AT_RISK: Final = Answer(
    Shape("customer name organisation tier owner points signs number", customer="customer_id",
          signs=lambda one, _reader: [{"sign": each.sign.name, "number": each.number} for each in one.signs]),
    _at_risk_line,
)
_ARRANGED: Final = Answer(
    Shape("customer number due", customer="customer_id"),
    lambda arranged, reader: f"{arranged.customer_id}  {arranged.number}  {reader.instant(arranged.due)}",
)
_change = partial(Command, answer=_FILE, writes=True, reveals=True)
_CUSTOMER: Final = argument("customer")
_OPTIONS: Final = tuple(
    argument(f"--{_SHORTER.get(name, name)}", "LOGIN" if name == "owner" else "T", to=name) for name in _FIELDS
)

COMMANDS: Final = (
    Group(
        "customer", N_("the customers and their files"),
        Command("find", N_("by digits, name, organisation or how it is said"), argument("text", to="typed"),
                argument("--limit", "N", type=whole(), default=8),
                use=lambda: customers.find_customers, answer=_MATCH, reveals=True, examples=("customer find 5678",)),
        Command("show", N_("one customer's file"), _CUSTOMER,
                flag("--alone", N_("without those who were merged with them")),
                run=_show, answer=_FILE, reveals=True),
        _change("add", N_("a new customer, without a ticket"), *_OPTIONS, _contact("--contact", "[KIND=]VALUE"),
                run=_add, examples=("customer add --name 'Chen Li' --contact 13812345678",)),
        _change("set", N_("change a file; an empty value empties the field"), _CUSTOMER, *_OPTIONS,
                _contact("--add-contact", "[KIND=]VALUE"), _contact("--remove-contact", "VALUE", "remove"),
                argument("--expect", "VERSION", N_("refuse if the file changed since"), type=whole()),
                run=_set),
        _change("merge", N_("two customers are one; nothing of either is lost"), _CUSTOMER,
                argument("--into", "CUSTOMER", required=True),
                run=_merge),
        _change("unmerge", N_("a merged customer is on their own again"),
                argument("customer", "ID", to="customer_id", type=whole(0)),
                use=lambda: changes.unmerge_customer),
        _change("check", N_("the file was gone through with the customer: it is right"), _CUSTOMER, run=_check),
        _change("consent", N_("what they answered who were told what their data are for"), _CUSTOMER,
                argument("outcome", choices=tuple(CONSENT_TITLES)),
                argument("--channel", "NAME", N_("they may be contacted unasked by this way only"),
                         action="append", default=[]),
                run=_consent, examples=("customer consent 7 given --channel phone",)),
        _change("stop", N_("they do not wish to be contacted unasked"), _CUSTOMER,
                argument("--reason", "TEXT"),
                run=_stop),
        _change("allow", N_("they may be contacted again"), _CUSTOMER, run=_allow),
        Command("unchecked", N_("files to be gone through this month"),
                flag("--mine", N_("of one's own customers")),
                use=lambda: at_risk.unchecked_files, answer=_UNCHECKED),
        Command("at-risk", N_("customers who may be lost, and why"),
                flag("--mine", N_("of one's own customers")),
                use=lambda: at_risk.customers_at_risk, answer=_AT_RISK),
        Command("visits", N_("arrange the regular visits that a pack's new plans bring"),
                use=lambda: visit_plans.arrange_visits, answer=_ARRANGED, writes="keyless"),
        epilog=N_("A CUSTOMER is named by the id, or by a name or number that only one has."),
    ),
)

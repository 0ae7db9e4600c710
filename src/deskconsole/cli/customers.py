"""``customer find|show|add|set|merge|unmerge|visits``."""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from deskconsole.cli.options import Subparsers, add_key, lang, opened, print_json
from deskconsole.present.catalogue import _

if TYPE_CHECKING:
    from deskconsole.desk.customers.records import CustomerFile
    from deskconsole.desk.desk import Desk

#: Option → field.
_FIELDS = {
    **{name: name for name in ("name", "organisation", "tier", "owner", "preferences")},
    "needs": "special_needs",
}


#: What the JSON of each answer holds.
_JSON = {
    "fields": "id, uuid, version, name, organisation, tier, owner, preferences, special_needs, created, merged_into, "
    "calls_this_week, contacts [{kind, value, customer}], tickets [{number, customer, opened, open, channel, category, "
    "stage, request, owner, do, title, due, last_words}], calls [{number, rang, state}], tiers and history [{at, by, "
    "field, old, new, customer}], duplicates [{id, name, organisation, tier, contact, why}], members [{id, name, "
    "contacts, merged_at, merged_by}]",
    "found": "id, name, organisation, tier, owner, preferences, special_needs, contacts, open, last_words, "
    "calls_this_week",
    "arranged": "customer, number, due",
}


def register(subparsers: "Subparsers[argparse.ArgumentParser]", shared: argparse.ArgumentParser) -> None:
    """Adds ``customer`` and its commands."""
    message = _(
        "A CUSTOMER is named by the id, or by a name or number that only one has. JSON of a file: {fields}. Of a "
        "customer that find prints: {found}. Of what visits arranges: {arranged}."
    )
    customer = subparsers.add_parser(
        "customer", help=_("the customers and their files"), epilog=message.format(**_JSON)
    )
    commands = customer.add_subparsers(dest="customer_command", required=True, metavar="COMMAND")
    _register_looking(commands, shared)
    _register_changing(commands, shared)
    visits = commands.add_parser(
        "visits", parents=[shared], help=_("arrange the regular visits that a pack's new plans bring")
    )
    visits.set_defaults(run=run_visits)


def _register_looking(commands: "Subparsers[argparse.ArgumentParser]", shared: argparse.ArgumentParser) -> None:
    find = commands.add_parser("find", parents=[shared], help=_("by digits, name, organisation or how it is said"))
    find.add_argument("text", metavar="TEXT")
    find.add_argument("--limit", type=int, default=8, metavar="N")
    find.set_defaults(run=run_find)
    show = commands.add_parser("show", parents=[shared], help=_("one customer's file"))
    show.add_argument("customer", metavar="CUSTOMER")
    show.add_argument("--alone", action="store_true", help=_("without those who were merged with them"))
    show.set_defaults(run=run_show)


def _register_changing(commands: "Subparsers[argparse.ArgumentParser]", shared: argparse.ArgumentParser) -> None:
    add = commands.add_parser("add", parents=[shared], help=_("a new customer, without a ticket"))
    _add_fields(add)
    add.add_argument("--contact", action="append", default=[], metavar="[KIND=]VALUE")
    add_key(add)
    add.set_defaults(run=run_add)
    change = commands.add_parser("set", parents=[shared], help=_("change a file; an empty value empties the field"))
    change.add_argument("customer", metavar="CUSTOMER")
    _add_fields(change)
    change.add_argument("--add-contact", action="append", default=[], metavar="[KIND=]VALUE", dest="contact")
    change.add_argument("--remove-contact", action="append", default=[], metavar="VALUE")
    change.add_argument("--expect", type=int, metavar="VERSION", help=_("refuse if the file changed since"))
    add_key(change)
    change.set_defaults(run=run_set)
    merge = commands.add_parser("merge", parents=[shared], help=_("two customers are one; nothing of either is lost"))
    merge.add_argument("customer", metavar="CUSTOMER")
    merge.add_argument("--into", required=True, metavar="CUSTOMER")
    add_key(merge)
    merge.set_defaults(run=run_merge)
    unmerge = commands.add_parser("unmerge", parents=[shared], help=_("a merged customer is on their own again"))
    unmerge.add_argument("customer", type=int, metavar="ID")
    add_key(unmerge)
    unmerge.set_defaults(run=run_unmerge)


def _add_fields(parser: argparse.ArgumentParser) -> None:
    for option in _FIELDS:
        parser.add_argument(f"--{option}", metavar="LOGIN" if option == "owner" else "T")


def run_find(args: argparse.Namespace) -> int:
    """``customer find``."""
    from deskconsole.desk.customers.customers import find_customers
    from deskconsole.desk.customers.documents import match_document
    from deskconsole.present.titles import Titles
    from deskconsole.text.clean import one_line

    desk = opened(args)
    titles = Titles(desk.packs)
    for match in find_customers(desk, args.text, limit=args.limit):
        if args.json:
            print_json(match_document(match))
        else:
            tier = titles.title("tier", match.tier)
            messages = (
                str(match.id),
                match.name,
                match.organisation,
                tier,
                match.contacts[0] if match.contacts else None,
            )
            print(one_line("  ".join(part or "-" for part in messages)))
    return 0


def run_show(args: argparse.Namespace) -> int:
    """``customer show``."""
    from deskconsole.desk.customers.customers import customer_file

    desk = opened(args)
    _print(desk, customer_file(desk, _named(desk, args.customer), alone=args.alone, most=None), args.json)
    return 0


def run_add(args: argparse.Namespace) -> int:
    """``customer add``."""
    from deskconsole.desk.customers.changes import add_customer

    desk = opened(args)
    _print(desk, add_customer(desk, _entered(args), _contacts(args), key=args.key), args.json)
    return 0


def run_set(args: argparse.Namespace) -> int:
    """``customer set``."""
    from deskconsole.desk.customers.changes import change_customer

    desk = opened(args)
    file = change_customer(
        desk,
        _named(desk, args.customer),
        _entered(args),
        add=_contacts(args),
        remove=args.remove_contact,
        expect=args.expect,
        key=args.key,
    )
    _print(desk, file, args.json)
    return 0


def run_merge(args: argparse.Namespace) -> int:
    """``customer merge``."""
    from deskconsole.desk.customers.changes import merge_customers

    desk = opened(args)
    file = merge_customers(desk, _named(desk, args.customer), _named(desk, args.into), key=args.key)
    _print(desk, file, args.json)
    return 0


def run_unmerge(args: argparse.Namespace) -> int:
    """``customer unmerge``."""
    from deskconsole.desk.customers.changes import unmerge_customer

    desk = opened(args)
    _print(desk, unmerge_customer(desk, args.customer, key=args.key), args.json)
    return 0


def run_visits(args: argparse.Namespace) -> int:
    """``customer visits``."""
    from deskconsole.desk.customers.visit_plans import arrange_visits
    from deskconsole.text.dates import rfc3339

    desk = opened(args)
    for arranged in arrange_visits(desk):
        due = rfc3339(arranged.due, desk.zone)
        if args.json:
            print_json({"customer": arranged.customer_id, "number": arranged.number, "due": due})
        else:
            print(f"{arranged.customer_id}  {arranged.number}  {due}")
    return 0


def _entered(args: argparse.Namespace) -> dict[str, str | None]:
    return {field: value or None for option, field in _FIELDS.items() if (value := getattr(args, option)) is not None}


def _contacts(args: argparse.Namespace) -> list[tuple[str | None, str]]:
    from deskconsole.domain.customers.customer import CONTACT_KINDS

    split = [(entry, *entry.partition("=")) for entry in args.contact]
    return [(kind, value) if kind in CONTACT_KINDS and mark else (None, entry) for entry, kind, mark, value in split]


def _named(desk: "Desk", text: str) -> int:
    """The id of a customer named by it, or by a name or number that only one customer has."""
    from deskconsole.desk.customers.customers import find_customers, is_customer
    from deskconsole.errors import DeskError, NotFound
    from deskconsole.text.clean import one_line

    if text.isascii() and text.isdecimal() and is_customer(desk, int(text)):
        return int(text)
    result = find_customers(desk, text, limit=4)
    if len(result) > 1:
        names = ", ".join(f"{match.id} {match.name or '-'}" for match in result)
        raise DeskError("customer: '{text}' may be {names} …", field="customer", text=one_line(text)[:60], names=names)
    if not result:
        raise NotFound("customer: there is no customer '{text}'", field="customer", text=one_line(text)[:60])
    return result[0].id


def _print(desk: "Desk", file: "CustomerFile", as_json: bool) -> None:
    if as_json:
        from deskconsole.desk.customers.documents import customer_document

        print_json(customer_document(file, desk.zone, lang()))
        return
    from deskconsole.text.clean import shown

    for line in _lines(desk, file):
        print(shown(line))


def _lines(desk: "Desk", file: "CustomerFile") -> Iterator[str]:
    """A file for people: facts, contacts, tickets, history."""
    from deskconsole.present.customer_texts import FIELD_TITLES, WHY_DUPLICATE, describe_change
    from deskconsole.present.dates import short
    from deskconsole.present.titles import Titles
    from deskconsole.text.cells import pad
    from deskconsole.text.clean import one_line

    now, titles = desk.now(), Titles(desk.packs)

    def called(field: str, value: str) -> str:
        return titles.title("tier", value) if field == "tier" else value

    yield f"{file.id}  {one_line(file.name or '-')}"
    stored = [(name, getattr(file, name)) for name in FIELD_TITLES]
    facts: list[tuple[str, Any]] = [(_(FIELD_TITLES[name]), value and called(name, value)) for name, value in stored]
    facts += [(_("Contact"), contact.value) for contact in file.contacts]
    for title, value in facts:
        if value is not None:
            yield f"{pad(title, 14)} {one_line(value)}"
    for duplicate in file.duplicates:
        why = _(WHY_DUPLICATE[duplicate.why])
        yield f"{pad(_('Duplicate?'), 14)} {duplicate.id} {one_line(duplicate.name or '-')} ({why})"
    for member in file.members:
        yield f"{pad(_('Merged'), 14)} {member.id} {one_line(member.name or '-')}"
    for ticket in file.tickets:
        state = _("open") if ticket.open else _("closed")
        yield f"{ticket.number}  {short(ticket.opened_at, now, desk.zone)}  {state}  {one_line(ticket.request or '-')}"
    for change in file.history:
        yield f"{short(change.at, now, desk.zone)}  {change.by or '-'}  {describe_change(change, called)}"

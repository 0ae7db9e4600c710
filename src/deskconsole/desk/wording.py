"""What may be told to customers, and what the desk says where nobody has put it in other words (R23, R27)."""

from deskconsole.desk.knowledge import price_texts
from deskconsole.desk.opening import Desk
from deskconsole.domain.events import Event, instant_of
from deskconsole.domain.language import language_of, price_keys
from deskconsole.domain.pack import Pack
from deskconsole.domain.ticket import Ticket
from deskconsole.present.dates import short_due


def known_prices(desk: Desk, pack: Pack) -> frozenset[str]:
    """The figures that stand in articles marked as price policy, as the check compares them."""
    return price_keys(price_texts(desk), pack.banned)


def said_by_default(desk: Desk, pack: Pack, ticket: Ticket, number: str, event: Event) -> str:
    """The pack's first phrase for a promised reply, in the customer's language, with the time that an event carries.

    Empty where the event carries none, or the phrase needs more than the desk knows by itself.
    """
    due = instant_of(event.fields.get("due"))
    language = language_of(ticket.content or "")
    known = {"company": desk.company.get(language), "hours": desk.hours(pack).get(language), "number": number}
    if due is not None:
        known["due"] = short_due(due, event.happened_at, desk.zone)
    fit = (phrase for phrase in pack.phrases if "promised" in phrase.events and phrase.text.placeholders <= set(known))
    phrase = next(fit, None) if due is not None else None
    return phrase.text.get(language).format_map(known) if phrase is not None else ""

"""Who is on the intake form: somebody chosen, somebody known by name and contact, or perhaps a duplicate."""

from collections.abc import Callable, Iterator, Sequence

from deskconsole.desk.customers.customers import PHONE, existing_customer, matches_of, possible_duplicates
from deskconsole.desk.customers.records import CustomerMatch, Duplicate
from deskconsole.desk.tickets.intake_forms import NOT_GIVEN
from deskconsole.present.catalogue import _
from deskconsole.present.customer_texts import FIELD_TITLES, WHY_DUPLICATE
from deskconsole.screens.frame.session import Session
from deskconsole.text.clean import clean
from deskconsole.text.phones import first_digits, is_number, numbers_in
from deskconsole.widgets.forms.customer_card import CustomerCard
from deskconsole.widgets.forms.customer_matches import CustomerEntry


def whose_number(typed: str, matches: Sequence[CustomerEntry]) -> CustomerEntry | None:
    """The only one that fits, when what is typed is a whole number of theirs; a part of one may be another's."""
    if len(matches) != 1 or not is_number(typed):
        return None
    theirs = {number.digits for contact in matches[0].contacts for number in numbers_in(contact)}
    return matches[0] if first_digits(typed) in theirs else None


class FormCustomer:
    """The customer of one form. ``value`` gives what stands in a row; ``ringing``: the form's call is counted already.

    Somebody chosen stays chosen while only the contact is changed: they call from a new number. With another name the
    form is somebody else's.
    """

    def __init__(self, session: Session, value: Callable[[str], str], ringing: Callable[[], bool]) -> None:
        self._session = session
        self._value = value
        self._ringing = ringing
        self.card = CustomerCard()
        self.chosen: CustomerMatch | None = None
        self.recognised: CustomerMatch | None = None
        self.duplicates: Sequence[Duplicate] = ()

    @property
    def match(self) -> CustomerMatch | None:
        """Who is meant, if it is somebody known."""
        return self.chosen or self.recognised

    @property
    def customer_id(self) -> int | None:
        """Who was chosen for the form, if the name on it is still theirs."""
        chosen = self.chosen
        return chosen.id if chosen is not None and self._given("customer") == chosen.name else None

    def choose(self, match: CustomerMatch | None) -> None:
        """Somebody is chosen from those who fit, or nobody any more."""
        self.chosen, self.recognised, self.duplicates = match, None, ()
        self.show()

    async def take_up(self, customer_id: object) -> None:
        """The customer of a form that was parked (the id as the draft keeps it, or ``None``)."""
        self.choose(None)
        if isinstance(customer_id, str) and customer_id.isdecimal():
            result = await self._session.ask(matches_of, self._session.desk, [int(customer_id)])
            self.choose(result[0])
        await self.look()

    async def look(self) -> None:
        """Name or contact was typed: looks who that is, and for whom it may be besides."""
        if self.chosen is not None and self.customer_id is None:
            self.chosen = None
        if self.chosen is None:
            desk, ask = self._session.desk, self._session.ask
            name, contact = self._given("customer"), self._given("contact")
            self.recognised = await ask(existing_customer, desk, name, contact) if name or contact else None
            new = self.recognised is None and name is not None
            self.duplicates = await ask(possible_duplicates, desk, name, contact) if new else ()
        self.show()

    def _given(self, row: str) -> str | None:
        value = " ".join(clean(self._value(row)).split())
        return value if value not in ("", NOT_GIVEN) else None

    def show(self) -> None:
        """Draws the card."""
        self.card.show(list(self._lines()))

    def _lines(self) -> Iterator[tuple[str, str]]:
        match, titles = self.match, self._session.titles
        if match is None:
            for duplicate in self.duplicates[:1]:
                parts = (titles.customer(duplicate.name, duplicate.tier), duplicate.contact or "")
                message = _("{who} may be the same ({why}) · ↓ takes them")
                yield message.format(who=" ".join(parts).strip(), why=_(WHY_DUPLICATE[duplicate.why])), "bold $warning"
            return
        calls = self._calls(match)
        facts = [match.organisation or "", f"{_('Account owner')} {titles.person(match.owner)}" if match.owner else ""]
        facts.append(_("call {n} this week").format(n=calls) if calls > 1 else "")
        if any(facts):
            yield " · ".join(fact for fact in facts if fact), "bold $warning" if calls > 2 else "$accent"
        if match.special_needs:
            yield f"{_(FIELD_TITLES['special_needs'])}: {match.special_needs}", "bold $accent"
        if match.preferences:
            yield f"{_(FIELD_TITLES['preferences'])}: {match.preferences}", "$accent"
        if match.last_words:
            yield _("Last words: {words}").format(words=match.last_words), "$foreground-muted"

    def _calls(self, match: CustomerMatch) -> int:
        """Which call of this week it is; 0 when the form is not one of a call."""
        if self._value("channel") != PHONE:
            return 0
        return match.calls_this_week + (0 if self._ringing() else 1)

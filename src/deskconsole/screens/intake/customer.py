"""Who is on the intake form: somebody chosen, somebody known by name and contact, or perhaps a duplicate."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from textual.widget import Widget

from deskconsole.desk.customers.customers import (
    PHONE,
    existing_customer,
    find_customers,
    matches_of,
    possible_duplicates,
)
from deskconsole.desk.customers.records import CustomerMatch, Duplicate
from deskconsole.desk.tickets.intake_forms import NOT_GIVEN
from deskconsole.present.catalogue import _
from deskconsole.present.customer_texts import FIELD_TITLES, WHY_DUPLICATE
from deskconsole.screens.forms.parts import FormPart
from deskconsole.screens.frame.reloads import OneAtATime
from deskconsole.screens.frame.session import Session
from deskconsole.screens.intake.inquiry import Inquiry
from deskconsole.screens.intake.offers import TicketOffers
from deskconsole.screens.intake.rows import IntakeRows
from deskconsole.screens.intake.same_person import NumberOwners
from deskconsole.text.phones import first_digits, is_number, numbers_in, typed_digits
from deskconsole.text.private import revealed
from deskconsole.widgets.forms.customer_card import CustomerCard, describe_treatment
from deskconsole.widgets.forms.customer_matches import CustomerEntry, CustomerMatches
from deskconsole.widgets.forms.form_row import FormRow

#: Below this many letters or digits typed nobody is looked for; one Chinese character is a name.
_LEAST_TYPED = 2
_ROWS = ("customer", "contact")
#: Digits from which on a number is whole.
_WHOLE_NUMBER: Final = 7
#: Characters of a Chinese name; what is longer has an organisation in it.
_LONGEST_NAME: Final = 4


def ends_number_of(typed: str, match: CustomerEntry) -> bool:
    """Whether nothing but digits is typed and a number of theirs ends with them."""
    digits = first_digits(typed) or typed_digits(typed)
    theirs = (number.digits for contact in match.contacts for number in numbers_in(revealed(contact) or ""))
    return is_number(typed) and any(number.endswith(digits) for number in theirs)


def is_chinese_name(typed: str) -> bool:
    """Whether what is typed as a contact is nothing but Chinese characters, as many as a name has."""
    return 2 <= len(typed) <= _LONGEST_NAME and all("\u4e00" <= letter <= "\u9fff" for letter in typed)


def is_certain(typed: str, match: CustomerEntry) -> bool:
    """Whether the only one who fits is meant. A name may be whole although theirs goes on: 王芳 is not 王芳芳."""
    name = match.name or ""
    return typed.isascii() or not (2 <= len(typed) < len(name) <= _LONGEST_NAME and name.startswith(typed))


class CustomerLookup(FormPart):
    """Finds the customer while name or contact is typed, and says what should be known of them.

    Somebody chosen stays chosen while only the contact is changed: they call from a new number. With another name the
    form is somebody else's. ``refresh``: who is known has changed, and with it the keys that work;
    ``take``: Enter has taken somebody.
    """

    def __init__(
        self,
        session: Session,
        rows: IntakeRows,
        inquiry: Inquiry,
        offers: TicketOffers,
        *,
        refresh: Callable[[], None],
        take: Callable[[CustomerMatch], None],
    ) -> None:
        self._session, self._rows, self._inquiry, self._offers = session, rows, inquiry, offers
        self._refresh, self._take = refresh, take
        self.matches = CustomerMatches()
        self.card = CustomerCard()
        self.chosen: CustomerMatch | None = None
        self.recognised: CustomerMatch | None = None
        self.duplicates: Sequence[Duplicate] = ()
        self._typed = ""
        #: what those who are shown were found for
        self._found_for = ""
        #: name and contact as they stood when Enter was pressed before anybody was found
        self._awaited: tuple[str, str] | None = None
        #: digits that people have been told end a known number
        self._in_question = ""
        self._owners = NumberOwners(session, rows)
        #: the row from which down went to those who fit
        self.entered_from: FormRow | None = None
        #: what the form itself has put into the rows; only what differs from it was typed
        self._filled: dict[str, str] = {}
        self._latest = OneAtATime(self._look_up)

    @property
    def widgets(self) -> Iterable[Widget]:
        """Who fits, and what should be known of who is meant; below the row of the name."""
        return (self.matches, self.card)

    @property
    def match(self) -> CustomerMatch | None:
        """Who is meant, if it is somebody known."""
        return self.chosen or self.recognised

    @property
    def customer_id(self) -> int | None:
        """Who was chosen for the form, if the name on it is still theirs."""
        chosen = self.chosen
        return chosen.id if chosen is not None and self._rows.given("customer") == chosen.name else None

    def align(self, column: int) -> None:
        """Below the entries."""
        for widget in self.widgets:
            widget.styles.margin = (0, 0, 0, column)

    # --- while it is typed ---------------------------------------------------------------------------------

    def note(self, row: FormRow) -> str | None:
        """One key says that name or number was not given; a name in the row of the number is told at once."""
        if row.field in _ROWS and row.value == NOT_GIVEN:
            return _("not given")
        if row.field == "contact" and is_chinese_name(row.value.strip()):
            return _("this looks like a name; a telephone number, WeChat or e-mail goes here")
        return self._rows.purpose_text(row)

    def changed(self, row: FormRow) -> None:
        """Looks for whom is typed; what was not given needs no look, the cursor goes on."""
        if row.field == "channel":
            self.show()
        elif row.field in _ROWS and row.value == self._filled.get(row.field):
            self.hide_matches()
        elif row.field in _ROWS:
            self._filled.pop(row.field, None)
            self._typed = row.value.strip()
            if row.value == NOT_GIVEN:
                self.hide_matches()
                self._rows.after(row).focus_entry()
            self.form.work(self._latest.run())

    async def _look_up(self) -> None:
        typed, turn, desk = self._typed, self._inquiry.turn, self._session.desk
        enough = typed != NOT_GIVEN and (len(typed) >= _LEAST_TYPED or not typed.isascii())
        matches = await self._session.ask(find_customers, desk, typed, limit=4) if enough else []
        if typed == self._typed and turn == self._inquiry.turn:
            self._found_for = typed
            self.matches.show(matches, self._session.titles, self._inquiry.call_number)
            self._tell_number(typed, matches)
            self._take_awaited()
            if self.chosen is not None:
                return
            await self.look()
            if turn == self._inquiry.turn:
                await self._offers.find_among(matches, typed)

    def _tell_number(self, typed: str, matches: Sequence[CustomerMatch]) -> None:
        """A number that nobody has stands in the row of the name: told there, while the cursor is still in it."""
        row = self._rows["customer"]
        if (
            not matches
            and is_number(typed)
            and len(typed_digits(typed)) >= _WHOLE_NUMBER
            and row.value.strip() == typed
        ):
            row.say(_("nobody known has this number; a name goes here, the number below"), error=True)

    async def look(self) -> None:
        """Who has this name and contact, and for whom it may be besides; nothing of it is for the next form."""
        if self.chosen is not None and self.customer_id is None:
            self.chosen = None
        if self.chosen is None:
            turn, desk, ask = self._inquiry.turn, self._session.desk, self._session.ask
            name, contact = self._rows.given("customer"), self._rows.given("contact")
            recognised = await ask(existing_customer, desk, name, contact) if name or contact else None
            new = recognised is None and name is not None
            duplicates = await ask(possible_duplicates, desk, name, contact) if new else ()
            if turn != self._inquiry.turn or self.chosen is not None:
                return
            self.recognised, self.duplicates = recognised, duplicates
        self.show()

    def hide_matches(self) -> None:
        """Nobody is offered any more."""
        self._typed, self._found_for, self._awaited = "", "", None
        self.matches.show([], self._session.titles)

    # --- whom it is of -------------------------------------------------------------------------------------

    def enter(self) -> bool:
        """Down from name or contact goes to those who fit, where each has its number key; whether somebody does."""
        row = self.form.focused_row
        fits = bool(self.matches.matches) and row is not None and row.field in _ROWS
        if fits:
            self.entered_from = row
            self.matches.enter()
        return fits

    def enter_takes(self) -> CustomerMatch | None:
        """Whom Enter in the row of the name takes: the only one who fits what stands there. As long as they are still
        looked for nobody; they are taken when they are found, unless more was typed meanwhile."""
        typed = self._rows["customer"].value.strip()
        if typed and typed != self._found_for:
            self._awaited = (typed, self._rows["contact"].value)
            return None
        only = self.matches.matches[0] if len(self.matches.matches) == 1 else None
        return only if isinstance(only, CustomerMatch) and is_certain(typed, only) else None

    def _take_awaited(self) -> None:
        """Takes who was found for what stood in the row when Enter was pressed."""
        awaited, self._awaited = self._awaited, None
        if awaited == (self._rows["customer"].value.strip(), self._rows["contact"].value):
            only = self.enter_takes()
            if only is not None:
                self._take(only)

    async def asks_first(self) -> bool:
        """Asks, once, whether digits that end a known number are to be somebody's name."""
        if await self._asks_same_person():
            return True
        typed, row = self._rows.given("customer"), self._rows["customer"]
        if typed is None or self.match is not None or not is_number(typed) or typed == self._in_question:
            return False
        results = await self._session.ask(find_customers, self._session.desk, typed, limit=4)
        matches = [match for match in results if ends_number_of(typed, match)]
        if not matches:
            return False
        self._in_question = self._typed = self._found_for = typed
        self.matches.show(matches, self._session.titles)
        names = ", ".join(self._session.titles.customer(match.name, match.tier) for match in matches)
        message = _("{typed} ends the number of {who}: ↓ takes them · saving again keeps it as a name")
        row.say(message.format(typed=typed, who=names), error=True)
        row.focus_entry()
        return True

    async def _asks_same_person(self) -> bool:
        """Asks, once, whether it is whoever has the number already."""
        matches = await self._owners.find() if self.match is None else []
        if not matches:
            return False
        row = self._rows["contact"]
        self._typed = self._found_for = row.value.strip()
        self.matches.show(matches, self._session.titles, self._inquiry.call_number)
        names = ", ".join(self._session.titles.customer(match.name, match.tier) for match in matches)
        message = _("this is the number of {who}: the same person? ↓ takes them · saving again: somebody else")
        row.say(message.format(who=names), error=True)
        row.focus_entry()
        return True

    def choose(self, match: CustomerMatch | None) -> None:
        """Somebody is chosen (tier and contact come with them), or nobody any more."""
        self.chosen, self.recognised, self.duplicates = match, None, ()
        if match is not None:
            self._rows["customer"].value = match.name or ""
            if match.contacts and not self._rows["contact"].value:
                self._rows["contact"].value = revealed(match.contacts[0]) or ""
            if match.tier:
                self._rows["tier"].value = match.tier
                self._inquiry.tier_known = True
        else:
            self._in_question = ""
            self._owners.forget()
        self._filled = {name: self._rows[name].value for name in _ROWS}
        self.hide_matches()
        self.show()

    async def take_up(self, customer_id: object) -> None:
        """The customer of a form that was parked (the id as the draft keeps it, or ``None``)."""
        turn = self._inquiry.turn
        if isinstance(customer_id, str) and customer_id.isdecimal():
            (match,) = await self._session.ask(matches_of, self._session.desk, [int(customer_id)])
            if turn != self._inquiry.turn:
                return
            self.chosen, self.recognised, self.duplicates = match, None, ()
        await self.look()

    # --- what should be known of them ----------------------------------------------------------------------

    def show(self) -> None:
        """Draws the card; who was never asked for their consent is."""
        self._rows.ask_consent(self.match.treatment if self.match is not None else None)
        self.card.show(list(self._lines()))
        self._refresh()

    def relabel(self) -> None:
        """In the language now in use."""
        self.card.show(list(self._lines()))

    def _lines(self) -> Iterator[tuple[str, str]]:
        match, titles = self.match, self._session.titles
        if match is None:
            for duplicate in self.duplicates[:1]:
                parts = (titles.customer(duplicate.name, duplicate.tier), str(duplicate.contact or ""))
                message = _("{who} may be the same ({why}) · ↓ takes them")
                yield message.format(who=" ".join(parts).strip(), why=_(WHY_DUPLICATE[duplicate.why])), "bold $warning"
            return
        for text in describe_treatment(match.treatment, self._session.now(), self._session.zone):
            yield text, "bold $warning"
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
        """Which call of this week it is; 0 when the form is not one of a call. The form's own is counted already."""
        if self._rows.value("channel") != PHONE:
            return 0
        return match.calls_this_week + (0 if self._inquiry.link is not None else 1)

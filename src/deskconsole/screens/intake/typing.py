"""The intake form while somebody types: who it is, what is open of theirs, which deadlines it starts."""

from datetime import datetime
from typing import Any, ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Vertical, VerticalScroll
from textual.widgets import Input, TextArea

from deskconsole.actions import Scope, keys_of
from deskconsole.desk.customers.customers import find_customers
from deskconsole.desk.customers.records import CustomerMatch
from deskconsole.desk.tickets.records import TicketView
from deskconsole.domain.clocks.derive import Clock
from deskconsole.domain.rules.pack import Pack
from deskconsole.keys import key_label
from deskconsole.present.catalogue import _, language
from deskconsole.screens.forms.answer_offers import AnswerOffers
from deskconsole.screens.forms.drafting import DraftKeeper
from deskconsole.screens.forms.parking import INTAKE, name_of
from deskconsole.screens.frame.session import Session
from deskconsole.screens.intake.answers_at_hand import AnswersAtHand
from deskconsole.screens.intake.call_link import CallLink
from deskconsole.screens.intake.customer import FormCustomer, whose_number
from deskconsole.screens.intake.offers import offers, offers_for, open_of
from deskconsole.screens.intake.rows import TEXTS, IntakeRows
from deskconsole.screens.tickets.facts import advice_of
from deskconsole.screens.tickets.moves import move_line, moves
from deskconsole.text.cells import wrap
from deskconsole.text.clean import clean, one_line
from deskconsole.widgets.forms.choice_row import ChoiceRow
from deskconsole.widgets.forms.customer_matches import CustomerMatches
from deskconsole.widgets.forms.form_tabs import FormTabs
from deskconsole.widgets.forms.intake_clock import IntakeClock
from deskconsole.widgets.forms.offer_line import OfferLine
from deskconsole.widgets.forms.pack_fields import PackFieldRow
from deskconsole.widgets.text_view import TextView

#: Below this many letters or digits typed nobody is looked for; one Chinese character is a name.
_LEAST_TYPED = 2
#: The work of looking for a customer; only what was typed last is looked for.
LOOK_UP: Final = "look-up"
#: Width of the texts beside the form on wide terminals; the style sheet gives them their place.
_SIDE_CELLS = 36


class IntakeTyping(AnswersAtHand):
    """What the form shows and says while it is filled in."""

    scope = Scope.INTAKE
    AUTO_FOCUS = "Input"
    #: rows that matter when the words go to a ticket that is open already
    JOINING: ClassVar = ("channel", "content", "request")

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.opened_at = session.now()
        self.link: CallLink | None = None
        self.joins: TicketView | None = None
        self.offered: list[TicketView] = []
        self.tabs = FormTabs()
        self.clock = IntakeClock(session.zone)
        self.offer = OfferLine()
        self.matches = CustomerMatches()
        self.customer = FormCustomer(session, lambda row: self.rows[row].value, lambda: self.link is not None)
        self.questions = TextView(id="questions")
        self.questions.can_focus = False
        self.rows = IntakeRows(session.desk)
        self.answers = AnswerOffers(
            self, session, question=self.asked_for, category=lambda: self.rows["category"].value or None, lines=1
        )
        self.drafts = DraftKeeper(session, INTAKE, self.typed)
        self._starts: list[Clock] = []
        self._tier_known = False
        #: something was typed into content or request since the form was opened
        self.worded = False

    @property
    def pack(self) -> Pack:
        """The pack of the kind that is chosen."""
        return self.rows.pack

    def body(self) -> ComposeResult:
        """Open forms, the clock, the rows; beside or below them what to ask."""
        yield self.tabs
        yield self.clock
        yield self.offer
        with Container(id="intake-body"):
            with VerticalScroll(id="intake-rows", can_focus=False):
                for row in self.rows:
                    yield row
                    if row is self.rows["customer"]:
                        yield self.matches
                        yield self.customer.card
            with Vertical(id="intake-side"):
                yield self.questions
                yield self.answers.matches

    # --- clocks --------------------------------------------------------------------------------------------

    def tick(self, now: datetime) -> None:
        """The time since the call, the clocks, those of the parked forms."""
        clocks = [] if self.joins is not None else self._starts
        self.clock.show(self._title(), now, self.opened_at, self.pack, clocks)
        self.tabs.tick(now)

    def _title(self) -> str:
        if self.joins is not None:
            ticket = self.joins.ticket
            message = _("Add to {number}").format(number=self.joins.number[-4:])
            return f"{message} {self.session.titles.customer(ticket.customer, ticket.tier)}"
        if self.link is not None:
            message = _("Call {number}, rang {n} s")
            return message.format(number=self.link.number[-4:], n=self.link.rang_for)
        return _("New inquiry")

    def recount(self) -> list[Clock]:
        """Works the deadlines out anew, after another choice; gives those before."""
        before, self._starts = self._starts, self.rows.starts(self.opened_at)
        self.tick(self.session.now())
        return before

    def _show_moves(self, row: Any, before: list[Clock]) -> None:
        """Which deadlines another tier or channel moves, at its row."""
        now, zone = self.session.now(), self.session.zone
        result = moves(before, self._starts)
        row.say(" · ".join(move_line(move, self.pack, now, zone) for move in result[:2]))

    # --- while typing --------------------------------------------------------------------------------------

    def typed(self) -> dict[str, str]:
        """What is typed, for the draft; a form with nothing but choices in it is none, unless a call waits on it."""
        if self.link is None and not self.rows.has_text(*TEXTS):
            return {}
        link = self.link.body() if self.link is not None else {}
        chosen = self.customer.customer_id
        existing = {"customer_id": str(chosen)} if chosen is not None else {}
        return {**self.rows.values(), **link, **existing, "opened_at": self.opened_at.isoformat()}

    @property
    def short_name(self) -> str:
        """What the form is called beside the parked ones."""
        return name_of({**self.rows.values(), "call_number": self.link.number if self.link else ""})

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(ChoiceRow.Changed)
    def _changed(self, event: Any) -> None:
        row = self.rows.owner(event.control)
        if row is None:
            return
        self.drafts.touched()
        self.worded = self.worded or self.rows.has_text("content", "request")
        if row.field in ("content", "request", "category"):
            self.answers.touched()
        if row.input.has_focus:
            row.say("")
        if row.input.has_focus and (after := self.rows.say_not_given(row)) is not None:
            self.matches.show([], self.session.titles)
            self.run_worker(self.customer.look(), group=LOOK_UP, exclusive=True)
            after.focus_entry()
        elif row.field in ("customer", "contact") and row.input.has_focus:
            self.run_worker(self._look_up(row.value), group=LOOK_UP, exclusive=True)
        elif isinstance(row, PackFieldRow):
            row.say(self.rows.own.understood(row))
            self.rows.own.renew()
            self.recount()
        if isinstance(event, ChoiceRow.Changed):
            self._chosen(row.field, event)
        self.refresh_keys()

    def _chosen(self, field: str, event: ChoiceRow.Changed) -> None:
        if field == "kind":
            self.rows.arrange()
        elif field in self.rows.by_name:
            self.rows.own.renew()
        before = self.recount()
        self.show_questions()
        if field in ("tier", "channel"):
            self._show_moves(self.rows[field], before)
        if field == "tier":
            self._tier_known = True
        if field == "channel":
            self.customer.show()
        if event.by_digit:
            # A tier that is known already needs no look.
            if field == "channel" and self._tier_known and self.rows["category"].display:
                self.rows["category"].focus_entry()
            else:
                self.focus_next()

    async def _look_up(self, typed: str) -> None:
        matches: list[CustomerMatch] = []
        typed = clean(typed).strip()
        if len(typed) >= _LEAST_TYPED or not typed.isascii():
            matches = await self.session.ask(find_customers, self.session.desk, typed, limit=4)
        self.matches.show(matches, self.session.titles)
        await self.customer.look()
        numbers = open_of(matches, typed, typed)
        if numbers:
            self.show_offers(await self.session.ask(offers, self.session.desk, numbers, exclude=self._call_number))

    @on(CustomerMatches.Taken)
    def _taken(self, event: CustomerMatches.Taken) -> None:
        self.choose(event.match)

    def choose(self, match: CustomerMatch) -> None:
        """A known customer was chosen: tier and contact come with them, and what is open of theirs."""
        self.rows["customer"].value = match.name or ""
        if match.contacts and not self.rows["contact"].value:
            self.rows["contact"].value = match.contacts[0]
        if match.tier:
            self.rows["tier"].value = match.tier
            self._tier_known = True
        self.matches.show([], self.session.titles)
        self.customer.choose(match)
        self.recount()
        self.rows["channel"].focus_entry()
        self.work(self.find_offers())

    def on_key(self, event: Any) -> None:
        """Down from name or contact goes to the customers that fit; there each has its number key."""
        typing = any(self.rows[name].owns(self.focused) for name in ("customer", "contact"))
        if event.key == "down" and typing and self.matches.matches:
            self.matches.focus()
            event.stop()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        """Enter goes on; in the last field it saves. A whole number stands for the customer whose it is."""
        if self.rows.shown()[-1].owns(event.control):
            self.action_save()
        elif self.rows["customer"].owns(event.control):
            existing = whose_number(self.rows["customer"].value, self.matches.matches)
            if existing is not None:
                self.matches.post_message(CustomerMatches.Taken(existing))
            else:
                self.rows["contact"].focus_entry()
        else:
            self.focus_next()

    def action_customer_of_form(self) -> None:
        """Opens the file of the customer on the form; the form waits below it."""
        match = self.customer.match
        if match is None:
            self.status.say(_("Nobody on the form is known yet"), error=True)
            return
        from deskconsole.screens.customers.customer import CustomerScreen

        self.app.push_screen(CustomerScreen(self.session, match.id))

    def action_fix(self) -> None:
        """To the tier; the channel stands above it."""
        self.rows["tier"].focus_entry()

    def action_save(self) -> None:
        """Records the form."""
        raise NotImplementedError

    # --- open tickets of theirs ----------------------------------------------------------------------------

    @property
    def _call_number(self) -> str | None:
        return self.link.number if self.link is not None else None

    async def find_offers(self) -> None:
        """Looks for open tickets of who is on the form."""
        name, contact = (clean(self.rows[field].value).strip() for field in ("customer", "contact"))
        result = await self.session.ask(offers_for, self.session.desk, name, contact, exclude=self._call_number)
        self.show_offers(result)

    def show_offers(self, results: list[TicketView]) -> None:
        """Offers to add to open tickets."""
        self.offered = results
        message = _("Add to {number}: {about}")
        lines = []
        for view in results:
            about = f"{one_line(view.ticket.request or '-')} · {self.session.titles.title('stage', view.ticket.stage)}"
            lines.append((view.number, message.format(number=view.number[-4:], about=about)))
        keys = keys_of("add_to")
        self.offer.show([] if self.joins else lines, key_label(keys[0]) if keys else "")
        self.refresh_keys()

    def asked_for(self) -> str:
        """What the customer asks, as far as it is typed."""
        return "\n".join(clean(self.rows[name].value) for name in ("content", "request"))

    # --- questions, keys -----------------------------------------------------------------------------------

    def show_questions(self) -> None:
        """What to ask in this category: beside the form a line each, below it run together."""
        checklist = self.pack.questions(self.rows["category"].value)
        query = [question.title.get(language()) for question in checklist.questions] if checklist else []
        pieces = [(f"{_('Ask')}\n" if self.has_class("-wide") else f"{_('Ask')}  ", "bold $accent")] if query else []
        if self.has_class("-wide"):
            pieces += [("- " + "\n  ".join(wrap(text, _SIDE_CELLS - 2)) + "\n", "") for text in query]
        elif query:
            pieces.append(("  ".join(query), ""))
        for label, text in advice_of(self.pack, self.rows["category"].value):
            pieces.append((f"{label}\n" if self.has_class("-wide") else f"  {label} ", "bold $accent"))
            pieces.append(("\n".join(wrap(text, _SIDE_CELLS)) + "\n" if self.has_class("-wide") else text, ""))
        self.query_one("#intake-side").set_class(bool(pieces), "-asks")
        self.answers.matches.roomy(self.has_class("-wide"))
        self.questions.show(pieces)

    def on_resize(self) -> None:
        """Other widths have other places for the questions."""
        self.call_after_refresh(self.show_questions)

    def refresh_keys(self) -> None:
        """The line of keys, after something began or stopped working."""
        self.refresh_frame()

    def shown(self) -> list[tuple[str, str, str]]:
        """What works now: adding while a ticket is offered, withdrawing while nothing is typed on a call's form."""
        return [key for key in super().shown() if self.offers_key(key[0])]

    def offers_key(self, name: str) -> bool:
        """Whether the line of keys shows an action now."""
        if name == "customer_of_form":
            return self.customer.match is not None
        if name == "add_to":
            return bool(self.offered) or self.joins is not None
        if name.startswith("withdraw"):
            return self.withdrawable
        return True

    @property
    def withdrawable(self) -> bool:
        """Whether the form is a call's on which no word has been typed yet; not even one that was cut out again."""
        return self.link is not None and self.joins is None and not self.worded

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The keys that withdraw a call mean something else while a text is typed."""
        if action == "withdraw":
            return self.withdrawable
        return super().check_action(action, parameters)

    def relabel(self) -> None:
        """Everything again in the language now in use."""
        super().relabel()
        self.show_questions()
        self.show_offers(self.offered)

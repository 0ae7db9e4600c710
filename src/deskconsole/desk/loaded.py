"""One ticket as a use case has loaded it: its row's identity, its events, and what they amount to."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from deskconsole.desk.desk import Desk
from deskconsole.desk.privacy import private_parts
from deskconsole.domain.clocks import settle as settling
from deskconsole.domain.clocks.clock import Clock, Rules, RulesOf
from deskconsole.domain.clocks.derive import Evaluation, evaluate
from deskconsole.domain.rules.kinds import Kind
from deskconsole.domain.rules.pack import Pack
from deskconsole.domain.rules.texts import Text
from deskconsole.domain.rules.windows import Verdict, verdicts
from deskconsole.domain.tickets.event import Event
from deskconsole.domain.tickets.ticket import Ticket
from deskconsole.store.tickets import TicketRecord

if TYPE_CHECKING:
    from deskconsole.store.record.recording import Opened


class LoadedTicket:
    """A ticket with its events, folded and with its clocks derived; what is private in it stands open.

    Only use cases hold one; people get the view of it (:mod:`~deskconsole.desk.viewing`).
    """

    #: whether the person at the desk saw it whole before they did something about it
    had_part = False

    def __init__(
        self,
        desk: Desk,
        record: "TicketRecord | Opened",
        events: Sequence[Event],
        rules_of: RulesOf,
        before: Evaluation | None = None,
    ) -> None:
        self.desk = desk
        self.row = record
        self.rules_of = rules_of
        self._evaluate(tuple(events), before)

    def _evaluate(self, events: tuple[Event, ...], before: Evaluation | None) -> None:
        self.events: tuple[Event, ...] = events
        self.evaluation = evaluate(events, self.rules_of, before)
        #: the texts that it is judged by now, what its events have made of it, its clocks in order of their start
        self.rules: Rules = self.rules_of(events[-1].pack, events[-1].calendar)
        self.ticket: Ticket = self.evaluation.ticket
        self.clocks: tuple[Clock, ...] = tuple(self.evaluation.clocks)

    def go_on(self, events: Sequence[Event]) -> None:
        """Put further events behind its own."""
        if events:
            self._evaluate((*self.events, *events), self.evaluation)

    def then(self, *events: Event) -> "LoadedTicket":
        """What the ticket would be with further events; this one stays as it is."""
        return LoadedTicket(self.desk, self.row, (*self.events, *events), self.rules_of, self.evaluation)

    @property
    def number(self) -> str:
        """Its number, as people say it."""
        return self.row.number

    @property
    def pack(self) -> Pack:
        """The pack that it is judged by now."""
        return self.rules.pack

    @property
    def kind(self) -> Kind | None:
        """Its kind of work; ``None`` while it is not known."""
        return self.pack.kind_of(self.ticket.kind)

    @property
    def of_visitor(self) -> bool:
        """Whether it is of somebody who visits."""
        return self.ticket.kind in self.pack.visitor_kinds

    def title(self, clock: Clock) -> Text | None:
        """The title of one of its clocks in the pack that it is judged by, or was before it became of its kind."""
        packs = (self.pack, *self.earlier())
        own = next((pack for pack in packs if pack.clocks_of(clock.rule)), None)
        return own.clock_title(clock.rule, clock.name or clock.do) if own is not None else None

    @property
    def closed(self) -> bool:
        """Filed, withdrawn or merged, and no clock runs."""
        return settling.is_closed(self.ticket, self.clocks)

    @property
    def private_parts(self) -> frozenset[str]:
        """The names of what is private in it."""
        return private_parts(self.pack, self.ticket.kind)

    def derived(self) -> tuple[datetime | None, datetime | None]:
        """When it closed (``None`` while open), and when time alone will next bring something about."""
        return settling.standing(self.events, self.ticket, self.clocks, self.rules)

    def windows(self) -> tuple[Verdict, ...]:
        """What may be claimed of it until when, by the texts it is judged by; claimed when it came in."""
        ticket, rules = self.ticket, self.rules
        if not rules.pack.windows:
            return ()
        facts = {**ticket.fields, **ticket.attributes()}
        claimed_at = ticket.received_at or ticket.opened_at
        return verdicts(rules.pack.windows, ticket.kind, facts, claimed_at, rules.calendar)

    def settled(self, at: datetime) -> tuple["LoadedTicket", int]:
        """The ticket with what time alone has brought about by ``at``, and how many events that is."""
        pending = settling.settle(self.events, self.rules_of, at, self.evaluation)
        if not pending:
            return self, 0
        return self.then(*pending), len(pending)

    def earlier(self) -> tuple[Pack, ...]:
        """The packs that judged the ticket before it went by its present one; mostly none."""
        last = self.events[-1]
        texts = dict.fromkeys((e.pack, e.calendar) for e in self.events if e.pack != last.pack)
        return tuple(self.rules_of(pack, calendar).pack for pack, calendar in texts)

"""What newly published rules or dates change on the running clocks of a ticket (`model.md`, `recounted`; T10)."""

from collections.abc import Sequence
from datetime import datetime

from deskconsole.domain.clocks.clock import Clock, Rules, RulesOf
from deskconsole.domain.clocks.counted import count
from deskconsole.domain.clocks.derive import derive
from deskconsole.domain.tickets.event import Event
from deskconsole.record import dataclass, replace


@dataclass(frozen=True, slots=True)
class Recount:
    """One clock instance by the texts now in force: without ``due`` it starts, without ``new_due`` it is cancelled."""

    rule: str
    of: int
    due: datetime | None
    new_due: datetime | None
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Texts:
    """The hashes of the pack and calendar that judge a ticket from now on."""

    pack: str
    calendar: str


def recounts(
    events: Sequence[Event], clocks: Sequence[Clock], rules_of: RulesOf, texts: Texts, now: datetime
) -> list[Recount]:
    """What changes when a ticket with these ``events`` and ``clocks`` is judged by other ``texts`` from ``now`` on.

    A clock that has ended or is past its due stays as it is. A rule that the new text has no more is cancelled; one
    that it adds starts at its own starting event, unless its time would be over by now.
    """
    existing = {(clock.rule, clock.of) for clock in clocks}
    rules = rules_of(texts.pack, texts.calendar).on(_channel(events))
    anew = {(clock.rule, clock.of): clock for clock in derive(_retold(events, rules_of, texts), rules_of)}
    changed: list[Recount] = []
    for clock in clocks:
        if clock.active and clock.due >= now:
            due, provisional = _anew(clock, anew.get((clock.rule, clock.of)), rules)
            if due != clock.due or provisional != clock.provisional:
                changed.append(Recount(clock.rule, clock.of, clock.due, due, provisional))
    added = [
        Recount(clock.rule, clock.of, None, clock.due, clock.provisional)
        for key, clock in anew.items()
        if key not in existing and clock.active and not clock.idle and clock.due >= now
    ]
    return [*changed, *added]


def _channel(events: Sequence[Event]) -> object:
    """The channel of the ticket, as its idle clocks are counted by."""
    named = (
        e.fields["channel"] for e in reversed(events) if e.kind in ("received", "classified") and "channel" in e.fields
    )
    return next(named, {"rang": "phone", "arrived": "onsite"}.get(events[0].kind))


def _anew(clock: Clock, other: Clock | None, rules: Rules) -> tuple[datetime | None, bool]:
    """Its due by the new text, and whether it rests on a year not officially known."""
    if clock.idle:  # what runs while nothing else does begins elsewhere when everything is played anew
        spec = next((spec for spec in rules.pack.clocks_of(clock.rule) if spec.idle), None)
        if spec is None:
            return None, False
        due = count(spec, clock.started, rules.by(spec.calendar), None).due
        return due.at, due.provisional
    if other is None or not other.active:
        return None, False
    return other.due, other.provisional


def _retold(events: Sequence[Event], rules_of: RulesOf, texts: Texts) -> list[Event]:
    """The events as if they had happened under the new texts; those of another pack keep theirs."""
    name = rules_of(texts.pack, texts.calendar).pack.name
    messages: list[Event] = []
    for event in events:
        if event.kind == "recounted":
            continue
        own = rules_of(event.pack, event.calendar).pack.name == name
        messages.append(replace(event, pack=texts.pack if own else event.pack, calendar=texts.calendar))
    return messages

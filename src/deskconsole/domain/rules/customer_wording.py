"""What of an event reaches the customer, and whether it may be said so (R27, E18, R23).

Every form, command and import records through :func:`check_outgoing`: wording that the pack does not allow is
refused with an accepted one, unless a reason for it is recorded.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from deskconsole.domain.rules.approved_texts import Materials, unpassed
from deskconsole.domain.rules.forms import FormField
from deskconsole.domain.rules.pack import Pack
from deskconsole.domain.rules.texts import PLACEHOLDERS, Passed, Text
from deskconsole.domain.rules.wording import Hit, find_hits
from deskconsole.domain.tickets.event import OUTGOING, Event
from deskconsole.errors import DeskError
from deskconsole.record import dataclass, replace

#: The field that says why something is sent although the check names it, and the one that keeps what it named.
REASON: Final = "wording_reason"
NAMED: Final = "wording"
#: The longest piece of wording, and how many of them, that are kept with the event.
_PIECE: Final = 40
_PIECES: Final = 12

#: How a message speaks of what a phrase would fill in.
_SPOKEN: Final[Mapping[str, Text]] = {
    **{name: Text("＿＿", "＿＿") for name in PLACEHOLDERS},
    "due": Text("约定的时间", "the agreed time"),
}


class WordingRefused(DeskError):
    """Text for a customer that may not be said so; ``hits`` by the name of its field, ``errors`` one for each."""

    def __init__(self, event: Event, hits: Mapping[str, tuple[Hit, ...]]) -> None:
        errors = [_refusal(event, name, hit) for name, found in hits.items() for hit in found]
        super().__init__(errors[0].template, field=errors[0].field, **errors[0].values)
        self.hits = hits
        self._event = event
        self.errors = tuple(errors)

    def at(self, names: Mapping[str, str]) -> "WordingRefused":
        """The same refusal where the fields are called otherwise (``names``: own name → name there)."""
        return WordingRefused(self._event, {names.get(name, name): found for name, found in self.hits.items()})


def outgoing_names(event: str, own: Iterable[FormField]) -> tuple[str, ...]:
    """The fields of an event that are said to the customer: its own, and those of its kind's form that say so."""
    return (*OUTGOING.get(event, ()), *(field.name for field in own if field.told))


def outgoing(event: Event, own: Iterable[FormField]) -> dict[str, str]:
    """The texts of an event that are said to the customer, by the names of its fields; ``own``: its kind's form."""
    found: dict[str, str] = {}
    for name in outgoing_names(event.kind, own):
        value = event.text if name == "text" else event.fields.get(name)
        if isinstance(value, str) and value:
            found[name] = value
    return found


@dataclass(frozen=True, slots=True)
class Known:
    """What may be told on a ticket: figures of the price policy, and the checks of passed texts that it is under."""

    prices: frozenset[str] = frozenset()
    passed: tuple[tuple[Passed, Materials], ...] = ()


NOTHING_KNOWN: Final = Known()


def known_at(event: str, name: str, known: Known) -> Known:
    """What may be told in one field: only what an event always says must be passed, not what a form adds (E27)."""
    return known if name in OUTGOING.get(event, ()) else replace(known, passed=())


def hits_in(text: str, pack: Pack, known: Known, *, time_told: bool) -> tuple[Hit, ...]:
    """What is named in one text for the customer, in its order; ``time_told``: a time goes with it."""
    hits = list(find_hits(text, pack.banned, prices=known.prices, time_told=time_told))
    for check, materials in known.passed:
        hits += unpassed(text, check, materials)
    return tuple(sorted(hits, key=lambda hit: hit.start))


def hits_of(event: Event, pack: Pack, own: Sequence[FormField], known: Known) -> dict[str, tuple[Hit, ...]]:
    """What the language check names in an event, by the names of its fields; ``own``: its kind's form."""
    told = event.due is not None
    hits = {
        name: hits_in(text, pack, known_at(event.kind, name, known), time_told=told)
        for name, text in outgoing(event, own).items()
    }
    return {name: found for name, found in hits.items() if found}


def check_outgoing(event: Event, pack: Pack, own: Sequence[FormField], known: Callable[[], Known]) -> Event:
    """The event as it may be recorded: with what was named where a reason is given for it, without an idle reason.

    ``known`` is asked only where a figure stands in a text or texts must be passed. Raises :class:`WordingRefused`.
    """
    hits = hits_of(event, pack, own, NOTHING_KNOWN)
    passing = any(event.kind in check.events for check in pack.passed)
    if passing or any(hit.sort == "price" for found in hits.values() for hit in found):
        hits = hits_of(event, pack, own, known())
    fields = {name: value for name, value in event.fields.items() if name not in (REASON, NAMED)}
    if not hits:
        return replace(event, fields=fields) if len(fields) < len(event.fields) else event
    reason = event.fields.get(REASON)
    if not isinstance(reason, str) or not reason.strip():
        raise WordingRefused(event, hits)
    named = list(dict.fromkeys(hit.words[:_PIECE] for found in hits.values() for hit in found))[:_PIECES]
    return replace(event, fields={**fields, REASON: reason, NAMED: named})


def _refusal(event: Event, name: str, hit: Hit) -> DeskError:
    values = {"event": event.kind, "name": name, "words": hit.words[:_PIECE], "reason_field": REASON}
    if hit.sort == "blank":
        return DeskError(
            "{event}: {name}: a blank “{words}” is not filled in; fill it in, or say why in {reason_field}",
            field=name,
            **values,
        )
    if hit.instead is None:
        return DeskError(
            "{event}: {name}: “{words}”: {why}; or say why in {reason_field}",
            field=name,
            why=hit.why or hit.sort,
            **values,
        )
    return DeskError(
        "{event}: {name}: “{words}” is not for a customer ({why}); instead: {instead}; to send it anyway say why in "
        "{reason_field}",
        field=name,
        why=hit.why or hit.sort,
        instead=hit.instead.filled(_SPOKEN),
        **values,
    )

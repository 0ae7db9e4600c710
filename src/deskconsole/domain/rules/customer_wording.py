"""What of an event reaches the customer, and whether it may be said so (R27, E18, R23).

Every form, command and import records through :func:`check_customer_wording`: wording that the pack does not allow is
refused with an accepted one, unless a reason for it is recorded.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from deskconsole.domain.rules.forms import FormField
from deskconsole.domain.rules.pack import Pack
from deskconsole.domain.rules.texts import PLACEHOLDERS, ApprovedTexts, Text
from deskconsole.domain.rules.wording import Materials, WordingMatch, find_matches, gaps_in, unapproved
from deskconsole.domain.tickets.event import Event
from deskconsole.domain.tickets.vocabulary import CUSTOMER_WORDING
from deskconsole.errors import DeskError
from deskconsole.record import dataclass, replace

#: The field that says why something is sent although the check names it, and the one that keeps what it named.
REASON: Final = "wording_reason"
NAMED: Final = "wording"
#: The longest piece of wording, and how many of them, that are kept with the event.
_PIECE: Final = 40
_PIECES: Final = 12

#: What may hold words of others as they wrote them.
_OTHERS_WORDS: Final = frozenset({"received", "contacted", "noted"})

#: How a message speaks of what a phrase would fill in.
_SPOKEN: Final[Mapping[str, Text]] = {
    **{name: Text("＿＿", "＿＿") for name in PLACEHOLDERS},
    "due": Text("约定的时间", "the agreed time"),
}


class WordingRefused(DeskError):
    """Text for a customer that may not be said so; ``hits`` by the name of its field, ``errors`` one for each."""

    def __init__(self, event: Event, matches: Mapping[str, tuple[WordingMatch, ...]]) -> None:
        errors = [_refusal(event, name, match) for name, result in matches.items() for match in result]
        super().__init__(errors[0].template, field=errors[0].field, **errors[0].values)
        self.matches = matches
        self._event = event
        self.errors = tuple(errors)

    def at(self, names: Mapping[str, str]) -> "WordingRefused":
        """The same refusal where the fields are called otherwise (``names``: own name → name there)."""
        return WordingRefused(self._event, {names.get(name, name): result for name, result in self.matches.items()})


def customer_wording_names(event: str, own: Iterable[FormField]) -> tuple[str, ...]:
    """The fields of an event that are said to the customer: its own, and those of its kind's form that say so."""
    return (*CUSTOMER_WORDING.get(event, ()), *(field.name for field in own if field.told))


def customer_wording(event: Event, own: Iterable[FormField]) -> dict[str, str]:
    """The texts of an event that are said to the customer, by the names of its fields; ``own``: its kind's form."""
    results: dict[str, str] = {}
    for name in customer_wording_names(event.kind, own):
        value = event.text if name == "text" else event.fields.get(name)
        if isinstance(value, str) and value:
            results[name] = value
    return results


@dataclass(frozen=True, slots=True)
class AllowedWording:
    """What may be told on a ticket: figures of the price policy, and the checks of passed texts that it is under."""

    prices: frozenset[str] = frozenset()
    passed: tuple[tuple[ApprovedTexts, Materials], ...] = ()


NOTHING_ALLOWED: Final = AllowedWording()


def allowed_at(event: str, name: str, existing: AllowedWording) -> AllowedWording:
    """What may be told in one field: only what an event always says must be passed, not what a form adds (E27)."""
    return existing if name in CUSTOMER_WORDING.get(event, ()) else replace(existing, passed=())


def matches_in(text: str, pack: Pack, existing: AllowedWording, *, time_told: bool) -> tuple[WordingMatch, ...]:
    """What is named in one text for the customer, in its order; ``time_told``: a time goes with it."""
    matches = list(find_matches(text, pack.banned, prices=existing.prices, time_told=time_told))
    for check, materials in existing.passed:
        matches += unapproved(text, check, materials)
    return tuple(sorted(matches, key=lambda match: match.start))


def matches_of(
    event: Event, pack: Pack, own: Sequence[FormField], existing: AllowedWording
) -> dict[str, tuple[WordingMatch, ...]]:
    """What the language check names in an event, by the names of its fields; ``own``: its kind's form."""
    message = event.due is not None
    matches = {
        name: matches_in(text, pack, allowed_at(event.kind, name, existing), time_told=message)
        for name, text in customer_wording(event, own).items()
    }
    return {name: result for name, result in matches.items() if result}


def gaps_of(event: Event, pack: Pack, own: Sequence[FormField]) -> dict[str, tuple[WordingMatch, ...]]:
    """The gaps left in the texts that a standard phrase may have been put into, by the names of their fields."""
    texts = customer_wording(event, own)
    if event.kind not in _OTHERS_WORDS and any(event.kind in phrase.events for phrase in pack.phrases):
        texts |= {"text": event.text or "", "remark": str(event.fields.get("remark") or "")}
    gaps = {name: tuple(gaps_in(text)) for name, text in texts.items()}
    return {name: result for name, result in gaps.items() if result}


def check_customer_wording(
    event: Event, pack: Pack, own: Sequence[FormField], existing: Callable[[], AllowedWording]
) -> Event:
    """The event as it may be recorded: with what was named where a reason is given for it, without an idle reason.

    No reason is one for a gap of a standard phrase: that is filled in.
    ``existing`` is asked only where a figure stands in a text or texts must be passed. Raises :class:`WordingRefused`.
    """
    if gaps := gaps_of(event, pack, own):
        raise WordingRefused(event, gaps)
    matches = matches_of(event, pack, own, NOTHING_ALLOWED)
    passing = any(event.kind in check.events for check in pack.passed)
    if passing or any(match.sort == "price" for result in matches.values() for match in result):
        matches = matches_of(event, pack, own, existing())
    fields = {name: value for name, value in event.fields.items() if name not in (REASON, NAMED)}
    if not matches:
        return replace(event, fields=fields) if len(fields) < len(event.fields) else event
    reason = event.fields.get(REASON)
    if not isinstance(reason, str) or not reason.strip():
        raise WordingRefused(event, matches)
    named = list(dict.fromkeys(match.words[:_PIECE] for result in matches.values() for match in result))[:_PIECES]
    return replace(event, fields={**fields, REASON: reason, NAMED: named})


def _refusal(event: Event, name: str, match: WordingMatch) -> DeskError:
    values = {"event": event.kind, "name": name, "words": match.words[:_PIECE], "reason_field": REASON}
    if match.sort == "blank":
        return DeskError(
            "{event}: {name}: the gap in “{words}” is not filled in; fill it in",
            field=name,
            **values,
        )
    if match.instead is None:
        return DeskError(
            "{event}: {name}: “{words}”: {why}; or say why in {reason_field}",
            field=name,
            why=match.why or match.sort,
            **values,
        )
    return DeskError(
        "{event}: {name}: “{words}” is not for a customer ({why}); instead: {instead}; to send it anyway say why in "
        "{reason_field}",
        field=name,
        why=match.why or match.sort,
        instead=match.instead.filled(_SPOKEN),
        **values,
    )

"""The names that a pack defines, and whether what its entries point to is among them."""

from collections.abc import Collection, Iterable, Mapping
from typing import Final, Self

from deskconsole.domain.calendar.duration import parse_duration
from deskconsole.domain.problems import Place, Problem, unknown_name
from deskconsole.domain.rules.clock_rules import GIVEN, Conditions, Start
from deskconsole.domain.rules.house.recurring import PERIOD, PERSON, RECURRING
from deskconsole.domain.rules.reading.overlay import Leaves
from deskconsole.domain.rules.tables import TABLES
from deskconsole.domain.tickets.event import ATTRIBUTES
from deskconsole.domain.tickets.events.kind import EventKind
from deskconsole.domain.tickets.vocabulary import EVENTS
from deskconsole.errors import DeskError
from deskconsole.record import dataclass, field as having


class Unknown(list[str]):
    """Names of which only some could be read: any other may be right."""

    def __contains__(self, name: object) -> bool:
        return True

    def __bool__(self) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class Names:
    """Table → the names that the pack's entries have, also of entries that are wrong in other ways."""

    defined: Mapping[str, Collection[str]]
    #: event → fields that kinds add to it → the values that conditions may name (none: true and false; ``None``:
    #: any); those of ``received`` stay with the ticket
    fields: Mapping[str, Mapping[str, Collection[str] | None]]
    #: not every kind could be read, so that any field may be one of theirs
    any_field: bool = False
    #: event → its fields that are dates → ``date`` or ``date_time``
    dates: Mapping[str, Mapping[str, str]] = having(default_factory=dict)
    #: the fields of kinds' forms that name a person or a department, whom a clock may ask
    addressed: Collection[str] = ()

    @classmethod
    def of(cls, leaves: Leaves, calendars: Collection[str] = ()) -> Self:
        """The names defined by all entries of a pack, and the further ``calendars`` of the site."""
        existing: dict[str, Collection[str]] = {}
        for table, entries in leaves.entries.items():
            names = [entry.data.get(TABLES[table][2].KEY) for entry in entries]
            existing[table] = [name for name in names if isinstance(name, str)]
            if table in leaves.misread:
                existing[table] = Unknown(existing[table])
        named = existing["calendar"]
        existing["calendar"] = named if isinstance(named, Unknown) else {*named, *calendars}
        fields: dict[str, dict[str, Collection[str] | None]] = {"received": {}}
        dates: dict[str, dict[str, str]] = {}
        for entry in leaves.entries["kind"]:
            if entry.data.get("house") is True:
                fields["received"] |= dict.fromkeys((RECURRING, PERIOD, PERSON))
            forms = [{"event": "received", "field": entry.data.get("field")}, *_tables(entry.data.get("form"))]
            for form in forms:
                event = str(form.get("event"))
                _add_fields(fields.setdefault(event, {}), form.get("field"))
                _add_dates(dates.setdefault(event, {}), form.get("field"))
        asking = (field for entry in leaves.entries["kind"] for field in _tables(entry.data.get("field")))
        addressed = {str(field.get("name")) for field in asking if field.get("type") in ("person", "department")}
        return cls(existing, fields, "kind" in leaves.misread, dates, addressed)

    def check(self, table: str, values: Iterable[str], place: Place, key: str) -> list[Problem]:
        """A problem for each value that is not the name of an entry of ``table``."""
        return among(values, self.defined[table], place, key)

    def check_calendar(self, name: str | None, place: Place) -> list[Problem]:
        """A problem where a clock or department names a calendar that neither the pack nor the site has."""
        if name is None or self.defined["calendar"]:
            return self.check("calendar", [] if name is None else [name], place, "calendar")
        text = "'{value}' is not known: describe it in [[calendar]], or in [calendars.{value}] of calendar.toml"
        return [Problem(text, place, "calendar", {"value": name})]

    def check_events(self, values: Iterable[str], place: Place, key: str) -> list[Problem]:
        """A problem for each value that is not an event of a ticket."""
        return among(values, EVENTS, place, key)

    def check_duration(self, text: str, place: Place, key: str, *, of_clock: bool = False) -> list[Problem]:
        """A problem when a text is no duration, naming the accepted forms; ``of_clock``: also such as only a clock may
        have, of a date or of another clock."""
        try:
            duration = parse_duration(text)
        except DeskError as error:
            return [Problem("{error}", place, key, {"error": error})]
        if of_clock or not (duration.of_a_date or duration.share is not None):
            return []
        return [Problem("'{value}' goes with the within of a clock only", place, key, {"value": text})]

    def dates_of(self, event: str) -> list[str]:
        """The dates that the form of an event, or of its ticket, asks."""
        return [name for of in ("received", event) for name in self.dates.get(of, {})]

    def days_of(self, starts: Iterable[Start]) -> list[str]:
        """Those of them that are days without a time."""
        fields = [self.dates.get(of, {}) for start in starts for of in ("received", start.event)]
        return [name for dates in fields for name, type_ in dates.items() if type_ == "date"]

    def check_where(
        self, event: str, where: Conditions, place: Place, key: str, *, starts: bool = False
    ) -> list[Problem]:
        """Problems of conditions on an event's own fields: fields and outcomes that it does not have.

        A starting event may also be asked for what the ticket is and what its form says.
        """
        kind = EVENTS.get(event)
        if kind is None:
            return []
        problems: list[Problem] = []
        for name, allowed in where.items():
            at = f"{key}.{name}"
            existing = {*kind.fields, *self.fields_of(event), *(ATTRIBUTES if starts else ())}
            problems += among([name], Unknown(existing) if self.any_field else existing, place, at)
            problems += self._check_values(name, allowed, kind, place, at)
        return problems

    def fields_of(self, event: str) -> Mapping[str, Collection[str] | None]:
        """The fields that kinds add to an event, those of the ticket among them."""
        return {**self.fields["received"], **self.fields.get(event, {})}

    def check_when(self, when: Conditions, events: Iterable[str], place: Place) -> list[Problem]:
        """Problems of ``when``: attributes that no ticket has, values that the pack does not know."""
        problems: list[Problem] = []
        starts = [EVENTS[event] for event in events if event in EVENTS]
        for name, allowed in when.items():
            at = f"when.{name}"
            if name.startswith("event."):
                field = name.removeprefix("event.")
                existing = set(self.fields["received"]).union(
                    *((*kind.fields, *self.fields_of(kind.name)) for kind in starts)
                )
                problems += among([field], Unknown(existing) if self.any_field else existing, place, at)
                for kind in starts:
                    problems += self._check_values(field, allowed, kind, place, at)
            elif name in ATTRIBUTES:
                problems += self.check_attribute(name, allowed, place, at)
            else:
                problems += among([name], {*ATTRIBUTES, "event.FIELD"}, place, at)
            if not allowed:
                problems.append(Problem("the list is empty, so that no value is allowed", place, at))
        return problems

    def _check_values(
        self, field: str, allowed: tuple[object, ...], kind: EventKind, place: Place, key: str
    ) -> list[Problem]:
        allowed = tuple(value for value in allowed if value != GIVEN)
        if field == "outcome" and kind.outcomes:
            return among(allowed, kind.outcomes, place, key)
        if field in ATTRIBUTES:
            return self.check_attribute(field, allowed, place, key)
        values = self.fields_of(kind.name).get(field)
        return [] if values is None else _check_choices(allowed, values, place, key)

    def check_attribute(self, name: str, allowed: tuple[object, ...], place: Place, key: str) -> list[Problem]:
        """A problem for each value that an attribute of a ticket cannot have."""
        if name == "urgent":
            wrong = [value for value in allowed if not isinstance(value, bool)]
            return [Problem("'{value}' is not true or false", place, key, {"value": value}) for value in wrong]
        if name == "level":
            wrong = [value for value in allowed if not isinstance(value, int) or isinstance(value, bool)]
            return [Problem("'{value}' is not a whole number", place, key, {"value": value}) for value in wrong]
        return among(allowed, self.defined[name], place, key)


def among(values: Iterable[object], existing: Collection[str], place: Place, key: str) -> list[Problem]:
    """A problem for each value that is not known."""
    return [unknown_name(value, existing, place, key) for value in values if value not in existing]


def _tables(value: object) -> list[Mapping[str, object]]:
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


def _add_dates(dates: dict[str, str], value: object) -> None:
    dates |= {str(each.get("name")): str(each["type"]) for each in _tables(value) if each.get("type") in _DATES}


_DATES: Final = ("date", "date_time")


def _add_fields(fields: dict[str, Collection[str] | None], value: object) -> None:
    """The fields of a form still unread, with the values that they can have; of several kinds all of them."""
    for field in _tables(value):
        name = str(field.get("name"))
        allowed: Collection[str] | None = None
        if field.get("type") == "choice":
            allowed = {str(choice.get("name")) for choice in _tables(field.get("values"))}
        elif field.get("type") == "yes_no":
            allowed = ()
        before = fields.get(name, allowed)
        mixed = allowed is None or before is None or bool(allowed) != bool(before)
        fields[name] = None if mixed else {*(before or ()), *(allowed or ())}


def _check_choices(allowed: Iterable[object], choices: Collection[str], place: Place, key: str) -> list[Problem]:
    """Problems of conditions on a choice (``false``: not given) or, where there are no ``choices``, on yes or no."""
    if choices:
        return among([value for value in allowed if value is not False], choices, place, key)
    wrong = [value for value in allowed if not isinstance(value, bool)]
    return [Problem("'{value}' is not true or false", place, key, {"value": value}) for value in wrong]

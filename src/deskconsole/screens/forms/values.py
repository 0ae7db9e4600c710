"""What people type into the rows of an action's form: what was understood, and the values as the desk wants them."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from deskconsole.domain.calendar.recurrence import first_after
from deskconsole.domain.rules.follow_on import ALSO
from deskconsole.domain.rules.pack import Pack
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import _
from deskconsole.present.dates import short
from deskconsole.present.repeats import describe_recurrence, parse_recurrence
from deskconsole.present.when import parse_when
from deskconsole.screens.forms.who import SEVERAL, addressee, names_hint
from deskconsole.screens.frame.session import Session
from deskconsole.widgets.forms.form_row import Entry, FormRow


def when(text: str, session: Session, field: str = "due") -> datetime:
    """A time as people type it; raises :class:`DeskError` at its field."""
    return parse_when(text, session.now(), session.zone, session.desk.calendar, field=field)


def hint(row: FormRow, rows: Mapping[str, FormRow], session: Session, pack: Pack) -> str:
    """What was understood of an entry, to be shown below it; empty where there is nothing to say."""
    if not row.value.strip():
        return ""
    if row.entry is Entry.WHEN:
        try:
            return "= " + short(when(row.value, session), session.now(), session.zone)
        except DeskError:
            return ""
    if row.entry is Entry.REPEAT:
        return _repeat_hint(row.value, rows, session)
    if row.entry is Entry.WHO:
        return names_hint(row.value, session, pack)
    return ""


def _repeat_hint(text: str, rows: Mapping[str, FormRow], session: Session) -> str:
    """How often, and without a time of its own from when."""
    try:
        rule = parse_recurrence(text)
    except DeskError:
        return ""
    first = first_after(rule, session.now(), session.zone)
    if rows["due"].value.strip() or first is None:
        return f"= {describe_recurrence(rule)}"
    message = _("= {often}, first {when}")
    return message.format(often=describe_recurrence(rule), when=short(first, session.now(), session.zone))


def entered(rows: Iterable[FormRow], session: Session, pack: Pack, *, several: bool = False) -> dict[str, Any]:
    """The values of the rows that are shown, by name; raises :class:`DeskError` at its field.

    ``several``: more than one may be named in ``to``; the others go into ``also``.
    """
    values: dict[str, Any] = {}
    for row in rows:
        value = row.value.strip()
        if value and row.display:
            values[row.field] = value if several and row.field == "to" else _value(row, value, session, pack)
    if several and isinstance(to := values.get("to"), str):
        names = [addressee(name, session, pack) for name in SEVERAL.split(to) if name.strip()]
        values |= {"to": names[0]} | ({"also": ALSO.join(names[1:])} if len(names) > 1 else {})
    if "recurrence" in values and "due" not in values:
        values["due"] = first_after(values["recurrence"], session.now(), session.zone)
    return values


def _value(row: FormRow, value: str, session: Session, pack: Pack) -> Any:
    if row.entry is Entry.WHEN:
        return when(value, session)
    if row.entry is Entry.REPEAT:
        return parse_recurrence(value, field=row.field)
    if row.entry is Entry.WHO:
        return addressee(value, session, pack)
    if row.field == "score":
        return int(value)
    if row.field == "level":
        return int(value) if value.isdecimal() else value
    if row.field == "urgent":
        return value == "yes"
    return value

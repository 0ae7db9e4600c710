"""What people type into the rows of forms: what was understood, and the values as the desk wants them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from textual.widgets import Input

from deskconsole.desk.staff.specialists import rates
from deskconsole.domain.calendar.recurrence import first_after
from deskconsole.domain.rules.follow_on import ALSO
from deskconsole.domain.rules.pack import Pack
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import N_, _
from deskconsole.present.dates import short, understood
from deskconsole.present.repeats import describe_recurrence, parse_recurrence
from deskconsole.present.when import parse_when
from deskconsole.screens.forms.parts import FormPart
from deskconsole.screens.forms.who import SEVERAL, addressee, check_named, names_hint, taken_by_digit
from deskconsole.screens.frame.session import Session
from deskconsole.widgets.forms.form_row import Entry, FormRow
from deskconsole.widgets.forms.form_rows import FormRows

#: What a time may be.
TIMES: Final = N_("+30m · 15:00 · 3pm · tomorrow 10:00 · fri eod")


def when(text: str, session: Session, field: str = "due") -> datetime:
    """A time as people type it; raises :class:`DeskError` at its field."""
    return parse_when(text, session.now(), session.zone, session.desk.calendar, field=field)


class Hints(FormPart):
    """Says below each time, name and repetition what was understood of it.

    ``pack`` knows the departments. ``agreed``: of whom is chosen also how they keep agreed times (R24).
    """

    def __init__(self, session: Session, pack: Pack, *, agreed: bool = False) -> None:
        self._session = session
        self._pack = pack
        self._agreed = agreed

    def begin(self) -> None:
        """Shows what times may be and who may be chosen, and reads how they keep agreed times."""
        self.relabel()
        if self._agreed and any(row.entry is Entry.WHO for row in self.form.rows.shown()):
            self._show_people()
            self.form.work(self._read_rates())

    def relabel(self) -> None:
        """Each time shows what it takes."""
        for row in self.form.rows.all():
            if row.entry is Entry.WHEN and isinstance(row.input, Input):
                row.input.placeholder = _(TIMES)

    def changed(self, row: FormRow) -> None:
        """A digit takes one of those that are offered."""
        if self._agreed and row.entry is Entry.WHO:
            taken = taken_by_digit(row.value, self._session, self._pack)
            if taken is not None:
                row.put(taken, len(taken))

    def _show_people(self) -> None:
        for row in self.form.rows.all():
            if row.entry is Entry.WHO and not row.refused:
                row.say(self.note(row) or "")

    async def _read_rates(self) -> None:
        self._session.rates = await self._session.ask(rates, self._session.desk)
        self._show_people()

    def note(self, row: FormRow) -> str | None:
        """What was understood of an entry; empty where there is nothing to say."""
        if row.entry not in (Entry.WHEN, Entry.WHO, Entry.REPEAT):
            return None
        typed = row.value.strip()
        try:
            if typed and row.entry is Entry.WHEN:
                return "= " + understood(when(typed, self._session), self._session.now(), self._session.zone)
            if typed and row.entry is Entry.REPEAT:
                return _repeat_hint(typed, self.form.rows, self._session)
        except DeskError:  # it may be half typed
            return (
                ""
                if row.entry is Entry.REPEAT
                else _("not understood yet · such as {examples}").format(examples=_(TIMES))
            )
        shown = row.entry is Entry.WHO and (typed or self._agreed)
        return names_hint(typed, self._session, self._pack) if shown else ""


def _repeat_hint(text: str, rows: FormRows, session: Session) -> str:
    """How often, and without a time of its own from when; raises :class:`DeskError`."""
    rule = parse_recurrence(text)
    first = first_after(rule, session.now(), session.zone)
    if rows.value("due") or first is None:
        return f"= {describe_recurrence(rule)}"
    message = _("= {often}, first {when}")
    return message.format(often=describe_recurrence(rule), when=short(first, session.now(), session.zone))


def entered(
    rows: Iterable[FormRow], session: Session, pack: Pack, *, several: bool = False, named: bool = False
) -> dict[str, Any]:
    """The values of the rows that are shown, by name; raises :class:`DeskError` at its field.

    ``several``: more than one may be named in ``to``; the others go into ``also``. ``named``: ``to`` must be
    somebody who can be told.
    """
    values: dict[str, Any] = {}
    for row in rows:
        value = row.value.strip()
        if value and row.display:
            values[row.field] = value if several and row.field == "to" else _value(row, value, session, pack)
    if several and isinstance(to := values.get("to"), str):
        names = [addressee(name, session, pack) for name in SEVERAL.split(to) if name.strip()]
        values |= {"to": names[0]} | ({"also": ALSO.join(names[1:])} if len(names) > 1 else {})
    if named and isinstance(to := values.get("to"), str):
        for name in (to, *str(values.get("also", "")).split(ALSO)):
            if name:
                check_named(name, session, pack)
    if "recurrence" in values and "due" not in values:
        values["due"] = first_after(values["recurrence"], session.now(), session.zone)
    return values


def _value(row: FormRow, value: str, session: Session, pack: Pack) -> Any:
    if row.entry is Entry.WHEN:
        return when(value, session, row.field)
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

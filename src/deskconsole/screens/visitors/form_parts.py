"""What a visitor's form finds out while it is typed: rooms of the day, earlier visits, the pass on top."""

import unicodedata
from collections.abc import Iterable
from datetime import tzinfo
from typing import Final

from textual.widgets import Input

from deskconsole.desk.visitors import visitors
from deskconsole.desk.visitors.expecting import wrong_person
from deskconsole.desk.visitors.passes import next_pass
from deskconsole.desk.visitors.records import WAITING, RoomUse, VisitorLine
from deskconsole.desk.visitors.rooms import rooms_of_day
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import _
from deskconsole.present.dates import short
from deskconsole.present.refusals import message_at
from deskconsole.screens.forms.parts import FormPart
from deskconsole.screens.frame.session import Session
from deskconsole.text.clean import one_line
from deskconsole.text.dates import clock_or_day, clock_time
from deskconsole.text.phones import first_digits, is_number
from deskconsole.text.private import Private, revealed
from deskconsole.widgets.forms.form_row import FormRow

#: Fields of an earlier visit that are likely to be the same again; private ones are not among them.
_AGAIN: Final = ("host", "organisation", "plate")
#: Digits after which a telephone number is looked up.
_KNOWN_FROM: Final = 7


class RoomsOfDay(FormPart):
    """A room is checked against the plan of the day: which meeting is there, or that there is none (F06)."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._rooms: tuple[RoomUse, ...] = ()

    def begin(self) -> None:
        """Reads the plan."""
        self.form.work(self._read())

    async def _read(self) -> None:
        self._rooms = tuple(await self._session.ask(rooms_of_day, self._session.desk))
        self.changed()

    def changed(self, row: FormRow | None = None) -> None:
        """The rooms that there are stand there as an example; another kind may have brought the row along."""
        room = self.form.rows.find("room")
        if room is not None and isinstance(room.input, Input):
            existing = " / ".join(dict.fromkeys(one_line(use.room) for use in self._rooms))
            room.input.placeholder = _("such as {example}").format(example=existing) if existing else ""
            if not room.refused:
                room.say(self.note(room) or "")

    def note(self, row: FormRow) -> str | None:
        """Which meeting is in the room that is typed."""
        if row.field != "room":
            return None
        typed, zone, titles = row.value.strip(), self._session.zone, self._session.titles
        meetings = [
            f"{clock_time(use.starts, zone)}–{clock_time(use.ends, zone)} {use.title} {titles.name(use.organiser)}"
            for use in self._rooms
            if use.room == typed
        ]
        return " · ".join(meetings) if meetings else _("no meeting is planned there today") if typed else ""


class Returning(FormPart):
    """A returning visitor is filled in by the telephone number; one who is expected today is named."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._looked_up = ""

    def changed(self, row: FormRow) -> None:
        """Looks a number up once it is long enough to be one."""
        phone = row.value.strip()
        if row.field == "phone" and sum(c.isdecimal() for c in phone) >= _KNOWN_FROM and phone != self._looked_up:
            self._looked_up = phone
            self.form.work(self._look_up(row, phone))

    async def _look_up(self, row: FormRow, phone: str) -> None:
        existing = await self._session.ask(visitors.returning, self._session.desk, phone)
        if existing is not None and row.value.strip() == phone:
            self._fill(row, existing)

    def _fill(self, phone: FormRow, existing: VisitorLine) -> None:
        earlier = {"name": revealed(existing.name), **{name: existing.own(name) for name in _AGAIN}}
        for name, value in earlier.items():
            row = self.form.rows.find(name)
            if row is not None and value and not row.value.strip():
                row.value = value
        when = short(existing.arrived_at, self._session.now(), self._session.zone)
        phone.say(_("was here {when}").format(when=when))


class AlreadyHere(FormPart):
    """Who is in the house is not signed in again without a word: the first save says it, the next one does it."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._inside: tuple[VisitorLine, ...] = ()
        self._named: str | None = None

    def begin(self) -> None:
        """Reads who is in the house."""
        self.form.work(self._read())

    async def _read(self) -> None:
        self._inside = await self._session.ask(visitors.inside, self._session.desk)

    def note(self, row: FormRow) -> str | None:
        """That somebody of this name or number is here."""
        there = self._somebody() if row.field in ("name", "phone") and row.value.strip() else None
        return here_text(there, self._session.zone) if there is not None else None

    def check(self) -> None:
        """Refuses the form once for each who is here; raises :class:`DeskError` at the name."""
        there = self._somebody()
        if there is not None and self._named != there.number:
            self._named = there.number
            raise DeskError(
                "name: {name} is here since {since} ({number}); save again to sign them in once more",
                field="name",
                name=one_line(revealed(there.name) or there.number),
                since=clock_or_day(there.arrived_at, self._session.now(), self._session.zone),
                number=there.number[-4:],
            )

    def _somebody(self) -> VisitorLine | None:
        return same_person(self._inside, self.form.rows.value("name"), self.form.rows.value("phone"))


def same_person(
    lines: Iterable[VisitorLine], name: str | Private | None, phone: str | Private | None
) -> VisitorLine | None:
    """The visitor with this telephone number, or where one of the two is not given with this name; ``None``: nobody."""
    number, called = first_digits(revealed(phone)), _folded(revealed(name))
    for line in lines:
        theirs = first_digits(revealed(line.phone))
        alike = number == theirs if number and theirs else called and called == _folded(revealed(line.name))
        if alike:
            return line
    return None


def _folded(name: str | None) -> str:
    return "".join(unicodedata.normalize("NFKC", name or "").casefold().split())


def here_text(line: VisitorLine, zone: tzinfo) -> str:
    """Who is here already, since when, under which number."""
    message = _("waits since {since} ({number})") if line.place == WAITING else _("is inside since {since} ({number})")
    return message.format(since=clock_time(line.arrived_at, zone), number=line.number[-4:])


class NamesAndNumbers(FormPart):
    """A name in the telephone's row, or a number in the name's, is told at once where it stands."""

    def changed(self, row: FormRow) -> None:
        """Digits that may become a number are not complained of."""
        typed = row.value.strip()
        if row.field == "phone" and not is_number(typed):
            errors = wrong_person(None, typed or None)
        else:
            errors = wrong_person(typed, None) if row.field == "name" else []
        for error in errors:
            row.say(message_at(error, row.label), error=True)


class NextPass(FormPart):
    """The pass that is likely to lie on top stands in its row, marked, so that another is typed over it.

    It is an entry like any other: what the form shows is what is given out.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def begin(self) -> None:
        """Reads which one that is."""
        self.form.work(self._read())

    async def _read(self) -> None:
        number = await self._session.ask(next_pass, self._session.desk)
        row = self.form.rows.find("pass")
        if number is None or row is None or row.value or not isinstance(row.input, Input):
            return
        row.begin_with(number)
        row.input.select_on_focus = True
        row.input.select_all()

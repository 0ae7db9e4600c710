"""One console's view of emergencies: what the store said last, what was written down since, and the card itself."""

from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock
from typing import Any, Final

from deskconsole.desk.accounts import os_account
from deskconsole.desk.desk import Desk
from deskconsole.desk.emergency import files
from deskconsole.desk.emergency.emergencies import standing, take_in
from deskconsole.desk.identity import new_id
from deskconsole.desk.policy.emergency_plan import plan_at_hand
from deskconsole.desk.visitors.visitors import Known as Visits
from deskconsole.domain.emergency.log import (
    ADDED,
    OPENED,
    SAID,
    Emergency,
    Entry,
    Person,
    emergencies,
    goes_on,
    roll_call,
)
from deskconsole.domain.emergency.plan import Plan
from deskconsole.errors import DeskError
from deskconsole.text.clean import clean, one_line

#: How often it is kept that nothing has changed.
_KEPT_EVERY: Final = timedelta(minutes=1)
#: Longest line of the log, in characters.
LINE_LIMIT: Final = 500


class EmergencyWatch:
    """What a console knows of emergencies, with the store or without it.

    ``trouble``: why the store, or the folder beside it, could not be used when it was needed last.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        #: the console asks from several threads
        self._one_reads = Lock()
        self._visits: tuple[object, Visits] = (None, {})
        self._stored: tuple[Entry, ...] = ()
        self._pending: dict[str, Entry] = {}
        #: what could not even be written down beside the store
        self._refused: dict[str, Entry] = {}
        self._inside: files.Inside | None = None
        self._kept_at: datetime | None = None
        self._plan: Plan | None = None
        self.mistake: DeskError | None = None
        self.trouble: DeskError | None = None

    # --- what is read ------------------------------------------------------------------------------------------------

    @property
    def plan(self) -> Plan:
        """The card, as it was read last."""
        if self._plan is None:
            self.read_plan()
        assert self._plan is not None
        return self._plan

    def read_plan(self) -> None:
        """Reads the card again."""
        self._plan, self.mistake = plan_at_hand(self._folder)

    def read(self, desk: Desk) -> None:
        """Reads what the store knows. Where it cannot be reached, what was known last stays, and the reason is kept."""
        with self._one_reads:
            self._read(desk)

    def _read(self, desk: Desk) -> None:
        today = desk.now().astimezone(desk.zone).date()
        if self._visits[0] != today:
            self._visits = (today, {})
        try:
            stored = standing(desk, existing=self._visits[1])
        except DeskError as error:
            self.trouble = error
            return
        self.trouble = None
        changed = self._inside is None or stored.people != self._inside.people
        self._stored = stored.entries
        self._inside = files.Inside(desk.now(), stored.people)
        self._keep(changed=changed)

    def _keep(self, *, changed: bool) -> None:
        inside = self._inside
        assert inside is not None
        if changed or self._kept_at is None or inside.at - self._kept_at >= _KEPT_EVERY:
            with suppress(DeskError):  # a folder that takes nothing: the console has it in memory
                files.keep_inside(self._folder, inside)
                self._kept_at = inside.at

    def read_files(self) -> None:
        """Reads what lies beside the store: what others have written down, and, where nothing else is known, who was
        inside."""
        existing, _unreadable = files.written_down(self._folder)
        self._pending = {**{entry.uuid: entry for entry in existing}, **self._refused}
        if self._inside is None:
            self._inside = files.stored_inside(self._folder)

    # --- what is known -----------------------------------------------------------------------------------------------

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All entries that are known, from the store and from beside it."""
        return (*self._stored, *self._pending.values())

    @property
    def waiting(self) -> int:
        """How many entries the store does not have yet."""
        stored = {entry.uuid for entry in self._stored}
        return sum(key not in stored for key in self._pending)

    @property
    def current(self) -> Emergency | None:
        """The emergency that goes on."""
        return goes_on(self.entries)

    @property
    def newest(self) -> Emergency | None:
        """The one that goes on, else the last one."""
        return self.current or next(iter(reversed(emergencies(self.entries))), None)

    @property
    def as_of(self) -> datetime | None:
        """As of when it is known who is inside; ``None`` where nothing is known."""
        return self._inside.at if self._inside is not None else None

    def people(self, emergency: Emergency | None) -> tuple[Person, ...]:
        """The roll-call of an emergency; without one, who is inside."""
        return roll_call(emergency, self._inside.people if self._inside is not None else ())

    # --- what is written ---------------------------------------------------------------------------------------------

    def write(
        self,
        now: datetime,
        login: str | None,
        what: str,
        *,
        text: str | None = None,
        person: str | None = None,
        kind: str | None = None,
    ) -> None:
        """Write an entry down beside the store, after the one that begins the emergency where none goes on; it waits
        for :meth:`hand_in`. Where the disk takes nothing it stays in memory, and :attr:`trouble` says why.
        ``login``: who writes; ``None`` for nobody who is signed on.

        Raises :class:`DeskError` for a line that says nothing, or too much.
        """
        words = one_line(clean(text)).strip() if text is not None else ""
        if len(words) > LINE_LIMIT or (what in (SAID, ADDED) and not words and not kind):
            raise DeskError("text: must be 1 to {limit} characters", field="text", limit=LINE_LIMIT)
        current = self.current
        emergency = current.id if current is not None else new_id(now)
        if current is None:
            self._add(now, login, emergency, OPENED, kind=kind, inside=self._counted())
            kind = None
        if current is not None or what != OPENED:
            self._add(now, login, emergency, what, kind=kind, person=person, text=words)

    def _counted(self) -> tuple[list[str | int], ...]:
        guests = self._inside.people if self._inside is not None else ()
        return tuple([each.number, each.people] for each in guests)

    def _add(
        self,
        at: datetime,
        login: str | None,
        emergency: str,
        what: str,
        *,
        kind: str | None = None,
        person: str | None = None,
        text: str = "",
        inside: tuple[Any, ...] | None = None,
    ) -> None:
        existing = {entry.at for entry in self.entries}
        while at in existing:  # two of one instant stay in their order
            at += timedelta(microseconds=1)
        entry = Entry(new_id(at), emergency, what, at, login, kind, person, text or None, inside)
        self._pending[entry.uuid] = entry
        try:
            files.write_down(self._folder, entry)
        except DeskError as error:
            self._refused[entry.uuid] = entry
            self.trouble = error

    def hand_in(self, desk: Desk) -> int:
        """Give the store what it does not have yet; how many entries it took. Raises :class:`DeskError` where it cannot
        be reached, or nobody is signed on: then they stay where they are."""
        for key, entry in list(self._refused.items()):
            with suppress(DeskError):
                files.write_down(self._folder, entry)
                del self._refused[key]
        taken = take_in(desk)
        self.read_files()
        self.read(desk)
        return taken


def writer_at(desk: Desk) -> str | None:
    """The login of who writes at a desk, as far as it is known without the store; ``None``: nobody is signed on."""
    if desk.waits:
        return None
    actor = desk.known_actor
    return actor.login if actor is not None else desk.login or os_account()

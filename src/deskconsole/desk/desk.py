"""One opened desk: its store, the rules in force, and who is asking."""

from collections.abc import Callable, Sequence
from dataclasses import replace as copied
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from deskconsole.desk.accounts import os_account
from deskconsole.desk.permissions import Approval, Roles, Staff
from deskconsole.desk.settings import SiteFile, read_site_file
from deskconsole.domain.calendar.calendar import Calendar
from deskconsole.domain.clocks.derive import Rules
from deskconsole.domain.problems import Unusable
from deskconsole.domain.rules.kinds import Kind
from deskconsole.domain.rules.pack import Pack
from deskconsole.domain.rules.texts import Text
from deskconsole.errors import DeskError
from deskconsole.record import dataclass, field
from deskconsole.store import staff, texts
from deskconsole.store.api import ReadTransaction, Store
from deskconsole.store.record.folded import FoldedTickets

#: Where what a desk records comes from, unless it is told otherwise.
CLI: Final = "cli"
CONSOLE: Final = "console"
#: What a telephone system says, a file of inquiries.
HOOK: Final = "hook"
IMPORT: Final = "import"


def system_now() -> datetime:
    """The system's clock, UTC; everything below the edges takes it as a parameter."""
    return datetime.now(UTC)


@dataclass(slots=True)
class Desk:
    """One opened store with the rules in force for new tickets, seen by one person.

    ``packs`` are the site's packs in order of priority; ``calendar`` is the site's present calendar; ``roles`` says
    who may do what. ``source``: by which way it is asked (console, cli, hook, import, demo); it stands in what is
    recorded. ``entered_by``: the administrator who acts in the name of ``login``; both stand on record. ``by_pin``:
    ``login`` has typed a PIN, whosever account of the system this is. ``waits``: nobody is at it until somebody does.
    ``approval``: what a leader has allowed, once.
    """

    store: Store
    folder: Path
    packs: tuple[Pack, ...]
    calendar: Calendar
    roles: Roles
    now: Callable[[], datetime] = system_now
    login: str | None = None
    source: str = CLI
    entered_by: str | None = None
    by_pin: bool = False
    waits: bool = False
    approval: Approval | None = None
    #: what goes with every visitor who is taken in, by whatever form; called with the ticket while it is worked on
    on_visitor: Callable[[Any, Any], None] = lambda _work, _visit: None
    #: what becomes of a proposal that the form of an event asks for; called with the ticket and what the form calls it
    on_proposal: Callable[[Any, Any, str], None] = lambda _work, _ticket, _proposal: None
    #: what is wrong with files of the site, instead of which their last edition is in force
    mistakes: tuple[DeskError, ...] = ()
    #: digests of texts that the store holds for certain; none is ever taken out
    stored_texts: frozenset[str] = frozenset()
    _actor: Staff | None = None
    #: whether the store did not know who is at the desk when it was asked
    _stranger: bool = False
    _settings: SiteFile | None = None
    _rules: dict[tuple[str, str], Rules] = field(default_factory=dict)
    #: what long tickets came to when they were read last
    folded: FoldedTickets = field(default_factory=FoldedTickets)

    @property
    def actor(self) -> Staff:
        """Who is at the desk; raises :class:`DeskError` when the store does not know them."""
        if self._actor is None:
            with self.store.reading() as tx:
                self._actor = self._find_actor(tx)
        return self._actor

    @property
    def known_actor(self) -> Staff | None:
        """Who is at the desk; ``None`` for whoever the store does not know."""
        try:
            return None if self._stranger else self.actor
        except DeskError:
            return None

    def meet(self, tx: ReadTransaction) -> None:
        """Finds out who is at the desk, if that is not known yet, within a transaction that is open anyway."""
        if self._actor is None and not self._stranger:
            try:
                self._actor = self._find_actor(tx)
            except DeskError:
                self._stranger = True

    def look_again(self) -> None:
        """Reads anew who is at the desk: what they may do can have changed. Raises as :attr:`actor` does, and then
        so does everything that asks for them."""
        self._actor, self._stranger = None, False
        self._actor = self.actor

    def by(self, login: str) -> "Desk":
        """The same desk with somebody else at it; whether the store knows them is asked when they do something."""
        return copied(self, login=login, _actor=None, _stranger=False)

    def signed_on_as(self, login: str) -> "Desk":
        """The same desk with somebody at it who has typed their PIN, in nobody else's name."""
        return copied(self.by(login), by_pin=True, waits=False, entered_by=None)

    def signed_off(self) -> "Desk":
        """The same desk with nobody at it: everything that needs somebody is refused until one signs on."""
        return copied(self, login=None, by_pin=False, waits=True, entered_by=None, _actor=None, _stranger=True)

    def coming_from(self, source: str) -> "Desk":
        """The same desk, asked by another way."""
        return copied(self, source=source)

    def entered_for(self, by: str | None) -> str | None:
        """The administrator who acts in the name of ``by``; ``None`` for whoever acts in their own."""
        return self.entered_by if by is not None and by != self.entered_by else None

    @property
    def pack(self) -> Pack:
        """The pack of highest priority."""
        return self.packs[0]

    @property
    def settings(self) -> SiteFile:
        """What the site's administrator has chosen in ``site.toml``."""
        if self._settings is None:
            self._settings = read_site_file(self.folder)
        return self._settings

    @property
    def warnings(self) -> tuple[DeskError, ...]:
        """What everybody at the desk should know: files that the desk goes on without, each once, although a rule of
        the site may be a part of several packs."""
        first = {str(mistake): mistake for mistake in map(first_of, self.mistakes)}
        return tuple(
            DeskError("{mistake}; the last edition without mistakes is in force; see: policy check", mistake=mistake)
            for mistake in first.values()
        )

    def refuse_mistakes(self) -> None:
        """Refuse what must go by the site's files as they are; raises with every mistake in them."""
        if self.mistakes:
            raise Unusable(each for error in self.mistakes for each in getattr(error, "errors", [error]))

    @property
    def company(self) -> Text:
        """The company's name as customers know it; the site's code where its administrator has not given it."""
        return self.settings.company or Text(self.site_code, self.site_code)

    def hours(self, pack: Pack) -> Text:
        """When the desk can be reached, in words: the site's own, else as the pack says."""
        return self.settings.hours or pack.hours

    @property
    def faces_counter(self) -> bool:
        """Whether visitors see the screen, so that it hides what is private also from who works on it: as the site
        says, by default where a kind of work keeps more private than contacts."""
        if self.settings.counter is not None:
            return self.settings.counter
        return any(kind.private for pack in self.packs for kind in pack.kinds)

    @property
    def zone(self) -> ZoneInfo:
        """The time zone that the site's people see."""
        return self.calendar.zone

    @property
    def site_code(self) -> str:
        """The code that ticket numbers begin with."""
        return self.store.site.code

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """Every kind of work that can be taken; one that several packs offer as the pack has it that it goes by. Last
        those that are taken by a key of their own, so that the others have the same digits wherever they are chosen."""
        names = dict.fromkeys(kind.name for pack in self.packs for kind in pack.kinds)
        return tuple(sorted((self.pack_for(kind=name).kind(name) for name in names), key=lambda kind: kind.aside))

    @property
    def usual_kinds(self) -> tuple[Kind, ...]:
        """The kinds of the usual form: all but those that are taken by a key of their own."""
        return tuple(kind for kind in self.kinds if not kind.aside)

    def pack_for(self, kind: str | None = None, channel: str | None = None) -> Pack:
        """The pack that brings ``kind``, or, before the kind is known, the first that has ``channel``.

        Of several that offer the kind, the one that the site file assigns it to, else the first.
        """
        assigned = self.settings.kinds.get(kind) if kind is not None and len(self.packs) > 1 else None
        if assigned is not None:
            return next(pack for pack in self.packs if pack.name == assigned)
        for pack in self.packs:
            if kind is not None and any(existing.name == kind for existing in pack.kinds):
                return pack
            if kind is None and any(existing.name == channel for existing in pack.channels):
                return pack
        return self.packs[0]

    def rules(self, tx: ReadTransaction, pack_hash: str, calendar_hash: str) -> Rules:
        """The texts that a ticket is judged by, from the store by their hashes."""
        key = (pack_hash, calendar_hash)
        if key not in self._rules:
            self._rules[key] = Rules(self._pack(tx, pack_hash), self._calendar(tx, calendar_hash))
        return self._rules[key]

    def _pack(self, tx: ReadTransaction, digest: str) -> Pack:
        for pack in self.packs:
            if pack.digest == digest:
                return pack
        return Pack.from_canonical(texts.text_of(tx, digest))

    def _calendar(self, tx: ReadTransaction, digest: str) -> Calendar:
        return self.calendar if self.calendar.digest == digest else Calendar.from_canonical(texts.text_of(tx, digest))

    def _find_actor(self, tx: ReadTransaction) -> Staff:
        if self.waits:
            raise DeskError("as: nobody is signed on at this console", field="as")
        account = os_account()
        result = staff.staff_by_login(tx, self.login) if self.login else staff.staff_by_os_account(tx, account)
        if result is None and self.login:
            raise DeskError(
                "as: no staff member has the login '{login}'; see: staff list", field="as", login=self.login
            )
        if result is None:
            raise DeskError(
                "as: no staff member belongs to the account '{account}'; an administrator adds one: staff add",
                field="as",
                account=account,
            )
        if not result.enabled:
            raise DeskError("as: '{login}' is disabled", field="as", login=result.login)
        return Staff.of(result)


def first_of(error: DeskError) -> DeskError:
    """The first of what a refusal tells."""
    errors: Sequence[DeskError] = getattr(error, "errors", None) or [error]
    return errors[0]

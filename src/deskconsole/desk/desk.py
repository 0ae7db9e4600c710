"""Opening the desk: the store, the rules in force, and who is asking."""

import getpass
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from deskconsole.data_files import site_folder, store_file
from deskconsole.desk.policy import calendars, packs as policies
from deskconsole.desk.settings import SiteFile, check_assigned, read_site_file
from deskconsole.desk.tickets.records import Staff
from deskconsole.domain.calendar.calendar import Calendar
from deskconsole.domain.clocks.derive import Rules
from deskconsole.domain.rules.kinds import Kind
from deskconsole.domain.rules.pack import Pack
from deskconsole.domain.rules.texts import Text
from deskconsole.domain.tickets.event import Event
from deskconsole.errors import DeskError
from deskconsole.record import dataclass, field
from deskconsole.store import recording, staff as people, texts
from deskconsole.store.api import ReadTransaction, Store, WriteTransaction
from deskconsole.store.records import StaffRecord


def system_now() -> datetime:
    """The system's clock, UTC; everything below the edges takes it as a parameter."""
    return datetime.now(UTC)


@dataclass(slots=True)
class Desk:
    """One opened store with the rules in force for new tickets, seen by one person.

    ``packs`` are the site's packs in order of priority; ``calendar`` is the site's present calendar.
    """

    store: Store
    folder: Path
    packs: tuple[Pack, ...]
    calendar: Calendar
    now: Callable[[], datetime] = system_now
    login: str | None = None
    #: digests of texts that the store holds for certain; none is ever taken out
    stored_texts: frozenset[str] = frozenset()
    _actor: Staff | None = None
    _settings: SiteFile | None = None
    _rules: dict[tuple[str, str], Rules] = field(default_factory=dict)

    @property
    def actor(self) -> Staff:
        """Who is at the desk; raises :class:`DeskError` when the store does not know them."""
        if self._actor is None:
            self._actor = self._find_actor()
        return self._actor

    def look_again(self) -> None:
        """Reads anew who is at the desk: what they may do can have changed. Raises as :attr:`actor` does, and then
        so does everything that asks for them."""
        self._actor = None
        self._actor = self._find_actor()

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
    def company(self) -> Text:
        """The company's name as customers know it; the site's code where its administrator has not given it."""
        return self.settings.company or Text(self.site_code, self.site_code)

    def hours(self, pack: Pack) -> Text:
        """When the desk can be reached, in words: the site's own, else as the pack says."""
        return self.settings.hours or pack.hours

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
        """Every kind of work that can be taken; one that several packs offer as the pack has it that it goes by."""
        names = dict.fromkeys(kind.name for pack in self.packs for kind in pack.kinds)
        return tuple(self.pack_for(kind=name).kind(name) for name in names)

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

    def _find_actor(self) -> Staff:
        account = os_account()
        with self.store.reading() as tx:
            result = people.staff_by_login(tx, self.login) if self.login else people.staff_by_os_account(tx, account)
        if result is None and self.login:
            raise DeskError(
                "as: no staff member has the login '{login}'; see: staff list", field="as", login=self.login
            )
        if result is None:
            raise DeskError(
                "as: no staff member belongs to the account '{account}'; name one with --as",
                field="as",
                account=account,
            )
        staff = as_staff(result)
        if not staff.enabled:
            raise DeskError("as: '{login}' is disabled", field="as", login=staff.login)
        return staff


def as_staff(result: StaffRecord) -> Staff:
    """A person of the store as the desk hands them out."""
    return Staff(
        login=result.login,
        name=result.name,
        role=result.role,
        department=result.department,
        enabled=result.enabled,
        qualified_at=result.qualified_at,
        os_account=result.os_account,
    )


def open_desk(store: str | None = None, *, as_: str | None = None, now: Callable[[], datetime] = system_now) -> Desk:
    """Open the site's store (default: the site's own folder); raises :class:`StoreUnusable` when that is impossible."""
    path = store_file(store) or site_folder(store) / "desk.db"
    opened = Store.open(path)
    return _desk(opened, site_folder(store), opened.site.packs, now, as_)


def packs_of_site(store: str | None = None) -> list[str]:
    """The names of the packs that a store uses; none where there is no store that could be read."""
    file = store_file(store)
    if file is None or not file.is_file():
        return []
    try:
        opened = Store.open(file)
    except DeskError:
        return []
    packs = list(opened.site.packs)
    opened.close()
    return packs


def make_site(
    store: str | None = None,
    *,
    code: str = "DESK",
    packs: Sequence[str] | None = None,
    now: Callable[[], datetime] = system_now,
) -> Desk:
    """Make a new store with its site row, its packs' articles and its first person: who runs it, administrator and
    qualified."""
    path = store_file(store) or site_folder(store) / "desk.db"
    check_site_code(code)
    names = list(dict.fromkeys(packs)) if packs else [policies.default_pack_name()]
    folder = site_folder(store)
    policies.load_packs(names, folder)
    created = now()
    opened = Store.create(path, code=code, packs=names, created_at=created)
    account = os_account()
    with opened.writing() as tx:
        people.add_staff_row(
            tx,
            login=account,
            name=account,
            role="administrator",
            department=None,
            os_account=account,
            qualified_at=created,
            created_at=created,
        )
        desk = _desk(opened, folder, names, now, None)
        store_texts(desk, tx)
        record_site_event(desk, tx, "site_made", created, {"packs": names, "administrator": account}, by=account)
    from deskconsole.desk.knowledge.files import import_starters  # it needs an open desk, and only a new store it

    import_starters(desk)
    return desk


def check_site_code(code: str) -> None:
    """A site code is 1 to 12 capital letters and digits: it begins every ticket number."""
    if not (1 <= len(code) <= 12 and code.isascii() and code.isalnum() and code == code.upper()):
        raise DeskError("site: '{code}' is not 1 to 12 capital letters and digits", field="site", code=code)


def store_texts(desk: Desk, tx: WriteTransaction) -> None:
    """Keep the canonical texts now in force, so that tickets can be judged by them for ever."""
    wanted = {desk.calendar.digest, *(pack.digest for pack in desk.packs)}
    if wanted <= desk.stored_texts:
        return
    with desk.store.reading() as committed:  # what this transaction has written may still be undone
        desk.stored_texts = frozenset(text.hash for text in texts.texts(committed))
    existing = {text.hash for text in texts.texts(tx)}
    at = desk.now()
    for pack in desk.packs:
        if pack.digest not in existing:
            body = pack.canonical()
            texts.store_text(tx, pack.digest, what="pack", name=pack.name, version=pack.version, body=body, at=at)
    if desk.calendar.digest not in existing:
        body = desk.calendar.canonical()
        texts.store_text(tx, desk.calendar.digest, what="calendar", name="site", version="", body=body, at=at)


def record_site_event(
    desk: Desk, tx: WriteTransaction, kind: str, now: datetime, fields: Mapping[str, Any], *, by: str | None = None
) -> int:
    """Append an event of the site itself (staff, customers, texts, shifts) to the chain; its site sequence."""
    event = Event(
        seq=0,
        kind=kind,
        happened_at=now,
        recorded_at=now,
        by=by,
        fields=fields,
        source="cli",
        pack=desk.pack.digest,
        calendar=desk.calendar.digest,
    )
    return recording.append_events(tx, None, [event])[0]


def os_account() -> str:
    """The operating system's name of who runs this program."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"


def _desk(store: Store, folder: Path, packs: Sequence[str], now: Callable[[], datetime], as_: str | None) -> Desk:
    desk = Desk(store, folder, policies.load_packs(packs, folder), calendars.site_calendar(folder), now, as_)
    if len(packs) > 1:
        check_assigned(desk.settings, desk.packs)
    return desk

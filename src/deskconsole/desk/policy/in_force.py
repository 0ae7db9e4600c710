"""The rules and dates that a desk runs on: as its files say, else in their last edition that could be used.

A slip in a file of a running site must not stop the desk. What was used last is remembered beside the files; where that
is not at hand, the store has the text by which tickets were taken last.
"""

from collections.abc import Callable, Sequence
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from deskconsole.data_files import own_text
from deskconsole.desk.permissions import Roles
from deskconsole.desk.policy.calendars import site_calendar, with_calendars
from deskconsole.desk.policy.packs import load_pack
from deskconsole.desk.policy.prepared import remember, remembered
from deskconsole.desk.policy.roles import NAME as ROLES, roles_of
from deskconsole.desk.settings import NAME as SETTINGS, SiteFile, check_assigned, read_settings
from deskconsole.domain.calendar.calendar import Calendar
from deskconsole.domain.problems import PacksContradict
from deskconsole.domain.rules.pack import Pack
from deskconsole.domain.rules.reading.conflicts import refuse_conflicts
from deskconsole.errors import DeskError, StoreUnusable
from deskconsole.record import dataclass
from deskconsole.store import texts
from deskconsole.store.api import Store

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class InForce:
    """What a desk runs on, and what is wrong with the files that it would have run on otherwise."""

    packs: tuple[Pack, ...]
    calendar: Calendar
    #: ``None`` where the site has none of its own
    settings: SiteFile | None
    roles: Roles
    mistakes: tuple[DeskError, ...] = ()


def in_force(store: Store, names: Sequence[str], folder: Path) -> InForce:
    """The packs called ``names``, the calendar and the settings of the site in ``folder``.

    Raises what reading them raises where no earlier edition is at hand.
    """
    mistakes: list[DeskError] = []

    def sound(read: Callable[[], Thing], restore: Callable[[str], Thing], what: str, name: str) -> Thing:
        try:
            return read()
        except StoreUnusable:
            raise
        except OSError as error:
            mistake: DeskError = _unreadable(error)
        except DeskError as error:
            mistake = error
        text = _last_edition(store, folder, what, name)
        if text is None:
            raise mistake
        mistakes.append(mistake)
        return restore(text)

    packs = tuple(sound(partial(load_pack, name, folder), Pack.from_canonical, "pack", name) for name in names)
    try:
        refuse_conflicts(packs)
    except PacksContradict as error:
        editions = [(pack, _last_edition(store, folder, "pack", pack.name)) for pack in packs]
        packs = tuple(pack if text is None else Pack.from_canonical(text) for pack, text in editions)
        refuse_conflicts(packs)
        mistakes.append(error)
    calendar = sound(partial(site_calendar, folder), Calendar.from_canonical, "calendar", "site")
    calendar = with_calendars(calendar, packs, folder)
    before = len(mistakes)
    restored = partial(_settings, packs)
    text, settings = sound(lambda: restored(own_text(folder, SETTINGS)), restored, "settings", "site")
    own_roles = partial(_roles, folder)
    tables, roles = sound(lambda: own_roles(own_text(folder, ROLES)), own_roles, "roles", "site")
    if not mistakes:  # what is remembered fits together
        for pack in packs:
            remember(folder, f"pack-{pack.name}", pack.digest, pack.canonical)
        remember(folder, "calendar-site", calendar.digest, calendar.canonical)
        for what, own in (("settings", text), ("roles", tables)):
            remember(folder, f"{what}-site", sha256(own.encode()).hexdigest(), partial(str, own))
    own_settings = settings if text or len(mistakes) > before else None
    return InForce(packs, calendar, own_settings, roles, tuple(mistakes))


def _unreadable(error: OSError) -> StoreUnusable:
    return StoreUnusable(
        "{path}: it cannot be read: {reason}; give the account that runs the program the right to read it",
        path=str(error.filename or "-"),
        reason=error.strerror or str(error),
    )


def _settings(packs: Sequence[Pack], text: str) -> tuple[str, SiteFile]:
    settings = read_settings(text)
    if len(packs) > 1:
        check_assigned(settings, packs)
    return text, settings


def _roles(folder: Path, text: str) -> tuple[str, Roles]:
    return text, roles_of(folder, text)


def _last_edition(store: Store, folder: Path, what: str, name: str) -> str | None:
    """The text of something as it was used last."""
    text = remembered(folder, f"{what}-{name}")
    if text is not None:
        return text
    with store.reading() as tx:
        hashes = [each.hash for each in texts.texts(tx) if (each.what, each.name) == (what, name)]
        return texts.text_of(tx, hashes[-1]) if hashes else None

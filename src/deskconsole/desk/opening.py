"""Opening a desk: where the store, the rules in force and who is asking come together."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from deskconsole.data_files import site_folder, store_file
from deskconsole.desk.desk import CLI, Desk, system_now
from deskconsole.desk.policy.in_force import in_force
from deskconsole.errors import DeskError
from deskconsole.store.api import Store, open_store


def open_desk(
    store: str | None = None,
    *,
    as_: str | None = None,
    now: Callable[[], datetime] = system_now,
) -> Desk:
    """Open the site's store (default: the site's own folder); raises :class:`StoreUnusable` when that is impossible.

    ``as_``: in whose name an administrator acts; both names stand on record. Nobody else acts in another's name:
    raises :class:`DeskError`.
    """
    opened = open_store(store_file(store))
    desk = desk_of(opened, site_folder(store), opened.site.packs, now, CLI)
    if as_ is None:
        return desk
    try:
        return _in_the_name_of(desk, as_)
    except DeskError:
        opened.close()
        raise


def _in_the_name_of(desk: Desk, login: str) -> Desk:
    person = desk.actor
    if person.login == login:
        return desk
    if desk.roles.scope(person.role, "site") != "all":
        raise DeskError(
            "as: only an administrator acts in another's name; you are '{login}'", field="as", login=person.login
        )
    other = desk.by(login)
    other.entered_by = person.login
    other.look_again()  # whoever is named must be known, also where nobody would be asked
    return other


def packs_of_site(store: str | None = None) -> list[str]:
    """The names of the packs that a store uses; none where there is no store that could be read."""
    file = store_file(store)
    try:
        opened = open_store(file)
    except DeskError:
        return []
    names = list(opened.site.packs)
    opened.close()
    return names


def _welcome(work: Any, visit: Any) -> None:
    from deskconsole.desk.visitors.welcoming import welcome  # a telephone's hook does not wait for it

    welcome(work, visit)


def _propose(work: Any, ticket: Any, proposal: str) -> None:
    from deskconsole.desk.learning.improvements import propose_from  # only few forms ask for a proposal

    propose_from(work, ticket, proposal)


def desk_of(store: Store, folder: Path, names: Sequence[str], now: Callable[[], datetime], source: str) -> Desk:
    """The desk of a store: the packs called ``names``, the calendar, the settings and the roles of its folder."""
    rules = in_force(store, names, folder)
    return Desk(
        store,
        folder,
        rules.packs,
        rules.calendar,
        rules.roles,
        now,
        source=source,
        on_visitor=_welcome,
        on_proposal=_propose,
        mistakes=rules.mistakes,
        _settings=rules.settings,
    )

"""Making a new site: a store with its first person, its packs' texts and their articles."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from deskconsole.data_files import site_folder, store_file
from deskconsole.desk.accounts import os_account
from deskconsole.desk.desk import CLI, Desk, system_now
from deskconsole.desk.knowledge.files import import_starters
from deskconsole.desk.opening import desk_of
from deskconsole.desk.permissions import NOBODY
from deskconsole.desk.policy.checking import refuse_unsound
from deskconsole.desk.policy.packs import default_pack_name
from deskconsole.desk.settings import begin_settings
from deskconsole.desk.use_cases import command
from deskconsole.desk.work import Work
from deskconsole.errors import DeskError
from deskconsole.store.api import create_store, making, open_store
from deskconsole.text.clean import one_line
from deskconsole.text.dates import rfc3339


def make_site(
    store: str | None = None,
    *,
    code: str = "DESK",
    packs: Sequence[str] | None = None,
    company: str | None = None,
    person: str | None = None,
    now: Callable[[], datetime] = system_now,
    then: Callable[[Desk], None] | None = None,
) -> Desk:
    """Make a new store with its site row, its packs' articles and its first person: who runs it, administrator and
    qualified, called ``person`` (by the account where that is not given). ``company`` is what customers are told the
    house is called; it goes into `site.toml`, and is refused where that is there already. ``then`` fills the store
    further. All or nothing: what goes wrong leaves no store behind."""
    path = store_file(store)
    check_site_code(code)
    names = list(dict.fromkeys(packs)) if packs else [default_pack_name()]
    folder = site_folder(store)
    refuse_unsound(names, folder)
    called = one_line(person or "").strip() or None
    settings = None
    try:
        # It gets its name when everything is in it: a program that is ended before leaves no store.
        with making(path) as part, create_store(part, code=code, packs=names, created_at=now()) as new:
            if company:
                settings = begin_settings(folder, company)
            desk = desk_of(new, folder, names, now, CLI)
            _begin(desk, names, called)
            import_starters(desk)
            if then is not None:
                then(desk)
        return _opened(path, folder, names, now)
    except BaseException:
        if settings is not None:
            settings.unlink(missing_ok=True)
        raise


def _opened(path: Path, folder: Path, names: Sequence[str], now: Callable[[], datetime]) -> Desk:
    """The desk of a store that has just been made, or no store."""
    try:
        return desk_of(open_store(path), folder, names, now, CLI)
    except BaseException:
        _remove(path)
        raise


@command(needs=NOBODY)
def _begin(work: Work, names: Sequence[str], person: str | None) -> None:
    account = os_account()
    work.store_texts()
    named = {"name": person} if person else {}
    named["created"] = rfc3339(work.desk.store.site.created_at, UTC)
    work.note("site_made", {"packs": list(names), "administrator": account, **named}, by=account)


def _remove(path: Path) -> None:
    for file in (path, *(path.with_name(path.name + end) for end in ("-wal", "-shm", "-journal"))):
        file.unlink(missing_ok=True)


def check_site_code(code: str) -> None:
    """A site code is 1 to 12 capital letters and digits: it begins every ticket number."""
    if not (1 <= len(code) <= 12 and code.isascii() and code.isalnum() and code == code.upper()):
        raise DeskError("site: '{code}' is not 1 to 12 capital letters and digits", field="site", code=code)

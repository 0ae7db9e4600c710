"""Everything that an administrator asks first, also of a store that nobody can open."""

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from glob import escape
from pathlib import Path
from typing import Final

from deskconsole.data_files import store_file
from deskconsole.desk.desk import Desk, system_now
from deskconsole.desk.doctor.findings import OK, PROBLEM, WARNING, Finding
from deskconsole.desk.doctor.machine import machine_findings
from deskconsole.desk.doctor.site import clean_attachments, site_findings
from deskconsole.desk.opening import open_desk
from deskconsole.desk.use_cases import require
from deskconsole.errors import DeskError, StoreUnusable
from deskconsole.store.api import Overview, overview

#: What a program is working on now is younger than this, in seconds.
_YOUNG: Final = 24 * 3600


def examine(store: str | None, *, clean: bool = False, now: Callable[[], datetime] = system_now) -> Iterator[Finding]:
    """Each thing that is looked at, from the ground up. ``clean``: what programs that were killed have left is removed,
    for an administrator."""
    path = store_file(store).absolute()
    seen = overview(path)
    yield from machine_findings(path, seen)
    older = seen.schema is not None and seen.schema < seen.known_schema
    desk: Desk | None = None
    if seen.trouble is None and not older:  # one that is opened would be brought up to date
        try:
            desk = open_desk(store, now=now)
        except DeskError as error:
            # What a console would say as well; only what the store's own state says is told already.
            yield Finding("desk", PROBLEM, error)
    try:
        if desk is not None:
            yield from _site(desk)
        yield from _leftovers(path, seen, desk if clean else None)
    finally:
        if desk is not None:
            desk.store.close()


def _site(desk: Desk) -> Iterator[Finding]:
    try:
        yield from site_findings(desk)
    except StoreUnusable as error:
        yield Finding("desk", PROBLEM, error)
    except DeskError as error:
        yield Finding("desk", WARNING, error, DeskError("what the store says is told to an administrator alone"))


def _leftovers(path: Path, seen: Overview, cleaning: Desk | None) -> Iterator[Finding]:
    old = [left for left in seen.leftovers if _age(left) > _YOUNG]
    if cleaning is not None:
        require(cleaning, "site")
        for left in old:
            _remove(left)
        removed = len(old) + clean_attachments(cleaning)
        yield Finding("leftovers", OK, DeskError("removed what was left over: {n}", n=removed))
    elif old:
        yield Finding(
            "leftovers",
            WARNING,
            DeskError("left over by programs that were ended: {names}", names=", ".join(left.name for left in old)),
            DeskError("deskconsole doctor --clean removes it"),
        )
    kinds = (f"{escape(path.name)}.{kind}-*" for kind in ("before", "replaced"))
    copies = sorted(each for kind in kinds for each in path.parent.glob(kind) if each not in seen.leftovers)
    if copies:
        yield Finding(
            "copies",
            WARNING,
            DeskError("older stores beside this one: {names}", names=", ".join(each.name for each in copies)),
            DeskError("they hold what has been erased since; delete them when the desk runs well"),
        )


def _age(file: Path) -> float:
    try:
        return time.time() - file.stat().st_mtime
    except OSError:
        return 0


def _remove(left: Path) -> None:
    with suppress(OSError):
        shutil.rmtree(left) if left.is_dir() else left.unlink()

"""How old the last backup is, for those who are told of it."""

from datetime import datetime, timedelta
from typing import Final

from deskconsole.desk.desk import Desk
from deskconsole.desk.look import Look
from deskconsole.desk.permissions import NONE
from deskconsole.desk.use_cases import query
from deskconsole.store.record import backups
from deskconsole.store.record.backups import BackupRecord

#: A backup is wanted so often.
WANTED_EVERY: Final = timedelta(days=1)


@query(needs="site")
def last_backup(look: Look) -> BackupRecord | None:
    """The last backup; ``None`` where none was ever made."""
    return backups.last_backup(look.tx)


def unsaved_for(desk: Desk) -> timedelta | None:
    """For who looks after the site: how long nothing has been backed up, if that is too long; ``None`` for others."""
    if desk.roles.scope(desk.actor.role, "site") == NONE:
        return None
    return overdue_for(last_backup(desk), desk.store.site.created_at, desk.now())


def overdue_for(last: BackupRecord | None, made: datetime, now: datetime) -> timedelta | None:
    """How long nothing has been backed up, if that is too long; counted from when the store was ``made`` where nothing
    ever was."""
    without = now - (last.at if last is not None else made)
    return without if without > WANTED_EVERY else None

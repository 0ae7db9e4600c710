"""What PINs and codes are checked against, and how often somebody has tried. Secret: it stays in the store.

Neither is part of the record: that a PIN was set, a code given, somebody signed on are events of the site.
"""

from datetime import datetime
from typing import Final, NamedTuple

from deskconsole.store.api import ReadTransaction, WriteTransaction
from deskconsole.store.compiled import statements
from deskconsole.store.mapping import columns_of, micros

SQL: Final = statements("sign_on")


class PinRecord(NamedTuple):
    """What somebody's PIN, or the ``one_time`` code to set one with, is checked against.

    ``digest``: argon2's own text. ``until``: how long a code counts. ``pepper``: by which pepper it was made.
    """

    login: str
    digest: str
    one_time: bool
    until: datetime | None
    pepper: str


class TriesRecord(NamedTuple):
    """How often ``who`` (a person, a console, a login that nobody has) has tried since it was right last."""

    who: str
    tries: int
    last_at: datetime


class HasPin(NamedTuple):
    """That somebody has a PIN, or a ``one_time`` code to set one with."""

    login: str
    one_time: bool
    until: datetime | None

    def counts(self, now: datetime) -> bool:
        """Whether it counts still: a code does only for a while."""
        return self.until is None or self.until > now


def pin_of(tx: ReadTransaction, login: str) -> PinRecord | None:
    """What somebody's digits are checked against; ``None`` where they have neither PIN nor code."""
    return tx.record(PinRecord, SQL.PIN_OF, login=login)


def who_has_pins(tx: ReadTransaction) -> list[HasPin]:
    """Who has a PIN or a code, by login; nothing of either."""
    return tx.records(HasPin, SQL.WHO_HAS_PINS)


def save_pin(tx: WriteTransaction, record: PinRecord) -> None:
    """Set somebody's PIN or code; the one before no longer counts."""
    tx.run(SQL.SAVE_PIN, **columns_of(record))


def drop_pin(tx: WriteTransaction, login: str) -> None:
    """Take somebody's PIN or code away; none is fine."""
    tx.run(SQL.DROP_PIN, login=login)


def tries_of(tx: ReadTransaction, who: str) -> TriesRecord | None:
    """How often somebody has tried; ``None``: not since it was right last."""
    return tx.record(TriesRecord, SQL.TRIES_OF, who=who)


def save_tries(tx: WriteTransaction, record: TriesRecord) -> None:
    """Count a try."""
    tx.run(SQL.SAVE_TRIES, **columns_of(record))


def drop_tries(tx: WriteTransaction, who: str) -> None:
    """It was right: the next one is the first again."""
    tx.run(SQL.DROP_TRIES, who=who)


def drop_tries_before(tx: WriteTransaction, begins: str, before: datetime) -> None:
    """Forget tries of those whose ``who`` begins so, made before an instant."""
    tx.run(SQL.DROP_TRIES_BEFORE, begins=begins + "%", before=micros(before))


def recovery_codes(tx: ReadTransaction) -> list[str]:
    """The digests of the recovery codes that are left."""
    return [str(row[0]) for row in tx.all(SQL.RECOVERY_CODES)]


def save_recovery_code(tx: WriteTransaction, digest: str) -> None:
    """Keep the digest of a recovery code."""
    tx.run(SQL.SAVE_RECOVERY_CODE, digest=digest)


def drop_recovery_code(tx: WriteTransaction, digest: str | None) -> int:
    """A recovery code was used (``None``: all are replaced); how many there were."""
    return tx.run(SQL.DROP_RECOVERY_CODE, digest=digest)

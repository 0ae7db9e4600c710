"""What is kept of a PIN: argon2id by OWASP's least (19 MiB, 2 passes, 1 lane), with a pepper outside the store.

The pepper is a file of the site's folder that its owner alone may read. Whoever has the store without it can try no
PIN; where it is lost, PINs no longer count and new codes are given.
"""

import contextlib
import hashlib
import hmac
import os
import secrets
from pathlib import Path
from typing import Any, Final

from deskconsole.errors import DeskError
from deskconsole.given_files import read_text_of_site, sync_folder
from deskconsole.store.sign_on.pins import PinRecord

#: The pepper's file in the site's folder, for its owner alone.
PEPPER: Final = "pepper"
_FILE: Final = 0o600
_BYTES: Final = 32
#: argon2id: passes, KiB, lanes (OWASP Password Storage Cheat Sheet).
_PASSES, _KIB, _LANES = 2, 19 * 1024, 1
#: Digits of a one-time code.
CODE_DIGITS: Final = 8
#: A recovery code: so many groups of characters that nobody mistakes for others, 100 bits.
_GROUPS, _LENGTH = 4, 5
_CHARACTERS: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


class Pepper:
    """The pepper of the site in ``folder``; made when it is first needed."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / PEPPER

    def read(self) -> bytes:
        """The pepper; raises :class:`DeskError` where this account may not read it, or it is no pepper."""
        try:
            with contextlib.suppress(FileNotFoundError):
                return self._checked(read_text_of_site(self._path))
            self._make()
            return self._checked(read_text_of_site(self._path))
        except OSError as error:
            raise DeskError(
                "{path}: what PINs are checked with cannot be read: {error}",
                path=str(self._path),
                error=error.strerror or error,
            ) from error

    def _checked(self, content: bytes) -> bytes:
        if len(content) != _BYTES:
            raise DeskError("{path}: is not what PINs are checked with; put the right file back", path=str(self._path))
        return content

    def _make(self) -> None:
        """Two programs that make it at once end with one pepper: the whole file takes its name or finds it taken."""
        part = self._path.with_name(f".{PEPPER}.{secrets.token_hex(8)}")
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _FILE)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(secrets.token_bytes(_BYTES))
                file.flush()
                os.fsync(handle)
            self._name(part)
        finally:
            with contextlib.suppress(OSError):
                part.unlink()

    def _name(self, part: Path) -> None:
        """What is made with it is in the store for good: so must its name be on the disk before."""
        try:
            os.link(part, self._path)
        except FileExistsError:
            return
        try:
            sync_folder(self._path.parent)
        except OSError:
            self._path.unlink()
            raise


def name_of(pepper: bytes) -> str:
    """By what a PIN says with which pepper it was made; tells nothing of the pepper."""
    return hashlib.sha256(b"deskconsole pepper " + pepper).hexdigest()[:16]


def digest_of(pepper: bytes, digits: str) -> str:
    """What is kept of a PIN or code; another text each time."""
    text: str = _hasher().hash(_peppered(pepper, digits))
    return text


def matches(pepper: bytes, record: PinRecord | None, digits: str) -> bool:
    """Whether digits are what was kept. Takes as long where there is nothing to compare them with."""
    if record is None or record.pepper != name_of(pepper):
        digest_of(pepper, digits)
        return False
    from argon2 import exceptions  # only who has a PIN waits for it

    try:
        return bool(_hasher().verify(record.digest, _peppered(pepper, digits)))
    except (exceptions.VerificationError, exceptions.InvalidHashError):
        return False


def made_up_login(pepper: bytes, login: str) -> str:
    """Under what tries of a login that nobody has are counted: somebody may have typed their PIN there."""
    return hmac.digest(pepper, login.encode("utf-8", "replace"), "sha256").hex()[:32]


def one_time_code() -> str:
    """Digits to set a PIN with; any are as likely."""
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"


def recovery_code() -> str:
    """A code that nobody guesses, as it is printed: ``7K2QM-…``."""
    return "-".join("".join(secrets.choice(_CHARACTERS) for _ in range(_LENGTH)) for _ in range(_GROUPS))


def recovery_digest(code: str) -> str:
    """What is kept of a recovery code, however it was typed. With 100 bits in it a fast digest tells nobody anything,
    and it must count where the pepper is lost."""
    plain = "".join(character for character in code.upper() if character in _CHARACTERS)
    return hashlib.sha256(b"deskconsole recovery " + plain.encode()).hexdigest()


def _peppered(pepper: bytes, digits: str) -> bytes:
    return hmac.digest(pepper, digits.encode("utf-8", "replace"), "sha256")


def _hasher() -> Any:
    from argon2 import PasswordHasher  # only who has a PIN waits for it

    return PasswordHasher(time_cost=_PASSES, memory_cost=_KIB, parallelism=_LANES)

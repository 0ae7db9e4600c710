"""Writes of the site that may be repeated under a key: the first one counts (``model.md``, Numbers)."""

import hashlib
import json

from deskconsole.desk.desk import Desk
from deskconsole.errors import DeskError
from deskconsole.store import idempotency
from deskconsole.store.api import WriteTransaction


def answered(desk: Desk, tx: WriteTransaction, key: str | None, content: object, answer: str = "") -> str | None:
    """The answer that was given under ``key`` before; ``None`` the first time, when ``answer`` is remembered for it.

    Raises :class:`DeskError` when the key was used for other content.
    """
    if key is None:
        return None
    digest = hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()
    existing = idempotency.recall_key(tx, key)
    if existing is None:
        idempotency.remember_key(tx, key, digest, answer, at=desk.now())
        return None
    if existing.digest != digest:
        raise DeskError("key: '{key}' has been used for something else", field="key", key=key)
    return existing.answer

"""Identifiers made by the client: sortable by the time they were made (UUID version 7)."""

import os
import uuid
from datetime import datetime

from deskconsole.domain.instant import to_micros


def new_id(now: datetime) -> str:
    """A fresh UUIDv7 for ``now``: 48 bits of milliseconds, then random bits."""
    millis = to_micros(now) // 1000
    value = (millis & (1 << 48) - 1) << 80 | int.from_bytes(os.urandom(10))
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return str(uuid.UUID(int=value))

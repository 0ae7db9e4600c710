"""Identifiers made by the client: sortable by the time they were made (UUID version 7)."""

import os
from datetime import datetime

from deskconsole.domain.calendar.instant import to_micros


def new_id(now: datetime, chance: bytes | None = None) -> str:
    """A fresh UUIDv7 for ``now``: 48 bits of milliseconds, then random bits; ``chance``: these ten bytes."""
    millis = to_micros(now) // 1000
    value = (millis & (1 << 48) - 1) << 80 | int.from_bytes(chance or os.urandom(10))
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    text = f"{value:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"

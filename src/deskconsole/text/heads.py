"""Where a record stood at some moment, as people note it down outside of the store: ``1234-0123-4567-89ab-cdef``.

The number of its last event, and the first digits of that event's hash, which stands for everything before it.
"""

import re
from typing import Final, NamedTuple

from deskconsole.errors import DeskError

#: Digits of a hash that are written down by hand: nobody makes another event with the same ones.
_WRITTEN: Final = 16
#: Fewer could be met by trying; a whole hash has so many.
_LEAST, _WHOLE = 12, 64
_HEAD: Final = re.compile(r"([0-9]{1,18})\W+((?:[0-9a-f]\W*)+)", re.ASCII | re.IGNORECASE)
#: Longer is no head, whatever stands between the digits.
_LONGEST: Final = 200


class Head(NamedTuple):
    """The end of a record: its last event, and the hash of it (or its first digits)."""

    site_seq: int
    hash: str

    @property
    def written(self) -> str:
        """As people write it down."""
        return "-".join((str(self.site_seq), *(self.hash[place : place + 4] for place in range(0, _WRITTEN, 4))))


def read_head(text: str) -> Head:
    """A head that somebody noted, whatever stands between its digits; raises :class:`DeskError`."""
    match = _HEAD.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    digits = re.sub(r"[^0-9a-f]", "", match[2].lower()) if match is not None else ""
    if match is None or not _LEAST <= len(digits) <= _WHOLE:
        raise DeskError(
            "head: '{text}' is not a head of the record, such as 1234-0123-4567-89ab-cdef", field="head", text=text[:80]
        )
    return Head(int(match[1]), digits)

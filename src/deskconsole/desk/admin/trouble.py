"""What will keep a desk from recording before it does: a full or read-only disk, a right that was taken away.

Asked every few seconds; it costs three system calls. Whether the store can be used at all is asked when it is opened.
"""

import os
from pathlib import Path
from typing import Final

from deskconsole.desk.desk import Desk
from deskconsole.errors import DeskError
from deskconsole.text.sizes import size_words

#: Bytes that should be free: some days of a busy desk, and the copy that a migration makes of a store of this size.
ROOM: Final = 200_000_000


def trouble(desk: Desk) -> DeskError | None:
    """What is about to go wrong with the place of the store; ``None`` while nothing is."""
    return trouble_at(Path(desk.store.place))


def trouble_at(file: Path) -> DeskError | None:
    """The same of a store that is not open."""
    try:
        disk = os.statvfs(file.parent)
    except OSError as error:
        return DeskError("the store cannot be reached: {reason}", reason=error.strerror or str(error))
    if disk.f_flag & os.ST_RDONLY:
        return DeskError("the disk is read-only: nothing can be recorded")
    if not (os.access(file, os.R_OK | os.W_OK) and os.access(file.parent, os.W_OK | os.X_OK)):
        return DeskError("the store may not be written: nothing can be recorded")
    free = disk.f_bavail * disk.f_frsize
    if free < ROOM:
        return DeskError("disk nearly full: {free} left", free=size_words(free))
    return None

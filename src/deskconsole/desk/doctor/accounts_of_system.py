"""Accounts and groups of the system, where it has any: Windows has none."""

import os
from typing import Any


def names_of_system() -> tuple[Any, Any] | None:
    """The modules of groups and accounts."""
    try:
        import grp  # Windows has none
        import pwd  # nor this
    except ImportError:
        return None
    return grp, pwd


def owner_of(looked: os.stat_result) -> str:
    """``owner:group`` of a file, by names where they have any."""
    names = names_of_system()
    try:
        if names is not None:
            grp, pwd = names
            return f"{pwd.getpwuid(looked.st_uid).pw_name}:{grp.getgrgid(looked.st_gid).gr_name}"
    except KeyError:
        pass
    return f"{looked.st_uid}:{looked.st_gid}"

"""Prepares what comes with the program: an installation runs this for accounts that may not write there.

Run as ``python -m deskconsole.desk.policy.prepare``.
"""

from deskconsole.desk.policy.calendars import default_calendar
from deskconsole.desk.policy.packs import load_pack, pack_names


def prepare_all() -> None:
    """Reads, checks and keeps the default calendar and every pack of the program."""
    default_calendar()
    for name in pack_names():
        load_pack(name)


if __name__ == "__main__":
    prepare_all()

"""The emergency card from files: the program's ``data/site/emergency.toml``, and the site's own over it."""

from pathlib import Path

from deskconsole.data_files import data_folder, own_text
from deskconsole.domain.emergency.plan import NAME, Plan, read_plan
from deskconsole.errors import DeskError


def load_plan(folder: Path) -> Plan:
    """The card of the site in ``folder``; raises :class:`DeskError` with every mistake: file, line and key."""
    return read_plan((_own_of_program(), own_text(folder, NAME)))


def plan_at_hand(folder: Path) -> tuple[Plan, DeskError | None]:
    """The card, whatever state the site's own file is in: with a mistake in it the program's, and what is wrong."""
    try:
        return load_plan(folder), None
    except DeskError as error:
        return read_plan((_own_of_program(),)), error


def _own_of_program() -> str:
    return (data_folder() / "site" / NAME).read_text("utf-8")

"""A made-up year for tests: a small one is two months, so that it is made in seconds."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path

from deskconsole.desk.demo.year import year
from deskconsole.desk.desk import Desk
from deskconsole.desk.founding import make_site
from deskconsole.desk.opening import open_desk
from deskconsole.errors import DeskError
from deskconsole.record import replace
from tests.desk.support import signed_on, t

PACKS = ("robot-integrator", "enterprise-service")
END: datetime = t("09-16 10:00")


def made_year(
    folder: Path, tickets: int, *, days: int = 60, seed: str = "1", packs: tuple[str, ...] = PACKS
) -> list[DeskError]:
    """Make so many days that end on a Wednesday morning; what was refused meanwhile."""
    refused: list[DeskError] = []
    desk = make_site(
        str(folder / "desk.db"),
        packs=packs,
        now=lambda: END - timedelta(days=days),
        then=lambda desk: refused.extend(year.fill_year(desk, END, tickets=tickets, seed=seed)),
    )
    desk.store.close()
    return refused


def opened_year(made: Path, folder: Path) -> Desk:
    """A copy of a year that was made, opened at its end."""
    shutil.copytree(made, folder, dirs_exist_ok=True)
    return signed_on(replace(open_desk(str(folder / "desk.db")), now=lambda: END), "songyan")

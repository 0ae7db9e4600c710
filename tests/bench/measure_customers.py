"""Finding a customer among a hundred thousand while somebody types at the intake form."""

import os
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Final

from deskconsole.desk.customers.customers import find_customers, possible_duplicates
from deskconsole.desk.desk import Desk
from deskconsole.desk.opening import open_desk
from deskconsole.domain.customers.customer import contact_parts
from deskconsole.store import customers
from deskconsole.store.sqlite.revision import HEAD
from deskconsole.text.characters import pronunciations_of_name
from tests.bench.figures import Figure, Size, of
from tests.bench.stores import new_site
from tests.bench.texts import customer

#: The goal for one key, in milliseconds at the 95th percentile.
_GOAL: Final = 20.0
_PAGE: Final = 4
_NOBODY: Final = ("龘龘", "0000000", "qqqq", "机器狗", "NEAR(", "13800000000")


def measure(size: Size) -> Iterator[Figure]:
    """Digits from anywhere in a number, names, organisations, initials, what nobody has; the look for duplicates."""
    count = size.of(100_000, 1_000)
    path, known = _store(count)
    desk = open_desk(str(path))
    random = Random(2)
    some = [random.choice(known) for _ in range(size.of(200, 10))]
    asked = {
        "last four digits": [number[-4:] for _name, number in some],
        "digits from the middle": [number[3:8] for _name, number in some],
        "whole numbers": [number for _name, number in some],
        "two characters": [name.split()[-1][:2] for name, _number in some],
        "organisations": [name[:4] for name, _number in some],
        "initials": [_initials(name.split()[-1]) for name, _number in some],
        "nobody": list(_NOBODY) * size.of(20, 1),
    }
    for what, typed in asked.items():
        yield of(
            f"find among {count:,} customers: {what}", "ms", [_ms(desk, one) for one in typed], limit=_GOAL, tail=True
        )
    taken = [_duplicates_ms(desk, name, "13900000000") for name, _number in some]
    yield of(f"look for duplicates among {count:,} customers", "ms", taken, limit=_GOAL, tail=True)
    desk.store.close()


def _ms(desk: Desk, typed: str) -> float:
    start = time.perf_counter()
    find_customers(desk, typed, limit=_PAGE)
    return (time.perf_counter() - start) * 1000


def _duplicates_ms(desk: Desk, name: str, contact: str) -> float:
    start = time.perf_counter()
    possible_duplicates(desk, name, contact)
    return (time.perf_counter() - start) * 1000


def _initials(name: str) -> str:
    return "".join(unit.split(":")[2][:1] for unit in pronunciations_of_name(name).split(",")[1:])


def _store(count: int) -> tuple[Path, list[tuple[str, str]]]:
    """A store with so many customers and no ticket, kept between runs, and who they are."""
    random = Random(count)
    known = [customer(random) for _ in range(count)]
    folder = Path(tempfile.gettempdir()) / f"deskconsole-bench-{os.getuid()}" / f"customers-{HEAD}-{count}"
    if not (folder / "desk.db").exists():
        part = folder.with_name(folder.name + ".part")
        desk = new_site(part)
        with desk.store.writing() as tx:
            for number, (name, contact) in enumerate(known):
                customers.add_customer(
                    tx,
                    uuid=f"{number:032x}",
                    created_at=datetime(2026, 1, 1, tzinfo=UTC),
                    readings=pronunciations_of_name(name),
                    contacts=contact_parts(contact),
                    name=name,
                    tier="ordinary",
                )
        desk.store.close()
        part.rename(folder)
    return folder / "desk.db", known

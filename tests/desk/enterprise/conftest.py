"""A desk under the enterprise's standard."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from deskconsole.desk.accounts import os_account
from deskconsole.desk.staff.staff import add_staff
from tests.desk.enterprise.tickets import FormBench

#: login → role, department; beside those whom every bench has.
MORE = {
    "deng": ("manager", "service"),
    "wei": ("specialist", "logistics"),
    "xu": ("project_lead", "project"),
    "pan": ("project_lead", "project"),
}


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[FormBench]:
    """Monday 2026-09-14 09:00; its store must verify at the end of every test."""
    made = FormBench(tmp_path, packs=("enterprise-service",))
    for login, (role, department) in MORE.items():
        add_staff(made.by(os_account()), login, name=login.title(), role=role, department=department, qualified=True)
    yield made
    assert made.verified() == []
    made.desk.store.close()

"""A desk under the hotline's regulation, open round the clock, with somebody of each office."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from deskconsole.desk.records import IntakeForm
from deskconsole.desk.staff.staff import add_staff
from deskconsole.desk.tickets import intake
from tests.desk.support import Bench, t

#: login → department.
OFFICES: Final = {"zheng": "utilities_office", "sun": "housing_office", "du": "market_office", "bai": "labour_office"}


class HotlineBench(Bench):
    """A bench with the forms of the hotline."""

    def bring(self, kind: str = "help", **more: Any) -> str:
        """Somebody calls; the number of the ticket."""
        form: dict[str, Any] = {
            **{"channel": "phone", "kind": kind, "tier": "citizen", "customer": "谭芳", "contact": "13900001234"},
            **{"category": "utilities", "content": "整栋楼没有自来水", "request": "马上抢修"},
            "fields": {} if kind == "inquiry" else {"place": "和平路16号"},
        }
        form |= more
        if kind in ("inquiry", "suggestion"):
            form["request"] = ""
        return intake.intake(self.desk, IntakeForm(**form)).number

    def dispatched(self, kind: str = "help", to: str = "dept:utilities_office", **more: Any) -> str:
        """The same, its order sent to an office at once."""
        number = self.bring(kind, **more)
        self.act(number, "specialist_needed", to=to, text="请办理")
        return number


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[HotlineBench]:
    """Wednesday 2026-09-30 16:00, the last afternoon before National Day; its store must verify at the end."""
    made = HotlineBench(tmp_path, packs=("service-hotline",), now=t("09-30 16:00"))
    for login, department in OFFICES.items():
        add_staff(made.by("root"), login, name=login.title(), role="specialist", department=department, qualified=True)
    made.by("zhou")
    yield made
    assert made.verified() == []
    made.desk.store.close()

"""The first lines of the queue, read as a page, are the first lines of the whole queue."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from deskconsole.desk.founding import make_site
from deskconsole.desk.records import IntakeForm
from deskconsole.desk.tickets import views
from deskconsole.desk.tickets.intake import intake

START = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize("limit", [0, 1, 2, 3, 5, 11, 12, 13, 100])
def test_a_page_is_the_beginning_of_the_queue(tmp_path: Path, limit: int) -> None:
    now = [START]
    desk = make_site(str(tmp_path / "desk.db"), code="SZ", now=lambda: now[0])
    for number in range(12):
        now[0] = START + timedelta(seconds=10 * (number // 5))  # five each are due at the same instant
        form = IntakeForm("online", "inquiry", "ordinary", f"Customer {number}", None, "product", "Text", "Short")
        intake(desk, form)
    whole = views.queue(desk)
    assert len(whole) == 12
    assert views.queue(desk, limit=limit) == whole[:limit]
    desk.store.close()

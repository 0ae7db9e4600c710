"""M09, M14: waiting, tables and test drives by the mechanism of visitors."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from deskconsole.desk.tickets.intake_forms import IntakeRefused
from deskconsole.desk.visitors import checking_in, checking_out, expecting, visitors
from deskconsole.desk.visitors.records import CheckIn
from deskconsole.text.private import Private
from tests.desk.support import US, Bench, prove


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """A mall's desk, Monday 2026-09-14 09:00."""
    made = Bench(tmp_path, packs=("mall-desk",))
    yield made
    assert made.verified() == []
    made.desk.store.close()


def waits(bench: Bench, what: str = "wait", **fields: Any) -> str:
    form = CheckIn("booking", "高先生", "13900000711", "四人桌", None, {"what": what, **fields})
    return checking_in.check_in(bench.desk, form).number


@pytest.mark.parametrize("what", ["wait", "table"])
def test_m09_who_waits_is_looked_after_every_10_minutes_until_seen(bench: Bench, what: str) -> None:
    start = bench.now
    number = waits(bench, what, people=4)
    assert bench.clock(number, "M09").due == start + timedelta(minutes=10)
    bench.later(minutes=10)
    bench.act(number, "looked_after", reason="前面还有两桌", due=bench.now + timedelta(minutes=15))
    (line,) = visitors.visitors_of_day(bench.desk).waiting
    assert (line.people, line.reason) == (4, "前面还有两桌")
    bench.now = start + timedelta(minutes=20) + US
    bench.act(number, "seen")
    assert (bench.clock(number, "M09").state, bench.clock(number, "M09").breaches) == ("late", 1)
    assert checking_out.sign_out(bench.desk, number).closed


def test_m14_who_was_received_is_signed_out_within_12_hours(bench: Bench) -> None:
    def received() -> str:
        number = waits(bench)
        bench.act(number, "seen")
        return number

    prove(bench, "M14", received, bench.now + timedelta(hours=12), lambda number: bench.act(number, "left"))


def test_m09_a_test_drive_is_booked_and_needs_a_licence(bench: Bench) -> None:
    at = bench.now + timedelta(hours=2)
    data = {"name": "高先生", "at": at, "purpose": "试驾", "what": "test_drive", "licence": "440301199001", "car": "S7"}
    expected = expecting.expect(bench.desk, expecting.read_expected(bench.desk, data, now=bench.now))
    bench.now = at
    view = checking_in.check_in(bench.desk, checking_in.from_expected(expected))
    assert view.ticket.fields["licence"] == Private("440301199001")
    for missing in ("licence", "car"):
        with pytest.raises(IntakeRefused) as refusal:
            expecting.read_expected(bench.desk, {**data, missing: ""}, now=bench.now)
        assert [error.field for error in refusal.value.errors] == [missing]
    number = view.number
    bench.act(number, "seen")
    given = {"plate_driven": "苏E试0815", "licence_checked": "checked", "agreement": "on_paper"}
    for missing in given:
        assert missing in bench.refused(number, "started", fields={**given, missing: None})
    bench.act(number, "started", fields=given)
    assert checking_out.sign_out(bench.desk, number).closed


@pytest.mark.parametrize("what", ["table", "test_drive"])
def test_m09_a_booking_by_telephone_is_expected_as_a_visitor_is(bench: Bench, what: str) -> None:
    at = bench.now + timedelta(days=2)
    drive = {"licence": "440301199001", "car": "S7"} if what == "test_drive" else {"people": "6"}
    data = {"name": "丁香", "phone": "13900000821", "at": at, "kind": "booking", "what": what, **drive}
    expecting.expect(bench.desk, expecting.read_expected(bench.desk, data, now=bench.now))
    day = at.astimezone(bench.desk.zone).date()
    (expected,) = expecting.expected_of_day(bench.desk, day)
    assert (expected.form.kind, expected.form.fields["what"]) == ("booking", what)
    bench.now = at
    number = checking_in.check_in(bench.desk, checking_in.from_expected(expected)).number
    assert bench.clock(number, "M09").due == at + timedelta(minutes=10)

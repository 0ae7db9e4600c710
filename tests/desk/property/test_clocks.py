"""The clock table of the property's desk over National Day and a make-up day: three calendars at one desk."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from deskconsole.desk.records import IntakeForm
from deskconsole.desk.staff.staff import add_staff
from deskconsole.desk.tickets import intake, views
from tests.desk.support import Bench, prove, t

FIELDS = {
    "home_repair": {"room": "3-1201"},
    "public_repair": {"room": "大堂"},
    "complaint": {"room": "3-1201"},
    "fit_out": {"room": "3-1201", "begins": "2026-10-12", "ends": "2026-11-20"},
    "lease": {"room": "底商-8", "contract_end": "2026-12-31"},
}


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """Wednesday 2026-09-30 16:00, the last afternoon before National Day; its store must verify at the end."""
    made = Bench(tmp_path, packs=("property-desk",), now=t("09-30 16:00"))
    for login, department in (("tie", "engineering"), ("shi", "security")):
        add_staff(made.by("root"), login, name=login.title(), role="specialist", department=department, qualified=True)
    made.by("zhou")
    yield made
    assert made.verified() == []
    made.desk.store.close()


def bring(bench: Bench, kind: str, **more: Any) -> str:
    """Somebody of the house comes with something; the number of the ticket."""
    form: dict[str, Any] = {
        **{"channel": "phone", "kind": kind, "tier": "owner", "customer": "温如玉", "contact": "13900001234"},
        **{"category": "water_power", "content": "请看", "request": "请处理" if kind == "complaint" else ""},
        "fields": FIELDS.get(kind, {}),
    }
    if kind in ("fit_out", "lease"):
        form["category"] = None
    form |= more
    return intake.intake(bench.desk, IntakeForm(**form)).number


def solve(bench: Bench, number: str) -> object:
    repaired = bench.show(number).ticket.kind in ("home_repair", "public_repair")
    return bench.act(number, "solved", text="已办好。", fields={"job_done": "更换"} if repaired else {})


@pytest.mark.parametrize(
    ("begun", "due"),
    [
        ("09-30 16:00", "09-30 20:00"),
        ("09-30 21:00", "10-01 20:00"),
        ("10-03 10:00", "10-03 20:00"),
        ("10-10 07:00", "10-10 20:00"),
    ],
)
def test_w06_repairs_in_flats_the_same_day_on_holidays_too(bench: Bench, begun: str, due: str) -> None:
    bench.now = t(begun)
    prove(bench, "W06", lambda: bring(bench, "home_repair"), t(due), lambda number: solve(bench, number))


@pytest.mark.parametrize(("begun", "due"), [("09-30 16:00", "10-04 00:00"), ("10-08 09:00", "10-12 00:00")])
def test_w07_what_is_common_within_three_days_that_rest_days_do_not_move(bench: Bench, begun: str, due: str) -> None:
    bench.now = t(begun)
    prove(bench, "W07", lambda: bring(bench, "public_repair"), t(due), lambda number: solve(bench, number))


@pytest.mark.parametrize(
    ("begun", "due"), [("09-30 16:00", "10-13 18:00"), ("10-03 10:00", "10-13 18:00"), ("09-18 16:00", "09-24 18:00")]
)
def test_w09_complaints_in_legal_working_days(bench: Bench, begun: str, due: str) -> None:
    bench.now = t(begun)
    prove(bench, "W09", lambda: bring(bench, "complaint"), t(due), lambda number: solve(bench, number))


@pytest.mark.parametrize(("begun", "due"), [("09-30 16:00", "10-09 09:45"), ("10-10 09:00", "10-12 13:30")])
def test_w10_contact_within_a_quarter(bench: Bench, begun: str, due: str) -> None:
    bench.now = t(begun)

    def stop(number: str) -> object:
        return bench.act(number, "progress_told", text="正在核实。")

    prove(bench, "W10", lambda: bring(bench, "complaint"), t(due), stop)


@pytest.mark.parametrize(
    ("rule", "kind", "event", "due"),
    [
        ("W11", "fit_out", "verified", "10-10 18:00"),
        ("W23", "fit_out", "reminded", "10-12 00:00"),
        ("W12", "fit_out", "solved", "11-28 00:00"),
        ("W13", "lease", "reminded", "12-01 00:00"),
    ],
)
def test_dates_of_the_form(bench: Bench, rule: str, kind: str, event: str, due: str) -> None:
    def stop(number: str) -> object:
        return bench.act(number, event, text="已办", fields={"approved": True} if event == "verified" else {})

    prove(bench, rule, lambda: bring(bench, kind), t(due), stop)


def test_w24_by_the_end_of_the_lease_itself(bench: Bench) -> None:
    number = bring(bench, "lease")
    assert bench.clock(number, "W24").due == t("12-31 23:59") + timedelta(minutes=1)
    bench.act(number, "reminded", text="是否续租")
    solve(bench, number)
    assert bench.clock(number, "W24").state == "met"


@pytest.mark.parametrize(
    ("begun", "come_at", "due"),
    [("09-30 16:00", "2026-10-01T15:00:00+08:00", "10-01 14:00"), ("10-01 09:00", "2026-10-01T09:30:00+08:00", None)],
)
def test_w08_an_hour_before_the_visit(bench: Bench, begun: str, come_at: str, due: str | None) -> None:
    bench.now = t(begun)
    number = bring(bench, "home_repair", fields={"room": "1-502", "come_at": come_at})
    # nearer than an hour: by closing, since nothing is due before it begins
    assert bench.clock(number, "W08").due == t(due or "10-08 18:00")


@pytest.mark.parametrize(("begun", "due"), [("09-30 16:00", "09-30 16:30"), ("09-30 21:00", "10-01 08:30")])
def test_w04_the_workshop_accepts_by_its_own_hours(bench: Bench, begun: str, due: str) -> None:
    bench.now = t(begun)

    def start() -> str:
        number = bring(bench, "home_repair")
        bench.act(number, "specialist_needed", to="dept:engineering", text="请修")
        return number

    accept: Any = {"due": t("10-02 09:00")}
    prove(bench, "W04", start, t(due), lambda number: bench.act(number, "accepted", "tie", **accept))


def test_w14_called_back_by_ten_the_next_day(bench: Bench) -> None:
    def start() -> str:
        number = bring(bench, "home_repair")
        solve(bench, number)
        bench.act(number, "finished", outcome="已修好")
        return number

    def stop(number: str) -> object:
        return bench.act(number, "followed_up", outcome="reached", score=5)

    prove(bench, "W14", start, t("10-01 10:00"), stop)


def test_w15_a_low_score_by_the_next_legal_working_day(bench: Bench) -> None:
    number = bring(bench, "home_repair")
    solve(bench, number)
    bench.act(number, "finished", outcome="已修好")
    bench.act(number, "followed_up", outcome="reached", score=1)
    assert bench.clock(number, "W15").due == t("10-08 18:00")


@pytest.mark.parametrize(("about", "hidden"), [("security", True), ("cleaning", False)])
def test_w22_the_department_complained_of_sees_neither_name_nor_room(bench: Bench, about: str, hidden: bool) -> None:
    number = bring(bench, "complaint", fields={"room": "5-803", "about_department": about})
    bench.act(number, "specialist_needed", to="dept:security", text="请说明")
    seen = repr(views.show(bench.by("shi"), number))
    assert all((word not in seen) == hidden for word in ("温如玉", "5-803"))

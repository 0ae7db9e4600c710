"""The clock table of the hotline over National Day and a make-up day, through the use cases."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.desk.hotline.conftest import HotlineBench
from tests.desk.support import prove, t

#: When it begins → when it is due, by the offices' hours (9:00–12:00, 13:30–17:30; Saturday 10-10 is a make-up day).
CLOSING = [
    ("09-30 16:00", "09-30 17:30"),
    ("09-30 18:00", "10-08 17:30"),
    ("10-03 10:00", "10-08 17:30"),
    ("10-10 09:00", "10-10 17:30"),
]
FIVE = [("09-30 16:00", "10-13 17:30"), ("10-03 10:00", "10-13 17:30"), ("09-18 16:00", "09-24 17:30")]
SEVEN = [("09-30 16:00", "10-15 17:30"), ("09-18 16:00", "09-29 17:30")]
SIGNED = [("09-30 16:30", "10-08 10:00"), ("10-04 23:00", "10-08 11:00"), ("10-10 11:00", "10-10 14:30")]


@pytest.mark.parametrize(("begun", "due"), CLOSING)
def test_h02_inquiries_are_answered_before_the_offices_close(bench: HotlineBench, begun: str, due: str) -> None:
    bench.now = t(begun)
    prove(bench, "H02", lambda: bench.bring("inquiry"), t(due), lambda number: bench.act(number, "answered"))


@pytest.mark.parametrize(("urgent", "minutes"), [(True, 10), (False, 30)])
def test_h03_orders_go_out_at_once_by_night_too(bench: HotlineBench, urgent: bool, minutes: int) -> None:
    bench.now = t("10-01 02:00")
    due = bench.now + timedelta(minutes=minutes)

    def stop(number: str) -> object:
        return bench.act(number, "specialist_needed", to="dept:utilities_office", text="请办理")

    prove(bench, "H03", lambda: bench.bring(urgent=urgent), due, stop)


@pytest.mark.parametrize(("begun", "due"), SIGNED)
def test_h04_offices_sign_within_two_of_their_hours(bench: HotlineBench, begun: str, due: str) -> None:
    bench.now = t(begun)
    accept: Any = {"due": t("10-20 09:00")}
    prove(bench, "H04", bench.dispatched, t(due), lambda number: bench.act(number, "accepted", "zheng", **accept))
    assert bench.clock(bench.dispatched(), "H04").assignee == "dept:utilities_office"


@pytest.mark.parametrize(("begun", "due"), CLOSING)
def test_h05_a_returned_order_has_its_office_before_closing(bench: HotlineBench, begun: str, due: str) -> None:
    bench.now = t(begun)

    def start() -> str:
        number = bench.dispatched()
        bench.act(number, "declined", "zheng", reason="不归本单位")
        return number

    def stop(number: str) -> object:
        return bench.act(number, "handed_off", "he", to="dept:housing_office")

    prove(bench, "H05", start, t(due), stop)


@pytest.mark.parametrize(
    ("kind", "begun", "due"), [*(("help", *each) for each in FIVE), *(("report", *each) for each in SEVEN)]
)
def test_h06_ordinary_orders_in_working_days(bench: HotlineBench, kind: str, begun: str, due: str) -> None:
    bench.now = t(begun)
    done: Any = {"text": "已修复", "evidence": "照片"}
    prove(bench, "H06", lambda: bench.dispatched(kind), t(due), lambda number: bench.act(number, "solved", **done))


def test_h06_is_extended_once_and_by_the_supervisor(bench: HotlineBench) -> None:
    number = bench.dispatched()
    bench.by("song")
    bench.act(number, "extended", "song", due=t("10-15 17:30"), reason="配件未到")
    assert bench.clock(number, "H06").due == t("10-15 17:30")


def test_h07_urgent_ones_within_a_day_whatever_day_it_is(bench: HotlineBench) -> None:
    bench.now = t("10-01 08:00")
    done: Any = {"text": "已恢复供水", "evidence": "抢修单"}
    prove(
        bench,
        "H07",
        lambda: bench.dispatched(urgent=True),
        t("10-02 08:00"),
        lambda number: bench.act(number, "solved", **done),
    )


@pytest.mark.parametrize(
    ("begun", "urgent", "due"),
    [
        ("09-30 16:00", False, "10-09 14:10"),
        ("09-30 16:00", True, "10-01 00:00"),
        ("10-10 09:00", False, "10-12 17:30"),
    ],
)
def test_h08_first_contact_within_a_third(bench: HotlineBench, begun: str, urgent: bool, due: str) -> None:
    bench.now = t(begun)

    def stop(number: str) -> object:
        return bench.act(number, "progress_told", text="正在办理")

    prove(bench, "H08", lambda: bench.dispatched(urgent=urgent), t(due), stop)


def test_h09_the_office_reports_within_four_fifths_and_never_after_the_whole(bench: HotlineBench) -> None:
    number = bench.dispatched()
    bench.act(number, "accepted", "zheng", due=t("10-20 09:00"))
    # 36.5 working hours, four fifths of them: 29 h 12 min from 16:00
    assert bench.clock(number, "H09").due == t("10-12 17:12")
    assert bench.clock(number, "H09").assignee == "zheng"
    late = bench.dispatched()
    bench.now = t("10-13 16:00")
    bench.act(late, "accepted", "zheng", due=t("10-20 09:00"))
    assert bench.clock(late, "H09").due == bench.clock(late, "H06").due == t("10-13 17:30")


@pytest.mark.parametrize(("decide_by", "due"), [("2026-10-20", "10-15 17:30"), ("2026-10-09", "09-29 17:30")])
def test_h19_reminded_three_working_days_before_a_legal_date(bench: HotlineBench, decide_by: str, due: str) -> None:
    bench.now = t("09-28 10:00")
    number = bench.dispatched("report", fields={"place": "南门", "decide_by": decide_by})
    assert bench.clock(number, "H19").due == t(due)
    bench.act(number, "reminded", text="临近法定期限")
    assert bench.clock(number, "H19").state == "met"


def finished(bench: HotlineBench) -> str:
    number = bench.bring()
    bench.act(number, "solved", text="已修复", evidence="照片")
    bench.act(number, "finished", outcome="已解决")
    return number


@pytest.mark.parametrize(
    ("rule", "due", "stop"),
    [
        ("H10", "10-10 17:30", lambda bench, number: bench.act(number, "followed_up", outcome="reached", score=5)),
        ("H20", "10-08 17:30", lambda bench, number: bench.act(number, "filed")),
    ],
)
def test_h10_h20_afterwards(
    bench: HotlineBench, rule: str, due: str, stop: Callable[[HotlineBench, str], object]
) -> None:
    prove(bench, rule, lambda: finished(bench), t(due), lambda number: stop(bench, number))


@pytest.mark.parametrize(
    ("begun", "due"), [("09-30 16:00", "10-08 10:00"), ("10-09 17:00", "10-10 10:00"), ("10-10 11:00", "10-12 10:00")]
)
def test_h11_a_low_score_is_decided_by_ten_the_next_working_day(bench: HotlineBench, begun: str, due: str) -> None:
    bench.now = t(begun)

    def start() -> str:
        number = finished(bench)
        bench.act(number, "followed_up", outcome="reached", score=2)
        return number

    prove(bench, "H11", start, t(due), lambda number: bench.act(number, "reopened", "song", reason="重办"))


def test_h12_warned_at_half_at_four_fifths_and_four_hours_before(bench: HotlineBench) -> None:
    number = bench.dispatched(urgent=True)
    bench.now = t("10-01 15:30")
    bench.settle()
    warned = [(e.fields["to"], e.happened_at) for e in bench.show(number).events if e.kind == "warned"]
    assert [each for each in warned if each[1] > t("09-30 23:00")] == [
        ("owner", t("10-01 04:00")),
        ("leader", t("10-01 11:12")),
        ("supervisor", t("10-01 15:00")),
        ("manager", t("10-01 15:00")),
    ]

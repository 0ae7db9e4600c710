"""The clock table of the mall's desk: due, met, late, cancelled; and a life of each kind from opening to filed."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

import pytest

from deskconsole.desk.records import IntakeForm
from deskconsole.desk.tickets import intake
from tests.desk.support import US, Bench, prove, t

WITH_GOODS: Final = ("return", "exchange", "repair")
GOODS: Final = {"goods": "电水壶", "bought": "2026-09-01", "proof": "invoice", "fault": True}


@pytest.fixture
def bench(tmp_path: Any) -> Bench:
    return Bench(tmp_path, packs=("mall-desk",))


def take(bench: Bench, kind: str = "inquiry", **more: Any) -> str:
    """One of a kind, taken by hand at the counter; its number."""
    form: dict[str, Any] = {
        **{"channel": "onsite", "kind": kind, "tier": "ordinary", "customer": "郑晓", "contact": "13800002222"},
        **{"category": "appliance", "content": "加热不停", "request": "-"},
        "fields": GOODS | ({"address": "和平路8号"} if kind == "repair" else {}) if kind in WITH_GOODS else {},
    }
    return intake.intake(bench.desk, IntakeForm(**(form | more))).number


def verify(bench: Bench, number: str, decision: str = "repair") -> None:
    bench.act(number, "verified", fields={"condition": "外壳完好", "decision": decision})


def repaired(bench: Bench, **home: Any) -> str:
    number = take(bench, "repair", **({"fields": {**GOODS, **home}} if home else {}))
    verify(bench, number)
    bench.act(number, "solved", text="换了温控器", fields={"work_done": "换温控器", "succeeded": True})
    return number


def test_m07_a_promised_time_is_kept_whatever_the_progress(bench: Bench) -> None:
    due = bench.now + timedelta(hours=5)

    def start() -> str:
        number = take(bench)
        bench.act(number, "promised", due=due)
        return number

    prove(bench, "M07", start, due, lambda number: bench.act(number, "replied"))


def test_m07_withdrawn_it_is_cancelled(bench: Bench) -> None:
    number = take(bench)
    bench.act(number, "promised", due=bench.now + timedelta(hours=5))
    bench.act(number, "withdrawn", reason="customer")
    assert bench.clock(number, "M07").state == "cancelled"


def test_m11_the_next_step_within_thirty_minutes(bench: Bench) -> None:
    def promise(number: str) -> object:
        return bench.act(number, "promised", due=bench.now + timedelta(hours=3))

    prove(bench, "M11", lambda: take(bench), bench.now + timedelta(minutes=30), promise)


def test_m08_over_a_holiday_three_working_days(bench: Bench) -> None:
    """Solved on Wednesday the 30th of September: the third working day is Saturday the 10th, a make-up day."""
    bench.now = t("09-30 10:00")

    def start() -> str:
        number = take(bench, "complaint")
        bench.act(number, "questions_asked", fields={"details": "排队半小时", "wish": "道歉"})
        bench.act(number, "verified", fields={"findings": "属实", "justified": True})
        bench.act(number, "proposed", text="店长道歉")
        bench.act(number, "offer_accepted")
        bench.act(number, "solved", text="已道歉")
        return number

    prove(bench, "M08", start, t("10-10 18:00"), lambda number: bench.act(number, "followed_up", score=4))


def test_m08_no_answer_does_not_end_it_refusing_does(bench: Bench) -> None:
    number = repaired(bench)
    bench.act(number, "followed_up", outcome="no_answer")
    assert bench.clock(number, "M08").state == "running"
    bench.act(number, "followed_up", outcome="refused")
    assert bench.clock(number, "M08").state == "met"
    assert bench.clock(number, "M08b").state == "cancelled", "who wants no contact has no second one"


@pytest.mark.parametrize(
    ("begun", "first", "second"),
    [
        ("09-14 10:00", "09-17 18:00", "10-10 18:00"),  # over the whole holiday, two make-up days among the fifteen
        ("09-18 16:00", "09-22 18:00", "10-15 18:00"),  # a Friday before a make-up Sunday; the 25th is a holiday
        ("09-30 10:00", "10-10 18:00", "10-27 18:00"),
        ("10-10 10:00", "10-14 18:00", "10-30 18:00"),  # a make-up Saturday
    ],
)
def test_m08_a_second_contact_within_fifteen_working_days(bench: Bench, begun: str, first: str, second: str) -> None:
    bench.now = t(begun)
    number = repaired(bench)
    clocks = {clock.rule: clock.due for clock in bench.show(number).clocks}
    assert (clocks["M08"], clocks["M08b"]) == (t(first), t(second))
    bench.now = t(first)
    bench.act(number, "followed_up")
    assert [bench.clock(number, rule).state for rule in ("M08", "M08b")] == ["met", "running"]
    bench.now = t(second)
    bench.act(number, "followed_up")
    assert bench.clock(number, "M08b").state == "met"
    assert bench.verified() == []


def test_m08_the_second_contact_is_late_after_its_time_and_no_answer_is_none(bench: Bench) -> None:
    number = repaired(bench)
    bench.act(number, "followed_up")
    bench.act(number, "followed_up", outcome="no_answer")
    clock = bench.clock(number, "M08b")
    assert clock.state == "running"
    bench.now = clock.due + US
    bench.act(number, "followed_up")
    assert bench.clock(number, "M08b").state == "late"


def test_m08_reopened_it_is_cancelled(bench: Bench) -> None:
    number = repaired(bench)
    bench.act(number, "collected", fields={"collected_by": "郑晓", "signed": "on_receipt"})
    bench.act(number, "finished", outcome="已修复")
    bench.act(number, "reopened", reason="又坏了")
    assert bench.clock(number, "M08").state == "cancelled"


def test_m12_told_to_collect_within_one_working_day(bench: Bench) -> None:
    bench.now = t("09-18 16:00")  # a Friday before a make-up Sunday
    prove(bench, "M12", lambda: repaired(bench), t("09-20 18:00"), lambda number: bench.act(number, "reminded"))


def test_m12_is_for_repairs_only(bench: Bench) -> None:
    number = take(bench, "return", category="clothing")
    bench.act(number, "verified", fields={"condition": "好", "decision": "return", "exception_return": "店长同意"})
    bench.act(number, "solved", text="已退", fields={"refund": 99})
    assert "M12" not in bench.rules(number)


def test_m12_collected_at_once_ends_it(bench: Bench) -> None:
    number = repaired(bench)
    bench.act(number, "collected", fields={"collected_by": "郑晓", "signed": "on_receipt"})
    assert bench.clock(number, "M12").state == "met"


def test_m12_the_reply_to_the_promised_day_tells_it_too(bench: Bench) -> None:
    number = take(bench, "repair")
    verify(bench, number)
    bench.act(number, "promised", due=bench.now + timedelta(days=2))
    bench.act(number, "solved", text="换了温控器", fields={"work_done": "换温控器", "succeeded": True})
    assert {"M07", "M12"} <= set(bench.rules(number))
    bench.act(number, "replied", text="您的商品已修好，请凭取件单来取。")
    assert not {"M07", "M12"} & set(bench.rules(number))


def test_m12_what_was_repaired_at_home_is_not_collected(bench: Bench) -> None:
    assert "M12" not in bench.rules(repaired(bench, home=True, address="和平路8号"))


def test_m06_a_planned_visit_is_a_clock_of_its_own(bench: Bench) -> None:
    due = bench.now + timedelta(days=3)

    def start() -> str:
        number = take(bench, tier="strategic", category="membership")
        bench.act(number, "planned", due=due, to="zhou")
        return number

    prove(bench, "M06", start, due, lambda number: bench.act(number, "followed_up"))


def test_m04_a_repair_is_collected_against_signature_only(bench: Bench) -> None:
    number = repaired(bench)
    assert "signed" in bench.refused(number, "collected", fields={"collected_by": "郑晓"})


def test_m04_the_address_is_asked_for_every_repair_and_may_be_declined_on_record(bench: Bench) -> None:
    assert "address" in _refused_intake(bench, dict(GOODS))
    number = take(bench, "repair", fields={**GOODS, "address_declined": True})
    assert bench.show(number).ticket.fields["address_declined"] is True
    assert "address" in _refused_intake(bench, {**GOODS, "home": True, "address_declined": True})


@pytest.mark.parametrize("agreed", ["09-15 10:00", "09-20 09:00", "10-08 09:30", "10-10 14:00"])
def test_m04_a_repair_at_home_is_announced_an_hour_before_and_ends_with_the_arrival(bench: Bench, agreed: str) -> None:
    at = t(agreed)

    def planned() -> str:
        number = take(bench, "repair", fields={**GOODS, "home": True, "address": "和平路8号"})
        verify(bench, number)
        bench.act(number, "planned", due=at, fields={"parts": "温控器1"})
        return number

    def announce(number: str) -> object:
        return bench.act(number, "engineer_announced", engineer="冯工", contact="13900000777")

    prove(bench, "M04", planned, at - timedelta(hours=1), announce)
    number = planned()
    bench.now = at
    bench.act(number, "engineer_arrived")
    assert [bench.clock(number, rule).state for rule in ("M04", "M06")] == ["late", "met"]


def test_m04_at_the_desk_nothing_is_announced(bench: Bench) -> None:
    number = take(bench, "repair")
    verify(bench, number)
    bench.act(number, "planned", due=bench.now + timedelta(days=1))
    assert "M04" not in bench.rules(number)


@pytest.mark.parametrize("to", ["dept:merchants", "he"])
def test_m01_what_the_clerk_cannot_answer_is_taken_at_once(bench: Bench, to: str) -> None:
    def asked() -> str:
        number = take(bench)
        bench.act(number, "specialist_needed", to=to)
        return number

    number = asked()
    assert bench.clock(number, "M01").assignee == to
    due = bench.now + timedelta(minutes=10)
    prove(bench, "M01", asked, due, lambda n: bench.act(n, "accepted", due=bench.now + timedelta(hours=1)))


def test_m04_parts_are_checked_before_leaving_for_a_home(bench: Bench) -> None:
    home = {**GOODS, "home": True, "address": "和平路8号"}
    assert "address" in _refused_intake(bench, {**GOODS, "home": True})
    number = take(bench, "repair", fields=home)
    verify(bench, number)
    assert "parts" in bench.refused(number, "planned", due=bench.now + timedelta(days=1))
    bench.act(number, "planned", due=bench.now + timedelta(days=1), fields={"parts": "温控器1"})
    assert "parts_checked" in bench.refused(number, "started")
    bench.act(number, "started", fields={"parts_checked": "checked"})


def test_m02_a_complaint_ends_only_once_it_is_solved(bench: Bench) -> None:
    number = take(bench, "complaint")
    assert "questions_asked" in bench.refused(number, "verified", fields={"findings": "x", "justified": True})
    bench.act(number, "questions_asked", fields={"details": "排队", "wish": "改进"})
    bench.act(number, "verified", fields={"findings": "属实", "justified": True})
    assert "confirmed" in bench.refused(number, "finished", outcome="x")


LIVES: Final[Mapping[str, tuple[tuple[str, dict[str, Any]], ...]]] = {
    "inquiry": (("answered", {}), ("confirmed", {}), ("finished", {"outcome": "已答复"}), ("filed", {})),
    "complaint": (
        ("questions_asked", {"fields": {"details": "排队", "wish": "道歉"}}),
        ("verified", {"fields": {"findings": "属实", "justified": True}}),
        ("proposed", {"text": "店长当面道歉"}),
        ("offer_accepted", {}),
        ("solved", {"text": "已道歉"}),
        ("confirmed", {}),
        ("finished", {"outcome": "满意"}),
        ("filed", {}),
        ("followed_up", {"score": 5}),
        ("followed_up", {}),
    ),
    "return": (
        ("verified", {"fields": {"condition": "好", "decision": "return", "exception_return": "店长同意"}}),
        ("solved", {"text": "已退款", "fields": {"refund": 99}}),
        ("confirmed", {}),
        ("finished", {"outcome": "已退"}),
        ("filed", {}),
        ("followed_up", {"score": 4}),
        ("followed_up", {}),
    ),
    "exchange": (
        ("verified", {"fields": {"condition": "好", "decision": "exchange"}}),
        ("solved", {"text": "已换", "fields": {"replacement": "电水壶 K2-88"}}),
        ("confirmed", {}),
        ("finished", {"outcome": "已换"}),
        ("filed", {}),
        ("followed_up", {"outcome": "refused"}),
    ),
    "repair": (
        ("verified", {"fields": {"condition": "好", "decision": "repair"}}),
        ("promised", {"due": t("09-16 17:00"), "fields": {"accessories": "底座"}}),
        ("solved", {"text": "换温控器", "fields": {"work_done": "换温控器", "succeeded": True}}),
        ("reminded", {}),
        ("replied", {}),
        ("confirmed", {}),
        ("collected", {"fields": {"collected_by": "郑晓", "signed": "on_receipt"}}),
        ("finished", {"outcome": "已修复"}),
        ("filed", {}),
        ("followed_up", {"score": 5}),
        ("followed_up", {"score": 4}),
    ),
}


@pytest.mark.parametrize("kind", LIVES)
def test_m01_each_kind_from_opening_to_filed(bench: Bench, kind: str) -> None:
    number = take(bench, kind)
    for event, given in LIVES[kind]:
        bench.later(minutes=5)
        bench.act(number, event, **given)
    assert bench.show(number).closed
    assert bench.verified() == []


def _refused_intake(bench: Bench, fields: dict[str, Any]) -> str:
    with pytest.raises(Exception, match="address") as refusal:
        take(bench, "repair", fields=fields)
    return str(refusal.value)


def test_m15_waiting_on_the_customer_has_a_time_to_look_again(bench: Bench) -> None:
    def waiting() -> str:
        number = take(bench)
        bench.act(number, "waiting", due=t("09-15 10:00"))
        return number

    number = waiting()
    assert bench.rules(number) == ["M15"]
    bench.act(number, "withdrawn", reason="customer")
    assert bench.clock(number, "M15").state == "cancelled"
    prove(bench, "M15", waiting, t("09-15 10:00"), lambda number: bench.act(number, "resumed"))

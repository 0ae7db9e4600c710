"""M03, M04: who may claim what until when, counted by hand; a decision outside of the windows says why."""

from typing import Any

import pytest

from deskconsole.desk.records import IntakeForm, TicketView
from deskconsole.desk.tickets import act, intake
from deskconsole.desk.tickets.pack_fields import FormRefused
from deskconsole.errors import DeskError
from tests.desk.support import Bench, t


@pytest.fixture
def bench(tmp_path: Any) -> Bench:
    return Bench(tmp_path, packs=("mall-desk",))


def claim(bench: Bench, at: str, bought: str, category: str = "appliance", **fields: Any) -> TicketView:
    """Goods are brought back; the ticket as the desk sees it."""
    bench.now = t(at)
    own = {"goods": "洗衣机 XQ-10", "bought": bought, "proof": "receipt", "fault": True, **fields}
    form = IntakeForm(
        channel="onsite",
        kind=fields.pop("kind", "return"),
        tier="ordinary",
        customer="郑晓",
        contact="13800002222",
        category=category,
        content="坏了",
        request="-",
        fields={name: value for name, value in own.items() if name != "kind" and value is not None},
    )
    return intake.intake(bench.desk, form)


def granted(view: TicketView) -> str:
    """What may be claimed: r, x, f for return, exchange, repair (fix)."""
    facts = view.facts
    return "".join(
        letter for letter, name in (("r", "return"), ("x", "exchange"), ("f", "repair")) if facts[f"may_{name}"]
    )


@pytest.mark.parametrize(
    ("at", "bought", "fields", "remedies"),
    [
        ("09-14 23:00", "2026-09-07", {}, "rxf"),  # the seventh day, until its end
        ("09-15 00:00", "2026-09-07", {}, "rxf"),  # exactly 24:00
        ("09-15 00:01", "2026-09-07", {}, "xf"),
        ("09-22 23:59", "2026-09-07", {}, "xf"),  # the fifteenth day
        ("09-23 09:00", "2026-09-07", {}, "f"),
        ("10-08 23:59", "2026-09-24", {}, "rxf"),  # 10-01 is a holiday: until the 8th, 24:00
        ("10-09 00:01", "2026-09-24", {}, "xf"),  # the fifteenth day is the 9th
        ("10-10 09:00", "2026-09-24", {}, "f"),
        ("09-20 12:00", "2026-09-12", {}, "rxf"),  # Saturday the 19th: Sunday the 20th is a make-up working day
        ("09-21 09:00", "2026-09-12", {}, "xf"),
        ("09-28 20:00", "2026-09-18", {}, "rxf"),  # the 25th is Mid-Autumn
        ("02-24 10:00", "2026-02-10", {}, "rxf"),  # the 17th is Spring Festival
        ("02-28 18:00", "2026-02-13", {}, "xf"),  # a Saturday that is a make-up working day
        ("03-01 10:00", "2026-02-13", {}, "f"),
        ("09-14 10:00", "2025-09-14", {}, "f"),  # the last day of the warranty
        ("09-14 10:00", "2025-09-11", {}, ""),
        ("09-14 10:00", "2025-09-11", {"repair_days": 10}, "f"),  # ten days in repair do not count
        ("09-14 10:00", "2026-03-02", {"failed_repairs": 1}, "f"),
        ("09-14 10:00", "2026-03-02", {"failed_repairs": 2}, "rxf"),
        ("09-14 10:00", "2025-09-11", {"failed_repairs": 2}, ""),
        ("09-14 10:00", "2025-09-11", {"failed_repairs": 2, "repair_days": 4}, "rxf"),
        ("09-08 10:00", "2026-09-07", {"fault": False}, ""),
        ("09-08 10:00", "2026-09-07", {"proof": "none"}, ""),
        ("09-08 10:00", "2026-09-07", {"category": "food"}, ""),
        ("09-14 10:00", "2026-09-07", {"category": "clothing", "fault": False}, "rx"),
        ("09-16 10:00", "2026-09-07", {"category": "clothing"}, "f"),
        ("12-07 10:00", "2026-09-07", {"category": "clothing"}, "f"),  # Sunday the 6th is a rest day
        ("12-08 10:00", "2026-09-07", {"category": "clothing"}, ""),
        ("09-22 10:00", "2026-09-07", {"category": "furniture"}, "rxf"),
    ],
)
def test_m03_the_windows_counted_by_hand(
    bench: Bench, at: str, bought: str, fields: dict[str, Any], remedies: str
) -> None:
    assert granted(claim(bench, at, bought, **fields)) == remedies


def test_m03_the_decision_is_explained(bench: Bench) -> None:
    view = claim(bench, "10-09 10:00", "2026-09-24")
    told = {verdict.window.name: (verdict.until, verdict.open) for verdict in view.windows}
    assert told["return_7"] == (t("10-09 00:00"), False)
    assert told["exchange_15"] == (t("10-10 00:00"), True)
    assert all(verdict.window.clause.zh and verdict.window.clause.en for verdict in view.windows)


def test_m03_outside_of_the_window_a_return_needs_a_reason(bench: Bench) -> None:
    number = claim(bench, "10-09 10:00", "2026-09-24").number
    with pytest.raises(FormRefused, match="exception_return"):
        act.act(bench.desk, number, "verified", fields={"condition": "外观完好", "decision": "return"})
    with pytest.raises(DeskError, match="first comes verified"):
        act.act(bench.desk, number, "solved", text="已退", fields={"refund": "1280"})
    act.act(
        bench.desk,
        number,
        "verified",
        fields={"condition": "外观完好", "decision": "return", "exception_return": "商户同意"},
    )
    after = act.act(bench.desk, number, "solved", text="已退款", fields={"refund": "1280"})
    assert after.events[-1].fields["refund"] == "1280.00"


def test_m03_inside_of_the_window_no_reason_is_asked(bench: Bench) -> None:
    number = claim(bench, "09-14 10:00", "2026-09-07").number
    with pytest.raises(FormRefused, match="only asked when"):
        act.act(
            bench.desk,
            number,
            "verified",
            fields={"condition": "好", "decision": "return", "exception_return": "多余"},
        )
    act.act(bench.desk, number, "verified", fields={"condition": "好", "decision": "return"})


def test_m03_goods_cannot_be_bought_tomorrow(bench: Bench) -> None:
    with pytest.raises(DeskError, match="bought"):
        claim(bench, "09-14 10:00", "2026-09-15")

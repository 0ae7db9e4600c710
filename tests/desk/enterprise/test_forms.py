"""E18, E19, E23, E24, E27: what the forms of the enterprise ask, and repeated complaints."""

from datetime import timedelta

import pytest

from deskconsole.desk.learning.improvements import open_improvements
from deskconsole.desk.records import IntakeForm
from deskconsole.desk.tickets.intake import intake
from deskconsole.domain.rules.fact_names import fact_names
from deskconsole.domain.tickets.payload import split
from deskconsole.errors import DeskError
from tests.desk.enterprise.tickets import complaint, implementation, inquiry, order, problem
from tests.desk.support import Bench


def told(bench: Bench, number: str, kind: str) -> dict[str, object]:
    """The fields that the last event of a kind carries."""
    return dict(next(e for e in reversed(bench.show(number).events) if e.kind == kind).fields)


@pytest.mark.parametrize("kind", ["answered", "proposed"])
@pytest.mark.parametrize("part", ["value", "scenario", "risk"])
def test_e27_a_pre_sales_reply_carries_value_scenario_and_risk(bench: Bench, kind: str, part: str) -> None:
    number = inquiry(bench, "phone")
    assert f"{part}: is missing" in bench.refused(number, kind, fields={part: None})
    bench.act(number, kind)
    assert told(bench, number, kind)[part]


def test_e27_a_question_that_is_no_pre_sales_question_is_just_answered(bench: Bench) -> None:
    number = bench.take("phone", "ordinary", category="invoice")
    bench.act(number, "answered", text="发票已寄出，单号见附件。")
    assert "value" not in told(bench, number, "answered")


def test_e02_the_review_says_number_and_delivery_date(bench: Bench) -> None:
    number = order(bench, "phone")
    for part in ("order_number", "delivery_date"):
        assert "is missing" in bench.refused(number, "order_reviewed", fields={part: None})
    assert "is before" in bench.refused(number, "order_reviewed", fields={"delivery_date": "2026-09-01"})
    bench.act(number, "order_reviewed", fields={"order_number": "po-1", "delivery_date": "2026年10月9日"})
    assert told(bench, number, "order_reviewed") == {"order_number": "PO-1", "delivery_date": "2026-10-09"}


def test_e03_the_alternative_is_told_with_the_reason(bench: Bench) -> None:
    number = order(bench, "phone")
    assert "cause" in bench.refused(number, "cannot_fulfil", fields={"cause": "weather"})
    bench.act(number, "cannot_fulfil")
    for part in ("why", "alternative"):
        assert "is missing" in bench.refused(number, "alternative_told", fields={part: None})


def test_e04_only_what_has_shipped_is_delivered(bench: Bench) -> None:
    number = order(bench, "phone")
    assert "first comes shipped" in bench.refused(number, "delivered")
    bench.act(number, "shipped")
    assert "received_by" in bench.refused(number, "delivered", fields={"received_by": None})
    bench.act(number, "delivered")


@pytest.mark.parametrize("part", ["done", "to_confirm", "risks"])
def test_e05_the_weekly_report_says_what_is_done_to_be_confirmed_and_risky(bench: Bench, part: str) -> None:
    number = implementation(bench)
    bench.act(number, "started")
    assert f"{part}: is missing" in bench.refused(number, "progress_told", fields={part: None})
    bench.act(number, "progress_told")
    assert set(told(bench, number, "progress_told")) == {"done", "to_confirm", "risks"}


@pytest.mark.parametrize("part", ["details", "wish", "wanted_by"])
def test_e06_e07_each_of_the_three_questions_is_answered(bench: Bench, part: str) -> None:
    number = complaint(bench)
    assert f"{part}: is missing" in bench.refused(number, "questions_asked", fields={part: None})
    assert bench.clock(number, "E07").state == "running"


@pytest.mark.parametrize("part", ["technical", "legal", "service", "group_lead"])
def test_e11_the_group_has_somebody_of_each_department(bench: Bench, part: str) -> None:
    number = problem(bench, 1, "phone")
    assert f"{part}: is missing" in bench.refused(number, "group_formed", fields={part: None})


def test_e11_a_problem_has_one_of_three_levels_and_the_gravest_its_impact(bench: Bench) -> None:
    with pytest.raises(DeskError, match="impact: is missing"):
        problem(bench, 1, fields={})
    problem(bench, 3, fields={})
    number = problem(bench, 3)
    assert "level: '4' is not one of 1, 2, 3" in bench.refused(number, "classified", level=4)
    number = order(bench)
    assert "level: is missing" in bench.refused(number, "classified", fields={"kind": "problem"})
    bench.act(number, "classified", fields={"kind": "problem", "level": 2})
    assert "E14" in bench.rules(number)


@pytest.mark.parametrize("part", ["carried_out_by", "steps", "done_by", "evidence"])
def test_e18_a_solution_says_who_how_when_and_its_evidence(bench: Bench, part: str) -> None:
    number = problem(bench, 2, "phone")
    assert f"{part}" in bench.refused(number, "solved", fields={part: None})
    bench.act(number, "solved")
    assert told(bench, number, "solved")[part]


@pytest.mark.parametrize("steps", ["我们会尽快处理", "一、检测；\n二、尽早更换", "Repaired as soon as possible."])
def test_e18_as_soon_as_possible_is_no_time(bench: Bench, steps: str) -> None:
    number = problem(bench, 2, "phone")
    assert "steps" in bench.refused(number, "solved", fields={"steps": steps})


def test_e14_a_level_2_problem_is_solved_by_a_remedy(bench: Bench) -> None:
    number = problem(bench, 2, "phone")
    assert "remedy: is missing" in bench.refused(number, "solved", fields={"remedy": None})
    bench.act(problem(bench, 3, "phone"), "solved", fields={"remedy": None})


def test_e08_a_complaint_ends_with_its_solution_after_the_questions(bench: Bench) -> None:
    number = complaint(bench, "phone")
    assert "first comes questions_asked" in bench.refused(number, "solved")
    assert "first comes solved" in bench.refused(number, "finished", outcome="客户理解")
    bench.act(number, "questions_asked")
    assert "first comes verified" in bench.refused(number, "solved")
    bench.act(number, "verified")
    bench.act(number, "solved")
    bench.act(number, "finished", outcome="客户理解")


# --- three complaints with one cause within 30 days, whoever brought them ------------------------------------------

WHYS = [f"why_{n}" for n in range(1, 6)]
#: Three customers who have nothing to do with each other.
CUSTOMERS = ("潍坊鸢都机电", "柳州桂通机械", "绍兴越城纺机")


def verified(bench: Bench, cause: str = "invoice_details", customer: str = CUSTOMERS[0]) -> str:
    """A complaint of a customer that was looked into."""
    number = complaint(bench, "phone", category="invoice", customer=customer, contact=f"wx:{customer}")
    bench.act(number, "questions_asked")
    bench.act(number, "verified", fields={"cause": cause})
    return number


def repeated(bench: Bench, number: str) -> list[tuple[str, int]]:
    """What the desk has found repeated, and how many they are."""
    # Whether it is grave for the house is another matter (S06).
    repeats = bench.show(number).repeats
    return [(each.repeat.name, each.times) for each in repeats if each.repeat.name != "third_complaint"]


def test_e19_one_invoice_complaint_of_three_customers_asks_for_the_root_cause(bench: Bench) -> None:
    first, second = (verified(bench, customer=customer) for customer in CUSTOMERS[:2])
    for number in (first, second):
        assert repeated(bench, number) == []
        bench.act(number, "solved")
        assert WHYS[0] not in told(bench, number, "solved")
    third = verified(bench, customer=CUSTOMERS[2])
    assert repeated(bench, third) == [("repeated", 3)]
    assert bench.show(third).repeats[0].others == (first, second)
    for part in (*WHYS, "corrective_action", "corrected_by"):
        assert f"{part}: is missing" in bench.refused(third, "solved", fields={part: None})
    assert "corrected_by" in bench.refused(third, "solved", fields={"corrected_by": "2026-09-01"})
    bench.act(third, "solved")
    assert {*WHYS, "corrective_action", "corrected_by"} <= told(bench, third, "solved").keys()
    (made,) = open_improvements(bench.desk)  # what is put right is an improvement (S02)
    assert (made.proposal, made.source, made.about) == (f"纠正措施 {third}", "five_why", third)
    assert bench.verified() == []


def test_e19_the_cause_is_one_of_the_tree_and_a_fact(bench: Bench) -> None:
    number = complaint(bench)
    bench.act(number, "questions_asked")
    assert "cause: is missing" in bench.refused(number, "verified", fields={"cause": None})
    for wrong in ("stock", "invoicing"):  # of another form; a branch, which is too wide to be a cause
        assert f"cause: '{wrong}' is not one of" in bench.refused(number, "verified", fields={"cause": wrong})
    event = bench.act(number, "verified", fields={"cause": "发票与账务 › 抬头税号有误"}).events[-1]
    facts, _words = split(event, fact_names(bench.show(number).pack, "complaint", event))
    assert facts["fields"]["cause"] == "invoice_details"
    assert bench.show(number).ticket.cause == "invoice_details"


def test_e19_the_questions_are_not_asked_of_others(bench: Bench) -> None:
    number = verified(bench)
    assert "only asked when repeated = true" in bench.refused(number, "solved", fields={"why_1": "没有检验"})


def test_e19_it_is_all_the_same_which_one_is_looked_into_first(bench: Bench) -> None:
    waiting = [complaint(bench, "phone", customer=customer, contact=f"wx:{customer}") for customer in CUSTOMERS]
    for number in waiting:
        bench.act(number, "questions_asked")
    for number in reversed(waiting):
        assert repeated(bench, number) == []
        bench.act(number, "verified")
    assert [repeated(bench, number) for number in waiting] == [[("repeated", 3)]] * 3


@pytest.mark.parametrize(("days", "found"), [((0, 15, 30), True), ((0, 16, 30.001), False), ((0, 29, 30.001), False)])
def test_e19_within_30_days_elapsed(bench: Bench, days: tuple[float, ...], found: bool) -> None:
    begun = bench.now
    numbers = []
    for day, customer in zip(days, CUSTOMERS, strict=True):
        bench.now = begun + timedelta(days=day)
        numbers.append(verified(bench, customer=customer))
    assert all((repeated(bench, number) != []) is found for number in numbers)


def test_e19_other_causes_kinds_and_what_was_withdrawn_or_merged_do_not_count(bench: Bench) -> None:
    verified(bench, "invoice_late")
    problem(bench, 3, category="invoice")
    mistaken, doubled, kept = (verified(bench) for _ in range(3))
    assert repeated(bench, kept) == [("repeated", 3)]
    bench.act(mistaken, "withdrawn", reason="wrong_number")
    bench.act(doubled, "merged", into=kept)
    assert repeated(bench, kept) == []
    assert repeated(bench, verified(bench)) == []
    assert repeated(bench, verified(bench)) == [("repeated", 3)]


def test_e19_what_was_taken_back_was_not_the_cause(bench: Bench) -> None:
    number = complaint(bench)
    bench.act(number, "questions_asked")
    bench.act(number, "verified")
    bench.act(number, "undone")
    assert bench.show(number).ticket.cause is None
    assert bench.verified() == []


# --- the version of the standard ---------------------------------------------------------------------------------


def test_e24_a_ticket_keeps_the_version_that_it_was_received_under(bench: Bench) -> None:
    number = order(bench)
    due = bench.clock(number, "E02").due
    own = bench.folder / "packs" / "enterprise-service"
    own.mkdir(parents=True)
    (own / "clocks.toml").write_text('[[clock]]\nrule = "E02"\nwithin = "12 hours"\n', "utf-8")
    later = Bench.reopened(bench)
    assert later.clock(number, "E02").due == due
    form = IntakeForm(
        "online", "order", "ordinary", "李", "13800000001", "delivery", "两台", "交期", fields={"goods": "两台"}
    )
    fresh = intake(later.desk, form).number
    assert later.clock(fresh, "E02").due == later.now + timedelta(hours=12)
    later.desk.store.close()

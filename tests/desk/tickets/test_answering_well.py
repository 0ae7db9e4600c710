"""Discovery, proposals, objections, appointments and who is asked for help (R19–R26), through the use cases."""

from datetime import timedelta
from typing import Any

import pytest

from deskconsole.desk.staff.specialists import Agreed, rates
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import explain, use
from tests.desk.support import Bench, t

BUY = {"intent": "yes", "to": "qian", "plan": "周四上门讲方案", "told": "销售部钱慧周四上午与您联系"}
ONE = {"solution": "单台协作机器人", "advantages": "占地小", "fits": "现有工位", "cost": "见报价单"}
TWO = {f"{name}_2": value + "二" for name, value in ONE.items()}


def test_r19_the_answers_are_kept_as_needs(bench: Bench) -> None:
    number = bench.take(category="product")
    view = bench.act(number, "need_recorded", fields={"scenario": "焊接", "intent": "no"})
    assert dict(view.events[-1].fields) == {"scenario": "焊接", "intent": False}
    assert [event.kind for event in view.events][-1] == "need_recorded", "nothing is brought along"


def test_r20_one_or_two_solutions_each_with_advantages_scenario_and_cost(bench: Bench) -> None:
    number = bench.take()
    event = bench.act(number, "proposed", text=None, fields=ONE | TWO).events[-1]
    assert {**event.fields} == ONE | TWO
    assert event.text == "单台协作机器人；单台协作机器人二"
    assert bench.show(number).ticket.answers[-1] == event.text


@pytest.mark.parametrize("part", ["solution", "advantages", "fits", "cost", "solution_2", "cost_2"])
def test_r20_no_part_is_left_out(bench: Bench, part: str) -> None:
    number = bench.take()
    rest = {name: value for name, value in (ONE | TWO).items() if name != part}
    assert part in bench.refused(number, "proposed", text=None, fields=rest)


def test_r20_nothing_and_a_second_without_a_first_are_refused(bench: Bench) -> None:
    number = bench.take()
    assert "nothing is proposed" in bench.refused(number, "proposed", text=" ")
    assert "solution is missing" in bench.refused(number, "proposed", text="见附件", fields=TWO)
    bench.act(number, "proposed", text="方案书已发")


def test_r20_a_proposal_is_text_for_the_customer(bench: Bench) -> None:
    number = bench.take()
    assert "永远不坏" in bench.refused(number, "proposed", text=None, fields={**ONE, "advantages": "永远不坏"})
    assert "12万" in bench.refused(number, "proposed", text=None, fields={**ONE, "cost": "12万"})


def test_r21_an_objection_with_the_material_offered(bench: Bench) -> None:
    number = bench.take()
    view = bench.act(number, "objected", text="节拍不够", fields={"material": "同类案例与检测报告"})
    assert (view.events[-1].kind, view.events[-1].fields["material"]) == ("objected", "同类案例与检测报告")
    assert view.ticket.open_hand_offs() == view.ticket.open_promises() == []


def test_r21_what_cannot_be_settled_goes_to_a_department_and_gets_a_dated_reply(bench: Bench) -> None:
    number = bench.take()
    bench.act(number, "objected", text="我不知道节拍够不够", fields={"to": "dept:technical", "due": t("09-14 15:00")})
    events = bench.show(number).events[-3:]
    assert [event.kind for event in events] == ["objected", "specialist_needed", "promised"]
    assert dict(events[0].fields) == {}
    assert (events[1].text, events[1].fields["to"]) == ("我不知道节拍够不够", "dept:technical")
    assert (events[2].of, events[2].due) == (events[1].seq, t("09-14 15:00"))
    assert "15:00" in (events[2].text or ""), "the pack's phrase tells the time"
    assert {"R11", "R12"} <= set(bench.rules(number))
    assert bench.verified() == []


@pytest.mark.parametrize("missing", ["to", "due"])
def test_r21_department_and_dated_reply_go_together(bench: Bench, missing: str) -> None:
    number = bench.take()
    given = {"to": "dept:technical", "due": t("09-14 15:00")}
    del given[missing]
    with pytest.raises(DeskError) as refusal:
        bench.act(number, "objected", text="节拍不够", fields=given)
    assert refusal.value.field == missing


def test_r21_what_is_wrong_with_the_promise_is_said_at_its_field_and_nothing_is_recorded(bench: Bench) -> None:
    number = bench.take()
    before = bench.record()
    with pytest.raises(DeskError) as refusal:
        bench.act(
            number,
            "objected",
            text="节拍不够",
            fields={"to": "dept:technical", "due": t("09-14 15:00"), "told": "没办法"},
        )
    assert refusal.value.field == "told"
    assert bench.record() == before


def test_r22_with_an_intention_to_buy_sales_comes_in_at_once_with_owner_and_plan(bench: Bench) -> None:
    number = bench.take(category="product")
    bench.act(number, "need_recorded", fields={**BUY, "scenario": "焊接", "due": t("09-17 10:00")})
    need, asked, planned, told = bench.show(number).events[-4:]
    assert dict(need.fields) == {"scenario": "焊接", "intent": True}
    assert (asked.kind, asked.fields["to"]) == ("specialist_needed", "dept:sales")
    assert (planned.kind, planned.text, planned.fields["to"], planned.due) == (
        *("planned", "周四上门讲方案", "qian"),
        t("09-17 10:00"),
    )
    assert (told.kind, told.text) == ("progress_told", "销售部钱慧周四上午与您联系")
    assert bench.clock(number, "R38").assignee == "qian"
    assert bench.clock(number, "R12").due == t("09-14 09:30")


@pytest.mark.parametrize("missing", ["to", "due", "plan", "told"])
def test_r22_neither_owner_nor_plan_may_be_missing(bench: Bench, missing: str) -> None:
    number = bench.take(category="product")
    given = {**BUY, "due": t("09-17 10:00")}
    del given[missing]
    with pytest.raises(DeskError) as refusal:
        bench.act(number, "need_recorded", fields=given)
    assert refusal.value.field == missing
    assert "only asked" in bench.refused(number, "need_recorded", fields={"scenario": "焊接", "plan": "x"})


def test_r22_sales_is_not_asked_twice(bench: Bench) -> None:
    number = bench.take(category="product")
    bench.act(number, "specialist_needed", to="dept:sales", text="请报价")
    bench.act(number, "need_recorded", fields={**BUY, "due": t("09-17 10:00")})
    assert len(bench.show(number).ticket.hand_offs) == 1


def test_r23_a_quality_problem_is_recorded_and_technical_support_checks(bench: Bench) -> None:
    number = bench.take(category="product")
    bench.act(number, "need_recorded", fields={"quality": "四轴漏油，三天一次"})
    asked = bench.show(number).events[-1]
    assert (asked.kind, asked.fields["to"]) == ("specialist_needed", "dept:technical")
    assert "四轴漏油" in (asked.text or "")
    other = bench.take(category="product", contact="wx:other")
    assert bench.act(other, "need_recorded", fields={"quality": "没有"}).ticket.hand_offs == {}


def test_r24_complex_means_technical_support_at_once(bench: Bench) -> None:
    number = bench.take()
    bench.act(number, "need_recorded", fields={"complex": "是"})
    assert bench.show(number).events[-1].fields["to"] == "dept:technical"
    assert "neither yes nor no" in bench.refused(number, "need_recorded", fields={"complex": "也许"})


def test_r24_the_specialists_contact_is_on_record_to_be_told(bench: Bench) -> None:
    number = bench.take()
    bench.act(number, "specialist_needed", to="dept:technical")
    bench.act(number, "accepted", "luo", due=t("09-14 12:00"), contact="分机 8021")
    (hand_off,) = bench.show(number).ticket.hand_offs.values()
    assert (hand_off.specialist, hand_off.contact) == ("luo", "分机 8021")


def test_r24_an_appointment_on_site_has_time_content_and_fee(bench: Bench) -> None:
    number = bench.take()
    visit = {"task": "on_site", "to": "luo", "due": t("09-16 14:00")}
    assert "fee" in bench.refused(number, "planned", text="更换减速机", fields=visit)
    assert "12000" in bench.refused(number, "planned", text="更换减速机", fields={**visit, "fee": "12000元"})
    bench.act(number, "planned", text="更换减速机", fields={**visit, "fee": "质保期内免费", "place": "二号线"})
    planned = bench.show(number).events[-1]
    assert {name: planned.fields[name] for name in ("task", "fee", "place")} == {
        **{"task": "on_site", "fee": "质保期内免费", "place": "二号线"}
    }
    assert bench.clock(number, "R38").due == t("09-16 14:00")
    bench.act(number, "planned", text="问进展", due=t("09-16 14:00"))


def test_r26_contract_and_payment_go_to_sales_and_legal(bench: Bench) -> None:
    number = bench.take(category="cooperation")
    bench.act(number, "need_recorded", fields={"contract": "想分期付款"})
    assert sorted(h.to for h in bench.show(number).ticket.hand_offs.values()) == ["dept:legal", "dept:sales"]


def test_r26_a_custom_project_gets_its_lead_and_a_survey(bench: Bench) -> None:
    number = bench.take(category="cooperation")
    survey = {"to": "luo", "due": t("09-18 10:00"), "plan": "现场需求调研", "told": "项目负责人罗涛周五上午到访调研"}
    bench.act(number, "need_recorded", fields={"custom": True, **survey})
    (plan,) = bench.show(number).ticket.plans.values()
    assert (plan.assignee, plan.what) == ("luo", "现场需求调研")


def test_several_hand_offs_at_once_each_with_its_own_thread(bench: Bench) -> None:
    number = bench.take(category="cooperation")
    bench.act(number, "need_recorded", fields={"contract": "想分期付款"})
    legal, sales = (
        next(of for of, h in bench.show(number).ticket.hand_offs.items() if h.to == f"dept:{name}")
        for name in ("legal", "sales")
    )
    bench.act(number, "accepted", "fang", of=legal, due=t("09-14 11:00"))
    assert "several" in bench.refused(number, "declined", reason="x")
    bench.act(number, "accepted", "qian", of=sales, due=t("09-14 12:00"))
    assert sorted(clock.due for clock in bench.show(number).clocks if clock.rule == "R13" and clock.active) == [
        *(t("09-14 11:00"), t("09-14 12:00"))
    ]


def test_a_hand_off_to_a_person_is_theirs_alone(bench: Bench) -> None:
    number = bench.take()
    bench.act(number, "specialist_needed", to="luo")
    assert "no part in this ticket" in bench.refused(number, "accepted", "qian", due=t("09-14 12:00"))
    bench.act(number, "accepted", "luo", due=t("09-14 12:00"))


def test_a_hand_off_to_somebody_by_free_text_is_open_to_every_specialist(bench: Bench) -> None:
    number = bench.take()
    bench.act(number, "specialist_needed", to="外协质检组")
    bench.act(number, "accepted", "qian", due=t("09-14 12:00"))
    assert "not a field that can be entered" in bench.refused(number, "specialist_needed", to="luo", free=True)


def test_what_is_refused_is_said_in_chinese_too(bench: Bench) -> None:
    number = bench.take()
    with pytest.raises(DeskError) as refusal:
        bench.act(number, "answered", text="不知道")
    use("zh")
    assert "不知道" in explain(refusal.value)


def test_one_question_to_several_at_once(bench: Bench) -> None:
    number = bench.take()
    bench.act(number, "specialist_needed", to="dept:technical", text="能否降速使用", also="dept:legal; qian")
    assert [h.to for h in bench.show(number).ticket.hand_offs.values()] == ["dept:technical", "dept:legal", "qian"]
    assert len([clock for clock in bench.show(number).clocks if clock.rule == "R12" and clock.active]) == 3
    assert "nowhere" in bench.refused(number, "specialist_needed", to="dept:sales", also="dept:nowhere")


def test_r13_how_each_specialist_keeps_agreed_times(bench: Bench) -> None:
    for minutes in (30, 30, 90):
        number = bench.take(contact=f"wx:{bench.record()}")
        bench.act(number, "specialist_needed", to="dept:technical")
        bench.act(number, "accepted", "luo", due=bench.now + timedelta(hours=1))
        bench.later(minutes=minutes)
        bench.act(number, "specialist_answered", "luo")
    number = bench.take(contact="wx:late")
    bench.act(number, "specialist_needed", to="dept:technical")
    bench.act(number, "accepted", due=bench.now + timedelta(hours=1))
    assert rates(bench.desk) == {"luo": Agreed(3, 2), "dept:technical": Agreed(3, 2)}, "what runs counts for nothing"
    bench.later(hours=1, seconds=1)
    by_person = rates(bench.desk)
    assert by_person["dept:technical"] == Agreed(4, 2)
    assert by_person["luo"].rate == pytest.approx(2 / 3)
    bench.later(days=91)
    assert rates(bench.desk) == {}, "what is long past says nothing"


def test_r24_the_customer_is_told_at_once_that_specialists_are_brought_in(bench: Bench) -> None:
    number = bench.take()
    asked: dict[str, Any] = {"to": "dept:technical", "text": "客户说不知道能否降速"}
    assert "没办法" in bench.refused(number, "specialist_needed", **asked, told="这个没办法")
    bench.act(number, "specialist_needed", **asked, told="我现在请技术部的专员为您解答")
    assert bench.show(number).events[-1].fields["told"] == "我现在请技术部的专员为您解答"

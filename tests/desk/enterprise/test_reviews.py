"""E30, E02: an order out of the ordinary is reviewed by departments, last by the deputy manager; a change again."""

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings, strategies as st

from deskconsole.desk.desk import Desk
from deskconsole.desk.staff.staff import add_staff
from deskconsole.desk.tickets import views
from deskconsole.documents.form import make_form
from deskconsole.domain.tickets.events.reviews import NO, ON_CONDITION, YES
from deskconsole.errors import DeskError
from deskconsole.present import catalogue
from deskconsole.present.catalogue import explain
from tests.desk.enterprise.tickets import FormBench, order
from tests.desk.support import US, Bench, t
from tests.documents.support import word_text

#: Who says yes or no for whom.
REVIEWERS = {"qian": "dept:sales", "luo": "dept:technical", "yao": "dept:finance", "gao": "manager"}
#: As `DAYS` begin, and over the holiday: 24 hours are 24 hours.
STARTS = ("09-14 09:00", "09-20 10:00", "09-30 16:00", "10-03 23:59", "10-10 17:30")


@pytest.fixture(autouse=True)
def _people(bench: Bench) -> None:
    add_staff(bench.by("root"), "yao", name="姚敏", role="specialist", department="finance", qualified=True)
    add_staff(bench.by("root"), "gao", name="高峰", role="manager", department="service", qualified=False)


def special(bench: Bench) -> str:
    return order(bench, "phone", fields={"order_type": "special", "amount": "860000"})


def asked(bench: Bench, number: str) -> list[tuple[str, str | None]]:
    """Who is asked for a review of the order as it is now, and what they said."""
    return [(review.to, review.outcome) for review in bench.show(number).ticket.current_reviews().values()]


def review(bench: Bench, number: str, *logins: str, outcome: str = YES, text: str | None = None) -> None:
    for login in logins:
        bench.act(number, "review_given", login, outcome=outcome, text=text)


def test_e30_the_type_of_the_order_decides_who_reviews(bench: Bench) -> None:
    for fields in ({}, {"order_type": "standard"}):
        number = order(bench, "phone", fields=fields)
        assert asked(bench, number) == []
        bench.act(number, "order_reviewed")
        assert bench.clock(number, "E02").state == "met"
    number = special(bench)
    assert asked(bench, number) == [(to, None) for to in list(REVIEWERS.values())[:3]]
    assert bench.rules(number).count("E30") == 3


@pytest.mark.parametrize("begun", STARTS)
def test_e30_e02_all_have_the_24_hours_of_the_order(bench: Bench, begun: str) -> None:
    bench.now = t(begun)
    number = special(bench)
    due = bench.now + timedelta(hours=24)
    assert {clock.due for clock in bench.show(number).clocks if clock.rule in ("E02", "E30")} == {due}
    bench.later(hours=20)
    review(bench, number, "qian", "luo", "yao")
    last = next(c for c in bench.show(number).clocks if c.rule == "E30" and c.active)
    assert (last.assignee, last.due) == ("manager", due), "whose word is the last has what is left"
    bench.now = due
    review(bench, number, "gao")
    bench.act(number, "order_reviewed")
    states = {clock.state for clock in bench.show(number).clocks if clock.rule in ("E02", "E30")}
    assert states == {"met"}
    late = special(bench)
    bench.later(hours=24)
    bench.now += US
    review(bench, late, "qian")
    assert sorted(c.state for c in bench.show(late).clocks if c.rule == "E30") == ["late", "running", "running"]


def test_e30_each_says_it_themselves_by_name_and_time(bench: Bench) -> None:
    number = special(bench)
    assert "this is asked of" in bench.refused(
        number, "review_given", "luo", outcome=YES, of=2 + bench.seq(number, "received")
    )
    for nobody in ("fang", "zhou", "gao"):  # of another department, of the desk, and not asked yet
        with pytest.raises(DeskError):
            bench.act(number, "review_given", nobody, outcome=YES)
    bench.later(minutes=20)
    review(bench, number, "luo", outcome=ON_CONDITION, text="加装第七轴后验收")
    event = bench.show(number).events[-1]
    assert (event.by, event.by_department, event.happened_at) == ("luo", "technical", bench.now)
    assert "review_given: no review" in bench.refused(number, "review_given", "luo", outcome=YES) or asked(
        bench, number
    )
    for outcome in (NO, ON_CONDITION):
        assert "say why not" in bench.refused(number, "review_given", "qian", outcome=outcome)
    assert "outcome is missing" in bench.refused(number, "review_given", "qian")


def test_e30_the_deputy_manager_is_asked_last_and_the_order_waits(bench: Bench) -> None:
    number = special(bench)
    assert "not yet said yes" in bench.refused(number, "order_reviewed")
    review(bench, number, "qian")
    review(bench, number, "yao", outcome=ON_CONDITION, text="预付三成")
    assert ("manager", None) not in asked(bench, number)
    review(bench, number, "luo")
    assert asked(bench, number)[-1] == ("manager", None)
    assert "review of the order is not complete" in bench.refused(number, "finished", outcome="完成")
    review(bench, number, "gao")
    assert "customer was not told" in bench.refused(number, "finished", outcome="完成")
    bench.act(number, "order_reviewed")
    bench.act(number, "finished", outcome="完成")
    assert bench.verified() == []


def test_e30_a_no_ends_it_or_the_order_changes(bench: Bench) -> None:
    number = special(bench)
    review(bench, number, "qian", "yao")
    review(bench, number, "luo", outcome=NO, text="负载超出机型能力")
    assert ("manager", None) not in asked(bench, number)
    assert "not yet said yes to by" in bench.refused(number, "order_reviewed")
    bench.act(number, "cannot_fulfil", fields={"cause": "specification"})
    assert "E30" not in bench.rules(number)
    bench.act(number, "alternative_told")
    bench.act(number, "finished", outcome="客户另选")


def test_e30_e02_a_change_is_reviewed_again_in_its_own_time(bench: Bench) -> None:
    number = special(bench)
    review(bench, number, "qian", "luo", "yao", "gao")
    bench.act(number, "order_reviewed")
    bench.later(hours=30)
    bench.act(number, "order_changed", text="加两台", fields={"goods": "六轴机器人4台"})
    seen = bench.show(number)
    assert seen.ticket.fields["goods"] == "六轴机器人4台"
    assert seen.ticket.fields["amount"] == "860000.00", "what is left empty stays as it was"
    assert asked(bench, number) == [(to, None) for to in list(REVIEWERS.values())[:3]]
    running = {clock.due for clock in seen.clocks if clock.active and clock.rule in ("E02", "E30")}
    assert running == {bench.now + timedelta(hours=24)}
    assert "not complete" in bench.refused(number, "finished", outcome="完成")
    bench.act(number, "order_changed", text="改回标准配置", fields={"order_type": "standard"})
    assert asked(bench, number) == []
    bench.act(number, "order_reviewed")
    bench.act(number, "finished", outcome="完成")


def test_e30_who_takes_back_a_change_or_a_word_takes_back_what_it_brought_along(bench: Bench) -> None:
    number = special(bench)
    review(bench, number, "qian", "luo", "yao")
    bench.act(number, "undone", "yao")
    assert asked(bench, number) == [("dept:sales", YES), ("dept:technical", YES), ("dept:finance", None)]
    bench.act(number, "order_changed", text="改期", fields={"wanted_by": "2026-10-01"})
    bench.act(number, "undone")
    assert asked(bench, number) == [("dept:sales", YES), ("dept:technical", YES), ("dept:finance", None)]
    assert bench.verified() == []


def test_e30_what_is_no_order_after_all_needs_no_review(bench: Bench) -> None:
    number = special(bench)
    bench.act(number, "classified", fields={"kind": "inquiry"})
    assert (asked(bench, number), "E30" in bench.rules(number)) == ([], False)


def test_e30_reviewers_find_it_in_their_queue(bench: Bench) -> None:
    number = special(bench)
    other = order(bench, "phone")

    def mine(desk: Desk) -> list[str]:
        return [line.number for line in views.queue(desk, mine=True)]

    for login in ("qian", "luo", "yao"):
        assert mine(bench.by(login)) == [number]
        (line,) = [line for line in views.queue(bench.by(login)) if line.number == number]
        assert line.customer is not None, "who has a part in it sees whose it is"
        (hidden,) = [line for line in views.queue(bench.by(login)) if line.number == other]
        assert hidden.customer is None
    assert mine(bench.by("fang")) == []
    review(bench, number, "luo")
    assert mine(bench.by("luo")) == []


def test_e30_the_form_is_printed_with_the_decisions_and_lines_to_sign(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue, "_current", "zh")
    number = special(bench)
    review(bench, number, "qian")
    review(bench, number, "luo", outcome=ON_CONDITION, text="加装第七轴后验收")
    review(bench, number, "yao")
    out = bench.folder / "order.docx"
    make_form(bench.desk, number, out)
    text = word_text(out)
    for part in (
        "订单评审表",
        "销售部",
        "技术部",
        "财务部",
        "副总经理",
        "有条件同意",
        "加装第七轴后验收",
        "姚敏",
        "未评审",
        "签字",
    ):
        assert part in text, part


def test_e30_the_refusal_names_the_departments(bench: Bench) -> None:
    number = special(bench)
    review(bench, number, "qian")
    with pytest.raises(DeskError) as refused:
        bench.act(number, "order_reviewed")
    text = explain(refused.value)
    assert "dept:" not in text
    assert "Technical" in text or "技术部" in text


_SAID = st.lists(
    st.tuples(st.sampled_from([*REVIEWERS, "change"]), st.sampled_from([YES, NO, ON_CONDITION])), max_size=12
)


@settings(max_examples=15, deadline=None)
@given(_SAID)
def test_e30_whatever_is_said_it_ends_only_when_everybody_agreed(said: list[tuple[str, str]]) -> None:
    with TemporaryDirectory() as folder:
        bench = FormBench(Path(folder), packs=("enterprise-service",))
        add_staff(bench.by("root"), "yao", name="姚敏", role="specialist", department="finance", qualified=True)
        add_staff(bench.by("root"), "gao", name="高峰", role="manager", department="service", qualified=False)
        number = special(bench)
        model: dict[str, str] = {}
        for who, outcome in said:
            if who == "change":
                bench.act(number, "order_changed", text="改")
                model = {}
                continue
            departments = [login for login in REVIEWERS if login != "gao"]
            may = who not in model and (who != "gao" or all(model.get(d) in (YES, ON_CONDITION) for d in departments))
            try:
                bench.act(number, "review_given", who, outcome=outcome, text="意见")
            except DeskError:
                assert not may
            else:
                assert may
                model[who] = outcome
        agreed = len(model) == len(REVIEWERS) and NO not in model.values()
        try:
            bench.act(number, "order_reviewed")
        except DeskError:
            assert not agreed
        else:
            assert agreed
        assert bench.verified() == []
        bench.desk.store.close()

"""Rules of the site at a desk that goes by them: feedback, complaints about reception, progress, leads, scores."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from deskconsole.desk.permissions import Approval
from deskconsole.desk.records import IntakeForm
from deskconsole.desk.sign_on.approving import who_may_approve
from deskconsole.desk.staff.staff import add_staff
from deskconsole.desk.tickets import act as acting, intake, intake_forms, views
from deskconsole.errors import DeskError
from deskconsole.record import replace
from tests.desk.support import Bench, prove, t

#: Before the National Day of 2026 (10-01 to 10-07; Saturday 10-10 is made up), and before the make-up Sunday 09-20.
EVE, FRIDAY = t("09-30 16:00"), t("09-18 16:00")


def take(bench: Bench, kind: str, by: str = "zhou", **fields: Any) -> str:
    """Something that is taken beside the usual inquiry, of somebody who gives no name; its number."""
    form = IntakeForm("onsite", kind, "potential", None, None, "", "请改进", "", fields=fields)
    return intake.intake(bench.by(by), form).number


def refused(what: Callable[[], object]) -> str:
    with pytest.raises(DeskError) as refusal:
        what()
    return str(refusal.value)


def done(rule: str) -> Callable[[Bench, str], object]:
    """What meets the clock of a rule."""
    ways: dict[str, Callable[[Bench, str], object]] = {
        "S05": lambda bench, number: bench.act(number, "classified", fields={"for_department": "service"}),
        "S05b": lambda bench, number: bench.act(number, "answered"),
        "S05c": lambda bench, number: bench.act(number, "acknowledged", "lin"),
        "S04": lambda bench, number: bench.act(number, "verified", text="看了录像", fields={"finding": "justified"}),
        "S04b": lambda bench, number: bench.act(number, "answered"),
        "S08c": lambda bench, number: bench.act(number, "progress_told"),
        "S09": lambda bench, number: bench.act(number, "decided", outcome="lost", text="价格高了"),
    }
    return ways[rule]


def begun(rule: str, bench: Bench) -> str:
    """A ticket on which the clock of a rule starts now."""
    if rule in ("S05", "S05b"):
        return take(bench, "suggestion")
    if rule == "S05c":
        return take(bench, "praise", colleague="lin")
    if rule in ("S04", "S04b"):
        number = take(bench, "desk_complaint", about="lin")
        if rule == "S04b":
            bench.act(number, "verified", text="看了录像", fields={"finding": "justified"})
        return number
    number = bench.take("online", "intent")
    if rule == "S09":
        bench.act(number, "answered")
        bench.act(number, "finished", outcome="received")
        bench.act(number, "followed_up", outcome="reached")
    else:
        bench.act(number, "progress_asked")
    return number


@pytest.mark.parametrize(
    ("rule", "start", "due"),
    [
        ("S05", EVE, "10-08 18:00"),
        ("S05", FRIDAY, "09-20 18:00"),
        ("S05b", EVE, "10-13 18:00"),
        ("S05b", FRIDAY, "09-24 18:00"),
        ("S05c", EVE, "10-10 18:00"),
        ("S05c", FRIDAY, "09-22 18:00"),
        ("S04", EVE, "10-08 18:00"),
        ("S04", FRIDAY, "09-20 18:00"),
        ("S04b", EVE, "10-10 18:00"),
        ("S04b", FRIDAY, "09-22 18:00"),
        ("S09", EVE, "10-08 18:00"),
        ("S09", FRIDAY, "09-20 18:00"),
    ],
)
def test_s04_s05_s08_s09_over_national_day_and_a_make_up_day(
    bench: Bench, rule: str, start: datetime, due: str
) -> None:
    bench.now = start
    prove(bench, rule, lambda: begun(rule, bench), t(due), lambda number: done(rule)(bench, number))


# --- S05 ---------------------------------------------------------------------------------------------------------


def test_s05_nothing_but_the_words_must_be_given(bench: Bench) -> None:
    form = intake_forms.read_form(
        bench.desk, {"kind": "suggestion", "channel": "onsite", "content": "加几把椅子"}, now=bench.now
    )
    number = intake.intake(bench.desk, form).number
    ticket = bench.show(number).ticket
    assert (ticket.kind, ticket.content, ticket.customer, ticket.owner) == ("suggestion", "加几把椅子", None, "zhou")


def test_s05_the_department_that_is_named_is_asked_for_the_answer(bench: Bench) -> None:
    number = take(bench, "suggestion")
    assert bench.clock(number, "S05b").assignee == "zhou", "nobody is named yet: the owner"
    bench.act(number, "classified", fields={"for_department": "Technical support"})
    assert bench.clock(number, "S05").state == "met"
    assert bench.clock(number, "S05b").assignee == "dept:technical"
    assert number in [line.number for line in views.queue(bench.by("luo"), mine=True)]
    assert "S05" not in [clock.rule for clock in bench.show(take(bench, "suggestion", for_department="sales")).clocks]
    assert "not one of" in refused(lambda: take(bench, "suggestion", for_department="kitchen"))


def test_s05_what_came_of_it_is_on_record(bench: Bench) -> None:
    number = take(bench, "suggestion", for_department="technical")
    bench.act(number, "answered", "luo")
    assert "came_of_it" in bench.refused(number, "finished", outcome="received")
    bench.act(number, "finished", outcome="received", fields={"came_of_it": "adopted"})
    bench.act(number, "filed")
    assert bench.show(number).events[-2].fields["came_of_it"] == "adopted"


def test_s05_praise_stands_in_the_queue_of_whom_it_names_until_they_have_read_it(bench: Bench) -> None:
    number = take(bench, "praise", colleague="lin")
    assert number in [line.number for line in views.queue(bench.by("lin"), mine=True)]
    assert bench.clock(number, "S05c").assignee == "lin"
    bench.act(number, "acknowledged", "lin")
    assert bench.clock(number, "S05c").state == "met"
    assert [clock.rule for clock in bench.show(take(bench, "praise")).clocks if clock.rule == "S05c"] == []


@pytest.mark.parametrize("typed", ["lin", "LIN", "li", "in"])
def test_s05_a_colleague_is_named_by_login_name_or_a_part_of_it(bench: Bench, typed: str) -> None:
    assert bench.show(take(bench, "praise", colleague=typed)).ticket.fields["colleague"] == "lin"


def test_s05_who_may_be_several_is_asked_for(bench: Bench) -> None:
    add_staff(bench.by("root"), "linda", name="Linda", role="receiver", department="service")
    assert refused(lambda: take(bench, "praise", colleague="li")) == "colleague: 'li' may be several: Lin, Linda"
    assert bench.show(take(bench, "praise", colleague="lin")).ticket.fields["colleague"] == "lin"


def test_s05_who_is_nobody_is_refused(bench: Bench) -> None:
    assert refused(lambda: take(bench, "praise", colleague="保洁阿姨")) == (
        "colleague: nobody here is called '保洁阿姨'"
    )


# --- S04 ---------------------------------------------------------------------------------------------------------


def test_s04_whom_it_is_about_never_handles_it(bench: Bench) -> None:
    before = bench.take("phone")
    number = take(bench, "desk_complaint", about="lin", about_ticket=before[-4:])
    ticket = bench.show(number).ticket
    assert (ticket.fields["about"], ticket.fields["about_ticket"]) == ("lin", before)
    for kind in ("verified", "answered", "noted", "promised", "finished", "transferred", "classified"):
        assert bench.refused(number, kind, "lin") == f"{kind}: it is about 'lin'; somebody else handles it"
    assert "give it to somebody else" in bench.refused(number, "transferred", to="lin", reason="熟悉情况")
    assert "give it to somebody else" in bench.refused(number, "specialist_needed", to="lin", text="怎么回事")
    assert bench.clock(number, "S04").role == "supervisor"
    bench.act(number, "verified", "song", text="看了录像", fields={"finding": "in_part"})
    bench.act(number, "answered", "song")


def test_s04_who_takes_a_complaint_about_themselves_does_not_keep_it(bench: Bench) -> None:
    number = take(bench, "desk_complaint", by="lin", about="lin")
    ticket = bench.show(number).ticket
    assert (ticket.owner, ticket.first_receiver) == (None, None)
    assert "about 'lin'" in bench.refused(number, "noted", "lin")
    bench.act(number, "verified", "song", text="看了录像", fields={"finding": "unfounded"})
    ticket = bench.show(number).ticket
    assert (ticket.owner, ticket.first_receiver) == ("song", "song")


def test_s04_what_turns_out_to_be_one_leaves_its_owner(bench: Bench) -> None:
    number = bench.take("phone", by="lin")
    assert bench.show(number).ticket.owner == "lin"
    bench.act(number, "classified", fields={"kind": "desk_complaint", "about": "lin"})
    ticket = bench.show(number).ticket
    assert (ticket.kind, ticket.owner, ticket.first_receiver) == ("desk_complaint", None, None)
    assert bench.clock(number, "S04").state == "running"
    bench.act(number, "classified", "he", fields={"about": "zhou"})
    assert bench.show(number).ticket.kept_from == {"zhou"}
    bench.act(number, "noted", "lin")


def test_s04_nobody_can_allow_it_to_them(bench: Bench) -> None:
    number = take(bench, "desk_complaint", about="lin")
    desk = replace(bench.by("lin"), approval=Approval(bench.by("he").actor, number, "noted"))
    assert "about 'lin'" in refused(lambda: acting.act(desk, number, "noted", text="好的"))
    assert who_may_approve(bench.by("lin"), number, "noted") == []


def test_s04_it_is_answered_once_it_is_verified(bench: Bench) -> None:
    number = take(bench, "desk_complaint")
    assert bench.refused(number, "answered") == "answered: first comes verified"
    assert "finding" in bench.refused(number, "verified", text="看了录像")
    assert "verified" in bench.refused(number, "finished", outcome="received")


def test_s04_a_ticket_that_is_not_there_is_refused(bench: Bench) -> None:
    assert refused(lambda: take(bench, "desk_complaint", about_ticket="9999")) == (
        "about_ticket: there is no ticket '9999'"
    )


# --- S08 ---------------------------------------------------------------------------------------------------------


def test_s08_progress_of_a_complaint_is_told_each_working_day(bench: Bench) -> None:
    bench.now = EVE
    number = take(bench, "desk_complaint")
    assert bench.clock(number, "S08").due == t("10-08 18:00")
    bench.now = t("10-09 09:00")
    bench.act(number, "progress_told")
    clock = bench.clock(number, "S08")
    assert (clock.due, clock.breaches, clock.state) == (t("10-10 18:00"), 1, "running")
    bench.now = t("10-10 18:00")
    bench.act(number, "progress_told")
    assert bench.clock(number, "S08").due == t("10-12 18:00")
    assert bench.clock(number, "S08").breaches == 1, "done exactly at its due it is on time"
    bench.act(number, "verified", text="看了录像", fields={"finding": "unfounded"})
    bench.act(number, "answered")
    bench.act(number, "finished", outcome="received")
    assert bench.clock(number, "S08").state in ("met", "cancelled", "late")


def test_s08_a_hand_off_longer_than_a_working_day_is_told(bench: Bench) -> None:
    number = bench.take("online")
    bench.act(number, "specialist_needed", to="luo")
    assert bench.clock(number, "S08b").due == t("09-15 18:00")
    bench.act(number, "accepted", "luo", due=t("09-17 10:00"))
    bench.now = t("09-15 17:00")
    bench.act(number, "progress_told")
    assert bench.clock(number, "S08b").due == t("09-16 18:00")
    bench.act(number, "specialist_answered", "luo")
    assert bench.clock(number, "S08b").state == "cancelled"


def test_s08_that_the_customer_had_to_ask_is_counted(bench: Bench) -> None:
    number = bench.take("online")
    bench.act(number, "progress_asked")
    bench.act(number, "progress_told")
    bench.act(number, "progress_asked", text="还没好吗")
    assert bench.kinds(number).count("progress_asked") == 2
    assert [clock.state for clock in bench.show(number).clocks if clock.rule == "S08c"] == ["met", "running"]


# --- S09 ---------------------------------------------------------------------------------------------------------


def lead(bench: Bench) -> str:
    return begun("S09", bench)


def test_s09_without_a_next_date_or_an_end_a_lead_is_not_filed(bench: Bench) -> None:
    number = lead(bench)
    assert "decide S09" in bench.refused(number, "filed")
    bench.act(number, "decided", outcome="won", text="签了合同")
    bench.act(number, "filed")
    assert bench.show(number).closed


def test_s09_a_next_date_will_do_and_after_that_call_it_is_asked_again(bench: Bench) -> None:
    number = lead(bench)
    bench.act(number, "planned", due=t("09-16 10:00"), text="再联系")
    assert "S09" not in bench.rules(number)
    bench.act(number, "filed")
    bench.now = t("09-16 09:30")
    bench.act(number, "followed_up", outcome="reached")
    assert "S09" in bench.rules(number), "also on a ticket that is filed"
    assert "text is missing" in bench.refused(number, "decided", outcome="lost", text=None)
    bench.act(number, "decided", outcome="lost", text="选了别家")
    assert "S09" not in bench.rules(number)


def test_s09_a_next_date_named_with_the_call_itself_is_enough(bench: Bench) -> None:
    number = bench.take("online", "intent")
    bench.act(number, "answered")
    bench.act(number, "finished", outcome="received")
    bench.act(number, "followed_up", outcome="reached")
    bench.act(number, "planned", due=t("09-16 10:00"), text="再联系")
    bench.now = t("09-16 09:30")
    of = bench.seq(number, "planned")
    bench.act(number, "followed_up", of=of, outcome="reached")
    assert "S09" in bench.rules(number)


def test_s09_other_customers_are_no_leads(bench: Bench) -> None:
    number = bench.take("online", "core")
    bench.act(number, "answered")
    bench.act(number, "finished", outcome="received")
    bench.act(number, "followed_up", "qian", outcome="reached")
    assert "S09" not in bench.rules(number)
    bench.act(number, "filed")


# --- S18 ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def scoring(tmp_path: Path) -> Bench:
    own = tmp_path / "packs" / "robot-integrator"
    own.mkdir(parents=True)
    (own / "pack.toml").write_text('site_rules = ["scores"]\n', "utf-8")
    return Bench(tmp_path)


def finished(bench: Bench) -> str:
    number = bench.take("online", "ordinary")
    bench.act(number, "answered")
    bench.act(number, "finished", outcome="received")
    return number


@pytest.mark.parametrize(("start", "due"), [(EVE, "10-08 18:00"), (FRIDAY, "09-20 18:00")])
def test_s18_a_score_is_asked_by_the_next_working_day(scoring: Bench, start: datetime, due: str) -> None:
    scoring.now = start
    prove(scoring, "S18", lambda: finished(scoring), t(due), lambda number: scoring.act(number, "rated", score=5))


def test_s18_without_a_score_or_why_it_was_not_asked_nothing_is_filed(scoring: Bench) -> None:
    asked, other = finished(scoring), finished(scoring)
    assert "rate S18" in scoring.refused(asked, "filed")
    assert "why was the customer not asked" in scoring.refused(asked, "rated", outcome="not_asked")
    scoring.act(asked, "rated", score=4)
    scoring.act(asked, "filed")
    scoring.act(other, "rated", outcome="not_asked", remark="客户赶时间先走了")
    scoring.act(other, "filed")
    assert scoring.show(asked).ticket.score == 4
    assert scoring.show(other).ticket.score is None


@pytest.mark.parametrize(("start", "due"), [(EVE, "10-08 11:00"), (FRIDAY, "09-20 11:00")])
def test_s08_who_asks_hears_within_four_working_hours(tmp_path: Path, start: datetime, due: str) -> None:
    own = tmp_path / "packs" / "robot-integrator"
    own.mkdir(parents=True)
    # working hours are counted on a channel that closes
    (own / "pack.toml").write_text('[[channel]]\nname = "online"\nalways_open = false\n', "utf-8")
    bench = Bench(tmp_path)
    bench.now = start
    prove(bench, "S08c", lambda: begun("S08c", bench), t(due), lambda number: done("S08c")(bench, number))

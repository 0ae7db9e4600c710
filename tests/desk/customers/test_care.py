"""S10, S11, S12: files gone through, consent and no contact unasked, customers who may be lost."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from deskconsole.desk.customers import at_risk, care
from deskconsole.desk.customers.changes import add_customer, change_customer, merge_customers, unmerge_customer
from deskconsole.desk.customers.customers import customer_file, file_of_ticket, find_customers
from deskconsole.desk.policy.checking import check_pack
from deskconsole.desk.tickets import intake, views
from deskconsole.desk.tickets.intake_forms import IntakeRefused, read_form
from deskconsole.domain.customers.file_age import months_after
from deskconsole.errors import DeskError
from tests.desk.support import Bench, t

KINDS = """
[[kind]]
name = "care"
title = { zh = "客户关怀", en = "Customer care" }
required = ["customer", "content"]
without = ["category"]

[[kind]]
name = "visit"
title = { zh = "拜访", en = "Visit" }
"""
RULES = """
[[rule]]
id = "X12"
title = { zh = "可能流失", en = "At risk" }
text = { zh = "可能流失的客户", en = "Customers at risk" }
"""
CLOCKS = """
[[clock]]
rule = "X12"
do = "plan"
title = { zh = "定出挽留措施", en = "Say what is done" }
starts_on = ["received"]
when = { kind = ["care"] }
within = "2 working days"
stops_on = ["planned", "finished"]
role = "owner"
"""
CUSTOMERS = """
[[purpose]]
name = "service"
title = { zh = "办理与回访", en = "Service" }
text = { zh = "只用于办理和回访。", en = "Only for this matter." }

[[file_check]]
name = "file"
title = { zh = "核对档案", en = "Check the file" }
months = 3

[[file_check]]
name = "core"
title = { zh = "核对核心客户档案", en = "Check core files" }
months = 1
tiers = ["core"]

[[risk_sign]]
name = "low_score"
title = { zh = "评分低", en = "Low score" }
points = 2
score_below = 3

[[risk_sign]]
name = "broken_promise"
title = { zh = "承诺没兑现", en = "Promise not kept" }
late = ["reply"]

[[risk_sign]]
name = "unreached"
title = { zh = "联系不上", en = "Not reached" }
unreached = true

[[customer_risk]]
name = "customer"
title = { zh = "挽留客户", en = "Keep the customer" }
points = 3
days = 90
kind = "care"
channel = "phone"
"""
PLAN = """
[[visit_plan]]
tier = "core"
title = { zh = "例行拜访", en = "Regular visit" }
kind = "visit"
channel = "phone"
recurrence = "FREQ=WEEKLY;BYDAY=TU"
"""
CHEN = {"customer": "陈立", "contact": "13812345678"}


def write_care(folder: Path, **more: str) -> Path:
    """A site's own rules of care, laid over the usual pack."""
    own = folder / "packs" / "robot-integrator"
    own.mkdir(parents=True, exist_ok=True)
    texts = {"kinds": KINDS, "rules": RULES, "clocks": CLOCKS, "customers": CUSTOMERS, "pack": PLAN, **more}
    for name, text in texts.items():
        (own / f"{name}.toml").write_text(text, "utf-8")
    return own


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    write_care(tmp_path)
    made = Bench(tmp_path)
    yield made
    assert made.verified() == []
    made.desk.store.close()


# --- S10 -----------------------------------------------------------------------------------------------------------


def test_s10_a_file_is_to_be_checked_every_so_many_months_by_tier(bench: Bench) -> None:
    core = add_customer(bench.desk, {"name": "陈立", "tier": "core"}).id
    other = add_customer(bench.desk, {"name": "赵云", "tier": "ordinary"}).id
    assert customer_file(bench.desk, core).treatment.check_due == t("10-14 09:00")
    assert customer_file(bench.desk, other).treatment.check_due == t("12-14 09:00")
    bench.now = t("10-14 08:59")
    assert not customer_file(bench.desk, core).treatment.to_check
    bench.now = t("10-14 09:00")
    assert [customer_file(bench.desk, one).treatment.to_check for one in (core, other)] == [True, False]
    (match,) = find_customers(bench.desk, "陈立")
    assert match.treatment.to_check  # asked at the next contact
    file = care.check_file(bench.by("lin"), core)
    assert (file.treatment.to_check, file.treatment.checked_by) == (False, "lin")
    assert file.treatment.check_due == t("11-14 09:00")
    assert [change.field for change in file.history][:1] == ["customer_checked"]


def test_s10_the_list_of_the_month_is_each_account_owners(bench: Bench) -> None:
    mine = add_customer(bench.desk, {"name": "陈立", "tier": "core", "owner": "zhou"}).id
    his = add_customer(bench.desk, {"name": "赵云", "tier": "core", "owner": "qian"}).id
    assert at_risk.unchecked_files(bench.desk) == []  # due on 14 October
    bench.now = t("10-01 09:00")
    assert [one.customer_id for one in at_risk.unchecked_files(bench.desk)] == [mine, his]
    assert [(one.customer_id, one.due) for one in at_risk.unchecked_files(bench.desk, mine=True)] == [
        (mine, t("10-14 09:00"))
    ]
    care.check_file(bench.desk, mine)
    assert [one.customer_id for one in at_risk.unchecked_files(bench.desk)] == [his]


@given(st.datetimes(datetime(1990, 1, 1), datetime(2060, 1, 1)), st.integers(-240, 240))
def test_s10_months_later_is_the_same_day_or_the_last_of_a_shorter_month(naive: datetime, months: int) -> None:
    zone = ZoneInfo("Asia/Shanghai")
    at = naive.replace(tzinfo=UTC)
    local, after = at.astimezone(zone), months_after(at, months, zone)
    assert (after.year - local.year) * 12 + after.month - local.month == months
    assert after.day == local.day or (after.day < local.day and months_after(after, 1, zone).month != after.month)
    assert after.timetz().replace(tzinfo=None) == local.timetz().replace(tzinfo=None)


# --- S11 -----------------------------------------------------------------------------------------------------------


def test_s11_consent_is_recorded_as_the_file_is_made_and_only_with_somebody_named(bench: Bench) -> None:
    data = {"channel": "phone", "kind": "inquiry", "tier": "core", "category": "technical", **CHEN}
    data |= {"content": "换型", "request": "选型", "consent": "given"}
    view = intake.intake(bench.desk, read_form(bench.desk, data, now=bench.now))
    treated = file_of_ticket(bench.desk, view.number).treatment
    assert (treated.consent, treated.consent_at, treated.to_ask) == ("given", bench.now, False)
    with pytest.raises(IntakeRefused, match="not one of given, refused"):
        read_form(bench.desk, {**data, "consent": "maybe"}, now=bench.now)
    nobody = read_form(bench.desk, {**data, "customer": "-", "contact": "-"}, now=bench.now)
    before = bench.record()
    with pytest.raises(DeskError, match="nobody is named"):
        intake.intake(bench.desk, nobody)
    assert bench.record() == before


def test_s11_who_was_never_asked_is_to_be_asked_and_names_the_ways_they_allow(bench: Bench) -> None:
    made = add_customer(bench.desk, {"name": "陈立", "tier": "core"})
    assert made.treatment.to_ask
    file = care.record_consent(bench.desk, made.id, "given", channels=["email"])
    assert (file.treatment.to_ask, file.treatment.channels) == (False, ("email",))
    with pytest.raises(DeskError, match="'fax' is not one of"):
        care.record_consent(bench.desk, made.id, "given", channels=["fax"])
    assert care.record_consent(bench.desk, made.id, "refused").treatment.consent == "refused"


def test_s11_no_contact_unasked_ends_the_visits_and_warns_whoever_would_call(bench: Bench) -> None:
    made = add_customer(bench.desk, {"name": "陈立", "tier": "core", "owner": "zhou"}, [(None, "13812345678")])
    (visit,) = [ticket for ticket in made.tickets if ticket.open]
    number = bench.take(**CHEN)
    bench.act(number, "answered")
    bench.act(number, "confirmed", outcome="understood")
    bench.act(number, "finished", outcome="answered")
    assert {line.number: line.no_contact for line in views.follow_ups(bench.desk)}[number] is False
    file = care.stop_contact(bench.desk, made.id, "打扰")
    assert file.treatment.stopped_by == "zhou"
    assert bench.kinds(visit.number)[-1] == "withdrawn"
    assert {line.number: line.no_contact for line in views.follow_ups(bench.desk)}[number] is True
    with pytest.raises(DeskError, match="already"):
        care.stop_contact(bench.desk, made.id)
    again = care.allow_contact(bench.desk, made.id)
    assert again.treatment.stopped_at is None
    assert any(ticket.open and ticket.number > visit.number for ticket in again.tickets)
    with pytest.raises(DeskError, match="nothing says"):
        care.allow_contact(bench.desk, made.id)


def test_s11_one_of_a_merged_file_is_enough(bench: Bench) -> None:
    one = add_customer(bench.desk, {"name": "陈立", "tier": "core"}, [(None, "13812345678")]).id
    other = add_customer(bench.desk, {"name": "陈工", "tier": "core"}, [(None, "13900001111")]).id
    care.stop_contact(bench.desk, other)
    number = bench.take(customer="陈工", contact="13900001111")
    merge_customers(bench.by("he"), other, one)
    assert customer_file(bench.desk, one).treatment.stopped_at is not None
    care.allow_contact(bench.desk, one)
    assert customer_file(bench.desk, one).treatment.stopped_at is None
    unmerge_customer(bench.by("he"), other)
    assert customer_file(bench.desk, other).treatment.stopped_at is None
    care.stop_contact(bench.desk, one)
    merge_customers(bench.by("he"), other, one)
    bench.act(number, "answered")
    bench.act(number, "confirmed", outcome="understood")
    bench.act(number, "finished", outcome="answered")
    assert [line.no_contact for line in views.follow_ups(bench.desk) if line.number == number] == [True]


# --- S12 -----------------------------------------------------------------------------------------------------------


def _rated(bench: Bench, score: int) -> str:
    number = bench.take(**CHEN)
    bench.act(number, "answered")
    bench.act(number, "rated", outcome="rated", score=score)
    return number


def _promise_broken(bench: Bench) -> str:
    number = bench.take(**CHEN)
    bench.act(number, "promised", due=bench.now.replace(hour=bench.now.hour + 1))
    bench.later(hours=2)
    bench.act(number, "replied", of=bench.seq(number, "promised"))
    return number


def test_s12_signs_add_up_and_the_owner_has_a_ticket_with_a_clock_once(bench: Bench) -> None:
    low = _rated(bench, 2)
    customer = file_of_ticket(bench.desk, low)
    change_customer(bench.by("he"), customer.id, {"owner": "lin"})
    assert at_risk.customers_at_risk(bench.desk) == []  # two points
    assert at_risk.begin_plans(bench.desk) == []
    late = _promise_broken(bench)
    (found,) = at_risk.customers_at_risk(bench.desk)
    assert (found.customer_id, found.points, found.number) == (customer.id, 3, None)
    assert {(sign.sign.name, sign.number) for sign in found.signs} == {("low_score", low), ("broken_promise", late)}
    (begun,) = at_risk.begin_plans(bench.desk)
    assert at_risk.begin_plans(bench.by("root")) == []  # once, whoever looks
    ticket = bench.show(begun.number)
    assert (ticket.ticket.owner, begun.owner) == ("lin", "lin")
    assert low in (ticket.ticket.content or "")
    assert bench.clock(begun.number, "X12").due == t("09-16 18:00")
    assert at_risk.customers_at_risk(bench.desk)[0].number == begun.number
    assert at_risk.customers_at_risk(bench.desk, mine=True) == []
    bench.act(begun.number, "planned", "lin", due=t("09-16 10:00"), text="上门道歉")
    assert bench.clock(begun.number, "X12").state == "met"


def test_s12_the_same_signs_begin_nothing_twice_and_old_ones_count_no_more(bench: Bench) -> None:
    _rated(bench, 1)
    _promise_broken(bench)
    (begun,) = at_risk.begin_plans(bench.desk)
    bench.act(begun.number, "withdrawn", "he", reason="customer")
    assert at_risk.begin_plans(bench.desk) == []
    assert at_risk.customers_at_risk(bench.desk)[0].number is None
    bench.later(days=1)
    _rated(bench, 2)
    assert at_risk.begin_plans(bench.desk) == []  # two new points
    _promise_broken(bench)
    assert len(at_risk.begin_plans(bench.desk)) == 1
    bench.later(days=91)
    assert at_risk.customers_at_risk(bench.desk) == []


def test_s12_a_good_score_and_a_kept_promise_are_no_signs(bench: Bench) -> None:
    for _ in range(3):
        _rated(bench, 3)
    assert at_risk.customers_at_risk(bench.desk) == []


# --- packs ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("unreached = true", "unreached = true\nscore_below = 3", "give exactly one of"),
        ("score_below = 3", "score_below = 9", "'9' is not 2 to 5"),
        ("months = 1", "months = 0", "'0' is not at least 1"),
        ('tiers = ["core"]', 'tiers = ["cor"]', "did you mean 'core'"),
        ('late = ["reply"]', 'late = ["replied"]', "'replied' is not known"),
        ('kind = "care"', 'kind = "car"', "'car' is not known"),
    ],
)
def test_mistakes_in_rules_of_care_are_named(tmp_path: Path, before: str, after: str, message: str) -> None:
    own = write_care(tmp_path, customers=CUSTOMERS.replace(before, after, 1))
    problems = [str(problem) for problem in check_pack(own)]
    assert any(message in problem and "customers.toml" in problem for problem in problems), problems

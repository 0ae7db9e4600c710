"""M05: the customer's file with its history; duplicates found, merged, worked on and taken apart again, both whole."""

import pytest

from deskconsole.desk.customers.changes import add_customer, change_customer
from deskconsole.desk.customers.customers import customer_file, file_of_ticket, find_customers
from deskconsole.desk.customers.records import CustomerFile
from deskconsole.desk.records import IntakeForm
from deskconsole.desk.tickets import act
from deskconsole.desk.tickets.intake import intake
from deskconsole.desk.tickets.joining import add_to_ticket
from deskconsole.desk.verifying.verifying import verify
from deskconsole.errors import DeskError, NotFound, Outdated
from deskconsole.text.private import Private, revealed
from tests.desk.support import Bench, t

CHEN = {"customer": "陈立", "contact": "13812345678"}


def _form(**changes: object) -> IntakeForm:
    values: dict[str, object] = {
        "channel": "phone",
        "kind": "inquiry",
        "tier": "core",
        **CHEN,
        "category": "technical",
        "content": "焊接工位换型频繁",
        "request": "选型建议",
    }
    return IntakeForm(**(values | changes))  # type: ignore[arg-type]


def _numbers(file: CustomerFile) -> list[str]:
    return [ticket.number for ticket in file.tickets]


def test_m05_an_inquiry_begins_a_file(bench: Bench) -> None:
    number = bench.take(**CHEN)
    file = file_of_ticket(bench.desk, number)
    assert (file.name, file.tier, file.organisation, file.owner) == ("陈立", "core", None, None)
    assert [(contact.kind, contact.value) for contact in file.contacts] == [("phone", Private("13812345678"))]
    assert [(ticket.number, ticket.open, ticket.do) for ticket in file.tickets] == [(number, True, "respond")]
    assert [(change.field, change.new, change.by) for change in file.tiers] == [("tier", "core", "zhou")]


def test_m05_every_field_is_kept_with_who_changed_it_and_when(bench: Bench) -> None:
    file = file_of_ticket(bench.desk, bench.take(**CHEN))
    bench.later(hours=1)
    after = change_customer(
        bench.by("he"),
        file.id,
        {
            "organisation": "华南精密",
            "tier": "important",
            "owner": "qian",
            "preferences": "上午联系",
            "special_needs": "需英文资料",
        },
        add=[
            (None, "chen@example.org"),
            ("address", "科技园路88号"),
            (None, "wx:chenli"),
            (None, "010-1/0755-88881234"),
        ],
        expect=file.version,
    )
    assert (after.organisation, after.owner, after.preferences, after.special_needs) == (
        *("华南精密", "qian", "上午联系", "需英文资料"),
    )
    assert [contact.kind for contact in after.contacts] == ["phone", "email", "address", "wechat", "phone", "phone"]
    assert [(change.old, change.new, change.by, change.at) for change in after.tiers] == [
        ("core", "important", "he", bench.now),
        (None, "core", "zhou", t("09-14 09:00")),
    ]
    gone = change_customer(bench.desk, file.id, {"preferences": None}, remove=["wx:chenli"])
    assert gone.preferences is None
    assert "wx:chenli" not in [revealed(contact.value) for contact in gone.contacts]
    assert [(c.field, revealed(c.old), c.new) for c in gone.history[:2]] == [
        ("preferences", "上午联系", None),
        ("contact", "wx:chenli", None),
    ]


def test_m05_the_tier_on_a_form_becomes_the_customers(bench: Bench) -> None:
    bench.take(**CHEN)
    bench.later(days=1)
    file = file_of_ticket(bench.desk, bench.take(tier="important", **CHEN))
    assert [change.new for change in file.tiers] == ["important", "core"]
    assert len(file.tickets) == 2


def test_m05_a_tier_put_right_on_a_ticket_is_put_right_in_the_file(bench: Bench) -> None:
    number = bench.take(**CHEN)
    bench.act(number, "classified", tier="important")
    assert [change.new for change in file_of_ticket(bench.desk, number).tiers] == ["important", "core"]
    act.undo(bench.desk, number)
    assert file_of_ticket(bench.desk, number).tier == "core"
    change_customer(bench.desk, file_of_ticket(bench.desk, number).id, {"tier": "ordinary"})
    bench.act(number, "classified", tier="intent")
    assert file_of_ticket(bench.desk, number).tier == "ordinary", "the file said something else already"


def test_what_rests_on_an_outdated_view_is_refused(bench: Bench) -> None:
    file = file_of_ticket(bench.desk, bench.take(**CHEN))
    change_customer(bench.desk, file.id, {"organisation": "华南精密"}, expect=file.version)
    with pytest.raises(Outdated):
        change_customer(bench.desk, file.id, {"organisation": "华北精密"}, expect=file.version)
    assert customer_file(bench.desk, file.id).organisation == "华南精密"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"tier": "VIP"}, "tier"),
        ({"owner": "nobody"}, "owner"),
        ({"name": "长" * 201}, "name"),
        ({"score": "5"}, "score"),
        ({"preferences": "长" * 2001}, "preferences"),
    ],
)
def test_what_cannot_be_kept_is_refused_at_its_field(bench: Bench, fields: dict[str, str], field: str) -> None:
    file = file_of_ticket(bench.desk, bench.take(**CHEN))
    before = bench.record()
    with pytest.raises(DeskError) as refusal:
        change_customer(bench.desk, file.id, fields)
    assert refusal.value.field == field
    assert bench.record() == before


def test_a_specialist_keeps_the_file_of_their_own_customers_only(bench: Bench) -> None:
    file = file_of_ticket(bench.desk, bench.take(**CHEN))
    with pytest.raises(DeskError, match="specialist"):
        change_customer(bench.by("qian"), file.id, {"preferences": "上午联系"})
    change_customer(bench.desk, file.id, {"owner": "qian"})
    assert change_customer(bench.by("qian"), file.id, {"preferences": "上午联系"}).preferences == "上午联系"


def test_nothing_is_recorded_where_nothing_changes(bench: Bench) -> None:
    file = file_of_ticket(bench.desk, bench.take(**CHEN))
    before = bench.record()
    change_customer(bench.desk, file.id, {"tier": "core"}, add=[(None, "13812345678")])
    assert bench.record() == before


def test_a_key_gives_the_first_answer_again_and_no_other(bench: Bench) -> None:
    first = add_customer(bench.desk, {"name": "陈立", "tier": "core"}, [(None, "13812345678")], key="k")
    before = bench.record()
    assert add_customer(bench.desk, {"name": "陈立", "tier": "core"}, [(None, "13812345678")], key="k").id == first.id
    assert bench.record() == before
    with pytest.raises(DeskError, match="something else"):
        add_customer(bench.desk, {"name": "陈莉"}, key="k")
    with pytest.raises(DeskError, match="a name or a contact"):
        add_customer(bench.desk, {"tier": "core"})


def test_a_chosen_customer_calls_from_a_new_number(bench: Bench) -> None:
    known = file_of_ticket(bench.desk, bench.take(**CHEN))
    number = intake(bench.desk, _form(contact="13900001111", tier="important", customer_id=known.id)).number
    file = file_of_ticket(bench.desk, number)
    assert (file.id, file.tier) == (known.id, "important")
    assert [revealed(contact.value) for contact in file.contacts] == ["13812345678", "13900001111"]


def test_somebody_who_gave_only_a_number_gets_a_name(bench: Bench) -> None:
    first = file_of_ticket(bench.desk, bench.take(customer=None, contact="13812345678", tier="potential"))
    second = file_of_ticket(bench.desk, bench.take(**CHEN))
    assert (second.id, second.name, second.tier) == (first.id, "陈立", "core")
    assert [(change.field, change.new) for change in second.history] == [
        *(("name", "陈立"), ("tier", "core"), ("tier", "potential"), ("added", None)),
    ]


def test_nobody_was_given(bench: Bench) -> None:
    number = bench.take(customer=None, contact=None)
    with pytest.raises(NotFound, match="neither name nor contact"):
        file_of_ticket(bench.desk, number)


def test_a_hit_says_what_whoever_answers_should_know(bench: Bench) -> None:
    number = bench.take(**CHEN)
    bench.act(number, "answered", text="推荐 IRB-1600")
    file = file_of_ticket(bench.desk, number)
    change_customer(bench.desk, file.id, {"organisation": "华南精密", "owner": "qian", "special_needs": "需英文资料"})
    for typed in ("5678", "23456", "138-1234", "华南", "陈", "cl", "hnjm", "chenl"):
        (match,) = find_customers(bench.desk, typed)
        assert (match.id, match.organisation, match.owner, match.special_needs) == (
            file.id,
            "华南精密",
            "qian",
            "需英文资料",
        )
        assert (match.open_numbers, match.last_words) == ((number,), "推荐 IRB-1600")


def test_third_call_this_week(bench: Bench) -> None:
    """Two calls that the telephone system told of and one ticket entered by hand; last week's do not count."""
    bench.now = t("09-13 23:59")
    bench.ring("13812345678")
    bench.now = t("09-14 00:00")
    bench.settle()
    bench.ring("13812345678")
    number = bench.take(**CHEN)
    bench.later(hours=30)
    bench.settle()
    bench.ring("+86 138 1234 5678")
    assert file_of_ticket(bench.desk, number).calls_this_week == 2
    assert [call.state for call in file_of_ticket(bench.desk, number).calls] == ["ringing", "missed", "missed"]
    bench.take("phone", **CHEN)
    (match,) = find_customers(bench.desk, "5678")
    assert match.calls_this_week == 3


def test_calls_entered_by_hand_count_where_no_telephone_system_tells_of_them(bench: Bench) -> None:
    number = bench.take("phone", **CHEN)
    add_to_ticket(bench.desk, number, "又问交期", channel="phone")
    add_to_ticket(bench.desk, number, "发了消息", channel="online")
    assert file_of_ticket(bench.desk, number).calls_this_week == 2


def test_verify_tells_of_an_event_that_is_in_nobodys_history(bench: Bench) -> None:
    add_customer(bench.desk, {"name": "陈立"})
    with bench.desk.store.writing() as tx:
        tx.run("DELETE FROM customer_event")
    assert any("in no customer's history" in str(problem) for problem in verify(bench.by("root")))
    with bench.desk.store.writing() as tx:
        tx.run("INSERT INTO customer_event SELECT 1, site_seq FROM event WHERE kind = 'customer_added'")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("UPDATE customer SET tier = 'potential'", "tier is 'potential'"),
        ("UPDATE customer SET merged_into = id", "merged_into"),
        ("UPDATE customer SET found_by = ''", "found_by"),
        ("UPDATE contact SET value = '13900001111'", "contacts"),
        ("UPDATE contact SET digits = '1'", "digits is '1'"),
    ],
)
def test_verify_tells_of_a_customer_that_was_changed_behind_the_record(bench: Bench, change: str, told: str) -> None:
    bench.take(**CHEN)
    with bench.desk.store.writing() as tx:
        tx.run(change)
    assert any(told in str(problem) for problem in verify(bench.by("root")))
    with bench.desk.store.writing() as tx:
        repaired = {
            "customer": "UPDATE customer SET tier = 'core', merged_into = NULL, found_by = '陈立' || char(10)",
            "contact": "UPDATE contact SET value = '13812345678', digits = '13812345678'",
        }
        for repair in repaired.values():
            tx.run(repair)

"""M05: duplicates found, merged, worked on and taken apart again, both customers whole."""

import pytest
from hypothesis import given, settings, strategies as st

from deskconsole.desk.customers.changes import add_customer, change_customer, merge_customers, unmerge_customer
from deskconsole.desk.customers.customers import customer_file, file_of_ticket, find_customers, possible_duplicates
from deskconsole.desk.customers.records import CustomerFile
from deskconsole.desk.records import IntakeForm
from deskconsole.desk.telephone import calls
from deskconsole.desk.tickets.intake import intake
from deskconsole.errors import DeskError, NotFound
from deskconsole.text.private import revealed
from tests.desk.support import Bench

CHEN = {"customer": "陈立", "contact": "13812345678"}


def _form(**changes: object) -> IntakeForm:
    values: dict[str, object] = {"channel": "phone", "kind": "inquiry", "tier": "core", **CHEN, "category": "technical"}
    return IntakeForm(**(values | {"content": "换型频繁", "request": "选型建议"} | changes))  # type: ignore[arg-type]


def _numbers(file: CustomerFile) -> list[str]:
    return [ticket.number for ticket in file.tickets]


def test_duplicates_are_found_while_a_form_is_filled_in(bench: Bench) -> None:
    known = file_of_ticket(bench.desk, bench.take(**CHEN)).id
    cases = {
        ("陈立", "13812345678"): [],  # it is they
        ("陈丽", "+86 138-1234-5678"): [(known, "phone")],
        (" 陈 立", "13900001111"): [(known, "name")],
        ("陈立", None): [(known, "name")],
        ("陈丽", "13900001111"): [],
        ("陈丽", "010-88881234、13812345678 转 2"): [(known, "phone")],
    }
    for (name, contact), found in cases.items():
        assert [(one.id, one.why) for one in possible_duplicates(bench.desk, name, contact)] == found, (name, contact)


def test_of_another_organisation_a_namesake_is_somebody_else(bench: Bench) -> None:
    first = add_customer(bench.desk, {"name": "陈立", "organisation": "华南精密"})
    second = add_customer(bench.desk, {"name": "陈立", "organisation": "华北精密"})
    third = add_customer(bench.desk, {"name": "陈 立", "organisation": "华南　精密"})
    unknown = add_customer(bench.desk, {"name": "陈立"})
    assert [one.id for one in third.duplicates] == [first.id]
    assert [one.id for one in customer_file(bench.desk, second.id).duplicates] == [unknown.id]
    assert {one.id for one in unknown.duplicates} == {first.id, second.id, third.id}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("大连海拓船舶 邱立", None), ("邱立", None), True),
        (("大连海拓船舶 邱立", None), ("邱立", "大连海拓船舶"), True),
        (("大连海拓船舶 邱立", "大连海拓船舶"), ("邱 立", None), True),
        (("大连海拓船舶 邱立", None), ("邱立", "上海海拓"), False),
        (("Acme / Jo Lee", None), ("jo lee", "ACME"), True),
        (("Jo Lee", None), ("Lee", None), False),
        (("大连海拓船舶 邱立", None), ("大连海拓船舶 邱丽", None), False),
    ],
)
def test_an_organisation_may_stand_in_the_name(
    bench: Bench, one: tuple[str, str | None], other: tuple[str, str | None], same: bool
) -> None:
    names = ("name", "organisation")
    ids = [add_customer(bench.desk, dict(zip(names, who, strict=True))).id for who in (one, other)]
    for customer, others in (ids, ids[::-1]):
        found = [duplicate.id for duplicate in customer_file(bench.desk, customer).duplicates]
        assert found == ([others] if same else [])


def test_merge_work_on_unmerge_both_customers_whole(bench: Bench) -> None:
    a = bench.take(**CHEN)
    b = bench.take(customer="陈 经理", contact="0755-88881234", tier="important")
    one, other = file_of_ticket(bench.desk, a), file_of_ticket(bench.desk, b)
    change_customer(bench.desk, one.id, {"preferences": "上午联系"})
    change_customer(bench.desk, other.id, {"organisation": "华南精密", "preferences": "发微信", "owner": "qian"})
    alone = [customer_file(bench.desk, file.id, alone=True) for file in (one, other)]

    bench.later(hours=1)
    merged = merge_customers(bench.by("he"), other.id, one.id)
    assert bench.verified() == []
    assert (merged.id, merged.name, merged.tier) == (one.id, "陈立", "core")
    assert (merged.organisation, merged.owner, merged.preferences) == ("华南精密", "qian", "上午联系\n发微信")
    assert _numbers(merged) == [b, a]
    assert [revealed(contact.value) for contact in merged.contacts] == ["13812345678", "0755-88881234"]
    assert [(member.id, member.merged_by, member.merged_at) for member in merged.members] == [
        (other.id, "he", bench.now)
    ]
    assert merged.duplicates == ()
    assert customer_file(bench.desk, other.id).id == one.id

    # Work on: by either number, by a new one of their own, and on the file itself.
    bench.later(hours=1)
    c = bench.take(customer="陈 经理", contact="075588881234", tier="core")
    d = bench.take(**CHEN)
    chosen = intake(bench.desk, _form(contact="13900001111", customer_id=other.id)).number
    again = intake(bench.desk, _form(contact="0755 8888 1234", customer_id=one.id)).number
    change_customer(bench.desk, one.id, {"special_needs": "需英文资料"})
    assert _numbers(customer_file(bench.desk, one.id)) == [again, chosen, d, c, b, a]
    assert [match.id for match in find_customers(bench.desk, "8888")] == [one.id]
    assert bench.verified() == []

    bench.later(hours=1)
    back = unmerge_customer(bench.by("he"), other.id)
    assert bench.verified() == []
    assert (back.id, back.name, back.organisation, back.tier, back.owner, back.preferences) == (
        *(other.id, "陈 经理", "华南精密", "important", "qian", "发微信"),
    )
    assert (_numbers(back), [revealed(contact.value) for contact in back.contacts]) == (
        [again, c, b],
        ["0755-88881234"],
    )
    kept = customer_file(bench.desk, one.id)
    assert (kept.name, kept.organisation, kept.preferences, kept.special_needs) == (
        *("陈立", None, "上午联系", "需英文资料"),
    )
    assert _numbers(kept) == [chosen, d, a]
    assert [revealed(contact.value) for contact in kept.contacts] == ["13812345678", "13900001111"]
    for file, before in zip((kept, back), alone, strict=True):
        assert set(before.history) <= set(file.history)
        assert [change.field for change in file.history if "merged" in change.field] == ["unmerged", "merged"]


def test_merging_is_refused_where_it_means_nothing(bench: Bench) -> None:
    one, other = (add_customer(bench.desk, {"name": name}).id for name in ("陈立", "陈莉"))
    merge_customers(bench.by("he"), other, one)
    with pytest.raises(DeskError, match="one customer already"):
        merge_customers(bench.by("he"), one, other)
    with pytest.raises(DeskError, match="was not merged"):
        unmerge_customer(bench.by("he"), one)
    with pytest.raises(NotFound):
        merge_customers(bench.by("he"), 99, one)


def test_the_ring_of_a_merged_customers_number_has_the_files_name_and_tier(bench: Bench) -> None:
    bench.take(**CHEN)
    other = file_of_ticket(bench.desk, bench.take(customer="阿立", contact="13900001111", tier="potential"))
    merge_customers(bench.by("he"), other.id, find_customers(bench.desk, "陈立")[0].id)
    _call, number = bench.ring("+8613900001111")
    ticket = bench.show(number).ticket
    assert (ticket.customer, ticket.tier) == ("陈立", "core")
    (call,) = calls.ringing(bench.desk)
    assert len(call.open_numbers) == 2, "both of the file"


_PEOPLE = (("陈立", "13812345678"), ("阿立", "13900001111"), ("陈工", "0755-88881234"))
_DEEDS = st.one_of(
    st.tuples(st.just("merge"), st.integers(0, 2), st.integers(0, 2)),
    st.tuples(st.just("unmerge"), st.integers(0, 2), st.just(0)),
    st.tuples(st.just("take"), st.integers(0, 2), st.just(0)),
    st.tuples(st.just("edit"), st.integers(0, 2), st.integers(0, 9)),
)


@settings(max_examples=12, deadline=None)
@given(deeds=st.lists(_DEEDS, max_size=12))
def test_whatever_is_merged_worked_on_and_taken_apart_each_has_their_own(
    tmp_path_factory: pytest.TempPathFactory, deeds: list[tuple[str, int, int]]
) -> None:
    bench = Bench(tmp_path_factory.mktemp("desk"))
    ids = [add_customer(bench.desk, {"name": name}, [(None, number)]).id for name, number in _PEOPLE]
    into: list[int | None] = [None, None, None]
    taken: list[list[str]] = [[], [], []]
    told: list[str | None] = [None, None, None]

    def root(one: int) -> int:
        above = into[one]
        return one if above is None else root(above)

    for deed, one, other in [*deeds, *(("unmerge", n, 0) for n in range(3))]:
        bench.later(minutes=1)
        if deed == "merge" and root(one) != root(other):
            merge_customers(bench.by("he"), ids[one], ids[other])
            into[root(one)] = root(other)
        elif deed == "unmerge" and into[one] is not None:
            unmerge_customer(bench.by("he"), ids[one])
            into[one] = None
        elif deed == "take":
            name, number = _PEOPLE[one]
            taken[one].insert(0, bench.take(customer=name, contact=number, tier="core"))
        elif deed == "edit":
            change_customer(bench.desk, ids[one], {"preferences": f"第 {other} 条"})
            told[root(one)] = f"第 {other} 条"
    for one, customer in enumerate(ids):
        file = customer_file(bench.desk, customer)
        assert (file.id, file.name, file.members) == (customer, _PEOPLE[one][0], ())
        assert (_numbers(file), file.preferences) == (taken[one], told[one])
        assert [revealed(contact.value) for contact in file.contacts] == [_PEOPLE[one][1]]
    assert bench.verified() == []
    bench.desk.store.close()

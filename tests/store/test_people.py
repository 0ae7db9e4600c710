"""Staff, customers, calls, drafts."""

from datetime import timedelta

import pytest
from hypothesis import given, strategies as st

from deskconsole.store import keeping, mapping, people
from deskconsole.store.engine import Store, Writing
from deskconsole.store.records import CustomerRecord
from deskconsole.store.sqlite import dbapi
from tests.store.support import MADE_AT, take


@pytest.mark.parametrize(
    ("contact", "digits"),
    [
        ("13800138000", "13800138000"),
        ("+86 138-0013-8000", "13800138000"),
        ("0086 13800138000", "13800138000"),
        ("（+86）138 0013 8000", "13800138000"),
        ("＋８６ １３８００１３８０００", "13800138000"),
        ("0755-8888 1234", "075588881234"),
        ("8613800138000", "8613800138000"),
        ("+49 170 1234567", "491701234567"),
        ("wang@example.org", None),
        ("微信：王", None),
        ("", None),
    ],
)
def test_the_digits_of_a_number(contact: str, digits: str | None) -> None:
    assert mapping.digits(contact) == digits


@given(st.text())
def test_digits_are_ascii_or_nothing(contact: str) -> None:
    found = mapping.digits(contact)
    assert found is None or (found.isascii() and found.isdigit())


@given(
    st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), st.sampled_from(["", "+86", "+86 ", "0086", "(+86) ", "＋８６"])
)
def test_the_prefix_of_the_country_makes_no_difference(number: str, prefix: str) -> None:
    assert mapping.digits(prefix + number) == number


def _customer(
    tx: Writing, name: str | None, contact: str | None, uuid: str = "", organisation: str | None = None
) -> CustomerRecord | None:
    uuid = uuid or f"{name}{contact}"
    return people.find_or_add_customer(
        tx, uuid=uuid, name=name, contact=contact, tier="core", created_at=MADE_AT, organisation=organisation
    )


def test_a_customer_is_found_again_by_name_and_number(store: Store) -> None:
    with store.writing() as tx:
        known = _customer(tx, "王小明", "+86 138 0013 8000")
        assert known is not None
        assert _customer(tx, " 王小明 ", "13800138000") == known
        assert _customer(tx, None, "138-0013-8000") == known
        colleague = _customer(tx, "李雷", "13800138000")
        assert colleague is not None
        assert colleague != known
        assert people.customers_by_digits(tx, "13800138000") == [colleague, known]
        assert people.customer_by_digits(tx, "13800138000") == colleague
        assert people.contacts_of(tx, known.id) == [("phone", "+86 138 0013 8000")]
        assert people.find_customer(tx, known.id) == known


def test_a_caller_who_was_only_a_number_gets_a_name(store: Store) -> None:
    with store.writing() as tx:
        nameless = _customer(tx, None, "13800138000")
        named = _customer(tx, "王", "13800138000", organisation="厂")
        assert nameless is not None
        assert named is not None
        assert (named.id, named.name, named.organisation) == (nameless.id, "王", "厂")
        assert people.find_customer(tx, named.id) == named
        assert _customer(tx, "李", "13800138000") != named


def test_customers_without_a_number(store: Store) -> None:
    with store.writing() as tx:
        assert _customer(tx, None, None) is None
        first = _customer(tx, "王", None)
        assert _customer(tx, "王", None) == first
        assert _customer(tx, "王", None, uuid="other", organisation="厂") != first
        by_mail = _customer(tx, "王", "wang@example.org")
        assert by_mail != first
        assert _customer(tx, "王", "wang@example.org") == by_mail
        assert by_mail is not None
        assert people.contacts_of(tx, by_mail.id) == [("other", "wang@example.org")]


def test_customers_are_found_by_the_end_of_a_number_and_by_parts(store: Store) -> None:
    with store.writing() as tx:
        first, second = (
            _customer(tx, "王50%", "13800131234"),
            _customer(tx, "李", "0755-88881234", organisation="Ａ_厂"),
        )
        assert people.customers_ending(tx, "1234") == [second, first]
        assert people.customers_ending(tx, "31234") == [first]
        assert people.customers_ending(tx, "1234", limit=1) == [second]
        assert people.customers_ending(tx, "123") == []
        assert people.search_customers(tx, "8888", 8) == [second]
        assert people.search_customers(tx, "%", 8) == [first]
        assert people.search_customers(tx, "_", 8) == [second]
        assert people.search_customers(tx, "王", 8) == [first]


def test_staff(store: Store) -> None:
    with store.writing() as tx:
        li = people.add_staff_row(
            tx,
            login="li",
            name="李雷",
            role="receptionist",
            department="service",
            os_account="lilei",
            created_at=MADE_AT,
        )
        people.add_staff_row(tx, login="han", name="韩", role="leader", created_at=MADE_AT)
        assert people.staff_by_login(tx, "li") == people.staff_by_os_account(tx, "lilei") == li
        assert people.staff_by_login(tx, "nobody") is people.staff_by_os_account(tx, "nobody") is None
        changed = li._replace(enabled=False, qualified_at=MADE_AT, role="leader")
        people.save_staff(tx, changed)
        assert people.staff_list(tx)[1] == changed
        again = people.add_staff_row(
            tx, login="li2", name="李雷", role="receptionist", os_account="lilei", created_at=MADE_AT
        )
        assert people.staff_by_os_account(tx, "lilei") == again
        with pytest.raises(dbapi.IntegrityError):
            people.add_staff_row(tx, login="li", name="x", role="leader", created_at=MADE_AT)


def test_calls(store: Store) -> None:
    with store.writing() as tx:
        opened = take(tx, "a")
        for n, caller in enumerate(["+86 13800138000", None, "13800138000"]):
            people.record_call(
                tx,
                f"call{n}",
                ticket_id=opened.ticket_id,
                rang_seq=n + 1,
                caller=caller,
                rang_at=MADE_AT + timedelta(seconds=n),
            )
        people.set_call_state(tx, "call0", "missed")
        assert [call.call for call in people.ringing_calls(tx)] == ["call1", "call2"]
        assert [call.call for call in people.calls_of_caller(tx, "13800138000")] == ["call2", "call0"]
        found = people.find_call(tx, "call0")
        assert found is not None
        assert (found.state, found.rang_seq, found.rang_at, found.digits) == ("missed", 1, MADE_AT, "13800138000")
        assert people.find_call(tx, "call9") is None
        with pytest.raises(dbapi.IntegrityError):
            people.set_call_state(tx, "call0", "sang")


def test_drafts_are_kept_replaced_taken_over_and_dropped(store: Store) -> None:
    with store.writing() as tx:
        keeping.save_draft(tx, "d1", person="li", form="intake", body={"customer": "王"}, at=MADE_AT)
        keeping.save_draft(tx, "d2", person="han", form="intake", body={}, at=MADE_AT, parked=True)
        keeping.save_draft(tx, "d1", person="li", form="intake", body={"customer": "王小"}, at=MADE_AT + timedelta(1))
        assert [(d.id, dict(d.body), d.parked) for d in keeping.drafts(tx)] == [
            ("d1", {"customer": "王小"}, False),
            ("d2", {}, True),
        ]
        keeping.save_draft(tx, "d2", person="li", form="intake", body={}, at=MADE_AT)
        assert keeping.drafts(tx, "han") == []
        keeping.drop_draft(tx, "d1")
        keeping.drop_draft(tx, "d1")
        assert [d.id for d in keeping.drafts(tx, "li")] == ["d2"]

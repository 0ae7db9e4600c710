"""Customers: who is the same, how they are found, what belongs to their history."""

from deskconsole.domain.customers.customer import contact_parts
from deskconsole.store import customers
from deskconsole.store.api import Store, WriteTransaction
from deskconsole.store.customers import CustomerRecord
from deskconsole.text.pronunciations import readings
from tests.store.support import MADE_AT

_SAID = {"王": ["wang"], "小": ["xiao"], "明": ["ming"], "厂": ["chang", "an"], "张": ["zhang"], "三": ["san"]}


def _add(
    tx: WriteTransaction, name: str | None, contact: str | None = None, organisation: str | None = None
) -> CustomerRecord:
    return customers.add_customer(
        tx,
        uuid=f"{name}{contact}{organisation}",
        created_at=MADE_AT,
        readings=readings(f"{name or ''} {organisation or ''}", lambda character: _SAID.get(character, [])),
        contacts=contact_parts(contact) if contact else [],
        name=name,
        tier="core",
        organisation=organisation,
    )


def _ids(found: list[CustomerRecord]) -> list[int]:
    return [customer.id for customer in found]


def test_a_customer_is_found_again_by_name_and_number(store: Store) -> None:
    with store.writing() as tx:
        known = _add(tx, "王小明", "+86 138 0013 8000")
        assert customers.match_customer(tx, " 王 小明 ", "13800138000") == known
        assert customers.match_customer(tx, None, "138-0013-8000") == known
        assert customers.match_customer(tx, "李雷", "13800138000") is None
        colleague = _add(tx, "李雷", "13800138000")
        assert customers.customers_by_digits(tx, "13800138000") == [colleague, known]
        assert customers.customer_by_digits(tx, "13800138000") == colleague
        assert [(c.kind, c.value) for c in customers.contacts_of(tx, known.id)] == [("phone", "+86 138 0013 8000")]
        assert customers.find_customer(tx, known.id) == customers.customer_by_uuid(tx, known.uuid) == known


def test_a_caller_who_was_only_a_number_is_meant_by_any_name(store: Store) -> None:
    with store.writing() as tx:
        nameless = _add(tx, None, "13800138000")
        assert customers.match_customer(tx, "王", "13800138000") == nameless
        customers.save_customer(tx, nameless._replace(name="王", organisation="厂"), "")
        assert customers.match_customer(tx, "王", "13800138000") == nameless._replace(name="王", organisation="厂")
        assert customers.match_customer(tx, "李", "13800138000") is None


def test_customers_without_a_number(store: Store) -> None:
    with store.writing() as tx:
        assert customers.match_customer(tx, None, None) is None
        first = _add(tx, "王")
        assert customers.match_customer(tx, "王", None) == first
        assert customers.match_customer(tx, "王", None, "厂") is None
        assert customers.match_customer(tx, "王", "wang@example.org") is None
        by_mail = _add(tx, "王", "wang@example.org")
        assert customers.match_customer(tx, "王", "wang@example.org") == by_mail
        assert [contact.kind for contact in customers.contacts_of(tx, by_mail.id)] == ["email"]


def test_several_numbers_in_one_field_are_several_contacts_and_each_finds_them(store: Store) -> None:
    with store.writing() as tx:
        known = _add(tx, "王", "13800138000/0755-88881234 转 801；400-800-1234")
        assert [contact.digits for contact in customers.contacts_of(tx, known.id)] == [
            *("13800138000", "075588881234", "4008001234")
        ]
        for typed in ("+86 755 8888 1234", "4008001234", "13800138000 0755-88881234", "王、13800138000"):
            assert customers.match_customer(tx, None, typed) == known, typed


def test_customers_are_found_by_any_run_of_digits_and_by_parts_of_names(store: Store) -> None:
    with store.writing() as tx:
        first, second = _add(tx, "王50%", "13800131234"), _add(tx, "ＬＩ Lei", "0755-88881234", "Ａ_厂")
        for typed, found in {
            **{"1234": [second, first], "31234": [first], "1380": [first], "00131": [first], "+86 138": [first]},
            **{"8888": [second], "0755-8888": [second], "９９９": [], "%": [first], "_": [second], "王": [first]},
            **{"lile": [second], "li l": [second], "a_": [second], "厂": [second], "*": [], "王%": []},
        }.items():
            assert customers.search_customers(tx, typed, 8) == found, typed
        assert customers.search_customers(tx, "1234", 1) == [second]


def test_customers_are_found_by_how_name_and_organisation_are_said(store: Store) -> None:
    with store.writing() as tx:
        known, other = _add(tx, "张三", None, "小厂"), _add(tx, "王明")
        for typed, found in {
            **{"zs": [known], "zhangs": [known], "张s": [known], "xc": [known], "xa": [known], "wm": [other]},
            **{"sz": [], "zm": [], "[": [], "z*": []},
        }.items():
            assert customers.search_customers(tx, typed, 8) == found, typed


def test_merged_customers_are_found_as_one_and_stay_whole(store: Store) -> None:
    with store.writing() as tx:
        first, second, third = _add(tx, "王", "13800138000"), _add(tx, "王明"), _add(tx, "小王", "13900139000")
        customers.save_merged_into(tx, second.id, first.id)
        customers.save_merged_into(tx, first.id, third.id)
        first, second = first._replace(merged_into=third.id), second._replace(merged_into=first.id)
        assert customers.members_of(tx, third) == [third, first, second]
        assert customers.file_of(tx, second) == third
        assert customers.search_customers(tx, "13800138000", 8) == customers.search_customers(tx, "明", 8) == [third]
        assert customers.match_customer(tx, "王", "13800138000") == first
        customers.save_merged_into(tx, first.id, None)
        assert _ids(customers.members_of(tx, third)) == [third.id]
        assert _ids(customers.members_of(tx, first)) == [first.id, second.id]


def test_who_is_named_like_somebody(store: Store) -> None:
    with store.writing() as tx:
        first, second = _add(tx, "Li Lei", None, "厂"), _add(tx, "ＬＩＬＥＩ")
        third = _add(tx, "小厂 王明")
        assert customers.named_like(tx, "lilei") == [second, first]
        assert customers.named_like(tx, "王明") == [third]

"""Telephone numbers as people write them: the same digits however written, and never refused."""

import subprocess
import sys

import pytest
from hypothesis import given, strategies as st

from deskconsole.text.phones import first_digits, numbers_in, typed_digits

_ONE = {
    "13800138000": "13800138000",
    "+86 138-0013-8000": "13800138000",
    "0086 13800138000": "13800138000",
    "8613800138000": "13800138000",
    "013800138000": "13800138000",
    "（+86）138 0013 8000": "13800138000",
    "＋８６ １３８００１３８０００": "13800138000",
    "电话：13800138000": "13800138000",
    "张先生 138-0013-8000（微信同号）": "13800138000",
    "科技园1号 0755-88881234": "075588881234",
    "0755-8888 1234": "075588881234",
    "+86 755 8888 1234": "075588881234",
    "+86 (0)755 8888 1234": "075588881234",
    "86-755-88881234": "075588881234",
    "(010) 8888-1234": "01088881234",
    "400-800-1234": "4008001234",
    "+86 400 800 1234": "4008001234",
    "10086": "10086",
    "95588": "95588",
    "110": "110",
    "8888 1234": "88881234",
    "+49 170 1234567": "491701234567",
    "+49 (0)170 1234567": "491701234567",
    "0049 170 1234567": "491701234567",
    "+1 (212) 555-0100": "12125550100",
    "+852 2345 6789": "85223456789",
    "1" * 30: "1" * 30,
}


@pytest.mark.parametrize(("contact", "digits"), list(_ONE.items()))
def test_one_number_has_the_same_digits_however_it_is_written(contact: str, digits: str) -> None:
    assert [number.digits for number in numbers_in(contact)] == [digits]


@pytest.mark.parametrize(
    "contact",
    [
        *("wang@example.org", "13812345678@163.com", "微信：王", "wx:chenli88", "wx:chenli13812345678", ""),
        *("科技园路88号", "https://example.org/13812345678", "12", "电话", "sip:1001@pbx"),
    ],
)
def test_what_is_no_number_has_none(contact: str) -> None:
    assert numbers_in(contact) == ()


@pytest.mark.parametrize(
    ("contact", "digits", "extension"),
    [
        ("0755-88881234转801", "075588881234", "801"),
        ("0755-88881234 转 801", "075588881234", "801"),
        ("(010)88881234-801", "01088881234", "801"),
        ("0755 88881234 ext. 801", "075588881234", "801"),
        ("８８８８１２３４＃８０１", "88881234", "801"),
        ("010-88881234 分机：12", "01088881234", "12"),
    ],
)
def test_an_extension_is_no_part_of_the_number(contact: str, digits: str, extension: str) -> None:
    assert [(number.digits, number.extension) for number in numbers_in(contact)] == [(digits, extension)]


@pytest.mark.parametrize(
    ("contact", "digits"),
    [
        ("13812345678/0755-88881234", ["13812345678", "075588881234"]),
        ("13812345678、13900001111；010-88881234 分机 12", ["13812345678", "13900001111", "01088881234"]),
        ("138 0013 8000 139 0013 8000", ["13800138000", "13900138000"]),
        ("手机13812345678 办公0755-88881234", ["13812345678", "075588881234"]),
        ("13812345678或400-800-1234", ["13812345678", "4008001234"]),
    ],
)
def test_several_numbers_in_one_field(contact: str, digits: list[str]) -> None:
    assert [number.digits for number in numbers_in(contact)] == digits


@given(st.text())
def test_any_text_has_ascii_digits_or_no_number(contact: str) -> None:
    for number in numbers_in(contact):
        assert number.digits.isascii()
        assert number.digits.isdigit()
    assert (first_digits(contact) is None) == (not numbers_in(contact))


@given(st.from_regex(r"[0-9]{3,15}", fullmatch=True))
def test_a_row_of_digits_is_never_refused(number: str) -> None:
    assert len(numbers_in(number)) == 1


@given(
    st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), st.sampled_from(["", "+86", "+86 ", "0086", "(+86) ", "＋８６"])
)
def test_the_prefix_of_the_country_makes_no_difference(number: str, prefix: str) -> None:
    assert first_digits(prefix + number) == number


def test_what_is_typed_to_find_a_number() -> None:
    assert [typed_digits(typed) for typed in ("１２３-4", "+86 138", "0086138", "王", "+49")] == [
        *("1234", "138", "138", "", "49")
    ]


def test_usual_numbers_are_read_without_the_library() -> None:
    """Its import takes 60 ms, which a telephone hook does not have."""
    usual = [
        contact for contact in _ONE if contact not in ("8613800138000", "86-755-88881234") and "(0)" not in contact
    ]
    asked = f"import sys; from deskconsole.text.phones import numbers_in; [numbers_in(c) for c in {usual[:-1]!r}]; "
    subprocess.run([sys.executable, "-c", asked + "assert 'phonenumbers' not in sys.modules"], check=True)

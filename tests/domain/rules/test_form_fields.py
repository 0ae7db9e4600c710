"""Forms as data: what is kept of each type of field, what is refused and why, which fields are asked."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from deskconsole.domain.rules.field_values import Moment, canonical
from deskconsole.domain.rules.form_fields import check_fields, shown_fields
from deskconsole.domain.rules.forms import FIELD_TYPES, FieldChoice, FormField
from deskconsole.domain.rules.texts import Text
from deskconsole.errors import DeskError

ZONE = ZoneInfo("Asia/Shanghai")
PEOPLE = {"lin": "林晓", "zhou": "周岚", "zhoub": "周蓓"}


def whole_number(text: str) -> str:
    if not text.endswith("0007"):
        raise DeskError("no such ticket")
    return "SZ-20260914-0007"


MOMENT = Moment(datetime(2026, 9, 14, 1, 0, tzinfo=UTC), ZONE, lambda: PEOPLE, whole_number)
SIZES = (
    FieldChoice(name="big", title=Text(zh="大", en="Big")),
    FieldChoice(name="small", title=Text(zh="小", en="Small")),
)


def field(type: str = "text", name: str = "it", **more: Any) -> FormField:
    if type in ("choice", "cause", "department"):
        more.setdefault("values", SIZES)
    return FormField(name=name, title=Text(zh="它", en="It"), type=type, **more)  # type: ignore[arg-type]


KEPT = [
    ("text", "  two   words ", {}, "two words"),
    ("long_text", " a\n  b \n", {}, "a\n  b"),
    ("number", "12", {}, 12),
    ("number", "１２．５", {}, 12.5),
    ("number", "1,280", {}, 1280),
    ("number", 3, {"decimals": 0}, 3),
    ("number", "-4.25", {"decimals": 2}, -4.25),
    ("money", "1280", {}, "1280.00"),
    ("money", "¥1,280.5", {}, "1280.50"),
    ("money", "￥１２８０元", {}, "1280.00"),
    ("money", "3.5万", {}, "35000.00"),
    ("money", 19.9, {}, "19.90"),
    ("money", "-5", {"least": -10.0}, "-5.00"),
    ("choice", "big", {}, "big"),
    ("cause", "大", {}, "big"),
    ("choice", "小", {}, "small"),
    ("choice", "Small", {}, "small"),
    ("yes_no", "是", {}, True),
    ("yes_no", "no", {}, False),
    ("yes_no", True, {}, True),
    ("date", "2026-10-08", {}, "2026-10-08"),
    ("date", "2026/1/5", {}, "2026-01-05"),
    ("date", "2026年10月8日", {}, "2026-10-08"),
    ("date", date(2026, 10, 8), {}, "2026-10-08"),
    ("date", "2026-09-14", {"earliest": "today", "latest": "today"}, "2026-09-14"),
    ("date_time", "2026-10-08T18:00:00+08:00", {}, "2026-10-08T10:00:00+00:00"),
    ("date_time", datetime(2026, 10, 8, 10, tzinfo=UTC), {}, "2026-10-08T10:00:00+00:00"),
    ("date_time", "2026-09-14T09:00:00+08:00", {"earliest": "now"}, "2026-09-14T01:00:00+00:00"),
    ("date_time", "2026-10-08T23:59:00+08:00", {"latest": "2026-10-08"}, "2026-10-08T15:59:00+00:00"),
    ("phone", "138 0000-1111", {}, "13800001111"),
    ("phone", "+86 138 0000 1111", {}, "13800001111"),
    ("phone", "0086-138-0000-1111", {}, "13800001111"),
    ("phone", "(0755) 8600-1234 转 801", {}, "075586001234-801"),
    ("phone", "0755-86001234-801", {}, "075586001234-801"),
    ("phone", "075586001234-801", {}, "075586001234-801"),
    ("phone", "400-820-8820", {}, "4008208820"),
    ("phone", "+1 415 555 2671", {}, "+14155552671"),
    ("phone", "１２０", {}, "120"),
    ("phone", 13800001111, {}, "13800001111"),
    ("serial", " rx-2026 / 0815 ", {}, "RX-2026/0815"),
    ("department", "大", {}, "big"),
    ("person", "林晓", {}, "lin"),
    ("person", "lx", {}, "lin"),
    ("ticket", "0007", {}, "SZ-20260914-0007"),
    ("serial", "rx0815", {"pattern": "RX[0-9]{4}"}, "RX0815"),
]


@pytest.mark.parametrize(("type", "entered", "more", "kept"), KEPT, ids=[f"{k[0]}-{k[1]}" for k in KEPT])
def test_what_is_kept_of_an_entry(type: str, entered: object, more: Mapping[str, Any], kept: object) -> None:
    own = field(type, **more)
    found = canonical(own, entered, MOMENT)
    assert (found, found.__class__) == (kept, kept.__class__)
    assert canonical(own, found, MOMENT) == kept  # what is kept is checked again without changing


def test_every_type_is_tried() -> None:
    assert {case[0] for case in KEPT} == set(FIELD_TYPES) == {case[0] for case in REFUSED}


REFUSED = [
    ("text", "x" * 201, {}, "longer than 200 characters"),
    ("text", "x" * 6, {"longest": 5}, "longer than 5 characters"),
    ("text", 5, {}, "not a text"),
    ("text", "ab", {"pattern": "[0-9]+"}, "'ab' does not fit [0-9]+"),
    ("text", "ab", {"pattern": "[0-9]+", "hint": Text(zh="数字", en="digits only")}, "'ab' is not as asked"),
    ("long_text", "x" * 2001, {}, "longer than 2000 characters"),
    ("number", "twelve", {}, "'twelve' is not a number such as 12.5"),
    ("number", "nan", {}, "not a number"),
    ("number", "1e5", {}, "not a number"),
    ("number", True, {}, "not a text"),
    ("number", "1,28", {}, "not a number"),
    ("number", "2.5", {"decimals": 0}, "'2.5' is not a whole number"),
    ("number", "2.55", {"decimals": 1}, "more than 1 decimals"),
    ("number", "0", {"least": 1.0}, "'0' is less than 1"),
    ("number", "11", {"most": 10.0}, "'11' is more than 10"),
    ("money", "ten", {}, "'ten' is not an amount such as 1280.00"),
    ("money", "1.999", {}, "more than two decimals"),
    ("money", "-1", {}, "'-1' is less than 0"),
    ("money", "500.01", {"most": 500.0}, "'500.01' is more than 500"),
    ("choice", "huge", {}, "'huge' is not one of big, small"),
    ("choice", True, {}, "not one of"),
    ("cause", "huge", {}, "'huge' is not one of big, small"),
    ("yes_no", "maybe", {}, "'maybe' is neither yes nor no"),
    ("yes_no", 1, {}, "neither yes nor no"),
    ("date", "2026-02-30", {}, "not a date such as 2026-10-08"),
    ("date", "2026-10/08", {}, "not a date"),
    ("date", "soon", {}, "not a date"),
    ("date", "2026-09-13", {"earliest": "today"}, "'2026-09-13' is before 2026-09-14"),
    ("date", "2026-09-15", {"latest": "today"}, "'2026-09-15' is after 2026-09-14"),
    ("date_time", "2026-10-08 18:00", {}, "not a time with its offset"),
    ("date_time", "2026-09-14T08:59:59+08:00", {"earliest": "now"}, "is before 2026-09-14 09:00"),
    ("date_time", "2026-10-09T00:00:00+08:00", {"latest": "2026-10-08"}, "is after 2026-10-08 23:59"),
    ("phone", "12", {}, "not a telephone number such as 13800001111"),
    ("phone", "no phone", {}, "not a telephone number"),
    ("phone", "1" * 16, {}, "not a telephone number"),
    ("department", "巨大", {}, "is not one of"),
    ("person", "周", {}, "may be several: 周岚, 周蓓"),
    ("person", "韩", {}, "nobody here is called"),
    ("ticket", "0008", {}, "there is no ticket"),
    ("serial", "RX 0815!", {}, "not a serial number"),
    ("serial", "序列号", {}, "not a serial number"),
]


@pytest.mark.parametrize(
    ("type", "entered", "more", "says"), REFUSED, ids=[f"{r[0]}-{str(r[1])[:12]}" for r in REFUSED]
)
def test_what_is_refused_says_why_at_its_field(type: str, entered: object, more: Mapping[str, Any], says: str) -> None:
    with pytest.raises(DeskError) as refusal:
        canonical(field(type, **more), entered, MOMENT)
    assert says in str(refusal.value)
    assert refusal.value.field == "it"
    assert str(refusal.value).startswith("it: ")


WARRANTY = (
    field("yes_no", "warranty", required=True),
    field("money", "fee", shown_when={"warranty": (False,)}, required_when={"urgent": (True,)}),
    field("choice", "payment", shown_when={"warranty": (False,), "channel": ("onsite",)}, required=True),
)


def check(entered: Mapping[str, Any], **facts: Any) -> tuple[dict[str, Any], list[str]]:
    checked = check_fields(WARRANTY, entered, {"channel": "onsite", "urgent": False, **facts}, MOMENT)
    return dict(checked.values), [str(error) for error in checked.errors]


def test_a_field_is_asked_when_its_conditions_hold() -> None:
    assert check({"warranty": "yes"}) == ({"warranty": True}, [])
    assert check({"warranty": "no", "fee": "20", "payment": "big"})[1] == []
    assert check({"warranty": "no"}, channel="phone") == ({"warranty": False}, [])


def test_a_field_is_required_while_it_is_shown() -> None:
    assert check({})[1] == ["warranty: is missing", "payment: is missing"]  # what is absent counts as false
    assert check({"warranty": "no"})[1] == ["payment: is missing"]
    assert check({"warranty": "no", "payment": "big"}, urgent=True)[1] == ["fee: is missing"]
    assert check({"warranty": "no", "payment": " ", "fee": ""}, urgent=True)[1] == [
        "fee: is missing",
        "payment: is missing",
    ]


def test_a_field_that_is_not_asked_must_not_be_given() -> None:
    assert check({"warranty": "yes", "fee": "20"})[1] == ["fee: only asked when warranty = false; leave it out"]
    found = check({"warranty": "no", "payment": "big"}, channel="phone")[1]
    assert found == ["payment: only asked when warranty = false and channel = onsite; leave it out"]


def test_a_mistake_above_is_told_once() -> None:
    assert check({"warranty": "perhaps", "fee": "20", "payment": "big"})[1] == [
        "warranty: 'perhaps' is neither yes nor no"
    ]


def test_a_name_that_the_form_does_not_have_is_refused() -> None:
    assert check({"waranty": "yes", "warranty": "yes"})[1] == [
        "waranty: not a field of this form; its fields are warranty, fee, payment"
    ]


def test_which_fields_are_asked_while_a_form_is_filled_in() -> None:
    def names(entered: Mapping[str, Any]) -> list[str]:
        return [f.name for f in shown_fields(WARRANTY, entered, {"channel": "onsite"}, MOMENT)]

    assert names({}) == ["warranty", "fee", "payment"]
    assert names({"warranty": "yes"}) == ["warranty"]
    assert names({"warranty": "yes", "fee": "typed before"}) == ["warranty"]
    assert names({"warranty": "no", "fee": "what"}) == ["warranty", "fee", "payment"]

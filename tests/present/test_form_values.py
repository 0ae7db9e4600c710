"""Values of a form's fields as people read them and as they type them."""

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from deskconsole.domain.rules.forms import FieldChoice, FormField
from deskconsole.domain.rules.texts import Text
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import use
from deskconsole.present.form_values import describe_form, describe_value, fields_document, typed_form, typed_value

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 9, 14, 1, 0, tzinfo=UTC)  # a Monday morning


def field(type: str, name: str = "it", **more: Any) -> FormField:
    return FormField(name=name, title=Text(zh="它", en="It"), type=type, **more)  # type: ignore[arg-type]


TOLD = [
    (field("text"), "abc", "abc"),
    (field("choice", values=(FieldChoice(name="big", title=Text(zh="大", en="Big")),)), "big", "Big"),
    (field("choice"), "gone", "gone"),
    (field("yes_no"), True, "yes"),
    (field("yes_no"), False, "no"),
    (field("money"), "1280.50", "¥1,280.50"),
    (field("money", unit=Text(zh="美元", en="USD")), "1280.00", "1,280.00 USD"),
    (field("number"), 12.5, "12.5"),
    (field("number", unit=Text(zh="台", en="units")), 3, "3 units"),
    (field("date"), "2026-10-08", "2026-10-08 (Thu)"),
    (field("date_time"), "2026-10-08T10:00:00+00:00", "2026-10-08 (Thu) 18:00"),
    (field("phone"), "13800001111", "138 0000 1111"),
    (field("phone"), "075586001234-801", "075586001234-801"),
    (field("date"), "no date", "no date"),
    (field("money"), "some", "some"),
    (field("money"), 5, "¥5"),
    (field("text"), None, ""),
]


@pytest.mark.parametrize(("own", "kept", "told"), TOLD, ids=[f"{f.type}-{v}" for f, v, _ in TOLD])
def test_a_value_is_told_by_its_type(own: FormField, kept: object, told: str) -> None:
    use("en")
    assert describe_value(own, kept, ZONE) == told


def test_a_form_is_told_in_its_order_and_what_it_does_not_know_last() -> None:
    use("en")
    form = (field("yes_no", "a"), field("text", "b"), field("text", "c"))
    assert list(describe_form(form, {"x": False, "c": "see", "a": True}, ZONE)) == [
        ("It", "yes"),
        ("It", "see"),
        ("x", "no"),
    ]


def test_json_has_instants_with_the_sites_offset() -> None:
    kept = {"at": "2026-10-08T10:00:00+00:00", "day": "2026-10-08", "n": 3}
    document = fields_document((field("date_time", "at"), field("date", "day")), kept, ZONE)
    assert document == {**kept, "at": "2026-10-08T18:00:00+08:00"}


@pytest.mark.parametrize(
    ("type", "text", "meant"),
    [
        ("date_time", "明天10点", datetime(2026, 9, 15, 2, 0, tzinfo=UTC)),
        ("date_time", "+2h", datetime(2026, 9, 14, 3, 0, tzinfo=UTC)),
        ("date", "明天", date(2026, 9, 15)),
        ("date", "周五", date(2026, 9, 18)),
        ("date", "10-08", date(2026, 10, 8)),
        ("date", "昨天", date(2026, 9, 13)),
        ("date", "3天前", date(2026, 9, 11)),
        ("date", "2026-01-05", "2026-01-05"),
        ("date", "2026年1月5日", "2026年1月5日"),
        ("money", "3万", "3万"),
    ],
)
def test_what_is_typed_is_read_as_people_mean_it(type: str, text: str, meant: object) -> None:
    assert typed_value(field(type), text, NOW, ZONE) == meant


def test_a_date_that_must_have_been_is_the_last_of_its_name() -> None:
    bought = field("date", latest="today")
    assert typed_value(bought, "09-10", NOW, ZONE) == date(2026, 9, 10)
    assert typed_value(bought, "12月24日", NOW, ZONE) == date(2025, 12, 24)
    assert typed_value(bought, "9-14", NOW, ZONE) == date(2026, 9, 14)


def test_an_unclear_time_is_refused_at_its_field() -> None:
    with pytest.raises(DeskError) as refusal:
        typed_value(field("date_time", "visit"), "one day", NOW, ZONE)
    assert refusal.value.field == "visit"


def test_a_kept_value_is_typed_again_as_it_would_be_entered() -> None:
    assert typed_form(True, field("yes_no"), ZONE) == "yes"
    assert typed_form("2026-10-08T10:00:00+00:00", field("date_time"), ZONE) == "2026-10-08T18:00:00+08:00"
    assert typed_form(12.5, field("number"), ZONE) == "12.5"
    assert typed_form(None, field("text"), ZONE) == ""

"""Lost and found, things left, parcels, keys: taken in, told, handed out, kept how long, found by search (S17)."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from deskconsole.desk.search.searching import search
from deskconsole.desk.things.things import give_away, hand_out, held_kinds, tell_whose, things
from deskconsole.documents.form import make_form
from deskconsole.errors import DeskError
from tests.desk.support import MONDAY, Bench, t

NOBODY: Any = {"customer": None, "contact": None, "request": "", "category": ""}


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path, packs=("front-desk",))
    yield made
    assert made.verified() == []
    made.desk.store.close()


def found(bench: Bench, content: str = "黑色折叠伞", **fields: str) -> str:
    return bench.take("onsite", "potential", kind="found_thing", content=content, fields=fields, **NOBODY)


def test_s17_what_is_found_is_here_until_it_is_handed_out_against_a_name(house: Bench, tmp_path: Path) -> None:
    number = found(house, lies="柜 3", found_at="二楼")
    (thing,) = things(house.desk)
    assert (thing.held, thing.what, thing.lies, thing.whose, thing.since) == (
        "here",
        "黑色折叠伞",
        "柜 3",
        None,
        MONDAY,
    )
    assert house.rules(number) == ["S17"], "nothing of an inquiry runs beside"
    assert house.clock(number, "S17").due == t("10-15 00:00")
    assert [match.number for match in search(house.desk, "折叠伞").tickets if match.number == number] == [number]
    with pytest.raises(DeskError, match="taken_by"):
        hand_out(house.desk, number, " ", "已领走")
    view = hand_out(house.desk, number, "韩成", "已领走", proof="说得出伞柄颜色")
    assert (view.ticket.finished is not None, view.ticket.filed_at) == (True, house.now)
    assert things(house.desk) == []
    assert make_form(house.desk, number, tmp_path / "receipt.docx") is not None


def test_s17_a_parcel_is_told_within_a_working_hour_and_listed_after_a_week(house: Bench) -> None:
    number = house.take(
        "onsite", "potential", kind="parcel", content="顺丰 1 件", fields={"for_whom": "王强"}, **NOBODY
    )
    assert house.clock(number, "S17b").due == t("09-14 10:00")
    assert [(thing.whose, thing.informed) for thing in things(house.desk)] == [("王强", None)]
    house.later(minutes=5)
    tell_whose(house.desk, number, "微信已告知")
    assert things(house.desk)[0].informed == house.now
    assert house.rules(number) == ["S17"]
    house.now = t("09-22 00:01")
    assert house.clock(number, "S17").overdue(house.now)
    view = give_away(house.by("lin"), number, "退回快递公司")
    assert view.ticket.filed_at == house.now


def test_s17_a_key_is_lent_and_back_the_same_day(house: Bench) -> None:
    number = house.take(
        "onsite", "potential", kind="key_lent", content="301 会议室", fields={"for_whom": "王强"}, **NOBODY
    )
    (thing,) = things(house.desk)
    assert (thing.held, thing.whose, thing.due) == ("out", "王强", t("09-14 18:00"))
    hand_out(house.desk, number, "小李", "已归还")
    assert things(house.desk) == []


def test_s17_only_a_thing_is_handed_out(house: Bench) -> None:
    number = house.take("onsite", category="product")
    with pytest.raises(DeskError, match="is of no thing"):
        hand_out(house.desk, number, "韩成", "已领走")
    assert [kind.name for kind in held_kinds(house.desk)] == ["found_thing", "left_thing", "parcel", "key_lent"]

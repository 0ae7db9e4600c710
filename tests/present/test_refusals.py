"""Refusals by titles: at a field, by themselves, and as a line of a command with its place."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from deskconsole.desk.policy.packs import load_pack
from deskconsole.desk.policy.roles import load_roles
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import language, use
from deskconsole.present.refusals import NEED_TITLES, message_at, message_of, reason
from deskconsole.present.titles import Titles


@pytest.fixture(autouse=True)
def _chinese() -> Iterator[None]:
    before = language()
    use("zh")
    yield
    use(before)


@pytest.fixture(scope="module")
def titles() -> Titles:
    return Titles([load_pack("front-desk")])


MISSING = DeskError("{event}: {name} is missing", field="due", event="waiting", name="due")
TIER = DeskError(
    "{name}: '{value}' is not one of {allowed}", field="category", name="category", value="x", allowed="other, sales"
)
FIRST = DeskError("{event}: first comes {before}", event="handed_off", before="accepted, specialist_needed")
FORBIDDEN = DeskError("{action}: only who leads the desk may do that", action="customers_join")
FILING = DeskError("filed: still missing: {missing}", missing="outcome, promise 7, respond R05")


def test_every_need_of_a_use_case_has_a_title(tmp_path: Path) -> None:
    assert load_roles(tmp_path).needs.keys() == NEED_TITLES.keys()


def test_events_parts_and_fields_are_told_by_their_titles() -> None:
    assert message_of(FIRST) == "已转交：须先专员接手、转专员"
    assert message_of(FILING) == "归档：还缺 结束咨询、按承诺回复 #7、首次响应"
    assert message_of(FORBIDDEN) == reason(FORBIDDEN) == "客户合并：只有接待处的负责人可以这样做"
    assert message_of(MISSING) == "等待客户：还没填再次查看"
    assert message_at(MISSING, "到期") == "等待客户：还没填到期"
    changed = DeskError(
        "expect: the ticket has changed since {expect}: {changes}; look again before saving",
        field="expect",
        expect=2,
        changes="3 answered (lin), 4 specialist_needed (-)",
    )
    assert "3 解答 (lin), 4 转专员 (-)" in message_of(changed)


def test_the_place_stands_before_the_message_by_its_title(titles: Titles) -> None:
    assert reason(DeskError("{name}: is missing", field="tier", name="tier")) == "客户等级：还没填"
    assert reason(DeskError("{name}: is missing", field="identity", name="identity"), titles) == "证件号：还没填"
    assert reason(MISSING) == "等待客户：还没填再次查看"
    late = DeskError("{event}: due: the time lies in the past; give a later one", event="promised", field="due")
    assert reason(late) == "承诺回复：截止：时间已过；请给出以后的时间"
    owner = DeskError("transferred: {owner} is the owner already", owner="zhou", field="to")
    assert reason(owner) == "交给：移交负责人：zhou 已是负责人"


def test_names_that_may_be_typed_stand_beside_their_titles(titles: Titles) -> None:
    assert "(other)" in reason(TIER, titles)
    assert reason(TIER, titles).startswith("类别：“x”")


def test_from_a_file_and_in_english_the_place_is_as_it_was_typed(titles: Titles) -> None:
    assert reason(TIER, titles, typed=True) == "category：“x”不在 other, sales 之中"
    use("en")
    assert reason(TIER, titles) == "category: 'x' is not one of other, sales"
    assert reason(MISSING) == "Wait for customer: due is missing"
    assert reason(DeskError("extended: due: not later than the time told before", field="due")).startswith(
        "Extend: due: "
    )


def test_foreign_text_is_never_taken_for_a_name() -> None:
    named = DeskError("from: '{name}' cannot be read: {reason}", field="from", name="due", reason="text")
    assert "“due”" in reason(named)
    assert reason(DeskError("file: '{path}' is empty", field="file", path="received: x")).count("received") == 1

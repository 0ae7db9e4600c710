"""Text for a customer is checked where it is recorded, whoever records it and from where (R27, E18, R23)."""

import pytest

from deskconsole.domain.rules.customer_wording import WordingRefused
from deskconsole.domain.tickets.vocabulary import CUSTOMER_WORDING, EVENTS
from tests.desk.support import Bench


@pytest.mark.parametrize("words", ["不知道", "不 知 道", "不、知、道", "不　知　道", "不\u200b知道"])
def test_r27_an_answer_with_banned_wording_is_refused_with_an_accepted_one(bench: Bench, words: str) -> None:
    number = bench.take()
    before = bench.record()
    with pytest.raises(WordingRefused) as refusal:
        bench.act(number, "answered", text=f"这个我{words}。")
    assert bench.record() == before
    assert refusal.value.field == "text"
    (match,) = refusal.value.matches["text"]
    assert match.instead is not None
    assert "核实" in match.instead.zh


@pytest.mark.parametrize("words", ["不知道", "不 知 道", "没办法，尽快，白痴，3万元"])
def test_r27_the_customers_own_words_are_never_checked(bench: Bench, words: str) -> None:
    number = bench.take(content=words, request=words)
    bench.act(number, "noted", text=f"客户说{words}")
    bench.act(number, "contacted", text=words, channel="online")
    bench.act(number, "need_recorded", fields={"symptom": words})
    bench.act(number, "objected", text=words)
    bench.act(number, "specialist_needed", text=words, to="dept:technical")
    assert not any("wording" in event.fields for event in bench.show(number).events)


def test_r27_sending_it_anyway_needs_a_reason_that_stays_on_record(bench: Bench) -> None:
    number = bench.take()
    assert "wording_reason" in bench.refused(number, "answered", text="没办法", wording_reason="  ")
    bench.act(number, "answered", text="这句没办法照改", wording_reason="引用客户原话")
    fields = bench.show(number).events[-1].fields
    assert (fields["wording_reason"], fields["wording"]) == ("引用客户原话", ["没办法"])


def test_r27_a_reason_without_a_hit_is_not_kept_and_what_was_named_cannot_be_made_up(bench: Bench) -> None:
    number = bench.take()
    bench.act(number, "answered", text="已发资料", wording_reason="以防万一")
    assert "wording_reason" not in bench.show(number).events[-1].fields
    assert "not a field that can be entered" in bench.refused(
        number, "answered", text="没办法", wording=["x"], wording_reason="y"
    )


@pytest.mark.parametrize("kind", sorted(CUSTOMER_WORDING))
def test_r27_every_text_that_is_said_to_the_customer_is_named_in_one_place(bench: Bench, kind: str) -> None:
    assert kind in EVENTS
    known = {*EVENTS[kind].fields, "text"}
    assert set(CUSTOMER_WORDING[kind]) <= known


def test_e18_a_promise_carries_its_time_so_that_nothing_is_without_one(bench: Bench) -> None:
    number = bench.take()
    assert "尽快" in bench.refused(number, "answered", text="我们会尽快处理")
    bench.act(number, "promised", text="尽快核实", due="2026-09-14T17:00:00+08:00")


def test_r23_a_figure_outside_the_price_policy_is_refused(bench: Bench) -> None:
    number = bench.take()
    assert "price policy" in bench.refused(number, "answered", text="大约12万元")
    bench.act(number, "answered", text="销售部报价12万元", wording_reason="销售部书面报价 Q-118")
    assert bench.show(number).events[-1].fields["wording"] == ["12万元"]


def test_r27_several_hits_are_told_one_a_line(bench: Bench) -> None:
    number = bench.take()
    with pytest.raises(WordingRefused) as refusal:
        bench.act(number, "answered", text="不知道，没办法。")
    assert [error.field for error in refusal.value.errors] == ["text", "text"]

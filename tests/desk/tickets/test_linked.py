"""The same matter from several people: linked, not merged; one answer told to all of them."""

import pytest

from deskconsole.desk.matters.telling import tell_linked
from deskconsole.desk.search.searching import search
from deskconsole.errors import DeskError
from tests.desk.support import Bench


@pytest.fixture
def three(bench: Bench) -> tuple[str, str, str]:
    """Three people with one matter; the second is linked with both others."""
    first, second, third = (bench.take(customer=name, contact=None) for name in ("王一", "李二", "张三"))
    bench.act(second, "linked", same_as=first, text="同一停电")
    bench.act(third, "linked", same_as=second[-4:])
    return first, second, third


def test_both_tickets_carry_the_link_and_go_on(bench: Bench, three: tuple[str, str, str]) -> None:
    first, second, third = three
    assert [each.number for each in bench.show(first).linked] == [second, third]
    assert [(each.number, each.direct) for each in bench.show(first).linked] == [(second, True), (third, False)]
    assert bench.show(second).ticket.linked == (first, third)
    assert not any(bench.show(number).closed for number in three)
    assert [clock.state for clock in bench.show(first).clocks] == ["running"]
    assert bench.verified() == []


def test_each_is_found_by_the_number_of_the_other(bench: Bench, three: tuple[str, str, str]) -> None:
    first, second, _third = three
    assert {each.number for each in search(bench.desk, first).tickets} >= {first, second}


def test_what_was_told_on_one_is_told_on_all_that_are_open(bench: Bench, three: tuple[str, str, str]) -> None:
    first, second, third = three
    bench.act(third, "withdrawn", "he", reason="spam")
    with pytest.raises(DeskError, match="nothing was told yet"):
        tell_linked(bench.desk, first)
    bench.act(first, "answered", text="线路已修复，今晚八点恢复供电")
    assert [(each.number, each.recorded) for each in tell_linked(bench.desk, first)] == [(second, True)]
    event = bench.show(second).events[-1]
    assert (event.kind, event.text, event.fields["told_with"]) == ("answered", "线路已修复，今晚八点恢复供电", first)
    assert bench.show(second).clocks[0].state == "met"
    before = bench.record()
    (again,) = tell_linked(bench.desk, first)
    assert not again.recorded
    assert bench.record() == before
    assert bench.verified() == []


def test_one_that_cannot_be_told_says_why_and_the_others_are(bench: Bench, three: tuple[str, str, str]) -> None:
    first, second, third = three
    bench.act(first, "answered", text="已修复")
    bench.act(second, "answered", text="先前已答")
    bench.act(second, "finished", outcome="done")
    bench.act(second, "filed")
    assert not bench.show(second).closed, "somebody calls back"
    results = {each.number: each for each in tell_linked(bench.desk, first)}
    assert results[third].recorded
    assert not results[second].recorded
    assert results[second].refusal is not None


def test_a_link_is_taken_off_with_its_reason(bench: Bench, three: tuple[str, str, str]) -> None:
    first, second, third = three
    with pytest.raises(DeskError, match="reason is missing"):
        bench.act(second, "unlinked", same_as=first)
    bench.act(second, "unlinked", same_as=first, reason="另一条线路")
    assert bench.show(first).linked == ()
    assert [each.number for each in bench.show(second).linked] == [third]
    assert bench.verified() == []


@pytest.mark.parametrize(
    ("which", "message"), [(0, "that is the ticket itself"), (1, "is linked already"), (9, "there is no ticket")]
)
def test_what_cannot_be_linked_is_refused(bench: Bench, three: tuple[str, str, str], which: int, message: str) -> None:
    number = three[which] if which < 3 else "9999"
    before = bench.record()
    with pytest.raises(DeskError, match=message):
        bench.act(three[0], "linked", same_as=number)
    assert bench.record() == before


def test_a_withdrawn_ticket_is_no_matter_of_anybody(bench: Bench) -> None:
    gone, number = bench.take(), bench.take()
    bench.act(gone, "withdrawn", "he", reason="spam")
    with pytest.raises(DeskError, match="was withdrawn or merged"):
        bench.act(number, "linked", same_as=gone)
    with pytest.raises(DeskError, match="is linked with no other"):
        tell_linked(bench.desk, number)
    with pytest.raises(DeskError, match="linked with no other"):
        bench.act(number, "unlinked", same_as=gone, reason="x")

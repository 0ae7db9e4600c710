"""Lives under the hotline's regulation: an order from call to file, who may know who called, one matter of many."""

import pytest

from deskconsole.desk.matters.telling import tell_linked
from deskconsole.desk.search.searching import search
from deskconsole.desk.tickets import views
from deskconsole.desk.tickets.revealing import reveal
from deskconsole.errors import DeskError
from tests.desk.hotline.conftest import HotlineBench
from tests.desk.support import t


def test_an_order_from_the_call_to_the_file(bench: HotlineBench) -> None:
    number = bench.dispatched()
    bench.act(number, "accepted", "zheng", due=t("10-12 12:00"), fields={"handler": "郑毅"})
    bench.act(number, "promised", text="十月十二日前给您结果。", due=t("10-12 17:30"))
    bench.later(minutes=20)
    bench.act(number, "progress_told", "zheng", text="正在抢修，晚上六点恢复。")
    bench.act(number, "specialist_answered", "zheng", text="已恢复", fields={"measures": "换阀门", "reasonable": True})
    bench.act(number, "solved", text="已恢复供水。", evidence="抢修单")
    bench.act(number, "replied", text="已恢复供水。")
    bench.act(number, "confirmed")
    bench.act(number, "finished", outcome="已解决")
    bench.act(number, "followed_up", outcome="reached", score=5)
    bench.act(number, "filed")
    seen = bench.show(number)
    assert seen.closed
    states = {clock.rule: clock.state for clock in seen.clocks}
    assert states.pop("S08b") == "cancelled"  # the promise was kept before progress was to be told
    assert set(states.values()) == {"met"}
    assert seen.ticket.stage == "filing"


def test_a_returned_order_goes_to_another_office_and_starts_anew(bench: HotlineBench) -> None:
    number = bench.dispatched()
    bench.act(number, "declined", "zheng", reason="属于二次供水", fields={"should_be": "住房建设局"})
    bench.act(number, "handed_off", "he", to="dept:housing_office")
    signing = [clock for clock in bench.show(number).clocks if clock.rule == "H04"]
    assert [clock.state for clock in signing] == ["met", "running"]
    assert signing[-1].assignee == "dept:housing_office"


@pytest.mark.parametrize(
    ("kind", "fields", "login", "hidden"),
    [
        ("complaint", {"about_office": "utilities_office"}, "zheng", True),
        ("complaint", {"about_office": "elsewhere"}, "zheng", False),
        ("help", {"place": "和平路", "confidential": True}, "zheng", True),
        ("help", {"place": "和平路"}, "zheng", False),
        ("report", {"place": "南门"}, "zheng", True),
    ],
)
def test_h17_who_called_is_kept_from_whom_it_concerns(
    bench: HotlineBench, kind: str, fields: dict[str, object], login: str, hidden: bool
) -> None:
    number = bench.dispatched(kind, fields=fields)
    office = bench.by(login)
    seen = views.show(office, number)
    told = repr(seen) + str(seen.ticket.customer)
    assert ("谭芳" not in told and "13900001234" not in told) == hidden
    found = [each.number for each in search(office, "谭芳").tickets]
    assert found == ([] if hidden else [number])
    if hidden:
        with pytest.raises(DeskError, match="is kept from you"):
            reveal(office, number)
    else:
        assert reveal(office, number).ticket.customer == "谭芳"
    assert views.show(bench.by("zhou"), number).ticket.customer == "谭芳"


def test_h18_one_matter_of_three_citizens(bench: HotlineBench) -> None:
    first, second, third = (bench.dispatched(customer=name, contact=None) for name in ("王一", "李二", "张三"))
    bench.act(second, "linked", same_as=first)
    bench.act(third, "linked", same_as=first)
    bench.act(first, "solved", text="供水已恢复。", evidence="抢修单")
    assert [each.recorded for each in tell_linked(bench.desk, first)] == [True, True]
    assert {bench.clock(number, "H06").state for number in (first, second, third)} == {"met"}
    assert len(bench.show(second).linked) == 2
    assert bench.show(second).repeats == ()

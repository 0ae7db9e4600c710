"""What the forecast would have named of a past, how long before, and what in vain: the script of the bench."""

from tests.bench.forecast_hindsight import hindsight
from tests.desk.forecast.worked import MINUTE, promised, replied
from tests.desk.support import Bench


def test_what_was_late_was_named_and_what_somebody_else_did_was_named_in_vain(bench: Bench) -> None:
    """Two replies within fifteen minutes, ten minutes each: one is late. An hour later a second person comes."""
    replied(bench)
    start = bench.now
    first, second = promised(bench, 15, 15)
    for number in (first, second):
        bench.later(minutes=10)
        bench.act(number, "replied")
        bench.act(number, "withdrawn", reason="spam")
    bench.later(minutes=30)
    third, fourth = promised(bench, 15, 15)
    bench.later(minutes=10)
    bench.act(third, "replied")
    bench.act(fourth, "replied", "lin")
    bench.later(minutes=10)
    past = hindsight(bench.desk, start, bench.now, MINUTE)
    late = {number: before for (number, rule, _of), before in past.late.items() if rule == "R11"}
    assert late == {second: 15 * MINUTE}
    assert {number for number, rule, _of in past.in_vain if rule == "R11"} == {fourth}
    assert past.instants > 40
    assert "named in vain: 1" in "\n".join(past.lines())

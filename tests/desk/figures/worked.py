"""A small week, made by hand, of which every figure can be told with a pencil; what it comes to stands beside each."""

from datetime import timedelta
from pathlib import Path

from deskconsole.desk.alarms.lateness import explain_late, judge_late
from deskconsole.desk.customers.changes import change_customer
from deskconsole.desk.customers.customers import file_of_ticket
from deskconsole.desk.shifts import shifts
from deskconsole.desk.surveys.answering import answer_survey
from deskconsole.desk.surveys.drawing import draw_survey
from deskconsole.desk.telephone import calls
from deskconsole.desk.tickets import intake
from deskconsole.desk.tickets.intake_forms import read_form
from tests.desk.support import Bench, t


def worked_week(folder: Path) -> tuple[Bench, dict[str, str]]:
    """Monday 2026-09-14 at a desk of its own; the tickets by what they are here."""
    bench = Bench(folder)
    numbers: dict[str, str] = {}
    shifts.open_shift(bench.by("lin"))
    _answered(bench, numbers)
    _promised(bench, numbers)
    _left_out(bench, numbers)
    _calls(bench, numbers)
    _again(bench, numbers)
    _specialists(bench, numbers)
    _surveyed(bench, numbers)
    bench.now = t("09-14 18:00")
    bench.settle()
    return bench, numbers


def _at(bench: Bench, text: str) -> None:
    bench.now = t(f"09-14 {text}")


def _answered(bench: Bench, numbers: dict[str, str]) -> None:
    """Answered by zhou after 3 minutes (R05: 5), finished after 20, five points."""
    _at(bench, "09:00")
    numbers["answered"] = number = bench.take("online", "core", contact="wx:one", customer="一")
    _at(bench, "09:03")
    bench.act(number, "responded")
    _at(bench, "09:10")
    bench.act(number, "answered")
    _at(bench, "09:20")
    bench.act(number, "finished", outcome="received")
    bench.act(number, "rated", score=5)


def _promised(bench: Bench, numbers: dict[str, str]) -> None:
    """Answered by lin after 20 minutes (R06: 15), the reason accepted; a promise of two hours kept after an hour and a
    half; finished after 2:30, three points. Another promise, moved from two hours to four, kept after three."""
    _at(bench, "09:30")
    numbers["promised"] = number = bench.take("online", "intent", by="lin", contact="wx:two", customer="二")
    _at(bench, "09:50")
    bench.act(number, "responded", "lin")
    explain_late(bench.by("lin"), number, "R06", "several_at_once")
    judge_late(bench.by("he"), number, "R06", True)
    _at(bench, "10:00")
    bench.act(number, "promised", "lin", due=t("09-14 12:00"))
    _at(bench, "11:30")
    bench.act(number, "replied", "lin")
    bench.act(number, "confirmed", "lin")
    _at(bench, "12:00")
    bench.act(number, "finished", "lin", outcome="received")
    bench.act(number, "rated", "lin", score=3)
    numbers["moved"] = number = bench.take("online", "core", contact="wx:three", customer="三")
    bench.act(number, "promised", due=t("09-14 14:00"))
    _at(bench, "13:00")
    bench.act(number, "extended", due=t("09-14 16:00"), reason="图纸未到", text="晚一点")
    _at(bench, "15:00")
    bench.act(number, "replied")


def _left_out(bench: Bench, numbers: dict[str, str]) -> None:
    """One that nobody answers; one that is withdrawn, and one merged into it, which do not count."""
    _at(bench, "15:10")
    numbers["waiting"] = waiting = bench.take("online", "core", contact="wx:four", customer="四")
    spam = bench.take("online", "core", contact="wx:five", customer="五")
    bench.act(spam, "withdrawn", reason="spam")
    twice = bench.take("online", "core", contact="wx:four", customer="四")
    bench.act(twice, "merged", into=waiting)
    _of_the_house(bench)


def _of_the_house(bench: Bench) -> None:
    """What nobody from outside has brought, one done and filed, one open: no inquiries, whatever is counted."""
    form = {"kind": "emergency_review", "content": "停电两小时"}
    done, _open = (intake.intake(bench.desk, read_form(bench.desk, form, now=bench.now)).number for _number in range(2))
    bench.act(done, "finished", outcome="resolved", fields={"went_well": "有序", "to_change": "备用灯"})
    bench.act(done, "filed")


def _calls(bench: Bench, numbers: dict[str, str]) -> None:
    """Three calls while lin has the shift: answered by zhou after 10 seconds; given up after 8 and called back within
    half an hour; unanswered, which is missed after 30 (R03), and withdrawn."""
    _at(bench, "15:20")
    call, numbers["picked"] = bench.ring("13800000001")
    bench.later(seconds=10)
    calls.pick_up(bench.desk, call, "zhou")
    _at(bench, "15:30")
    call, numbers["given up"] = bench.ring("13800000002")
    bench.later(seconds=8)
    calls.hang_up(bench.desk, call)
    bench.settle()
    _at(bench, "15:50")
    bench.act(numbers["given up"], "called_back", outcome="reached")
    _at(bench, "15:55")
    _call, number = bench.ring("13800000003")
    bench.later(minutes=1)
    bench.settle()
    bench.act(number, "withdrawn", reason="wrong_number")


def _again(bench: Bench, numbers: dict[str, str]) -> None:
    """Finished after ten minutes, reopened, finished again after an hour; and the customer of the first comes again."""
    _at(bench, "16:00")
    numbers["again"] = number = bench.take("online", "core", contact="wx:six", customer="六")
    bench.act(number, "answered")
    _at(bench, "16:10")
    bench.act(number, "finished", outcome="received")
    _at(bench, "16:20")
    bench.act(number, "reopened", reason="还有问题", by_customer=True)
    bench.act(number, "answered")
    _at(bench, "17:00")
    bench.act(number, "finished", outcome="received")
    bench.act(number, "rated", outcome="not_asked", remark="赶时间")


def _specialists(bench: Bench, numbers: dict[str, str]) -> None:
    """Handed to luo, who accepts for an hour and answers after two; the customer is told a time, which is kept."""
    _at(bench, "17:10")
    numbers["handed"] = number = bench.take("online", "core", contact="wx:seven", customer="七", category="service")
    bench.act(number, "answered")
    bench.act(number, "specialist_needed", to="luo")
    bench.act(number, "accepted", "luo", due=bench.now + timedelta(minutes=20))
    bench.act(number, "promised", due=bench.now + timedelta(minutes=45))
    bench.later(minutes=30)
    bench.act(number, "specialist_answered", "luo")
    bench.act(number, "replied")


def _surveyed(bench: Bench, numbers: dict[str, str]) -> None:
    """The only customer with a telephone is drawn, not reached, and answers 4, 3 and 5 the second time."""
    _at(bench, "17:50")
    customer = file_of_ticket(bench.desk, numbers["answered"])
    change_customer(bench.by("he"), customer.id, {}, add=[("phone", "13800000009")])
    (drawn,) = draw_survey(bench.by("he"), "satisfaction", "2026-Q3", seed="s")
    desk = bench.by(str(drawn.assignee))
    answer_survey(desk, drawn.number, outcome="no_answer")
    answer_survey(desk, drawn.number, {"thorough": 4, "attitude": 3, "ease": 5})

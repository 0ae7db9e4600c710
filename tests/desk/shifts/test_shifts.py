"""F01, R35: the roster, the checklist, the hand-over, and whose what nobody owns is."""

import itertools
from datetime import date, timedelta

import pytest

from deskconsole.desk.desk import Desk
from deskconsole.desk.shifts import roster, shifts
from deskconsole.desk.shifts.sheet import digest_of, read_sheet
from deskconsole.desk.staff.staff import add_staff, staff_list
from deskconsole.desk.telephone import calls
from deskconsole.desk.tickets import act, drafts, views
from deskconsole.domain.calendar.duty import Part, parts_of, watch_at
from deskconsole.errors import DeskError
from deskconsole.store import tickets
from tests.desk.support import Bench, t

FRIDAY = date(2026, 9, 18)


def _site_kinds(bench: Bench) -> list[str]:
    with bench.desk.store.reading() as tx:
        return [event.kind for _seq, event in tickets.site_events(tx)]


def _administrator(bench: Bench) -> Desk:
    made_by = next(person for person in staff_list(bench.desk) if person.role == "administrator")
    return bench.by(made_by.login)


@pytest.mark.parametrize(
    ("at", "day", "part"),
    [
        ("09-18 09:00", FRIDAY, Part.DAY),
        ("09-18 12:30", FRIDAY, Part.DAY),
        ("09-18 18:00", FRIDAY, Part.NIGHT),
        ("09-19 03:00", FRIDAY, Part.NIGHT),
        ("09-19 09:00", date(2026, 9, 19), Part.HOLIDAY),
        ("09-20 09:00", date(2026, 9, 20), Part.DAY),  # a Sunday that is a make-up working day
        ("10-01 17:59", date(2026, 10, 1), Part.HOLIDAY),
        ("10-01 18:00", date(2026, 10, 1), Part.NIGHT),
    ],
)
def test_r35_day_night_and_holiday(bench: Bench, at: str, day: date, part: Part) -> None:
    watch = watch_at(bench.desk.calendar, t(at))
    assert (watch.day, watch.part) == (day, part)
    assert watch.begins <= t(at) < watch.ends


def test_r35_the_parts_of_the_days_leave_no_gap(bench: Bench) -> None:
    days = [FRIDAY + timedelta(days=n) for n in range(30)]
    parts = [part for day in days for part in parts_of(bench.desk.calendar, day)]
    assert all(one.ends == other.begins for one, other in itertools.pairwise(parts))


def test_r35_a_substitute_is_named_and_stands_in(bench: Bench) -> None:
    leader = bench.by("he")
    roster.set_duty(leader, FRIDAY, FRIDAY, "night", "zhou", "lin")
    bench.now = t("09-18 22:00")
    assert shifts.shifts_now(bench.desk).on_duty == "zhou"
    assert roster.stand_in(leader, FRIDAY, "night").on_duty == "lin"
    assert shifts.shifts_now(bench.desk).on_duty == "lin"
    roster.stand_in(leader, FRIDAY, "night", absent=False)
    assert shifts.shifts_now(bench.desk).on_duty == "zhou"
    bench.now = t("09-19 10:00")
    assert shifts.shifts_now(bench.desk).on_duty is None


def test_r35_days_of_one_kind_only_and_by_weekday(bench: Bench) -> None:
    leader = bench.by("he")
    week = (date(2026, 9, 14), date(2026, 9, 20))
    holidays = roster.set_duty(leader, *week, "holiday", "lin")
    assert [duty.day.day for duty in holidays] == [19], "the 20th is a working day"
    mondays = roster.set_duty(leader, date(2026, 9, 14), date(2026, 9, 30), "day", "zhou", weekdays=[0])
    assert [duty.day.day for duty in mondays] == [14, 21, 28]
    roster.set_duty(leader, week[0], week[0], "day", None)
    assert [(duty.day.day, duty.login) for duty in roster.roster(leader, week[0], 8)] == [(19, "lin"), (21, "zhou")]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"part": "evening"}, "part: 'evening' is not one of day, night, holiday"),
        ({"login": "nobody"}, "login: no staff member"),
        ({"substitute": "nobody"}, "substitute: no staff member"),
        ({"until": date(2026, 9, 1)}, "until"),
        ({"part": "holiday"}, "part: none of these days"),
    ],
)
def test_r35_a_wrong_roster_is_refused(bench: Bench, change: dict[str, object], told: str) -> None:
    given: dict[str, object] = {"since": FRIDAY, "until": FRIDAY, "part": "day", "login": "zhou", **change}
    with pytest.raises(DeskError, match=told):
        roster.set_duty(bench.by("he"), **given)  # type: ignore[arg-type]
    assert roster.roster(bench.desk, FRIDAY) == []


def test_only_who_leads_writes_the_roster(bench: Bench) -> None:
    with pytest.raises(DeskError, match="leads"):
        roster.set_duty(bench.desk, FRIDAY, FRIDAY, "day", "zhou")


def test_f01_the_checklist_is_ticked_off_by_name_and_time(bench: Bench) -> None:
    with pytest.raises(DeskError, match="open one first"):
        shifts.tick(bench.desk, "telephone")
    now = shifts.open_shift(bench.desk)
    assert now.current is not None
    assert (now.current.login, now.current.part) == ("zhou", "day")
    bench.later(minutes=3)
    ticked = {item.name: item.tick for item in shifts.tick(bench.desk, "telephone").items}
    tick = ticked.pop("telephone")
    assert tick is not None
    assert (tick.by, tick.at) == ("zhou", bench.now)
    assert set(ticked.values()) == {None}
    assert not any(item.tick for item in shifts.tick(bench.desk, "telephone").items), "a second time takes it away"
    with pytest.raises(DeskError, match="item: 'coffee' is not one of"):
        shifts.tick(bench.desk, "coffee")


def test_f01_the_news_of_the_day_is_read_by_name(bench: Bench) -> None:
    shifts.open_shift(bench.desk)
    shifts.add_news(bench.desk, "明天消防演练", date(2026, 9, 15))
    (news,) = shifts.add_news(bench.by("lin"), " 三楼会议室停用\n到下午三点 ").news
    assert news.text == "三楼会议室停用\n到下午三点"
    (read,) = shifts.tick(bench.desk, news.name).news
    assert read.tick is not None
    assert read.tick.by == "zhou"
    assert shifts.drop_news(bench.desk, news.name).news == ()
    bench.later(days=1)
    assert [each.text for each in shifts.shifts_now(bench.desk).news] == ["明天消防演练"]


def test_one_shift_at_a_time(bench: Bench) -> None:
    shifts.open_shift(bench.desk)
    with pytest.raises(DeskError, match="'zhou' has had the shift since"):
        shifts.open_shift(bench.by("lin"))
    with pytest.raises(DeskError, match="leads"):
        shifts.hand_over(bench.by("lin"))
    assert shifts.hand_over(bench.by("he"), "周不在").handed_over is not None


def test_the_hand_over_is_what_is_open_and_agrees_with_the_queue(bench: Bench) -> None:
    shifts.open_shift(bench.desk)
    first = bench.take()
    second = bench.take(customer="第二位", contact="wx:b")
    bench.act(second, "promised", due=bench.now + timedelta(hours=3), text="查库存后答复")
    closed = bench.take(customer="打错", contact="wx:c")
    bench.act(closed, "withdrawn", reason="wrong_number")
    drafts.save_draft(bench.desk, "d-1", "intake", {"customer": "半张"})
    bench.later(minutes=50)
    handed = shifts.hand_over(bench.desk, "第二位很急")
    bench.later(minutes=1)
    bench.act(first, "answered")
    sheet = read_sheet(bench.desk, handed)
    assert list(sheet.lines) == views.queue(bench.desk, at=sheet.at)
    assert {line.number for line in sheet.lines} == {first, second}
    assert [(promise.number, promise.text) for promise in sheet.promises] == [(second, "查库存后答复")]
    assert [(draft.person, draft.form) for draft in sheet.drafts] == [("zhou", "intake")]
    with bench.desk.store.reading() as tx:
        events = dict(tickets.site_events(tx))
    at, event = next((seq, event) for seq, event in events.items() if event.kind == "shift_handed_over")
    assert event.fields["digest"] == sheet.digest
    assert sheet.head.site_seq == at - 1, "the head before the hand-over itself"


def test_a_hand_over_that_was_changed_afterwards_has_another_digest(bench: Bench) -> None:
    shifts.open_shift(bench.desk)
    bench.take()
    handed = shifts.hand_over(bench.desk, "无")
    assert handed.sheet is not None
    digest = digest_of(handed.sheet, handed.note)
    assert digest_of(handed.sheet, "有") != digest
    assert digest_of({**handed.sheet, "open": []}, handed.note) != digest


def test_the_next_one_accepts_by_name_and_has_the_shift(bench: Bench) -> None:
    with pytest.raises(DeskError, match="no hand-over waits"):
        shifts.accept(bench.desk)
    shifts.open_shift(bench.desk)
    shifts.hand_over(bench.desk, "夜里安静")
    assert [shift.note for shift in shifts.shifts_now(bench.desk).waiting] == ["夜里安静"]
    bench.later(minutes=20)
    now = shifts.accept(bench.by("lin"))
    assert now.waiting == ()
    assert now.on_duty == "lin"
    newest, before = shifts.last_shifts(bench.desk)
    assert (newest.login, newest.state) == ("lin", "open")
    assert before.accepted is not None
    assert (before.state, before.accepted.by, before.accepted.at) == ("accepted", "lin", bench.now)
    assert _site_kinds(bench)[-4:] == ["shift_opened", "shift_handed_over", "shift_accepted", "shift_opened"]
    assert bench.verified() == []


def test_what_nobody_owns_is_of_whoever_is_on_duty(bench: Bench) -> None:
    calls.ring(bench.desk, "13900001111", call="c-1")
    assert views.queue(bench.desk, mine=True) == []
    shifts.open_shift(bench.desk)
    assert [line.owner for line in views.queue(bench.desk, mine=True)] == [None]
    assert views.queue(bench.by("lin"), mine=True) == []


def test_r32_who_is_not_qualified_has_no_shift(bench: Bench) -> None:
    add_staff(_administrator(bench), "neu", name="Neu", role="receiver", department="service")
    with pytest.raises(DeskError, match="qualif"):
        shifts.open_shift(bench.by("neu"))


def test_a_night_at_the_desk(bench: Bench) -> None:
    bench.now = t("09-17 18:00")
    shifts.open_shift(bench.desk)
    numbers = [bench.take("online", "intent", customer=f"夜客{n}", contact=f"wx:n{n}") for n in range(10)]
    for n, number in enumerate(numbers):
        bench.later(minutes=20)
        bench.act(number, "responded")
        bench.act(number, "answered")
        if n % 2:
            bench.act(number, "finished", outcome="已答复")
        else:
            bench.act(number, "promised", due=t("09-18 10:00"), text="早上再联系")
    bench.now = t("09-18 08:00")
    handed = shifts.hand_over(bench.desk, "十位客户，五位等早上的答复")
    sheet = read_sheet(bench.desk, handed)
    assert list(sheet.lines) == views.queue(bench.desk)
    assert len(sheet.promises) == 5
    assert shifts.accept(bench.by("lin")).on_duty == "lin"
    act.act(bench.by("lin"), numbers[0], "noted", text="已接班")
    assert bench.verified() == []

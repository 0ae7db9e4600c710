"""F02–F09: visitors expected, signed in, received, signed out; passes, rooms, the watch list, private data."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from deskconsole.desk.records import TicketView
from deskconsole.desk.tickets.intake_forms import IntakeRefused
from deskconsole.desk.tickets.revealing import reveal
from deskconsole.desk.visitors import checking_in, checking_out, expecting, passes, rooms, visitors, watching
from deskconsole.desk.visitors.records import CheckIn, Expected
from deskconsole.domain.tickets.event import Event
from deskconsole.errors import DeskError
from deskconsole.store import tickets
from deskconsole.text.private import revealed
from tests.desk.support import Bench, t

AN_APPOINTMENT: dict[str, Any] = {
    "name": "陈立",
    "phone": "138 0000 1111",
    "purpose": "商谈焊接工位",
    "host": "王强",
    "organisation": "华南精密",
}


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """A desk under the front desk's manual, Monday 2026-09-14 09:00."""
    made = Bench(tmp_path, packs=("front-desk",))
    yield made
    assert made.verified() == []
    made.desk.store.close()


def expect(bench: Bench, **more: Any) -> Expected:
    data = {**AN_APPOINTMENT, "at": bench.now + timedelta(minutes=30), **more}
    return expecting.expect(bench.desk, expecting.read_expected(bench.desk, data, now=bench.now))


def check_in(bench: Bench, expected: Expected | None = None, **more: Any) -> TicketView:
    fields = more.pop("fields", {})
    if expected is not None:
        form = checking_in.from_expected(expected)
        return checking_in.check_in(bench.desk, CheckIn("", "", fields=fields, expected=form.expected, **more))
    given = {"kind": "visit", "name": "陈立", **more}
    return checking_in.check_in(bench.desk, CheckIn(fields={"host": "王强", **fields}, **given))


def places(bench: Bench) -> dict[str, list[str | None]]:
    day = visitors.visitors_of_day(bench.desk)
    return {
        "expected": [each.form.name for each in day.expected],
        **{name: [line.name for line in getattr(day, name)] for name in ("waiting", "with_host", "left")},
    }


def site_events(bench: Bench, kind: str) -> list[Event]:
    with bench.desk.store.reading() as tx:
        return [event for _seq, event in tickets.site_events(tx) if event.kind == kind]


# --- expected ----------------------------------------------------------------------------------------------------


def test_f03_an_appointment_is_kept_and_stands_on_the_day(bench: Bench) -> None:
    expected = expect(bench)
    expect(bench, name="刘敏", at=bench.now + timedelta(days=1))
    assert places(bench)["expected"] == ["陈立"]
    assert (expected.form.kind, expected.host) == ("visit", "王强")
    (event, _other) = site_events(bench, "visitor_expected")
    assert (event.by, event.fields["id"], event.fields["name"]) == ("zhou", expected.id, "陈立")


@pytest.mark.parametrize(
    ("more", "field", "word"),
    [
        ({"name": " "}, "name", "missing"),
        ({"name": "陈" * 201}, "name", "longer"),
        ({"phone": "不详"}, "phone", "telephone"),
        ({"kind": "burglary"}, "kind", "one of visit"),
        ({"kind": "inquiry"}, "kind", "one of visit"),
        ({"host": ""}, "host", "missing"),
        ({"badge": "7"}, "badge", "not a field"),
        ({"category": "weather"}, "category", "one of"),
        ({"at": None}, "at", "missing"),
        ({"at": "2026-09-14 10:00"}, "at", ""),
        ({"at": "2026-09-13T10:00:00+08:00"}, "at", "passed"),
        ({"at": "2036-09-13T10:00:00+08:00"}, "at", "two years"),
        ({"at": None, "date": "14.9.2026", "time": "10"}, "at", "such as"),
    ],
)
def test_f08_the_data_of_an_appointment_is_checked_field_by_field(
    bench: Bench, more: dict[str, Any], field: str, word: str
) -> None:
    data = {**AN_APPOINTMENT, "at": bench.now, **more}
    with pytest.raises(IntakeRefused) as refusal:
        expecting.read_expected(bench.desk, data, now=bench.now)
    assert [error.field for error in refusal.value.errors] == [field]
    assert word in str(refusal.value)


def test_f08_every_mistake_is_named_at_once(bench: Bench) -> None:
    with pytest.raises(IntakeRefused) as refusal:
        expecting.read_expected(bench.desk, {"phone": "x", "badge": "1"}, now=bench.now)
    assert {error.field for error in refusal.value.errors} == {"name", "phone", "at", "badge", "host"}


def test_f03_date_and_time_are_the_sites_own(bench: Bench) -> None:
    data = {**AN_APPOINTMENT, "date": "2026/09/14", "time": "9:30"}
    assert expecting.read_expected(bench.desk, data, now=bench.now).at == t("09-14 09:30")


def test_f03_the_same_appointment_is_not_entered_twice(bench: Bench) -> None:
    expect(bench)
    with pytest.raises(DeskError, match="already"):
        expect(bench)
    expect(bench, host="李娜")  # the same person to see somebody else


def test_f03_a_list_is_all_or_nothing_and_by_its_key_only_once(bench: Bench) -> None:
    forms = [
        expecting.read_expected(bench.desk, {**AN_APPOINTMENT, "name": name, "at": bench.now}, now=bench.now)
        for name in ("甲", "乙")
    ]
    made = expecting.expect_all(bench.desk, forms, key="list-1")
    assert expecting.expect_all(bench.desk, forms, key="list-1") == made
    with pytest.raises(DeskError, match="something else"):
        expecting.expect_all(bench.desk, forms[:1], key="list-1")
    third = expecting.read_expected(bench.desk, {**AN_APPOINTMENT, "name": "丙", "at": bench.now}, now=bench.now)
    with pytest.raises(DeskError, match="already"):
        expecting.expect_all(bench.desk, [third, forms[0]])
    assert places(bench)["expected"] == ["甲", "乙"]


def test_f03_a_cancelled_appointment_is_gone_and_cannot_be_kept(bench: Bench) -> None:
    expected = expect(bench)
    expecting.cancel_expected(bench.desk, expected.id)
    assert places(bench)["expected"] == []
    with pytest.raises(DeskError, match="cancelled"):
        check_in(bench, expected)


def test_a_host_may_expect_visitors_but_not_sign_them_in(bench: Bench) -> None:
    host = bench.by("luo")
    form = expecting.read_expected(host, {**AN_APPOINTMENT, "at": bench.now}, now=bench.now)
    expected = expecting.expect(host, form)
    with pytest.raises(DeskError, match="specialist"):
        checking_in.check_in(host, checking_in.from_expected(expected))


# --- signed in ---------------------------------------------------------------------------------------------------


def test_f03_a_visitor_is_signed_in_from_the_appointment(bench: Bench) -> None:
    expected = expect(bench, plate="粤B12345")
    seen = check_in(bench, expected, fields={"pass": "A07"})
    assert places(bench) == {"expected": [], "waiting": ["陈立"], "with_host": [], "left": []}
    ticket = seen.ticket
    assert (ticket.kind, ticket.channel, ticket.customer, revealed(ticket.contact)) == (
        "visit",
        "onsite",
        "陈立",
        "138 0000 1111",
    )
    own = ("host", "organisation", "plate", "pass")
    assert [ticket.fields[name] for name in own] == ["王强", "华南精密", "粤B12345", "A07"]
    assert bench.rules(seen.number) == ["F07", "F13"]
    with pytest.raises(DeskError, match="signed in already"):
        check_in(bench, expected)


def test_f04_somebody_walks_in(bench: Bench) -> None:
    seen = check_in(bench, purpose="借用会议室", arrived=bench.now - timedelta(minutes=1))
    (line,) = visitors.visitors_of_day(bench.desk).waiting
    assert (line.number, line.own("host"), line.purpose, line.people) == (seen.number, "王强", "借用会议室", 1)
    assert bench.clock(seen.number, "F13").due == bench.now + timedelta(minutes=1)


def test_f04_who_signs_in_twice_with_one_key_is_one_visitor(bench: Bench) -> None:
    form = CheckIn("visit", "陈立", fields={"host": "王强"})
    first = checking_in.check_in(bench.desk, form, key="form-1")
    assert checking_in.check_in(bench.desk, form, key="form-1").number == first.number
    assert places(bench)["waiting"] == ["陈立"]


def test_f08_a_walk_in_is_checked_like_any_form(bench: Bench) -> None:
    before = bench.record()
    with pytest.raises(DeskError) as refusal:
        check_in(bench, name="陈" * 300)
    assert refusal.value.field == "customer"
    assert bench.record() == before


def test_a_visit_leaves_the_tier_of_a_customer_as_it_is(bench: Bench) -> None:
    bench.take("phone", "core", kind="inquiry", category="talks", customer="陈立", contact="13800001111")
    assert check_in(bench, phone="138-0000-1111").ticket.tier == "core"
    assert check_in(bench, name="刘敏", phone="13900002222").ticket.tier == "potential"


def test_a_returning_visitor_is_known_by_phone(bench: Bench) -> None:
    number = check_in(bench, phone="13800001111", fields={"organisation": "华南精密", "plate": "粤B12345"}).number
    checking_out.sign_out(bench.desk, number)
    bench.later(days=30)
    known = visitors.returning(bench.desk, "+86 138 0000 1111")
    assert known is not None
    assert (known.name, known.own("host"), known.own("organisation")) == ("陈立", "王强", "华南精密")
    assert visitors.returning(bench.desk, "13900000000") is None
    assert visitors.returning(bench.desk, "陈立") is None


def test_who_was_signed_in_by_mistake_is_expected_again(bench: Bench) -> None:
    expected = expect(bench)
    number = check_in(bench, expected, fields={"pass": "A07"}).number
    checking_in.cancel_check_in(bench.desk, number)
    assert places(bench) == {"expected": ["陈立"], "waiting": [], "with_host": [], "left": []}
    assert passes.passes_out(bench.desk) == []
    check_in(bench, expected)


# --- waiting and received ----------------------------------------------------------------------------------------


def test_f07_who_waits_longest_stands_first_with_reason_and_estimate(bench: Bench) -> None:
    first = check_in(bench, name="甲").number
    bench.later(minutes=4)
    second = check_in(bench, name="乙").number
    until = bench.now + timedelta(minutes=20)
    bench.act(first, "host_told", to="王强")
    bench.act(first, "host_answered", outcome="later", due=until, reason="开会未散")
    waiting = visitors.visitors_of_day(bench.desk).waiting
    assert [line.number for line in waiting] == [first, second]
    assert (waiting[0].answer, waiting[0].reason, waiting[0].estimate) == ("later", "开会未散", until)
    assert (waiting[0].host_told, waiting[0].do, waiting[1].do) == ("王强", "look_after", "tell_host")
    bench.later(minutes=6)
    bench.act(first, "looked_after", reason="仍在开会")
    assert visitors.visitors_of_day(bench.desk).waiting[0].reason == "仍在开会"


def test_f04_a_host_who_does_not_answer_in_time_is_missing(bench: Bench) -> None:
    number = check_in(bench).number
    bench.act(number, "host_told", to="王强")
    (line,) = visitors.visitors_of_day(bench.desk).waiting
    due = bench.now + timedelta(minutes=5)
    assert not line.host_missing(due)
    assert line.host_missing(due + timedelta(microseconds=1))
    bench.act(number, "host_answered", outcome="unavailable")
    assert visitors.visitors_of_day(bench.desk).waiting[0].host_missing(bench.now)
    bench.act(number, "host_told", to="李娜")  # another contact
    (line,) = visitors.visitors_of_day(bench.desk).waiting
    assert (line.host_told, line.answer, line.host_missing(bench.now)) == ("李娜", None, False)


def test_f04_f12_words_for_a_host_are_a_message_that_the_visit_names(bench: Bench) -> None:
    number = check_in(bench, phone="13800001111", fields={"organisation": "华南精密"}).number
    message = checking_out.leave_message(bench.desk, number, "请回电，样件已到")
    assert (message.ticket.kind, message.ticket.content) == ("message", "请回电，样件已到")
    assert [message.ticket.fields[name] for name in ("host", "visit")] == ["王强", number]
    assert bench.rules(message.number) == ["F12"]
    noted = bench.show(number).events[-1]
    assert (noted.kind, noted.fields["message"]) == ("noted", message.number)
    assert places(bench)["waiting"] == ["陈立"], "a message is no visitor"


# --- signed out --------------------------------------------------------------------------------------------------


def test_f09_a_visitor_who_leaves_is_signed_out_and_filed_in_one_step(bench: Bench) -> None:
    number = check_in(bench, fields={"pass": "A07"}).number
    bench.act(number, "seen")
    assert [line.number for line in visitors.inside(bench.desk)] == [number]
    bench.later(hours=1)
    seen = checking_out.sign_out(bench.desk, number)
    assert (seen.closed, bench.kinds(number)[-3:]) == (True, ["left", "finished", "filed"])
    assert places(bench) == {"expected": [], "waiting": [], "with_host": [], "left": ["陈立"]}
    assert visitors.inside(bench.desk) == ()
    assert passes.passes_out(bench.desk) == []


def test_f09_what_is_still_owed_keeps_the_visit_open(bench: Bench) -> None:
    number = check_in(bench).number
    bench.act(number, "promised", due=bench.now + timedelta(days=1), text="明天寄样件")
    seen = checking_out.sign_out(bench.desk, number)
    assert (seen.closed, bench.kinds(number)[-1]) == (False, "left")
    assert places(bench)["left"] == ["陈立"]


def test_f09_a_pass_that_was_not_given_back_stays_out(bench: Bench) -> None:
    number = check_in(bench, fields={"pass": "A07"}).number
    checking_out.sign_out(bench.desk, number, pass_back=False)
    (out,) = passes.passes_out(bench.desk)
    assert (out.number, out.ticket, out.name) == ("A07", number, "陈立")
    with pytest.raises(DeskError, match="A07 is out, with 陈立"):
        check_in(bench, name="刘敏", fields={"pass": "A07"})
    assert places(bench)["waiting"] == []
    passes.take_pass_back(bench.desk, "A07")
    check_in(bench, name="刘敏", fields={"pass": "A07"})
    assert passes.next_pass(bench.desk) is None
    with pytest.raises(DeskError, match="not out"):
        passes.take_pass_back(bench.desk, "B01")


def test_f09_a_pass_is_the_same_however_its_letters_are_written(bench: Bench) -> None:
    visit, other = (
        checking_in.check_in(bench.desk, CheckIn("business", name, None, "post", "finance")).number for name in "AB"
    )
    assert passes.give_pass(bench.desk, visit, " ａ07 ") == "A07"
    with pytest.raises(DeskError, match="is out"):
        passes.give_pass(bench.desk, other, "a07")
    passes.take_pass_back(bench.desk, "a07")
    assert passes.passes_out(bench.desk) == []


def test_f09_who_comes_back_is_inside_again(bench: Bench) -> None:
    number = check_in(bench).number
    bench.act(number, "seen")
    checking_out.sign_out(bench.desk, number)
    bench.later(minutes=40)
    checking_out.come_back(bench.desk, number)
    assert places(bench)["with_host"] == ["陈立"]
    assert bench.clock(number, "F09", of=bench.seq(number, "arrived")).state == "running"
    with pytest.raises(DeskError, match="has not left"):
        checking_out.come_back(bench.desk, number)
    checking_out.sign_out(bench.desk, number)
    assert bench.show(number).closed


def test_f09_who_was_not_signed_out_is_still_inside_the_next_day(bench: Bench) -> None:
    number = check_in(bench, fields={"people": 3}).number
    bench.later(days=1)
    (line,) = visitors.inside(bench.desk)
    assert (line.number, line.people) == (number, 3)
    assert places(bench)["left"] == []
    bench.later(minutes=1)
    checking_out.sign_out(bench.desk, number)
    assert places(bench)["left"] == []  # it is a ticket of yesterday, and closed


def test_f09_the_house_as_it_was(bench: Bench) -> None:
    number = check_in(bench).number
    at = bench.now
    bench.later(minutes=30)
    checking_out.sign_out(bench.desk, number)
    assert [line.number for line in visitors.inside(bench.desk, at)] == [number]
    assert visitors.inside(bench.desk) == ()


def test_f09_only_what_has_changed_is_read_again(bench: Bench) -> None:
    known: visitors.Known = {}
    number = check_in(bench).number
    first = visitors.visitors_of_day(bench.desk, existing=known).waiting[0]
    assert visitors.visitors_of_day(bench.desk, existing=known).waiting[0] is first
    bench.act(number, "seen")
    assert visitors.visitors_of_day(bench.desk, existing=known).with_host[0].number == number


# --- rooms -------------------------------------------------------------------------------------------------------


def plan(bench: Bench, room: str = "301", hour: int = 10) -> str:
    at = bench.now.replace(hour=hour - 8)
    return rooms.plan_room(
        bench.desk, room=room, starts=at, ends=at + timedelta(hours=1), title="评审会", organiser="王强", people=6
    ).id


def test_f06_what_is_prepared_for_a_meeting_is_ticked_off_by_name_and_time(bench: Bench) -> None:
    use = plan(bench)
    assert [item.name for item in rooms.preparations(bench.desk)] == ["room", "projector", "tea"]
    rooms.prepare_room(bench.desk, use, "tea")
    bench.later(minutes=5)
    rooms.prepare_room(bench.by("lin"), use, "room")
    rooms.prepare_room(bench.desk, use, "tea", done=True)  # done already: name and time stay
    (found,) = rooms.rooms_of_day(bench.desk)
    assert found.prepared == {"tea": ("zhou", bench.now - timedelta(minutes=5)), "room": ("lin", bench.now)}
    rooms.prepare_room(bench.desk, use, "tea")  # once more takes it away
    assert list(rooms.rooms_of_day(bench.desk)[0].prepared) == ["room"]
    with pytest.raises(DeskError, match="one of projector, room, tea"):
        rooms.prepare_room(bench.desk, use, "cake")
    assert len(site_events(bench, "room_prepared")) == 4


def test_f06_a_room_has_one_meeting_at_a_time(bench: Bench) -> None:
    first = plan(bench)
    with pytest.raises(DeskError, match="10:00 to 11:00: 评审会"):
        plan(bench)
    plan(bench, hour=11)
    plan(bench, room="302")
    rooms.cancel_room(bench.desk, first)
    plan(bench)
    assert [use.room for use in rooms.rooms_of_day(bench.desk)] == ["301", "302", "301"]


# --- the watch list and private data -----------------------------------------------------------------------------


def test_f08_the_counter_is_warned_and_not_told_why(bench: Bench) -> None:
    leader = bench.by("he")
    entry = watching.watch_for(leader, name="陈 立", reason="曾在前台闹事", tell="保安部 110").entry
    watching.watch_for(leader, phone="13911112222", reason="催债", tell="行政部 120")
    expected = expect(bench)
    assert [(notice.entry, notice.tell) for notice in expected.notices] == [(entry, "保安部 110")]
    number = check_in(bench, expected).number
    line = visitors.visitors_of_day(bench.desk).waiting[0]
    assert [notice.tell for notice in line.notices] == ["保安部 110"]
    assert "闹事" not in repr(line)
    (event,) = site_events(bench, "watch_matched")
    assert (event.fields["number"], event.fields["entries"]) == (number, [entry])
    with pytest.raises(DeskError, match="leads the desk"):
        watching.watch_list(bench.desk)
    assert [each.reason for each in watching.watch_list(leader)] == ["曾在前台闹事", "催债"]
    watching.end_watch(leader, entry)
    assert visitors.visitors_of_day(bench.desk).waiting[0].notices == ()


def test_f08_f09_a_visitor_taken_by_the_common_form_has_pass_and_warning_too(bench: Bench) -> None:
    watching.watch_for(bench.by("he"), name="陈立", reason="r", tell="t")
    form: dict[str, Any] = {
        "kind": "visit",
        "category": "",
        "customer": "陈立",
        "fields": {"host": "王强", "pass": "A07"},
    }
    number = bench.take("onsite", "potential", **form)
    (line,) = visitors.visitors_of_day(bench.desk).waiting
    assert (line.number, line.passes, len(line.notices)) == (number, ("A07",), 1)
    assert len(site_events(bench, "watch_matched")) == 1
    with pytest.raises(DeskError, match="A07 is out"):
        bench.take("onsite", "potential", **form)


def test_f08_the_watch_list_compares_numbers_and_else_all_that_is_said(bench: Bench) -> None:
    leader = bench.by("he")
    watching.watch_for(leader, name="刘敏", organisation="某某公司", reason="r", tell="t")
    watching.watch_for(leader, phone="139 1111 2222", reason="r", tell="t")
    for more, matches in (
        ({"name": "刘敏"}, 0),
        ({"name": "刘敏", "fields": {"organisation": "某某公司"}}, 1),
        ({"name": "他人", "phone": "+8613911112222"}, 1),
    ):
        number = check_in(bench, **more).number
        line = next(line for line in visitors.visitors_of_day(bench.desk).waiting if line.number == number)
        assert len(line.notices) == matches, more
    for more in ({}, {"name": "x", "tell": ""}, {"name": "x", "tell": "长" * 300}):
        with pytest.raises(DeskError):
            watching.watch_for(leader, **{"reason": "r", "tell": "t", **more})


def test_f08_who_looks_at_private_data_is_on_record(bench: Bench) -> None:
    expected = expect(bench)
    assert str(expected.form.phone) != "138 0000 1111"
    assert expecting.reveal_expected(bench.desk, expected.id).form.phone == "138 0000 1111"
    number = check_in(bench, expected).number
    shown = bench.show(number)
    assert revealed(shown.ticket.contact) == "138 0000 1111" != str(shown.ticket.contact)
    assert reveal(bench.desk, number).ticket.contact == "138 0000 1111"
    first, second = site_events(bench, "unmasked")
    assert (first.by, first.fields["expected"]) == ("zhou", expected.id)
    assert (second.by, second.fields["number"]) == ("zhou", number)

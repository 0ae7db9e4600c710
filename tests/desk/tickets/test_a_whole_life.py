"""A whole inquiry, online and core, from the first message to the score; ten impossible events refused on the way."""

from datetime import timedelta

from tests.desk.support import Bench, t

LIFE = [
    *("received", "responded", "need_recorded", "specialist_needed", "handed_off", "accepted", "promised"),
    *("specialist_answered", "replied", "confirmed", "finished", "filed", "followed_up"),
]


def test_a_whole_life_with_ten_impossible_events_refused_on_the_way(bench: Bench) -> None:
    bench.now = t("09-30 15:00")
    number = bench.take("online", "core", content="视觉定位偏差 0.3 mm", request="请工程师排查")
    stages = [bench.show(number).ticket.stage]

    assert "no promised reply is open" in bench.refused(number, "replied")  # 1
    bench.later(minutes=4)
    bench.act(number, "responded", text="您好，正在为您查看")
    bench.later(minutes=6)
    bench.act(number, "need_recorded", scene="焊接", precision="0.1 mm")
    stages.append(bench.show(number).ticket.stage)

    assert "nothing has been answered yet" in bench.refused(number, "confirmed")  # 2
    bench.later(minutes=5)
    bench.act(number, "specialist_needed", to="dept:technical", text="标定后仍有偏差")
    hand_off = bench.seq(number, "specialist_needed")
    stages.append(bench.show(number).ticket.stage)
    assert bench.clock(number, "R12").due == bench.now + timedelta(minutes=30)

    assert "not an open thread" in bench.refused(number, "specialist_answered", "luo", of=hand_off)  # 3
    bench.later(minutes=5)
    bench.act(number, "handed_off", of=hand_off)
    assert "due" in bench.refused(number, "accepted", "luo", of=hand_off)  # 4: no agreed time
    bench.later(minutes=5)
    bench.act(number, "accepted", "luo", of=hand_off, due=t("09-30 17:00"))
    assert bench.rules(number) == ["R12", "R13", "S08b"]

    assert "lies in the past" in bench.refused(number, "promised", of=hand_off, due=t("09-30 15:00"))  # 5
    bench.later(minutes=5)
    bench.act(number, "promised", of=hand_off, due=t("09-30 17:30"), text="17:30 前答复您")
    promise = bench.seq(number, "promised")
    assert bench.clock(number, "R12").state == "met"

    assert "still open" in bench.refused(number, "finished", outcome="answered")  # 6
    bench.now = t("09-30 16:40")
    bench.act(number, "specialist_answered", "luo", of=hand_off, text="换镜头座垫片")
    bench.now = t("09-30 17:10")
    bench.act(number, "replied", of=promise, text="更换垫片即可，明日寄出")
    assert "neither confirmed" in bench.refused(number, "finished", outcome="answered")  # 7
    bench.later(minutes=2)
    bench.act(number, "confirmed")

    assert "no follow-up is due" in bench.refused(number, "followed_up", score=5)  # 8: not before the end
    bench.later(minutes=1)
    bench.act(number, "finished", outcome="deal")
    stages.append(bench.show(number).ticket.stage)
    assert bench.clock(number, "R14").due == t("10-08 18:00")  # over the National Day holiday
    assert bench.rules(number) == ["R14", "R16"]

    bench.later(minutes=10)
    bench.act(number, "filed")
    stages.append(bench.show(number).ticket.stage)
    assert "the ticket is filed" in bench.refused(number, "answered")  # 9
    assert "is not a whole number from 1 to 5" in bench.refused(number, "followed_up", "qian", score=6)  # 10
    bench.now = t("10-08 10:00")
    bench.act(number, "followed_up", "qian", score=5, text="客户很满意")

    seen = bench.show(number)
    assert [event.kind for event in seen.events] == LIFE
    assert stages == ["intake", "discovery", "answer", "follow-up", "filing"]
    assert (seen.closed, seen.ticket.score) == (True, 5)
    assert {clock.rule: clock.state for clock in seen.clocks} == {
        **dict.fromkeys(["R05", "R36", "R12", "R11", "R13", "R14", "R16"], "met"),
        "S08b": "cancelled",  # the specialist had answered before progress was to be told
    }
    assert seen.ticket.owner == seen.ticket.first_receiver == "zhou"
    assert all(event.fields.get("told_by", "online") == "online" for event in seen.events)


def test_a_whole_life_done_late_is_late_at_every_step(bench: Bench) -> None:
    number = bench.take("online", "core")
    due = t("09-14 12:00")
    steps: list[tuple[str, str, str, dict[str, object]]] = [
        ("09-14 09:06", "responded", "zhou", {}),
        ("09-14 09:37", "specialist_needed", "zhou", {"to": "dept:technical"}),
        ("09-14 10:00", "accepted", "luo", {"due": t("09-14 11:00")}),
        ("09-14 10:10", "promised", "zhou", {"due": due}),
        ("09-14 11:30", "specialist_answered", "luo", {}),
        ("09-14 12:01", "replied", "zhou", {}),
        ("09-14 12:05", "confirmed", "zhou", {}),
        ("09-14 12:40", "finished", "zhou", {"outcome": "no deal"}),
        ("09-16 09:00", "filed", "zhou", {}),
        ("09-16 09:30", "followed_up", "luo", {"score": 2}),
    ]
    for when, kind, by, fields in steps:
        bench.now = t(when)
        bench.act(number, kind, by, fields=fields)
    seen = bench.show(number)
    assert {clock.rule for clock in seen.clocks if clock.state == "late"} == {
        *("R05", "R36", "R12", "R13", "R11", "R14", "R16")
    }
    assert {clock.state for clock in seen.clocks if clock.rule != "S08b"} == {"late"}, "answered within a day"
    assert seen.closed

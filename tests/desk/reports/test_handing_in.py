"""A report is owed, handed in by its clock with one's own words, and read, on record (R29, R30)."""

from pathlib import Path

import pytest

from deskconsole.desk.figures.figures import show_figures
from deskconsole.desk.matters.recurring import open_recurring
from deskconsole.desk.reports.building import show_report
from deskconsole.desk.reports.handing_in import begin_summary, hand_in_report, list_owed, read_report
from deskconsole.desk.reports.rules import reports
from deskconsole.desk.staff.staff import add_staff
from deskconsole.domain.figures.periods import read_period
from deskconsole.domain.reports.contents import CONTENTS
from deskconsole.domain.rules.house.reports import REPORTS
from deskconsole.errors import DeskError
from tests.desk.support import Bench, t

WEEK = read_period("2026-W37")


def test_r29_everybody_hands_in_their_own_summary_of_the_week(bench: Bench) -> None:
    zhou, lin, leader = bench.by("zhou"), bench.by("lin"), bench.by("he")
    number = begin_summary(zhou, "weekly", WEEK)
    assert begin_summary(zhou, "weekly", WEEK) == number  # once
    assert begin_summary(lin, "weekly", WEEK) != number
    clock = bench.clock(number, "S26")
    assert (clock.do, clock.due) == ("hand_in_report", t("09-15 18:00"))  # by the end of the next working day
    assert {(owed.state.owner, owed.mine) for owed in list_owed(zhou)} == {("zhou", True)}
    with pytest.raises(DeskError, match="has no part in this ticket"):
        hand_in_report(lin, number, "不是我的")
    with pytest.raises(DeskError, match="who owes it hands it in"):
        hand_in_report(leader, number, "不是我的")
    with pytest.raises(DeskError, match="text: missing"):
        hand_in_report(zhou, number, "  ")
    with pytest.raises(DeskError, match="not handed in yet"):
        read_report(leader, number)
    bench.later(hours=2)
    state = hand_in_report(zhou, number, "本周问负载的多")
    assert (state.handed_in_by, state.words, state.overdue) == ("zhou", "本周问负载的多", False)
    assert bench.clock(number, "S26").state == "met"
    assert bench.show(number).ticket.filed_at is not None
    with pytest.raises(DeskError, match="handed in already"):
        hand_in_report(zhou, number, "再来")
    with pytest.raises(DeskError, match="not for you"):
        read_report(lin, number)
    assert {owed.state.owner: owed.for_me for owed in list_owed(leader)} == {"zhou": True, "lin": False}
    assert [login for login, _at in read_report(leader, number).read] == ["he"]
    assert len(read_report(leader, number).read) == 1  # a second time changes nothing
    assert not any(owed.for_me for owed in list_owed(leader))
    report = show_report(leader, "weekly", WEEK, person="zhou")
    assert [(each.owner, each.words) for each in report.handed_in] == [("zhou", "本周问负载的多")]
    assert bench.verified() == []


def test_words_are_erasable_and_who_handed_in_is_not(bench: Bench) -> None:
    number = begin_summary(bench.by("zhou"), "weekly", WEEK)
    hand_in_report(bench.by("zhou"), number, "只有我写")
    event = next(event for event in bench.show(number).events if event.kind == "report_handed_in")
    assert (event.text, event.fields["report"], event.fields["period"]) == ("只有我写", "weekly", "2026-W37")


def test_what_is_not_handed_in_in_time_is_overdue(bench: Bench) -> None:
    begin_summary(bench.by("zhou"), "weekly", WEEK)
    bench.later(days=2)
    (owed,) = list_owed(bench.by("zhou"))
    assert owed.state.overdue
    assert owed.state.handed_in_at is None


def test_r30_the_department_makes_it_and_those_it_is_for_read_it_whole(bench: Bench) -> None:
    for _ in range(3):
        bench.take()
    bench.take(by="lin")
    month = read_period("2026-09")
    with pytest.raises(DeskError, match="those make it: leader"):
        begin_summary(bench.by("zhou"), "monthly", month)
    number = begin_summary(bench.by("he"), "monthly", month)
    qian = bench.by("qian")  # a specialist of sales, who sees only their own figures otherwise
    (own,) = show_figures(qian, ["received"], period=month)
    received = show_report(qian, "monthly", month)
    assert (received.person, received.parts[0].rows[0].amount.n) == ("qian", own.amount.n)
    hand_in_report(bench.by("he"), number, "负载问得多")
    whole = show_report(qian, "monthly", month)
    (all_,) = show_figures(bench.by("song"), ["received"], period=month)
    assert (whole.person, whole.parts[0].rows[0].amount.n) == (None, all_.amount.n)
    assert [part.hidden for part in whole.parts if part.section.shows == "tickets"] == [True]
    assert [login for login, _at in read_report(qian, number).read] == ["qian"]
    with pytest.raises(DeskError, match="not for you"):
        read_report(bench.by("fang"), number)  # legal does not receive it


def test_whose_report_may_be_seen(bench: Bench) -> None:
    month = read_period("2026-09")
    assert show_report(bench.by("lin"), "monthly", month).person == "lin"
    with pytest.raises(DeskError, match="not yours to see"):
        show_report(bench.by("lin"), "weekly", month, person="zhou")
    with pytest.raises(DeskError, match="not yours to see"):
        show_report(bench.by("he"), "weekly", month, person="qian")  # of another department
    with pytest.raises(DeskError, match="nobody called"):
        show_report(bench.by("song"), "weekly", month, person="nobody")
    with pytest.raises(DeskError, match="not begun yet"):
        show_report(bench.by("song"), "monthly", read_period("2027-01"))
    with pytest.raises(DeskError, match="is not one of"):
        show_report(bench.by("song"), "yearly", month)


def test_every_report_has_its_contents_and_a_site_without_rules_has_them_too(tmp_path: Path) -> None:
    assert tuple(CONTENTS) == REPORTS
    bench = Bench(tmp_path, packs=("front-desk",))
    assert not any(rule.kind for rule in reports(bench.desk).values())
    with pytest.raises(DeskError, match="is not handed in"):
        begin_summary(bench.by("zhou"), "weekly", WEEK)
    assert show_report(bench.by("song"), "monthly", read_period("2026-09")).parts
    bench.desk.store.close()


def test_improvements_and_repeated_questions_stand_in_the_report(bench: Bench) -> None:
    add_staff(bench.by("root"), "wen", name="文", role="receiver", department="service", qualified=True)
    for text in ("六轴机器人负载多少公斤", "请问六轴机器人负载是多少公斤？", "焊接工位换型频繁"):
        bench.take(content=text, request=text, by="wen")
        bench.later(minutes=1)
    report = show_report(bench.by("song"), "monthly", read_period("2026-09"))
    questions = next(part.questions for part in report.parts if part.questions is not None)
    assert [(len(group.numbers), group.category) for group in questions.groups] == [(2, "technical")]
    assert (questions.looked_at, questions.of, questions.grouped) == (3, 3, 2)


def test_r29_what_was_begun_by_hand_does_not_begin_by_itself_as_well(bench: Bench) -> None:
    number = begin_summary(bench.by("zhou"), "weekly", WEEK)
    weekly = [each for each in open_recurring(bench.desk) if each.recurring == "weekly_summary"]
    assert {each.owner for each in weekly} == {"lin"}, "zhou has begun it already"
    assert {each.period for each in weekly} == {"2026-W37"}
    assert bench.clock(weekly[0].number, "S26").due == t("09-15 18:00")
    assert begin_summary(bench.by("lin"), "weekly", WEEK) == weekly[0].number, "and the other way round"
    assert bench.show(number).ticket.owner == "zhou"
    counted = show_figures(bench.by("he"), ("received",), period=read_period("2026-09"))
    assert [line.amount.n for line in counted] == [0], "no inquiry of anybody"

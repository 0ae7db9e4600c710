"""Quality checks on record (R33, E22): drawn, blind, never one's own, put right, seen, objected to, decided."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from deskconsole.desk.figures.figures import show_figures
from deskconsole.desk.quality.answering import appeal_check, coach_check, decide_appeal, see_check
from deskconsole.desk.quality.calibrating import calibration
from deskconsole.desk.quality.checks import TO_COACH, TO_DECIDE, TO_SCORE, TO_SEE, list_checks, show_checks
from deskconsole.desk.quality.drawing import draw_checks, replace_check
from deskconsole.desk.quality.reviewing import review_check
from deskconsole.desk.search.searching import search
from deskconsole.desk.staff.staff import add_staff
from deskconsole.desk.tickets import intake
from deskconsole.desk.tickets.intake_forms import read_form
from deskconsole.desk.tickets.views import show
from deskconsole.domain.figures.periods import read_period
from deskconsole.errors import DeskError
from tests.desk.support import MONDAY, Bench, t

GOOD = {"attitude": 4, "accuracy": 5, "procedure": 3}
BAD = {"attitude": 4, "accuracy": 1, "procedure": 4}
FAILED: dict[str, Any] = {"cause": "knowledge", "finding": "说成了 4600", "right_by": t("09-18 18:00")}
DAY, WEEK, MONTH = "2026-09-14", "2026-W38", "2026-09"


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path)
    for login, role in (("shen", "manager"), ("mei", "leader")):
        add_staff(made.by("root"), login, name=login, role=role, department="service", qualified=True)
    yield made
    assert made.verified() == []
    made.desk.store.close()


def filed(bench: Bench, by: str = "zhou", *, score: int | None = None, channel: str = "online", **more: Any) -> str:
    """A record that is done and filed."""
    number = bench.take(channel, "ordinary", by=by, **more)
    bench.act(number, "answered", by)
    bench.act(number, "finished", by, outcome="resolved")
    if score is not None:
        bench.act(number, "rated", by, score=score)
    bench.act(number, "filed", by)
    return number


def refused(call: Any, *args: Any, **more: Any) -> str:
    with pytest.raises(DeskError) as refusal:
        call(*args, **more)
    return str(refusal.value)


def test_a_check_from_the_draw_to_the_end(bench: Bench) -> None:
    numbers = [filed(bench, ("zhou", "lin")[n % 2]) for n in range(10)]
    low = filed(bench, score=2)
    lines = draw_checks(bench.by("he"), "leader", WEEK, seed="s")
    assert [line.number for line in lines if line.always] == [low], "a low score is always checked"
    drawn = [line.number for line in lines if not line.always]
    assert len(drawn) == 3, "30 % of ten"
    assert {line.receiver for line in lines} == {"zhou", "lin"}
    assert {line.reviewer for line in lines} == {"he", "mei"}, "spread over those who may"
    assert set(drawn) < set(numbers)
    assert bench.clock(drawn[0], "S19").due == lines[0].due == t("09-17 18:00")
    assert bench.show(drawn[0]).closed, "a check opens nobody's ticket again"
    assert refused(draw_checks, bench.by("he"), "leader", WEEK).endswith("they are drawn already")
    number, reviewer = lines[0].number, str(lines[0].reviewer)
    receiver = str(lines[0].receiver)

    # Scored: nobody else, not without what is to be put right, and the three of the regulation by section.
    assert "nobody has asked you" in refused(review_check, bench.by(receiver), number, GOOD)
    desk = bench.by(reviewer)
    assert refused(review_check, desk, number, {"attitude": 4}).startswith("score: not scored yet: correct, complete")
    assert "has 1 to 5 points" in refused(review_check, desk, number, GOOD | {"attitude": 6})
    assert "'tone' is not one of" in refused(review_check, desk, number, GOOD | {"tone": 1})
    assert refused(review_check, desk, number, BAD).startswith("cause: it has failed; say why: knowledge")
    assert refused(review_check, desk, number, BAD, cause="bored", finding="x").startswith("cause: 'bored' is not")
    assert refused(review_check, desk, number, BAD, cause="late").startswith("finding: it has failed")
    assert refused(review_check, desk, number, BAD, **FAILED | {"right_by": MONDAY}) == "right_by: must lie ahead"
    assert refused(review_check, desk, number, GOOD, **FAILED).startswith("cause: the record has passed")
    seen = review_check(desk, number, BAD, card="reception", **FAILED)
    assert (seen.score, seen.row.outcome, seen.row.cause, seen.words.finding) == (
        0,
        "failed",
        "knowledge",
        "说成了 4600",
    )
    assert seen.plain == pytest.approx((0.75 * 2 + 0 + 0.75 * 2.5) / 7.5, abs=1e-4)
    assert [bench.clock(number, rule).state for rule in ("S19", "S19b", "S19c")] == ["met", "running", "running"]
    assert bench.clock(number, "S19b").assignee == receiver
    assert bench.clock(number, "S19c").assignee == reviewer

    # Seen, objected to, decided by a third person.
    mine = bench.by(receiver)
    assert [(view.row.number, view.to_do) for view in list_checks(mine, to_do=True)] == [(number, TO_SEE)]
    assert "no such check" in refused(see_check, desk, number)
    see_check(mine, number)
    assert "no such check" in refused(see_check, mine, number)
    appeal_check(mine, number, "问的就是 4600")
    assert "no such check" in refused(appeal_check, mine, number, "again")
    assert "undone" in bench.refused(number, "undone", receiver), "the row of the check stands"
    assert "third person" in refused(decide_appeal, desk, number, True, "x")
    song = bench.by("song")
    assert [view.to_do for view in list_checks(song, to_do=True)] == [TO_DECIDE]
    decided = decide_appeal(song, number, False, "记录里问的是 2600")
    assert (decided.row.decision, decided.row.outcome, decided.words.appeal) == (
        "upheld",
        "failed",
        "问的就是 4600",
    )
    assert bench.clock(number, "S19d").state == "met"

    # Looked at once more: not yet, then put right.
    assert [view.to_do for view in show_checks(desk, number)] == [TO_COACH]
    assert refused(coach_check, desk, number, False) == "right_by: goes with what is not put right yet"
    coach_check(desk, number, False, text="只改了一半", right_by=t("09-21 18:00"))
    again = [clock for clock in bench.show(number).clocks if clock.rule == "S19c" and clock.active]
    assert [clock.due for clock in again] == [t("09-21 18:00")]
    assert "no such check" not in refused(coach_check, mine, number, True)
    assert coach_check(desk, number, True).row.coached == "put_right"
    assert "no such check" in refused(coach_check, desk, number, True)
    assert show_checks(desk, number)[0].to_do == ""
    assert bench.kinds(number)[-9:] == [
        "sampled", "reviewed", "finding_made", "review_seen", "appealed", "appeal_decided", "coached", "finding_made",
        "coached",
    ]  # fmt: skip


def test_an_objection_may_change_the_result_and_has_its_days(bench: Bench) -> None:
    first, second = filed(bench), filed(bench)
    for number in (first, second):
        review_check(bench.by("he"), number, BAD, **FAILED)
    appeal_check(bench.desk, first, "有录音")
    assert "scored anew" in refused(decide_appeal, bench.by("song"), first, False, "x", points=GOOD)
    changed = decide_appeal(bench.by("song"), first, True, "录音证明答对了", points=GOOD)
    assert (changed.row.outcome, changed.row.decision) == ("passed", "overturned")
    assert changed.score == pytest.approx((0.75 * 2 + 3 + 0.5 * 2.5) / 7.5, abs=1e-4)
    assert bench.clock(first, "S19c").state == "cancelled"
    bench.now += timedelta(days=5, seconds=1)
    assert "for 5 days" in refused(appeal_check, bench.desk, second, "too late")


def test_everybody_checks_their_own_and_nobody_else_sees_it_in_the_history(bench: Bench) -> None:
    for by in ("zhou", "zhou", "lin"):
        filed(bench, by)
    (own,) = draw_checks(bench.desk, "self", DAY, seed="a")
    assert (own.reviewer, own.receiver, own.size) == ("zhou", "zhou", 2)
    assert "drawn already" in refused(draw_checks, bench.desk, "self", DAY)
    with pytest.raises(DeskError):
        draw_checks(bench.desk, "leader", WEEK)
    (other,) = draw_checks(bench.by("he"), "self", DAY, seed="a")
    assert other.receiver == "lin", "whose records are drawn already take no part"
    assert "nobody has asked" in refused(review_check, bench.by("he"), own.number, GOOD, level="self")
    review_check(bench.desk, own.number, BAD, cause="late")
    reviewed = [event for event in bench.show(own.number).events if event.kind == "reviewed"]
    assert [event.fields for event in reviewed] == [{"level": "self"}]
    assert bench.rules(own.number) == []
    assert "no such check" in refused(appeal_check, bench.desk, own.number, "x")


def test_whoever_scores_does_not_see_the_other_scores(bench: Bench) -> None:
    number = filed(bench)
    draw_checks(bench.desk, "self", DAY, seed="a")
    draw_checks(bench.by("he"), "leader", WEEK, seed="a")
    draw_checks(bench.by("song"), "manager", MONTH, seed="a")
    review_check(bench.desk, number, GOOD)

    def scored(login: str) -> dict[str, Any]:
        return {view.row.level: view.score for view in show_checks(bench.by(login), number)}

    assert scored("zhou")["self"] is not None
    assert scored("he") == {"self": None, "leader": None, "manager": None}
    leader = str(show_checks(bench.by("he"), number)[1].row.reviewer)
    manager = str(show_checks(bench.by("he"), number)[2].row.reviewer)
    review_check(bench.by(leader), number, GOOD | {"attitude": 5})
    assert scored(leader)["leader"] is not None
    assert scored(manager) == {"self": None, "leader": None, "manager": None}, "who scores last is blind too"
    assert scored(leader)["self"] is None
    review_check(bench.by(manager), number, GOOD)
    assert None not in scored(manager).values()
    assert None not in scored(leader).values()
    assert [view.to_do for view in list_checks(bench.by(manager), mine=True)] == [""]


def test_whoever_is_to_score_sees_nowhere_of_the_ticket_how_another_check_came_out(bench: Bench) -> None:
    """History, clocks, an earlier instant, search: blind until the own score is made, then open."""
    number = filed(bench)
    before_scored = bench.now
    bench.later(minutes=5)
    draw_checks(bench.by("he"), "leader", WEEK, seed="a")
    leader = str(show_checks(bench.by("he"), number)[0].row.reviewer)
    review_check(bench.by(leader), number, BAD, **FAILED)
    appeal_check(bench.desk, number, "有录音")
    bench.later(minutes=5)
    after_scored = bench.now
    bench.later(minutes=5)
    draw_checks(bench.by("song"), "manager", MONTH, seed="a")
    manager = str(show_checks(bench.by("song"), number)[-1].row.reviewer)

    def seen(login: str, at: Any = None) -> tuple[list[Any], set[str], int]:
        view = show(bench.by(login), number, at)
        history = [(event.kind, event.outcome) for event in view.events if event.of and event.kind not in ("filed",)]
        texts = search(bench.by(login), "4600").tickets
        return history, {clock.do for clock in view.clocks} & {"see_review", "coach", "decide_appeal"}, len(texts)

    whole = [("reviewed", "failed"), ("finding_made", None), ("review_seen", None), ("appealed", None)]
    assert seen(manager) == ([("reviewed", None)], set(), 0)
    assert seen(manager, after_scored) == ([("reviewed", None)], set(), 0), "nor as it was before it was drawn"
    assert seen(manager, before_scored)[0] == []
    assert seen(leader) == (whole, {"see_review", "coach", "decide_appeal"}, 1), "whoever scored it"
    assert seen("zhou")[0] == whole, "whoever is checked"
    review_check(bench.by(manager), number, GOOD, level="manager")
    assert seen(manager)[0][: len(whole)] == whole
    assert seen(manager)[2] == 1


def test_a_record_that_was_filed_and_drawn_again_is_scored_twice(bench: Bench) -> None:
    number = filed(bench)
    draw_checks(bench.desk, "self", DAY, seed="a")
    bench.now += timedelta(days=1)
    bench.act(number, "reopened", reason="又来电")
    bench.act(number, "answered")
    bench.act(number, "finished", outcome="resolved")
    bench.act(number, "filed")
    draw_checks(bench.desk, "self", "2026-09-15", seed="a")
    for left in (2, 1):
        assert len(list_checks(bench.desk, to_do=True)) == left
        review_check(bench.desk, number, GOOD, level="self")
    assert list_checks(bench.desk, to_do=True) == []


def test_a_leader_who_received_it_never_checks_it(bench: Bench) -> None:
    number = filed(bench, "he")
    assert "received themselves" in refused(review_check, bench.by("he"), number, GOOD)
    (line,) = draw_checks(bench.by("song"), "leader", WEEK, seed="s")
    assert (line.receiver, line.reviewer) == ("he", "mei")
    assert "nobody has asked you" in refused(review_check, bench.by("zhou"), number, GOOD)
    review_check(bench.by("song"), number, GOOD, level="manager")
    assert [view.to_do for view in list_checks(bench.by("mei"), to_do=True)] == [TO_SCORE]


def test_the_same_seed_draws_the_same_and_a_replacement_has_a_reason(bench: Bench) -> None:
    for n in range(12):
        filed(bench, ("zhou", "lin")[n % 2], channel=("online", "email")[n // 6])
    before = bench.record()
    with pytest.raises(DeskError, match="has not begun yet"):
        draw_checks(bench.by("he"), "leader", "2026-W39")
    for wrong in ("2026-09-14", "2026-W60", "x", "2026-W3"):
        assert "is not written like 2026-W41" in refused(draw_checks, bench.by("he"), "leader", wrong)
    assert "level: 'friend' is not one of self, leader, manager" in refused(draw_checks, bench.by("he"), "friend", WEEK)
    assert bench.record() == before
    for seed in ("", "张三", "x" * 81):
        assert refused(draw_checks, bench.by("he"), "leader", WEEK, seed=seed).startswith("seed: 1 to 80")
    lines = draw_checks(bench.by("he"), "leader", WEEK)
    assert len(lines[0].seed) == 16
    assert len(lines[0].population) == 64
    number = lines[0].number
    assert refused(replace_check, bench.by("he"), number, " ").startswith("reason: must be")
    instead = replace_check(bench.by("he"), number, "录音丢失")
    assert instead is not None
    assert instead.number not in {line.number for line in lines}
    assert (instead.receiver, instead.channel) == (lines[0].receiver, lines[0].channel)
    old = show_checks(bench.by("he"), number)[0].row
    assert (old.state, old.instead) == ("replaced", instead.check)
    assert bench.clock(number, "S19").state == "cancelled"


def test_what_nobody_from_outside_has_brought_is_not_drawn(bench: Bench) -> None:
    number = filed(bench)
    form = read_form(bench.desk, {"kind": "emergency_review", "content": "停电两小时"}, now=bench.now)
    assert (form.channel, form.customer, form.tier) == ("", None, "potential")
    house = intake.intake(bench.desk, form).number
    bench.act(house, "finished", outcome="resolved", fields={"went_well": "有序", "to_change": "备用灯"})
    bench.act(house, "filed")
    bench.later(days=7)
    assert [line.number for line in draw_checks(bench.by("he"), "leader", WEEK)] == [number]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE quality_draw SET drawn = '[]'",
        "UPDATE quality_draw SET seed = 'other'",
        "UPDATE quality_draw SET population = 'x'",
        "UPDATE quality_check SET number = 'X'",
        "UPDATE quality_check SET reviewer = 'lin'",
        "DELETE FROM quality_check",
    ],
)
def test_tampering_with_what_was_drawn_is_found(drawn_bench: Bench, change: str) -> None:
    with closing(sqlite3.connect(drawn_bench.folder / "desk.db")) as db, db:
        db.execute(change)
    named = change.split()[2 if change.startswith("DELETE") else 1]
    assert any(named in problem for problem in drawn_bench.verified())


@pytest.fixture
def drawn_bench(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path)
    for _ in range(2):
        filed(made)
    draw_checks(made.by("he"), "leader", WEEK, seed="s")
    assert made.verified() == []
    yield made
    made.desk.store.close()


def test_the_same_records_are_scored_by_all_who_check_and_shown_when_the_last_has(bench: Bench) -> None:
    numbers = [filed(bench, "he" if n == 0 else "zhou") for n in range(7)]
    desk = bench.by("song")
    lines = draw_checks(desk, "calibration", MONTH, seed="s")
    reviewers = {line.reviewer for line in lines}
    assert {"he", "mei", "shen", "song"} <= reviewers
    drawn = {line.number for line in lines}
    assert len(drawn) == 5 < len(numbers)
    assert not any(line.number == numbers[0] and line.reviewer == "he" for line in lines), "nobody their own"
    assert {line.receiver for line in lines} == {None}, "it is not about whose record it is"
    assert "drawn already" in refused(draw_checks, desk, "calibration", MONTH)
    assert list_checks(bench.by("zhou"), mine=True) == []
    view = calibration(desk)
    assert (view.result, sum(view.waiting.values())) == (None, len(lines))

    for line in lines[:-1]:
        points = BAD if line.reviewer == "mei" else GOOD
        scored = review_check(bench.by(str(line.reviewer)), line.number, points, level="calibration")
        assert scored.row.outcome is None, "the record neither passes nor fails by it"
        assert scored.score is not None
    last = lines[-1]
    others = [each for each in show_checks(bench.by("shen"), last.number) if each.row.reviewer not in ("shen", None)]
    assert all(each.hidden for each in others if each.row.state == "scored"), "not before the last has scored"
    assert "there is nothing to be put right" in refused(
        review_check, bench.by(str(last.reviewer)), last.number, GOOD, level="calibration", cause="late"
    )
    review_check(bench.by(str(last.reviewer)), last.number, GOOD, level="calibration")
    assert all(not each.hidden for each in show_checks(bench.by("shen"), last.number))
    ticket = bench.show(last.number)
    assert {clock.do for clock in ticket.clocks if clock.ended is None} & {"see_review", "coach", "review"} == set()

    view = calibration(desk, MONTH)
    assert view.waiting == {}
    assert view.result is not None
    accuracy = next(each for each in view.result.sections if each.section == "accuracy")
    assert accuracy.spread == accuracy.most == 1.0, "five points against one, on every record"
    apart = [pair for pair in view.result.pairs if "mei" in (pair.first, pair.second)]
    alike = [pair for pair in view.result.pairs if "mei" not in (pair.first, pair.second)]
    assert all(pair.agreement.linear == pytest.approx(1) for pair in alike)
    assert all((pair.agreement.linear or 0) < 0.6 for pair in apart)
    assert refused(calibration, desk, "2026-08") == "period: nothing was drawn for it"
    counted = show_figures(bench.by("he"), ("check_score", "checks_passed", "reviews"), period=read_period(MONTH))
    assert [line.amount.n for line in counted] == [0, 0, 0], "no check of anybody's work"


def test_one_of_those_who_score_together_is_taken_out_and_nobody_comes_in_their_place(bench: Bench) -> None:
    filed(bench)
    lines = draw_checks(bench.by("song"), "calibration", MONTH)
    before = len(lines)
    absent = lines[0]
    assert "say which check is meant" in refused(replace_check, bench.by("song"), absent.number, "在休假")
    assert (
        replace_check(bench.by("song"), absent.number, "在休假", level="calibration", reviewer=str(absent.reviewer))
        is None
    )
    assert sum(calibration(bench.by("song")).waiting.values()) == before - 1

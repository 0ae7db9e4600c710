"""Only who is qualified receives: by the test made from the packs' questions, or by an administrator."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from deskconsole.desk.desk import HOOK, Desk
from deskconsole.desk.permissions import NotQualified, Staff
from deskconsole.desk.policy.checking import check_pack
from deskconsole.desk.staff.qualification import (
    draw_test,
    hand_in,
    qualify,
    quizzes,
    tests_taken as results,
    withdraw_qualification,
)
from deskconsole.desk.staff.staff import add_staff, disable_staff, enable_staff, staff_list
from deskconsole.desk.telephone.calls import pick_up
from deskconsole.domain.people.qualification import Paper
from deskconsole.errors import DeskError, NotFound
from deskconsole.store import tickets
from tests.desk.support import Bench


@pytest.fixture
def trainee(bench: Bench) -> Desk:
    """The desk with somebody new at it, who has no qualification."""
    add_staff(bench.by("root"), "mei", name="Mei", role="receiver", department="service")
    return bench.by("mei")


@pytest.fixture(autouse=True)
def _administrator(bench: Bench) -> None:
    """The person who made the site is called as their account is; the tests call them root."""
    if "root" not in [person.login for person in staff_list(bench.desk)]:
        maker = next(person for person in staff_list(bench.desk) if person.role == "administrator")
        add_staff(bench.by(maker.login), "root", name="Root", role="administrator", department=None)


def rightly(paper: Paper, *, exclude: int = 0) -> Mapping[str, list[int]]:
    """The right answers to a paper, the first ``but`` questions left out."""
    return {one.name: sorted(one.question.right) for one in paper.questions[exclude:]}


def who(bench: Bench, login: str) -> Staff:
    return next(person for person in staff_list(bench.desk) if person.login == login)


def recorded(bench: Bench, kind: str) -> list[dict[str, object]]:
    with bench.desk.store.reading() as tx:
        return [dict(event.fields) for _seq, event in tickets.site_events(tx) if event.kind == kind]


def test_r32_what_the_telephone_system_reports_is_a_fact(bench: Bench, trainee: Desk) -> None:
    call, number = bench.ring()
    bench.later(seconds=10)
    pick_up(bench.desk.coming_from(HOOK), call, "mei")
    bench.later(hours=2)
    assert bench.clock(number, "R02").state == "met"
    assert "missed" not in bench.kinds(number)


def test_r32_who_is_not_qualified_takes_no_ticket_and_is_told_what_to_do(bench: Bench, trainee: Desk) -> None:
    number = bench.take("phone")
    call, ringing = bench.ring()
    before = bench.record()
    with pytest.raises(NotQualified, match="pass the test") as refusal:
        bench.take("phone", by="mei")
    assert "staff qualify mei" in str(refusal.value)
    for kind in ("answered", "promised", "responded", "finished", "picked_up", "transferred", "withdrawn"):
        fields = {"to": "lin", "reason": "customer", "outcome": "x"}
        assert "no qualification" in bench.refused(number, kind, "mei", fields=fields, due=bench.now.replace(hour=9))
    with pytest.raises(NotQualified):
        pick_up(bench.desk, call, "mei")
    assert bench.record() == before
    bench.act(number, "noted", "mei", text="在旁听")
    assert bench.show(ringing).ticket.calls


def test_r32_no_ticket_is_given_to_who_is_not_qualified(bench: Bench, trainee: Desk) -> None:
    number = bench.take("phone")
    assert "no qualification" in bench.refused(number, "transferred", to="mei", reason="换班")
    qualify(bench.by("root"), "mei", "带教考核合格")
    assert bench.act(number, "transferred", to="mei", reason="换班").ticket.owner == "mei"


def test_e20_the_passed_test_is_the_qualification(bench: Bench, trainee: Desk) -> None:
    paper = draw_test(trainee)
    result = hand_in(trainee, paper.seed, rightly(paper))
    assert (result.passed, result.right, result.wrong) == (True, len(paper.questions), ())
    assert who(bench, "mei").qualified_at == bench.now
    assert bench.take("phone", by="mei")
    assert trainee.actor.qualified_at == bench.now, "the open desk knows it at once"
    assert recorded(bench, "staff_qualified")[-1] == {"login": "mei", "how": "test"}


def test_e20_one_right_answer_too_few_is_not_passed_and_is_on_record(bench: Bench, trainee: Desk) -> None:
    paper = draw_test(trainee, seed=5)
    least = len(paper.questions) - paper.needed
    failed = hand_in(trainee, 5, rightly(paper, exclude=least + 1))
    assert (failed.passed, failed.right) == (False, paper.needed - 1)
    assert failed.wrong == tuple(one.name for one in paper.questions[: least + 1])
    assert who(bench, "mei").qualified_at is None
    with pytest.raises(NotQualified):
        bench.take("phone", by="mei")
    bench.later(days=1)
    assert hand_in(trainee, 5, rightly(paper, exclude=least)).passed
    assert [(one.login, one.right, one.passed) for one in results(bench.desk, "mei")] == [
        ("mei", paper.needed - 1, False),
        ("mei", paper.needed, True),
    ]


def test_a_choice_too_many_is_wrong_and_an_unknown_one_harms_nobody(trainee: Desk) -> None:
    paper = draw_test(trainee, seed=1)
    everything = {one.name: list(range(len(one.question.choice))) for one in paper.questions}
    assert hand_in(trainee, 1, {**everything, "nothing/there": [0]}).right == 0
    assert hand_in(trainee, 1, {paper.questions[0].name: [99]}).right == 0


def test_the_same_seed_draws_the_same_paper_and_another_one_another(trainee: Desk) -> None:
    assert draw_test(trainee, 1) == draw_test(trainee, 1)
    assert draw_test(trainee, 1).questions != draw_test(trainee, 2).questions


def test_r32_an_administrator_records_and_withdraws_a_qualification(bench: Bench, trainee: Desk) -> None:
    root = bench.by("root")
    with pytest.raises(DeskError, match="administrator"):
        qualify(bench.by("he"), "mei", "x")
    with pytest.raises(DeskError, match="reason"):
        qualify(root, "mei", " ")
    with pytest.raises(NotFound):
        qualify(root, "nobody", "x")
    assert qualify(root, "mei", "外部证书").qualified_at == bench.now
    assert bench.take("phone", by="mei")
    withdraw_qualification(root, "mei", "抽查不合格")
    with pytest.raises(NotQualified):
        bench.take("phone", by="mei")
    assert recorded(bench, "qualification_withdrawn") == [{"login": "mei", "reason": "抽查不合格"}]


def test_r32_a_specialist_answers_without_receiving(bench: Bench) -> None:
    add_staff(bench.by("root"), "wu", name="Wu", role="specialist", department="technical")
    number = bench.take("phone")
    bench.act(number, "specialist_needed", to="dept:technical")
    bench.act(number, "accepted", "wu", due=bench.now.replace(hour=9))
    assert who(bench, "wu").qualified_at is None
    with pytest.raises(NotQualified):
        bench.act(number, "transferred", "he", to="wu", reason="换班")


def test_who_makes_the_site_is_qualified(bench: Bench) -> None:
    maker = next(person for person in staff_list(bench.desk) if person.os_account)
    assert maker.qualified_at is not None


def test_a_person_is_disabled_and_enabled_with_a_reason(bench: Bench) -> None:
    root = bench.by("root")
    assert disable_staff(root, "lin", "离职").enabled is False
    with pytest.raises(DeskError, match="disabled"):
        bench.take("phone", by="lin")
    assert enable_staff(root, "lin", "返聘").qualified_at is not None
    assert bench.take("phone", by="lin")
    assert recorded(bench, "staff_disabled") == [{"login": "lin", "reason": "离职"}]
    with pytest.raises(DeskError, match="yourself"):
        disable_staff(root, "root", "x")
    with pytest.raises(DeskError, match="administrator"):
        disable_staff(bench.desk, "lin", "x")


def test_who_is_disabled_while_their_desk_is_open_can_do_nothing_more(bench: Bench) -> None:
    desk = bench.by("lin")
    assert desk.actor.enabled
    disable_staff(bench.by("root"), "lin", "离职")
    for _again in range(2):
        with pytest.raises(DeskError, match="disabled"):
            desk.look_again()
        with pytest.raises(DeskError, match="disabled"):
            draw_test(desk)


# --- the questions -----------------------------------------------------------------------------------------


def test_the_packs_questions_are_a_test(bench: Bench) -> None:
    (quiz,) = quizzes(bench.desk).values()
    assert len(quiz.question) >= 12
    assert all(question.why and question.rule for question in quiz.question)
    assert check_pack("robot-integrator") == []


def test_a_site_brings_its_own_questions(bench: Bench, trainee: Desk) -> None:
    folder = bench.folder / "packs" / "robot-integrator"
    folder.mkdir(parents=True)
    (folder / "quiz.toml").write_text(
        """
        [[question]]
        name = "one"
        title = { zh = "一", en = "one" }
        choice = [{ text = { zh = "对", en = "yes" }, right = true }, { text = { zh = "错", en = "no" } }]
        """,
        "utf-8",
    )
    paper = draw_test(trainee)
    assert ([one.name for one in paper.questions], paper.needed) == (["robot-integrator/one"], 1)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("ask = 1", "question: missing"),
        ("question = [", "not TOML"),
        ("x = 1\nquestion = []", "unknown key"),
        ("question = []", "a test needs questions"),
        ("ask = 2\npass_mark = 1.5\n{q}", "quiz.toml:1: ask: '2' is not between"),
        ("pass_mark = 1.5\n{q}", "quiz.toml:1: pass_mark: '1.5' is not a share"),
        ("{q}\nrule = 'R99'", "rule: 'R99' is no rule"),
        ("{q}\n{q}", "'one' stands here twice"),
        ("[[question]]\nname = 'one'\ntitle = {{zh='a', en='b'}}\nchoice = [{right}]", "two choices or more"),
        ("[[question]]\nname = 'one'\ntitle = {{zh='a', en='b'}}\nchoice = [{wrong}, {wrong}]", "no choice is marked"),
    ],
)
def test_mistakes_in_a_test_are_named_with_file_line_and_key(tmp_path: Path, text: str, told: str) -> None:
    right, wrong = "{text = {zh='a', en='b'}, right = true}", "{text = {zh='a', en='b'}}"
    question = f"[[question]]\nname = 'one'\ntitle = {{zh='a', en='b'}}\nchoice = [{right}, {wrong}]"
    folder = tmp_path / "packs" / "robot-integrator"
    folder.mkdir(parents=True)
    (folder / "quiz.toml").write_text(text.format(q=question, right=right, wrong=wrong), "utf-8")
    problems = [str(problem) for problem in check_pack("robot-integrator", tmp_path)]
    assert any(told in problem for problem in problems), problems

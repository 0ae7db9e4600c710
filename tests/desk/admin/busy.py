"""A site where something of everything has happened: every table of the store has rows."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from deskconsole.desk.archive.papers import record_documents
from deskconsole.desk.assessment import closing
from deskconsole.desk.customers import care
from deskconsole.desk.customers.changes import add_customer, change_customer, merge_customers
from deskconsole.desk.customers.customers import file_of_ticket
from deskconsole.desk.desk import Desk
from deskconsole.desk.emergency.watch import EmergencyWatch
from deskconsole.desk.exports import record_exported
from deskconsole.desk.knowledge.articles import add_article, change_article, retire_article
from deskconsole.desk.learning import improvements, training
from deskconsole.desk.matters import recurring
from deskconsole.desk.papers.attachments import attach
from deskconsole.desk.persons import erasing, holds
from deskconsole.desk.quality import answering, drawing, reviewing
from deskconsole.desk.queue_numbers import queue_numbers
from deskconsole.desk.rounds.rounds import tick_round
from deskconsole.desk.shifts import roster, shifts
from deskconsole.desk.sign_on import asking, glass, recovery, tries
from deskconsole.desk.staff.qualification import qualify, withdraw_qualification
from deskconsole.desk.staff.staff import add_staff, disable_staff
from deskconsole.desk.surveys import answering as surveyed, drawing as surveying
from deskconsole.desk.telephone import calls
from deskconsole.desk.tickets import drafts
from deskconsole.desk.visitors import expecting, passes, rooms, watching
from deskconsole.desk.visitors.checking_in import check_in
from deskconsole.desk.visitors.records import CheckIn
from deskconsole.domain.emergency.log import PRESENT, SAID
from deskconsole.domain.knowledge.articles import ArticleText
from tests.desk.support import MONDAY, Bench


def busy_site(folder: Path) -> Bench:
    """People, visitors, shifts, queue numbers and articles of three packs, in a new store."""
    bench = Bench(folder, packs=("front-desk", "mall-desk", "robot-integrator"))
    desk, root = bench.desk, bench.by("root")
    add_staff(root, "fu", name="傅青主", role="receiver", department="service", os_account="fu")
    add_staff(root, "zhu", name="朱耷", role="leader", department=None, qualified=True)
    qualify(root, "fu")
    disable_staff(root, "fu", "离职")
    withdraw_qualification(root, "zhu")
    _visitors(bench, desk, root)
    _shifts(bench, root)
    first = queue_numbers.take_number(desk, "general").code
    second = queue_numbers.take_number(desk, "returns").code
    queue_numbers.call_next(desk, "1")
    queue_numbers.recall(desk, first)
    queue_numbers.skip(desk, first)
    queue_numbers.send_on(desk, second, "repairs")
    article = add_article(root, ArticleText("参观怎么预约", "product", "提前一天", price=False))
    retire_article(root, article.number, "过期")
    add_article(root, ArticleText("停车", "product", "地下二层", price=False))
    _persons(bench, root)
    bench.now = max(bench.now, MONDAY.replace(hour=1, minute=40))
    tick_round(desk, "reception", "09:30", "clean")
    tick_round(desk, "reception", "09:30", "light", wrong="灯坏了", department="service")
    _checks(bench, desk, root)
    _survey(bench, bench.by("he"))
    _assessment(bench, desk)
    watch = EmergencyWatch(bench.folder)
    watch.read(desk)
    watch.write(bench.now, "zhou", PRESENT, person=watch.people(None)[0].key, kind="fire")
    watch.write(bench.now, "zhou", SAID, text="警报响了")
    watch.hand_in(desk)
    cared_for = add_customer(desk, {"name": "柳如是"}, [("phone", "13511110000")]).id
    care.check_file(desk, cared_for)
    care.record_consent(desk, cared_for, "given", channels=["phone"])
    care.stop_contact(desk, cared_for, "打扰")
    care.allow_contact(desk, cared_for)
    glass.break_glass(desk, 15, "组长病了")
    glass.mend_glass(desk)
    tries.count_try(desk, b"pepper" * 6, "nobody")
    recovery.recover(desk, "root", recovery.make_recovery_codes(root)[0])
    return bench


def whole_site(folder: Path) -> Bench:
    """The same with tickets, calls, customers, attached files, forms and keys."""
    bench = busy_site(folder)
    desk, root = bench.desk, bench.by("root")
    parking = add_article(root, ArticleText("电梯", "product", "东侧", price=False))
    bench.later(minutes=5)
    change_article(bench.by("root"), parking.number, ArticleText("电梯", "product", "西侧", price=False))
    _tickets(bench, parking.number)
    _calls(bench)
    _customers(bench, root)
    drafts.save_draft(desk, "form-1", "intake", {"customer": "王小二"})
    drafts.save_draft(bench.by("lin"), "form-2", "intake", {"customer": "李小三"})
    for number in (bench.take(by="lin"), bench.take(by="lin")):
        asking.ask_approval(desk, number, "withdrawn")
    record_exported(desk, "ledger", 3, file="九月.xlsx")
    return bench


def _checks(bench: Bench, desk: Desk, root: Desk) -> None:
    """Records are drawn, one is scored, objected to and decided, another is checked instead of one."""
    numbers = [bench.take(channel="online", tier="ordinary") for _ in range(4)]
    for number in numbers:
        bench.act(number, "answered")
        bench.act(number, "finished", outcome="resolved")
        bench.act(number, "filed")
    leader, third = bench.by("he"), bench.by("song")
    drawn = drawing.draw_checks(leader, "leader", f"{bench.now:%G-W%V}", seed="s")
    drawing.replace_check(leader, drawn[0].number, "录音丢失")
    points = {"attitude": 4, "accuracy": 1, "procedure": 3}
    later = bench.now + timedelta(days=3)
    one = drawn[1].number
    reviewing.review_check(leader, one, points, cause="knowledge", finding="型号说错", right_by=later)
    answering.appeal_check(desk, one, "有录音")
    answering.decide_appeal(third, one, False, "录音里也错")
    answering.coach_check(leader, one, True)
    _learning(bench, leader, third)


def _learning(bench: Bench, leader: Desk, third: Desk) -> None:
    recurring.open_recurring(bench.desk)
    due = next(each for each in training.trainings_due(leader) if each.training == "special")
    training.record_training(leader, str(due.number), {"zhou": "failed", "lin": "passed"}, lecturer="song")
    made = improvements.propose_improvement(bench.desk, "把换型步骤做成一页图")
    improvements.accept_improvement(leader, made.number, "zhou", bench.now + timedelta(days=9))
    improvements.improvement_done(bench.desk, made.number, "图已贴出")
    improvements.see_effect(third, made.number, "effective", "快了一半")
    other = improvements.propose_improvement(bench.desk, "多一部电话")
    improvements.refuse_improvement(leader, other.number, "一部够用")


def _survey(bench: Bench, leader: Desk) -> None:
    """Customers are drawn; one is not reached and tried again, then answers."""
    whom: dict[str, Any] = {"customer": "卞玉京", "contact": "13511113333", "category": "service"}
    whom["fields"] = {"what": "table"}
    bench.act(bench.take("phone", "ordinary", kind="booking", **whom), "finished", outcome="received")
    for each in surveying.draw_survey(leader, "satisfaction", f"{bench.now:%Y}-Q3", seed="s"):
        desk = bench.by(str(each.assignee))
        surveyed.answer_survey(desk, each.number, outcome="no_answer")
        surveyed.answer_survey(desk, each.number, {"thorough": 4, "attitude": 2, "ease": 5}, text="等太久")


def _assessment(bench: Bench, desk: Desk) -> None:
    """This month is objected to and answered, a title and a violation are put on record; last month is closed."""
    song, month = bench.by("song"), f"{bench.now:%Y-%m}"
    closing.object_to_assessment(desk, "那天系统坏了", period=month)
    closing.answer_objection(song, "zhou", "已核实", period=month)
    closing.give_honour(song, "project", "zhou", text="二期项目")
    closing.record_violation(song, "lin", "推诿")
    before, bench.now = bench.now, bench.now + timedelta(days=31)
    closing.close_assessment(song, month)
    bench.now = before


def _persons(bench: Bench, root: Desk) -> None:
    bench.act(bench.take(customer="冒辟疆", contact="13511112222"), "withdrawn", "he", reason="customer")
    holds.hold_person(root, "冒辟疆", "仲裁")
    holds.release_person(root, "冒辟疆")
    erasing.refuse_erasure(bench.by("song"), erasing.ask_erasure(root, "冒辟疆", "来信").number, "再等等")
    erasing.approve_erasure(bench.by("song"), erasing.ask_erasure(root, "冒辟疆", "来信").number)
    erasing.ask_erasure(root, "柳如是", "来信")
    holds.hold_person(root, "陈子龙", "法院来函")


def _visitors(bench: Bench, desk: Desk, root: Desk) -> None:
    def expect(name: str, hours: int) -> str:
        data = {"name": name, "phone": "13912345678", "at": bench.now + timedelta(hours=hours), "host": "王强"}
        return expecting.expect(desk, expecting.read_expected(desk, data, now=bench.now)).id

    expecting.cancel_expected(desk, expect("柳如是", 1))
    expect("顾炎武", 2)
    visit = check_in(desk, CheckIn("visit", "陈子龙", expected=expect("陈子龙", 3), fields={"pass": "A1"}))
    passes.take_pass_back(desk, "A1")
    passes.give_pass(desk, visit.number, "A1")
    passes.give_pass(desk, visit.number, "A2")
    starts = bench.now + timedelta(hours=4)
    use = rooms.plan_room(desk, room="301", starts=starts, ends=starts + timedelta(hours=1), title="年会", people=8)
    rooms.prepare_room(desk, use.id, "room")
    watching.watch_for(root, name="李香君", phone="13612340000", reason="闹事", tell="保安")
    watching.end_watch(root, watching.watch_for(root, organisation="侯府", reason="骗子", tell="保安").entry)


def _shifts(bench: Bench, root: Desk) -> None:
    desk = bench.desk
    shifts.open_shift(desk)
    news = shifts.add_news(desk, "停水").news[0]
    shifts.tick(desk, news.name)
    shifts.add_news(desk, "停电")
    shifts.hand_over(desk, "钥匙在前台")
    shifts.accept(bench.by("lin"))
    first = date(2026, 9, 14)
    roster.set_duty(root, first, first + timedelta(days=6), "day", "zhou", "lin", weekdays=(0, 2, 4))
    roster.stand_in(root, first, "day")
    roster.set_duty(root, first + timedelta(days=2), first + timedelta(days=2), "day", None)


def _tickets(bench: Bench, article: int) -> None:
    """One answered from an article, one with files, one filed with a repeated task, one handed to somebody."""
    first = bench.take(customer="陈立", contact="13812345678", key="once")
    bench.act(first, "answered", text="在西侧", fields={"article": article})
    second = bench.take("phone", "intent", customer="赵云", contact="13700001111, 13700002222")
    folder = bench.folder / "given"
    folder.mkdir()
    for name in ("报价.txt", "图纸.txt"):
        (folder / name).write_text(name * 50, "utf-8")
        attach(bench.desk, second, [folder / name])
    bench.act(second, "specialist_needed", to="luo", text="最大负载？")
    third = bench.take("email", customer=None, contact="zhou@example.com")
    bench.act(third, "planned", text="回访", due=(bench.now + timedelta(days=3)).isoformat(), recurrence="FREQ=MONTHLY")
    bench.take(customer=None, contact=None)
    fourth = bench.take(customer="吴伟业", contact="13500007777")
    record_documents(bench.desk, fourth, {"photo": "at_hand", "invoice_copy": "asked"}, asked_of="吴伟业")


def _calls(bench: Bench) -> None:
    answered, _number = bench.ring("13812345678")
    calls.pick_up(bench.desk, answered, "zhou")
    bench.ring("13800009999")
    bench.later(minutes=10)
    bench.settle()
    bench.ring(None)


def _customers(bench: Bench, root: Desk) -> None:
    """One with everything of their own and regular visits, two who were the same person."""
    given = {"name": "徐霞客", "organisation": "江阴", "preferences": "上午", "special_needs": "英文", "tier": "core"}
    known = add_customer(bench.desk, given, [("phone", "13611112222"), ("wechat", "xu")], key="customer")
    change_customer(bench.by("he"), known.id, {"owner": "qian"}, add=[("email", "xu@example.org")])
    same = add_customer(bench.desk, {"name": "徐弘祖"}, [("phone", "13611113333")])
    merge_customers(bench.by("he"), same.id, known.id)
    bench.take(customer="徐弘祖", contact="13611113333")
    care.check_file(bench.desk, known.id)
    care.stop_contact(bench.desk, known.id, "打扰")
    care.allow_contact(bench.desk, known.id)
    care.stop_contact(bench.desk, same.id)
    assert file_of_ticket(bench.desk, bench.take(customer="徐霞客", contact="13611112222")).id == known.id

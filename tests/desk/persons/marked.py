"""A marked person, written through every use case that writes: each by its name, with how it is driven."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from deskconsole.desk.alarms import helping, lateness
from deskconsole.desk.archive import papers as archive
from deskconsole.desk.assessment import closing
from deskconsole.desk.customers import care, changes, customers, visit_plans
from deskconsole.desk.emergency.watch import EmergencyWatch
from deskconsole.desk.exports import record_exported
from deskconsole.desk.knowledge import articles, files
from deskconsole.desk.learning import improvements
from deskconsole.desk.matters.telling import tell_linked
from deskconsole.desk.papers.attachments import attach
from deskconsole.desk.persons import erasing, holds, showing
from deskconsole.desk.quality import answering, drawing, reviewing
from deskconsole.desk.queue_numbers import queue_numbers
from deskconsole.desk.records import IntakeForm
from deskconsole.desk.reports import handing_in
from deskconsole.desk.rounds import rounds
from deskconsole.desk.search.searching import rebuild_search
from deskconsole.desk.shifts import roster, shifts
from deskconsole.desk.sign_on import asking, glass
from deskconsole.desk.staff import preferences, qualification, staff
from deskconsole.desk.surveys import answering as surveyed, drawing as surveying
from deskconsole.desk.telephone import calls
from deskconsole.desk.things import things
from deskconsole.desk.tickets import drafts, filing, intake, joining, revealing, settling
from deskconsole.desk.visitors import checking_in, checking_out, expecting, passes, rooms, visitors, watching
from deskconsole.desk.visitors.records import CheckIn
from deskconsole.domain.emergency.log import ADDED, CLOSED, SAID
from deskconsole.domain.figures.periods import read_period
from deskconsole.domain.knowledge.articles import ArticleText
from deskconsole.domain.tickets.filing import missing_parts
from deskconsole.errors import DeskError
from deskconsole.store import tickets
from tests.desk.support import Bench

#: Characters that nothing else in a store is written with, each beginning with other bytes; digits of nobody else.
NAME: Final = "龘靐𠮷"
NUMBER: Final = "19887654321"
WECHAT: Final = "wx:zqvxkjq77"
MAIL: Final = f"{NAME}@例子.cn"
WORDS: Final = f"{NAME}（198-8765-4321，{WECHAT}）说好"
PACKS: Final = ("front-desk", "mall-desk", "robot-integrator")


class Life:
    """Everything that a desk can write about somebody."""

    def __init__(self, folder: Path) -> None:
        self.bench = Bench(folder, packs=PACKS)
        self.desk, self.root, self.song = self.bench.desk, self.bench.by("root"), self.bench.by("song")
        self.inquiry = self.visit = self.other = ""

    def take(self, customer: str = NAME, contact: str = NUMBER, **more: Any) -> str:
        return self.bench.take(customer=customer, contact=contact, content=WORDS, request=WORDS, **more)

    # --- tickets -----------------------------------------------------------------------------------------------------

    def intake(self) -> None:
        self.inquiry = self.take(key="intake-1")
        self.other = self.bench.take()

    def intake_all(self) -> None:
        form = IntakeForm("online", "inquiry", "core", NAME, NUMBER, "technical", WORDS, WORDS)
        intake.intake_all(self.desk, [form], key=f"{NUMBER}:1")

    def act(self) -> None:
        act, number = self.bench.act, self.inquiry
        act(number, "noted", text=WORDS, key="note-1")
        act(number, "answered", text=WORDS)
        act(number, "objected", text=WORDS, material=WORDS)
        act(number, "specialist_needed", text=WORDS, to=f"{NAME}的同事")
        act(number, "promised", text=WORDS, due=(self.bench.now + timedelta(hours=4)).isoformat())
        act(number, "transferred", "he", to="lin", reason=WORDS)
        act(number, "withdrawn", "he", reason="customer")
        act(number, "reopened", "he", reason=WORDS)
        act(self.other, "noted", text=WORDS)
        free = self.take()
        act(free, "finished", outcome=f"{NAME}满意")
        act(free, "rated", score=5, remark=WORDS)

    def complete_and_file(self) -> None:
        number = self.take()
        view = self.bench.show(number)
        steps = [filing.Step("", "responded", text=WORDS), filing.Step("", "answered", text=WORDS)]
        steps.append(filing.Step("", "finished", fields={"outcome": NAME}))
        assert missing_parts(view.ticket, view.clocks)
        filing.complete_and_file(self.desk, number, steps)

    def add_to_ticket(self) -> None:
        number = self.take("龘靐𠮷", NUMBER)
        joining.add_to_ticket(self.desk, number, WORDS, channel="online")

    def call_help(self) -> None:
        helping.call_help(self.desk, self.take())

    def call_help_at_once(self) -> None:
        typed = {"channel": "onsite", "customer": NAME, "contact": NUMBER, "content": WORDS, "request": WORDS}
        helping.call_help_at_once(self.desk, typed)

    def take_over(self) -> None:
        number = self.take()
        helping.call_help(self.desk, number)
        helping.take_over(self.song, number)
        self.bench.act(number, "place_changed", "song", moved_to=f"{NAME}的包间")

    def look_at(self) -> None:
        helping.look_at(self.song, self.take())

    def explain_late(self) -> None:
        number, rule = self._late()
        lateness.explain_late(self.desk, number, rule, "system_down", text=WORDS)

    def judge_late(self) -> None:
        number, rule = self._late()
        lateness.explain_late(self.desk, number, rule, "system_down")
        lateness.judge_late(self.song, number, rule, True, text=WORDS)

    def _late(self) -> tuple[str, str]:
        number = self.take(channel="online", kind="inquiry")
        self.bench.later(hours=9)
        self.bench.act(number, "answered", text="好的")
        late = next(clock for clock in self.bench.show(number).clocks if clock.was_late(self.bench.now))
        return number, late.rule

    def attach(self) -> None:
        path = self.bench.folder.parent / f"{NAME}.txt"
        path.write_text(f"{WORDS}\n" * 3)
        attach(self.desk, self.inquiry, [path], text=WORDS)
        path.unlink()

    def tell_linked(self) -> None:
        first, second = self.take(), self.take()
        self.bench.act(first, "linked", text=WORDS, same_as=second)
        self.bench.act(first, "answered", text=WORDS)
        tell_linked(self.desk, first)
        self.bench.act(first, "unlinked", text=WORDS, same_as=second, reason=WORDS)

    def reveal(self) -> None:
        revealing.reveal(self.desk, self.inquiry, WORDS)

    def record_shown(self) -> None:
        revealing.record_shown(self.desk, [{"number": self.inquiry}])

    # --- the telephone -----------------------------------------------------------------------------------------------

    def ring(self) -> None:
        self.bench.ring(NUMBER, "c-1")
        self.bench.ring("16612345678", "c-3")

    def pick_up(self) -> None:
        calls.pick_up(self.desk, "c-1", "zhou")

    def hang_up(self) -> None:
        calls.hang_up(self.desk, "c-3")
        self.bench.ring(NUMBER, "c-2")
        calls.hang_up(self.desk, "c-2")

    def settle(self) -> None:
        self.bench.ring("16612345679", "c-4")
        self.bench.later(minutes=5)
        settling.settle(self.desk)

    def confirm_time(self) -> None:
        self.bench.now -= timedelta(minutes=4)
        settling.confirm_time(self.desk)
        self.bench.later(minutes=4)

    # --- customers ---------------------------------------------------------------------------------------------------

    def add_customer(self) -> None:
        fields = {"name": NAME, "preferences": WORDS, "special_needs": WORDS, "organisation": None}
        self.twin = changes.add_customer(self.desk, fields, [(None, WECHAT)], key="customer-1").id

    def change_customer(self) -> None:
        changes.change_customer(
            self.desk, self.twin, {"preferences": f"{WORDS}，又改"}, add=[(None, f"{NAME}@例子.cn")]
        )
        changes.change_customer(self.desk, self.twin, {"special_needs": None}, remove=[MAIL])

    def merge_customers(self) -> None:
        (existing,) = {customers.file_of_ticket(self.desk, self.inquiry).id}
        changes.merge_customers(self.bench.by("he"), self.twin, existing)

    def unmerge_customer(self) -> None:
        changes.unmerge_customer(self.bench.by("he"), self.twin)
        self.merge_customers()

    def contact_stopped(self) -> None:
        care.stop_contact(self.desk, self.twin, WORDS)

    def contact_allowed(self) -> None:
        care.allow_contact(self.desk, self.twin)

    def reveal_customer(self) -> None:
        customers.reveal_customer(self.desk, self.twin, WORDS)

    # --- visitors ----------------------------------------------------------------------------------------------------

    def _expected(self, hours: int) -> str:
        data = {"name": NAME, "phone": NUMBER, "at": self.bench.now + timedelta(hours=hours), "host": f"{NAME}的叔叔"}
        data |= {"purpose": WORDS}
        form = expecting.read_expected(self.desk, data, now=self.bench.now)
        return expecting.expect(self.desk, form, key=f"expect-{hours}").id

    def expect_all(self) -> None:
        self.expected = self._expected(1)

    def cancel_expected(self) -> None:
        expecting.cancel_expected(self.desk, self._expected(3))

    def reveal_expected(self) -> None:
        expecting.reveal_expected(self.desk, self.expected, WORDS)

    def check_in(self) -> None:
        self.visit = checking_in.check_in(self.desk, CheckIn("visit", "", expected=self.expected), key="in-1").number

    def cancel_check_in(self) -> None:
        fields = {"host": NAME}
        number = checking_in.check_in(self.desk, CheckIn("visit", NAME, NUMBER, WORDS, fields=fields)).number
        checking_in.cancel_check_in(self.desk, number)

    def give_pass(self) -> None:
        passes.give_pass(self.desk, self.visit, "A7")

    def take_pass_back(self) -> None:
        passes.take_pass_back(self.desk, "A7")

    def leave_message(self) -> None:
        checking_out.leave_message(self.desk, self.visit, WORDS, host="王强")

    def reveal_visitor(self) -> None:
        visitors.reveal_visitor(self.desk, self.visit, WORDS)

    def sign_out(self) -> None:
        checking_out.sign_out(self.desk, self.visit)

    def come_back(self) -> None:
        checking_out.come_back(self.desk, self.visit)
        checking_out.sign_out(self.desk, self.visit)

    def tick_round(self) -> None:
        before, self.bench.now = self.bench.now, self.bench.now.replace(hour=2, minute=0)
        rounds.tick_round(self.desk, "reception", "09:30", "light", wrong=WORDS)
        self.bench.now = max(before, self.bench.now)

    def record_documents(self) -> None:
        number = self.take(kind="inquiry")
        words: dict[str, Any] = {"asked_of": NAME, "message": WORDS, "reason": WORDS, "signed_by": NAME, "text": WORDS}
        said = {"photo": "asked", "invoice_copy": "not_needed", "service_report": "signed"}
        archive.record_documents(self.desk, number, said, **words)
        archive.record_documents(self.desk, number, {"photo": "at_hand"})
        self.bench.act(number, "finished", outcome="received")
        self.bench.act(number, "filed")
        checks = ("form_whole", "documents_there", "signature_there", "answer_matches", "times_kept")
        self.bench.act(number, "papers_checked", outcome="in_order", fields=dict.fromkeys(checks, True), text=WORDS)
        self.bench.act(number, "handed_in", text=WORDS)
        self.bench.act(number, "sent_back", "he", reason=WORDS)
        self.bench.act(number, "handed_in")
        self.bench.act(number, "taken_in", "he", kept_at=f"{NAME}的盒子")
        self.bench.act(number, "shelved", "he", kept_at=f"{NAME}的柜子")

    def draw_checks(self) -> None:
        """Six records of the person's; the first two are drawn, one of them replaced, the other gone through."""
        numbers = [self.take() for _ in range(6)]
        for number in numbers:
            self.bench.act(number, "answered")
            self.bench.act(number, "finished", outcome="resolved")
            self.bench.act(number, "filed")
        week = f"{self.bench.now:%G-W%V}"
        self.checked = [each.number for each in drawing.draw_checks(self.bench.by("he"), "leader", week, seed="s")]

    def replace_check(self) -> None:
        drawing.replace_check(self.bench.by("he"), self.checked[0], WORDS)

    def review_check(self) -> None:
        points, later = {"attitude": 4, "accuracy": 1, "procedure": 3}, self.bench.now + timedelta(days=2)
        for number in self.checked[1:]:
            reviewing.review_check(
                self.bench.by("he"), number, points, cause="knowledge", finding=WORDS, right_by=later, level="leader"
            )

    def hand_in_report(self) -> None:
        number = handing_in.begin_summary(self.desk, "weekly", read_period("2026-W37"))
        handing_in.hand_in_report(self.desk, number, WORDS)

    def appeal_check(self) -> None:
        answering.appeal_check(self.desk, self.checked[1], WORDS)

    def decide_appeal(self) -> None:
        answering.decide_appeal(self.song, self.checked[1], False, WORDS)

    def coach_check(self) -> None:
        answering.coach_check(self.bench.by("he"), self.checked[1], True, text=WORDS)

    def draw_survey(self) -> None:
        served = self.take(kind="booking", channel="phone", category="service", fields={"what": "table"})
        self.bench.act(served, "finished", outcome="received")
        period = f"{self.bench.now:%Y}-Q{(self.bench.now.month + 2) // 3}"
        self.surveyed = [each.number for each in surveying.draw_survey(self.bench.by("he"), "satisfaction", period)]

    def answer_survey(self) -> None:
        for number in self.surveyed:
            surveyed.answer_survey(self.bench.by("lin"), number, {"thorough": 4, "attitude": 2, "ease": 5}, text=WORDS)

    def object_to_assessment(self) -> None:
        self.month = f"{self.bench.now:%Y-%m}"
        closing.object_to_assessment(self.desk, WORDS, period=self.month)

    def answer_objection(self) -> None:
        closing.answer_objection(self.song, "zhou", WORDS, period=self.month)

    def give_honour(self) -> None:
        closing.give_honour(self.song, "project", "zhou", number=self.inquiry, text=WORDS)

    def record_violation(self) -> None:
        closing.record_violation(self.song, "lin", WORDS, number=self.inquiry)

    def propose_improvement(self) -> None:
        """One of their ticket, accepted, refused or done with words about them: it is no ticket of theirs."""
        self.improved = improvements.propose_improvement(self.desk, "多一部电话", about=self.take()).number

    def tell_whose(self) -> None:
        self.found = self.take(kind="found_thing", channel="onsite")
        self.kept = self.take(kind="found_thing", channel="onsite")
        things.tell_whose(self.desk, self.found, WORDS)

    def hand_out(self) -> None:
        things.hand_out(self.desk, self.found, NAME, f"{NAME}领走", proof=WORDS)

    def give_away(self) -> None:
        things.give_away(self.desk, self.kept, f"{NAME}不要了")

    def emergency(self) -> None:
        watch = EmergencyWatch(self.bench.folder)
        watch.read(self.desk)
        watch.write(self.bench.now, "zhou", SAID, text=f"{WORDS}，没有到", kind="fire")
        watch.write(self.bench.now, "zhou", ADDED, text=NAME)
        watch.write(self.bench.now, "zhou", CLOSED, text=WORDS)
        watch.hand_in(self.desk)
        watch.write(self.bench.now, "zhou", SAID, text=f"{WORDS}，还在文件里")

    def plan_room(self) -> None:
        starts = self.bench.now + timedelta(hours=5)
        plan = {"starts": starts, "ends": starts + timedelta(hours=1), "title": WORDS, "organiser": NAME}
        self.room = rooms.plan_room(self.desk, room="301", **plan).id  # type: ignore[arg-type]

    def prepare_room(self) -> None:
        rooms.prepare_room(self.desk, self.room, "room")

    def cancel_room(self) -> None:
        rooms.cancel_room(self.desk, self.room)

    def watch_for(self) -> None:
        self.entry = watching.watch_for(self.root, name=NAME, phone=NUMBER, reason=WORDS, tell=NAME).entry

    def end_watch(self) -> None:
        watching.end_watch(self.root, self.entry)

    # --- the house ---------------------------------------------------------------------------------------------------

    def open_shift(self) -> None:
        shifts.open_shift(self.desk)

    def add_news(self) -> None:
        self.news = shifts.add_news(self.desk, f"{WORDS}今天来").news[0].name

    def tick(self) -> None:
        shifts.tick(self.desk, self.news)

    def drop_news(self) -> None:
        shifts.drop_news(self.desk, self.news)

    def hand_over(self) -> None:
        shifts.hand_over(self.desk, f"{WORDS}要回电")

    def accept(self) -> None:
        shifts.accept(self.bench.by("lin"))

    def add_article(self) -> None:
        text = ArticleText(f"{NAME}怎么办", "product", WORDS, price=False)
        self.article = articles.add_article(self.root, text).number

    def change_article(self) -> None:
        articles.change_article(self.root, self.article, ArticleText("怎么办", "product", f"问{NAME}", price=False))

    def retire_article(self) -> None:
        articles.retire_article(self.root, self.article, WORDS)

    def import_articles(self) -> None:
        folder = self.bench.folder.parent / "knowledge"
        folder.mkdir()
        page = folder / "page.md"
        page.write_text(f"---\ntitle: 某客户\ncategory: product\n---\n{WORDS}\n")
        files.import_articles(self.root, folder)
        page.write_text("---\ntitle: 某客户\ncategory: product\n---\n改过了\n")
        files.import_articles(self.root, folder)
        page.unlink()

    def save_draft(self) -> None:
        drafts.save_draft(self.desk, "d-1", "intake", {"customer": NAME, "content": WORDS})
        drafts.save_draft(self.desk, "d-2", "intake", {"content": WORDS})

    def take_over_draft(self) -> None:
        drafts.take_over_draft(self.bench.by("lin"), "d-1")

    def drop_draft(self) -> None:
        drafts.drop_draft(self.desk, "d-2")

    def remember(self) -> None:
        preferences.remember(self.desk, {"looked_for": NAME})

    def record_exported(self) -> None:
        record_exported(self.desk, "form", 1, file=f"{NAME}.docx", number=self.inquiry)

    def disable_staff(self) -> None:
        staff.disable_staff(self.root, "qian", f"{NAME}投诉")

    def qualify(self) -> None:
        qualification.qualify(self.root, "luo", f"{NAME}推荐")

    def withdraw_qualification(self) -> None:
        qualification.withdraw_qualification(self.root, "luo", f"{NAME}投诉")

    # --- what is held about somebody ---------------------------------------------------------------------------------

    def break_glass(self) -> None:
        glass.break_glass(self.desk, 15, WORDS)

    def mend_glass(self) -> None:
        glass.mend_glass(self.desk)

    def ask_approval(self) -> None:
        self.asked = self.bench.take(by="lin")
        for word in (WORDS, None):
            typed = {"reason": "spam", "text": WORDS}
            request = asking.ask_approval(self.desk, self.asked, "withdrawn", draft="d-9", form="act", typed=typed)
            if word:
                asking.answer_request(self.song, request.id, False, word=word)

    def answer_request(self) -> None:
        asking.answer_request(self.song, self.asked, False, word=WORDS)

    def withdraw_request(self) -> None:
        number = self.bench.take(by="lin")
        request = asking.ask_approval(self.desk, number, "withdrawn")
        asking.withdraw_request(self.desk, request.id)

    def hold_person(self) -> None:
        holds.hold_person(self.root, NUMBER, f"{NAME}案")

    def release_person(self) -> None:
        holds.release_person(self.root, NAME)

    def show_person(self) -> None:
        showing.show_person(self.root, NUMBER, file=f"{NAME}.docx")

    def refuse_erasure(self) -> None:
        self.end_everything()
        number = erasing.ask_erasure(self.root, NUMBER, "来信", named=True).number
        erasing.refuse_erasure(self.song, number, "再等等")

    def erase(self) -> None:
        number = erasing.ask_erasure(self.root, NUMBER, "来信", named=True).number
        assert erasing.approve_erasure(self.song, number).scrubbed

    def end_everything(self) -> None:
        """Whatever is still being worked on is taken back."""
        with self.desk.store.reading() as tx:
            records = [tickets.find_ticket_by_id(tx, key) for key in list(tickets.all_ticket_ids(tx))]
        for record in records:
            if record is not None and not self.bench.show(record.number).ticket.ended and record.number != self.other:
                self.bench.act(record.number, "withdrawn", "root", reason="customer")


#: Use case that writes, by module and name → how it is driven, in this order; or why nothing of a person goes in.
DRIVEN: Final[Mapping[str, Callable[[Life], object] | str]] = {
    "founding._begin": "what a new site begins with",
    "admin.adding._add": "names of packs",
    "policy.recounting._announce": "hashes of rules",
    "policy.recounting._apply": "new times by the rules",
    "customers.visit_plans.arrange_visits": lambda life: visit_plans.arrange_visits(life.root),
    "practice.completed.record_practice": "steps of the practice, which has a store of its own",
    "queue_numbers.queue_numbers.take_number": lambda life: queue_numbers.take_number(life.desk, "general"),
    "queue_numbers.queue_numbers.call_next": "numbers and windows",
    "queue_numbers.queue_numbers.recall": "numbers and windows",
    "queue_numbers.queue_numbers.send_on": "numbers and counters",
    "queue_numbers.queue_numbers.serve": "numbers and windows",
    "queue_numbers.queue_numbers.skip": "numbers and windows",
    "shifts.roster.set_duty": lambda life: roster.set_duty(
        life.root, life.bench.now.date(), life.bench.now.date(), "day", "zhou"
    ),
    "shifts.roster.stand_in": "logins and days",
    "staff.qualification._hand_in": "answers to the questions of a test",
    "staff.staff.add_staff": "a colleague",
    "sign_on.pins._signed_on": "logins",
    "sign_on.pins._give": "a colleague's code, as a digest",
    "sign_on.pins._set": "a colleague's PIN, as a digest",
    "sign_on.pins._set_known": "a made-up colleague's PIN, as a digest",
    "sign_on.pins.right": "a colleague's PIN was right",
    "sign_on.tries.count_try": "a login and how often",
    "sign_on.recovery._keep": "digests of recovery codes",
    "sign_on.recovery._recover": "a colleague's login",
    "sign_on.glass.break_glass": Life.break_glass,
    "sign_on.glass.mend_glass": Life.mend_glass,
    "sign_on.asking.ask_approval": Life.ask_approval,
    "sign_on.asking.answer_request": Life.answer_request,
    "sign_on.asking.withdraw_request": Life.withdraw_request,
    "backups.backing_up.record_backup": "when and how large",
    "backups.restoring._record_restored": "when, and from what point of the record",
    "telephone.calls._ring": Life.ring,
    "telephone.calls._pick_up": Life.pick_up,
    "telephone.calls.pick_up_for_shift": "it picks up as the one before, and adds nothing",
    "telephone.calls.hang_up": Life.hang_up,
    "tickets.settling._settle_now": Life.settle,
    "tickets.settling.confirm_time": Life.confirm_time,
    "tickets.intake.intake": Life.intake,
    "tickets.intake.intake_all": Life.intake_all,
    "tickets.act.act": Life.act,
    "tickets.filing.complete_and_file": Life.complete_and_file,
    "tickets.joining.add_to_ticket": Life.add_to_ticket,
    "papers.attachments._attach": Life.attach,
    "alarms.helping.call_help": Life.call_help,
    "alarms.helping.call_help_at_once": Life.call_help_at_once,
    "alarms.helping.take_over": Life.take_over,
    "alarms.helping.look_at": Life.look_at,
    "alarms.lateness.explain_late": Life.explain_late,
    "alarms.lateness.judge_late": Life.judge_late,
    "tickets.revealing.reveal": Life.reveal,
    "tickets.revealing.record_shown": Life.record_shown,
    "customers.changes.add_customer": Life.add_customer,
    "customers.changes.change_customer": Life.change_customer,
    "customers.changes.merge_customers": Life.merge_customers,
    "customers.changes.unmerge_customer": Life.unmerge_customer,
    "customers.customers.reveal_customer": Life.reveal_customer,
    "customers.care.check_file": lambda life: care.check_file(life.desk, life.twin),
    "customers.care.record_consent": "an answer, names of purposes and channels",
    "customers.care.stop_contact": Life.contact_stopped,
    "customers.care.allow_contact": Life.contact_allowed,
    "customers.at_risk._begin": "a customer's row, whose words other events hold",
    "visitors.expecting.expect_all": Life.expect_all,
    "visitors.expecting.cancel_expected": Life.cancel_expected,
    "visitors.expecting.reveal_expected": Life.reveal_expected,
    "visitors.checking_in.check_in": Life.check_in,
    "visitors.checking_in.cancel_check_in": Life.cancel_check_in,
    "visitors.passes.give_pass": Life.give_pass,
    "visitors.passes.take_pass_back": Life.take_pass_back,
    "visitors.checking_out.leave_message": Life.leave_message,
    "visitors.visitors.reveal_visitor": Life.reveal_visitor,
    "archive.papers.record_documents": Life.record_documents,
    "things.things.tell_whose": Life.tell_whose,
    "things.things.hand_out": Life.hand_out,
    "things.things.give_away": Life.give_away,
    "rounds.rounds.tick_round": Life.tick_round,
    "reports.handing_in.begin_summary": "names of the program and a period",
    "reports.handing_in.hand_in_report": Life.hand_in_report,
    "reports.handing_in.read_report": "that somebody has read it",
    "quality.drawing.draw_checks": Life.draw_checks,
    "quality.drawing.replace_check": Life.replace_check,
    "quality.reviewing.review_check": Life.review_check,
    "quality.answering.see_check": "that a result was seen",
    "quality.answering.appeal_check": Life.appeal_check,
    "quality.answering.decide_appeal": Life.decide_appeal,
    "quality.answering.coach_check": Life.coach_check,
    "surveys.drawing.draw_survey": Life.draw_survey,
    "surveys.answering.answer_survey": Life.answer_survey,
    "assessment.closing.object_to_assessment": Life.object_to_assessment,
    "assessment.closing.answer_objection": Life.answer_objection,
    "assessment.closing.give_honour": Life.give_honour,
    "assessment.closing.record_violation": Life.record_violation,
    "assessment.closing.close_assessment": "figures and numbers of tickets alone",
    "learning.improvements.propose_improvement": Life.propose_improvement,
    "learning.improvements.accept_improvement": "of the house: whose it is and by when",
    "learning.improvements.refuse_improvement": "of the house: why it is not done",
    "learning.improvements.improvement_done": "of the house: what was done",
    "learning.improvements.see_effect": "of the house: what the effect was",
    "learning.training.record_training": "colleagues, and what came of a training",
    "matters.recurring._open": "of the house: what the rules say comes again",
    "emergency.emergencies._take_in": Life.emergency,
    "visitors.checking_out.sign_out": Life.sign_out,
    "visitors.checking_out.come_back": Life.come_back,
    "visitors.rooms.plan_room": Life.plan_room,
    "visitors.rooms.prepare_room": Life.prepare_room,
    "visitors.rooms.cancel_room": Life.cancel_room,
    "visitors.watching.watch_for": Life.watch_for,
    "visitors.watching.end_watch": Life.end_watch,
    "shifts.shifts.open_shift": Life.open_shift,
    "shifts.shifts.add_news": Life.add_news,
    "shifts.shifts.tick": Life.tick,
    "shifts.shifts.drop_news": Life.drop_news,
    "shifts.shifts.hand_over": Life.hand_over,
    "shifts.shifts.accept": Life.accept,
    "knowledge.articles.add_article": Life.add_article,
    "knowledge.articles.change_article": Life.change_article,
    "knowledge.articles.retire_article": Life.retire_article,
    "knowledge.files._store": Life.import_articles,
    "matters.telling.tell_linked": Life.tell_linked,
    "tickets.drafts.save_draft": Life.save_draft,
    "tickets.drafts.take_over_draft": Life.take_over_draft,
    "tickets.drafts.drop_draft": Life.drop_draft,
    "staff.preferences.remember": Life.remember,
    "exports._record": Life.record_exported,
    "staff.staff._enable": Life.disable_staff,
    "staff.qualification._qualify_by_record": Life.qualify,
    "staff.qualification._withdraw": Life.withdraw_qualification,
    "search.searching.rebuild_search": lambda life: rebuild_search(life.root),
    "persons.holds.hold_person": Life.hold_person,
    "persons.holds.release_person": Life.release_person,
    "persons.showing._record_shown": Life.show_person,
    "persons.erasing.refuse_erasure": Life.refuse_erasure,
    "persons.retention.approve_retention": "the digest of the rules",
    "persons.retention._take_due": "it takes out; test_retention.py",
    "persons.erasing._ask": "asked for before it is refused, and again at the end",
    "persons.erasing._approve": "at the end",
    "persons.erasing._erase_ticket": "at the end",
    "persons.erasing._erase_site": "at the end",
}


def drive(life: Life) -> None:
    """Everything, in its order; a refusal names what was refused."""
    for name, how in DRIVEN.items():
        if not isinstance(how, str):
            try:
                how(life)
            except DeskError as error:
                raise AssertionError(f"{name}: {error}") from error

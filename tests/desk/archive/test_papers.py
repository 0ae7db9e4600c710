"""S16: documents asked for and received, the customer's signature, one's own check, the paper file and its archive."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from deskconsole.desk.archive.papers import papers, record_documents
from deskconsole.desk.records import TicketView
from deskconsole.desk.search.searching import search
from deskconsole.desk.tickets import views
from deskconsole.domain.rules.customer_wording import WordingRefused
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import explain
from tests.desk.support import Bench, prove, t

#: Before the National Day of 2026 (10-01 to 10-07; Saturday 10-10 is made up), and before the make-up Sunday 09-20.
EVE, FRIDAY = t("09-30 16:00"), t("09-18 16:00")
WORDS = ("asked_of", "message", "reason", "signed_by")
CHECKED = {"form_whole": True, "documents_there": True, "signature_there": True, "answer_matches": True}
CHECKED |= {"times_kept": True}


def say(bench: Bench, number: str, by: str = "zhou", /, **said: str) -> TicketView:
    words: dict[str, Any] = {name: said.pop(name) for name in WORDS if name in said}
    return record_documents(bench.by(by), number, said, **words)


def states(bench: Bench, number: str) -> dict[str, str]:
    return {name: each.state for name, each in bench.show(number).ticket.documents.items()}


def asked(bench: Bench) -> str:
    """A ticket whose customer was just asked for two documents."""
    number = bench.take()
    say(bench, number, photo="asked", invoice_copy="asked", asked_of="陈立")
    return number


def filed(bench: Bench) -> str:
    """A ticket that has just been filed, with a document."""
    number = bench.take()
    say(bench, number, photo="at_hand")
    bench.act(number, "answered")
    bench.act(number, "finished", outcome="received")
    bench.act(number, "filed")
    return number


def handed_in(bench: Bench) -> str:
    number = filed(bench)
    bench.act(number, "handed_in")
    return number


def sent_back(bench: Bench) -> str:
    number = handed_in(bench)
    bench.act(number, "sent_back", "he", reason="缺客户签字")
    return number


def own_rules(folder: Path, kinds: str) -> None:
    """What the house says of papers in its own folder."""
    (folder / "rules" / "papers").mkdir(parents=True)
    (folder / "rules" / "papers" / "kinds.toml").write_text(kinds, "utf-8")


@pytest.mark.parametrize(
    ("rule", "start", "due"),
    [
        ("S16", EVE, "10-10 18:00"),
        ("S16", FRIDAY, "09-22 18:00"),
        ("S16b", EVE, "10-08 18:00"),
        ("S16b", FRIDAY, "09-20 18:00"),
        ("S16c", EVE, "10-10 18:00"),
        ("S16c", FRIDAY, "09-22 18:00"),
        ("S16c again", EVE, "10-08 18:00"),
        ("S16c again", FRIDAY, "09-20 18:00"),
        ("S16d", EVE, "10-08 18:00"),
        ("S16d", FRIDAY, "09-20 18:00"),
    ],
)
def test_s16_over_national_day_and_a_make_up_day(bench: Bench, rule: str, start: datetime, due: str) -> None:
    bench.now = start
    begun = {"S16": asked, "S16b": filed, "S16c": filed, "S16d": handed_in}
    if rule == "S16c again":
        number = sent_back(bench)
        again = [clock for clock in bench.show(number).clocks if clock.rule == "S16c" and clock.active]
        assert [(clock.due, clock.name) for clock in again] == [(t(due), "again")]
        bench.now = t(due)
        view = bench.act(number, "handed_in")
        assert [clock.state for clock in view.clocks if clock.rule == "S16c"] == ["met", "met"]
        return
    done = {
        "S16": lambda number: say(bench, number, photo="at_hand", invoice_copy="at_hand"),
        "S16b": lambda number: bench.act(number, "papers_checked", outcome="in_order", fields=CHECKED),
        "S16c": lambda number: bench.act(number, "handed_in"),
        "S16d": lambda number: bench.act(number, "taken_in", "he", kept_at="档案室 A3-12"),
    }
    prove(bench, rule, lambda: begun[rule](bench), t(due), done[rule])


# --- documents ---------------------------------------------------------------------------------------------------


def test_s16_each_document_is_asked_for_received_not_needed_or_missing(bench: Bench) -> None:
    number = asked(bench)
    bench.later(minutes=5)
    say(bench, number, photo="at_hand", invoice_copy="missing", authorisation="not_needed", reason="本人来办")
    documents = bench.show(number).ticket.documents
    assert states(bench, number) == {"photo": "at_hand", "invoice_copy": "missing", "authorisation": "not_needed"}
    invoice, photo = documents["invoice_copy"], documents["photo"]
    assert (invoice.whom, invoice.asked_at, invoice.by, invoice.open) == ("陈立", t("09-14 09:00"), "zhou", True)
    assert (photo.at, photo.asked_at) == (t("09-14 09:05"), t("09-14 09:00"))
    assert bench.clock(number, "S16").state == "running", "one is still missing"
    say(bench, number, invoice_copy="at_hand")
    assert bench.clock(number, "S16").state == "met"
    assert bench.verified() == []


def test_s16_what_is_missing_stands_in_the_next_step(bench: Bench) -> None:
    number = asked(bench)
    bench.act(number, "responded")

    def title(lang: str) -> str:
        (line,) = [line for line in views.queue(bench.desk) if line.number == number]
        return line.title.get(lang)

    view = bench.show(number)
    assert title("zh") == "催资料：照片或视频、发票复印件"
    assert (
        view.title(bench.clock(number, "S16")).get("en") == "Remind of documents: Photo or video, Copy of the invoice"
    )
    say(bench, number, photo="at_hand")
    assert title("zh") == "催资料：发票复印件"


def test_s16_asked_again_the_reminder_begins_anew(bench: Bench) -> None:
    number = asked(bench)
    bench.now = t("09-16 10:00")
    say(bench, number, invoice_copy="asked", message="请您提供发票复印件")
    clocks = [clock for clock in bench.show(number).clocks if clock.rule == "S16"]
    assert [(clock.state, clock.due) for clock in clocks] == [
        ("met", t("09-17 18:00")),
        ("running", t("09-20 18:00")),
    ]
    with pytest.raises(WordingRefused):
        say(bench, number, invoice_copy="asked", message="不归我管")


def test_s16_filing_names_what_is_missing(bench: Bench) -> None:
    number = asked(bench)
    refusal = bench.refused(number, "filed")
    assert "documents: Photo or video, Copy of the invoice" in refusal
    bench.act(number, "answered")
    bench.act(number, "finished", outcome="received")
    assert bench.refused(number, "filed") == "filed: documents are missing: Photo or video, Copy of the invoice"
    say(bench, number, photo="not_needed", reason="远程看过了", invoice_copy="at_hand")
    bench.act(number, "filed")
    assert bench.show(number).ticket.filed_at is not None


def test_s16_what_a_form_cannot_mean_is_refused(bench: Bench) -> None:
    number = bench.take()
    assert "is not one of" in bench.refused(number, "documents_recorded", documents="passport", outcome="asked")
    assert "outcome is missing" in bench.refused(number, "documents_recorded", documents="photo")
    assert "reason is missing" in bench.refused(number, "documents_recorded", documents="photo", outcome="not_needed")
    assert "record the signature" in bench.refused(
        number, "documents_recorded", documents="service_report", outcome="at_hand"
    )
    assert "is not a field" in bench.refused(
        number, "documents_recorded", documents="photo", outcome="asked", documents_complete=True
    )
    view = bench.act(number, "documents_recorded", documents="照片或视频、发票复印件", outcome="asked")
    assert view.events[-1].fields["documents"] == "photo,invoice_copy", "by their titles too"
    with pytest.raises(DeskError, match="nothing is said"):
        record_documents(bench.desk, number, {})
    with pytest.raises(DeskError, match="is not one of"):
        record_documents(bench.desk, number, {"photo": "lost"})


def test_s16_all_is_recorded_or_nothing(bench: Bench) -> None:
    number = bench.take()
    before = bench.record()
    with pytest.raises(DeskError):
        say(bench, number, photo="at_hand", authorisation="not_needed")
    assert bench.record() == before


def test_s16_a_pack_says_what_must_be_there_before_finishing(tmp_path: Path) -> None:
    own_rules(
        tmp_path,
        """
[[document]]
name = "licence_copy"
before = "finished"
when = { tier = ["core"] }

[[document]]
name = "photo"
before = "filed"
""",
    )
    bench = Bench(tmp_path)
    number, other = bench.take(), bench.take(tier="intent")
    assert states(bench, number) == {"licence_copy": "wanted", "photo": "wanted"}
    assert states(bench, other) == {"photo": "wanted"}
    assert bench.kinds(number)[-1] == "documents_wanted"
    bench.act(number, "answered")
    assert bench.refused(number, "finished", outcome="received") == (
        "finished: documents are missing: Copy of the business licence"
    )
    bench.act(number, "classified", tier="intent")
    assert states(bench, number) == {"photo": "wanted"}, "what is asked for no longer is gone"
    bench.act(number, "undone")
    assert states(bench, number) == {"licence_copy": "wanted", "photo": "wanted"}
    say(bench, number, licence_copy="at_hand")
    bench.act(number, "finished", outcome="received")
    assert "Photo or video" in bench.refused(number, "filed")
    say(bench, number, photo="at_hand")
    bench.act(number, "filed")
    assert bench.verified() == []


# --- the customer's signature ------------------------------------------------------------------------------------


def test_s16_the_customer_signs_the_service_report_or_refuses_with_a_reason(bench: Bench) -> None:
    number = bench.take()
    say(bench, number, service_report="asked")
    assert "signed_by is missing" in bench.refused(number, "document_signed", documents="service_report")
    assert "is not signed" in bench.refused(number, "document_signed", documents="photo", signed_by="陈立")
    bench.later(minutes=10)
    bench.act(number, "document_signed", documents="service_report", signed_by="陈立")
    report = bench.show(number).ticket.documents["service_report"]
    assert (report.state, report.signed_by, report.at) == ("signed", "陈立", t("09-14 09:10"))
    assert bench.clock(number, "S16").state == "met"
    other = bench.take()
    assert "reason is missing" in bench.refused(
        other, "document_signed", documents="service_report", outcome="not_signed"
    )
    say(bench, other, service_report="not_signed", reason="客户说再看看")
    report = bench.show(other).ticket.documents["service_report"]
    assert (report.state, report.reason, report.open) == ("not_signed", "客户说再看看", False)


# --- one's own check ---------------------------------------------------------------------------------------------


def test_s16_who_received_the_ticket_checks_its_papers(bench: Bench) -> None:
    number = bench.take()
    assert "file the ticket first" in bench.refused(number, "papers_checked", outcome="in_order", fields=CHECKED)
    number = filed(bench)
    assert bench.clock(number, "S16b").assignee == "zhou"
    assert "who received the ticket" in bench.refused(
        number, "papers_checked", "lin", outcome="in_order", fields=CHECKED
    )
    assert "times_kept" in bench.refused(
        number, "papers_checked", outcome="in_order", fields={**CHECKED, "times_kept": None}
    )
    assert "say what is not in order" in bench.refused(number, "papers_checked", outcome="not_in_order", fields=CHECKED)
    view = bench.act(
        number, "papers_checked", outcome="not_in_order", text="少一页", fields={**CHECKED, "form_whole": False}
    )
    assert view.events[-1].fields["form_whole"] is False
    assert bench.clock(number, "S16b").state == "met"


# --- the archive -------------------------------------------------------------------------------------------------


def test_s16_who_hands_in_does_not_take_in(bench: Bench) -> None:
    number = handed_in(bench)
    assert [(line.number, line.state, line.by) for line in papers(bench.desk)] == [(number, "handed_in", "zhou")]
    assert bench.refused(number, "taken_in", kept_at="A3") == (
        "taken_in: somebody else does that than who did handed_in"
    )
    assert "handed in already" in bench.refused(number, "handed_in")
    assert "kept_at is missing" in bench.refused(number, "taken_in", "he")
    bench.act(number, "taken_in", "he", kept_at="档案室 A3-12")
    assert papers(bench.desk) == []
    (line,) = papers(bench.desk, state="taken_in")
    assert (line.place, line.by) == ("档案室 A3-12", "he")
    assert [found.number for found in search(bench.desk, "A3-12").tickets] == [number], "found by its place"
    bench.act(number, "shelved", "he", kept_at="B1-01")
    assert bench.show(number).ticket.paper_file is not None
    assert papers(bench.desk, state="taken_in")[0].place == "B1-01"
    assert "taken the papers in already" in bench.refused(number, "handed_in")
    assert bench.verified() == []


def test_s16_papers_go_back_with_a_reason_and_come_again(bench: Bench) -> None:
    number = handed_in(bench)
    assert "reason is missing" in bench.refused(number, "sent_back", "he")
    bench.act(number, "sent_back", "he", reason="缺客户签字")
    assert bench.clock(number, "S16d").state == "cancelled"
    (line,) = papers(bench.desk)
    assert (line.state, line.reason) == ("sent_back", "缺客户签字")
    assert "not handed in" in bench.refused(number, "taken_in", "he", kept_at="A3")
    bench.act(number, "handed_in")
    bench.act(number, "taken_in", "he", kept_at="A3")
    assert bench.show(number).ticket.paper_file.state == "taken_in"  # type: ignore[union-attr]
    bench.act(number, "reopened", "he", reason="客户又来了")
    assert papers(bench.desk, state="taken_in") == [], "it is worked on again"


def test_s16_the_list_says_what_is_next(bench: Bench) -> None:
    wanted, ready = asked(bench), filed(bench)
    back, under_way = sent_back(bench), handed_in(bench)
    assert [(line.number, line.state) for line in papers(bench.desk)] == [
        (under_way, "handed_in"),
        (back, "sent_back"),
        (ready, "to_hand_in"),
        (wanted, "wanted"),
    ]
    assert [line.missing for line in papers(bench.desk, state="wanted")] == [("photo", "invoice_copy")]
    assert papers(bench.desk)[0].due == t("09-15 18:00")
    with pytest.raises(DeskError, match="is not one of"):
        papers(bench.desk, state="lost")


def test_s16_a_specialist_takes_in_only_what_is_handed_to_them(bench: Bench) -> None:
    number = filed(bench)
    assert papers(bench.by("fang")) == []
    bench.act(number, "handed_in", to="dept:technical")
    assert bench.clock(number, "S16d").assignee == "dept:technical"
    assert "has no part" in bench.refused(number, "taken_in", "fang", kept_at="A3")
    bench.act(number, "taken_in", "luo", kept_at="A3")
    assert bench.clock(number, "S16d").state == "met"


def test_s16_a_site_names_who_takes_in_and_who_files(tmp_path: Path) -> None:
    own_rules(
        tmp_path,
        """
[[shared]]
name = "paper-file"

[[shared.form]]
event = "taken_in"
other_than = []
by = { department = ["legal"], role = ["supervisor"] }

[[shared.form]]
event = "filed"
other_than = ["finished"]
""",
    )
    bench = Bench(tmp_path)
    number = bench.take()
    bench.act(number, "answered")
    bench.act(number, "finished", outcome="received")
    assert bench.refused(number, "filed") == "filed: somebody else does that than who did finished"
    bench.act(number, "filed", "lin")
    bench.act(number, "handed_in", "song")
    assert "this is for" in bench.refused(number, "taken_in", "he", kept_at="A3")
    bench.act(number, "taken_in", "song", kept_at="A3")


def test_s16_words_of_papers_are_erasable_and_states_stay(bench: Bench) -> None:
    number = asked(bench)
    event = next(event for event in bench.show(number).events if event.kind == "documents_recorded")
    from deskconsole.domain.tickets.payload import split

    facts, words = split(event)
    assert facts["fields"]["documents"] == "photo,invoice_copy"
    assert words["fields"] == {"asked_of": "陈立"}
    assert explain(DeskError("papers_checked: file the ticket first"))

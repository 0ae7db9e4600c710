"""Somebody is erased by two people: words, rows, files and search words go, facts stay, the record is whole."""

from pathlib import Path

import pytest

from deskconsole.desk.customers import customers
from deskconsole.desk.papers.attachments import attach
from deskconsole.desk.persons import erasing, holds
from deskconsole.desk.search.searching import search
from deskconsole.desk.tickets import views
from deskconsole.errors import DeskError
from deskconsole.record import replace
from tests.desk.support import Bench

NAME, NUMBER = "欧阳暮雪", "13977712345"


def seen(bench: Bench, *, end: bool = True) -> str:
    """A ticket of theirs with a file, finished with; its number."""
    number = bench.take("phone", customer=NAME, contact=NUMBER, content="焊机坏了，欧阳暮雪来电")
    path = bench.folder / "欧阳.txt"
    path.write_text("欧阳暮雪的照片")
    attach(bench.desk, number, [path])
    path.unlink()
    if end:
        bench.act(number, "withdrawn", "he", reason="customer")
    return number


def files(bench: Bench) -> list[Path]:
    return [path for path in (bench.folder / "attachments").rglob("*") if path.is_file()]


def ask(bench: Bench, who: str = NAME, *, named: bool = False) -> int:
    return erasing.ask_erasure(bench.by("root"), who, "按客户来信", named=named).number


def refused(ask_for: object) -> str:
    with pytest.raises(DeskError) as raised:
        ask_for()  # type: ignore[operator]
    return str(raised.value)


def test_words_go_and_facts_stay(bench: Bench) -> None:
    number = seen(bench)
    other = bench.take("online")
    before, counted = bench.show(number), views.counts(bench.desk)
    assert files(bench)
    asked = erasing.ask_erasure(bench.by("root"), NUMBER, "按客户来信")
    assert (asked.state, asked.tickets, asked.asked_by) == ("asked", 1, "root")
    done = erasing.approve_erasure(bench.by("song"), asked.number)
    assert (done.state, done.files, done.scrubbed, done.decided_by) == ("done", 1, True, "song")
    after = bench.show(number)
    assert [event.kind for event in after.events] == [*(event.kind for event in before.events), "erased"]
    assert all(event.text is None for event in after.events)
    assert after.events[-1].fields["approved_by"] == "song"
    assert after.clocks == before.clocks
    assert (after.ticket.customer, after.ticket.content, after.ticket.contact) == (None, None, None)
    kept = ("kind", "channel", "tier", "category", "owner", "first_receiver", "stage")
    assert [getattr(after.ticket, name) for name in kept] == [getattr(before.ticket, name) for name in kept]
    assert views.counts(bench.desk) == counted
    assert not files(bench)
    found = search(bench.desk, NAME)
    assert (found.tickets, found.customers, found.articles) == ((), (), ())
    assert not customers.find_customers(bench.desk, NUMBER)
    assert search(bench.desk, "陈立").tickets
    assert bench.show(other).ticket.customer
    assert bench.verified() == []


def test_who_asked_cannot_approve_even_in_the_name_of_another(bench: Bench) -> None:
    seen(bench)
    number = ask(bench)
    assert "only who leads" in refused(lambda: erasing.approve_erasure(bench.by("root"), number))
    masked = bench.by("song")
    masked.entered_by = "root"
    assert "in person" in refused(lambda: erasing.approve_erasure(masked, number))
    assert "only an administrator" in refused(lambda: erasing.ask_erasure(bench.by("song"), NAME, "来信"))
    assert bench.show("1").ticket.customer == NAME


def test_who_may_do_both_still_needs_somebody_else(bench: Bench) -> None:
    seen(bench)
    number, root = ask(bench), bench.by("root")
    needs = root.roles.needs
    root.roles = replace(root.roles, needs={**needs, "erasures": {**needs["erasures"], "administrator": "all"}})
    assert "somebody else than who asked" in refused(lambda: erasing.approve_erasure(root, number))
    assert bench.show("1").ticket.customer == NAME


def test_a_refused_erasure_is_not_done(bench: Bench) -> None:
    seen(bench)
    number = ask(bench)
    assert erasing.refuse_erasure(bench.by("song"), number, "仍有争议").state == "refused"
    assert "decided already" in refused(lambda: erasing.approve_erasure(bench.by("song"), number))
    assert [each.state for each in erasing.erasures(bench.by("song"))] == ["refused"]
    assert bench.verified() == []


def test_what_stands_against_it(bench: Bench) -> None:
    number = seen(bench, end=False)
    assert f"{number}: is still being worked on" in refused(lambda: ask(bench))
    bench.act(number, "withdrawn", "he", reason="customer")
    holds.hold_person(bench.by("root"), NUMBER, "仲裁 2026-17")
    assert "legal hold 1 (仲裁 2026-17)" in refused(lambda: ask(bench))
    assert [each.number for each in holds.release_person(bench.by("root"), NAME)] == [1]
    first = ask(bench)
    assert "asked for already" in refused(lambda: ask(bench))
    holds.hold_person(bench.by("root"), NAME, "法院来函")
    assert "legal hold 2" in refused(lambda: erasing.approve_erasure(bench.by("song"), first))
    holds.release_person(bench.by("root"), NAME)
    assert erasing.approve_erasure(bench.by("song"), first).state == "done"
    assert "nothing is held" in refused(lambda: ask(bench))
    assert bench.verified() == []


def test_a_reason_that_names_them_is_refused(bench: Bench) -> None:
    seen(bench)
    for reason in (f"{NAME}来信", "电话 139 7771 2345 的客户要求", " "):
        assert refused(lambda reason=reason: erasing.ask_erasure(bench.by("root"), NAME, reason)).startswith("reason:")


def test_what_others_wrote_goes_by_number_but_by_name_only_when_asked_for(bench: Bench) -> None:
    seen(bench)
    other = bench.take("online")
    bench.act(other, "noted", text="也可问欧阳暮雪")
    bench.act(other, "noted", text="回电 139-7771-2345")
    asked = erasing.ask_erasure(bench.by("root"), NAME, "来信")
    assert [(each.number, each.kind) for each in asked.named_in] == [(other, "noted")]
    erasing.approve_erasure(bench.by("song"), asked.number)
    assert [event.text for event in bench.show(other).events if event.kind == "noted"] == ["也可问欧阳暮雪", None]
    assert bench.show(other).ticket.customer == "华南精密 陈立"
    assert bench.verified() == []


def test_a_number_that_several_share_takes_nothing_of_the_others(bench: Bench) -> None:
    bench.act(bench.take("phone", customer="王一", contact="0755-88881234"), "withdrawn", "he", reason="customer")
    bench.act(bench.take("phone", customer="王二", contact="0755-88881234"), "withdrawn", "he", reason="customer")
    assert "may be" in refused(lambda: ask(bench, "0755-88881234"))
    erasing.approve_erasure(bench.by("song"), ask(bench, "王一"))
    assert [match.name for match in customers.find_customers(bench.desk, "88881234")] == ["王二"]
    assert bench.verified() == []


def test_stopped_it_goes_on_where_it_stopped(bench: Bench) -> None:
    numbers = [seen(bench) for _ in range(3)]
    number, asked = ask(bench), iter((False, True))
    assert "stopped" in refused(lambda: erasing.approve_erasure(bench.by("song"), number, stop=lambda: next(asked)))
    assert bench.verified() == []
    assert [bench.kinds(each)[-1] for each in numbers].count("erased") == 1
    assert erasing.approve_erasure(bench.by("song"), number).state == "done"
    assert [bench.kinds(each).count("erased") for each in numbers] == [1, 1, 1]
    assert not files(bench)
    assert bench.verified() == []


def test_an_erased_missed_call_stays_nobodys(bench: Bench) -> None:
    _call, number = bench.ring("13977712345")
    bench.later(minutes=5)
    bench.settle()
    bench.act(number, "withdrawn", "he", reason="wrong_number")
    before = bench.show(number)
    erasing.approve_erasure(bench.by("song"), ask(bench, "13977712345"))
    after = bench.show(number)
    assert (after.ticket.first_receiver, after.ticket.owner) == (before.ticket.first_receiver, before.ticket.owner)
    assert after.clocks == before.clocks
    with bench.desk.store.reading() as tx:
        assert tx.all("SELECT digits FROM phone_call WHERE site_id = :site_id") == [(None,)]
    assert bench.verified() == []

"""What has been kept for long enough goes, once who leads has approved the rules; what is stopped stays."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from deskconsole.desk.customers import customers
from deskconsole.desk.papers.attachments import attach
from deskconsole.desk.persons import holds, retention
from deskconsole.desk.policy.retention_rules import load_retention
from deskconsole.desk.tickets import drafts
from deskconsole.desk.visitors import expecting, watching
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import explain, language, use
from tests.desk.persons.marked import NAME, NUMBER, WORDS, Life, drive
from tests.desk.persons.test_marked_person import left_in
from tests.desk.support import Bench

#: What is not closed is not due, however old it is.
_CLOSED = "ticket WHERE closed_at IS NOT NULL"
YEARS = timedelta(days=5 * 366)


def closed(bench: Bench, *, customer: str = "欧阳暮雪", contact: str = "13977712345") -> str:
    """A ticket that is done with."""
    number = bench.take("phone", customer=customer, contact=contact)
    bench.act(number, "withdrawn", "he", reason="customer")
    return number


def rules(bench: Bench, text: str) -> None:
    """The site's own rules, approved."""
    (bench.folder / "retention.toml").write_text(text, "utf-8")
    retention.approve_retention(bench.by("song"))


def due(bench: Bench) -> list[tuple[str, str, str | None]]:
    return [(each.record, each.key, each.stopped) for each in retention.propose_retention(bench.by("root"))]


def gone(bench: Bench) -> dict[str, int]:
    report = retention.run_retention(bench.by("root"))
    assert report.finished
    assert report.scrubbed
    assert bench.verified() == []
    return {kept.record: kept.gone for kept in report.records if kept.gone}


def test_nothing_is_due_before_its_days_are_over(bench: Bench) -> None:
    number = closed(bench)
    bench.now += timedelta(days=1094)
    assert [each for each in due(bench) if each[0] == "ticket_words"] == []
    bench.now += timedelta(days=2)
    assert ("ticket_words", number, None) in due(bench)
    before = bench.show(number)
    retention.approve_retention(bench.by("song"))
    assert gone(bench)["ticket_words"] == 1
    after = bench.show(number)
    assert (after.ticket.customer, after.ticket.content, after.ticket.kind) == (None, None, before.ticket.kind)
    assert after.events[-1].fields["rule"] == "ticket_words"
    assert (after.events[-1].by, after.events[-1].fields["approved_by"]) == ("root", "song")
    assert after.clocks == before.clocks
    assert gone(bench) == {}
    assert [match.name for match in customers.find_customers(bench.desk, "13977712345")] == ["欧阳暮雪"]


def test_rules_are_approved_by_somebody_else_and_anew_when_they_change(bench: Bench) -> None:
    with pytest.raises(DeskError, match="has not approved"):
        retention.run_retention(bench.by("root"))
    rules(bench, "[drafts]\ndays = 3\n")
    assert retention.run_retention(bench.by("root")).finished
    (bench.folder / "retention.toml").write_text("[drafts]\ndays = 2\n", "utf-8")
    with pytest.raises(DeskError, match="has not approved"):
        retention.run_retention(bench.by("root"))
    masked = bench.by("song")
    masked.entered_by = "root"
    with pytest.raises(DeskError, match="in person"):
        retention.approve_retention(masked)


def test_what_stops_it(bench: Bench) -> None:
    held, opened, disputed = (closed(bench, customer=name, contact=f"1397771234{n}") for n, name in enumerate("甲乙丙"))
    holds.hold_person(bench.by("root"), "13977712340", "仲裁")
    bench.take("phone", customer="乙", contact="13977712341")
    fresh = bench.take("phone", customer="丙", contact="13977712342")
    bench.act(fresh, "answered")
    bench.act(fresh, "objected", material="价格")
    rules(bench, '[ticket_words]\ndays = 1\nstops = ["dispute"]\n')
    bench.later(days=2)
    assert sorted(due(bench)) == [
        ("ticket_words", held, "hold"),
        ("ticket_words", opened, None),
        ("ticket_words", disputed, "dispute"),
    ]
    (bench.folder / "retention.toml").write_text('[ticket_words]\ndays = 1\nstops = ["open"]\n', "utf-8")
    assert [each[2] for each in sorted(due(bench))] == ["hold", "open", "open"]
    holds.release_person(bench.by("root"), "甲")
    retention.approve_retention(bench.by("song"))
    assert gone(bench) == {"ticket_words": 1}
    assert bench.show(held).ticket.customer is None
    assert bench.show(opened).ticket.customer == "乙"


def test_files_calls_drafts_keys_and_appointments(bench: Bench, tmp_path: Path) -> None:
    _call, rung = bench.ring("13977712345")
    bench.later(minutes=5)
    bench.settle()
    bench.act(rung, "withdrawn", "he", reason="wrong_number")
    number = bench.take(key="k-1")
    for name in ("photo.txt", "mail.eml"):
        (tmp_path / name).write_text(name)
        attach(bench.desk, number, [tmp_path / name])
    bench.act(number, "withdrawn", "he", reason="customer")
    drafts.save_draft(bench.desk, "d-1", "intake", {"customer": "甲"})
    rules(
        bench,
        "[calls]\ndays = 1\n[originals]\ndays = 1\n[drafts]\ndays = 1\n[write_keys]\ndays = 1\n"
        '[attachments]\ndays = 3\nfrom = "recorded"\n',
    )
    bench.later(days=2)
    assert gone(bench) == {"calls": 1, "originals": 1, "drafts": 1, "write_keys": 1}
    kept = [event.fields.get("file") for event in bench.show(number).events if event.kind == "attached"]
    assert kept == ["photo.txt", None]
    assert len([path for path in (bench.folder / "attachments").rglob("*") if path.is_file()]) == 1
    bench.later(days=2)
    assert gone(bench) == {"attachments": 1}
    assert not [path for path in (bench.folder / "attachments").rglob("*") if path.is_file()]


def test_visitors_and_the_ended_watch_list(front_desk: Bench) -> None:
    bench = front_desk
    data = {"name": "柳如是", "phone": "13912345678", "at": bench.now + timedelta(hours=1), "host": "王强"}
    expected = expecting.expect(bench.desk, expecting.read_expected(bench.desk, data, now=bench.now)).id
    ended, running = (
        watching.watch_for(bench.by("root"), name=name, reason="闹事", tell="保安").entry
        for name in ("李香君", "卞玉京")
    )
    watching.end_watch(bench.by("root"), ended)
    bench.later(days=181)
    assert sorted(due(bench)) == sorted([("visitors", expected, None), ("visitors", str(ended), None)])
    retention.approve_retention(bench.by("song"))
    assert gone(bench) == {"visitors": 2}
    assert [entry.entry for entry in watching.watch_list(bench.by("root"))] == [running]


@pytest.fixture
def front_desk(tmp_path: Path) -> Bench:
    return Bench(tmp_path, packs=("front-desk",))


def test_stopped_between_two_transactions_it_goes_on(bench: Bench) -> None:
    numbers = [closed(bench) for _ in range(3)]
    rules(bench, "[ticket_words]\ndays = 1\n")
    bench.later(days=2)
    asked = iter((False, True))
    report = retention.run_retention(bench.by("root"), stop=lambda: next(asked))
    assert not report.finished
    assert bench.verified() == []
    assert gone(bench) == {"ticket_words": 2}
    assert [bench.kinds(number).count("erased") for number in numbers] == [1, 1, 1]


def test_a_marked_person_is_gone_when_everything_has_been_kept_for_long_enough(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    life = Life(site)
    drive(life)
    bench = life.bench
    life.end_everything()
    assert [each for each in left_in(site) if each.startswith("attachments")]
    bench.now += YEARS
    retention.approve_retention(bench.by("song"))
    assert gone(bench).keys() >= {"ticket_words", "visitors", "customer_files", "write_keys", "drafts"}
    assert [each for each in left_in(site) if each.startswith("attachments")] == []
    with bench.desk.store.reading() as tx:
        for table in ("customer", "contact", _CLOSED, "expected_visitor", "watched_visitor", "written_key", "draft"):
            rows = [str(row) for row in tx.all(f"SELECT * FROM {table}") if "console" not in str(row)]
            assert not [row for row in rows if NAME in row or NUMBER in row or WORDS in row], table


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[tickets]\ndays = 1\n", "retention.toml: tickets: 'tickets' is not one of ticket_words"),
        ("[drafts]\ndays = -1\n", "retention.toml: drafts.days: must be a number of days"),
        ("[drafts]\ndays = true\n", "retention.toml: drafts.days: must be a number of days"),
        ('[drafts]\nfrom = "closed"\n', "retention.toml: drafts.from: 'closed' is not one of changed"),
        ('[drafts]\nstops = ["rain"]\n', "retention.toml: drafts.stops: 'rain' is not one of open"),
        ('[drafts]\nstops = "hold"\n', "retention.toml: drafts.stops: must be a [list]"),
        ("[drafts]\nhours = 1\n", "retention.toml: drafts.hours: 'hours' is not one of days"),
        ("drafts = 1\n", "retention.toml: drafts: must be a table"),
    ],
)
def test_a_mistake_in_the_rules_is_named(tmp_path: Path, text: str, why: str) -> None:
    (tmp_path / "retention.toml").write_text(text, "utf-8")
    with pytest.raises(DeskError) as raised:
        load_retention(tmp_path)
    assert str(raised.value).startswith(why)


def test_zero_days_is_for_ever(bench: Bench) -> None:
    closed(bench)
    text = "".join(f"[{name}]\ndays = 0\n" for name in load_retention(bench.folder).rules)
    rules(bench, text)
    bench.now += YEARS
    assert due(bench) == []


def test_each_night_it_is_said_how_much_is_due(bench: Bench) -> None:
    closed(bench)
    root = bench.by("root")
    bench.now += timedelta(days=1100)
    day = bench.now.astimezone(root.zone).date()
    assert retention.propose_nightly(root, day) is None
    proposed = retention.propose_nightly(root, day - timedelta(days=1))
    assert proposed is not None
    assert proposed.due["ticket_words"] == 1
    assert retention.propose_nightly(bench.by("zhou"), day - timedelta(days=1)) is None


def test_rules_that_are_no_file_are_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "retention.toml")
    with pytest.raises(DeskError, match=r"retention\.toml: cannot be read") as raised:
        load_retention(tmp_path)
    before = language()
    use("zh")
    assert explain(raised.value) == "retention.toml：无法读取：不是文件"
    use(before)

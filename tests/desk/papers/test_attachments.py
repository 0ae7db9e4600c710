"""Files attached to tickets: kept once by their content, read-only, checked by `verify`."""

import os
import stat
from pathlib import Path

import pytest

from deskconsole.desk.input_lines import open_lines
from deskconsole.desk.papers import attachment_files as files, attachments
from deskconsole.desk.papers.attachments import attach, attachments_of, save_attachments, verify_attachments
from deskconsole.errors import CommitUnsure, DeskError, Outdated
from deskconsole.store import tickets
from tests.desk.support import Bench

CONTENT = "报价单\n".encode() * 1000


@pytest.fixture
def offer(tmp_path: Path) -> Path:
    """A file of the customer's."""
    folder = tmp_path / "in"
    folder.mkdir()
    path = folder / "报价单 ①.pdf"
    path.write_bytes(CONTENT)
    return path


def kept(bench: Bench) -> list[Path]:
    """What lies in the folder of attachments."""
    return [path for path in (bench.folder / "attachments").rglob("*") if path.is_file()]


def problems(bench: Bench) -> list[str]:
    """What `verify` says of attachments."""
    return [str(problem) for problem in verify_attachments(bench.by("root"))]


def test_r16_a_file_is_kept_by_its_content_and_recorded(bench: Bench, offer: Path) -> None:
    number = bench.take()
    view = attach(bench.desk, number, [offer], text="给客户的报价")
    (found,) = attachments_of(view.events)
    assert (found.name, found.size, found.type) == ("报价单 ①.pdf", len(CONTENT), "application/pdf")
    assert view.events[-1].text == "给客户的报价"
    place = bench.folder / "attachments" / found.digest[:2] / found.digest[2:]
    assert kept(bench) == [place]
    assert place.read_bytes() == CONTENT
    assert stat.S_IMODE(place.stat().st_mode) & 0o222 == 0
    assert problems(bench) == []


def test_the_same_content_is_kept_once(bench: Bench, offer: Path) -> None:
    first, second = bench.take(), bench.take()
    attach(bench.desk, first, [offer])
    again = offer.with_name("copy.pdf")
    again.write_bytes(CONTENT)
    view = attach(bench.desk, second, [again, offer])
    assert [found.name for found in attachments_of(view.events)] == ["copy.pdf", "报价单 ①.pdf"]
    assert len(kept(bench)) == 1


def test_several_are_attached_together_or_not_at_all(bench: Bench, offer: Path) -> None:
    number = bench.take()
    before = bench.record()
    with pytest.raises(DeskError, match="cannot be kept"):
        attach(bench.desk, number, [offer, offer.with_name("none.pdf")])
    assert bench.record() == before
    assert kept(bench) == []


def test_a_failed_write_leaves_no_file_but_one_that_others_need(bench: Bench, offer: Path) -> None:
    first, second = bench.take(), bench.take()
    seen = bench.show(second).events[-1].seq
    bench.act(second, "noted", text="x")
    with pytest.raises(Outdated):
        attach(bench.desk, second, [offer], expect=seen)
    assert kept(bench) == []
    attach(bench.desk, first, [offer])
    attach(bench.desk, first, [offer], key="k1", text="a")
    with pytest.raises(DeskError, match="used for something else"):
        attach(bench.desk, first, [offer], key="k1", text="b")
    assert len(kept(bench)) == 1
    assert problems(bench) == []


def test_the_same_key_attaches_once(bench: Bench, offer: Path) -> None:
    number = bench.take()
    first = attach(bench.desk, number, [offer], key="k")
    assert attach(bench.desk, number, [offer], key="k").events == first.events
    assert bench.kinds(number).count("attached") == 1


def unfit(folder: Path, what: str) -> Path:
    """Something that cannot be attached."""
    path = folder / what
    if what == "folder":
        path.mkdir()
    elif what == "pipe":
        os.mkfifo(path)
    elif what != "none":
        path.write_bytes(b"" if what == "empty" else b"x" * 1_000_001)
    return path


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("folder", "is not a file"),
        ("none", "cannot be kept"),
        ("empty", "is empty"),
        ("pipe", "is not a file"),
        ("big", "is larger than 1 MB"),
    ],
)
@pytest.mark.skipif(os.name == "nt", reason="there are no pipes in folders")
def test_what_cannot_be_kept_is_named(bench: Bench, offer: Path, what: str, said: str) -> None:
    (bench.folder / "site.toml").write_text("[papers]\nlargest_attachment_mb = 1\n")
    number = bench.take()
    with pytest.raises(DeskError) as refusal:
        attach(bench.desk, number, [unfit(offer.parent, what)])
    assert said in str(refusal.value)
    assert kept(bench) == []
    assert bench.kinds(number).count("attached") == 0


def test_a_filed_ticket_takes_no_more_files(bench: Bench, offer: Path) -> None:
    number = bench.take("phone", "intent")
    bench.act(number, "answered")
    bench.act(number, "finished", outcome="done")
    bench.act(number, "filed")
    with pytest.raises(DeskError, match="reopen it first"):
        attach(bench.desk, number, [offer])
    assert not (bench.folder / "attachments").exists()


def test_verify_names_what_is_missing_changed_or_nobodys(bench: Bench, offer: Path) -> None:
    number = bench.take()
    attach(bench.desk, number, [offer])
    (place,) = kept(bench)
    place.chmod(0o600)
    place.write_bytes(b"other")
    assert problems(bench) == [f"{number}: event 2: the file '报价单 ①.pdf' was changed"]
    place.rename(place.with_name("0" * 62))
    said = problems(bench)
    assert said[0] == f"{number}: event 2 names the file '报价单 ①.pdf', which is missing"
    assert said[1].startswith(f"attachments/{place.parent.name}/0000")
    assert "no event names this file" in said[1]
    (place.parent / ("0" * 62)).unlink()
    place.write_bytes(CONTENT)
    assert problems(bench) == []


def test_files_are_given_out_under_their_names_and_on_record(bench: Bench, offer: Path, tmp_path: Path) -> None:
    number = bench.take()
    attach(bench.desk, number, [offer])
    out = tmp_path / "out"
    with pytest.raises(DeskError, match="there is no folder"):
        save_attachments(bench.desk, number, out)
    out.mkdir()
    (out / offer.name).write_text("mine")
    ((_found, path),) = save_attachments(bench.desk, number, out)
    assert path.name == "报价单 ① (2).pdf"
    assert path.read_bytes() == CONTENT
    assert (out / offer.name).read_text() == "mine"
    with bench.desk.store.reading() as tx:
        event = tickets.site_events(tx)[-1][1]
    assert event.fields == {"what": "attachments", "rows": 1, "number": number, "file": offer.name}
    with pytest.raises(DeskError, match="no such attachment"):
        save_attachments(bench.desk, number, out, seq=1)


def test_a_changed_file_is_not_given_out(bench: Bench, offer: Path, tmp_path: Path) -> None:
    number = bench.take()
    attach(bench.desk, number, [offer])
    (place,) = kept(bench)
    place.chmod(0o600)
    place.write_bytes(b"other")
    with pytest.raises(DeskError, match="was changed"):
        save_attachments(bench.desk, number, tmp_path)
    place.write_bytes(CONTENT)


def test_a_digest_cannot_be_made_up(bench: Bench) -> None:
    assert "is not a field that can be entered" in bench.refused(bench.take(), "attached", digest="0" * 64)


@pytest.mark.parametrize(
    ("given", "kept_as"),
    [
        ("../../etc/passwd", ".._.._etc_passwd".strip(" .")),
        ("a\u202egnp.exe", "agnp.exe"),
        ('x<y>:"|?*.txt', "x_y______.txt"),
        (". . ", "file"),
        ("长" * 300 + ".docx", "长" * 115 + ".docx"),
        ("a\nb\x00.txt", "a b.txt"),
    ],
)
def test_names_are_cleaned(given: str, kept_as: str) -> None:
    assert files.clean_name(given) == kept_as


def test_an_undone_attachment_is_no_longer_listed(bench: Bench, offer: Path) -> None:
    number = bench.take()
    attach(bench.desk, number, [offer])
    assert attachments_of(bench.act(number, "undone").events) == []
    assert problems(bench) == []


@pytest.mark.skipif(os.name == "nt", reason="rights are others there")
def test_several_accounts_of_a_site_may_read_what_is_attached(bench: Bench, offer: Path) -> None:
    bench.folder.chmod(0o2770)
    attach(bench.desk, bench.take(), [offer])
    (place,) = kept(bench)
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (place.parent.parent, place.parent, place)]
    assert modes == [0o2770, 0o2770, 0o440]


def test_a_copy_whose_place_was_not_taken_takes_it_when_it_is_asked_for(
    bench: Bench, offer: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The program was ended after the commit and before the file stood in its place."""
    number = bench.take()

    def ended(_site: Path, _copied: files.Copied) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(files, "settle", ended)
        patch.setattr(Path, "unlink", lambda _path: None)  # nothing after the end either
        with pytest.raises(KeyboardInterrupt):
            attach(bench.desk, number, [offer])
    assert [path.name[0] for path in kept(bench)] == ["."]
    assert problems(bench) == []
    ((_attachment, path),) = save_attachments(bench.desk, number, tmp_path)
    assert path.read_bytes() == CONTENT


def test_a_copy_that_nobody_recorded_is_removed_after_a_day(bench: Bench, offer: Path) -> None:
    """The program was ended before the commit: that is no difference, and the customer's file does not stay."""
    bench.take()
    copied = files.copy_in(bench.folder, offer, 10_000_000)
    now = bench.desk.now().timestamp()
    os.utime(copied.part, (now - 3600, now - 3600))
    assert problems(bench) == []
    assert kept(bench) == [copied.part]
    os.utime(copied.part, (now - 90_000, now - 90_000))
    assert problems(bench) == []
    assert kept(bench) == []


def test_an_unsure_commit_keeps_the_copy(bench: Bench, offer: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    number = bench.take()

    def unsure(*_args: object, **_more: object) -> None:
        raise CommitUnsure("{path}", path="desk.db")

    monkeypatch.setattr(attachments, "_attach", unsure)
    with pytest.raises(CommitUnsure):
        attach(bench.desk, number, [offer])
    assert len(kept(bench)) == 1


@pytest.mark.parametrize("end", ["", "-wal", "-shm"])
def test_the_store_itself_is_not_attached_nor_read_as_a_list(bench: Bench, end: str) -> None:
    number = bench.take()
    own = bench.folder / f"desk.db{end}"
    with pytest.raises(DeskError) as refusal:
        attach(bench.desk, number, [own])
    assert "belongs to the store" in str(refusal.value)
    with pytest.raises(DeskError, match="belongs to the store"):
        open_lines(str(own))
    bench.act(number, "noted", text="still here")
    assert Bench.reopened(bench).kinds(number)[-1] == "noted"

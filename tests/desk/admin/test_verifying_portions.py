"""Verifying while others write, by portions, and going on where an earlier verification was ended."""

import shutil
from collections.abc import Generator, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Final, cast

import pytest

from deskconsole.desk.desk import Desk
from deskconsole.desk.opening import open_desk
from deskconsole.desk.verifying import tickets as verifying_tickets
from deskconsole.desk.verifying.progress import FILE
from deskconsole.desk.verifying.verifying import verify
from deskconsole.errors import DeskError
from deskconsole.store.record import checking
from deskconsole.store.record.chain import ChainCheck
from tests.desk.admin.busy import whole_site
from tests.desk.admin.tampering import tampered
from tests.desk.support import Bench, signed_on

#: The first ticket and the last one say something else than their events.
CHANGED: Final = (
    "UPDATE ticket SET stage = 'forged' WHERE id IN (SELECT min(id) FROM ticket UNION SELECT max(id) FROM ticket)",
)
RIGHT_AGAIN: Final = "UPDATE ticket SET stage = {stage} WHERE id = (SELECT min(id) FROM ticket)"


@pytest.fixture
def whole(tmp_path: Path) -> Bench:
    return whole_site(tmp_path)


@pytest.fixture(autouse=True)
def _small_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verifying_tickets, "_TICKETS", 2)


def _hurried(bench: Bench) -> Desk:
    """The store opened once more, by a program whose every look at the clock takes eleven seconds."""
    moments = (bench.now + timedelta(seconds=11 * n) for n in range(10_000))
    return signed_on(open_desk(str(bench.folder / "desk.db"), now=lambda: next(moments)), "root")


def _verified(desk: Desk, *, resume: bool) -> list[str]:
    return [str(each) for each in verify(desk, clocks=True, resume=resume)]


def _end_at_the_first(desk: Desk) -> None:
    """Begin to verify, and go no further than the first ticket that was changed."""
    with closing(cast("Generator[DeskError]", verify(desk, clocks=True))) as started:
        next(each for each in started if "forged" in str(each))


def test_what_is_recorded_meanwhile_is_no_difference(whole: Bench) -> None:
    """Somebody answers from an article, takes an answer back and takes an inquiry, while every part is under way."""
    first = whole.take()
    writing = _writing(whole, first)
    parts = verify(whole.by("root"), clocks=True)
    # A difference that comes early in each run shows where it stands; between portions somebody writes.
    seen: list[str] = []
    original = checking.tickets_after

    def slowly(tx: object, after: int, limit: int) -> list[int]:
        next(writing, None)
        return original(tx, after, limit)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(checking, "tickets_after", slowly)
        seen += [str(each) for each in parts]
    assert seen == []
    assert next(writing, "everything was written") == "everything was written"


def _writing(bench: Bench, first: str) -> Iterator[None]:
    bench.act(first, "answered", text="在西侧", fields={"article": 27})
    yield
    second = bench.take(customer="新客户", contact="13933334444")
    yield
    bench.act(first, "undone")
    yield
    bench.act(second, "answered", text="在西侧", fields={"article": 27})


def test_a_verification_that_was_ended_is_gone_on_with(whole: Bench) -> None:
    path = whole.folder / "desk.db"
    with whole.desk.store.reading() as tx:
        stage = tx.one("SELECT quote(stage) FROM ticket ORDER BY id LIMIT 1")[0]
    tampered(path, CHANGED)
    wanted = [each for each in _verified(_hurried(whole), resume=False) if "forged" in each]
    assert len(wanted) == 2
    assert not (whole.folder / FILE).exists(), "what came to its end leaves nothing behind"
    _end_at_the_first(_hurried(whole))
    assert (whole.folder / FILE).stat().st_mode & 0o777 == 0o600
    tampered(path, (RIGHT_AGAIN.format(stage=stage),))
    # The first ticket is not looked at again, so what was seen of it is still told.
    assert [each for each in _verified(_hurried(whole), resume=True) if "forged" in each] == wanted
    assert not (whole.folder / FILE).exists()
    assert [each for each in _verified(_hurried(whole), resume=True) if "forged" in each] == wanted[1:]


@pytest.mark.parametrize("kept", ["", "{}", "[]", '{"head": [1, "x"]}', '{"head": "x"}', "\0"])
def test_what_is_no_place_to_go_on_from_begins_anew(whole: Bench, kept: str) -> None:
    tampered(whole.folder / "desk.db", CHANGED)
    (whole.folder / FILE).write_text(kept)
    assert len([each for each in _verified(_hurried(whole), resume=True) if "forged" in each]) == 2


def test_a_place_of_another_record_is_not_gone_on_from(whole: Bench, tmp_path: Path) -> None:
    tampered(whole.folder / "desk.db", CHANGED)
    _end_at_the_first(_hurried(whole))
    folder = tmp_path / "other"
    folder.mkdir()
    other = whole_site(folder)
    shutil.copy(whole.folder / FILE, other.folder / FILE)
    assert _verified(_hurried(other), resume=True) == []


def test_the_chain_is_read_portion_by_portion(whole: Bench) -> None:
    with whole.desk.store.reading() as tx:
        check, portions = ChainCheck(tx), 0
        while not check.done:
            assert list(check.portion(tx, 7)) == []
            portions += 1
        assert list(check.end(tx)) == []
    assert portions > 10

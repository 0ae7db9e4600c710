"""`watch` goes on: a store that others hold too long is said and tried again."""

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

import pytest

from deskconsole.cli import site
from deskconsole.desk.tickets.settling import Settled
from deskconsole.present.catalogue import language, use
from deskconsole.store.sqlite import library
from tests.cli.support import Cli
from tests.desk.support import Bench


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    before = language()
    use("en")
    yield Bench(tmp_path)
    use(before)


def test_a_store_that_others_hold_too_long_does_not_end_the_watch(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    number = bench.take("online")
    bench.later(hours=2)
    monkeypatch.setattr(library, "BUSY_SECONDS", 0)
    watching = Bench.reopened(bench)
    pauses = 0

    def others_end(_seconds: float) -> None:
        nonlocal pauses
        pauses += 1
        held.__exit__(None, None, None)

    monkeypatch.setattr("time.sleep", others_end)
    held = bench.desk.store.writing()
    held.__enter__()
    result = next(site._watch(watching.desk, Namespace(once=False)))
    assert isinstance(result, Settled)
    assert result.number == number
    assert pauses == 1
    assert "another program has been writing" in capsys.readouterr().err
    watching.desk.store.close()


def test_once_says_it_and_ends(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    cli.take()
    cli.later(hours=2)
    monkeypatch.setattr(library, "BUSY_SECONDS", 0)
    other = library.connect(cli.store)
    library.begin_immediate(other)
    answer = cli("watch", "--once")
    other.execute("ROLLBACK")
    other.close()
    assert (answer.status, answer.out, len(answer.reasons)) == (3, "", 1)
    assert cli("watch", "--once").status == 0

"""What the first line of a console warns of, the doctor says too."""

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from deskconsole.desk.admin import trouble
from deskconsole.desk.doctor.doctor import examine
from deskconsole.desk.doctor.findings import OK, PROBLEM, WARNING, Finding
from deskconsole.desk.sign_on import pins
from deskconsole.desk.staff.staff import disable_staff
from deskconsole.desk.verifying.quick import quick_differences
from deskconsole.present.catalogue import explain, language, use
from deskconsole.store.sqlite.library import connect
from tests.desk.sign_on.support import with_pin
from tests.desk.support import PEOPLE, Bench


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    before = language()
    use("en")
    yield
    use(before)


def found(bench: Bench, what: str) -> list[Finding]:
    return [each for each in examine(str(bench.folder), now=lambda: bench.now) if each.what == what]


def test_a_disk_that_is_nearly_full(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    (sound,) = found(bench, "recording")
    assert (sound.state, sound.advice) == (OK, None)
    monkeypatch.setattr(trouble, "ROOM", 10**18)
    told = trouble.trouble(bench.desk)
    assert told is not None
    (finding,) = found(bench, "recording")
    # What is free changes between two looks while others write.
    kind, _colon, left = explain(finding.message).partition(": ")
    assert (finding.state, kind) == (PROBLEM, explain(told).partition(": ")[0])
    assert left.endswith("left")


def test_a_disk_that_became_read_only(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    statvfs = os.statvfs

    class ReadOnly:
        f_flag, f_bavail, f_bfree, f_blocks, f_frsize = os.ST_RDONLY, 10**9, 10**9, 10**9, 4096

    monkeypatch.setattr(os, "statvfs", lambda folder: ReadOnly() if folder == bench.folder else statvfs(folder))
    (finding,) = found(bench, "recording")
    assert (finding.state, explain(finding.message)) == (PROBLEM, "the disk is read-only: nothing can be recorded")


def test_a_record_that_was_changed(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.take()
    assert [each.state for each in found(bench, "record")] == [OK]
    connection = connect(bench.folder / "desk.db")
    connection.execute("DROP TRIGGER event_stays")
    connection.execute("UPDATE event SET by = 'lin' WHERE kind = 'received'")
    connection.close()
    differences = [explain(each) for each in quick_differences(bench.desk)]
    assert len(differences) > 1
    findings = found(bench, "record")
    assert [explain(each.message) for each in findings] == differences
    assert {each.state for each in findings} == {PROBLEM}


def test_who_has_no_pin_at_a_shared_console(bench: Bench) -> None:
    assert found(bench, "PINs") == []  # nobody signs on there
    (bench.folder / "site.toml").write_text("[sign_on]\nshared = true\n")
    bench = Bench.reopened(bench)
    with_pin(bench, "zhou")
    pins.give_code(bench.by("root"), "he")
    disable_staff(bench.by("root"), "fang")
    (finding,) = found(bench, "PINs")
    without = sorted({"root", *PEOPLE} - {"zhou", "he", "fang"})
    assert finding.state == WARNING
    assert explain(finding.message) == f"no PIN yet, so no shared console lets them in: {', '.join(without)}"
    bench.now += timedelta(days=30)  # a code that was not used counts no more
    (finding,) = found(bench, "PINs")
    assert explain(finding.message).endswith(": " + ", ".join(sorted({*without, "he"})))
    with_pin(bench, *without, "he")
    assert [each.state for each in found(bench, "PINs")] == [OK]

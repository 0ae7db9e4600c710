"""The nightly backup: tried out, taken elsewhere by the site's own command, and room made for the next."""

import stat
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from deskconsole.desk.backups import rotation
from deskconsole.desk.backups.last_backup import last_backup
from deskconsole.desk.backups.noted_head import read_noted
from deskconsole.desk.backups.rotation import no_longer_wanted, rotate
from deskconsole.desk.desk import Desk
from deskconsole.desk.opening import open_desk
from deskconsole.errors import DeskError
from tests.desk.backups.support import attached, furnish
from tests.desk.support import Bench

FIRST = datetime(2025, 1, 1, 3, 45)


def settings(bench: Bench, *words: str) -> Desk:
    """The desk of an administrator whose site has this command."""
    text = ", ".join(f"'{word}'" for word in words)
    (bench.folder / "site.toml").write_text(f"[backup]\ncopy = [{text}]\n", "utf-8")
    return open_desk(str(bench.folder), now=lambda: bench.now)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "backups"
    folder.mkdir()
    return folder


def test_of_two_years_of_nights_seven_days_four_weeks_and_twelve_months_stay() -> None:
    kept: list[datetime] = []
    for night in range(730):
        kept.append(FIRST + timedelta(days=night))
        for old in no_longer_wanted(kept):
            kept.remove(old)
    last = FIRST + timedelta(days=729)
    assert [(last - at).days for at in reversed(kept)][:7] == [0, 1, 2, 3, 4, 5, 6]
    weeks = [at for at in kept if at.isoweekday() == 7]  # the newest of a week that is over
    assert {(last - at).days // 7 for at in weeks} >= {1, 2}
    months = {(at.year, at.month) for at in kept}
    assert len(months) == 12
    assert 7 + 12 <= len(kept) + 1 <= 7 + 4 + 12 + 1
    assert no_longer_wanted(kept) == []


def test_the_newest_always_stays_and_a_pause_removes_nothing() -> None:
    assert no_longer_wanted([]) == []
    assert no_longer_wanted([FIRST]) == []
    same_day = [FIRST, FIRST + timedelta(hours=1), FIRST + timedelta(hours=2)]
    assert no_longer_wanted(same_day) == same_day[:2]
    week = [FIRST + timedelta(days=n) for n in range(7)]
    assert no_longer_wanted([*week, FIRST + timedelta(days=400)])[:1] in ([], [FIRST])
    assert len(no_longer_wanted([*week, FIRST + timedelta(days=400)])) <= 1


def test_night_after_night(bench: Bench, out: Path) -> None:
    furnish(bench)
    desk = open_desk(str(bench.folder), now=lambda: bench.now)
    foreign = [out / name for name in ("SZ-2020-01-01T000000.tar.gpg", "GZ-2020-01-01T000000.tar", "notes.txt")]
    for file in foreign:
        file.write_text("not ours")
    (out / ".0123456789abcdef.tar").write_text("left by one that was killed")
    made = [rotate(desk, out)]
    for _night in range(9):
        bench.later(days=1)
        made.append(rotate(desk, out))
    assert all(each.problems == () for each in made)
    assert [file.name for each in made for file in each.removed] == [
        *("SZ-2026-09-14T090000.tar", "SZ-2026-09-15T090000.tar", "SZ-2026-09-16T090000.tar")
    ]
    names = sorted(file.name for file in out.iterdir() if file not in foreign)
    kept = [f"SZ-2026-09-{day}T090000.tar" for day in range(17, 24)]
    assert names[-14:] == sorted([*kept, *(f"{name}.head" for name in kept)])
    assert not any("09-14" in name for name in names), "its head has gone with it"
    assert all(file.exists() for file in foreign)
    assert not list(bench.folder.glob(".unpacking*"))
    last = last_backup(desk)
    assert last is not None
    assert last.at == bench.now


def test_a_backup_that_does_not_restore_whole_is_told_and_takes_nothing_away(tmp_path: Path, out: Path) -> None:
    (tmp_path / "site").mkdir()
    bench = Bench(tmp_path / "site")
    furnish(bench)
    desk = open_desk(str(bench.folder), now=lambda: bench.now)
    for _night in range(8):
        bench.later(days=1)
        rotate(desk, out)
    before, last = sorted(out.iterdir()), last_backup(desk)
    attached(bench.folder)[0].unlink()
    bench.later(days=1)
    made = rotate(desk, out)
    assert any("does not restore whole" in str(problem) and "is missing" in str(problem) for problem in made.problems)
    assert (made.removed, last_backup(desk)) == ((), last)
    assert set(before) < set(out.iterdir())


def test_the_sites_own_command_takes_it_elsewhere_without_a_shell(bench: Bench, out: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere; echo $HOME.tar"
    desk = settings(bench, "cp", "{file}", str(elsewhere))
    made = rotate(desk, out)
    assert (made.problems, made.copied) == ((), True)
    assert elsewhere.read_bytes() == made.file.read_bytes()
    last = last_backup(desk)
    assert last is not None
    assert last.copied is True


def test_where_the_record_ends_is_taken_elsewhere_too(bench: Bench, out: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    made = rotate(settings(bench, "cp", "{file}", "{head}", str(elsewhere)), out)
    assert sorted(file.name for file in elsewhere.iterdir()) == [made.file.name, f"{made.file.name}.head"]
    noted = read_noted(str(elsewhere / f"{made.file.name}.head"))
    assert (noted.site_seq, made.head[:16]) == (made.seq, noted.hash)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ((sys.executable, "-c", 'import sys; sys.exit("no route to host")', "{file}"), "1: no route to host"),
        (("no-such-command", "{file}"), "No such file or directory"),
        ((sys.executable, "-c", "import time; time.sleep(60)", "{file}"), "timed out"),
    ],
)
def test_a_copy_that_fails_is_told(
    bench: Bench, out: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], reason: str
) -> None:
    monkeypatch.setattr(rotation, "_PATIENCE", 1)
    desk = settings(bench, *words)
    made = rotate(desk, out)
    assert made.copied is False
    (problem,) = made.problems
    assert "was not copied elsewhere" in str(problem)
    assert reason in str(problem)
    last = last_backup(desk)
    assert last is not None
    assert last.copied is False
    assert stat.S_IMODE(made.file.stat().st_mode) == 0o600


def test_a_command_that_does_not_name_the_backup_is_a_mistake_of_the_settings(bench: Bench) -> None:
    with pytest.raises(DeskError, match=r"must name the backup somewhere as \{file\}"):
        settings(bench, "rsync", "-a").refuse_mistakes()


def test_a_folder_that_is_none_is_refused(bench: Bench, tmp_path: Path) -> None:
    desk = open_desk(str(bench.folder), now=lambda: bench.now)
    with pytest.raises(DeskError, match="there is no folder"):
        rotate(desk, tmp_path / "none")
    (bench.folder / "packs").mkdir()
    with pytest.raises(DeskError, match="among the files of the store"):
        rotate(desk, bench.folder / "packs")

"""A backup holds the whole site of one moment, and is there only when it is complete."""

import json
import os
import stat
import tarfile
from hashlib import sha256
from pathlib import Path

import pytest

from deskconsole.desk.backups.backing_up import back_up
from deskconsole.desk.backups.last_backup import last_backup, overdue_for
from deskconsole.desk.opening import open_desk
from deskconsole.errors import DeskError
from deskconsole.store.site import site_now
from deskconsole.store.sqlite.library import connect
from tests.desk.backups.support import attached, furnish, names
from tests.desk.support import Bench


def test_a_backup_holds_store_attachments_and_the_sites_own_files(bench: Bench, tmp_path: Path) -> None:
    furnish(bench)
    out = tmp_path / "out"
    out.mkdir()
    with bench.desk.store.reading() as tx:
        before = site_now(tx)
    made = back_up(bench.by("root"), out / "desk.tar")
    assert sorted(path.name for path in out.iterdir()) == ["desk.tar", "desk.tar.head"]
    assert stat.S_IMODE(made.file.stat().st_mode) == 0o600
    assert (made.sha256, made.size) == (sha256(made.file.read_bytes()).hexdigest(), made.file.stat().st_size)
    assert (made.seq, made.head, made.problems) == (before.last_site_seq, before.head_hash, ())
    files = [str(file.relative_to(bench.folder)) for file in attached(bench.folder)]
    own = ["site/packs/robot-integrator/clocks.toml", "site/site.toml"]
    assert len(files) == 2
    assert sorted(names(made.file)) == sorted(["desk.db", *files, *own, "manifest.json"])
    assert names(made.file)[-1] == "manifest.json"
    with tarfile.open(made.file) as archive:
        stated = json.load(archive.extractfile("manifest.json"))  # type: ignore[arg-type]
        for name, (size, digest) in stated["files"].items():
            content = archive.extractfile(name).read()  # type: ignore[union-attr]
            assert (len(content), sha256(content).hexdigest()) == (size, digest)
    assert (stated["seq"], stated["head"], stated["site"]) == (before.last_site_seq, before.head_hash, "SZ")


def test_a_backup_is_on_record_and_its_age_is_known(bench: Bench, tmp_path: Path) -> None:
    root = bench.by("root")
    assert last_backup(root) is None
    assert overdue_for(None, root.store.site.created_at, bench.now) is not None
    (tmp_path / "out").mkdir()
    made = back_up(root, tmp_path / "out" / "1.tar")
    last = last_backup(root)
    assert last is not None
    assert (last.at, last.seq, last.head, last.sha256, last.size) == (
        *(bench.now, made.seq, made.head, made.sha256, made.size),
    )
    assert (last.file, last.copied) == (str(made.file), None)
    assert overdue_for(last, root.store.site.created_at, bench.later(hours=24)) is None
    assert overdue_for(last, root.store.site.created_at, bench.later(minutes=1)) == bench.now - last.at


def test_an_attached_file_that_is_lost_or_changed_is_told_and_stops_nothing(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    furnish(bench)
    lost, spoiled = attached(bench.folder)
    lost.unlink()
    spoiled.chmod(0o600)
    spoiled.write_text("something else")
    made = back_up(bench.by("root"), tmp_path / "b.tar")
    assert sorted(str(problem) for problem in made.problems) == sorted(
        [
            f"the attached file {''.join(lost.parts[-2:])[:12]} is not in the backup: No such file or directory",
            f"the attached file {''.join(spoiled.parts[-2:])[:12]} was changed, and is not in the backup",
        ]
    )
    assert len([name for name in names(made.file) if name.startswith("attachments/")]) == 0


@pytest.mark.parametrize(
    "name", ["desk.db", "desk.db-wal", "desk.db.bak", "attachments/x.tar", "packs/p/x.tar", "x.toml"]
)
def test_nothing_is_written_among_the_files_of_the_store(bench: Bench, name: str) -> None:
    furnish(bench)
    (bench.folder / "packs" / "p").mkdir()
    before = sorted(bench.folder.rglob("*"))
    for force in (False, True):
        with pytest.raises(DeskError, match=r"among the files of the store|is there already"):
            back_up(bench.by("root"), bench.folder / name, force=force)
    os.symlink(bench.folder / "desk.db", bench.folder / "link.tar")
    with pytest.raises(DeskError, match="belongs to the store"):
        back_up(bench.by("root"), bench.folder / "link.tar", force=True)
    (bench.folder / "link.tar").unlink()
    assert sorted(bench.folder.rglob("*")) == before


def test_what_is_there_is_replaced_only_when_that_is_said(bench: Bench, tmp_path: Path) -> None:
    (tmp_path / "thesis.tar").write_text("years of work")
    with pytest.raises(DeskError, match="is there already"):
        back_up(bench.by("root"), tmp_path / "thesis.tar")
    assert (tmp_path / "thesis.tar").read_text() == "years of work"
    back_up(bench.by("root"), tmp_path / "thesis.tar", force=True)
    assert names(tmp_path / "thesis.tar")[0] == "desk.db"


def test_files_that_are_no_files_are_left_out_and_told(bench: Bench, tmp_path: Path) -> None:
    (bench.folder / "roles.toml").write_text("")
    (bench.folder / "roles.toml").unlink()
    os.mkfifo(bench.folder / "pipe.toml")
    made = back_up(bench.by("root"), tmp_path / "b.tar")
    assert made.problems == ()
    assert "site/pipe.toml" not in names(made.file)


def test_files_that_the_settings_name_are_in_it(bench: Bench, tmp_path: Path) -> None:
    (bench.folder / "forms").mkdir()
    (bench.folder / "forms" / "intake.docx").write_bytes(b"PK")
    outside = tmp_path.parent / f"{tmp_path.name}-outside.docx"
    outside.write_bytes(b"PK")
    text = f"[papers]\ntemplates = {{ intake = 'forms/intake.docx', hand_over = '{outside}' }}\n"
    (bench.folder / "site.toml").write_text(text, "utf-8")
    root = open_desk(str(bench.folder), now=lambda: bench.now)
    made = back_up(root, tmp_path / "b.tar")
    assert [name for name in names(made.file) if name.endswith(".docx")] == ["site/forms/intake.docx"]
    outside.unlink()


def test_what_somebody_made_of_the_record_of_a_backup_stops_nobody(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    back_up(bench.by("root"), tmp_path / "b.tar")
    connection = connect(tmp_path / "desk.db")
    connection.execute("DROP TRIGGER event_stays")
    for facts in ("", "{", "[]", '{"fields": 7}', '{"fields": {"seq": 1}}'):
        connection.execute("UPDATE event SET facts = ? WHERE kind = 'backed_up'", (facts,))
        assert last_backup(bench.by("root")) is None
    connection.close()
    bench.desk.store.close()

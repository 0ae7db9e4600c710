"""What was read and checked once is found again, and never when anything that it was made from has changed."""

import os
import shutil
from pathlib import Path

import pytest

from deskconsole.data_files import data_folder
from deskconsole.desk.policy import calendars, packs, prepared as prepared_module
from deskconsole.desk.policy.prepare import prepare_all
from deskconsole.desk.policy.prepared import FOLDER, prepared
from deskconsole.domain.problems import PackError
from deskconsole.errors import DeskError

NAME = packs.default_pack_name()


def refuse() -> str:
    raise AssertionError("made again")


def test_a_text_is_made_once_for_the_same_sources(tmp_path: Path) -> None:
    assert prepared(tmp_path, "pack", ["a", "b"], lambda: "text") == "text"
    assert prepared(tmp_path, "pack", ["a", "b"], refuse) == "text"
    assert prepared(tmp_path, "pack", ["ab"], lambda: "other") == "other"
    assert prepared(tmp_path, "calendar", ["a", "b"], lambda: "third") == "third"


def test_a_damaged_text_is_made_again(tmp_path: Path) -> None:
    prepared(tmp_path, "pack", ["a"], lambda: "text")
    kept = next((tmp_path / FOLDER).iterdir())
    kept.write_text(kept.read_text().replace("text", "test"))
    assert prepared(tmp_path, "pack", ["a"], lambda: "made again") == "made again"
    assert prepared(tmp_path, "pack", ["a"], refuse) == "made again"


def test_where_nothing_may_be_written_it_is_made_each_time(tmp_path: Path) -> None:
    absent = tmp_path / "absent"
    assert prepared(absent, "pack", ["a"], lambda: "text") == "text"
    assert not absent.exists()
    assert prepared(None, "pack", ["a"], lambda: "text") == "text"


def test_what_fails_is_not_kept(tmp_path: Path) -> None:
    with pytest.raises(AssertionError):
        prepared(tmp_path, "pack", ["a"], refuse)
    assert not (tmp_path / FOLDER).exists()


def test_only_the_newest_are_kept(tmp_path: Path) -> None:
    for number in range(prepared_module._KEPT + 5):
        prepared(tmp_path, "pack", [str(number)], lambda: "text")
        for age, kept in enumerate(sorted((tmp_path / FOLDER).iterdir())):
            os.utime(kept, (age, age))
    assert len(list((tmp_path / FOLDER).iterdir())) == prepared_module._KEPT


def _overlay(site: Path, version: str) -> None:
    folder = site / "packs" / NAME
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pack.toml").write_text(f'name = "{NAME}"\nversion = "{version}"\n', encoding="utf-8")


def test_a_prepared_pack_is_the_pack_itself(tmp_path: Path) -> None:
    _overlay(tmp_path, "7")
    made, found = packs.load_pack(NAME, tmp_path), packs.load_pack(NAME, tmp_path)
    assert (tmp_path / FOLDER).is_dir()
    assert found == made
    assert (found.digest, found.canonical()) == (made.digest, made.canonical())
    assert found.version == "7"


def test_a_changed_pack_is_read_again_and_its_mistakes_are_told_each_time(tmp_path: Path) -> None:
    _overlay(tmp_path, "7")
    packs.load_pack(NAME, tmp_path)
    _overlay(tmp_path, "8")
    assert packs.load_pack(NAME, tmp_path).version == "8"
    (tmp_path / "packs" / NAME / "clocks.toml").write_text("[[clock]]\nrule = 3\n", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(PackError):
            packs.load_pack(NAME, tmp_path)


def test_a_site_calendar_is_prepared_too(tmp_path: Path) -> None:
    own = tmp_path / calendars.SITE_CALENDAR
    own.write_text('timezone = "Asia/Shanghai"\ncountry = "cn"\n[hours]\nmon = ["08:00-12:00"]\n', encoding="utf-8")
    made, found = calendars.site_calendar(tmp_path), calendars.site_calendar(tmp_path)
    assert found == made
    assert found.digest == made.digest
    own.write_text('timezone = "Asia/Shanghai"\n[hours]\nmon = ["08:00-25:00"]\n', encoding="utf-8")
    with pytest.raises(DeskError):
        calendars.site_calendar(tmp_path)


def test_the_default_calendar_is_what_its_file_says() -> None:
    calendars.default_calendar.cache_clear()
    found = calendars.default_calendar()
    assert found == calendars.load_calendar(calendars._default_file())


def test_what_comes_with_the_program_is_prepared_by_an_installation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(data_folder(), tmp_path / "data", ignore=shutil.ignore_patterns(FOLDER))
    for module in (packs, calendars):
        monkeypatch.setattr(module, "data_folder", lambda: tmp_path / "data")
    calendars.default_calendar.cache_clear()
    prepare_all()
    kept = [file.name.partition("-")[0] for file in (tmp_path / "data" / FOLDER).iterdir()]
    assert sorted(kept) == ["calendar", *["pack"] * len(packs.pack_names())]
    calendars.default_calendar.cache_clear()

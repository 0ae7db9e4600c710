"""A slip in a file of a running site does not stop the desk: it goes on with the last edition, and says so."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from deskconsole.desk.policy.recounting import apply_changes, changes
from deskconsole.domain.problems import Unusable
from tests.desk.support import Bench, t

CLOCKS = '[[clock]]\nrule = "R05"\nwithin = "{within}"\n'


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path)
    yield made
    made.desk.store.close()


def own(bench: Bench, text: str) -> Path:
    """The site's own clocks over those of its pack."""
    file = bench.folder / "packs" / "robot-integrator" / "clocks.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    return file


def within(bench: Bench) -> timedelta:
    """How long a core customer waits online, by the desk as it is opened now."""
    again = Bench.reopened(bench)
    due = again.clock(again.take("online", "core"), "R05").due
    again.desk.store.close()
    return due - bench.now


def warnings(bench: Bench) -> list[str]:
    again = Bench.reopened(bench)
    found = [str(warning) for warning in again.desk.warnings]
    again.desk.store.close()
    return found


def test_a_slip_in_a_pack_leaves_its_last_edition_in_force(bench: Bench) -> None:
    own(bench, CLOCKS.format(within="3 minutes"))
    assert (within(bench), warnings(bench)) == (timedelta(minutes=3), [])
    file = own(bench, CLOCKS.format(within="2 minits") + '[[clock]]\nrule = "R06"\nwithin = "1 houre"\n')
    assert within(bench) == timedelta(minutes=3)
    (warning,) = warnings(bench)
    assert warning.startswith("robot-integrator/clocks.toml:3: clock 1 (R05): within: '2 minits' is not a duration")
    assert warning.endswith("; the last edition without mistakes is in force; see: policy check")
    file.write_text(CLOCKS.format(within="2 minutes"), "utf-8")
    assert (within(bench), warnings(bench)) == (timedelta(minutes=2), [])


def test_what_was_in_force_last_counts_and_not_what_was_written_last(bench: Bench) -> None:
    for minutes in ("3", "4", "3"):
        own(bench, CLOCKS.format(within=f"{minutes} minutes"))
        assert within(bench) == timedelta(minutes=int(minutes))
    own(bench, "[[clock]")
    assert within(bench) == timedelta(minutes=3)


def test_the_first_slip_leaves_the_pack_as_it_came(bench: Bench) -> None:
    own(bench, "[[clock]")
    assert within(bench) == timedelta(minutes=5)
    assert warnings(bench)[0].startswith("robot-integrator/clocks.toml:1: not TOML: ")


def test_where_nothing_is_remembered_the_store_has_the_edition_of_the_last_ticket(bench: Bench) -> None:
    own(bench, CLOCKS.format(within="3 minutes"))
    assert within(bench) == timedelta(minutes=3)
    own(bench, "[[clock]")
    shutil.rmtree(bench.folder / ".prepared")
    assert within(bench) == timedelta(minutes=3)


def test_a_remembered_edition_that_is_damaged_is_not_used(bench: Bench) -> None:
    own(bench, CLOCKS.format(within="3 minutes"))
    assert within(bench) == timedelta(minutes=3)
    own(bench, "[[clock]")
    file = bench.folder / ".prepared" / "last-pack-robot-integrator.json"
    file.write_text(file.read_text("utf-8").replace("3 minutes", "9 minutes"), "utf-8")
    assert within(bench) == timedelta(minutes=3)


def test_a_slip_in_the_calendar_leaves_the_last_dates_in_force(bench: Bench) -> None:
    file = bench.folder / "calendar.toml"
    file.write_text('timezone = "Asia/Shanghai"\n[hours]\nmon = ["09:00-12:00"]\n', "utf-8")
    again = Bench.reopened(bench)
    number = again.take("phone", "core")
    again.act(number, "finished", outcome="好")
    assert again.clock(number, "R16").due == t("09-21 12:00")
    file.write_text('timezone = "Asia/Shanghai"\n[hours]\nmon = ["09:00-25:00"]\n', "utf-8")
    broken = Bench.reopened(bench)
    assert broken.desk.calendar == again.desk.calendar
    assert str(broken.desk.warnings[0]).startswith("calendar.toml:3: hours.mon: ")
    for desk in (again, broken):
        desk.desk.store.close()


def test_a_slip_in_a_file_of_holidays_too(bench: Bench) -> None:
    folder = bench.folder / "calendars"
    folder.mkdir()
    (folder / "2027.json").write_text('{"year": 2027, "days": []}', "utf-8")
    assert warnings(bench)[0].startswith("2027.json:1: days: no day stands in it")


def test_a_slip_in_the_settings_leaves_the_last_ones_in_force(bench: Bench) -> None:
    file = bench.folder / "site.toml"
    file.write_text('[site]\ncompany = "华智"\n', "utf-8")
    assert warnings(bench) == []
    file.write_text('[site]\ncompany = ＂华智"\n', "utf-8")
    again = Bench.reopened(bench)
    assert again.desk.company.zh == "华智"
    assert str(again.desk.warnings[0]).startswith('site.toml:2: not TOML: column 11: ＂ is a full-width sign; write "')
    again.desk.store.close()


def test_the_first_slip_in_the_settings_leaves_the_site_without_any(bench: Bench) -> None:
    (bench.folder / "site.toml").write_text("[site]\ncompny = 1\n", "utf-8")
    again = Bench.reopened(bench)
    assert again.desk.company.zh == "SZ"
    assert str(again.desk.warnings[0]).startswith("site.toml:2: site.compny: not a setting; did you mean 'company'?")
    again.desk.store.close()


def test_several_slips_are_one_warning_each(bench: Bench) -> None:
    own(bench, "[[clock]")
    (bench.folder / "site.toml").write_text("site = 1\n", "utf-8")
    (bench.folder / "calendar.toml").write_text("", "utf-8")
    assert [warning.partition(":")[0] for warning in warnings(bench)] == [
        "robot-integrator/clocks.toml",
        "calendar.toml",
        "site.toml",
    ]


def test_what_goes_by_the_files_is_refused_with_every_mistake(bench: Bench) -> None:
    own(bench, CLOCKS.format(within="2 minits") + '[[clock]]\nrule = "R06"\nwithin = "1 houre"\n')
    again = Bench.reopened(bench)
    again.desk.login, again.desk._actor = None, None  # who made the site
    for use in (changes, apply_changes):
        with pytest.raises(Unusable) as refused:
            list(use(again.desk, "policy"))
        places = [str(error).partition(": ")[0] for error in refused.value.errors]
        assert places == ["robot-integrator/clocks.toml:3", "robot-integrator/clocks.toml:6"]
    again.desk.store.close()


def test_without_any_edition_before_it_a_mistake_is_refused(bench: Bench) -> None:
    shutil.rmtree(bench.folder / ".prepared")
    (bench.folder / "site.toml").write_text("site = 1\n", "utf-8")
    with pytest.raises(Unusable, match=r"site\.toml:1: site: '1' is not a table"):
        Bench.reopened(bench)

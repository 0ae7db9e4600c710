"""T17: a site's further calendars, through its files, its record, `policy apply` and `calendar apply`."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from deskconsole.desk.policy.calendars import default_calendar, site_calendar
from deskconsole.desk.policy.checking import check_pack, check_together
from deskconsole.desk.policy.packs import load_pack
from deskconsole.desk.policy.recounting import apply_changes, changes
from deskconsole.domain.calendar.opening_hours import CalendarError
from tests.desk.policy.test_recounting import admin, lines, republish
from tests.desk.support import Bench, t

OFFICES = """
[[calendar]]
name = "offices"
title = { zh = "办公时间", en = "Office hours" }
hours = { mon = ["09:00-17:00"], tue = ["09:00-17:00"], wed = ["09:00-17:00"], thu = ["09:00-17:00"] }
"""
BY_OFFICES = '[[clock]]\nrule = "R36"\nwithin = "1 working day"\ncalendar = "offices"\n'
ROUND = """timezone = "Asia/Shanghai"
country = "cn"
holidays = "open"
hours = { mon = ["00:00-24:00"], tue = ["00:00-24:00"], wed = ["00:00-24:00"], thu = ["00:00-24:00"], \
fri = ["00:00-24:00"], sat = ["00:00-24:00"], sun = ["00:00-24:00"] }
""".replace("\\\n", "")
THEIRS = ROUND + '\n[calendars.offices]\nhours = { mon = ["10:00-16:00"], thu = ["10:00-15:00"] }\n'


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path, now=t("09-30 16:00"))
    yield made
    assert Bench.reopened(made).verified() == []


def test_a_pack_brings_its_calendar_and_new_rules_bring_it_to_open_tickets(bench: Bench) -> None:
    number = bench.take("online", "core")
    bench.act(number, "answered")
    again = admin(republish(bench, BY_OFFICES, pack=OFFICES))
    assert again.desk.calendar.named["offices"].years, "holidays of the site's country"
    assert lines(changes(again.desk, "policy")) == [("0001", "R36", t("09-30 16:30"), t("10-08 17:00"))]
    list(apply_changes(again.desk, "policy"))
    assert again.clock(number, "R36").due == t("10-08 17:00")
    assert (
        again.show(number).clocks[-1].calendar == "offices" if hasattr(again.show(number).clocks[-1], "calendar") else 1
    )
    assert changes(again.desk, "policy") == changes(again.desk, "calendar") == []


def test_the_sites_own_file_says_it_otherwise(bench: Bench) -> None:
    again = republish(bench, BY_OFFICES, pack=OFFICES)
    number = again.take("online", "core")
    again.act(number, "answered")
    assert again.clock(number, "R36").due == t("10-08 17:00")
    (bench.folder / "calendar.toml").write_text(THEIRS, "utf-8")
    changed = admin(Bench.reopened(again))
    assert lines(changes(changed.desk, "calendar")) == [("0001", "R36", t("10-08 17:00"), t("10-08 15:00"))]
    list(apply_changes(changed.desk, "calendar"))
    assert changed.clock(number, "R36").due == t("10-08 15:00")


def test_a_calendar_of_the_sites_own_file_alone_can_be_named(bench: Bench) -> None:
    (bench.folder / "calendar.toml").write_text(THEIRS, "utf-8")
    again = republish(bench, BY_OFFICES)
    number = again.take("online", "core")
    again.act(number, "answered")
    assert again.clock(number, "R36").due == t("10-08 15:00")
    (bench.folder / "calendar.toml").write_text(ROUND, "utf-8")
    (problem,) = check_pack("robot-integrator", bench.folder)
    assert problem.values["value"] == "offices"
    assert problem.line == 4
    broken = Bench.reopened(again)
    assert broken.desk.mistakes, "the desk goes on with its last edition"
    assert broken.clock(number, "R36").due == t("10-08 15:00")
    (bench.folder / "calendar.toml").write_text(THEIRS, "utf-8")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[calendars.Offices]\nhours = {}\n", "is not a name of small letters"),
        ('[calendars.offices]\ntimezone = "Asia/Shanghai"\n', "calendars.offices.timezone: unknown key"),
        ('[calendars.offices]\nhours = { mon = ["9-17"] }\n', "calendars.offices.hours.mon"),
        ('[calendars.offices]\nholidays = "shut"\n', "calendars.offices.holidays"),
        ("[calendars.offices]\nyears = {}\n", "calendars.offices.years: unknown key"),
        ("calendars = 3\n", "'3' is not a table"),
    ],
)
def test_a_slip_in_it_is_named_with_its_key(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "calendar.toml").write_text(text + ROUND if text.startswith("c") else ROUND + text, "utf-8")
    with pytest.raises(CalendarError) as refused:
        site_calendar(tmp_path)
    problem = refused.value.problem
    assert message in f"{problem.key}: {problem.message}"
    assert problem.line


def test_what_names_no_calendar_has_the_text_that_it_had() -> None:
    assert "calendars" not in default_calendar().canonical()
    text = load_pack("robot-integrator").canonical()
    assert not any(f'"{key}"' in text for key in ("calendars", "hidden", "warning", "counted_from", "uses"))


def test_two_packs_mean_the_same_calendar_by_one_name(tmp_path: Path) -> None:
    for name, hours in (("robot-integrator", "09:00-17:00"), ("front-desk", "09:00-16:00")):
        own = tmp_path / "packs" / name
        own.mkdir(parents=True)
        (own / "pack.toml").write_text(OFFICES.replace("09:00-17:00", hours, 1), "utf-8")
    (problem,) = check_together(["robot-integrator", "front-desk"], tmp_path)
    assert "other hours or holidays" in problem.template

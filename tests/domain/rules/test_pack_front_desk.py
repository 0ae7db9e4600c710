"""The manual of the front desk as data: every clock of its table, and what goes with it."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from deskconsole.domain.problems import PackError
from deskconsole.domain.rules.clock_rules import ClockRule
from deskconsole.domain.rules.pack import Pack
from deskconsole.domain.rules.reading.overlay import FILES, Layer
from deskconsole.domain.rules.reading.pack_files import read_pack
from deskconsole.domain.rules.wording import find_matches
from deskconsole.domain.tickets.vocabulary import ACTIONS
from deskconsole.record import replace

FOLDER = Path("data/packs/front-desk")
WAITING = {"kind": ("visit", "meeting", "appointment")}


@cache
def pack(folder: Path = FOLDER) -> Pack:
    texts = {name: (folder / name).read_text("utf-8") for name in FILES if (folder / name).exists()}
    return read_pack(folder.name, [Layer(texts)])


def clock(rule: str, do: str) -> ClockRule:
    (found,) = [each for each in pack().clocks_of(rule) if each.do == do]
    return found


#: What a new question is seen to by.
SEEN_TO = (
    *("responded", "answered", "promised", "replied", "proposed"),
    *("specialist_needed", "handed_off", "progress_told", "waiting", "reopened"),
)

# rule, starts on, when, time, action, stops on, until or ends on, role
TABLE: list[tuple[str, str, dict[str, Any], str, str, tuple[str, ...], tuple[str, ...], str]] = [
    ("F10", "rang", {}, "3 rings", "pick_up", ("picked_up",), ("missed", "hung_up"), "duty"),
    ("F13", "arrived", {"kind": ("visit",)}, "2 minutes", "tell_host", ("host_told",), ("left",), "duty"),
    ("F13", "host_told", {"kind": ("visit",)}, "5 minutes", "host_answer", ("host_answered",), ("left",), "host"),
    ("F07", "arrived", WAITING, "10 minutes", "look_after", ("looked_after",), ("seen", "left"), "duty"),
    ("F09", "seen", WAITING, "12 hours", "leave", ("left",), (), "duty"),
    ("F12", "received", {"kind": ("message",)}, "4 working hours", "answer", ("answered",), (), "duty"),
    (
        *("F05", "specialist_needed", {}, "30 minutes"),
        *("promise", ("promised",), ("answered", "specialist_answered"), "owner"),
    ),
    *(
        ("F14", "accepted", {}, "promised", "specialist_answer", ("specialist_answered",), ("declined",), "accepter"),
        ("F15", "promised", {}, "promised", "reply", ("replied",), (), "owner"),
        ("F16", "waiting", {}, "promised", "resume", ("resumed", "reminded", "contacted"), (), "owner"),
        ("F17", "planned", {}, "promised", "follow_up", ("followed_up",), ("followed_up",), "assignee"),
        ("F11", "idle", {}, "10 minutes", "answer", (), (), "owner"),
        ("F11", "contacted", {}, "10 minutes", "respond", SEEN_TO, (), "owner"),
    ),
]


@pytest.mark.parametrize(
    ("rule", "starts", "when", "time", "do", "stops", "ends", "role"), TABLE, ids=[f"{r[0]}-{r[4]}" for r in TABLE]
)
def test_f05_to_f17_every_clock_of_the_manual(
    rule: str,
    starts: str,
    when: dict[str, Any],
    time: str,
    do: str,
    stops: tuple[str, ...],
    ends: tuple[str, ...],
    role: str,
) -> None:
    found = clock(rule, do)
    assert [start.event for start in found.starts_on] == [starts]
    assert dict(found.when) == when
    assert (found.time, found.role) == (time, role)
    assert tuple(stop.event for stop in found.stops_on) == stops
    assert tuple(stop.event for stop in (*found.ends_on, *found.until)) == ends
    assert found.do in ACTIONS


def test_the_table_names_every_clock_of_the_pack() -> None:
    assert sorted((found.rule, found.do) for found in pack().clocks) == sorted((row[0], row[4]) for row in TABLE)
    assert [found.rule for found in pack().clocks if found.every] == ["F07"]


def test_f01_to_f13_every_rule_has_title_and_text() -> None:
    assert [rule.id for rule in pack().rules] == [f"F{number:02}" for number in range(1, 18)]
    ours = ["F05", "F07", "F09", *(f"F{number}" for number in range(11, 18))]
    assert [rule.id for rule in pack().rules if rule.ours] == ours


def test_f02_every_purpose_is_a_kind_and_a_visitor_waits_where_another_is_seen_to_at_once() -> None:
    assert {"visit", "business", "inquiry", "meeting"} < {kind.name for kind in pack().kinds}
    assert pack().visitor_kinds == ("visit", "meeting", "appointment", "business")
    for kind in ("visit", "meeting", "appointment"):
        assert "seen" not in pack().by_hand(kind, "onsite")
    assert "seen" in pack().by_hand("business", "onsite")
    assert pack().kind_of_channel("phone").name == "inquiry"


def test_f05_procedure_window_and_department_for_every_category() -> None:
    departments = {department.name for department in pack().departments}
    for category in pack().categories:
        found = pack().questions(category.name)
        assert found is not None
        assert found.procedure is not None
        assert found.window is not None
        assert found.department in departments
        assert found.questions


def test_f08_what_the_counter_hides() -> None:
    for name in pack().visitor_kinds:
        assert pack().kind(name).private == ("contact", "identity")


def test_f04_no_standard_phrase_is_itself_banned() -> None:
    for phrase in pack().phrases:
        assert find_matches(phrase.text.zh, pack().banned) == find_matches(phrase.text.en, pack().banned) == (), (
            phrase.name
        )


def test_what_two_packs_name_alike_is_the_same() -> None:
    other = pack(Path("data/packs/robot-integrator"))
    for table in ("tiers", "channels", "departments", "roles"):
        theirs = {entry.name: entry for entry in getattr(other, table)}
        for entry in getattr(pack(), table):
            own = replace(entry, always_open=True) if table == "channels" else entry  # the integrator never closes
            assert theirs.get(entry.name, own) == own


@pytest.mark.parametrize(
    ("file", "old", "new", "where"),
    [
        ("kinds.toml", '"contact", "identity"', '"contact", "passport"', "kind 1 (visit): private"),
        ("kinds.toml", '"arrived", "greeted"', '"arrived", "met"', "kind 1 (visit): by_hand"),
        ("checklists.toml", 'department = "sales"', 'department = "sale"', "checklist 1 (talks): department"),
        ("checklists.toml", 'name = "tea"', 'name = "room"', "preparation 3 (room): name"),
        ("clocks.toml", 'role = "host"', 'role = "guest"', "clock 3 (F13): role"),
    ],
)
def test_mistakes_are_named_with_file_and_key(file: str, old: str, new: str, where: str) -> None:
    texts = {name: (FOLDER / name).read_text("utf-8") for name in FILES if (FOLDER / name).exists()}
    assert old in texts[file]
    with pytest.raises(PackError) as refusal:
        read_pack("front-desk", [Layer({**texts, file: texts[file].replace(old, new, 1)})])
    (problem,) = refusal.value.problems
    assert problem.where.startswith(f"{file}:")
    assert problem.where.endswith(where)

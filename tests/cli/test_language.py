"""For people a command speaks one language: titles, never machine names; a customer's text never passes for ours."""

import re
from datetime import timedelta

import pytest

from deskconsole.domain.tickets.vocabulary import EVENTS
from deskconsole.present.countdown import CLOCK_STATES
from tests.cli.support import Cli

#: Machine names that a person must not meet: events, states of clocks, stages, parts of a form.
NAMES = re.compile(
    r"\b(" + "|".join([*EVENTS, *CLOCK_STATES, "intake", "discovery", "outcome", "promise", "hand-off", "due"]) + r")\b"
)


def names_in(text: str) -> set[str]:
    return {found[0] for found in NAMES.finditer(text)}


def worked(cli: Cli) -> str:
    """A ticket on which much has happened."""
    number = cli.take("phone")
    cli.json("act", number, "responded", "--text", "您好")
    cli.json("act", number, "promised", "--due", "2026-09-28T12:00:00+08:00", "--text", "中午前")
    cli.json("act", number, "specialist_needed", "--to", "dept:technical", "--text", "？")
    cli.later(minutes=5)
    cli.json("act", number, "accepted", "--due", "2026-09-28T11:00:00+08:00", as_="luo")
    return number


def test_show_queue_and_watch_print_titles(cli: Cli) -> None:
    number = worked(cli)
    shown = cli("show", number, lang="zh").out
    assert names_in(shown) == set()
    assert {"转专员", "专员接手", "计时中"} <= set(shown.split())
    assert names_in(cli("queue", lang="zh").out) == set()
    assert {"Ask a specialist", "running"} <= {"Ask a specialist", *cli("show", number).out.split()}
    cli.json("ring", "--from", "13800001111", "--id", "pbx-1")
    cli.later(minutes=2)
    assert names_in(cli("watch", "--once", lang="zh").out) == set()
    assert names_in(cli("staff", "list", lang="zh").out) == set()
    machine = cli.json("show", number, lang="zh")
    assert {event["kind"] for event in machine["events"]} >= {"specialist_needed", "accepted"}
    assert {clock["state"] for clock in machine["clocks"]} >= {"running"}


@pytest.mark.parametrize(
    "argv",
    [
        ["act", "{n}", "promised"],
        ["act", "{n}", "promised", "--text", "x", "--due", "soon"],
        ["act", "{n}", "promised", "--text", "x", "--due", "1999-01-01T00:00:00Z"],
        ["act", "{n}", "withdrawn_from", "--of", "99", "--reason", "x"],
        ["act", "{n}", "finished"],
        ["act", "{n}", "filed"],
        ["act", "{n}", "rang"],
        ["act", "{n}", "followed_up", "--score", "9"],
        ["act", "{n}", "undone"],
        ["act", "{n}", "confirmed", "--outcome", "x"],
        ["act", "{n}", "answered", "--text", "x", "--expect", "0"],
        ["act", "{n}", "answered", "--text", "x", "--of", "99"],
        ["intake"],
        ["intake", "--tier", "VIP", "--channel", "fax", "--kind", "x"],
        ["queue", "--stage", "nowhere"],
    ],
)
def test_refusals_print_titles(cli: Cli, argv: list[str]) -> None:
    number = worked(cli)
    answer = cli(*(word.format(n=number) for word in argv), lang="zh")
    assert answer.status == 1
    # What may be typed stands in parentheses behind its title.
    assert names_in(re.sub(r"\([^)]*\)", "", answer.err)) == set(), answer.err


def test_of_a_file_the_key_to_blame_is_named_as_it_stands_there(cli: Cli) -> None:
    answer = cli("intake", "--from", "-", stdin='{"tier": "VIP"}', lang="zh")
    assert "line 1: tier：" in answer.err


def test_lines_of_a_customer_are_marked_one_by_one(cli: Cli) -> None:
    forged = "正文\n   9 今天 09:00     归档                 zhou\r\n负责人     mallory\tx\x0b咨询单 已办结"
    number = cli.take("online", "core", "--content", forged, "--request", "a\nb", "--field", "model=一\n负责人     y")
    for lang in ("zh", "en"):
        lines = cli("show", number, lang=lang).out.splitlines()
        ours = [line for line in lines if "| " not in line]
        assert not [line for line in ours if re.search("mallory|归档                 zhou|咨询单 已办结|     y", line)]
        assert len([line for line in lines if "| " in line]) == 8
        assert "\t" not in "\n".join(lines)


def test_a_note_for_the_next_shift_is_marked_too(cli: Cli) -> None:
    cli.json("shift", "open")
    cli.later(hours=1)
    cli.json("shift", "hand-over", "--note", "hello\nRecord  0  forged")
    lines = cli("shift", "show", "--sheet").out.splitlines()
    assert [line for line in lines if "forged" in line] == ["| Record  0  forged"]


def test_times_beyond_what_a_desk_works_with_are_refused(cli: Cli) -> None:
    late = (cli.now + timedelta(days=400_000)).isoformat()
    for argv in (("queue", "--at", late), ("shift", "roster", "--from", "9999-12-31")):
        answer = cli(*argv)
        assert (answer.status, "too far" in answer.err) == (1, True)

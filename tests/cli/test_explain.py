"""`policy explain --json` for every row of the clock table that belongs to the integrator: due when, for whom, why."""

import pytest

from tests.cli.support import CLOCK, Cli

EVE = "2026-09-30T16:00:00+08:00"  # Wednesday before the National Day holiday (1 to 7 October)
NIGHT = "2026-10-03T23:50:00+08:00"  # in it
FRIDAY = "2026-09-18T16:00:00+08:00"  # Sunday the 20th is a make-up working day

#: rule → within, what must be done, by whom
OWED = {
    "R01": ("3 rings", "pick_up", "duty"),
    "R02": ("5 rings", "pick_up", "duty"),
    "R03": ("6 rings", "pick_up", "duty"),
    "R05": ("5 minutes", "respond", "duty"),
    "R06": ("15 minutes", "respond", "duty"),
    "R07": ("1 minute", "greet", "duty"),
    "R08": ("5 minutes", "see", "duty"),
    "R09": ("24 hours", "answer", "owner"),
    "R11": ("promised", "reply", "owner"),
    "R12": ("30 minutes", "promise", "owner"),
    "R13": ("promised", "specialist_answer", "accepter"),
    "R14": ("1 working day", "follow_up", "department"),
    "R15": ("3 working days", "follow_up", "owner"),
    "R16": ("1 working day", "file", "first_receiver"),
    "R37": ("promised", "resume", "owner"),
    "R38": ("promised", "follow_up", "assignee"),
}

#: rule, event, what the ticket is, when it happens, when it is due
ROWS = [
    ("R01", "rang", ["--tier", "core"], EVE, "2026-09-30T16:00:15"),
    ("R01", "rang", ["--tier", "important"], NIGHT, "2026-10-03T23:50:15"),
    ("R02", "rang", ["--tier", "ordinary"], EVE, "2026-09-30T16:00:25"),
    ("R02", "rang", ["--tier", "intent"], EVE, "2026-09-30T16:00:25"),
    ("R02", "rang", [], NIGHT, "2026-10-03T23:50:25"),
    ("R03", "rang", ["--tier", "core"], EVE, "2026-09-30T16:00:30"),
    ("R03", "rang", ["--tier", "potential"], NIGHT, "2026-10-03T23:50:30"),
    ("R05", "received", ["--channel", "online", "--tier", "core"], NIGHT, "2026-10-03T23:55:00"),
    ("R05", "contacted", ["--channel", "online", "--tier", "important"], EVE, "2026-09-30T16:05:00"),
    ("R06", "received", ["--channel", "online", "--tier", "ordinary"], NIGHT, "2026-10-04T00:05:00"),
    ("R06", "received", ["--channel", "online"], EVE, "2026-09-30T16:15:00"),
    ("R07", "arrived", ["--channel", "onsite"], EVE, "2026-09-30T16:01:00"),
    ("R08", "arrived", ["--channel", "onsite"], EVE, "2026-09-30T16:05:00"),
    ("R09", "received", ["--channel", "email"], NIGHT, "2026-10-04T23:50:00"),
    ("R11", "promised", ["--due", "2026-10-02T10:00:00+08:00"], EVE, "2026-10-02T10:00:00"),
    ("R12", "specialist_needed", [], NIGHT, "2026-10-04T00:20:00"),
    ("R13", "accepted", ["--due", "2026-10-05T10:00:00+08:00"], EVE, "2026-10-05T10:00:00"),
    ("R14", "finished", ["--tier", "core"], EVE, "2026-10-08T18:00:00"),
    ("R14", "finished", ["--tier", "core"], NIGHT, "2026-10-08T18:00:00"),
    ("R14", "finished", ["--tier", "important"], FRIDAY, "2026-09-20T18:00:00"),
    ("R15", "finished", ["--tier", "intent"], EVE, "2026-10-10T18:00:00"),
    ("R15", "finished", ["--tier", "intent"], FRIDAY, "2026-09-22T18:00:00"),
    ("R16", "finished", [], EVE, "2026-10-08T18:00:00"),
    ("R16", "finished", ["--tier", "intent"], FRIDAY, "2026-09-20T18:00:00"),
    ("R37", "waiting", ["--due", "2026-10-03T10:00:00+08:00"], EVE, "2026-10-03T10:00:00"),
    ("R38", "planned", ["--due", "2026-10-05T10:00:00+08:00"], EVE, "2026-10-05T10:00:00"),
]


def explain(cli: Cli, event: str, at: str, *attributes: str) -> list[dict[str, object]]:
    asked = ("policy", "explain", "--pack", "robot-integrator", "--on", event, "--at", at)
    found = cli.json(*asked, *attributes)
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize(("rule", "event", "attributes", "at", "due"), ROWS, ids=[f"{r[0]}-{r[1]}" for r in ROWS])
def test_r01_to_r38_the_clock_of_each_row(
    cli: Cli, rule: str, event: str, attributes: list[str], at: str, due: str
) -> None:
    (clock,) = (clock for clock in explain(cli, event, at, *attributes) if clock["rule"] == rule)
    assert list(clock) == [*CLOCK, "within"]
    assert (clock["started"], clock["due"], clock["first_due"]) == (at, due + "+08:00", due + "+08:00")
    assert (clock["within"], clock["do"], clock["role"]) == OWED[rule]
    assert (clock["state"], clock["ended"], clock["breaches"], clock["provisional"]) == ("running", None, 0, False)


@pytest.mark.parametrize(
    ("event", "attributes", "rules"),
    [
        ("rang", ["--tier", "core"], ["R01", "R03"]),
        ("rang", [], ["R02", "R03"]),
        ("received", ["--channel", "phone", "--tier", "core"], []),
        ("received", ["--channel", "onsite"], []),
        ("received", ["--channel", "online", "--tier", "core"], ["R05"]),
        ("received", ["--channel", "email", "--tier", "core"], ["R09"]),
        ("contacted", ["--channel", "online"], ["R06"]),
        ("arrived", ["--channel", "onsite"], ["R07", "R08"]),
        ("finished", ["--tier", "core"], ["R14", "R16"]),
        ("finished", ["--tier", "intent"], ["R15", "R16"]),
        ("finished", ["--tier", "ordinary"], ["R16"]),
        ("specialist_needed", [], ["R12", "S08b"]),
        ("answered", [], []),
        ("filed", [], ["S16b", "S16c"]),  # where there are papers
    ],
)
def test_r01_to_r38_no_row_starts_what_it_should_not(
    cli: Cli, event: str, attributes: list[str], rules: list[str]
) -> None:
    assert sorted(str(clock["rule"]) for clock in explain(cli, event, EVE, *attributes)) == rules


def test_r04_starts_with_a_missed_call(cli: Cli) -> None:
    (clock,) = explain(cli, "missed", NIGHT)
    assert (clock["rule"], clock["due"], clock["do"]) == ("R04", "2026-10-04T00:50:00+08:00", "call_back")


def test_t05_a_year_that_is_not_officially_known_is_marked_provisional(cli: Cli) -> None:
    (clock,) = explain(cli, "finished", "2026-12-31T16:00:00+08:00", "--tier", "ordinary")
    assert (clock["due"], clock["provisional"]) == ("2027-01-04T18:00:00+08:00", True)


@pytest.mark.parametrize(
    ("argv", "reason"),
    [
        (["--on", "promised", "--at", EVE], "due"),
        (["--on", "explode", "--at", EVE], "explode"),
        (["--on", "rang", "--at", "2026-09-30T16:00:00"], "offset"),
        (["--on", "rang", "--at", EVE, "--tier", "VIP"], "VIP"),
        (["--on", "rang", "--at", EVE, "--channel", "fax"], "fax"),
    ],
)
def test_explain_refuses_in_one_line(cli: Cli, argv: list[str], reason: str) -> None:
    answer = cli("policy", "explain", "--pack", "robot-integrator", *argv, "--json")
    assert (answer.status, answer.out, len(answer.reasons)) == (1, "", 1)
    assert reason in answer.reasons[0]


def test_explain_says_why_in_words(cli: Cli) -> None:
    asked = ("policy", "explain", "--pack", "robot-integrator", "--on", "finished", "--at", EVE, "--tier", "core")
    for lang in ("zh", "en"):
        answer = cli(*asked, lang=lang)
        assert answer.status == 0
        assert "2026-10-08T18:00:00+08:00" in answer.out
        assert "2026-10-01" in answer.out


def enterprise(cli: Cli, event: str, *words: str) -> dict[str, dict[str, object] | None]:
    """Rule → what must hold for it (nothing: it starts), of the enterprise's pack."""
    asked = ("policy", "explain", "--pack", "enterprise-service", "--on", event, "--at", FRIDAY)
    clocks = cli.json(*asked, *words)
    assert all(list(clock) == [*CLOCK, "within", *(["only_if"] if "only_if" in clock else [])] for clock in clocks)
    return {clock["rule"]: clock.get("only_if") for clock in clocks}


@pytest.mark.parametrize(
    ("event", "words", "rules"),
    [
        ("rated", [], {"E16": {"score": [1, 2]}}),
        ("rated", ["--score", "2", "--outcome", "rated"], {"E16": None}),
        ("rated", ["--score", "3"], {}),
        ("finished", ["--kind", "order"], {"E08": {"important": [True]}}),
        ("finished", ["--kind", "order", "--field", "important=是"], {"E08": None}),
        ("finished", ["--kind", "order", "--field", "important=no"], {}),
        ("solved", [], {"E08": {"kind": ["complaint"]}}),
        ("solved", ["--kind", "order"], {}),
        ("received", ["--kind", "complaint"], {"E07": None, "S06": None, "S08": None, "E06": {"urgent": [True]}}),
        ("received", ["--kind", "complaint", "--urgent"], {"E06": None, "S06": None, "S08": None}),
        ("received", ["--kind", "problem", "--level", "2"], {"E13": None, "E14": None}),
        (
            "received",
            ["--kind", "problem"],
            {
                "E11": {"level": [1]},
                "E12": {"level": [1]},
                "E13": {"level": [2]},
                "E14": {"level": [2]},
                "E15": {"level": [3]},
            },
        ),
        ("answered", ["--kind", "inquiry"], {"E10": {"channel": ["online"]}}),
        ("answered", ["--kind", "inquiry", "--channel", "phone"], {}),
    ],
)
def test_what_hangs_on_the_event_starts_only_if(
    cli: Cli, event: str, words: list[str], rules: dict[str, dict[str, object] | None]
) -> None:
    assert enterprise(cli, event, *words) == rules


def test_a_call_from_a_withheld_number_is_not_called_back(cli: Cli) -> None:
    assert explain(cli, "missed", NIGHT, "--field", "withheld=true") == []


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["--field", "colour=red"], "field: 'colour' is neither of Follow up nor of the form; known are: "),
        (["--outcome", "perhaps"], "outcome: 'perhaps' is not one of reached, no_answer, refused"),
        (["--score", "9"], "score: "),
        (["--field", "important=maybe"], "important: 'maybe' is neither yes nor no"),
    ],
)
def test_explain_refuses_what_the_event_cannot_carry(cli: Cli, words: list[str], reason: str) -> None:
    answer = cli("policy", "explain", "--pack", "enterprise-service", "--on", "followed_up", "--at", EVE, *words)
    assert (answer.status, len(answer.reasons)) == (1, 1)
    assert answer.reasons[0].startswith(reason)


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ["only if Score: 1 or 2", "(ours: the regulation does not say this)"]),
        ("zh", ["仅当 评分：1 或 2", "（自订：规范没有这样规定）"]),
    ],
)
def test_explain_says_in_words_on_what_it_hangs_and_whose_choice_it_is(cli: Cli, lang: str, words: list[str]) -> None:
    asked = ("policy", "explain", "--pack", "enterprise-service", "--on", "rated", "--at", EVE)
    text = cli(*asked, lang=lang).out
    assert all(word in text for word in words), text
    regulated = cli("policy", "explain", "--pack", "robot-integrator", "--on", "finished", "--at", EVE, lang=lang).out
    assert words[1] not in regulated


@pytest.mark.parametrize(
    ("at", "en", "zh"),
    [
        ("2026-09-17T22:30:00+08:00", "skipped 2026-09-17 Thu: after closing", "不计 2026-09-17 周四：下班后"),
        ("2026-09-17T07:30:00+08:00", "counted from 09:00: before opening", "从 09:00 起计：上班前"),
    ],
)
def test_explain_tells_the_time_of_day_at_which_nothing_was_counted(cli: Cli, at: str, en: str, zh: str) -> None:
    asked = ("policy", "explain", "--pack", "front-desk", "--on", "received", "--kind", "message", "--at", at)
    assert en in cli(*asked).out
    assert zh in cli(*asked, lang="zh").out
    due = ("calendar", "due", "--start", at, "--within", "4 working hours")
    assert en in cli(*due).out
    assert zh in cli(*due, lang="zh").out


def test_explain_says_whom_a_clock_asks_and_who_is_told_when(cli: Cli) -> None:
    asked = ("policy", "explain", "--pack", "property-desk", "--on", "received", "--at", EVE)
    shown = cli(*asked, "--kind", "complaint").out
    assert (
        "asks owner · warns when 80% of the time is used · at 50% it is told to owner · at 80% it is told to "
        "Team leader · 4 hours before, it is told to Supervisor · overdue, it is told to Team leader, Supervisor, "
    ) in shown

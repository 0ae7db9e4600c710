"""``policy diff|apply`` and ``calendar apply``: a preview first, and nothing without ``--yes``."""

from tests.cli.support import Cli


def _quicker(cli: Cli) -> None:
    own = cli.store.parent / "packs" / "robot-integrator"
    own.mkdir(parents=True)
    (own / "clocks.toml").write_text('[[clock]]\nrule = "R05"\nwithin = "3 minutes"\n', "utf-8")


def test_apply_shows_first_and_does_it_with_yes(cli: Cli) -> None:
    number = cli.take()
    _quicker(cli)
    line = {"number": number, "rule": "R05", "of": 1, "due": "2026-09-28T09:05:00+08:00"}
    line["new_due"] = "2026-09-28T09:03:00+08:00"
    assert cli("policy", "diff", "--json").lines == [line]
    before = cli.events()
    shown = cli("policy", "apply", "--json", as_=None)
    assert (shown.status, shown.lines) == (1, [line])
    assert "--yes" in shown.err
    assert cli.events() == before
    assert cli("policy", "apply", "--yes", "--json").status == 1  # zhou runs no site
    done = cli("policy", "apply", "--yes", "--json", as_=None)
    assert (done.status, done.lines, done.err) == (0, [line], "")
    assert cli("policy", "diff").out == "nothing changes\n"
    again = cli("policy", "apply", "--yes", as_=None)
    assert (again.status, again.out) == (0, "0 clocks changed\n")
    assert cli.json("show", number)["clocks"][0]["due"] == line["new_due"]


def test_nothing_to_change_is_no_refusal(cli: Cli) -> None:
    cli.take()
    for command in ("policy", "calendar"):
        answer = cli(command, "apply", as_=None)
        assert (answer.status, answer.out, answer.err) == (0, "nothing changes\n", "")
    assert cli("calendar", "apply", "--json", as_=None).out == ""

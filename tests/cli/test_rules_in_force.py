"""Slips in the files of a running site, `init` that makes all or nothing, and another pack at a running site."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from deskconsole.desk.demo import demo
from deskconsole.errors import DeskError
from tests.cli.support import DATA, Cli
from tests.domain.packs import FILES

SLIP = '[[clock]]\nrule = "R05"\nwithin = "3 minits"\n'


@pytest.fixture
def bare(cli: Cli) -> Iterator[Cli]:
    """A command line without a store yet; who makes one is the only person there."""
    cli.store.unlink()
    yield cli
    if cli.store.exists():
        assert cli.json("verify", "--clocks", as_=None) == {"ok": True, "problems": []}
        cli.store.unlink()


def pack(cli: Cli, name: str, files: dict[str, str]) -> Path:
    folder = cli.store.parent / "packs" / name
    for file, text in files.items():
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text(text, "utf-8")
    return folder


def small(name: str = "small") -> dict[str, str]:
    return {**FILES, "pack.toml": FILES["pack.toml"].replace('name = "small"', f'name = "{name}"')}


# --- a slip ------------------------------------------------------------------------------------------------------


def test_every_command_goes_on_after_a_slip_and_says_so_in_one_line(cli: Cli) -> None:
    number = cli.take()
    pack(cli, "robot-integrator", {"clocks.toml": SLIP})
    for command in (
        ["queue", "--json"],
        ["show", number, "--json"],
        ["act", number, "noted", "--text", "好的", "--json"],
        ["ring", "--from", "13800001111", "--id", "c1", "--json"],
        ["staff", "list", "--json"],
    ):
        answer = cli(*command)
        assert answer.status == 0
        (line,) = answer.reasons
        assert line.startswith("robot-integrator/clocks.toml:3: clock 1 (R05): within: '3 minits' is not a duration")
        assert line.endswith("; the last edition without mistakes is in force; see: policy check")
        assert answer.lines
    said = cli("queue", lang="zh").err
    assert said.startswith("robot-integrator/clocks.toml:3: clock 1 (R05): within: ")
    assert said.endswith("；目前以最后一个没有错误的版本为准，见：policy check\n")


def test_what_is_about_the_files_themselves_is_refused(cli: Cli) -> None:
    cli.take()
    pack(cli, "robot-integrator", {"clocks.toml": SLIP + SLIP.replace("R05", "R06")})
    for command in (["policy", "check"], ["policy", "apply", "--yes"], ["policy", "diff"], ["calendar", "apply"]):
        answer = cli(*command, as_=None)
        refusals = [line for line in answer.reasons if "in force" not in line]
        assert (answer.status, len(refusals)) == (1, 2), command


# --- init --------------------------------------------------------------------------------------------------------

BAD_ARTICLE = {"knowledge/service/warranty.md": "---\ntitle: 质保\ncategory: servce\n---\n正文\n"}


@pytest.mark.parametrize(
    ("name", "files", "reason"),
    [
        ("small", small() | BAD_ARTICLE, "small/knowledge/service/warranty.md:3: category: 'servce' is not"),
        (
            "other",
            small(),
            "other/pack.toml:2: name: the folder is called 'other', the pack 'small'; call both the same",
        ),
        ("small", {**small(), "rules.toml": "[[rule]"}, "small/rules.toml:1: not TOML: "),
        ("small", {**small(), "quiz.toml": "ask = 1"}, "small/quiz.toml: question: missing; it must be given"),
    ],
)
def test_init_and_check_name_what_is_wrong_and_leave_nothing_behind(
    bare: Cli, name: str, files: dict[str, str], reason: str
) -> None:
    pack(bare, name, files)
    before = sorted(bare.store.parent.iterdir())
    for command in (["init", "--packs", name], ["policy", "check", name]):
        answer = bare(*command, as_=None)
        assert answer.status == 1
        assert any(line.startswith(reason) for line in answer.reasons), answer.err
    assert [path for path in sorted(bare.store.parent.iterdir()) if path.name != ".prepared"] == before


def test_init_of_an_unknown_pack_or_with_a_slip_in_the_sites_files_leaves_nothing_behind(bare: Cli) -> None:
    assert "small" in bare("init", "--packs", "small", as_=None).err
    (bare.store.parent / "calendar.toml").write_text("timezone = 3\n", "utf-8")
    (bare.store.parent / "site.toml").write_text("[site]\ncompany = 3\nhours = 4\n", "utf-8")
    answer = bare("init", as_=None)
    assert (answer.status, len(answer.reasons)) == (1, 3)
    assert not list(bare.store.parent.glob("*.db*"))


def test_init_that_fails_on_the_way_leaves_nothing_behind(bare: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object) -> None:
        raise DeskError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(demo, "add_people", fail)
        assert bare("init", "--demo", as_=None).reasons == ["the disk is full"]
    assert not list(bare.store.parent.glob("*.db*"))
    assert bare("init", as_=None).status == 0


def test_init_leaves_what_is_there_as_it_is(bare: Cli) -> None:
    bare.store.write_text("a letter", "utf-8")
    assert bare("init", as_=None).status == 3
    assert bare.store.read_text("utf-8") == "a letter"
    bare.store.unlink()


# --- another pack ------------------------------------------------------------------------------------------------


def test_a_pack_is_shown_before_it_is_taken_in(cli: Cli) -> None:
    open_ticket = cli.take()
    before = cli.events()
    answer = cli("policy", "add", "mall-desk", "--json", as_=None)
    assert (answer.status, answer.err) == (1, "nothing was changed; --yes does it\n")
    assert cli.events() == before
    brought = {(line["what"], line["name"]): (line["new"], line["goes_by"]) for line in answer.lines}
    assert brought["kind", "inquiry"] == (False, "robot-integrator")
    assert brought["kind", "repair"] == (True, "mall-desk")
    assert brought["channel", "phone"] == (False, "robot-integrator")
    assert brought["clock", "M12"] == (True, "mall-desk")
    ticket = cli.json("show", open_ticket)
    assert cli("policy", "add", "mall-desk", "--yes", as_=None).status == 0
    assert cli.json("show", open_ticket) == ticket
    assert cli("policy", "add", "mall-desk", "--yes", as_=None).reasons == ["pack: the site uses 'mall-desk' already"]
    assert cli("policy", "check").status == 0


def test_a_clinic_is_added_with_its_articles_and_takes_tickets(cli: Cli) -> None:
    files = {file.name: file.read_text("utf-8") for file in (DATA / "clinic").glob("*.toml")}
    article = {"knowledge/teeth.md": "---\ntitle: 洗牙\ncategory: dental\n---\n> 请空腹来。\n"}
    pack(cli, "clinic", files | article)
    assert cli("policy", "add", "clinic", "--yes", as_=None).status == 0
    number = cli.json(
        *("intake", "--kind", "enquiry", "--channel", "phone", "--customer", "王丽", "--contact", "13800001111"),
        *("--content", "周六出诊吗？"),
    )["number"]
    assert cli.json("show", number)["pack"] == "clinic"
    assert "洗牙" in cli("kb", "search", "洗牙").out


@pytest.mark.parametrize("change", [(), ("--yes",)])
def test_a_pack_that_contradicts_the_others_or_cannot_be_used_is_not_taken_in(
    cli: Cli, change: tuple[str, ...]
) -> None:
    title = '[[tier]]\nname = "core"\ntitle = { zh = "核电客户", en = "Nuclear" }\nmark = "*"\n'
    pack(cli, "small", {**small(), "pack.toml": small()["pack.toml"] + title})
    answer = cli("policy", "add", "small", *change, as_=None)
    assert (answer.status, answer.out) == (1, "")
    assert answer.reasons[0].startswith("small/pack.toml: tier core: title: 'core' is “Nuclear” here and “Core” in")
    pack(cli, "small", {"pack.toml": "[[tier]"})
    assert "small/pack.toml:1: not TOML" in cli("policy", "add", "small", *change, as_=None).err
    assert "pack: 'nothing' is not one of" in cli("policy", "add", "nothing", *change, as_=None).err
    assert "only an administrator" in cli("policy", "add", "mall-desk", *change, as_="zhou").err

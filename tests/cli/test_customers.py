"""``customer``: found, shown, added, changed, merged and taken apart (M05)."""

import pytest

from tests.cli.support import Cli


def test_a_file_begins_with_an_inquiry(cli: Cli) -> None:
    number = cli.take("phone")
    (match,) = cli("customer", "find", "5678", "--json").lines
    assert (match["name"], match["open"], match["calls_this_week"]) == ("华南精密 陈立", [number], 1)
    file = cli.json("customer", "show", "138 1234 5678")
    assert file["id"] == match["id"]
    assert [(ticket["number"], ticket["open"]) for ticket in file["tickets"]] == [(number, True)]
    assert [(tier["old"], tier["new"], tier["by"]) for tier in file["tiers"]] == [(None, "core", "zhou")]
    told = cli("customer", "show", "陈立").out
    for text in ("华南精密 陈立", "138****5678", number, "file begun"):
        assert text in told


def test_a_file_is_changed_field_by_field(cli: Cli) -> None:
    file = cli.json(
        *("customer", "add", "--name", "陈立", "--tier", "core", "--contact", "13812345678 / 0755-88881234"),
        *("--contact", "address=科技园=1号", "--key", "k"),
    )
    assert [(contact["kind"], contact["value"]) for contact in file["contacts"]] == [
        *(("phone", "138****5678"), ("phone", "075******1234"), ("address", "科*****")),
    ]
    name = str(file["id"])
    changed = cli.json(
        *("customer", "set", name, "--owner", "qian", "--needs", "需英文资料", "--expect", str(file["version"])),
        *("--remove-contact", "0755-88881234", "--add-contact", "chen@example.org"),
    )
    assert (changed["owner"], changed["special_needs"], len(changed["contacts"])) == ("qian", "需英文资料", 3)
    assert cli("customer", "set", name, "--name", "x", "--expect", str(file["version"])).status == 1
    assert cli.json("customer", "set", name, "--needs", "")["special_needs"] is None
    assert cli.json("verify", as_="root")["ok"]


def test_merge_work_on_unmerge(cli: Cli) -> None:
    one = cli.json("customer", "add", "--name", "陈立", "--contact", "13812345678")["id"]
    other = cli.json("customer", "add", "--name", "陈立", "--contact", "0755-88881234")["id"]
    assert [(d["id"], d["why"]) for d in cli.json("customer", "show", str(one))["duplicates"]] == [(other, "name")]
    merged = cli.json("customer", "merge", str(other), "--into", "13812345678", as_="he")
    assert (merged["id"], [member["id"] for member in merged["members"]]) == (one, [other])
    number = cli.take("phone", "core", "--customer", "陈立", "--contact", "0755-88881234")
    assert cli.json("customer", "show", str(other))["id"] == one
    assert cli.json("customer", "show", str(other), "--alone")["merged_into"] == one
    back = cli.json("customer", "unmerge", str(other), as_="he")
    assert ([ticket["number"] for ticket in back["tickets"]], back["merged_into"]) == ([number], None)
    assert cli.json("verify", as_="root")["ok"]


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (("show", "99"), "no customer '99'"),
        (("show", "陈"), "may be"),
        (("set", "1", "--tier", "VIP"), "not one of"),
        (("set", "1", "--remove-contact", "1"), "not a contact of theirs"),
        (("merge", "1", "--into", "1"), "one customer already"),
        (("unmerge", "1"), "was not merged"),
        (("add",), "a name or a contact"),
        (("add", "--contact", " "), "1 to 200 characters"),
    ],
)
def test_refusals_say_why(cli: Cli, argv: tuple[str, ...], told: str) -> None:
    for name in ("陈立", "陈莉"):
        cli("customer", "add", "--name", name)
    answer = cli("customer", *argv, as_="he")
    assert answer.status == 1
    assert told in answer.err


def test_people_read_titles_not_machine_names(cli: Cli) -> None:
    cli.json(*("customer", "add", "--name", "陈立", "--tier", "core", "--contact", "13812345678"))
    cli.json(*("customer", "add", "--name", "陈立", "--tier", "intent", "--contact", "13812345679"))
    shown = cli("customer", "show", "1", "--lang", "zh").out
    assert "核心客户" in shown
    assert "core" not in shown
    assert "姓名相同" in shown
    assert "意向客户" in cli("customer", "find", "12345679", "--lang", "zh").out
    number = cli.take("phone", "core", "--customer", "陈立", "--contact", "13812345678")
    told = cli("show", number, "--lang", "zh").out
    assert "核心客户" in told
    assert "电话" in told
    assert "产品咨询" in cli("kb", "show", "K5", "--lang", "zh").out
    assert "产品咨询" in cli("kb", "search", "价格", "--lang", "zh").out

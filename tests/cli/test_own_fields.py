"""A kind's own fields on the command line: options, JSON lines and CSV go through the same validator."""

import json
from typing import Any

import pytest

from tests.cli.support import Cli
from tests.desk.own_forms import lay_over

FORM: dict[str, Any] = {
    "kind": "repair",
    "channel": "online",
    "customer": "陈立",
    "contact": "13812345678",
    "content": "三轴异响",
    "level": 2,
}


@pytest.fixture
def desk(cli: Cli) -> Cli:
    lay_over(cli.store.parent)
    return cli


def test_options_give_the_fields_of_a_kind(desk: Cli) -> None:
    options = [option for name, value in FORM.items() for option in (f"--{name}", str(value))]
    given = ("--field", "serial=rx 1", "--field", "warranty=no", "--field", "fee=1,280")
    number = desk.json("intake", *options, *given)["number"]
    assert desk.json("show", number)["fields"] == {"serial": "RX1", "warranty": False, "fee": "1280.00"}
    assert "¥1,280.00" in desk("show", number).out
    refused = desk("intake", *options, "--field", "serial=?", "--field", "colour=red")
    assert refused.status == 1
    assert [line.partition(":")[0] for line in refused.reasons] == ["colour", "serial"]


def test_json_lines_give_the_fields_of_a_kind(desk: Cli) -> None:
    lines = [{**FORM, "fields": {"serial": "rx 1", "warranty": True}}, {**FORM, "fields": {"warranty": 1}}]
    answer = desk("intake", "--from", "-", "--json", "--keep-good", stdin="\n".join(map(json.dumps, lines)))
    assert desk.json("show", answer.lines[0]["number"])["fields"] == {"serial": "RX1", "warranty": True}
    assert answer.reasons == ["line 2: serial: is missing", "line 2: warranty: '1' is neither yes nor no"]


def test_columns_of_csv_give_the_fields_of_a_kind(desk: Cli) -> None:
    heading = "kind,channel,customer,contact,content,level,field.serial,field.warranty,field.fee\n"
    rows = (
        "repair,phone,陈立,13812345678,三轴异响,2,rx 1,否,￥20\nrepair,phone,陈立,13812345678,三轴异响,2,rx 2,是,20\n"
    )
    answer = desk("intake", "--from", "-", "--json", "--keep-good", stdin=heading + rows)
    assert desk.json("show", answer.lines[0]["number"])["fields"] == {
        "serial": "RX1",
        "warranty": False,
        "fee": "20.00",
    }
    assert answer.reasons == ["line 3: fee: only asked when warranty = false; leave it out"]


def test_an_event_takes_the_fields_of_its_form(desk: Cli) -> None:
    options = [option for name, value in FORM.items() for option in (f"--{name}", str(value))]
    number = desk.json("intake", *options, "--field", "serial=rx 1")["number"]
    solved = ("act", number, "solved", "--text", "换新")
    assert "cause: is missing" in desk(*solved).err
    assert desk.json(*solved, "--field", "cause=磨损")["events"][-1]["fields"] == {"cause": "wear"}

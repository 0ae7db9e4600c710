"""Forms as data through the use cases: a kind's own fields at intake, the forms of its events, clocks that ask them."""

from pathlib import Path
from typing import Any

import pytest

from deskconsole.cli.answers import TICKET
from deskconsole.desk.tickets.intake_forms import IntakeRefused, read_form
from deskconsole.errors import DeskError
from deskconsole.present.json import Reader
from tests.desk.own_forms import lay_over
from tests.desk.support import Bench, t

FORM: dict[str, Any] = {
    "kind": "repair",
    "channel": "online",
    "customer": "陈立",
    "contact": "13812345678",
    "content": "三轴异响",
    "level": 2,
}


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    lay_over(tmp_path)
    return Bench(tmp_path)


def refusals(bench: Bench, **changes: Any) -> list[str]:
    """What is wrong with a form, each with its field."""
    form = {name: value for name, value in {**FORM, **changes}.items() if value is not None}
    try:
        read_form(bench.desk, form, now=bench.now)
    except IntakeRefused as refusal:
        return [f"[{error.field}] {error}" for error in refusal.errors]
    return []


def test_a_kind_says_what_its_form_needs(bench: Bench) -> None:
    given = {"serial": "rx 1"}
    assert refusals(bench, fields=given) == []
    assert refusals(bench) == ["[serial] serial: is missing"]
    assert refusals(bench, fields=given, content=None) == ["[content] content: is missing"]
    assert refusals(bench, fields=given, level=None) == ["[level] level: is missing"]
    assert refusals(bench, fields=given, level=3) == ["[level] level: '3' is not one of 1, 2"]
    assert refusals(bench, fields=given, channel="email") == [
        "[channel] channel: 'email' is not one of phone, online, onsite"
    ]


def test_every_mistake_is_named_at_its_field(bench: Bench) -> None:
    assert refusals(bench, level=1, fields={"serial": "?", "warranty": "yes", "fee": "20", "colour": "red"}) == [
        "[colour] colour: not a field of this form; its fields are serial, warranty, fee, visit",
        "[serial] serial: '?' is not a serial number: letters, digits and - . / _ + such as RX-2026/0815",
        "[fee] fee: only asked when warranty = false; leave it out",
        "[visit] visit: is missing",
    ]


def test_what_is_entered_is_kept_in_one_form(bench: Bench) -> None:
    fields = {"serial": "rx 1", "warranty": "no", "fee": "¥1,280", "visit": "2026-09-14T15:00:00+08:00"}
    form = read_form(bench.desk, {**FORM, "fields": fields}, now=bench.now)
    assert form.fields == {
        **{"serial": "RX1", "warranty": False, "fee": "1280.00"},
        "visit": "2026-09-14T07:00:00+00:00",
    }
    number = bench.take(**{**FORM, "category": "", "request": "", "fields": form.fields})
    view = bench.show(number)
    document = TICKET.document(view, Reader(bench.desk.zone, "en"))
    assert document["fields"] == {**form.fields, "visit": "2026-09-14T15:00:00+08:00"}
    assert (document["category"], document["request"], document["level"]) == (None, None, 2)
    assert view.ticket.tier == "core"


def test_intake_itself_checks_what_no_form_was_read_for(bench: Bench) -> None:
    with pytest.raises(DeskError, match="serial: is missing"):
        bench.take(**FORM)
    number = bench.take(**FORM, fields={"serial": "rx 2", "warranty": "是"})
    assert bench.show(number).ticket.fields == {"serial": "RX2", "warranty": True}


def test_an_event_asks_its_own_form(bench: Bench) -> None:
    number = bench.take(**FORM, fields={"serial": "RX1", "warranty": True})
    assert "cause: is missing" in bench.refused(number, "solved")
    assert "cause: 'age' is not one of wear, misuse" in bench.refused(number, "solved", cause="age")
    assert "parts: is missing" in bench.refused(number, "solved", cause="wear")  # asked of the ticket: under warranty
    assert "colour: not a field of this form" in bench.refused(number, "solved", cause="misuse", colour="red")
    view = bench.act(number, "solved", cause="磨损", parts="轴承\n" * 100, evidence="照片")
    assert view.events[-1].fields == {"evidence": "照片", "cause": "wear", "parts": ("轴承\n" * 100).strip()}


def test_an_event_without_a_form_takes_short_fields_as_before(bench: Bench) -> None:
    number = bench.take(**FORM, fields={"serial": "RX1"})
    assert "longer than 200 characters" in bench.refused(number, "verified", result="x" * 201)
    assert bench.act(number, "verified", result="x" * 200).events[-1].fields == {"result": "x" * 200}


def test_x01_x02_clocks_ask_a_kinds_own_fields(bench: Bench) -> None:
    covered = bench.take(**FORM, fields={"serial": "RX1", "warranty": True})
    other = bench.take(**FORM, fields={"serial": "RX1"})
    assert "X01" in bench.rules(covered)
    assert "X01" not in bench.rules(other)
    assert bench.clock(covered, "X01").due == t("09-14 11:00")
    bench.act(covered, "solved", cause="misuse")
    assert bench.clock(covered, "X01").state == "met"
    assert "X02" in bench.rules(covered)
    assert bench.verified() == []


def test_a_kind_without_fields_keeps_what_it_is_given(bench: Bench) -> None:
    number = bench.take(fields={"line": "3", "model": "IRB 2600"})
    assert bench.show(number).ticket.fields == {"line": "3", "model": "IRB 2600"}


def test_a_field_is_put_right_and_what_rests_on_it_moves(bench: Bench) -> None:
    number = bench.take(**FORM, fields={"serial": "RX1", "warranty": False, "fee": "20"})
    assert "X01" not in bench.rules(number)
    assert "serial: '?' is not a serial number" in bench.refused(number, "classified", serial="?")
    assert "nothing changes" in bench.refused(number, "classified", serial="rx 1")
    view = bench.act(number, "classified", warranty="yes")
    assert view.ticket.fields == {"serial": "RX1", "warranty": True}  # nothing was to be paid then
    assert view.events[-1].fields["old"]["fields"]["fee"] == "20.00"
    assert bench.clock(number, "X01").due == t("09-14 11:00")
    bench.act(number, "undone")
    assert bench.show(number).ticket.fields["fee"] == "20.00"
    assert "X01" not in bench.rules(number)
    bench.act(number, "classified", tier="intent")
    assert bench.show(number).ticket.fields["serial"] == "RX1"
    assert bench.verified() == []


def test_another_kind_asks_for_its_own_fields(bench: Bench) -> None:
    number = bench.take(fields={"line": "3"})
    change = {"kind": "repair", "level": 2}
    assert "serial: is missing" in bench.refused(number, "classified", fields=change)
    view = bench.act(number, "classified", fields={**change, "serial": "rx 9"})
    assert (view.ticket.kind, view.ticket.fields) == ("repair", {"serial": "RX9"})
    view = bench.act(number, "classified", fields={"kind": "inquiry"})
    assert view.ticket.fields == {"serial": "RX9"}
    assert bench.verified() == []

"""What a pack keeps from people of some departments: at the door, so that no way out shows it."""

import json
from pathlib import Path

import pytest

from deskconsole.desk.customers import customers
from deskconsole.desk.papers.ledger import days, ledger_lines
from deskconsole.desk.papers.papers import ticket_on_paper
from deskconsole.desk.records import TicketView
from deskconsole.desk.search.searching import search
from deskconsole.desk.tickets import views
from deskconsole.desk.tickets.revealing import reveal
from deskconsole.errors import DeskError
from deskconsole.present.json import Reader, to_json
from tests.desk.policy.test_recounting import republish
from tests.desk.support import SHANGHAI, Bench
from tests.domain.packs import FILES, problems

NAME, CONTACT = "华南精密 陈立", "wx:chenli"
KINDS = """
[[kind]]
name = "inquiry"

[[kind.field]]
name = "about"
title = { zh = "被反映部门", en = "Department complained of" }
type = "choice"
values = [
  { name = "technical", title = { zh = "技术部", en = "Technical" } },
  { name = "legal", title = { zh = "法务部", en = "Legal" } },
]

[[kind.field]]
name = "witness"
title = { zh = "证人", en = "Witness" }

[[hidden]]
name = "complained-of"
title = { zh = "反映人对被反映部门保密", en = "Kept from the department complained of" }
kinds = ["inquiry"]
parts = ["customer", "contact", "witness"]
named_in = "about"
"""


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return republish(Bench(tmp_path), kinds=KINDS)


def complained(bench: Bench, about: str = "technical") -> str:
    number = bench.take("online", "core", fields={"about": about, "witness": "赵证人"})
    bench.act(number, "specialist_needed", to="dept:technical", text="请核实")
    return number


def everything(view: TicketView) -> str:
    return json.dumps(to_json(view, Reader(SHANGHAI, "zh")), ensure_ascii=False, default=str) + repr(view)


def test_the_department_complained_of_sees_the_matter_and_not_who_brought_it(bench: Bench) -> None:
    number = complained(bench)
    seen = views.show(bench.by("luo"), number)
    assert (seen.ticket.customer, seen.contact, seen.ticket.fields["witness"]) == ("***", "***", "***")
    assert seen.ticket.content == "焊接工位换型频繁"
    for secret in (NAME, CONTACT, "chenli", "赵证人"):
        assert secret not in everything(seen)
    whole = views.show(bench.by("zhou"), number)
    assert whole.ticket.customer == NAME


def test_any_other_department_sees_who_it_was(bench: Bench) -> None:
    number = complained(bench, about="legal")
    assert views.show(bench.by("luo"), number).ticket.customer == NAME


def test_it_cannot_be_opened_nor_found_by_it(bench: Bench) -> None:
    number = complained(bench)
    luo = bench.by("luo")
    before = bench.record()
    with pytest.raises(DeskError, match="is kept from you"):
        reveal(luo, number)
    assert bench.record() == before
    assert [each.number for each in search(luo, "陈立").tickets] == []
    assert [each.number for each in search(luo, "赵证人").tickets] == []
    (found,) = search(luo, "换型").tickets
    assert (found.number, found.title) == (number, number)
    assert [each.number for each in search(bench.by("zhou"), "陈立").tickets] == [number]


def test_lists_do_not_show_it(bench: Bench) -> None:
    number = complained(bench)
    (line,) = [each for each in views.queue(bench.by("luo")) if each.number == number]
    assert line.customer in ("***", None)
    assert line.caller is None
    (line,) = [each for each in views.queue(bench.by("zhou")) if each.number == number]
    assert line.customer == NAME


def test_what_they_do_on_it_answers_without_it(bench: Bench) -> None:
    number = complained(bench)
    answered = bench.act(number, "declined", "luo", reason="不归本部门")
    assert answered.ticket.customer == "***"
    assert NAME not in everything(answered)
    assert bench.verified() == []


def test_a_role_without_a_department_and_a_condition(tmp_path: Path) -> None:
    more = KINDS.replace('named_in = "about"', 'roles = ["receiver"]\nwhen = { about = ["legal"] }')
    bench = republish(Bench(tmp_path), kinds=more)
    hidden, open_ = complained(bench, "legal"), complained(bench, "technical")
    lin = bench.by("lin")
    assert views.show(lin, hidden).ticket.customer == "***"
    assert views.show(lin, open_).ticket.customer == NAME
    assert views.show(bench.by("he"), hidden).ticket.customer == NAME
    assert customers.file_of_ticket(bench.by("lin"), open_).name == NAME
    with pytest.raises(DeskError, match="is kept from you"):
        customers.file_of_ticket(bench.by("lin"), hidden)
    papers = everything(ticket_on_paper(bench.by("lin"), hidden))
    assert NAME not in papers
    today = days(bench.now.date(), bench.now.date())
    for login, names in (("lin", {"***"}), ("he", {NAME})):
        lines = list(ledger_lines(bench.by(login), today))
        assert {line.ticket.customer for line in lines} == names, "lists hide whatever might be hidden"
        assert all(("witness" in line.ticket.fields) == (login == "he") for line in lines)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('named_in = "about"', 'named_in = "abuot"', "kind inquiry has no field 'abuot'"),
        ('named_in = "about"', "", "say from whom: departments, roles or named_in"),
        ('"witness"]', '"channel"]', "'channel' of kind inquiry cannot be hidden"),
        ('named_in = "about"', 'departments = ["sale"]', "departments: 'sale' is not known"),
        ('named_in = "about"', 'roles = ["leader"]\nwhen = { abuot = [true] }', "has no field 'abuot'"),
    ],
)
def test_policy_check_names_what_cannot_be(old: str, new: str, message: str) -> None:
    changed = KINDS.partition("[[hidden]]")
    fields = changed[0].partition("[[kind.field]]")
    kinds = FILES["kinds.toml"] + fields[1] + fields[2] + changed[1] + changed[2].replace(old, new)
    found = problems({**FILES, "kinds.toml": kinds})
    assert any(message in line and "kinds.toml:" in line for line in found), found

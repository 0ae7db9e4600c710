"""The paper as a Word file: ours, and a company's own with placeholders."""

import zipfile
from pathlib import Path

import docx
import pytest

from deskconsole.desk.papers.papers import ticket_on_paper
from deskconsole.documents.form import make_form, make_template
from deskconsole.documents.paper import paper_of
from deskconsole.documents.word import write_word
from deskconsole.errors import DeskError
from deskconsole.record import replace
from tests.desk.support import Bench
from tests.documents.support import RARE, W, word_parts, word_text

HOSTILE = (
    '{{request}} {{ number }}\n<w:fldSimple w:instr="QUOTE x"/> &amp; ]]> \x00\x07\x1b[31m\u202e\ufffe\ttab\r\nend'
)


def own(folder: Path, *paragraphs: str) -> Path:
    """A company's own template."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    path = folder / "own.docx"
    document.save(str(path))
    return path


def filled(bench: Bench, template: Path, number: str) -> str:
    """What the template says when it is filled for a ticket."""
    out = bench.folder / "filled.docx"
    write_word(paper_of(bench.desk, ticket_on_paper(bench.desk, number)), out, template)
    return word_text(out)


def test_r17_the_form_holds_every_required_part(bench: Bench) -> None:
    number = bench.take("email", customer=RARE, contact="mnunez@andino.example", content="焊接\n换型", request="选型")
    out = bench.folder / "form.docx"
    make_form(bench.desk, number, out)
    text = word_text(out)
    for part in (
        "客户咨询受理单",
        number,
        RARE,
        "mnunez@andino.example",
        "核心客户",
        "邮件",
        "2026-09-14 09:00",
        "选型",
    ):
        assert part in text
    assert "焊接\n换型" in text
    assert "{{" not in text


def test_a_customers_text_is_only_ever_text(bench: Bench) -> None:
    paper = paper_of(bench.desk, ticket_on_paper(bench.desk, bench.take(request="R1")))
    out = bench.folder / "form.docx"
    write_word(replace(paper, values={**paper.values, "content": HOSTILE}), out)  # whatever the store let in
    text = word_text(out)
    assert '{{request}} {{ number }}\n<w:fldSimple w:instr="QUOTE x"/> &amp; ]]>' in text
    assert "[31m\ttab\nend" in text
    assert not set(text) & set("\x00\x07\x1b\u202e\ufffe")
    # The page numbers of the footer are the only fields of the file.
    fields = [f.get(f"{W}instr") for root in word_parts(out).values() for f in root.iter(f"{W}fldSimple")]
    assert fields == ["PAGE", "NUMPAGES"]


def test_a_template_of_the_company_is_filled_wherever_a_placeholder_stands(bench: Bench) -> None:
    number = bench.take(customer="华南精密")
    document = docx.Document()
    paragraph = document.add_paragraph("No. ")
    for piece in ("{", "{num", "ber}", "} of {{cust", "omer}}", "!"):  # as Word cuts what was typed and corrected
        paragraph.add_run(piece).bold = piece == "{"
    document.sections[0].header.paragraphs[0].text = "{{ title }}"
    document.add_table(1, 1).cell(0, 0).text = "{{tier}} / {{channel}}"
    path = bench.folder / "own.docx"
    document.save(str(path))
    text = filled(bench, path, number)
    assert f"No. {number} of 华南精密!" in text
    assert "客户咨询受理单" in text
    assert "核心客户 / 在线" in text


def test_a_row_is_repeated_for_each_entry_and_stays_empty_without_any(bench: Bench) -> None:
    number = bench.take()
    document = docx.Document()
    table = document.add_table(2, 2)
    table.cell(0, 0).text, table.cell(1, 0).text, table.cell(1, 1).text = "答", "{{answers.by}}", "«{{answers.text}}»"
    path = bench.folder / "own.docx"
    document.save(str(path))
    assert "«»" in filled(bench, path, number)
    bench.act(number, "answered", text="一")
    bench.act(number, "answered", text="二 {{answers.by}}")
    text = filled(bench, path, number)
    assert "«一»" in text
    assert "«二 {{answers.by}}»" in text
    assert text.count("Zhou") == 2


@pytest.mark.parametrize(
    ("placed", "said"),
    [
        ("{{vip}}", "{{vip}} is not a place that can be filled"),
        ("{{answers.by}}", "{{answers.by}} stands outside a row of a table"),
        ("{{number.x}}", "{{number.x}} is not a place"),
    ],
)
def test_an_unknown_placeholder_is_named_with_its_file(bench: Bench, placed: str, said: str) -> None:
    number = bench.take()
    with pytest.raises(DeskError) as refusal:
        filled(bench, own(bench.folder, "x", placed), number)
    assert str(refusal.value).startswith("own.docx: ")
    assert said in str(refusal.value)


def test_a_field_that_the_kind_of_work_lacks_is_empty(bench: Bench) -> None:
    assert "(|)" in filled(bench, own(bench.folder, "(|{{field.model}})"), bench.take())


def test_the_sites_own_template_is_used(bench: Bench) -> None:
    own(bench.folder, "本公司 {{number}}")
    (bench.folder / "site.toml").write_text('[papers.templates]\nintake = "own.docx"\n', "utf-8")
    number = bench.take()
    make_form(bench.desk, number, bench.folder / "form.docx")
    assert f"本公司 {number}" in word_text(bench.folder / "form.docx")


def test_a_template_of_another_word_processor_is_written_once_each_part(bench: Bench) -> None:
    path = own(bench.folder, "{{number}}")
    with zipfile.ZipFile(path) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    ours, theirs = b"package/2006/relationships/metadata", b"officedocument/2006/relationships/metadata"
    assert ours in parts["_rels/.rels"]
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(ours, theirs)
    with zipfile.ZipFile(path, "w") as file:
        for name, body in parts.items():
            file.writestr(name, body)
    number = bench.take()
    assert number in filled(bench, path, number)
    with zipfile.ZipFile(bench.folder / "filled.docx") as file:
        assert len(file.namelist()) == len(set(file.namelist()))


def test_what_is_no_word_file_is_refused_by_name(bench: Bench) -> None:
    (bench.folder / "site.toml").write_text('[papers.templates]\nintake = "own.docx"\n', "utf-8")
    number = bench.take()
    out = bench.folder / "form.docx"
    with pytest.raises(DeskError, match="there is no file"):
        make_form(bench.desk, number, out)
    (bench.folder / "own.docx").write_text("not a zip")
    with pytest.raises(DeskError, match="is not a Word document"):
        make_form(bench.desk, number, out)
    assert not out.exists()


def test_our_own_form_is_given_out_to_be_changed(bench: Bench) -> None:
    number = bench.take()
    out = bench.folder / "start.docx"
    make_template(bench.desk, number, out)
    assert "{{customer}}" in word_text(out)
    (bench.folder / "site.toml").write_text('[papers.templates]\nintake = "start.docx"\n', "utf-8")
    make_form(bench.desk, number, bench.folder / "form.docx")
    assert number in word_text(bench.folder / "form.docx")


def test_twenty_thousand_characters_stand_in_the_file(bench: Bench) -> None:
    content = ("焊接工位换型频繁，" * 2300)[:20_000]
    number = bench.take(content=content)
    make_form(bench.desk, number, bench.folder / "form.docx")
    assert content in word_text(bench.folder / "form.docx")

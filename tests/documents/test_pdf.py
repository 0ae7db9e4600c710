"""The paper as a PDF: every character of the day, with its glyphs in the file."""

from pathlib import Path

import pypdf
import pytest

from deskconsole.documents.fonts import CHINESE, chinese_of, fonts_for
from deskconsole.documents.form import make_form
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import use
from deskconsole.text.clean import clean
from tests.cli.support import hostile
from tests.desk.support import Bench
from tests.documents.support import RARE, chinese_fonts, pdf_fonts, pdf_text


def test_r28_the_form_prints_with_every_character_of_the_day(bench: Bench) -> None:
    chinese_fonts(bench.folder)
    number = bench.take("email", customer=RARE, content="第一行 ①\n第二行 ★ 𠮷 ñ", request="请回电")
    bench.act(number, "answered", text="负载 10 kg")
    out = bench.folder / "form.pdf"
    assert make_form(bench.desk, number, out) == ""
    text = pdf_text(out)
    for part in ("客户咨询受理单", number, *RARE.split(), "第一行 ①", "第二行 ★ 𠮷 ñ", "请回电", "负载 10 kg"):
        assert part in text
    fonts = list(pdf_fonts(out))
    assert fonts
    assert all(embedded for _name, embedded in fonts), fonts


def test_nothing_of_a_customers_text_is_markup(bench: Bench) -> None:
    chinese_fonts(bench.folder)
    written = '#strong[x] *b* $x$ \\u{41} `c` //x "q" <a> @ref = h'
    number = bench.take(content=written, request="#panic(1)")
    make_form(bench.desk, number, bench.folder / "form.pdf")
    text = pdf_text(bench.folder / "form.pdf").replace("\n", "")
    assert written in text
    assert "#panic(1)" in text


@pytest.mark.slow
def test_every_hostile_form_prints(bench: Bench) -> None:
    chinese_fonts(bench.folder)
    for place, form in enumerate(hostile()):
        texts = {name: clean(form[name]) for name in ("customer", "content", "request")}
        number = bench.take("phone", **texts)
        make_form(bench.desk, number, bench.folder / f"{place}.pdf")
        make_form(bench.desk, number, bench.folder / f"{place}.docx")


@pytest.mark.slow
def test_twenty_thousand_characters_print_over_pages(bench: Bench) -> None:
    chinese_fonts(bench.folder)
    content = "".join(chr(0x4E00 + place % 5000) for place in range(20_000))
    number = bench.take(content=content, request="短")
    make_form(bench.desk, number, bench.folder / "form.pdf")
    reader = pypdf.PdfReader(bench.folder / "form.pdf")
    assert len(reader.pages) >= 8
    printed = "".join(line for page in reader.pages for line in page.extract_text().split())
    assert content[:100] in printed
    assert all(content[place : place + 10] in printed for place in range(0, 19_980, 1_000) if place % 5000)
    assert content[-100:] in printed
    for page in reader.pages[1:]:
        assert number in page.extract_text()


def test_characters_without_a_glyph_are_named(bench: Bench) -> None:
    chinese_fonts(bench.folder)
    # A cuneiform sign, twice, and one from the end of the plane behind an invisible joiner.
    number = bench.take(content="abc \U0001244f\u200d\U000114d9 \U0001244f def")
    assert make_form(bench.desk, number, bench.folder / "form.pdf") == "\U0001244f\U000114d9"
    assert "def" in pdf_text(bench.folder / "form.pdf")


def test_in_english_too(bench: Bench) -> None:
    chinese_fonts(bench.folder)
    use("en")
    number = bench.take()
    make_form(bench.desk, number, bench.folder / "form.pdf")
    assert "Customer inquiry form" in pdf_text(bench.folder / "form.pdf")


def test_the_best_chinese_font_is_taken_whatever_its_case() -> None:
    assert chinese_of(["DejaVu Sans", "SIMSUN", "noto sans cjk sc"]) == "noto sans cjk sc"
    assert chinese_of(["DejaVu Sans"]) is None
    assert len(set(CHINESE)) == len(CHINESE)


def test_without_a_chinese_font_the_message_says_what_to_install(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deskconsole.documents.fonts.CHINESE", ("No Such Font",))
    number = bench.take()
    with pytest.raises(DeskError, match="fonts-noto-cjk"):
        make_form(bench.desk, number, bench.folder / "form.pdf")
    assert not (bench.folder / "form.pdf").exists()


def test_the_sites_font_is_a_family_or_a_file(bench: Bench, tmp_path: Path) -> None:
    known = chinese_fonts(bench.folder)
    assert fonts_for(known.families[0].upper(), bench.folder).families == known.families
    path = next(font.path for font in known.searched.fonts() if font.family == known.families[0])
    assert path is not None
    assert fonts_for(path, bench.folder).families[0] in CHINESE
    with pytest.raises(DeskError, match="no font 'Wingdongs'"):
        fonts_for("Wingdongs", bench.folder)
    with pytest.raises(DeskError, match="no file"):
        fonts_for("none.ttf", bench.folder)
    (tmp_path / "x.ttf").write_text("not a font")
    with pytest.raises(DeskError, match="is not a font"):
        fonts_for(str(tmp_path / "x.ttf"), bench.folder)

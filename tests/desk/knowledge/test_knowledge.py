"""The knowledge base: articles with every version on record, imported, found, used, and what prices are read from."""

from pathlib import Path

import pytest

from deskconsole.desk.knowledge.answer_index import AnswerIndex, Offer
from deskconsole.desk.knowledge.articles import (
    add_article,
    articles,
    change_article,
    price_texts,
    retire_article,
    show_article,
)
from deskconsole.desk.knowledge.cases import article_of_ticket
from deskconsole.desk.knowledge.files import import_articles, import_starters
from deskconsole.desk.knowledge.search import find_articles
from deskconsole.desk.verifying.verifying import verify
from deskconsole.domain.knowledge.articles import ArticlesRefused, ArticleText, answers_of
from deskconsole.errors import DeskError, NotFound, Outdated
from deskconsole.store import tickets
from tests.desk.support import MONDAY, Bench

BELT = ArticleText("皮带多久换一次", "service", "> 皮带每两年更换一次。\n\n看设备履历。")


def said(bench: Bench, kind: str) -> list[dict[str, object]]:
    """The fields of each site event of a kind."""
    with bench.desk.store.reading() as tx:
        return [dict(event.fields) for _seq, event in tickets.site_events(tx) if event.kind == kind]


def test_r31_an_article_keeps_every_version_with_who_and_when(bench: Bench) -> None:
    added = add_article(bench.by("zhou"), BELT)
    bench.later(hours=1)
    changed = change_article(bench.by("lin"), added.number, ArticleText("皮带更换周期", "technical", "> 一年一次。"))
    assert (changed.version, changed.title, changed.changed_by) == (2, "皮带更换周期", "lin")
    shown = show_article(bench.desk, added.number)
    kept = [(v.version, v.title, v.category, v.written_by, v.written_at) for v in shown.versions]
    assert kept == [
        (1, "皮带多久换一次", "service", "zhou", MONDAY),
        (2, "皮带更换周期", "technical", "lin", bench.now),
    ]
    assert show_article(bench.desk, added.number, 1).text == BELT.text
    assert [fields["version"] for fields in said(bench, "article_changed")] == [2]
    with pytest.raises(NotFound):
        show_article(bench.desk, added.number, 3)


def test_the_same_text_again_is_no_new_version(bench: Bench) -> None:
    added = add_article(bench.desk, BELT)
    before = bench.record()
    assert change_article(bench.desk, added.number, BELT).version == 1
    assert bench.record() == before


def test_a_change_that_rests_on_an_older_version_is_refused(bench: Bench) -> None:
    added = add_article(bench.desk, BELT)
    change_article(bench.by("lin"), added.number, ArticleText("皮带", "service", "> 一年。"), expect=1)
    with pytest.raises(Outdated, match="changed by lin"):
        change_article(bench.desk, added.number, ArticleText("皮带", "service", "> 三年。"), expect=1)


def test_the_same_key_gives_the_first_answer(bench: Bench) -> None:
    first = add_article(bench.desk, BELT, key="k")
    assert add_article(bench.desk, BELT, key="k").number == first.number
    with pytest.raises(DeskError, match="something else"):
        add_article(bench.desk, ArticleText("x", "service", "y"), key="k")


@pytest.mark.parametrize(
    ("article", "field"),
    [
        (ArticleText(" ", "service", "x"), "title"),
        (ArticleText("x" * 201, "service", "x"), "title"),
        (ArticleText("x", "servce", "x"), "category"),
        (ArticleText("x", "service", " \n"), "text"),
        (ArticleText("x", "service", "x" * 20_001), "text"),
    ],
)
def test_what_cannot_be_an_article_is_refused_at_its_field(bench: Bench, article: ArticleText, field: str) -> None:
    before = bench.record()
    with pytest.raises(DeskError) as refusal:
        add_article(bench.desk, article)
    assert (refusal.value.field, bench.record()) == (field, before)


def test_a_category_may_be_named_as_people_call_it(bench: Bench) -> None:
    assert add_article(bench.desk, ArticleText("x", "服务咨询", "y")).category == "service"


def test_a_retired_article_is_offered_no_more_and_comes_back_by_a_change(bench: Bench) -> None:
    added = add_article(bench.desk, BELT)
    retire_article(bench.desk, added.number, "换了皮带型号")
    assert added.number not in [article.number for article in articles(bench.desk)]
    assert show_article(bench.desk, added.number).retired
    assert said(bench, "article_retired")[0]["reason"] == "换了皮带型号"
    change_article(bench.desk, added.number, BELT)
    assert added.number in [article.number for article in articles(bench.desk)]
    with pytest.raises(DeskError) as refusal:
        retire_article(bench.desk, added.number, "  ")
    assert refusal.value.field == "reason"


def test_r23_prices_are_read_from_price_articles_alone_and_only_leaders_write_them(bench: Bench) -> None:
    before = price_texts(bench.desk)
    add_article(bench.desk, ArticleText("皮带 88 元", "service", "一条 88 元"))
    assert price_texts(bench.desk) == before
    with pytest.raises(DeskError, match="leads the desk"):
        add_article(bench.desk, ArticleText("皮带价格", "service", "一条 77 元", price=True))
    added = add_article(bench.by("he"), ArticleText("皮带价格", "service", "一条 77 元", price=True))
    assert price_texts(bench.desk) == [*before, "皮带价格\n一条 77 元"]
    with pytest.raises(DeskError, match="leads the desk"):
        change_article(bench.desk, added.number, ArticleText("皮带价格", "service", "一条 66 元"))
    retire_article(bench.by("he"), added.number, "作废")
    assert price_texts(bench.desk) == before


def test_r31_articles_are_found_by_their_words_the_title_first(bench: Bench) -> None:
    add_article(bench.desk, ArticleText("其他", "service", "也说到皮带"))
    belt = add_article(bench.desk, BELT)
    found = [article.title for article in find_articles(bench.desk, "皮带")]
    assert found[0] == "皮带多久换一次"
    assert "其他" in found
    assert [article.number for article in find_articles(bench.desk, f"k{belt.number}")][:1] == [belt.number]
    assert find_articles(bench.desk, "ＷＡＲＲＡＮＴＹ")[0].title.startswith("质保期与免费范围")
    for literal in ('"', "%", "_", "*", "(", "a OR b NEAR c"):
        find_articles(bench.desk, literal)
    assert find_articles(bench.desk, "完全没有的词语组合") == []


# --- files -------------------------------------------------------------------------------------------------


def write(folder: Path, **files: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.md").write_text(text, "utf-8")
    return folder


def test_a_folder_is_imported_and_imported_again(bench: Bench, tmp_path: Path) -> None:
    folder = write(tmp_path / "service", head="---\ntitle: 一\ncategory: product\n---\n> 甲", heading="# 二\n\n乙")
    (folder / "README.md").write_text("no article", "utf-8")
    done = import_articles(bench.desk, folder)
    assert [len(done.added), len(done.changed), len(done.same)] == [2, 0, 0]
    one, two = (show_article(bench.desk, number) for number in done.added)
    assert [(a.title, a.category, a.text) for a in (one, two)] == [("一", "product", "> 甲"), ("二", "service", "乙")]
    write(folder, heading="# 二\n\n丙")
    again = import_articles(bench.desk, folder)
    assert (again.added, again.changed, again.same) == ((), (two.number,), (one.number,))
    assert show_article(bench.desk, two.number).version == 2


def test_bad_files_are_all_named_with_line_and_nothing_is_imported(bench: Bench, tmp_path: Path) -> None:
    folder = write(
        tmp_path / "articles",
        a="# good\n\nx",
        b="---\ntitle: x\ncategory: servce\nprise: 1\ntitle: y\nprice: maybe\n---\nx",
        c="no heading",
        d="---\ntitle: x",
        e="# only a title",
    )
    (folder / "f.md").write_bytes("# x\n\n好".encode("gb18030"))
    before = bench.record()
    with pytest.raises(ArticlesRefused) as refusal:
        import_articles(bench.desk, folder)
    told = [str(error) for error in refusal.value.errors]
    assert [line.split(": ")[0] for line in told] == [
        *("a.md:1", "b.md:4", "b.md:5", "b.md:3", "b.md:6", "c.md:1", "c.md:1", "d.md:1", "d.md:1", "d.md:1"),
        *("e.md:1", "e.md:1", "f.md:3"),
    ]
    assert bench.record() == before
    with pytest.raises(DeskError, match=r"no \.md file"):
        import_articles(bench.desk, write(tmp_path / "empty"))
    with pytest.raises(DeskError, match="not a folder"):
        import_articles(bench.desk, tmp_path / "absent")


def test_r31_a_new_site_has_its_packs_articles(bench: Bench) -> None:
    found = articles(bench.desk)
    assert len(found) >= 8
    assert {article.category for article in found} == {"product", "technical", "service", "cooperation"}
    assert any(article.price for article in found)
    assert import_starters(bench.by("he")).added == ()


def test_a_starter_that_the_site_has_written_on_stays(bench: Bench) -> None:
    first = next(article for article in articles(bench.desk) if not article.price)
    change_article(bench.desk, first.number, ArticleText(first.title, first.category, "> 我们自己的说法"))
    import_starters(bench.by("he"))
    assert show_article(bench.desk, first.number).text == "> 我们自己的说法"


# --- answers -----------------------------------------------------------------------------------------------


def test_r31_an_answer_names_the_article_it_was_copied_from_and_the_use_is_counted(bench: Bench) -> None:
    belt = add_article(bench.desk, BELT)
    number = bench.take("phone")
    answered = bench.act(number, "answered", text="两年一次", article=f"K{belt.number}").events[-1]
    assert (answered.fields["article"], answered.fields["article_version"]) == (belt.number, 1)
    assert show_article(bench.desk, belt.number).uses == 1
    bench.act(number, "undone")
    assert show_article(bench.desk, belt.number).uses == 0
    assert "no article" in bench.refused(number, "answered", text="x", article="K999")
    assert "not a number" in bench.refused(number, "answered", text="x", article="belt")
    assert "no ticket" in bench.refused(number, "answered", text="x", case="0999")


def test_r31_an_answered_ticket_becomes_an_article(bench: Bench) -> None:
    number = bench.take("phone", request="皮带多久换", content="机器人皮带多久换一次", category="service")
    with pytest.raises(DeskError, match="no answer yet"):
        article_of_ticket(bench.desk, number)
    bench.act(number, "answered", text="两年一次。\n看履历。")
    draft, ticket = article_of_ticket(bench.desk, number[-4:])
    assert ticket == number
    assert draft == ArticleText("皮带多久换", "service", "> 两年一次。\n> 看履历。\n\n机器人皮带多久换一次")
    assert add_article(bench.desk, draft, from_ticket=ticket).from_ticket == number


def test_verify_names_an_article_that_was_changed_behind_the_record(bench: Bench) -> None:
    belt = add_article(bench.desk, BELT)
    with bench.desk.store.writing() as tx:
        tx.run("UPDATE article SET text = 'x', uses = 7 WHERE number = :number", number=belt.number)
    told = [str(problem) for problem in verify(bench.by("root"))]
    assert any("is not its version 1" in line for line in told)
    assert any("used 7 times" in line for line in told)
    with bench.desk.store.writing() as tx:
        tx.run("UPDATE article SET text = :text, uses = 0 WHERE number = :number", text=BELT.text, number=belt.number)


# --- offered while typing ----------------------------------------------------------------------------------


def names(offers: list[Offer]) -> list[str]:
    return [offer.name for offer in offers]


def test_r31_what_is_typed_brings_the_articles_that_are_like_it(bench: Bench) -> None:
    answer_index = AnswerIndex()
    for asked, title in (
        ("质保期内控制柜风扇更换流程", "质保期与免费范围"),
        ("操作员培训要几天,几个人,收费吗", "培训内容、形式、时长与费用"),
        ("视觉定位偏差0.3mm,升级相机标定程序后仍复现", "视觉定位偏差的排查步骤"),
        ("洗消环境IP67够不够,食品级润滑脂要不要另购", "防护等级与特殊环境：粉尘、冲洗、食品、低温"),
        ("在展会上看到贵司的码垛方案,问有没有代理合作", "合作与代理：形式、条件与需求调研"),
        ("六轴机器人J4减速机异响,停线", "报修与维修流程"),
    ):
        offered = answer_index.offers(bench.desk, asked)
        assert any(offer.title.startswith(title) for offer in offered[:2]), (asked, offered)
    assert answer_index.offers(bench.desk, "") == answer_index.offers(bench.desk, "完全无关") == []


def test_r31_an_english_question_gets_the_english_answer(bench: Bench) -> None:
    asked = "Spare gripper pads (P/N GP-40-S), 200 pcs, delivery to Gothenburg? Price of spare parts"
    first = AnswerIndex().offers(bench.desk, asked)[0]
    assert first.title.startswith("备件供应")
    assert first.answer.startswith("Common spare parts")


def test_r31_answered_cases_are_offered_with_the_answer_given_then(bench: Bench) -> None:
    answer_index = AnswerIndex()
    asked = "焊枪清枪站的剪丝刀片多久更换"
    assert answer_index.offers(bench.desk, asked) == []
    before = bench.take("phone", content="清枪站剪丝刀片磨损，多久更换一次", request="剪丝刀片更换周期")
    assert answer_index.offers(bench.desk, asked) == []
    bench.act(before, "answered", text="建议每三个月更换，或剪丝有毛刺时更换。")
    (offer,) = answer_index.offers(bench.desk, asked)
    assert (offer.name, offer.title, offer.answer) == (
        before,
        "剪丝刀片更换周期",
        "建议每三个月更换，或剪丝有毛刺时更换。",
    )
    assert answer_index.offers(bench.desk, asked, exclude=before) == []
    again = bench.take("phone", content=asked)
    fields = bench.act(again, "answered", text=offer.answer, fields=dict(offer.fields)).events[-1].fields
    assert fields["case"] == before


def test_the_category_and_the_uses_decide_between_equals(bench: Bench) -> None:
    answer_index = AnswerIndex()
    service = add_article(bench.desk, ArticleText("齿形带张紧力", "service", "> 甲"))
    technical = add_article(bench.desk, ArticleText("齿形带张紧力", "technical", "> 乙"))
    for category, first in (("service", service), ("technical", technical)):
        assert names(answer_index.offers(bench.desk, "齿形带张紧力", category))[0] == first.name
    number = bench.take("phone")
    bench.act(number, "answered", text="乙", article=technical.name)
    assert names(answer_index.offers(bench.desk, "齿形带张紧力"))[0] == technical.name


def test_a_retired_article_is_offered_no_more_and_a_changed_one_by_its_new_words(bench: Bench) -> None:
    answer_index = AnswerIndex()
    article = add_article(bench.desk, ArticleText("齿形带张紧力", "service", "> 甲"))
    assert names(answer_index.offers(bench.desk, "齿形带张紧")) == [article.name]
    change_article(bench.desk, article.number, ArticleText("链条张紧", "service", "> 甲"))
    assert names(answer_index.offers(bench.desk, "链条张紧")) == [article.name]
    retire_article(bench.desk, article.number, "x")
    assert answer_index.offers(bench.desk, "链条张紧") == []


def test_r27_what_the_starter_articles_tell_customers_passes_the_language_check(bench: Bench) -> None:
    number = bench.take("phone")
    for article in articles(bench.desk):
        for answer in answers_of(article.text):
            bench.act(number, "answered", text=answer, article=article.name)
    assert sum(article.uses for article in articles(bench.desk)) == 2 * len(articles(bench.desk))

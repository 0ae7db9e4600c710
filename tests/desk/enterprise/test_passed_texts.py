"""E27: before a sale only texts are told that legal has passed, or a reason stands on record."""

import pytest

from deskconsole.desk.knowledge.articles import add_article
from deskconsole.domain.knowledge.articles import ArticleText
from deskconsole.domain.rules.customer_wording import WordingRefused
from tests.desk.enterprise.tickets import inquiry
from tests.desk.support import Bench, t

FREE = "本方案三个月收回投资。"


def test_e27_other_wording_needs_the_check_of_legal(bench: Bench) -> None:
    number = inquiry(bench, "phone")
    with pytest.raises(WordingRefused) as refusal:
        bench.act(number, "answered", text=f"您好，感谢您的咨询。{FREE}")
    (match,) = refusal.value.matches["text"]
    assert (match.sort, match.words) == ("unpassed", FREE.rstrip("。"))
    assert "legal" in str(refusal.value)


def test_e27_a_standard_phrase_is_passed_whatever_fills_its_blanks(bench: Bench) -> None:
    number = inquiry(bench, "phone")
    text = "价格由产品、实施和服务几部分组成，具体金额以正式报价单为准，报价单在其注明的有效期内有效。"
    bench.act(number, "answered", text=f"您好！{text}")
    filled = "针对您的需求，本产品能够带来的价值是减少返工；适用场景是点焊。需要提请您注意：需配套治具。"
    bench.act(number, "answered", text=filled)


def test_e27_an_article_of_legal_is_passed_one_of_anybody_else_is_not(bench: Bench) -> None:
    number = inquiry(bench, "phone")
    article = ArticleText(title="投资回收", category="presales", text=f"可以这样说：{FREE}")
    add_article(bench.by("zhou"), article)
    assert "not passed" in bench.refused(number, "answered", text=FREE)
    add_article(bench.by("fang"), article)
    bench.act(number, "answered", text=FREE)


def test_e27_what_legal_has_answered_on_the_ticket_has_been_seen(bench: Bench) -> None:
    number = inquiry(bench, "phone")
    bench.act(number, "specialist_needed", to="dept:legal", text=FREE)
    assert "not passed" in bench.refused(number, "answered", text=FREE)
    bench.act(number, "accepted", "fang", due=t("09-14 12:00"))
    bench.act(number, "specialist_answered", "fang", text="可以这样说")
    bench.act(number, "answered", text=FREE)


def test_e27_a_reason_on_record_and_the_packs_exceptions(bench: Bench) -> None:
    number = inquiry(bench, "phone")
    bench.act(number, "answered", text=FREE, wording_reason="合同第三条原文")
    assert bench.show(number).events[-1].fields["wording"] == [FREE.rstrip("。")]
    bench.act(number, "promised", text="我去核实后答复您投资回收的测算", due=t("09-14 12:00"))
    other = bench.take("phone", "ordinary", category="invoice")
    bench.act(other, "answered", text="发票昨天寄出，单号尾数八八零二。")


def test_e27_value_scenario_and_risk_are_words_for_the_customer_of_their_own(bench: Bench) -> None:
    number = inquiry(bench, "phone")
    assert "保证没问题" in bench.refused(number, "answered", text="您好", fields={"risk": "保证没问题"})
    bench.act(number, "answered", text="您好", fields={"value": "三个月收回投资", "risk": "需配套治具"})

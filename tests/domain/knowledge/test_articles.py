"""Articles as text: what is copied into a ticket, and what is left of the marks."""

import pytest

from deskconsole.domain.knowledge.articles import (
    ArticleText,
    answer_like,
    answers_of,
    plain,
    read_article,
    snippet,
    written,
)

CATEGORIES = {"service": "service", "服务": "service"}


def test_the_quotations_are_what_a_customer_is_told() -> None:
    text = "前言\n\n> 您好，**一年**。\n> 第二行\n\n说明\n\n> One year.\n"
    assert answers_of(text) == ("您好，一年。\n第二行", "One year.")
    assert answer_like(text, "How long?") == "One year."
    assert answer_like(text, "多久") == "您好，一年。\n第二行"
    assert answer_like("> Only English", "多久") == "Only English"


def test_without_a_quotation_the_whole_text_is_the_answer() -> None:
    assert answers_of("# 题\n\n* 一\n* [二](https://example.com)\n") == ("题\n\n- 一\n- 二 (https://example.com)",)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("**a** `b` __c__", "a b c"),
        ("## Heading ##", "Heading"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("![x](y)", "x (y)"),
        ("[link](https://a.example 'title')", "link (https://a.example)"),
        ("a_b_c [not a link]", "a_b_c [not a link]"),
    ],
)
def test_marks_are_taken_off(text: str, read: str) -> None:
    assert plain(text) == read


def test_an_article_is_read_back_as_it_was_written() -> None:
    article = ArticleText("质保期: 多久", "service", "> 一年\n\n---\n\n更多", price=True)
    assert read_article("x.md", written(article), CATEGORIES) == article


def test_windows_files_and_folders_are_read() -> None:
    read = read_article("x.md", '\ufeff---\r\ntitle: "题"\r\ncategory: 服务\r\n---\r\n正文\r\n', CATEGORIES)
    assert read == ArticleText("题", "service", "正文")
    assert read_article("x.md", "# 题\n正文", CATEGORIES, folder="Service").category == "service"


def test_a_snippet_is_one_line() -> None:
    assert snippet("> a\n> b") == "a b"
    assert snippet("> " + "x" * 200) == "x" * 119 + "…"

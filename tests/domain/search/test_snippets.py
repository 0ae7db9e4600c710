"""The piece of a text that shows why it was found."""

from deskconsole.domain.search.snippets import snippet
from deskconsole.domain.search.words import terms

_LONG = "想了解六轴机器人的负载和臂展,第37台" + "等待工程师确认。" * 20


def test_the_text_that_holds_most_is_shown() -> None:
    texts = ["换了电缆没有改善", "减速机异响", "减速机异响,换了电缆"]
    assert snippet(texts, terms("异响 电缆")) == "减速机异响,换了电缆"
    assert snippet(texts, terms("别的")) == "换了电缆没有改善"
    assert snippet([], terms("机")) == ""


def test_what_was_found_stands_near_the_beginning_of_one_line() -> None:
    assert snippet(["第一行\n第二行"], terms("二")) == "第一行 第二行"
    assert snippet([_LONG], terms("六轴")).startswith("想了解六轴")
    shown = snippet([_LONG], terms("37台"))
    assert shown.startswith("…的负载和臂展,第37台")
    assert shown.endswith("…")
    assert len(shown) == 82

"""E20: the knowledge base of frequent questions that a new desk begins with."""

from deskconsole.desk.knowledge.articles import articles
from tests.desk.support import Bench


def test_e20_frequent_questions_are_answered_for_every_category_but_contracts(bench: Bench) -> None:
    assert {article.category for article in articles(bench.desk)} == {
        *("presales", "quality", "delivery", "usage", "invoice", "attitude")
    }

"""What packs bring for who begins: starter articles that may be told to customers as they stand, and a test."""

from pathlib import Path

import pytest

from deskconsole.desk.founding import make_site
from deskconsole.desk.knowledge.articles import articles, price_texts
from deskconsole.desk.policy.checking import check_pack
from deskconsole.desk.policy.packs import pack_names
from deskconsole.desk.staff.qualification import quizzes
from deskconsole.domain.knowledge.articles import answers_of, is_chinese
from deskconsole.domain.rules.wording import find_matches, price_keys
from tests.desk.support import MADE_AT


@pytest.mark.parametrize("name", pack_names())
def test_e20_each_pack_brings_questions_and_r31_articles_in_both_languages(name: str, tmp_path: Path) -> None:
    desk = make_site(str(tmp_path / "desk.db"), packs=[name], now=lambda: MADE_AT)
    assert check_pack(name) == []
    (quiz,) = quizzes(desk).values()
    assert len(quiz.question) >= 8
    assert all(question.why is not None and question.rule is not None for question in quiz.question)
    found = articles(desk)
    assert len(found) >= 4
    prices = price_keys(price_texts(desk), desk.pack.banned)
    for article in found:
        chinese, english = answers_of(article.text)
        assert is_chinese(chinese)
        assert not is_chinese(english)
        for answer in (chinese, english):
            assert find_matches(answer, desk.pack.banned, prices=prices, time_told=True) == (), article.title
    desk.store.close()

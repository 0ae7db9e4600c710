"""Finding articles by what is typed: by their words, by how their titles are said, by what is like it."""

from collections.abc import Iterable
from typing import Final

from deskconsole.desk.knowledge.articles import Article, article_number, articles
from deskconsole.desk.look import Look
from deskconsole.desk.use_cases import query
from deskconsole.domain.search.words import fold, terms
from deskconsole.store import search_results
from deskconsole.text.likeness import Likeness
from deskconsole.text.pronunciations import pattern

#: So many articles at most hold what is typed; nobody reads more.
_MOST_FOUND: Final = 200


@query(needs="read")
def find_articles(
    look: Look, typed: str, *, category: str | None = None, limit: int = 20, compared: Likeness[int] | None = None
) -> list[Article]:
    """Articles that hold what is typed, those with it in the title first, then those that are like it; titles also by
    how they are said. Nothing typed: all of them, the most used first. What is typed is literal text.

    ``compared``: all articles by their numbers, where somebody has compared them before.
    """
    result = articles(look, category=category)
    if not typed.strip():
        return result[:limit]
    scored = {article.number: 1.0 for article in result if article.name == typed.strip().upper()}
    literal = _literal(look, typed)
    words = fold(typed).split()
    by_number = {article.number: article for article in result}
    for article in result:
        if article.number in literal:
            in_title = all(word in fold(article.title) for word in words)
            scored[article.number] = scored.get(article.number, 0.0) + (3.0 if in_title else 2.0)
    for number, score in (_compared(result) if compared is None else compared).like(typed, limit=limit):
        if number in by_number:
            scored[number] = scored.get(number, 0.0) + score / (1.0 + score)
    best = sorted(scored, key=lambda number: (-scored[number], -by_number[number].uses, number))
    return [by_number[number] for number in best[:limit]]


def _compared(results: Iterable[Article]) -> Likeness[int]:
    likeness: Likeness[int] = Likeness()
    for article in results:
        likeness.keep(article.number, article.title, article.text)
    return likeness


def _literal(look: Look, typed: str) -> set[int]:
    """The articles that hold every part of what is typed, or whose title is said so."""
    wanted = terms(typed)
    if not wanted:
        return set()
    matches = search_results.find_texts(look.tx, "article", wanted, typed, pattern(typed), _MOST_FOUND)
    return {article_number(match.ref) for match in matches}

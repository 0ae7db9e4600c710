"""Where an answer came from: the article or the answered ticket that it was copied from stands in its event."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from deskconsole.desk.knowledge.articles import LETTER, article_number, digest_of, found_by
from deskconsole.domain.tickets.event import Event
from deskconsole.domain.tickets.ticket import effective
from deskconsole.errors import DeskError
from deskconsole.store import knowledge, search, tickets
from deskconsole.store.api import ReadTransaction, WriteTransaction
from deskconsole.store.search_checking import article_texts

#: Fields of an event whose words were copied: the article's number and version, the ticket's number.
ARTICLE, VERSION, CASE = "article", "article_version", "case"


def with_sources(tx: ReadTransaction, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of an event with the sources that it names checked, and the version that an article has now."""
    results = dict(fields)
    if results.get(ARTICLE) is not None:
        article = knowledge.article_by_number(tx, article_number(str(results[ARTICLE])))
        if article is None:
            raise DeskError("article: there is no article {name}", field=ARTICLE, name=results[ARTICLE])
        results |= {ARTICLE: article.number, VERSION: article.version}
    else:
        results.pop(VERSION, None)
    if results.get(CASE) is not None and tickets.find_ticket(tx, str(results[CASE])) is None:
        raise DeskError("case: there is no ticket '{number}'", field=CASE, number=str(results[CASE])[:60])
    return results


def count_source(tx: WriteTransaction, event: Event, by: int) -> None:
    """The article whose words an event carries was used once more (``by`` 1), or that was taken back (-1)."""
    for number in _articles_of(event):
        knowledge.count_use(tx, number, by)


def sources_of(events: Iterable[Event]) -> Iterator[int]:
    """The article of each event of a ticket that was copied from one and not taken back."""
    for event in effective(events):
        yield from _articles_of(event)


def _articles_of(event: Event) -> Iterator[int]:
    number = event.fields.get(ARTICLE)
    if isinstance(number, int) and "moved_from" not in event.fields:
        yield number


def verify_articles(tx: ReadTransaction, used: Mapping[int, int]) -> Iterator[DeskError]:
    """Articles that are not their newest version, that were used otherwise than the events say, that are found by
    another text, or that were erased and are there."""
    strays = set(article_texts(tx))
    erasures = (event for _seq, event in tickets.site_events(tx) if event.kind == "erased")
    emptied = {tuple(each) for event in erasures for each in event.fields.get("articles", ())}
    for article in knowledge.articles(tx, retired=True):
        name = f"{LETTER}{article.number}"
        due = search.text_of_article(article.id, **found_by(article))
        text = search.stored_text(tx, due.id)
        strays.discard(due.id)
        # How a title is said depends on the dictionary of the day when it was written.
        if text != (due._replace(readings=text.readings) if text is not None and article.retired_at is None else None):
            yield DeskError("{name}: the search finds it by another text", name=name)
        stored = {version.version: version for version in knowledge.article_versions(tx, article.id)}
        for number, version in stored.items():
            if (article.number, number) in emptied and version.text:
                yield DeskError("{name}: version {version} was erased, but is there", name=name, version=number)
        newest = stored.get(article.version)
        if newest is None or digest_of(newest) != digest_of(article):
            yield DeskError("{name}: the article is not its version {version}", name=name, version=article.version)
        if article.uses != used.get(article.number, 0):
            yield DeskError(
                "{name}: used {stored} times, but the events say {expected}",
                name=name,
                stored=article.uses,
                expected=used.get(article.number, 0),
            )
    for key in sorted(strays):
        yield DeskError("the search finds an article that is not there (row {key})", key=key)

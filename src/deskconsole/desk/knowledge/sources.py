"""Where an answer came from: the article or the answered ticket that it was copied from stands in its event."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from deskconsole.desk.knowledge.articles import LETTER, article_number, digest_of
from deskconsole.domain.tickets.event import Event
from deskconsole.domain.tickets.ticket import effective
from deskconsole.errors import DeskError
from deskconsole.store import knowledge, tickets
from deskconsole.store.api import ReadTransaction, WriteTransaction

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
    """Each difference between the articles, what the record says of their versions, and how often they were used."""
    events = [event for _seq, event in tickets.site_events(tx)]
    recorded = {
        (event.fields["number"], event.fields["version"]): event.fields["digest"]
        for event in events
        if event.kind in ("article_added", "article_changed") and "digest" in event.fields
    }
    emptied = {tuple(each) for event in events if event.kind == "erased" for each in event.fields.get("articles", ())}
    for article in knowledge.articles(tx, retired=True):
        name = f"{LETTER}{article.number}"
        stored = {version.version: version for version in knowledge.article_versions(tx, article.id)}
        for number, version in stored.items():
            expected = recorded.pop((article.number, number), None)
            if (article.number, number) in emptied:
                if version.title or version.text:
                    yield DeskError("{name}: version {version} was erased, but is there", name=name, version=number)
            elif expected != digest_of(version):
                yield DeskError("{name}: version {version} is not what was recorded", name=name, version=number)
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
    for number, version in recorded:
        yield DeskError("{name}: version {version} is missing", name=f"{LETTER}{number}", version=version)

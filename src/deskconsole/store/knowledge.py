"""Articles with all their versions, how often each was used, and the tickets that were answered."""

from datetime import datetime
from typing import Final, NamedTuple

from deskconsole.store.api import ReadTransaction, WriteTransaction
from deskconsole.store.compiled import statements
from deskconsole.store.mapping import columns_of

SQL: Final = statements("knowledge")

#: The events whose words answer the customer.
ANSWERING: Final = ("answered", "replied", "specialist_answered", "solved")
#: So many tickets are looked at for each one that is wanted.
_AMONG: Final = 10


class ArticleRecord(NamedTuple):
    """An article as it is now."""

    id: int
    number: int
    source: str | None
    from_ticket: str | None
    version: int
    category: str
    title: str
    text: str
    price: bool
    uses: int
    changed_at: datetime
    changed_by: str | None
    retired_at: datetime | None


class ArticleVersionRecord(NamedTuple):
    """What an article said in one version."""

    version: int
    category: str
    title: str
    text: str
    price: bool
    written_at: datetime
    written_by: str | None


class AnsweredRecord(NamedTuple):
    """A ticket that was answered; ``version`` is the ``seq`` of its last event."""

    id: int
    number: str
    version: int
    category: str | None
    content: str | None
    request: str | None


def articles(tx: ReadTransaction, *, retired: bool = False) -> list[ArticleRecord]:
    """Every article in use (``retired``: the others too), the most used first."""
    return tx.records(ArticleRecord, SQL.ARTICLES, retired=1 if retired else None)


def article_by_number(tx: ReadTransaction, number: int) -> ArticleRecord | None:
    """An article, in use or retired."""
    return tx.record(ArticleRecord, SQL.ARTICLE_BY_NUMBER, number=number)


def article_by_source(tx: ReadTransaction, source: str) -> ArticleRecord | None:
    """The article that came from a file."""
    return tx.record(ArticleRecord, SQL.ARTICLE_BY_SOURCE, source=source)


def price_articles(tx: ReadTransaction) -> list[tuple[str, str]]:
    """Title and text of each article in use that prices may be read from."""
    return [(title, text) for title, text in tx.all(SQL.PRICE_ARTICLES)]


def articles_stamp(tx: ReadTransaction) -> tuple[int | None, ...]:
    """Differs whenever an article was added, changed, retired or used."""
    return tuple(tx.one(SQL.ARTICLES_STAMP))


def next_number(tx: ReadTransaction) -> int:
    """The number of the next article."""
    return int(tx.one(SQL.LAST_ARTICLE)[0] or 0) + 1


def add_article_row(tx: WriteTransaction, article: ArticleRecord) -> ArticleRecord:
    """A new article with its first version; its row key is given by the store."""
    added = article._replace(id=tx.insert(SQL.INSERT_ARTICLE, **columns_of(article)))
    _keep_version(tx, added)
    return added


def save_article(tx: WriteTransaction, article: ArticleRecord, *, new_version: bool) -> None:
    """Save an article as it is now (``_replace`` the record); a new version is kept beside the older ones."""
    tx.run(SQL.SAVE_ARTICLE, **columns_of(article))
    if new_version:
        _keep_version(tx, article)


def _keep_version(tx: WriteTransaction, article: ArticleRecord) -> None:
    version = ArticleVersionRecord(
        article.version,
        article.category,
        article.title,
        article.text,
        article.price,
        article.changed_at,
        article.changed_by,
    )
    tx.insert(SQL.INSERT_ARTICLE_VERSION, article_id=article.id, **columns_of(version))


def count_use(tx: WriteTransaction, number: int, by: int) -> None:
    """An answer was taken from an article (``by`` 1), or that was taken back (-1)."""
    tx.run(SQL.COUNT_USE, number=number, by=by)


def article_versions(tx: ReadTransaction, article_id: int) -> list[ArticleVersionRecord]:
    """Every version of an article, the first one first."""
    return tx.records(ArticleVersionRecord, SQL.ARTICLE_VERSIONS, article_id=article_id)


def answered_tickets(tx: ReadTransaction, *, limit: int) -> list[AnsweredRecord]:
    """Tickets with an answer, the newest first; only the newest of all tickets are looked at."""
    return tx.records(AnsweredRecord, SQL.ANSWERED_TICKETS, limit=limit, among=_AMONG * limit)

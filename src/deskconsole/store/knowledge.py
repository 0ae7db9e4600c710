"""Articles with all their versions, how often each was used, and the tickets that were answered."""

from typing import Final

from deskconsole.store.api import ReadTransaction, WriteTransaction
from deskconsole.store.compiled import knowledge_statements as statements
from deskconsole.store.knowledge_records import ANSWERING, AnsweredRecord, ArticleRecord, ArticleVersionRecord
from deskconsole.store.mapping import Shape, maybe_micros, micros, storable

__all__ = ["ANSWERING", "AnsweredRecord", "ArticleRecord", "ArticleVersionRecord"]

#: So many tickets are looked at for each one that is wanted.
_AMONG: Final = 10
_ARTICLE: Final = Shape(ArticleRecord, ArticleRecord._fields)
_VERSION: Final = Shape(ArticleVersionRecord, ArticleVersionRecord._fields)


def articles(tx: ReadTransaction, *, retired: bool = False) -> list[ArticleRecord]:
    """Every article in use (``retired``: the others too), the most used first."""
    rows = tx.all(statements.ARTICLES, site_id=tx.site_id, retired=1 if retired else None)
    return [_ARTICLE(row) for row in rows]


def article_by_number(tx: ReadTransaction, number: int) -> ArticleRecord | None:
    """An article, in use or retired."""
    row = tx.one(statements.ARTICLE_BY_NUMBER, site_id=tx.site_id, number=number)
    return _ARTICLE(row) if row else None


def article_by_source(tx: ReadTransaction, source: str) -> ArticleRecord | None:
    """The article that came from a file."""
    row = tx.one(statements.ARTICLE_BY_SOURCE, site_id=tx.site_id, source=source)
    return _ARTICLE(row) if row else None


def price_articles(tx: ReadTransaction) -> list[tuple[str, str]]:
    """Title and text of each article in use that prices may be read from."""
    return [(row[0], row[1]) for row in tx.all(statements.PRICE_ARTICLES, site_id=tx.site_id)]


def articles_stamp(tx: ReadTransaction) -> tuple[int | None, ...]:
    """Differs whenever an article was added, changed, retired or used."""
    return tuple(tx.one(statements.ARTICLES_STAMP, site_id=tx.site_id))


def next_number(tx: ReadTransaction) -> int:
    """The number of the next article."""
    return int(tx.one(statements.LAST_ARTICLE, site_id=tx.site_id)[0] or 0) + 1


def add_article_row(tx: WriteTransaction, article: ArticleRecord) -> ArticleRecord:
    """A new article with its first version; its row key is given by the store."""
    key = tx.insert(
        statements.INSERT_ARTICLE,
        site_id=tx.site_id,
        number=article.number,
        source=article.source,
        from_ticket=article.from_ticket,
        version=article.version,
        category=article.category,
        title=storable(article.title),
        text=storable(article.text),
        price=article.price,
        uses=article.uses,
        changed_at=micros(article.changed_at),
        changed_by=article.changed_by,
        retired_at=maybe_micros(article.retired_at),
    )
    added = article._replace(id=key)
    _keep_version(tx, added)
    return added


def save_article(tx: WriteTransaction, article: ArticleRecord, *, new_version: bool) -> None:
    """Save an article as it is now (``_replace`` the record); a new version is kept beside the older ones."""
    tx.run(
        statements.SAVE_ARTICLE,
        article_id=article.id,
        version=article.version,
        category=article.category,
        title=storable(article.title),
        text=storable(article.text),
        price=article.price,
        changed_at=micros(article.changed_at),
        changed_by=article.changed_by,
        retired_at=maybe_micros(article.retired_at),
    )
    if new_version:
        _keep_version(tx, article)


def _keep_version(tx: WriteTransaction, article: ArticleRecord) -> None:
    tx.insert(
        statements.INSERT_ARTICLE_VERSION,
        article_id=article.id,
        version=article.version,
        category=article.category,
        title=article.title,
        text=article.text,
        price=article.price,
        written_at=micros(article.changed_at),
        written_by=article.changed_by,
    )


def count_use(tx: WriteTransaction, number: int, by: int) -> None:
    """An answer was taken from an article (``by`` 1), or that was taken back (-1)."""
    tx.run(statements.COUNT_USE, site_id=tx.site_id, number=number, by=by)


def article_versions(tx: ReadTransaction, article_id: int) -> list[ArticleVersionRecord]:
    """Every version of an article, the first one first."""
    return [_VERSION(row) for row in tx.all(statements.ARTICLE_VERSIONS, article_id=article_id)]


def answered_tickets(tx: ReadTransaction, *, limit: int) -> list[AnsweredRecord]:
    """Tickets with an answer, the newest first; only the newest of all tickets are looked at."""
    rows = tx.all(statements.ANSWERED_TICKETS, site_id=tx.site_id, limit=limit, among=_AMONG * limit)
    return [AnsweredRecord(*row) for row in rows]

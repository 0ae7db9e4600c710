"""The statements of the knowledge base; see ``queries.py``."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import BindParameter, exists, func, or_, select, update

from deskconsole.store import knowledge_records as records
from deskconsole.store.schema.knowledge_tables import ArticleRow, ArticleVersionRow
from deskconsole.store.schema.query_parts import (
    EVENT,
    TICKET,
    Statement,
    at_most,
    columns,
    given,
    insert_row,
    table_of,
    update_row,
    word,
)

ARTICLE: Final = table_of(ArticleRow)
VERSION: Final = table_of(ArticleVersionRow)

_HERE: BindParameter[int] = given("site_id")
_ARTICLES = select(*columns(records.ArticleRecord._fields, ARTICLE))
_VERSIONS = select(*columns(records.ArticleVersionRecord._fields, VERSION))
_IN_USE = ARTICLE.c.retired_at.is_(None)
_NEWEST = TICKET.alias("newest")
#: The events whose words answer the customer.
_ANSWERS: tuple[Any, ...] = tuple(word(kind) for kind in records.ANSWERING)

STATEMENTS: Final[Mapping[str, Statement]] = {
    "articles": _ARTICLES.where(ARTICLE.c.site_id == _HERE, or_(given("retired").is_not(None), _IN_USE)).order_by(
        ARTICLE.c.uses.desc(), ARTICLE.c.number
    ),
    "article_by_number": _ARTICLES.where(ARTICLE.c.site_id == _HERE, ARTICLE.c.number == given("number")),
    "article_by_source": _ARTICLES.where(ARTICLE.c.site_id == _HERE, ARTICLE.c.source == given("source")),
    "price_articles": select(ARTICLE.c.title, ARTICLE.c.text)
    .where(ARTICLE.c.site_id == _HERE, ARTICLE.c.price.is_(True), _IN_USE)
    .order_by(ARTICLE.c.id),
    "articles_stamp": select(
        func.count(ARTICLE.c.retired_at), func.sum(ARTICLE.c.version), func.sum(ARTICLE.c.uses)
    ).where(ARTICLE.c.site_id == _HERE),
    "last_article": select(func.max(ARTICLE.c.number)).where(ARTICLE.c.site_id == _HERE),
    "insert_article": insert_row(ARTICLE, "id"),
    "save_article": update_row(
        ARTICLE,
        ARTICLE.c.id == given("article_id"),
        names=("version", "category", "title", "text", "price", "changed_at", "changed_by", "retired_at"),
    ),
    "count_use": update(ARTICLE)
    .where(ARTICLE.c.site_id == _HERE, ARTICLE.c.number == given("number"))
    .values(uses=ARTICLE.c.uses + given("by")),
    "article_versions": _VERSIONS.where(VERSION.c.article_id == given("article_id")).order_by(VERSION.c.version),
    "insert_article_version": insert_row(VERSION, "id"),
    "answered_tickets": select(*columns(records.AnsweredRecord._fields, TICKET))
    .where(
        TICKET.c.site_id == _HERE,
        TICKET.c.content.is_not(None),
        # Where hardly any ticket has an answer, this must not walk through all of them.
        TICKET.c.id > select(func.max(_NEWEST.c.id) - given("among")).scalar_subquery(),
        exists().where(EVENT.c.ticket_id == TICKET.c.id, EVENT.c.kind.in_(_ANSWERS)),
    )
    .order_by(TICKET.c.id.desc())
    .limit(at_most),
}

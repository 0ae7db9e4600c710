"""The knowledge base: articles in all their versions, and the tickets that were answered."""

from sqlalchemy import exists, func, or_, select, update
from sqlmodel import Integer, SQLModel, UniqueConstraint

from deskconsole.store.knowledge import ANSWERING, AnsweredRecord, ArticleRecord, ArticleVersionRecord
from deskconsole.store.schema.events import EVENT
from deskconsole.store.schema.parts import (
    AT_MOST,
    columns,
    given,
    here,
    insert_row,
    instant,
    maybe_instant,
    reference,
    row_key,
    table_of,
    update_row,
    words,
)
from deskconsole.store.schema.tickets import TICKET


class ArticleRow(SQLModel, table=True):
    """An article as it is now; people name it by its ``number``. ``source`` is the file that it came from."""

    __tablename__ = "article"
    __table_args__ = (UniqueConstraint("site_id", "number"), UniqueConstraint("site_id", "source"))
    id: int | None = row_key()
    site_id: int = reference("site")
    number: int
    source: str | None = None
    from_ticket: str | None = None
    version: int
    category: str
    title: str
    text: str
    price: bool
    uses: int = 0
    changed_at: int = instant()
    changed_by: str | None = None
    retired_at: int | None = maybe_instant()


class ArticleVersionRow(SQLModel, table=True):
    """What an article said in one of its versions, the present one included; never changed, never deleted."""

    __tablename__ = "article_version"
    __table_args__ = (UniqueConstraint("article_id", "version"),)
    id: int | None = row_key()
    article_id: int = reference("article")
    version: int
    category: str
    title: str
    text: str
    price: bool
    written_at: int = instant()
    written_by: str | None = None


ARTICLE = table_of(ArticleRow)
VERSION = table_of(ArticleVersionRow)

_ARTICLES = select(*columns(ArticleRecord, ARTICLE)).where(here(ARTICLE))
_IN_USE = ARTICLE.c.retired_at.is_(None)
_NEWEST = TICKET.alias("newest")

ARTICLES = _ARTICLES.where(or_(given("retired", type_=Integer).is_not(None), _IN_USE)).order_by(
    ARTICLE.c.uses.desc(), ARTICLE.c.number
)
ARTICLE_BY_NUMBER = _ARTICLES.where(ARTICLE.c.number == given("number"))
ARTICLE_BY_SOURCE = _ARTICLES.where(ARTICLE.c.source == given("source"))
PRICE_ARTICLES = (
    select(ARTICLE.c.title, ARTICLE.c.text)
    .where(here(ARTICLE), ARTICLE.c.price.is_(True), _IN_USE)
    .order_by(ARTICLE.c.id)
)
ARTICLES_STAMP = select(func.count(ARTICLE.c.retired_at), func.sum(ARTICLE.c.version), func.sum(ARTICLE.c.uses)).where(
    here(ARTICLE)
)
LAST_ARTICLE = select(func.max(ARTICLE.c.number)).where(here(ARTICLE))
INSERT_ARTICLE = insert_row(ARTICLE, "id")
SAVE_ARTICLE = update_row(
    ARTICLE,
    ARTICLE.c.id == given("id"),
    names=("version", "category", "title", "text", "price", "changed_at", "changed_by", "retired_at"),
)
COUNT_USE = (
    update(ARTICLE).where(here(ARTICLE), ARTICLE.c.number == given("number")).values(uses=ARTICLE.c.uses + given("by"))
)
ARTICLE_VERSIONS = (
    select(*columns(ArticleVersionRecord, VERSION))
    .where(VERSION.c.article_id == given("article_id"))
    .order_by(VERSION.c.version)
)
INSERT_ARTICLE_VERSION = insert_row(VERSION, "id")
ANSWERED_TICKETS = (
    select(*columns(AnsweredRecord, TICKET))
    .where(
        here(TICKET),
        TICKET.c.content.is_not(None),
        # Where hardly any ticket has an answer, this must not walk through all of them.
        TICKET.c.id > select(func.max(_NEWEST.c.id) - given("among")).scalar_subquery(),
        exists().where(EVENT.c.ticket_id == TICKET.c.id, EVENT.c.kind.in_(words(ANSWERING))),
    )
    .order_by(TICKET.c.id.desc())
    .limit(AT_MOST)
)

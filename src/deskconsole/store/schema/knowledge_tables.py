"""The tables of the knowledge base, as SQLModel rows."""

from sqlmodel import SQLModel, UniqueConstraint

from deskconsole.store.schema.columns import instant, maybe_instant, reference, row_key


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

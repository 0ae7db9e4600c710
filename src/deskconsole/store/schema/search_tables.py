"""What the search keeps besides its index: the texts of customers and articles.

The index itself, ``search_words``, is a virtual table of SQLite's FTS5 that only the revision knows how to make: no
copy of any text, no positions, a row for each event with words (its key is the event's) and for each row of
``search_text``. See :mod:`deskconsole.store.search`.
"""

from sqlmodel import BigInteger, CheckConstraint, Field, SQLModel


class SearchTextRow(SQLModel, table=True):
    """The texts by which a customer or an article is found.

    The key is the customer's or the article's own, plus what its kind adds (``search.KINDS``). ``ref`` names it on
    the command line; ``body`` holds one text a line; ``readings`` says how the title is said.
    """

    __tablename__ = "search_text"
    __table_args__ = (CheckConstraint("kind IN ('customer', 'article')", name="search_text_kind"),)
    id: int = Field(primary_key=True, sa_type=BigInteger)
    site_id: int = Field(foreign_key="site.id")
    kind: str
    ref: str
    title: str
    body: str
    readings: str
    written_at: int = Field(sa_type=BigInteger)

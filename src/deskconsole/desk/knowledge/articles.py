"""The knowledge base (R31, E20): articles written, changed, retired, read and found; every version is kept."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from deskconsole.desk.desk import Desk, record_site_event
from deskconsole.desk.staff.staff import require
from deskconsole.domain.knowledge.articles import ArticleText, plain
from deskconsole.domain.tickets.event import CONTENT_LIMIT, FIELD_LIMIT
from deskconsole.errors import DeskError, NotFound, Outdated
from deskconsole.record import dataclass
from deskconsole.store import idempotency, knowledge, search
from deskconsole.store.api import ReadTransaction, WriteTransaction
from deskconsole.store.knowledge import ArticleRecord, ArticleVersionRecord
from deskconsole.text.clean import clean, one_line

#: What people write before an article's number.
LETTER: Final = "K"


@dataclass(frozen=True, slots=True)
class Article:
    """One article as it is now, or was in an earlier ``version``; ``versions``: all of them, the first one first."""

    number: int
    version: int
    category: str
    title: str
    text: str
    price: bool
    uses: int
    changed_at: datetime
    changed_by: str | None
    retired: bool = False
    from_ticket: str | None = None
    versions: tuple[ArticleVersionRecord, ...] = ()

    @property
    def name(self) -> str:
        """Its number as people write it: ``K12``."""
        return f"{LETTER}{self.number}"


def add_article(desk: Desk, article: ArticleText, *, from_ticket: str | None = None, key: str | None = None) -> Article:
    """Write a new article. Raises :class:`DeskError` naming the field; nothing is written then."""
    content = f"article {article} {from_ticket}"
    with desk.store.writing() as tx:
        now = desk.now()
        existing = idempotency.recall_key(tx, key) if key is not None else None
        if existing is not None:
            if existing.digest != content:
                raise DeskError("key: '{key}' has been used for something else", field="key", key=key)
            return as_article(_find(tx, int(existing.answer)))
        article = _checked(desk, article)
        added = write_new(desk, tx, article, now, from_ticket=from_ticket)
        if key is not None:
            idempotency.remember_key(tx, key, content, str(added.number), at=now)
        return as_article(added)


def change_article(desk: Desk, number: int, article: ArticleText, *, expect: int | None = None) -> Article:
    """Write the next version of an article; one that was retired is in use again. The same text changes nothing.

    ``expect``: the version that was seen; raises :class:`Outdated` when somebody has written another one since.
    """
    with desk.store.writing() as tx:
        result = _find(tx, number)
        article = _checked(desk, article, price_before=result.price)
        if expect is not None and expect != result.version:
            raise Outdated(
                "{name} has been changed by {by} meanwhile: version {version}; look at it again before saving",
                name=f"{LETTER}{number}",
                by=result.changed_by or "-",
                version=result.version,
            )
        return as_article(write_change(desk, tx, result, article, desk.now()))


def retire_article(desk: Desk, number: int, reason: str) -> Article:
    """Take an article out of use; it can still be read by its number, and comes back by a change."""
    reason = one_line(clean(reason)).strip()[:FIELD_LIMIT]
    if not reason:
        raise DeskError("reason: say why the article is no longer valid", field="reason")
    with desk.store.writing() as tx:
        result = _find(tx, number)
        require(desk.actor, "article_price" if result.price else "article")
        if result.retired_at is not None:
            return as_article(result)
        now = desk.now()
        retired = result._replace(retired_at=now, changed_at=now, changed_by=desk.actor.login)
        knowledge.save_article(tx, retired, new_version=False)
        search.forget_article(tx, retired.id)
        fields = {"number": number, "version": result.version, "reason": reason}
        record_site_event(desk, tx, "article_retired", now, fields, by=desk.actor.login)
        return as_article(retired)


def show_article(desk: Desk, number: int, version: int | None = None) -> Article:
    """An article with all its versions, now or as it was in an earlier ``version``; raises :class:`NotFound`."""
    require(desk.actor, "show")
    with desk.store.reading() as tx:
        result = _find(tx, number)
        versions = tuple(knowledge.article_versions(tx, result.id))
    if version is not None:
        then = next((stored for stored in versions if stored.version == version), None)
        if then is None:
            raise NotFound("version: {name} has no version {version}", name=f"{LETTER}{number}", version=version)
        result = result._replace(
            version=version,
            category=then.category,
            title=then.title,
            text=then.text,
            price=then.price,
            changed_at=then.written_at,
            changed_by=then.written_by,
        )
    return as_article(result, versions)


def articles(desk: Desk, *, category: str | None = None, retired: bool = False) -> list[Article]:
    """Every article in use (``retired``: the others too), of one category or all, the most used first."""
    require(desk.actor, "show")
    with desk.store.reading() as tx:
        result = knowledge.articles(tx, retired=retired)
    return [as_article(article) for article in result if category in (None, article.category)]


def price_texts(desk: Desk) -> list[str]:
    """Title and text of every article that prices may be read from (R23)."""
    with desk.store.reading() as tx:
        return [f"{title}\n{text}" for title, text in knowledge.price_articles(tx)]


def article_number(name: str) -> int:
    """The number that ``K12`` or ``12`` names; raises :class:`NotFound` for anything else."""
    digits = name.strip().upper().removeprefix(LETTER).lstrip("-")
    if not (digits.isascii() and digits.isdecimal() and len(digits) < 10):
        raise NotFound("article: '{name}' is not a number such as K12", field="article", name=one_line(name)[:40])
    return int(digits)


# --- within a transaction ----------------------------------------------------------------------------------


def write_new(
    desk: Desk,
    tx: WriteTransaction,
    article: ArticleText,
    now: datetime,
    *,
    source: str | None = None,
    from_ticket: str | None = None,
) -> ArticleRecord:
    """Add a checked article and record that it was added."""
    by = desk.actor.login
    added = knowledge.add_article_row(
        tx,
        ArticleRecord(
            id=0,
            number=knowledge.next_number(tx),
            source=source,
            from_ticket=from_ticket,
            version=1,
            category=article.category,
            title=article.title,
            text=article.text,
            price=article.price,
            uses=0,
            changed_at=now,
            changed_by=by,
            retired_at=None,
        ),
    )
    index(tx, added)
    more = {"source": source, "from_ticket": from_ticket}
    fields = {**_recorded(added), **{name: value for name, value in more.items() if value is not None}}
    record_site_event(desk, tx, "article_added", now, fields, by=by)
    return added


def write_change(
    desk: Desk, tx: WriteTransaction, result: ArticleRecord, article: ArticleText, now: datetime
) -> ArticleRecord:
    """Write the next version of an article, if it differs, and record it."""
    if says(result) == article and result.retired_at is None:
        return result
    changed = result._replace(
        version=result.version + 1,
        category=article.category,
        title=article.title,
        text=article.text,
        price=article.price,
        changed_at=now,
        changed_by=desk.actor.login,
        retired_at=None,
    )
    knowledge.save_article(tx, changed, new_version=True)
    index(tx, changed)
    record_site_event(desk, tx, "article_changed", now, _recorded(changed), by=desk.actor.login)
    return changed


def index(tx: WriteTransaction, article: ArticleRecord) -> None:
    """Let an article be found by its words and by how its title is said."""
    from deskconsole.text.characters import pronunciations_of_name

    search.index_article(
        tx,
        article.id,
        ref=f"{LETTER}{article.number}",
        title=article.title,
        text=plain(article.text),
        at=article.changed_at,
        readings=pronunciations_of_name(article.title),
    )


def says(article: ArticleRecord) -> ArticleText:
    """What an article says now."""
    return ArticleText(article.title, article.category, article.text, article.price)


def digest_of(article: ArticleRecord | ArticleVersionRecord) -> str:
    """What the record keeps of an article's version: SHA-256 of all that it says."""
    from hashlib import sha256

    message = "\0".join((article.category, article.title, article.text, "price" if article.price else ""))
    return sha256(message.encode()).hexdigest()


def as_article(result: ArticleRecord, versions: tuple[ArticleVersionRecord, ...] = ()) -> Article:
    """An article of the store as the desk hands it out."""
    return Article(
        number=result.number,
        version=result.version,
        category=result.category,
        title=result.title,
        text=result.text,
        price=result.price,
        uses=result.uses,
        changed_at=result.changed_at,
        changed_by=result.changed_by,
        retired=result.retired_at is not None,
        from_ticket=result.from_ticket,
        versions=versions,
    )


def categories_of(desk: Desk) -> dict[str, str]:
    """Every word that names a category of the site's packs, in whatever case → the category."""
    existing: dict[str, str] = {}
    for pack in desk.packs:
        for category in pack.categories:
            for word in (category.name, category.title.zh, category.title.en):
                existing.setdefault(word.casefold(), category.name)
    return existing


def _checked(desk: Desk, article: ArticleText, *, price_before: bool = False) -> ArticleText:
    """An article as it may be kept; raises :class:`DeskError` naming the field."""
    require(desk.actor, "article_price" if article.price or price_before else "article")
    title = " ".join(clean(article.title).split())
    text = clean(article.text).strip()
    category = categories_of(desk).get(article.category.strip().casefold())
    if not title or len(title) > FIELD_LIMIT:
        raise DeskError("title: must be 1 to {limit} characters", field="title", limit=FIELD_LIMIT)
    if category is None:
        allowed = ", ".join(dict.fromkeys(categories_of(desk).values()))
        raise DeskError(
            "category: '{value}' is not one of {allowed}",
            field="category",
            value=one_line(article.category)[:60],
            allowed=allowed,
        )
    if not text or len(text) > CONTENT_LIMIT:
        raise DeskError("text: must be 1 to {limit} characters", field="text", limit=CONTENT_LIMIT)
    return ArticleText(title, category, text, article.price)


def _find(tx: ReadTransaction, number: int) -> ArticleRecord:
    result = knowledge.article_by_number(tx, number)
    if result is None:
        raise NotFound("article: there is no article {name}", field="article", name=f"{LETTER}{number}")
    return result


def _recorded(article: ArticleRecord) -> Mapping[str, Any]:
    """What the record says of an article's version: its text itself stands beside it, named by its digest."""
    return {
        "number": article.number,
        "version": article.version,
        "category": article.category,
        "title": article.title,
        "price": article.price,
        "digest": digest_of(article),
    }

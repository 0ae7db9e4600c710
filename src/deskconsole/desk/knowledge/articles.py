"""The knowledge base (R31, E20): articles written, changed, retired, read and found; every version is kept."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

from deskconsole.desk.desk import Desk
from deskconsole.desk.look import Look
from deskconsole.desk.policy.pack_articles import category_words
from deskconsole.desk.use_cases import command, query
from deskconsole.desk.work import Work
from deskconsole.domain.knowledge.articles import ArticleText, plain
from deskconsole.domain.tickets.event import CONTENT_LIMIT, FIELD_LIMIT
from deskconsole.errors import DeskError, NotFound, Outdated
from deskconsole.record import dataclass
from deskconsole.store import knowledge, search
from deskconsole.store.api import ReadTransaction, WriteTransaction
from deskconsole.store.knowledge import ArticleRecord, ArticleVersionRecord
from deskconsole.text.characters import pronunciations_of_name
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


def _again(work: Work, answer: str) -> Article:
    return as_article(_find(work.tx, int(answer)))


@command(needs="articles", again=_again)
def add_article(work: Work, article: ArticleText, *, from_ticket: str | None = None, key: str | None = None) -> Article:
    """Write a new article. Raises :class:`DeskError` naming the field; nothing is written then."""
    added = write_new(work, _checked(work, article), from_ticket=from_ticket)
    work.answer(str(added.number))
    return as_article(added)


@command(needs="articles", again=_again)
def change_article(
    work: Work, number: int, article: ArticleText, *, expect: int | None = None, key: str | None = None
) -> Article:
    """Write the next version of an article; one that was retired is in use again. The same text changes nothing.

    ``expect``: the version that was seen; raises :class:`Outdated` when somebody has written another one since.
    """
    result = _find(work.tx, number)
    article = _checked(work, article, price_before=result.price)
    if expect is not None and expect != result.version:
        raise Outdated(
            "{name} has been changed by {by} meanwhile: version {version}; look at it again before saving",
            name=f"{LETTER}{number}",
            by=result.changed_by or "-",
            version=result.version,
        )
    work.answer(str(number))
    return as_article(write_change(work, result, article))


@command(needs="articles", again=_again)
def retire_article(work: Work, number: int, reason: str, *, key: str | None = None) -> Article:
    """Take an article out of use; it can still be read by its number, and comes back by a change."""
    reason = one_line(clean(reason)).strip()[:FIELD_LIMIT]
    if not reason:
        raise DeskError("reason: say why the article is no longer valid", field="reason")
    result = _find(work.tx, number)
    work.answer(str(number))
    if result.price:
        work.require("prices")
    if result.retired_at is not None:
        return as_article(result)
    retired = result._replace(retired_at=work.now, changed_at=work.now, changed_by=work.actor.login)
    knowledge.save_article(work.tx, retired, new_version=False)
    search.forget_article(work.tx, retired.id)
    work.note("article_retired", number=number, version=result.version, reason=reason)
    return as_article(retired)


@query(needs="read")
def show_article(look: Look, number: int, version: int | None = None) -> Article:
    """An article with all its versions, now or as it was in an earlier ``version``; raises :class:`NotFound`."""
    result = _find(look.tx, number)
    versions = tuple(knowledge.article_versions(look.tx, result.id))
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


@query(needs="read")
def articles(look: Look, *, category: str | None = None, retired: bool = False) -> list[Article]:
    """Every article in use (``retired``: the others too), of one category or all, the most used first."""
    result = knowledge.articles(look.tx, retired=retired)
    return [as_article(article) for article in result if category in (None, article.category)]


@query(needs="read")
def price_texts(look: Look) -> list[str]:
    """Title and text of every article that prices may be read from (R23)."""
    return [f"{title}\n{text}" for title, text in knowledge.price_articles(look.tx)]


def article_number(name: str) -> int:
    """The number that ``K12`` or ``12`` names; raises :class:`NotFound` for anything else."""
    digits = name.strip().upper().removeprefix(LETTER).lstrip("-")
    if not (digits.isascii() and digits.isdecimal() and len(digits) < 10):
        raise NotFound("article: '{name}' is not a number such as K12", field="article", name=one_line(name)[:40])
    return int(digits)


# --- within a transaction ----------------------------------------------------------------------------------


def write_new(
    work: Work, article: ArticleText, *, source: str | None = None, from_ticket: str | None = None
) -> ArticleRecord:
    """Add a checked article and record that it was added."""
    added = knowledge.add_article_row(
        work.tx,
        ArticleRecord(
            id=0,
            number=knowledge.next_number(work.tx),
            source=source,
            from_ticket=from_ticket,
            version=1,
            category=article.category,
            title=article.title,
            text=article.text,
            price=article.price,
            uses=0,
            changed_at=work.now,
            changed_by=work.actor.login,
            retired_at=None,
        ),
    )
    index(work.tx, added)
    more = {"source": source, "from_ticket": from_ticket}
    more = {name: each for name, each in more.items() if each is not None}
    work.note("article_added", {**_recorded(added), **more})
    return added


def write_change(work: Work, result: ArticleRecord, article: ArticleText) -> ArticleRecord:
    """Write the next version of an article, if it differs, and record it."""
    if says(result) == article and result.retired_at is None:
        return result
    changed = result._replace(
        version=result.version + 1,
        category=article.category,
        title=article.title,
        text=article.text,
        price=article.price,
        changed_at=work.now,
        changed_by=work.actor.login,
        retired_at=None,
    )
    knowledge.save_article(work.tx, changed, new_version=True)
    index(work.tx, changed)
    work.note("article_changed", _recorded(changed))
    return changed


def index(tx: WriteTransaction, article: ArticleRecord) -> None:
    """Let an article be found by its words and by how its title is said."""
    search.index_article(tx, article.id, **found_by(article))


def found_by(article: ArticleRecord) -> dict[str, Any]:
    """What an article is found by, as the search takes it."""
    return {
        "ref": f"{LETTER}{article.number}",
        "title": article.title,
        "text": plain(article.text),
        "at": article.changed_at,
        "readings": pronunciations_of_name(article.title),
    }


def says(article: ArticleRecord) -> ArticleText:
    """What an article says now."""
    return ArticleText(article.title, article.category, article.text, article.price)


def digest_of(article: ArticleRecord | ArticleVersionRecord) -> str:
    """What the record keeps of an article's version: SHA-256 of all that it says."""
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
    return category_words(category for pack in desk.packs for category in pack.categories)


def _checked(work: Work, article: ArticleText, *, price_before: bool = False) -> ArticleText:
    """An article as it may be kept; raises :class:`DeskError` naming the field."""
    if article.price or price_before:
        work.require("prices")
    categories = categories_of(work.desk)
    title = " ".join(clean(article.title).split())
    text = clean(article.text).strip()
    category = categories.get(article.category.strip().casefold())
    if not title or len(title) > FIELD_LIMIT:
        raise DeskError("title: must be 1 to {limit} characters", field="title", limit=FIELD_LIMIT)
    if category is None:
        allowed = ", ".join(dict.fromkeys(categories.values()))
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

"""Articles and answered cases offered while somebody types (R31): those most like what the customer asks.

A :class:`AnswerIndex` keeps what it compares in memory and reads only what has changed, so that each key costs a few
milliseconds of a thread at most.
"""

import math
import threading
from collections.abc import Mapping
from typing import Any, Final

from deskconsole.desk.desk import Desk
from deskconsole.desk.knowledge.articles import LETTER, Article
from deskconsole.desk.knowledge.cases import last_answer
from deskconsole.desk.knowledge.search import find_articles
from deskconsole.desk.knowledge.sources import ARTICLE, CASE
from deskconsole.desk.look import Look
from deskconsole.desk.use_cases import query
from deskconsole.domain.knowledge.articles import answer_like
from deskconsole.record import dataclass
from deskconsole.store import knowledge, site, tickets
from deskconsole.store.api import ReadTransaction
from deskconsole.store.knowledge import AnsweredRecord, ArticleRecord
from deskconsole.text.likeness import Likeness

#: How many answered tickets are compared, the newest; older ones are found by searching.
NEWEST: Final = 400
#: How much of an article and of a question is compared, in characters.
_COMPARED: Final = 3_000
#: What counts for more: the category that was chosen; an article before a case that is as like.
_SAME_CATEGORY: Final = 1.5
_ARTICLE_FIRST: Final = 1.2
#: At most so many of what is offered are cases while articles fit as well.
_CASES: Final = 2
#: Events that make a ticket an answered one, or another one than it was.
_CHANGING: Final = frozenset({*knowledge.ANSWERING, "classified", "undone", "merged", "erased"})
#: After more events than this everything is read again.
_MANY: Final = 500


@dataclass(frozen=True, slots=True)
class Offer:
    """An answer that can be taken: an article (``K12``) or the ticket that was answered so before."""

    name: str
    title: str
    answer: str
    category: str | None
    uses: int = 0
    article: int | None = None

    @property
    def fields(self) -> Mapping[str, Any]:
        """What an event says whose words were taken from here."""
        return {ARTICLE: self.article} if self.article is not None else {CASE: self.name}


class AnswerIndex:
    """What one console has at hand; may be asked from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.articles: Likeness[int] = Likeness()
        self._cases: Likeness[int] = Likeness()
        self._article_rows: dict[int, ArticleRecord] = {}
        self._case_rows: dict[int, AnsweredRecord] = {}
        self._stamp: tuple[int | None, ...] | None = None
        self._head = -1

    def offers(
        self, desk: Desk, question: str, category: str | None = None, *, exclude: str | None = None, limit: int = 4
    ) -> list[Offer]:
        """Articles and answered cases like ``question``, the likest first; ``exclude``: the ticket being answered."""
        with self._lock:
            return _offers(desk, self, question, category, exclude, limit)

    def find(self, desk: Desk, typed: str, *, limit: int) -> list[Article]:
        """Articles by what is typed; see :func:`find_articles`."""
        with self._lock:
            return _articles_like(desk, self, typed, limit)

    def best(self, look: Look, question: str, category: str | None, exclude: str | None, limit: int) -> list[Offer]:
        """What is offered, by what one transaction sees."""
        self.renew(look.tx)

        def weight(of: str | None) -> float:
            return _SAME_CATEGORY if category and of == category else 1.0

        results: list[tuple[float, Offer]] = []
        for number, score in self.articles.like(
            question, limit=limit, weight=lambda n: weight(self._article_rows[n].category)
        ):
            row = self._article_rows[number]
            uses = 1 + math.log1p(row.uses) / 10
            results.append((score * _ARTICLE_FIRST * uses, _article(row, question)))
        results.sort(key=lambda entry: -entry[0])
        cases = self._cases.like(question, limit=limit + 1, weight=lambda n: weight(self._case_rows[n].category))
        rows = [(score, self._case_rows[key]) for key, score in cases if self._case_rows[key].number != exclude]
        room = max(min(_CASES, limit), limit - len(results))
        results += [(score, offer) for score, row in rows[:room] if (offer := _case(look.tx, row)) is not None]
        results.sort(key=lambda entry: -entry[0])
        return [offer for _score, offer in results[:limit]]

    def renew(self, tx: ReadTransaction) -> None:
        """Takes in what was written since it was asked last."""
        head = site.site_now(tx).last_site_seq
        if head == self._head:
            return
        before, self._head = self._head, head
        stamp = knowledge.articles_stamp(tx)
        if stamp != self._stamp:
            self._stamp = stamp
            self._take_articles({row.number: row for row in knowledge.articles(tx)})
        if before < 0 or _answers_changed(tx, before):
            self._take_cases({row.id: row for row in knowledge.answered_tickets(tx, limit=NEWEST)})

    def _take_articles(self, rows: dict[int, ArticleRecord]) -> None:
        for number in self._article_rows.keys() - rows.keys():
            self.articles.drop(number)
        for number, row in rows.items():
            existing = self._article_rows.get(number)
            if existing is None or existing.version != row.version:
                self.articles.keep(number, row.title, row.text[:_COMPARED])
        self._article_rows = rows

    def _take_cases(self, rows: dict[int, AnsweredRecord]) -> None:
        for key in self._case_rows.keys() - rows.keys():
            self._cases.drop(key)
        for key, row in rows.items():
            existing = self._case_rows.get(key)
            if existing is None or (existing.content, existing.request) != (row.content, row.request):
                self._cases.keep(key, row.request or "", (row.content or "")[:_COMPARED])
        self._case_rows = rows


@query(needs="read")
def _offers(
    look: Look, index: AnswerIndex, question: str, category: str | None, exclude: str | None, limit: int
) -> list[Offer]:
    return index.best(look, question, category, exclude, limit)


@query(needs="read")
def _articles_like(look: Look, index: AnswerIndex, typed: str, limit: int) -> list[Article]:
    index.renew(look.tx)
    return find_articles(look, typed, limit=limit, compared=index.articles)


def _answers_changed(tx: ReadTransaction, since: int) -> bool:
    """Whether something was recorded that answers a ticket, or changes what one asks, after a site sequence."""
    fresh = tickets.events_since(tx, since, limit=_MANY)
    return len(fresh) == _MANY or any(kind in _CHANGING for _seq, _ticket, kind, _by in fresh)


def _article(row: ArticleRecord, question: str) -> Offer:
    answer = answer_like(row.text, question)
    return Offer(f"{LETTER}{row.number}", row.title, answer, row.category, row.uses, row.number)


def _case(tx: ReadTransaction, row: AnsweredRecord) -> Offer | None:
    """An answered ticket with the words that it was answered with last."""
    answer = last_answer(tickets.ticket_events(tx, row.id))
    return None if answer is None else Offer(row.number, row.request or row.content or "", answer, row.category)

"""Answered cases: what earlier tickets were answered with, offered again beside the articles (R31)."""

from collections.abc import Iterable

from deskconsole.desk.look import Look
from deskconsole.desk.use_cases import query
from deskconsole.domain.knowledge.articles import ArticleText
from deskconsole.domain.tickets.event import FIELD_LIMIT, Event
from deskconsole.domain.tickets.ticket import effective
from deskconsole.errors import DeskError
from deskconsole.store import knowledge


@query(needs="see")
def article_of_ticket(look: Look, number: str) -> tuple[ArticleText, str]:
    """A draft of an article made of an answered ticket, and the ticket's whole number: its request as the title, its
    question, and its answer as what is copied. Raises :class:`DeskError` while it has no answer."""
    loaded = look.look_at(number)
    record, answer = look.find(number), last_answer(loaded.events)
    if answer is None:
        raise DeskError("{number}: the ticket has no answer yet that an article could be made of", number=record.number)
    title = " ".join((record.request or record.content or "").split())[:FIELD_LIMIT]
    quoted = "\n".join(f"> {line}".rstrip() for line in answer.split("\n"))
    return ArticleText(title, record.category or "", f"{quoted}\n\n{record.content or ''}".strip()), record.number


def last_answer(events: Iterable[Event]) -> str | None:
    """The words that a ticket was answered with last; ``None`` where it has no answer."""
    texts = [event.text for event in effective(events) if event.kind in knowledge.ANSWERING and event.text]
    return texts[-1] if texts else None

"""What may be told to customers, and what the desk says where nobody has put it in other words (R23, R27)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress

from deskconsole.desk.desk import Desk
from deskconsole.desk.knowledge.articles import price_texts
from deskconsole.desk.look import Look
from deskconsole.desk.use_cases import query
from deskconsole.domain.rules.customer_wording import AllowedWording
from deskconsole.domain.rules.pack import Pack
from deskconsole.domain.rules.texts import ApprovedTexts
from deskconsole.domain.rules.wording import Materials, language_of, materials_of, price_keys
from deskconsole.domain.tickets.event import Event, instant_of
from deskconsole.domain.tickets.ticket import Ticket, effective
from deskconsole.store import knowledge, staff
from deskconsole.store.knowledge import ArticleRecord


def specialists_answers(events: Sequence[Event]) -> list[str]:
    """What specialists have answered on a ticket, the newest first."""
    answers = [event.text for event in effective(events) if event.kind == "specialist_answered" and event.text]
    return answers[::-1]


@query(needs="read")
def allowed_wording(look: Look, pack: Pack, ticket: Ticket, event: str, answers: Iterable[str] = ()) -> AllowedWording:
    """What may be told with an event of a ticket: the figures of the price policy (R23) and those that specialists
    have given in ``answers`` to this very question, the texts that a department has passed where only such may be
    told (E27)."""
    checks = [check for check in pack.passed if check.covers(event, ticket.kind, ticket.category)]
    passed: list[tuple[ApprovedTexts, Materials]] = []
    if checks:
        departments = {person.login: person.department for person in staff.staff_list(look.tx)}
        articles = knowledge.articles(look.tx, retired=False)
        for check in checks:
            if not _has_checked(check, ticket, departments):
                passed.append((check, materials_of(_passed_texts(check, pack, articles, departments))))
    return AllowedWording(price_keys([*price_texts(look), *answers], pack.banned), tuple(passed))


def _has_checked(check: ApprovedTexts, ticket: Ticket, departments: Mapping[str, str | None]) -> bool:
    """Whether one of the departments has answered a hand-off of the ticket: what is told then, it has seen."""
    return any(
        hand_off.state == "answered"
        and (
            hand_off.to.removeprefix("dept:") in check.departments
            or departments.get(hand_off.specialist or "") in check.departments
        )
        for hand_off in ticket.hand_offs.values()
    )


def _passed_texts(
    check: ApprovedTexts, pack: Pack, articles: Iterable[ArticleRecord], departments: Mapping[str, str | None]
) -> Iterator[str]:
    for phrase in pack.phrases:
        yield from (phrase.text.zh, phrase.text.en)
    for article in articles:
        if article.changed_by is None or departments.get(article.changed_by) in check.departments:
            yield f"{article.title}\n{article.text}"


def default_wording(desk: Desk, pack: Pack, ticket: Ticket, number: str, event: Event) -> str:
    """The pack's first phrase for a promised reply, in the customer's language, with the time that an event carries.

    Empty where the event carries none, or the phrase needs more than the desk knows by itself.
    """
    due = instant_of(event.fields.get("due"))
    language = language_of(ticket.content or "")
    existing = {"company": desk.company.get(language), "hours": desk.hours(pack).get(language), "number": number}
    with suppress(OverflowError):  # at the ends of the calendar, where it is refused as a time in its own words
        if due is not None:
            existing["due"] = f"{due.astimezone(desk.zone):%m-%d %H:%M}"  # in the customer's language as in ours
    fit = (
        phrase for phrase in pack.phrases if "promised" in phrase.events and phrase.text.placeholders <= set(existing)
    )
    phrase = next(fit, None) if due is not None else None
    return phrase.text.get(language).format_map(existing) if phrase is not None else ""

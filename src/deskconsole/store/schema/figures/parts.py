"""What every figure's statements are made of: the span, by what it is cut, the whole, its parts, the tickets behind.

A figure is which rows it is made of, and which of these count as well. By what it is cut is a number that a statement
is given (``store.figures.counting.CUTS``), so that each is compiled once.
"""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import BigInteger, Executable, String, and_, case, cast, func, literal_column, not_, null, select

from deskconsole.store.figures.counting import CUTS
from deskconsole.store.schema.parts import AT_MOST, given, unless_given, word
from deskconsole.store.schema.tickets import TICKET

SINCE = given("since", type_=BigInteger())
UNTIL = given("until", type_=BigInteger())
NOTHING = literal_column("0", BigInteger())
#: Which ticket a row belongs to, where that is not its key ``ticket_id``.
OfTicket = Callable[[Any], Any]


def within(column: Any) -> Any:
    return and_(column >= SINCE, column < UNTIL)


def dimensions_of(table: Any, **others: Any) -> Mapping[str, Any]:
    own = {name: table.c[name] for name in ("channel", "tier", "category", "kind", "hour", "weekday")}
    return {**own, **others}


def _cut(place: str, dimensions: Mapping[str, Any]) -> Any:
    """The part of a figure that a row belongs to, by the number of what it is cut by."""
    whens: list[Any] = [
        (literal_column(str(CUTS[name])), cast(column, String) if name in ("hour", "weekday") else column)
        for name, column in dimensions.items()
    ]
    return case(*whens, value=given(place, type_=BigInteger()), else_=null())


def _mine(dimensions: Mapping[str, Any]) -> Any:
    """One person's alone, or one department's, where that is asked."""
    return and_(
        unless_given("whose", dimensions["person"] == given("whose", type_=String()), String),
        unless_given("team", dimensions["department"] == given("team", type_=String()), String),
    )


def figure(
    table: Any,
    dimensions: Mapping[str, Any],
    rows: Any,
    good: Any = None,
    total: Any = None,
    *,
    bad: bool = False,
    of: OfTicket | None = None,
) -> tuple[Executable, Executable, Executable]:
    """A figure that counts: which ``rows`` it is made of, which of them are ``good``, and what is summed of them.

    ``bad``: what makes it larger is what should not happen; those tickets are listed first then."""
    first, second = _cut("by_1", dimensions).label("first"), _cut("by_2", dimensions).label("second")
    well = func.count().filter(good) if good is not None else func.count()
    counted = (
        func.count().label("n"),
        well.label("good"),
        (func.coalesce(func.sum(total), NOTHING) if total is not None else NOTHING).label("total"),
    )
    where = and_(rows, _mine(dimensions))
    nothing = (null().label("first"), null().label("second"))
    whole = select(*nothing, *counted).select_from(table).where(where)
    parts = select(first, second, *counted).select_from(table).where(where).group_by("first", "second")
    return whole, parts, _behind(table, dimensions, where, good if not bad else not_(good), of)


def length(
    table: Any, dimensions: Mapping[str, Any], rows: Any, seconds: Any, *, of: OfTicket | None = None
) -> tuple[Executable, Executable]:
    """A figure of durations: each of them, in whole seconds."""
    first, second = _cut("by_1", dimensions).label("first"), _cut("by_2", dimensions).label("second")
    where = and_(rows, seconds.is_not(None), _mine(dimensions))
    each = select(first, second, seconds.label("seconds")).select_from(table).where(where)
    return each, _behind(table, dimensions, where, None, of)


def _behind(table: Any, dimensions: Mapping[str, Any], where: Any, good: Any, of: OfTicket | None) -> Executable:
    first, second = _cut("by_1", dimensions), _cut("by_2", dimensions)
    well = case((good, literal_column("1")), else_=literal_column("0")) if good is not None else literal_column("1")
    ticket = TICKET.alias("behind")
    whose = (ticket.c.opened_at, ticket.c.channel, ticket.c.kind, ticket.c.category, ticket.c.owner)
    return (
        select(first.label("first"), second.label("second"), ticket.c.number, func.min(well).label("good"), *whose)
        .select_from(table.join(ticket, of(ticket) if of is not None else ticket.c.id == table.c.ticket_id))
        .where(
            where,
            unless_given(
                "part",
                and_(
                    func.coalesce(first, word("")) == given("is_1", type_=String()),
                    func.coalesce(second, word("")) == given("is_2", type_=String()),
                ),
                BigInteger,
            ),
        )
        .group_by("first", "second", ticket.c.number, *whose)
        .order_by("good", ticket.c.number)
        .limit(AT_MOST)
    )

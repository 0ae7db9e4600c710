"""A ticket that nobody of outside has brought: what a round, or an emergency that is over, leaves to be done."""

from collections.abc import Mapping
from typing import Any

from deskconsole.desk.records import IntakeForm
from deskconsole.desk.ticket_work import TicketWork
from deskconsole.desk.tickets.intake import take
from deskconsole.desk.work import Work
from deskconsole.domain.rules.kinds import Kind
from deskconsole.domain.rules.pack import Pack


def open_noticed(
    work: Work, kind: str, content: str, *, category: str | None = None, fields: Mapping[str, Any] | None = None
) -> TicketWork | None:
    """Take a ticket of a kind with what was noticed, as a part of a use case; ``None`` where no pack knows the kind.

    What its form asks of a customer stands empty; channel and category are the first that the kind may have.
    """
    desk = work.desk
    if kind not in {each.name for each in desk.kinds}:
        return None
    pack = desk.pack_for(kind=kind)
    named = pack.kind(kind)
    form = IntakeForm(
        channel=_channel(pack, named),
        kind=kind,
        tier=pack.default_tier,
        customer=None,
        contact=None,
        category=category or _category(pack, named),
        content=content if named.asks("content") else "",
        request=content if named.asks("request") else "",
        fields=dict(fields or {}),
    )
    return take(work, form)


def _channel(pack: Pack, kind: Kind) -> str:
    """None where nobody has come by any, else the first of its channels by which nobody calls, or its first."""
    if not kind.asks("channel"):
        return ""
    names = kind.channels or tuple(each.name for each in pack.channels)
    silent = (name for name in names if "picked_up" not in pack.by_hand(kind.name, name))
    return next(silent, names[0])


def _category(pack: Pack, kind: Kind) -> str:
    return pack.categories[0].name if kind.asks("category") and pack.categories else ""

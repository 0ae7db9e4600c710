"""Standard phrases at hand, and wording that should not reach a customer."""

from deskconsole.desk.records import TicketView
from deskconsole.domain.pack import Pack
from deskconsole.present.catalogue import _, language
from deskconsole.present.dates import short_due
from deskconsole.screens.session import Session


class _Blanks(dict[str, str]):
    """What is not known stays a blank to be filled in by hand."""

    def __missing__(self, key: str) -> str:
        return "…"


def phrases_for(event: str, view: TicketView, session: Session) -> list[str]:
    """The phrases of the pack for an event, filled in as far as the desk knows."""
    clock = view.next_clock
    known = _Blanks(
        company=session.desk.site_code,
        receiver=session.who,
        customer=view.ticket.customer or "…",
        number=view.number,
        hours=view.pack.hours.get(language()),
        contact=view.ticket.contact or "…",
    )
    if clock is not None:
        known["due"] = short_due(clock.due, session.now(), session.zone)
    fit = [phrase for phrase in view.pack.phrases if event in phrase.events]
    return [phrase.text.get(language()).format_map(known) for phrase in fit]


def banned_note(text: str, pack: Pack) -> str:
    """A line naming the first banned wording and what to say instead; empty when there is none."""
    for banned in pack.banned:
        hit = banned.find(text)
        if hit:
            said = _("Do not say “{hit}”. Instead: {instead}")
            return said.format(hit=hit, instead=banned.instead.get(language()))
    return ""

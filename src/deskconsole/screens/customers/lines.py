"""A customer's file as text to read and as lines of a list."""

from collections.abc import Iterator, Sequence
from datetime import datetime, tzinfo
from typing import Final

from deskconsole.actions import do_title, keys_of
from deskconsole.desk.customers.records import Change, CustomerFile, CustomerTicket
from deskconsole.domain.customers.care_events import GIVEN
from deskconsole.keys import key_label
from deskconsole.present.catalogue import N_, _, language
from deskconsole.present.customer_texts import CONSENT_TITLES, FIELD_TITLES, WHY_DUPLICATE, describe_change
from deskconsole.present.dates import short
from deskconsole.present.titles import Titles
from deskconsole.screens.tickets.lines import short_number, today_digits
from deskconsole.text.cells import pad, width, wrap
from deskconsole.text.clean import one_line, shown
from deskconsole.widgets.lists.layout import Column, Layout, fixed, rest
from deskconsole.widgets.lists.lines import Line, in_sections
from deskconsole.widgets.text_view import Piece

#: What a customer has had with the desk: number (with its day where that is not today), what it is, words.
CUSTOMER: Final = Layout(
    {
        0: (Column("ticket", N_("No."), 4, 10), Column("what", N_("What"), 8, 14), rest("text", N_("Request"))),
        56: (fixed("number", N_("No."), 10), Column("what", N_("What"), 8, 14), rest("text", N_("Request"))),
        84: (fixed("number", N_("No."), 10), Column("what", N_("What"), 8, 22), rest("text", N_("Request"))),
    },
)
_MUTED: Final = "$foreground-muted"
_STATES: Final = {
    "ringing": N_("rings"),
    "picked_up": N_("answered call"),
    "hung_up": N_("missed call"),
    "missed": N_("missed call"),
}
#: More tiers than this are in the history below.
_TIERS: Final = 3


def head_lines(file: CustomerFile, titles: Titles) -> tuple[str, str]:
    """Who it is, and on a second line what whoever answers should know at once."""
    name = titles.customer(file.name, file.tier)
    first = f"{name}  {one_line(file.organisation)}" if file.organisation else name
    owner = titles.person(file.owner) or _("nobody")
    parts = [titles.title("tier", file.tier), f"{_('Account owner')} {owner}"]
    if file.calls_this_week:
        parts.append(_("{n} calls this week").format(n=file.calls_this_week))
    if file.members:
        parts.append(_("{n} merged").format(n=len(file.members)))
    return first, " · ".join(part for part in parts if part)


def file_pieces(file: CustomerFile, titles: Titles, now: datetime, zone: tzinfo, cells: int) -> Iterator[Piece]:
    """Contacts, preferences, needs, tiers, who was merged; who may be the same stands first, for it asks for a key."""
    messages = list(_marks(file))
    for duplicate in file.duplicates:
        keys = keys_of("merge_customer")
        parts = (titles.name(duplicate.name) or _("not given"), duplicate.contact, _(WHY_DUPLICATE[duplicate.why]))
        text = " · ".join(one_line(part) for part in parts if part)
        messages.append((_("Duplicate?"), f"{text} · {key_label(keys[0])}" if keys else text, "bold $warning"))
    messages.append((_("Contacts"), " · ".join(one_line(contact.value) for contact in file.contacts) or "-", ""))
    for name in ("special_needs", "preferences"):
        if text := getattr(file, name):
            messages.append((_(FIELD_TITLES[name]), text, "bold" if name == "special_needs" else ""))
    messages += _treated(file, titles, now, zone)
    tiers = [_tier_line(change, titles, now, zone) for change in file.tiers[:_TIERS]]
    if tiers:
        messages.append((_("Tier"), " ← ".join(tiers), ""))
    for member in file.members:
        when = short(member.merged_at, now, zone) if member.merged_at is not None else ""
        merged = (
            titles.name(member.name) or _("not given"),
            *map(str, member.contacts[:1]),
            when,
            titles.person(member.merged_by),
        )
        messages.append((_("Merged"), " · ".join(one_line(part) for part in merged if part), ""))
    indent = max(width(label) for label, _text, _style in messages) + 2
    for label, text, style in messages:
        yield (pad(label, indent), _MUTED)
        yield (f"\n{' ' * indent}".join(wrap(shown(text), max(8, cells - indent))) + "\n", style)


def _treated(file: CustomerFile, titles: Titles, now: datetime, zone: tzinfo) -> Iterator[tuple[str, str, str]]:
    """Whether somebody may contact them unasked, what they agreed to, when their file was checked."""
    treated = file.treatment
    if treated.stopped_at is not None:
        who = f"{titles.person(treated.stopped_by)} {short(treated.stopped_at, now, zone)}"
        yield _("Contact"), f"⊘ {_('does not wish to be contacted unasked')} ({who})", "bold $warning"
    if treated.consent is not None and treated.consent_at is not None:
        ways = [titles.title("channel", channel) for channel in treated.channels]
        answer = _(CONSENT_TITLES[treated.consent])
        text = " · ".join((f"{answer} ({short(treated.consent_at, now, zone)})", *ways))
        yield _("Consent"), text, "" if treated.consent == GIVEN else "bold $warning"
    elif treated.to_ask:
        yield _("Consent"), _("not asked yet"), "$warning"
    if treated.to_check:
        since = treated.checked_at or file.created_at
        key = key_label(keys_of("check_file")[0]) if keys_of("check_file") else ""
        text = _("unchecked since {when}").format(when=short(since, now, zone))
        yield _("File"), f"{text} · {key} {_('The file is right')}", "bold $warning"
    elif treated.checked_at is not None:
        when = f"{titles.person(treated.checked_by)} {short(treated.checked_at, now, zone)}"
        yield _("File"), _("checked: {when}").format(when=when), ""


def _marks(file: CustomerFile) -> Iterator[tuple[str, str, str]]:
    """What stands over everything else: nothing may be erased, an erasure waits, it was done."""
    if file.held:
        yield _("Held"), _("a legal hold is on them: nothing is erased"), "bold $warning"
    if file.erasure is not None:
        yield _("Erasure"), _("erasure {n} was asked for and is not done").format(n=file.erasure), "bold $warning"
    if file.erased:
        yield _("Erased"), _("what was known of them is gone"), _MUTED


def _tier_line(change: Change, titles: Titles, now: datetime, zone: tzinfo) -> str:
    who = titles.person(change.by) or _("the desk")
    return f"{titles.title('tier', str(change.new or '')) or '-'} ({who} {short(change.at, now, zone)})"


def customer_lines(file: CustomerFile, titles: Titles, now: datetime, zone: tzinfo) -> list[Line]:
    """Open tickets, the nearest due first; past ones, calls and changes, the newest first."""
    today = today_digits(now, zone)
    open_ = sorted((t for t in file.tickets if t.open), key=lambda t: (t.due is None, t.due or t.opened_at))
    groups: Sequence[tuple[str, list[Line]]] = (
        (_("Open tickets"), [_ticket_line(ticket, titles, today, now, zone) for ticket in open_]),
        (_("Past tickets"), [_ticket_line(t, titles, today, now, zone) for t in file.tickets if not t.open]),
        (_("Calls"), [_call_line(file, place, today, now, zone) for place in range(len(file.calls))]),
        (
            _("Changes of the file"),
            [_change_line(change, place, titles, now, zone) for place, change in enumerate(file.history)],
        ),
    )
    return in_sections(groups)


def _ticket_line(ticket: CustomerTicket, titles: Titles, today: str, now: datetime, zone: tzinfo) -> Line:
    what = titles.title("stage", ticket.stage)
    if ticket.title is not None:
        title = ticket.title.get(language())
        what = title if width(title) <= 14 or ticket.do is None else _(do_title(ticket.do))
    words = [ticket.request or "-"] if ticket.open else [ticket.request or "-", ticket.last_words or ""]
    return Line(
        key=ticket.number,
        due=ticket.due,
        warn_from=ticket.warn_at,
        dim=not ticket.open,
        texts={
            "number": (number := short_number(ticket.number, today)),
            "ticket": number,
            "what": what,
            "text": " · ".join(one_line(word) for word in words if word),
        },
    )


def _call_line(file: CustomerFile, place: int, today: str, now: datetime, zone: tzinfo) -> Line:
    call = file.calls[place]
    texts = {
        "number": (number := short_number(call.number, today)),
        "ticket": number,
        "what": _(_STATES[call.state]),
        "text": short(call.rang_at, now, zone),
    }
    return Line(key=f"{call.number} call {place}", texts=texts, dim=True)


def _shown_value(field: str, text: str, titles: Titles) -> str:
    if field == "tier":
        return titles.title("tier", text)
    return titles.person(text) if field == "owner" else titles.name(text) if field == "name" else text


def _change_line(change: Change, place: int, titles: Titles, now: datetime, zone: tzinfo) -> Line:
    def value(field: str, text: str) -> str:
        return _shown_value(field, text, titles)

    when, who = short(change.at, now, zone), titles.person(change.by) or _("the desk")
    texts = {"number": when, "ticket": "", "what": who, "text": describe_change(change, value)}
    return Line(key=f" change {place}", texts=texts, dim=True)

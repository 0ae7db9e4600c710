"""What the shift screen shows: lines for the list, pieces for the text below it."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, tzinfo
from typing import Final

from deskconsole.actions import key_of
from deskconsole.desk.duty import Duty
from deskconsole.desk.records import QueueLine
from deskconsole.desk.shifts.records import Item, Shift, ShiftsNow
from deskconsole.desk.shifts.sheet import Sheet
from deskconsole.present.catalogue import _, language
from deskconsole.present.dates import day_name, short
from deskconsole.present.shift_texts import PART_TITLES, form_title
from deskconsole.present.titles import Titles
from deskconsole.screens.tickets.facts import labelled
from deskconsole.screens.tickets.lines import short_number, today_digits
from deskconsole.text.clean import one_line
from deskconsole.widgets.lists.layout import Column, Layout, rest
from deskconsole.widgets.lists.lines import Line, in_sections
from deskconsole.widgets.text_view import Piece

#: What it is, and who did it when; on a phone only the first.
SHIFT: Final = Layout(
    {0: (rest("what", ""),), 64: (rest("what", ""), Column("who", "", most=26, part=1 / 3))},
    headed=False,
)
#: What the key of a line begins with that is ticked off.
ITEM = "item "
#: And of a ticket's.
TICKET = "ticket "
#: And of a duty's: its day and part follow.
DUTY = "duty "


def head_text(now: ShiftsNow, titles: Titles, zone: tzinfo) -> tuple[str, str]:
    """Two lines: the part of the day and who has it; who would have it by the roster."""
    part = _(PART_TITLES[now.watch.part.value])
    day = day_name(now.watch.day, now.at.astimezone(zone).date())
    person = titles.person(now.on_duty) if now.on_duty else ""
    on_duty = _("On duty: {name}").format(name=person) if person else _("nobody is on duty now")
    first = f"{_('{part} of {day}').format(part=part, day=day)} · {on_duty}"
    if now.current is not None:
        first += f" · {_('since {time}').format(time=short(now.current.opened_at, now.at, zone))}"
    if now.rostered is None:
        return first, _("Nobody is on the roster for now · {key} enters it").format(key=key_of("roster"))
    return first, duty_text(now.rostered, titles)


def duty_text(duty: Duty, titles: Titles) -> str:
    """Who has a duty, and who stands in."""
    message = _("By the roster: {name}").format(name=titles.person(duty.login))
    if duty.absent:
        message += f" ({_('absent')})"
    return f"{message} · {_stands_in(duty, titles)}" if duty.substitute else message


def _stands_in(duty: Duty, titles: Titles) -> str:
    return _("substitute: {name}").format(name=titles.person(duty.substitute or ""))


def shift_lines(
    now: ShiftsNow, sheet: Sheet | None, duties: Sequence[Duty], titles: Titles, zone: tzinfo
) -> list[Line]:
    """The sections from top to bottom; what waits to be accepted comes first."""
    lines: list[Line] = []
    if now.waiting and sheet is not None:
        lines += _waiting(now.waiting[0], sheet, titles, now.at, zone)
    today = now.at.astimezone(zone).date()
    groups = (
        (_("Before the shift"), [_item(item, titles, now.at, zone) for item in now.items]),
        (_("News of today"), [_item(item, titles, now.at, zone) for item in now.news]),
        (_("Who has which duty"), [_duty(duty, titles, today) for duty in duties]),
    )
    return [*lines, *in_sections(groups)]


def _duty(duty: Duty, titles: Titles, today: date) -> Line:
    what = f"{day_name(duty.day, today)}  {_(PART_TITLES[duty.part.value])}  {titles.person(duty.on_duty)}"
    who = _("absent") if duty.absent else _stands_in(duty, titles) if duty.substitute else ""
    return Line(f"{DUTY}{duty.day} {duty.part.value}", {"what": what, "who": who}, dim=duty.day != today)


def _item(item: Item, titles: Titles, now: datetime, zone: tzinfo) -> Line:
    text = item.title.get(language()) if item.title is not None else one_line(item.text)
    ticked = f"{titles.person(item.tick.by)} {short(item.tick.at, now, zone)}" if item.tick is not None else ""
    return Line(ITEM + item.name, {"what": f"[{'✓' if item.tick else ' '}] {text}", "who": ticked}, dim=bool(item.tick))


def _waiting(shift: Shift, sheet: Sheet, titles: Titles, now: datetime, zone: tzinfo) -> Iterator[Line]:
    message = _("To be accepted: handed over by {name} {when} ({n} open)")
    handed = titles.person(shift.handed_over.by) if shift.handed_over else "-"
    yield Line("", {"section": message.format(name=handed, when=short(sheet.at, now, zone), n=len(sheet.lines))})
    for line in sheet.lines:
        yield _ticket(line, titles, today_digits(now, zone))


def _ticket(line: QueueLine, titles: Titles, today: str) -> Line:
    number = short_number(line.number, today)
    what = f"{number} {titles.customer(line.customer, line.tier)} · {line.title.get(language())}"
    return Line(
        TICKET + line.number,
        {"what": what, "who": titles.person(line.owner) if line.owner else _("nobody")},
        due=line.due,
        warn_from=line.warn_at,
    )


def sheet_pieces(shift: Shift, sheet: Sheet, titles: Titles, zone: tzinfo) -> list[Piece]:
    """The words of a hand-over: the note, promises, visitors, half-filled forms, where the record stood."""
    pieces: list[Piece] = [*labelled(_("Note"), shift.note or "-")]
    for promise in sheet.promises:
        who = titles.name(promise.customer) or "-"
        message = f"{short(promise.due, sheet.at, zone)} {promise.number[-4:]} {who}: {promise.text}"
        pieces += labelled(_("Promised"), one_line(message))
    if sheet.visitors:
        pieces += labelled(_("In the house"), ", ".join(titles.name(name) for _number, name in sheet.visitors))
    for number, name in sheet.papers:
        pieces += labelled(_("Handed in, not taken in"), f"{number[-4:]} {titles.name(name)}")
    for each in sheet.rounds:
        title = titles.round(each.round)
        pieces += labelled(
            _("Round missed"), f"{each.day} {each.time} {title} · {_('{n} not looked at').format(n=each.open)}"
        )
    for draft in sheet.drafts:
        since = short(draft.since, sheet.at, zone)
        pieces += labelled(_("Half-filled"), f"{titles.person(draft.person)} {since} {form_title(draft.form)}")
    pieces += labelled(_("Record"), sheet.head.written)
    return pieces

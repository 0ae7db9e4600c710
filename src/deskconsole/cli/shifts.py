"""``shift open|hand-over|accept|show`` and what goes with them: ticks, news, the roster."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

from deskconsole.cli.answers import QUEUE, queue_line, quoted, remaining_seconds
from deskconsole.cli.command import Answer, Answering, Command, Group
from deskconsole.cli.parsing.arguments import FORCE, argument, day, file, flag, whole
from deskconsole.cli.parsing.late_imports import late
from deskconsole.errors import DeskError, NotFound
from deskconsole.present.catalogue import N_, _
from deskconsole.present.json import Json, Shape

with late():
    from deskconsole.desk import desk as desks, duty as duties
    from deskconsole.desk.shifts import records, roster, sheet as sheets, shifts
    from deskconsole.documents import hand_over
    from deskconsole.present import shift_texts


class HandOver(NamedTuple):
    """A shift that was handed over, what it left, and the file that was written of it."""

    shift: records.Shift
    sheet: sheets.Sheet
    out: Path | None


def _hand_over(desk: desks.Desk, given: Namespace) -> HandOver:
    return _sheet_of(desk, shifts.hand_over(desk, given.note, key=given.key), given)


def _show(desk: desks.Desk, given: Namespace) -> records.ShiftsNow | HandOver:
    """How the shifts stand, or the newest hand-over."""
    if not (given.sheet or given.out or given.print_it):
        return shifts.shifts_now(desk)
    handed = next((shift for shift in shifts.last_shifts(desk) if shift.sheet is not None), None)
    if handed is None:
        raise NotFound("shift: none has been handed over yet", field="shift")
    return _sheet_of(desk, handed, given)


def _sheet_of(desk: desks.Desk, shift: records.Shift, given: Namespace) -> HandOver:
    if given.out:
        hand_over.write_hand_over(desk, shift, given.out, force=given.force)
    if given.print_it:
        hand_over.print_hand_over(desk, shift)
    return HandOver(shift, sheets.read_sheet(desk, shift), given.out)


def _roster(desk: desks.Desk, given: Namespace) -> list[duties.Duty]:
    """Shown, entered, or somebody stands in."""
    since, until, part = given.since or desk.calendar.day(desk.now()), given.until, given.part
    entering = given.login is not None or given.absent or given.present
    if entering and part is None:
        raise DeskError("part: missing; one of day, night, holiday", field="part")
    if given.absent or given.present:
        return [roster.stand_in(desk, since, part, absent=given.absent)]
    if entering:
        login, weekdays = None if given.login == "-" else given.login, [day - 1 for day in given.weekday]
        who = {"weekdays": weekdays, "key": given.key}
        return list(roster.set_duty(desk, since, until or since, part, login, given.substitute, **who))
    duties = roster.roster(desk, since, (until - since).days + 1 if until else 7)
    return [duty for duty in duties if part in (None, duty.part.value)]


# --- for people --------------------------------------------------------------------------------------------------


def _now_lines(now: records.ShiftsNow, reader: Answering) -> Iterator[str]:
    part = _(shift_texts.PART_TITLES[now.watch.part.value])
    yield f"{now.watch.day.isoformat()}  {part}  {_('On duty: {name}').format(name=now.on_duty or _('nobody'))}"
    for shift in now.waiting:
        yield _("Handed over by {name}, not accepted yet").format(name=shift.login)
    for item in (*now.items, *now.news):
        by = f" · {item.tick.by}" if item.tick is not None else ""
        yield f"  [{'x' if item.tick else ' '}] {item.name}  {_title(item, reader)}{by}"


def _title(item: records.Item, reader: Answering) -> str:
    return item.title.get(reader.lang) if item.title is not None else item.text


def _sheet_lines(handed: HandOver, reader: Answering) -> Iterator[str]:
    left = handed.sheet
    if handed.shift.note:
        yield from quoted("", handed.shift.note)
    for line in left.lines:
        yield queue_line(line, reader, left.at)
    for promise in left.promises:
        yield f"{_('Promised')}  {reader.when(promise.due)}  {promise.number}  {reader.text(promise.text)}"
    for number, name in left.visitors:
        yield f"{_('In the house')}  {number}  {reader.text(name)}"
    for number, name in left.papers:
        yield f"{_('Handed in, not taken in')}  {number}  {reader.text(name)}"
    for each in left.rounds:
        yield f"{_('Round missed')}  {each.day} {each.time}  {reader.titles.round(each.round)}  {each.open}"
    for draft in left.drafts:
        yield f"{_('Half-filled')}  {draft.person}  {shift_texts.form_title(draft.form)}"
    yield f"{_('Record')}  {left.head.written}"
    if handed.out:
        yield str(handed.out)


def _duty_line(duty: duties.Duty, reader: Answering) -> str:
    substitute = _("substitute: {name}").format(name=duty.substitute) if duty.substitute else ""
    part, absent = _(shift_texts.PART_TITLES[duty.part.value]), _("absent") if duty.absent else ""
    return "  ".join(word for word in (duty.day.isoformat(), part, duty.login, substitute, absent) if word)


# --- as JSON -----------------------------------------------------------------------------------------------------


def _open_lines(left: sheets.Sheet, reader: Answering) -> list[Json]:
    seconds = [remaining_seconds(line.due, left.at) for line in left.lines]
    return [QUEUE.document(line, reader, remaining_seconds=n) for line, n in zip(left.lines, seconds, strict=True)]


# fmt: off
_SHIFT: Final = Shape("id state part login opened note handed_over accepted ticked", opened="opened_at")
_ITEM: Final = Shape("name title ticked", title=_title, ticked="tick")
_NOW: Final = Answer(
    Shape("at day part on_duty rostered current waiting items news", day="watch.day", part="watch.part",
          current=_SHIFT, waiting=_SHIFT, items=_ITEM, news=_ITEM),
    _now_lines,
)
_LEFT: Final = Shape(
    "at open promises visitors drafts rounds papers head digest", open=_open_lines,
    promises=Shape("number of due customer text"), rounds=Shape("day round time open"),
    visitors=lambda left, reader: [{"number": number, "name": name} for number, name in left.visitors],
    drafts=Shape("person form since"),
    papers=lambda left, reader: [{"number": number, "name": name} for number, name in left.papers],
    head=lambda left, reader: left.head._asdict(),
)
_SHEET: Final = Answer(Shape("shift sheet out", shift=_SHIFT, sheet=_LEFT), _sheet_lines, of="HandOver")
_DUTY: Final = Answer(Shape("day part login substitute absent"), _duty_line)
_change = partial(Command, answer=_NOW, writes=True)
_OUT: Final = (argument("--out", "FILE", N_("the sheet as .pdf or .docx"), read=file), FORCE,
               flag("--print", N_("print the sheet"), to="print_it"))

COMMANDS: Final = (
    Group(
        "shift", N_("who is on duty, what one shift leaves to the next"),
        _change("open", N_("begin one's own shift"), use=lambda: shifts.open_shift),
        Command("hand-over", N_("end the open shift: what is open is written down for the next"),
                argument("--note", "T", N_("one's own words for whoever comes next")), *_OUT,
                run=_hand_over, answer=_SHEET, writes=True, examples=("shift hand-over --out sheet.pdf",)),
        _change("accept", N_("having read it, take over what was handed over"), use=lambda: shifts.accept),
        Command("show", N_("how the shifts stand; with --sheet the newest hand-over"),
                flag("--sheet", N_("the newest hand-over")), *_OUT, run=_show, answer=(_NOW, _SHEET)),
        Command("tick", N_("tick an item of the checklist or a piece of news off"), argument("item"),
                flag("--undo", N_("take the tick away")),
                run=lambda desk, given: shifts.tick(desk, given.item, done=not given.undo), answer=_NOW,
                writes="keyless"),
        _change("news", N_("something that the shifts of a day must know"), argument("text"),
                argument("--day", "D", N_("the day (default: today)"), read=day), use=lambda: shifts.add_news),
        Command("roster", N_("who has which duty; with --login it is entered"),
                argument("--from", "D", N_("first day (default: today)"), to="since", read=day),
                argument("--to", "D", N_("last day (default: a week; entering: that day)"), to="until", read=day),
                argument("--part", "P", "day, night, holiday"),
                argument("--login", "LOGIN", N_("who has it; '-' for nobody")),
                argument("--substitute", "LOGIN", N_("who stands in")),
                argument("--weekday", help=N_("only on it; 1 is Monday"), action="append", type=whole(1, 7),
                         choices=range(1, 8), default=[]),
                flag("--absent", N_("who has it cannot come: the substitute has it")),
                flag("--present", N_("who has it is there after all")),
                run=_roster, answer=_DUTY, writes=True,
                examples=("shift roster --part day --login li --weekday 1 --to 2026-12-31",)),
    ),
)

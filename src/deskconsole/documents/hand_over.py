"""The hand-over sheet of a shift as a file or on paper."""

import tempfile
from functools import partial
from pathlib import Path
from typing import Final

from deskconsole.desk.desk import Desk
from deskconsole.desk.exports import record_exported
from deskconsole.desk.papers.whole_files import written
from deskconsole.desk.shifts.records import Shift
from deskconsole.desk.shifts.sheet import Sheet, read_sheet
from deskconsole.desk.staff.staff import staff_list
from deskconsole.documents.files import suffix_of
from deskconsole.documents.fonts import fonts_for
from deskconsole.documents.paper import Listing, Pairs, Paper
from deskconsole.documents.pdf import write_pdf
from deskconsole.documents.printing import print_file
from deskconsole.documents.word import write_word
from deskconsole.present.catalogue import _, language
from deskconsole.present.dates import short
from deskconsole.present.shift_texts import PART_TITLES, form_title
from deskconsole.present.titles import Titles

SUFFIXES: Final = (".docx", ".pdf")


def write_hand_over(desk: Desk, shift: Shift, out: Path, *, force: bool = False) -> int:
    """Write the sheet of a shift that was handed over to ``out``, as its name ends; how many open tickets it lists.

    Raises :class:`DeskError`; nothing is written then.
    """
    suffix = suffix_of(out, SUFFIXES)
    sheet = read_sheet(desk, shift)
    with written(out, force=force) as part:
        if suffix == ".docx":
            write_word(hand_over_paper(desk, shift, sheet), part, None)
        else:
            write_pdf(hand_over_paper(desk, shift, sheet), part, fonts_for(desk.settings.papers.font, desk.folder))
        record_exported(desk, "hand_over", len(sheet.lines), file=out.name)
    return len(sheet.lines)


def print_hand_over(desk: Desk, shift: Shift) -> int:
    """Print the sheet; how many open tickets it lists. Raises :class:`DeskError` where nothing can be printed."""
    sheet = read_sheet(desk, shift)
    with tempfile.TemporaryDirectory(prefix="deskconsole-") as folder:
        path = Path(folder) / "hand-over.pdf"
        write_pdf(hand_over_paper(desk, shift, sheet), path, fonts_for(desk.settings.papers.font, desk.folder))
        record_exported(desk, "hand_over", len(sheet.lines))
        print_file(path, desk.settings.papers.printer, title=_("Hand-over"))
    return len(sheet.lines)


def hand_over_paper(desk: Desk, shift: Shift, sheet: Sheet) -> Paper:
    """The sheet as our own form lays it out, in the language in use."""
    titles = Titles(desk.packs)
    titles.people = {person.login: person.name for person in staff_list(desk)}
    zone, describe = desk.zone, partial(short, now=sheet.at, zone=desk.zone)
    number = f"{sheet.at.astimezone(zone):%Y-%m-%d %H:%M}"
    values = {
        "title": _("Hand-over sheet"),
        "number": number,
        "company": desk.company.get(language()),
        "part": f"{_(PART_TITLES[shift.part])} · {titles.person(shift.login)}",
        "opened": f"{shift.opened_at.astimezone(zone):%Y-%m-%d %H:%M}",
        "handed_over": f"{number} · {titles.person(shift.handed_over.by) if shift.handed_over else '-'}",
        "accepted": _accepted(shift, titles, desk),
        "note": shift.note or "-",
        "counts": _("{n} open, {overdue} overdue, {promises} promised replies").format(
            n=len(sheet.lines), overdue=sum(line.overdue for line in sheet.lines), promises=len(sheet.promises)
        ),
        "record": sheet.head.written,
        "digest": sheet.digest,
        "printed": f"{desk.now().astimezone(zone):%Y-%m-%d %H:%M}",
        "printed_by": desk.actor.name,
    }
    lists = {
        "open": [
            {
                "due": describe(line.due),
                "do": line.title.get(language()),
                "number": line.number,
                "customer": line.customer or "-",
                "owner": titles.person(line.owner) if line.owner else _("nobody"),
                "request": line.request or "",
            }
            for line in sheet.lines
        ],
        "promises": [
            {"due": describe(each.due), "number": each.number, "customer": each.customer or "-", "text": each.text}
            for each in sheet.promises
        ],
        "rounds": [
            {"day": each.day, "time": each.time, "round": titles.round(each.round), "open": str(each.open)}
            for each in sheet.rounds
        ],
        "papers": [{"number": number, "name": name} for number, name in sheet.papers],
        "visitors": [{"number": number, "name": name} for number, name in sheet.visitors],
        "drafts": [
            {"person": titles.person(draft.person), "form": form_title(draft.form), "since": describe(draft.since)}
            for draft in sheet.drafts
        ],
    }
    return Paper(
        number=number,
        title=values["title"],
        values=values,
        lists=lists,
        layout=(*_head(), *(listing for listing in _listings() if lists[listing.name]), *_foot()),
        signatures=(_("Handed over by"), _("Accepted by")),
    )


def _accepted(shift: Shift, titles: Titles, desk: Desk) -> str:
    if shift.accepted is None:
        return _("not accepted yet")
    return f"{shift.accepted.at.astimezone(desk.zone):%Y-%m-%d %H:%M} · {titles.person(shift.accepted.by)}"


def _head() -> tuple[Pairs, ...]:
    return (
        Pairs(((_("Shift"), "part"), (_("Opened"), "opened"))),
        Pairs(((_("Handed over at"), "handed_over"), (_("Accepted at"), "accepted"))),
        Pairs(((_("What is open"), "counts"),)),
        Pairs(((_("Note"), "note"),)),
    )


def _foot() -> tuple[Pairs, ...]:
    return (Pairs(((_("Record"), "record"),)), Pairs(((_("Digest"), "digest"),)))


def _listings() -> tuple[Listing, ...]:
    due, number, customer = (_("Due"), "due", 2), (_("Number"), "number", 4), (_("Customer"), "customer", 3)
    return (
        Listing(
            _("Open tickets"),
            "open",
            (due, (_("Next"), "do", 2), number, customer, (_("Owner"), "owner", 2), (_("Request"), "request", 3)),
        ),
        Listing(_("Promised replies"), "promises", (due, number, customer, (_("Text"), "text", 5))),
        Listing(
            _("Rounds missed"),
            "rounds",
            ((_("Day"), "day", 2), (_("Time"), "time", 1), (_("Round"), "round", 4), (_("Not looked at"), "open", 2)),
        ),
        Listing(_("Handed in, not taken in"), "papers", (number, (_("Name"), "name", 6))),
        Listing(_("Visitors in the house"), "visitors", (number, (_("Name"), "name", 6))),
        Listing(
            _("Half-filled forms"),
            "drafts",
            ((_("Since"), "since", 2), (_("Person"), "person", 3), (_("Form"), "form", 5)),
        ),
    )

"""The evacuation list: who is in the house now, as a file or on paper (F09)."""

import csv
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from deskconsole.desk.desk import Desk
from deskconsole.desk.exports import record_exported
from deskconsole.desk.papers.papers import inside_on_paper
from deskconsole.desk.papers.whole_files import written
from deskconsole.desk.visitors.records import VisitorLine
from deskconsole.documents.files import suffix_of
from deskconsole.documents.fonts import fonts_for
from deskconsole.documents.paper import Listing, Pairs, Paper
from deskconsole.documents.pdf import write_pdf
from deskconsole.documents.printing import print_file
from deskconsole.documents.texts import cell_text
from deskconsole.documents.word import write_word
from deskconsole.present.catalogue import N_, _, language
from deskconsole.present.dates import short
from deskconsole.text.dates import clock_time
from deskconsole.text.private import revealed

SUFFIXES: Final = (".csv", ".docx", ".pdf")
#: Heading, name and share of the width of each column.
_COLUMNS: Final = (
    (N_("Name"), "name", 3),
    (N_("People"), "people", 1),
    (N_("Organisation"), "organisation", 4),
    (N_("Host"), "host", 3),
    (N_("Pass"), "pass", 2),
    (N_("Room"), "room", 2),
    (N_("Telephone"), "phone", 3),
    (N_("Since"), "since", 2),
    (N_("Out ✓"), "out", 1),
)


def write_evacuation(desk: Desk, out: Path, *, force: bool = False) -> int:
    """Write who is in the house to ``out``, as its name ends; how many entries. The hand-out is on the site's record.

    Raises :class:`DeskError`; nothing is written then.
    """
    suffix = suffix_of(out, SUFFIXES)
    lines = inside_on_paper(desk)
    with written(out, force=force) as part:
        if suffix == ".csv":
            _write_csv(desk, lines, part)
        elif suffix == ".docx":
            write_word(_paper(desk, lines), part, None)
        else:
            write_pdf(_paper(desk, lines), part, fonts_for(desk.settings.papers.font, desk.folder))
        record_exported(desk, "evacuation", len(lines), file=out.name)
    return len(lines)


def print_evacuation(desk: Desk) -> int:
    """Print who is in the house; how many entries. Raises :class:`DeskError` where nothing can be printed."""
    lines = inside_on_paper(desk)
    with tempfile.TemporaryDirectory(prefix="deskconsole-") as folder:
        path = Path(folder) / "evacuation.pdf"
        write_pdf(_paper(desk, lines), path, fonts_for(desk.settings.papers.font, desk.folder))
        record_exported(desk, "evacuation", len(lines))
        print_file(path, desk.settings.papers.printer, title=_("Evacuation list"))
    return len(lines)


def evacuation_rows(desk: Desk, lines: Sequence[VisitorLine]) -> list[dict[str, str]]:
    """One row a visit, by the names of the columns; telephone numbers in full, for they may be needed."""
    now = desk.now()
    return [
        {
            "name": revealed(line.name) or "-",
            "people": str(line.people),
            "organisation": line.own("organisation") or "",
            "host": line.own("host") or "",
            "pass": " ".join(line.passes),
            "room": line.own("room") or "",
            "phone": revealed(line.phone) or "",
            "since": short(line.arrived_at, now, desk.zone),
            "out": "",
        }
        for line in lines
    ]


def _paper(desk: Desk, lines: Sequence[VisitorLine]) -> Paper:
    now = desk.now()
    title = _("Evacuation list")
    when = f"{now.astimezone(desk.zone):%Y-%m-%d} {clock_time(now, desk.zone)}"
    values = {
        "title": title,
        "number": when,
        "company": desk.company.get(language()),
        "at": when,
        "people": str(sum(line.people for line in lines)),
        "printed": when,
        "printed_by": desk.actor.name,
    }
    columns = tuple((_(heading), name, share) for heading, name, share in _COLUMNS)
    return Paper(
        number=when,
        title=title,
        values=values,
        lists={"inside": evacuation_rows(desk, lines)},
        layout=(Pairs(((_("As of"), "at"), (_("Persons"), "people"))), Listing(_("In the house"), "inside", columns)),
        signatures=(_("Counted by"),),
    )


def _write_csv(desk: Desk, lines: Sequence[VisitorLine], path: Path) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([cell_text(_(heading)) for heading, _name, _share in _COLUMNS])
        for row in evacuation_rows(desk, lines):
            writer.writerow([cell_text(row[name]) for _heading, name, _share in _COLUMNS])

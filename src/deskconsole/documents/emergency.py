"""An emergency on paper: whom to call, the roll-call with room for ticks, the log; also without the store.

Names stand whole on it: whoever leads people out must call them. That it was made is on record where the store can be
reached, and in the log of the emergency itself where one goes on.
"""

import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Final

from deskconsole.desk.desk import Desk
from deskconsole.desk.emergency.watch import EmergencyWatch
from deskconsole.desk.exports import record_exported
from deskconsole.desk.papers.whole_files import written
from deskconsole.documents.files import suffix_of
from deskconsole.documents.fonts import fonts_for
from deskconsole.documents.paper import Listing, Pairs, Paper
from deskconsole.documents.pdf import write_pdf
from deskconsole.documents.printing import print_file
from deskconsole.documents.word import write_word
from deskconsole.domain.emergency.log import ADDED, CLOSED, MISSING, OPENED, PRESENT, Entry, Person, count
from deskconsole.domain.emergency.plan import Plan
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import N_, _, language
from deskconsole.present.titles import Titles
from deskconsole.text.clean import one_line
from deskconsole.text.dates import printed

SUFFIXES: Final = (".docx", ".pdf")
_ROLL: Final = (
    (N_("There ✓"), "state", 1),
    (N_("Name"), "name", 4),
    (N_("Host"), "host", 2),
    (N_("Where"), "where", 2),
    (N_("Ticked by"), "by", 3),
)
_LOG: Final = ((N_("When"), "at", 2), (N_("What"), "text", 7), (N_("By"), "by", 2))


def person_name(person: Person, titles: Titles | None = None) -> str:
    """Who is counted: a name, or a companion of somebody by theirs; as ``titles`` show names, else whole."""
    name = one_line(person.name) if titles is None else titles.name(person.name)
    return _("{name}, companion {n}").format(name=name, n=person.companion) if person.companion else name


def who(login: str | None, titles: Titles) -> str:
    """Who wrote an entry down."""
    return titles.person(login) if login else _("nobody signed on")


def entry_text(entry: Entry, plan: Plan) -> str:
    """What a line of the log says."""
    kind = plan.kind(entry.kind)
    title = one_line(kind.title.get(language())) if kind is not None else one_line(entry.kind or "")
    text = one_line(entry.text or "")
    if entry.what == OPENED:
        people = sum(int(number) for _visit, number in entry.inside or ())
        return _("It began: {kind}, {n} inside").format(kind=title or _("not said"), n=people)
    if entry.what == CLOSED:
        return _("It is over: {text}").format(text=text) if text else _("It is over")
    if entry.what == ADDED:
        return _("To be counted too: {name}").format(name=text)
    return text or title


def write_emergency(desk: Desk, watch: EmergencyWatch, out: Path, *, force: bool = False) -> int:
    """Write the newest emergency to ``out``, without one who is inside; how many persons. Raises :class:`DeskError`."""
    suffix = suffix_of(out, SUFFIXES)
    paper = emergency_paper(desk, watch)
    with written(out, force=force) as part:
        if suffix == ".docx":
            write_word(paper, part, None)
        else:
            write_pdf(paper, part, fonts_for(desk.settings.papers.font, desk.folder))
        _on_record(desk, len(paper.lists["roll"]), out.name)
    return len(paper.lists["roll"])


def print_emergency(desk: Desk, watch: EmergencyWatch) -> int:
    """Print it; how many persons. Raises :class:`DeskError` where nothing can be printed."""
    paper = emergency_paper(desk, watch)
    with tempfile.TemporaryDirectory(prefix="deskconsole-") as folder:
        path = Path(folder) / "emergency.pdf"
        write_pdf(paper, path, fonts_for(desk.settings.papers.font, desk.folder))
        _on_record(desk, len(paper.lists["roll"]), None)
        print_file(path, desk.settings.papers.printer, title=paper.title)
    return len(paper.lists["roll"])


def _on_record(desk: Desk, rows: int, file: str | None) -> None:
    """That names left the desk is on record, but nobody waits for the store to be reached again."""
    with suppress(DeskError):
        record_exported(desk, "emergency", rows, file=file)


def emergency_paper(desk: Desk, watch: EmergencyWatch) -> Paper:
    """The paper of the newest emergency; without one a roll-call of who is inside."""
    emergency, plan, lang = watch.newest, watch.plan, language()
    titles = Titles(desk.packs)
    kind = plan.kind(emergency.kind if emergency is not None else None)
    title = kind.title.get(lang) if kind is not None else _("Roll-call")
    people = watch.people(emergency)
    total, now = count(people), printed(desk.now(), desk.zone)
    as_of = watch.as_of
    numbers = "  ".join(f"{one_line(n.title.get(lang))} {one_line(n.number) or '—'}" for n in plan.called(kind))
    values = {
        "title": _("Emergency: {kind}").format(kind=title),
        "number": now,
        "company": desk.company.get(lang),
        "at": printed(emergency.opened, desk.zone) if emergency is not None else now,
        "over": printed(emergency.closed, desk.zone) if emergency is not None and emergency.closed else "",
        "people": _("{n}, there {present}, missing {missing}").format(
            n=total.people, present=total.present, missing=total.missing
        ),
        "as_of": printed(as_of, desk.zone) if as_of is not None else "-",
        "numbers": numbers,
        "assembly": one_line(plan.assembly.place.get(lang)),
        "printed": now,
        "printed_by": desk.login or "-",
    }
    signs = {PRESENT: "✓", MISSING: "✗"}
    roll = [
        {
            "state": signs.get(person.state, ""),
            "name": person_name(person),
            "host": titles.who(person.host or None),
            "where": one_line(person.where),
            "by": f"{who(person.by, titles)} {printed(person.at, desk.zone)}" if person.at is not None else "",
        }
        for person in people
    ]
    log = [
        {"at": printed(entry.at, desk.zone), "text": entry_text(entry, plan), "by": who(entry.login, titles)}
        for entry in (emergency.lines if emergency is not None else ())
    ]
    return Paper(
        number=now,
        title=values["title"],
        values=values,
        lists={"roll": roll, "log": log},
        layout=(
            Pairs(((_("It began"), "at"), (_("It was over"), "over"))),
            Pairs(((_("Persons"), "people"), (_("Inside as of"), "as_of"))),
            Pairs(((_("Whom to call"), "numbers"),)),
            Pairs(((_("Assembly place"), "assembly"),)),
            Listing(_("Roll-call"), "roll", tuple((_(heading), name, share) for heading, name, share in _ROLL)),
            Listing(_("Log"), "log", tuple((_(heading), name, share) for heading, name, share in _LOG)),
        ),
        signatures=(_("Counted by"),),
    )

"""``emergency show|log|tick|add|end``: the emergency card, the roll-call and the log; also without the store."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Final, NamedTuple

from deskconsole.cli.command import Answer, Command, Group
from deskconsole.cli.parsing.arguments import FORCE, argument, file, flag
from deskconsole.cli.parsing.late_imports import late
from deskconsole.errors import DeskError, NotFound
from deskconsole.present.catalogue import N_, _, language
from deskconsole.present.json import Json, Reader
from deskconsole.text.clean import one_line

with late():
    from deskconsole import data_files
    from deskconsole.desk import accounts, desk as desks, opening, use_cases
    from deskconsole.desk.emergency import watch as watching
    from deskconsole.desk.policy import calendars
    from deskconsole.documents import emergency as papers
    from deskconsole.domain.emergency import log, plan as plans
    from deskconsole.present import titles
    from deskconsole.text import dates


class AtHand(NamedTuple):
    """What is known of an emergency here and now. ``desk``: ``None`` where the store cannot be reached."""

    desk: desks.Desk | None
    watch: watching.EmergencyWatch
    kind: str | None
    now: datetime
    zone: tzinfo
    out: Path | None = None

    @property
    def plan(self) -> plans.Plan:
        """The card."""
        return self.watch.plan

    @property
    def people(self) -> tuple[log.Person, ...]:
        """The roll-call."""
        return self.watch.people(self.watch.current)

    @property
    def titles(self) -> titles.Titles:
        """The names of departments and people, as far as they are known."""
        return titles.Titles(self.desk.packs if self.desk is not None else ())


def _at_hand(store: str | None, kind: str | None = None) -> AtHand:
    """Opens the store if that is possible; what lies beside it is read either way."""
    folder = data_files.site_folder(store)
    watch = watching.EmergencyWatch(folder)
    desk: desks.Desk | None
    try:
        desk = opening.open_desk(store)
    except (DeskError, OSError) as error:
        desk = None
        watch.trouble = error if isinstance(error, DeskError) else None
    if desk is not None:
        use_cases.require(desk, "inside")
        watch.read(desk)
    watch.read_files()
    if kind is not None and watch.plan.kind(kind) is None:
        names = ", ".join(each.name for each in watch.plan.kinds)
        raise NotFound("{name}: '{value}' is not one of {allowed}", name="kind", value=kind, allowed=names)
    now = desk.now() if desk is not None else desks.system_now()
    return AtHand(desk, watch, kind, now, _zone(desk, folder))


def _zone(desk: desks.Desk | None, folder: Path) -> tzinfo:
    if desk is not None:
        return desk.zone
    try:
        return calendars.site_calendar(folder).zone
    except DeskError:
        return datetime.now().astimezone().tzinfo or UTC


def _show(store: str | None, given: Namespace) -> AtHand:
    here = _at_hand(store, given.kind)
    if given.out or given.print_it:
        if here.desk is None:
            raise here.watch.trouble or NotFound("the store cannot be reached")
        if given.out:
            papers.write_emergency(here.desk, here.watch, given.out, force=given.force)
        if given.print_it:
            papers.print_emergency(here.desk, here.watch)
    return here._replace(out=given.out)


def _write(
    store: str | None,
    what: str,
    *,
    text: str | None = None,
    who: str | None = None,
    kind: str | None = None,
) -> AtHand:
    here = _at_hand(store, kind)
    login = watching.writer_at(here.desk) if here.desk is not None else accounts.os_account()
    person = _person(here, who) if who is not None else None
    here.watch.write(here.now, login, what, text=text, person=person, kind=kind)
    if here.desk is not None:
        try:
            here.watch.hand_in(here.desk)
        except DeskError as error:  # it lies beside the store, and is taken in later
            here.watch.trouble = error
    return here


def _person(here: AtHand, who: str) -> str:
    """The key of who is meant: by it, or by a name that one of those to be counted has."""
    people = here.people
    if any(person.key == who for person in people):
        return who
    meant = [person.key for person in people if papers.person_name(person) == who]
    if len(meant) != 1:
        names = ", ".join(papers.person_name(person) for person in people) or "-"
        raise NotFound("{name}: '{value}' is not one of {allowed}", name="who", value=one_line(who), allowed=names)
    return meant[0]


def _end(store: str | None, given: Namespace) -> AtHand:
    if _at_hand(store).watch.current is None:
        raise NotFound("emergency: none goes on")
    return _write(store, log.CLOSED, text=given.text)


def _tick(store: str | None, given: Namespace) -> AtHand:
    what = log.MISSING if given.missing else log.UNTICKED if given.undo else log.PRESENT
    return _write(store, what, who=given.who)


# --- for people --------------------------------------------------------------------------------------------------


def _lines(here: AtHand, reader: Reader) -> Iterator[str]:
    plan, lang, titles = here.plan, reader.lang, here.titles
    current = here.watch.current
    kind = plan.kind(here.kind or (current.kind if current is not None else None))
    for number in plan.called(kind):
        yield f"{number.title.get(lang)}  {number.number or '—'}"
    yield _("Meet at: {place}").format(place=plan.assembly.place.get(lang))
    yield _("To the press: {who}").format(who=plan.press.who.get(lang))
    for each in (kind,) if kind is not None else plan.kinds:
        yield f"{each.name}  {each.title.get(lang)}"
        for place, step in enumerate(each.steps if kind is not None else (), start=1):
            yield f"  {place}. {step.get(lang)}"
    people = here.people
    total = log.count(people)
    counted = _("{n}, there {present}, missing {missing}")
    counted = counted.format(n=total.people, present=total.present, missing=total.missing)
    as_of = dates.printed(here.watch.as_of, here.zone) if here.watch.as_of is not None else "-"
    yield f"{_('Roll-call')}  {counted}  {_('Inside as of')} {as_of}"
    signs = {log.PRESENT: "✓", log.MISSING: "✗"}
    for person in people:
        where = " ".join(part for part in (titles.who(person.host or None), person.where) if part)
        yield f"  [{signs.get(person.state, ' ')}] {papers.person_name(person)}  {where}".rstrip()
    for entry in current.lines if current is not None else ():
        text, who = papers.entry_text(entry, plan), papers.who(entry.login, titles)
        yield f"{dates.printed(entry.at, here.zone)}  {text}  {who}"
    if here.out is not None:
        yield str(here.out)


def _warnings(here: AtHand, reader: Reader) -> Iterator[str]:
    if here.watch.mistake is not None:
        yield _("emergency.toml has a mistake: this is the program's card")
    if here.desk is None or here.watch.trouble is not None:
        yield _("The store cannot be reached: go on, everything is kept in a file")
    if here.watch.waiting:
        yield _("{n} entries wait for the store").format(n=here.watch.waiting)


# --- as JSON -----------------------------------------------------------------------------------------------------


def _document(here: AtHand, reader: Reader) -> Json:
    plan, lang, current = here.plan, language(), here.watch.current

    def when(at: datetime | None) -> str | None:
        return dates.rfc3339(at, here.zone) if at is not None else None

    return {
        "store": here.desk is not None,
        "as_of": when(here.watch.as_of),
        "waiting": here.watch.waiting,
        "numbers": [{"name": n.name, "title": n.title.get(lang), "number": n.number} for n in plan.numbers],
        "kinds": [
            {"name": k.name, "title": k.title.get(lang), "call": list(k.call), "steps": [s.get(lang) for s in k.steps]}
            for k in plan.kinds
        ],
        "assembly": plan.assembly.place.get(lang),
        "press": plan.press.who.get(lang),
        "emergency": None
        if current is None
        else {"id": current.id, "kind": current.kind, "opened": when(current.opened)},
        "people": [
            {"key": p.key, "name": papers.person_name(p), "state": p.state, "by": p.by, "at": when(p.at)}
            for p in here.people
        ],
        "log": [
            {"at": when(e.at), "what": e.what, "text": e.text, "by": e.login}
            for e in (current.lines if current is not None else ())
        ],
    }


_CARD: Final = Answer(_document, _lines, warnings=_warnings)
_KIND: Final = argument("--kind", "K", N_("what it is, by its name on the card"))
# fmt: off
COMMANDS: Final = (
    Group(
        "emergency",
        N_("the emergency card, the roll-call and the log, also while the store cannot be reached"),
        Command("show", N_("whom to call, what to do first, who is inside, what has happened"), _KIND,
                argument("--out", "FILE", N_("write it as .pdf or .docx"), read=file), FORCE,
                flag("--print", N_("print it"), to="print_it"),
                run=_show, answer=_CARD, store=False,
                examples=("emergency show --kind fire",)),
        Command("log", N_("write a line of the log; the first one begins the emergency"), argument("text"), _KIND,
                run=lambda store, given: _write(store, log.SAID, text=given.text, kind=given.kind), answer=_CARD,
                store=False, writes="keyless"),
        Command("tick", N_("somebody is there, or missing"), argument("who"),
                flag("--missing", N_("they are missing")), flag("--undo", N_("take the tick away")),
                run=_tick, answer=_CARD, store=False, writes="keyless"),
        Command("add", N_("somebody else is to be counted, by name"), argument("name"),
                run=lambda store, given: _write(store, log.ADDED, text=given.name), answer=_CARD, store=False,
                writes="keyless"),
        Command("end", N_("it is over; a review is opened"), argument("--text", "T", N_("how it ended")),
                run=_end, answer=_CARD, store=False, writes="keyless"),
    ),
)

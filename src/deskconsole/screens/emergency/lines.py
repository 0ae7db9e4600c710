"""What the emergency card shows: the numbers, the first steps, the roll-call, the log."""

from datetime import datetime, timedelta, tzinfo
from typing import Final

from deskconsole.actions import key_of
from deskconsole.desk.emergency.watch import EmergencyWatch
from deskconsole.documents.emergency import entry_text, person_name, who
from deskconsole.domain.emergency.log import MISSING, PRESENT, Emergency, Person, count
from deskconsole.domain.emergency.plan import EmergencyKind, Plan
from deskconsole.present.catalogue import N_, _, language
from deskconsole.present.countdown import lasting
from deskconsole.present.titles import Titles
from deskconsole.text.clean import one_line
from deskconsole.text.dates import clock_or_day
from deskconsole.widgets.lists.layout import Layout, fixed, rest
from deskconsole.widgets.lists.lines import Line
from deskconsole.widgets.text_view import Piece

#: What is looked at: what to do first, who is inside, what has happened.
STEPS: Final = "steps"
ROLL_CALL: Final = "roll"
LOG: Final = "log"
#: Whether they are there, who it is, where they were to be, who has ticked them.
ROLL: Final = Layout(
    {
        0: (fixed("state", "", 4), rest("name", N_("Name")), fixed("where", N_("Where"), 10)),
        64: (
            fixed("state", "", 4),
            rest("name", N_("Name")),
            rest("where", N_("Where")),
            rest("by", N_("Ticked by"), 0, 20),
        ),
    },
    empty=N_("Nobody is known to be inside."),
    clock="",
    clock_cells=0,
)
#: For so long what is known counts as of now.
_FRESH: Final = timedelta(minutes=1)
_SIGNS: Final = {PRESENT: "[✓]", MISSING: "[✗]"}


def numbers_text(plan: Plan, kind: EmergencyKind | None) -> str:
    """Whom to call, those of the kind first; what the house has not filled in shows as missing."""
    return "  ".join(
        f"{one_line(each.title.get(language()))} {one_line(each.number) or '—'}" for each in plan.called(kind)
    )


def kinds_text(plan: Plan, chosen: EmergencyKind | None) -> list[Piece]:
    """The kinds, each with its digit."""
    pieces: list[Piece] = []
    for place, kind in enumerate(plan.kinds, start=1):
        style = "bold reverse" if kind is chosen else ""
        pieces += [(f"{place} ", "bold $accent"), (one_line(kind.title.get(language())), style), ("  ", "")]
    return pieces


def steps_pieces(plan: Plan, kind: EmergencyKind | None) -> list[Piece]:
    """What is done first."""
    if kind is None:
        return [(_("A digit says what it is: what to do first stands here.") + "\n", "")]
    return [
        piece
        for place, step in enumerate(kind.steps, start=1)
        for piece in ((f"{place}. ", "bold $accent"), (f"{step.get(language())}\n", ""))
    ]


def roll_line(person: Person, titles: Titles, now: datetime, zone: tzinfo) -> Line:
    """One person of the roll-call. ``titles`` show names whole once the emergency is on record."""
    where = " ".join(part for part in (titles.who(person.host or None), one_line(person.where)) if part)
    by = f"{who(person.by, titles)} {clock_or_day(person.at, now, zone)}" if person.at is not None else ""
    texts = {"state": _SIGNS.get(person.state, "[ ]"), "name": person_name(person, titles), "where": where, "by": by}
    return Line(person.key, texts, dim=person.state == PRESENT)


def log_pieces(emergency: Emergency | None, plan: Plan, titles: Titles, now: datetime, zone: tzinfo) -> list[Piece]:
    """The log by the minute, the oldest line first."""
    if emergency is None:
        return [(_("Nothing is recorded yet: {note} writes a line.").format(note=key_of("record('noted')")) + "\n", "")]
    pieces: list[Piece] = []
    for entry in emergency.lines:
        time = clock_or_day(entry.at, now, zone)
        pieces += [
            (f"{time} ", "$foreground-muted"),
            (f"{entry_text(entry, plan)} ", ""),
            (f"· {who(entry.login, titles)}\n", "$foreground-muted"),
        ]
    return pieces


def heading(watch: EmergencyWatch, site: str, now: datetime, zone: tzinfo) -> str:
    """Where one is, the time, and since when it goes on."""
    current = watch.current
    title = f"{_('Emergency')} · {site} {clock_or_day(now, now, zone)}"
    if current is None:
        return f"{title} · {_('nothing is recorded yet')}"
    kind = watch.plan.kind(current.kind)
    name = one_line(kind.title.get(language())) if kind is not None else _("not said")
    return f"{title} · {name} · {lasting(now - current.opened)}"


def tabs(watch: EmergencyWatch, view: str, now: datetime, zone: tzinfo) -> list[Piece]:
    """The three views with their figures, and of when it is known who is inside."""
    total, current = count(watch.people(watch.current)), watch.current
    roll = _("Inside {n}").format(n=total.people)
    if current is not None:
        roll = _("Roll-call {present}/{n}").format(present=total.present, n=total.people)
        roll += f" ‼ {_('missing {n}').format(n=total.missing)}" if total.missing else ""
    lines = len(current.lines) if current is not None else 0
    texts = {STEPS: _("First steps"), ROLL_CALL: roll, LOG: _("Log {n}").format(n=lines)}
    pieces: list[Piece] = []
    for name, text in texts.items():
        pieces += [(f" {text} ", "bold reverse" if name == view else ""), (" ", "")]
    as_of = watch.as_of
    if as_of is None:
        return [*pieces, (_("who is inside is not known"), "$warning")]
    if now - as_of < _FRESH:
        return pieces
    age = _("as of {time}, {age} ago").format(time=clock_or_day(as_of, now, zone), age=lasting(now - as_of))
    return [*pieces, (age, "$warning")]


def state_text(watch: EmergencyWatch) -> str:
    """What stands between the card and the store; empty where nothing does."""
    parts = []
    if watch.mistake is not None:
        parts.append(_("emergency.toml has a mistake: this is the program's card"))
    if watch.trouble is not None:
        parts.append(_("The store cannot be reached: go on, everything is kept in a file"))
    if waiting := watch.waiting:
        parts.append(_("{n} entries wait for the store").format(n=waiting))
    return " · ".join(parts)


def keys_text(watch: EmergencyWatch, view: str, *, types: bool) -> str:
    """What works now."""
    keys = {
        "note": key_of("record('noted')"),
        "add": key_of("expect"),
        "missing": key_of("result('no_answer')"),
        "end": key_of("record('finished')"),
        "print": key_of("print_sheet"),
        "file": key_of("paper"),
    }
    if types:
        return _("Enter writes it down · Esc: not")
    if view == ROLL_CALL:
        text = _("Enter there · {missing} missing · {add} add a name · {note} a line · {print} print · Tab · Esc")
    elif watch.current is None:
        text = _("Digit: what it is · Enter begins the roll-call · {note} a line · {print} print · Tab · Esc")
    else:
        text = _("{note} a line · Tab roll-call, log · {print} print · {file} file · {end} it is over · Esc")
    return text.format(**keys)

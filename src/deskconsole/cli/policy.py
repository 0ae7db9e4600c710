"""``policy``: the packs at hand, whether they are sound, what an event would start; bringing rules and dates in."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Generator, Iterable, Iterator
from typing import Final, NamedTuple

from deskconsole import data_files
from deskconsole.cli.command import REMARK, Answer, Answering, Command, Group, Remark
from deskconsole.cli.parsing.arguments import argument, flag, names
from deskconsole.cli.parsing.late_imports import late
from deskconsole.cli.regulations.asked import EXPLAIN, RULES
from deskconsole.cli.supervision.trying import TRY
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import N_, _, explain, ngettext
from deskconsole.present.json import Json, Reader, Shape, to_json

with late():
    from deskconsole.desk import desk as desks, opening
    from deskconsole.desk.admin import adding
    from deskconsole.desk.policy import checking, packs, recounting
    from deskconsole.domain import problems as domain
    from deskconsole.domain.rules import texts

#: What the tables of a pack are called.
_TABLES: Final = {
    "kind": N_("Kind"),
    "channel": N_("Channel"),
    "tier": N_("Tier"),
    "category": N_("Category"),
    "department": N_("Department"),
    "role": N_("Role"),
    "rule": N_("Rule"),
    "clock": N_("Clock"),
}


# --- list, check -------------------------------------------------------------------------------------------------


class Entry(NamedTuple):
    """A pack at hand; one that cannot be used has its name and the number of its problems."""

    name: str
    default: bool
    version: str | None = None
    title: texts.Text | None = None
    digest: str | None = None
    rules: int | None = None
    clocks: int | None = None
    kinds: list[str] | None = None
    site_rules: list[str] | None = None
    usable: bool = False
    problems: int = 0


class Packs(NamedTuple):
    """Every pack at hand."""

    entries: list[Entry]


class Checked(NamedTuple):
    """What is wrong with packs, and with the site's own files."""

    packs: list[str]
    problems: list[domain.Problem]
    others: list[DeskError]


def _list(store: str | None, given: Namespace) -> Packs:
    """Every pack with its version; one that cannot be used is listed as such."""
    folder, default = data_files.site_folder(store), packs.default_pack_name()

    def entry(name: str) -> Entry:
        try:
            pack = packs.load_pack(name, folder)
        except domain.PackError as error:
            return Entry(name, name == default, problems=len(error.problems))
        counts, kinds = (len(pack.rules), len(pack.clocks)), [kind.name for kind in pack.kinds]
        about = (pack.version, pack.title, pack.digest, *counts, kinds, list(pack.site_rules))
        return Entry(name, name == default, *about, usable=True)

    return Packs([entry(name) for name in packs.pack_names(folder)])


def _entry_lines(listed: Packs, reader: Reader) -> Iterator[str]:
    for entry in listed.entries:
        state = _("cannot be used; see: deskconsole policy check")
        if entry.usable:
            state = _("{rules} rules, {clocks} clocks").format(rules=entry.rules, clocks=entry.clocks)
        title = entry.title.get(reader.lang) if entry.title is not None else "-"
        yield f"{'*' if entry.default else ' '} {entry.name}  {entry.version or '-'}  {title}  {state}"


def _check(store: str | None, given: Namespace) -> Checked:
    """Every problem of packs; several are also checked against each other. Without one all are checked, those that the
    site uses together (or those that come with the program), its calendar and its ``site.toml``."""
    folder = data_files.site_folder(store)
    named = given.path or packs.pack_names(folder)
    # A slip in a rule of the house, or in a part that packs share, is found once for each of them.
    each = (problem for name in named for problem in checking.check_pack(name, folder))
    problems = list({str(problem): problem for problem in each}.values())
    together = given.path or opening.packs_of_site(store) or packs.pack_names()
    if not problems and len(together) > 1:
        problems = checking.check_together(together, folder)
    return Checked(named, problems, [] if given.path else list(checking.check_site_files(folder)))


def _describe(problem: domain.Problem) -> str:
    """Where, then what is wrong, in the language in use."""
    return explain(DeskError("{problem}", problem=problem))


def _problem_document(problem: domain.Problem) -> Json:
    message = _describe(problem).removeprefix(f"{problem.where}: ")
    place = {"table": problem.table or None, "key": problem.key or None}
    return {"file": problem.file, "line": problem.line, **place, "message": message}


def _problem_documents(checked: Checked, reader: Reader) -> list[Json]:
    """A mistake in a file of the site that is no pack's names file and key in its message."""
    nowhere = dict.fromkeys(("file", "line", "table"))
    others = [{**nowhere, "key": error.field, "message": explain(error)} for error in checked.others]
    return [*map(_problem_document, checked.problems), *others]


def _sound_lines(checked: Checked, reader: Reader) -> list[str]:
    sound = not checked.problems and not checked.others
    return [_("{pack}: no problems").format(pack=name) for name in checked.packs] if sound else []


def _problem_lines(checked: Checked, reader: Reader) -> list[str]:
    return [*map(_describe, checked.problems), *map(explain, checked.others)]


# --- bringing rules and dates in ---------------------------------------------------------------------------------


def _add(desk: desks.Desk, given: Namespace) -> Iterator[tuple[adding.Brought, bool] | Remark]:
    """Each thing that a pack brings, and whether it is new; with ``--yes`` it is taken in."""
    brought = (adding.add_pack if given.yes else adding.preview_pack)(desk, given.pack)
    yield from ((each, each.is_new(given.pack)) for each in brought)
    if not given.yes:
        raise DeskError("nothing was changed; --yes does it")
    text = _("{pack} is taken in; no open ticket is touched; open consoles have it when they are opened again")
    yield Remark(text.format(pack=given.pack))


def _brought_document(each: tuple[adding.Brought, bool], reader: Answering) -> Json:
    return _BROUGHT.document(each[0], reader, new=each[1])


def _brought_line(each: tuple[adding.Brought, bool], reader: Answering) -> str:
    brought, new = each
    existing = _("there already, goes by {pack}") if brought.what == "kind" else _("there already")
    state = _("new") if new else existing.format(pack=brought.goes_by)
    return f"{_(_TABLES[brought.what])}  {brought.title.get(reader.lang)}  {brought.name}  {state}"


def _diff(desk: desks.Desk, given: Namespace) -> Iterator[recounting.Change | Remark]:
    """A line for each clock that would move, start or end."""
    count = yield from _moving(recounting.changes(desk, "policy"))
    if not count:
        yield Remark(_("nothing changes"))


def _apply(what: recounting.What) -> Callable[[desks.Desk, Namespace], Iterator[recounting.Change | Remark]]:
    """Shows what changes on open tickets and, with ``--yes``, does it; each as soon as it is known."""

    def apply(desk: desks.Desk, given: Namespace) -> Iterator[recounting.Change | Remark]:
        count = yield from _moving((recounting.apply_changes if given.yes else recounting.changes)(desk, what))
        if count and not given.yes:
            raise DeskError("nothing was changed; --yes does it")
        yield Remark(_("{n} clocks changed").format(n=count) if given.yes else _("nothing changes"))

    return apply


def _moving(
    changes: Iterable[recounting.Change],
) -> Generator[recounting.Change | Remark, None, int]:
    """The changes that move a due, and how many they are. Dates that were provisional and stay as they are, are only
    counted: nobody has to do anything about them."""
    moving = confirmed = 0
    for change in changes:
        if change.moves:
            moving += 1
            yield change
        else:
            confirmed += 1
    if confirmed:
        text = ngettext(
            "{n} due stays as it is and is certain now", "{n} dues stay as they are and are certain now", confirmed
        )
        yield Remark(text.format(n=confirmed))
    return moving


def _change_line(change: recounting.Change, reader: Answering) -> str:
    recount = change.recount
    due, new = (reader.instant(at) if at is not None else "-" for at in (recount.due, recount.new_due))
    return f"{change.number}  {recount.rule}  #{recount.of}  {due}  → {new}"


# --- what is declared --------------------------------------------------------------------------------------------

_BROUGHT: Final = Shape("what name title new goes_by", new="goes_by")
_YES: Final = flag("--yes", N_("do it; without this it is only shown"))
_CHANGE: Final = Answer(
    Shape("number rule of due new_due", **{name: f"recount.{name}" for name in ("rule", "of", "due", "new_due")}),
    _change_line,
)
_CHECKED: Final = Answer(
    Shape(
        "ok packs problems",
        ok=lambda checked, reader: not checked.problems and not checked.others,
        problems=_problem_documents,
    ),
    _sound_lines,
    warnings=_problem_lines,
    status=lambda checked: 1 if checked.problems or checked.others else 0,
)


def apply_command(what: recounting.What, help: str) -> Command:
    """``policy apply``, ``calendar apply``."""
    return Command("apply", help, _YES, run=_apply(what), needs="site", answer=(_CHANGE, REMARK), writes="keyless")


# fmt: off
COMMANDS: Final = (
    Group(
        "policy", N_("the written rules that the desk runs on"),
        Command("list", N_("the packs at hand"), run=_list, store=False,
                answer=Answer(lambda listed, reader: to_json(listed.entries, reader), _entry_lines)),
        RULES,
        Command("check", N_("names everything that is wrong with a pack"),
                argument("path", help=N_("a pack's folder or name, several: together; without it every pack"),
                         nargs="*", read=names),
                run=_check, store=False, answer=_CHECKED),
        EXPLAIN,
        Command("add", N_("takes another pack in at a running site"), argument("pack", help=N_("a pack's name")), _YES,
                run=_add, answer=(Answer(_brought_document, _brought_line), REMARK), writes="keyless"),
        Command("diff", N_("what the current rules would change on open tickets"),
                run=_diff, answer=(_CHANGE, REMARK)),
        apply_command("policy", N_("brings the current rules to open tickets")),
        TRY,
    ),
)

"""Another regulation at a running site: what it brings, then taking it in."""

from collections.abc import Iterator

from deskconsole.desk.desk import Desk
from deskconsole.desk.knowledge.files import import_starters
from deskconsole.desk.look import Look
from deskconsole.desk.policy.calendars import with_calendars
from deskconsole.desk.policy.checking import check_pack
from deskconsole.desk.policy.packs import load_pack, pack_names
from deskconsole.desk.use_cases import command, query
from deskconsole.desk.work import Work
from deskconsole.domain.problems import Unusable
from deskconsole.domain.rules.pack import Pack
from deskconsole.domain.rules.reading.conflicts import refuse_conflicts
from deskconsole.domain.rules.tables import TABLES
from deskconsole.domain.rules.texts import Text
from deskconsole.errors import DeskError, NotFound
from deskconsole.record import dataclass, replace
from deskconsole.store.site import set_packs

#: What is told of a pack, in this order.
_TOLD = ("kind", "channel", "tier", "category", "department", "role", "rule")


@dataclass(frozen=True, slots=True)
class Brought:
    """One thing that a pack brings: ``what`` it is (a table of its files), its ``name`` and title.

    ``goes_by``: the pack by which it goes. A kind that the site has already goes on by the pack that it goes by now;
    anything else of one name is the same thing.
    """

    what: str
    name: str
    title: Text
    goes_by: str

    def is_new(self, pack: str) -> bool:
        """Whether the site did not have it before this pack."""
        return self.goes_by == pack


def preview_pack(desk: Desk, name: str) -> list[Brought]:
    """What a pack would bring to the site; open tickets go on by the packs that they go by.

    Raises :class:`DeskError` for a pack that the site uses already, is not at hand, cannot be used or contradicts
    another one of the site: every mistake and contradiction is named.
    """
    return _preview(desk, name)


@query(needs="site")
def _preview(look: Look, name: str) -> list[Brought]:
    return list(_brought(look.desk, _sound(look.desk, name)))


def add_pack(desk: Desk, name: str) -> list[Brought]:
    """Take a pack in as the last of the site's, with its articles; it is on record. Raises as :func:`preview_pack`.

    Consoles that are open have it when they are opened again.
    """
    results = _preview(desk, name)
    packs = (*desk.packs, _sound(desk, name))
    extended = replace(desk, packs=packs, calendar=with_calendars(desk.calendar, packs, desk.folder))
    _add(extended, name)
    return results


@command(needs="site")
def _add(work: Work, name: str) -> None:
    """At a desk that has the pack already."""
    work.store_texts()
    names = [each.name for each in work.desk.packs]
    set_packs(work.tx, names)
    work.note("packs_changed", packs=names, added=name)
    import_starters(work, [name])


def _sound(desk: Desk, name: str) -> Pack:
    if any(pack.name == name for pack in desk.packs):
        raise DeskError("pack: the site uses '{name}' already", field="pack", name=name)
    if name not in (names := pack_names(desk.folder)):
        raise NotFound("pack: '{value}' is not one of {known}", field="pack", value=name, known=", ".join(names))
    desk.refuse_mistakes()
    if problems := check_pack(name, desk.folder):
        raise Unusable(problems)
    pack = load_pack(name, desk.folder)
    refuse_conflicts([*desk.packs, pack])
    return pack


def _brought(desk: Desk, pack: Pack) -> Iterator[Brought]:
    for table in _TOLD:
        _file, attribute, record = TABLES[table]
        for entry in getattr(pack, attribute):
            name = getattr(entry, record.KEY)
            having = [each.name for each in desk.packs if name in _names(each, table)]
            if having and table == "kind":
                having = [desk.pack_for(kind=name).name]
            yield Brought(table, name, entry.title, next(iter(having), pack.name))
    for clock in pack.clocks:
        yield Brought("clock", " ".join(filter(None, (clock.rule, clock.name))), clock.title, pack.name)


def _names(pack: Pack, table: str) -> set[str]:
    _file, attribute, record = TABLES[table]
    return {getattr(entry, record.KEY) for entry in getattr(pack, attribute)}

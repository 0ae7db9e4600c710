"""The site's own settings: ``site.toml`` in the site's folder, written by its administrator."""

import json
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from deskconsole.data_files import own_text
from deskconsole.domain.file_text import read_toml
from deskconsole.domain.plain import PlainReader, read
from deskconsole.domain.problems import Place, Problem, Unusable
from deskconsole.domain.rules.pack import Pack
from deskconsole.domain.rules.texts import Text
from deskconsole.errors import DeskError
from deskconsole.given_files import sync_folder
from deskconsole.record import dataclass, field, replace
from deskconsole.store.mapping import digits
from deskconsole.text.clean import one_line

NAME: Final = "site.toml"
#: What an attachment may weigh at most, in megabytes.
_MOST_MB: Final = 1000
_MB: Final = 1_000_000
#: The most minutes after which a shared console locks itself.
_LONGEST_LOCK: Final = 600
#: The character sets that signs may be drawn in; without a word the terminal decides.
ASCII: Final = "ascii"
_CHARACTERS: Final = (ASCII, "unicode")
#: Where the name of a backup stands in the command that takes it elsewhere.
_FILE: Final = "{file}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperSettings:
    """``[papers]``: what a site may choose for its papers and attachments.

    ``font``: a family or a font file for PDFs. ``printer``: where ``--print`` goes instead of the system's default.
    ``folder``: where files go that nobody named a place for. ``templates``: name of a paper → the company's own Word
    file. Files are relative to the site's folder.
    """

    font: str | None = None
    printer: str | None = None
    folder: str | None = None
    templates: Mapping[str, str] = field(default_factory=dict)
    largest_attachment_mb: int = 25

    @property
    def largest(self) -> int:
        """Most bytes of one attachment."""
        return self.largest_attachment_mb * _MB


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOnSettings:
    """``[sign_on]``: whether several people share a console, so that each signs on with a PIN.

    ``accounts``: those accounts of the system that people share; without a word all of them. ``lock_after``: minutes
    without a key after which a shared console locks itself; 0 is never.
    """

    shared: bool = False
    accounts: tuple[str, ...] = ()
    lock_after: int = 5

    def is_shared(self, account: str) -> bool:
        """Whether people share the console of this account of the system."""
        return self.shared and (not self.accounts or account in self.accounts)


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureSettings:
    """``[figures]``: how figures are counted and which are shown to all.

    ``service_level``: by which of the formulas in use (:mod:`~deskconsole.domain.figures.service_level`).
    ``wallboard``: the figures of the wallboard, in their order. Left out, both are what the program has; a name that is
    none is refused where it is used, so that no start waits for the figures.
    """

    service_level: str = ""
    wallboard: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SiteFile:
    """What a site may choose for itself.

    ``blocked``: telephone numbers (digits) that ring silently. ``keys``: action name → keys that it has instead of
    its own. ``theme`` and ``bell``: how a console looks and whether it sounds at first. Without ``mouse`` the
    terminal keeps it, for selecting text its own way. ``characters``: ``ascii`` where it lacks the signs of the
    screen. ``counter``: whether visitors see the screen. ``papers``: fonts, printer and forms of its own.
    ``company``, ``hours``: what phrases, signatures and papers call the company and its hours; a text, or one in
    each language. ``kinds``: kind → the pack whose rules it goes by, where several packs offer it. ``rooms``: the
    meeting rooms, in the order in which they are shown. ``backup_copy``: the words of a command that takes a backup
    elsewhere, ``{file}`` among them, ``{head}`` perhaps. ``sign_on``: who shares a console. ``figures``: how they are
    counted, and which stand on the wallboard.
    """

    blocked: frozenset[str] = frozenset()
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    theme: str | None = None
    bell: bool = True
    mouse: bool = True
    characters: str | None = None
    counter: bool | None = None
    papers: PaperSettings = field(default_factory=PaperSettings)
    company: Text | None = None
    hours: Text | None = None
    kinds: Mapping[str, str] = field(default_factory=dict)
    rooms: tuple[str, ...] = ()
    backup_copy: tuple[str, ...] = ()
    sign_on: SignOnSettings = field(default_factory=SignOnSettings)
    figures: FigureSettings = field(default_factory=FigureSettings)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Backup:
    copy: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Visitors:
    rooms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Site:
    company: Text | None = None
    hours: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Telephone:
    blocked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Console:
    theme: str | None = None
    bell: bool = True
    mouse: bool = True
    characters: str | None = None
    counter: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tables:
    """The file as it is written."""

    site: _Site = field(default_factory=_Site)
    telephone: _Telephone = field(default_factory=_Telephone)
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    console: _Console = field(default_factory=_Console)
    papers: PaperSettings = field(default_factory=PaperSettings)
    kinds: Mapping[str, str] = field(default_factory=dict)
    visitors: _Visitors = field(default_factory=_Visitors)
    backup: _Backup = field(default_factory=_Backup)
    sign_on: SignOnSettings = field(default_factory=SignOnSettings)
    figures: FigureSettings = field(default_factory=FigureSettings)


#: What the reader says of a value → what an administrator is told of a setting.
_WORDS: Final = {
    "unknown key; did you mean '{guess}'?": DeskError("not a setting; did you mean '{guess}'?"),
    "unknown key; the keys are: {known}": DeskError("not a setting; known: {known}"),
    "'{value}' is not a text in quotes": DeskError("must be a text in quotes"),
    "'{value}' is not true or false": DeskError("must be true or false"),
    "'{value}' is not a number": DeskError("must be a whole number from 1 to {most}"),
    "'{value}' is not a list in [brackets]": DeskError("must be a text or a list of texts"),
}
_TEMPLATES: Final = DeskError('must be a table of files, such as intake = "form.docx"')


def read_site_file(folder: Path) -> SiteFile:
    """The settings of the site in ``folder``; without a file the defaults. Raises :class:`Unusable` with every
    mistake: file, line and key."""
    return read_settings(own_text(folder, NAME))


def read_settings(text: str) -> SiteFile:
    """The settings that a text says; raises :class:`Unusable` with every mistake."""
    if not text:
        return SiteFile()
    table = read_toml(text, NAME)
    if isinstance(table, Problem):
        raise Unusable([table])
    reader = PlainReader(Place(NAME, origin=(text, "", 0)))
    tables = read(_Tables, _in_full(table), reader)
    if tables is not None and not 1 <= tables.papers.largest_attachment_mb <= _MOST_MB:
        reader.add(Problem("'{value}' is not a number", reader.place, "papers.largest_attachment_mb"))
    if tables is not None and not 0 <= tables.sign_on.lock_after <= _LONGEST_LOCK:
        reader.add(
            Problem(
                "'{value}' is not minutes from 0 to {longest}",
                reader.place,
                "sign_on.lock_after",
                {"value": tables.sign_on.lock_after, "longest": _LONGEST_LOCK},
            )
        )
    if tables is not None and tables.console.characters not in (None, *_CHARACTERS):
        reader.add(Problem("must be {known}", reader.place, "console.characters", {"known": " / ".join(_CHARACTERS)}))
    if tables is not None and tables.backup.copy and not any(_FILE in word for word in tables.backup.copy):
        reader.add(Problem("must name the backup somewhere as {what}", reader.place, "backup.copy", {"what": _FILE}))
    if tables is None or reader.problems:
        raise Unusable(map(_worded, reader.problems))
    return SiteFile(
        blocked=frozenset(number for text in tables.telephone.blocked if (number := digits(text))),
        keys=tables.keys,
        theme=tables.console.theme,
        bell=tables.console.bell,
        mouse=tables.console.mouse,
        characters=tables.console.characters,
        counter=tables.console.counter,
        papers=tables.papers,
        company=tables.site.company,
        hours=tables.site.hours,
        kinds=tables.kinds,
        backup_copy=tables.backup.copy,
        sign_on=tables.sign_on,
        figures=tables.figures,
        rooms=tuple(room for text in tables.visitors.rooms if (room := one_line(text).strip())),
    )


def begin_settings(folder: Path, company: str) -> Path:
    """Write the first `site.toml`, which says what the company is called; refused where there is one."""
    path = folder / NAME
    name = one_line(company).strip()
    text = f"[site]\ncompany = {json.dumps(name, ensure_ascii=False)}\n"
    begun = False
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            begun = True
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        sync_folder(folder)
    except FileExistsError:
        raise DeskError(
            'company: {path} is there already; write company = "…" into it, below [site]',
            field="company",
            path=str(path),
        ) from None
    except OSError as error:
        if begun:
            path.unlink(missing_ok=True)
        raise DeskError(
            "company: {path} cannot be written: {error}", field="company", path=str(path), error=error.strerror or error
        ) from None
    return path


def _in_full(table: Mapping[str, Any]) -> Mapping[str, Any]:
    """The table with short forms written out: one key, one number, one text for both languages."""

    def part(name: str, short: Callable[[Any], Any], *keys: str) -> None:
        if isinstance(inner := table.get(name), dict):
            full[name] = inner | {key: short(inner[key]) for key in keys or inner if isinstance(inner.get(key), str)}

    full = dict(table)
    part("site", lambda text: {"zh": one_line(text), "en": one_line(text)}, "company", "hours")
    part("telephone", lambda number: [number], "blocked")
    part("keys", lambda key: [key])
    return full


def _worded(problem: Problem) -> Problem:
    """A problem in the words of settings."""
    if problem.key == "papers.templates":
        return replace(problem, template=_TEMPLATES.template)
    worded = _WORDS.get(problem.template)
    return (
        problem
        if worded is None
        else replace(problem, template=worded.template, values={**problem.values, "most": _MOST_MB})
    )


def check_assigned(settings: SiteFile, packs: Sequence[Pack]) -> None:
    """Refuse a kind that the site file assigns to a pack which does not offer it."""
    for kind, name in settings.kinds.items():
        offering = [pack.name for pack in packs if any(existing.name == kind for existing in pack.kinds)]
        if name not in offering:
            raise DeskError(
                "{file}: kinds.{kind}: '{pack}' is no pack of this site that offers it; those are: {known}",
                file=NAME,
                kind=one_line(kind)[:40],
                pack=one_line(name)[:40],
                known=", ".join(offering) or "-",
            )

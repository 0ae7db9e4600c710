"""The site's own settings: ``site.toml`` in the site's folder, written by its administrator."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from deskconsole.desk.paper_settings import PaperSettings, read_paper_settings
from deskconsole.domain.rules.pack import Pack
from deskconsole.domain.rules.texts import Text
from deskconsole.errors import DeskError
from deskconsole.record import dataclass, field
from deskconsole.store.mapping import digits
from deskconsole.text.clean import one_line

NAME: Final = "site.toml"


@dataclass(frozen=True, slots=True)
class SiteFile:
    """What a site may choose for itself.

    ``blocked``: telephone numbers (digits) that ring silently. ``keys``: action name → keys that it has instead of
    its own. ``theme`` and ``bell``: how a console looks and whether it sounds at first. Without ``mouse`` the terminal
    keeps it, for selecting text its own way. ``papers``: fonts, printer and forms of its own. ``company``, ``hours``:
    what phrases, signatures and papers call the company and its hours; a text, or one in each language. ``kinds``:
    kind → the pack whose rules it goes by, where several packs offer it.
    """

    blocked: frozenset[str] = frozenset()
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    theme: str | None = None
    bell: bool = True
    mouse: bool = True
    papers: PaperSettings = field(default_factory=PaperSettings)
    company: Text | None = None
    hours: Text | None = None
    kinds: Mapping[str, str] = field(default_factory=dict)


def read_site_file(folder: Path) -> SiteFile:
    """The settings of the site in ``folder``; without a file the defaults. Raises :class:`DeskError` naming file
    and key of what is wrong."""
    path = folder / NAME
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return SiteFile()
    except UnicodeDecodeError as error:
        raise DeskError("{file}: not UTF-8", file=str(path)) from error
    import tomllib  # few sites have the file, and every start asks for it

    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DeskError("{file}: not TOML: {reason}", file=str(path), reason=str(error)) from error
    except OSError as error:
        raise DeskError("{file}: cannot be read: {reason}", file=str(path), reason=error.strerror or "") from error
    _refuse_others(path, "", table, ("site", "telephone", "keys", "console", "papers", "kinds"))
    site = _table(path, table, "site")
    _refuse_others(path, "site.", site, ("company", "hours"))
    telephone, console = _table(path, table, "telephone"), _table(path, table, "console")
    _refuse_others(path, "telephone.", telephone, ("blocked",))
    _refuse_others(path, "console.", console, ("theme", "bell", "mouse"))
    blocked = _texts(path, "telephone.blocked", telephone.get("blocked", []))
    theme = console.get("theme")
    if theme is not None and not isinstance(theme, str):
        raise _wrong(path, "console.theme", "a text")
    return SiteFile(
        blocked=frozenset(number for text in blocked if (number := digits(text))),
        keys={name: _texts(path, f"keys.{name}", value) for name, value in _table(path, table, "keys").items()},
        theme=theme,
        bell=_truth(path, "console.bell", console.get("bell", True)),
        mouse=_truth(path, "console.mouse", console.get("mouse", True)),
        papers=read_paper_settings(path, _table(path, table, "papers")),
        company=_described(path, "site.company", site.get("company")),
        hours=_described(path, "site.hours", site.get("hours")),
        kinds={name: _name(path, f"kinds.{name}", value) for name, value in _table(path, table, "kinds").items()},
    )


def check_site_files(folder: Path) -> list[DeskError]:
    """What is wrong with the calendar and the settings of the site in ``folder``; nothing where it has none."""
    from deskconsole.desk.policy.calendars import site_calendar

    results: list[DeskError] = []
    for read in (site_calendar, read_site_file):
        try:
            read(folder)
        except DeskError as error:
            results.append(error)
    return results


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


def _table(path: Path, table: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    result = table.get(name, {})
    if not isinstance(result, dict):
        raise _wrong(path, name, "a table")
    return result


def _texts(path: Path, key: str, value: object) -> tuple[str, ...]:
    texts = [value] if isinstance(value, str) else value
    if not isinstance(texts, list) or not all(isinstance(text, str) and text for text in texts):
        raise _wrong(path, key, "a text or a list of texts")
    return tuple(texts)


def _name(path: Path, key: str, value: object) -> str:
    if not isinstance(value, str):
        raise _wrong(path, key, "a text")
    return value


def _described(path: Path, key: str, value: object) -> Text | None:
    """A text for people, alike in both languages or one in each."""
    if value is None:
        return None
    if isinstance(value, str) and value.strip():
        return Text(one_line(value).strip(), one_line(value).strip())
    if isinstance(value, dict) and set(value) == {"zh", "en"} and all(isinstance(t, str) for t in value.values()):
        return Text(one_line(value["zh"]), one_line(value["en"]))
    raise _wrong(path, key, "a text, or { zh = …, en = … }")


def _truth(path: Path, key: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise _wrong(path, key, "true or false")
    return value


def _wrong(path: Path, key: str, wanted: str) -> DeskError:
    return DeskError("{file}: {key}: must be {wanted}", file=str(path), key=key, wanted=wanted)


def _refuse_others(path: Path, prefix: str, table: Mapping[str, Any], existing: tuple[str, ...]) -> None:
    for key in table:
        if key not in existing:
            raise DeskError(
                "{file}: {key}: not a setting; known: {known}",
                file=str(path),
                key=prefix + key,
                known=", ".join(prefix + name for name in existing),
            )

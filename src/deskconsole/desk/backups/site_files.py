"""Which files of a site's folder belong to the site, beside its store and what is attached to its tickets."""

from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Final

#: Settings, roles, calendar and the like, directly in the folder. The pepper is not among them: in one file with the
#: digests of PINs it would protect nothing. It is kept apart (`sign_on/digests.py`).
_FILES: Final = ("*.toml",)
_PEPPER: Final = "pepper"
#: Folders of which everything belongs to the site.
_FOLDERS: Final = ("packs", "calendars", "secrets")
#: How deep the folders of a pack may lie.
_DEEPEST: Final = 8


def site_files(site: Path, named: Sequence[Path] = ()) -> Iterator[tuple[str, Path]]:
    """The site's own files, each by its name relative to the folder. ``named``: files that its settings name, of which
    those outside of the folder are left out."""
    files = [file for pattern in _FILES for file in site.glob(pattern)]
    for folder in _FOLDERS:
        files += (site / folder).rglob("*")
    files += [site / file for file in named if not file.is_absolute()]
    for file in sorted(set(files)):
        name = file.relative_to(site).as_posix()
        if file.is_file() and may_be_restored(name):
            yield name, file


def may_be_restored(name: str) -> bool:
    """Whether a file of this name, relative to the site's folder, may be put there: nothing hidden, no way out, nothing
    that the store or its attachments are called."""
    parts = PurePosixPath(name).parts
    return (
        0 < len(parts) <= _DEEPEST
        and "/".join(parts) == name
        and name.isprintable()
        and "\\" not in name
        and not any(part.startswith(".") or part.endswith((" ", ".")) for part in parts)
        and not parts[0].startswith(("attachments", "desk.db", _PEPPER))
        and all(len(part.encode()) < 256 for part in parts)
    )

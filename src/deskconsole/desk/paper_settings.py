"""What a site may choose for its papers and attachments, in ``site.toml``."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from deskconsole.errors import DeskError
from deskconsole.record import dataclass, field

#: What an attachment may weigh unless the site says otherwise, in megabytes.
USUAL_LARGEST: Final = 25
_MOST: Final = 1000
_MB: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class PaperSettings:
    """``font``: a family or a font file for PDFs. ``printer``: where ``--print`` goes instead of the system's default.
    ``templates``: name of a paper → the company's own Word file. Files are relative to the site's folder.
    ``largest``: most bytes of one attachment.
    """

    font: str | None = None
    printer: str | None = None
    templates: Mapping[str, str] = field(default_factory=dict)
    largest: int = USUAL_LARGEST * _MB


def read_paper_settings(file: Path, table: Mapping[str, Any]) -> PaperSettings:
    """The ``[papers]`` of ``site.toml``; raises :class:`DeskError` naming file and key of what is wrong."""
    existing = ("font", "printer", "templates", "largest_attachment_mb")
    for key in table:
        if key not in existing:
            raise DeskError(
                "{file}: {key}: not a setting; known: {known}",
                file=str(file),
                key=f"papers.{key}",
                known=", ".join(f"papers.{name}" for name in existing),
            )
    for key in ("font", "printer"):
        if not isinstance(table.get(key, ""), str):
            raise _wrong(file, key, "a text")
    templates = table.get("templates", {})
    if not isinstance(templates, Mapping) or not all(isinstance(name, str) for name in templates.values()):
        raise _wrong(file, "templates", 'a table of files, such as intake = "form.docx"')
    largest = table.get("largest_attachment_mb", USUAL_LARGEST)
    if not isinstance(largest, int) or isinstance(largest, bool) or not 1 <= largest <= _MOST:
        raise _wrong(file, "largest_attachment_mb", f"a whole number from 1 to {_MOST}")
    return PaperSettings(table.get("font") or None, table.get("printer") or None, dict(templates), largest * _MB)


def _wrong(file: Path, key: str, wanted: str) -> DeskError:
    return DeskError("{file}: {key}: must be {wanted}", file=str(file), key=f"papers.{key}", wanted=wanted)

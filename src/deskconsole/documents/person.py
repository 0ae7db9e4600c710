"""Everything that is held about somebody as a file for them: Word, or plain text."""

from pathlib import Path
from typing import Final

from deskconsole.desk.desk import Desk
from deskconsole.desk.papers.whole_files import written
from deskconsole.desk.persons.showing import PersonFile, show_person
from deskconsole.documents.files import save, suffix_of
from deskconsole.documents.person_texts import Part, parts_of
from deskconsole.documents.texts import document_text
from deskconsole.present.catalogue import _, language

SUFFIXES: Final = (".docx", ".txt")


def write_person(desk: Desk, who: str, out: Path, *, force: bool = False) -> PersonFile:
    """Write everything that is held about somebody to ``out``, as its name ends. That it was given out is on record,
    written before the file gets its name. Raises :class:`DeskError`; nothing is written then."""
    suffix = suffix_of(out, SUFFIXES)
    with written(out, force=force) as part:
        file = show_person(desk, who, file=out.name)
        zone = desk.zone
        parts = list(parts_of(file, lambda at: f"{at.astimezone(zone):%Y-%m-%d %H:%M}"))
        now = f"{desk.now().astimezone(zone):%Y-%m-%d %H:%M}"
        title = _("What {company} holds about you, {day}").format(company=desk.company.get(language()), day=now)
        if suffix == ".docx":
            _write_word(title, parts, part)
        else:
            part.write_text(_text(title, parts), "utf-8")
    return file


def _text(title: str, parts: list[Part]) -> str:
    blocks = [title, *(f"{part.title}\n" + "\n".join(f"  {line}" for line in part.lines) for part in parts)]
    return document_text("\n\n".join(blocks)) + "\n"


def _write_word(title: str, parts: list[Part], path: Path) -> None:
    import docx  # heavy, and for this alone

    document = docx.Document()
    document.add_heading(document_text(title), 1)
    for part in parts:
        document.add_heading(document_text(part.title), 2)
        for line in part.lines:
            document.add_paragraph(document_text(line))
    save(document, path)

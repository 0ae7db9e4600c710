"""The message catalogues: what the program says, in Chinese and English.

    python -m tests.architecture.catalogues

takes every text from the source, updates ``locale/*/LC_MESSAGES/deskconsole.po``, compiles the ``.mo`` beside each
and lists what is not translated yet. Translations are written into the ``.po`` files; then run it again. Texts that
are no longer used are dropped. English is its own key and needs no translation.
"""

import string
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tests.architecture.texts import Texts, texts

FOLDER: Final = Path("src/deskconsole/locale")
LOCALES: Final = ("zh_CN", "en")
#: fixed, so that a catalogue changes only where a text does
DATE: Final = datetime(2026, 1, 1, tzinfo=UTC)


def po(locale: str) -> Path:
    """The file that people translate in."""
    return FOLDER / locale / "LC_MESSAGES" / "deskconsole.po"


def read(locale: str) -> Catalog:
    """A catalogue as it is committed; empty where there is none."""
    if not po(locale).exists():
        return Catalog(locale=locale)
    with po(locale).open("rb") as file:
        return read_po(file, locale=locale)


def updated(locale: str, found: Texts) -> Catalog:
    """A new catalogue of exactly the texts in the source, with the translations that there are."""
    old = read(locale)
    new = Catalog(locale=locale, domain="deskconsole", project="deskconsole", fuzzy=False)
    new.header_comment = f"# Texts of deskconsole, {locale}. Translate here, then run `make catalogues` again."
    new.creation_date = new.revision_date = DATE
    new.last_translator = new.language_team = "deskconsole"
    new.msgid_bugs_address = ""
    for message, files in sorted(found.found.items(), key=lambda item: (min(item[1]), item[0])):
        key = message if len(message) > 1 else message[0]
        known = old.get(message[0])
        kept = known.string if known is not None and not known.fuzzy and known.id == key else ""
        new.add(key, kept or _source(locale, message), locations=[(name, 0) for name in sorted(files)])
    return new


def _source(locale: str, message: tuple[str, ...]) -> str | tuple[str, ...]:
    if locale != "en":
        return ""
    return message if len(message) > 1 else message[0]


def untranslated(catalogue: Catalog) -> list[str]:
    """The texts without a translation."""
    return [keys(message)[0] for message in catalogue if message.id and (message.fuzzy or not all(strings(message)))]


def keys(message: Message) -> tuple[str, ...]:
    """The text, or singular and plural."""
    return tuple(message.id) if isinstance(message.id, list | tuple) else (str(message.id),)


def strings(message: Message) -> tuple[str, ...]:
    """The translation, one for each plural form of the language."""
    return tuple(message.string) if isinstance(message.string, list | tuple) else (str(message.string),)


def placeholders(text: str) -> set[str]:
    """The names in ``{braces}``; none where the braces are just characters."""
    try:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    except ValueError:
        return set()


def main() -> int:
    """Updates and compiles both catalogues; 1 when a text is not translated or cannot be found by a catalogue."""
    found = texts()
    missing = list(found.unclear)
    for locale in LOCALES:
        catalogue = updated(locale, found)
        po(locale).parent.mkdir(parents=True, exist_ok=True)
        with po(locale).open("wb") as file:
            write_po(file, catalogue, width=110, include_lineno=False)
        with po(locale).with_suffix(".mo").open("wb") as file:
            write_mo(file, catalogue)
        missing += [f"{po(locale)}: {text}" for text in untranslated(catalogue)]
    print(f"{len(found.found)} texts, {len(missing)} to be translated")
    print(*missing, sep="\n")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())

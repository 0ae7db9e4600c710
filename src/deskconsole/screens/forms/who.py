"""Whom something goes to, as people type it: a name, a login, a department, or somebody from outside."""

import re
import unicodedata
from typing import Final

from deskconsole.desk.staff.specialists import Agreed
from deskconsole.domain.rules.pack import Pack
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import _
from deskconsole.screens.frame.session import Session
from deskconsole.text.characters import pronunciations_of_name
from deskconsole.text.phones import numbers_in
from deskconsole.text.pronunciations import pattern

#: Between several addressees in one field.
SEVERAL: Final = re.compile(r"[、，,；;+]")
_DEPARTMENT: Final = "dept:"
#: As many as have a digit.
_MOST: Final = 9
_DIGIT: Final = re.compile(r"(.*?)\s*([1-9１-９])")


def addressee(typed: str, session: Session, pack: Pack) -> str:
    """``dept:NAME`` for a department, the login of a person, else the text itself."""
    word = typed.strip()
    fold = word.casefold()
    for department in pack.departments:
        if fold in (department.name, department.title.zh.casefold(), department.title.en.casefold()):
            return f"{_DEPARTMENT}{department.name}"
    exact = [person.login for person in session.staff if fold in (person.login.casefold(), person.name.casefold())]
    if exact:
        return exact[0]
    for department in pack.departments:
        if any(title.startswith(fold) for title in (department.title.zh.casefold(), department.title.en.casefold())):
            return f"{_DEPARTMENT}{department.name}"
    begun = [person.login for person in session.staff if person.name.casefold().startswith(fold)]
    meant = begun if len(begun) == 1 else candidates(word, session, pack)
    return meant[0] if word and len(meant) == 1 else word


def candidates(typed: str, session: Session, pack: Pack) -> list[str]:
    """Who may be meant, as the desk names them: specialists first, then departments, then the others.

    Found by the beginning of a login, a part of a name, or how it is said (``lg`` for 罗工); by nothing: everybody.
    """
    fold = unicodedata.normalize("NFKC", typed).strip().casefold()
    sounds = pattern(fold) if fold.isascii() else None
    own = session.actor.login if session.actor is not None else ""

    def fits(*names: str) -> bool:
        if any(fold in name.casefold() for name in names):
            return True
        return sounds is not None and any(re.match(sounds, pronunciations_of_name(name)) for name in names)

    people = [each for each in session.staff if each.enabled and each.login != own]
    people = [each for each in people if each.login.startswith(fold) or fits(each.name)]
    people.sort(key=lambda each: each.role != "specialist")
    departments = [
        f"{_DEPARTMENT}{each.name}"
        for each in pack.departments
        if each.name.startswith(fold) or fits(each.title.zh, each.title.en)
    ]
    specialists = [each.login for each in people if each.role == "specialist"]
    return [*specialists, *departments, *(each.login for each in people if each.login not in specialists)]


def taken_by_digit(typed: str, session: Session, pack: Pack) -> str | None:
    """The text with the name in place of a digit at its end, which takes one of those that are offered."""
    last = SEVERAL.split(typed)[-1]
    result = _DIGIT.fullmatch(last.strip())
    if result is None or numbers_in(last) or _named(last, session, pack):
        return None
    offered = candidates(result[1], session, pack)[:_MOST]
    place = int(result[2])
    if place > len(offered):
        return None
    return typed[: len(typed) - len(last)] + session.titles.who(offered[place - 1])


def check_named(name: str, session: Session, pack: Pack) -> None:
    """Refuse whom nobody could tell: neither a person nor a department, nor an outsider with a telephone number."""
    if not _named(name, session, pack) and not numbers_in(name):
        raise DeskError(
            "to: nobody here is called “{typed}”; take one of the list, or an outsider's name and telephone number",
            field="to",
            typed=name,
        )


def names_hint(typed: str, session: Session, pack: Pack) -> str:
    """Whom the text means, or who may be meant, each with the digit that takes them."""
    names = [name for name in SEVERAL.split(typed) if name.strip()]
    if len(names) > 1 and all(_named(name, session, pack) for name in names):
        return "= " + " + ".join(session.titles.who(addressee(name, session, pack)) for name in names)
    last = SEVERAL.split(typed)[-1]
    if last.strip() and _named(last, session, pack):
        meant = addressee(last, session, pack)
        return "= " + session.titles.who(meant) + _rate(session.rates.get(meant))
    if numbers_in(last):
        return _("= from outside; call them yourself")
    offered = candidates(last, session, pack)
    if not offered:
        return _("Nobody here; an outsider needs a telephone number")
    listed = " · ".join(f"{place} {session.titles.who(name)}" for place, name in enumerate(offered[:_MOST], start=1))
    return listed + (" …" if len(offered) > _MOST else "")


def _named(typed: str, session: Session, pack: Pack) -> bool:
    """Whether a text means a person or a department of the house."""
    meant = addressee(typed, session, pack)
    return meant.startswith(_DEPARTMENT) or any(person.login == meant for person in session.staff)


def _rate(result: Agreed | None) -> str:
    """How they kept agreed times, behind the name (R24)."""
    if result is None:
        return ""
    message = _("kept {kept} of {agreed} agreed times ({rate})")
    return " · " + message.format(kept=result.in_time, agreed=result.agreed, rate=f"{result.rate:.0%}")

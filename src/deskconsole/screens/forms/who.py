"""Whom something goes to, as people type it: a name, a login, a department, or any other text."""

import re
from typing import Final

from deskconsole.desk.staff.specialists import Agreed
from deskconsole.domain.rules.pack import Pack
from deskconsole.present.catalogue import _, language
from deskconsole.screens.frame.session import Session

#: Between several addressees in one field.
SEVERAL: Final = re.compile(r"[、，,；;+]")


def addressee(typed: str, session: Session, pack: Pack) -> str:
    """``dept:NAME`` for a department, the login of a person, else the text itself."""
    word = typed.strip()
    fold = word.casefold()
    for department in pack.departments:
        if fold in (department.name, department.title.zh.casefold(), department.title.en.casefold()):
            return f"dept:{department.name}"
    exact = [person.login for person in session.staff if fold in (person.login.casefold(), person.name.casefold())]
    if exact:
        return exact[0]
    for department in pack.departments:
        if any(title.startswith(fold) for title in (department.title.zh.casefold(), department.title.en.casefold())):
            return f"dept:{department.name}"
    begun = [person.login for person in session.staff if person.name.casefold().startswith(fold)]
    return begun[0] if len(begun) == 1 else word


def names_hint(typed: str, session: Session, pack: Pack) -> str:
    """Whom the text means, or who else could be meant."""
    if len(names := [name for name in SEVERAL.split(typed) if name.strip()]) > 1:
        return "= " + " + ".join(session.titles.who(addressee(name, session, pack)) for name in names)
    meant = addressee(typed, session, pack)
    if meant.startswith("dept:") or any(person.login == meant for person in session.staff):
        return "= " + session.titles.who(meant) + _rate(session.rates.get(meant))
    existing = [department.title.get(language()) for department in pack.departments]
    existing += [person.name for person in session.staff[:8]]
    return _("Known: {names}").format(names=" · ".join(existing))


def _rate(result: Agreed | None) -> str:
    """How they kept agreed times, behind the name (R24)."""
    if result is None:
        return ""
    message = _("kept {kept} of {agreed} agreed times ({rate})")
    return " · " + message.format(kept=result.in_time, agreed=result.agreed, rate=f"{result.rate:.0%}")

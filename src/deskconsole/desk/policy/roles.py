"""Who may do what, from files: the program's ``data/site/roles.toml``, and the site's own over it."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from deskconsole.data_files import data_folder, own_text
from deskconsole.desk.permissions import SCOPES, Roles
from deskconsole.desk.policy.prepared import prepared
from deskconsole.domain.file_text import read_toml
from deskconsole.domain.problems import Problem, Unusable
from deskconsole.errors import DeskError

NAME: Final = "roles.toml"
#: The roles that the tables know by themselves; every other one counts as one of these.
OWN: Final = ("receiver", "specialist", "leader", "supervisor", "manager", "administrator", "security")


def load_roles(folder: Path) -> Roles:
    """The tables in force for the site in ``folder``; raises :class:`DeskError` naming file, table and key."""
    return roles_of(folder, own_text(folder, NAME))


def roles_of(folder: Path, own: str) -> Roles:
    """The program's tables, and over them those that a text says; made ones are kept in ``folder``."""
    texts = [(data_folder() / "site" / NAME).read_text("utf-8"), *([own] if own else [])]
    made = json.loads(prepared(folder, "roles", texts, lambda: json.dumps(_tables(texts))))
    return Roles(needs=made["needs"], counts_as=made["counts_as"])


def _tables(texts: Sequence[str]) -> dict[str, Any]:
    needs: dict[str, dict[str, str]] = {}
    counts_as: dict[str, str] = {}
    for text in texts:
        tables = read_toml(text, NAME)
        if isinstance(tables, Problem):
            raise Unusable([tables])
        for role, own in _table(tables, "counts_as").items():
            if own not in OWN:
                raise _wrong(f"counts_as.{role}", own, OWN)
            counts_as[role] = own
        for need, scopes in _table(tables, "needs").items():
            if text is not texts[0] and need not in needs:
                raise _wrong("needs", need, tuple(needs))
            for role, scope in _table({need: scopes}, need).items():
                if scope not in SCOPES:
                    raise _wrong(f"needs.{need}.{role}", scope, SCOPES)
                needs.setdefault(need, {})[role] = scope
    return {"needs": needs, "counts_as": counts_as}


def _table(tables: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    table = tables.get(name, {})
    if not isinstance(table, dict):
        raise DeskError("{file}: {key}: must be {wanted}", file=NAME, key=name, wanted="a table")
    return table


def _wrong(key: str, value: object, allowed: tuple[str, ...]) -> DeskError:
    return DeskError(
        "{file}: {key}: '{value}' is not one of {allowed}",
        file=NAME,
        key=key,
        value=str(value)[:40],
        allowed=", ".join(allowed),
    )

"""``keys``: what each key of the console does, and what its action is called in the site's own file."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from typing import Final, NamedTuple

from deskconsole.cli.command import Answer, Answering, Command
from deskconsole.cli.late_imports import late
from deskconsole.present.catalogue import N_, Marked, _
from deskconsole.present.json import Shape

with late():
    from deskconsole import actions, keys as key_names
    from deskconsole.actions import groups, keymap
    from deskconsole.desk import desk as desks
    from deskconsole.text import cells


class KeyLine(NamedTuple):
    """An action: its name in ``[keys]`` of the site's file, its keys now, the screens on which it works."""

    action: str
    keys: list[str]
    screens: list[str]
    title: Marked


def _keys(desk: desks.Desk, given: Namespace) -> Iterator[KeyLine]:
    """Every action with the keys of this site; a name in the site's file that is none is refused."""
    keymap.use_site_keys(desk.settings.keys)
    for name, action in keymap.site_names().items():
        yield KeyLine(name, list(actions.keys_of(action.name)), sorted(action.scopes), action.title)


def _line(line: KeyLine, reader: Answering) -> str:
    keys = " ".join(key_names.key_label(key) for key in line.keys) or "-"
    where = " ".join(_(groups.SCREENS[scope]) for scope in groups.SCREENS if scope in line.screens)
    if len(line.screens) >= groups.MANY:
        where = _("all lists")
    return "  ".join((cells.pad(line.action, 26), cells.pad(keys, 14), cells.pad(_(line.title), 28), where)).rstrip()


# fmt: off
COMMANDS: Final = (
    Command("keys", N_("what each key of the console does, and its name in site.toml"), run=_keys,
            answer=Answer(Shape("action keys screens title", title=lambda line, reader: _(line.title)), _line),
            description=N_("The first column is the name for [keys] of site.toml: pick_up = \"f9\"."),
            examples=("keys",)),
)

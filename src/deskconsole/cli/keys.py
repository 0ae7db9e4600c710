"""``keys|close|open``: the consoles of a site: what their keys do and are called in its own file; for a while none."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from typing import Final, NamedTuple

from deskconsole.cli.command import Answer, Answering, Command
from deskconsole.cli.parsing.arguments import argument
from deskconsole.cli.parsing.late_imports import late
from deskconsole.present.catalogue import N_, Marked, _
from deskconsole.present.json import Shape

with late():
    from deskconsole import actions, keys as key_names
    from deskconsole.actions import groups, keymap
    from deskconsole.desk import desk as desks
    from deskconsole.desk.admin import closing
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
_CLOSED: Final = Answer(Shape("by since reason"), lambda closed, reader: _("The desk is closed."))
COMMANDS: Final = (
    Command("keys", N_("what each key of the console does, and its name in site.toml"), run=_keys,
            answer=Answer(Shape("action keys screens title", title=lambda line, reader: _(line.title)), _line),
            description=N_("The first column is the name for [keys] of site.toml: pick_up = \"f9\"."),
            examples=("keys",)),
    Command("close", N_("every console keeps what is half typed and leaves, and none opens until 'open'"),
            argument("--reason", "R", N_("what people are told")),
            use=lambda: closing.close_desk, answer=_CLOSED, examples=("close --reason 'new version'",)),
    Command("open", N_("consoles may be opened again"), use=lambda: closing.open_desk_again),
)

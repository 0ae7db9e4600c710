"""The keys of a screen, made from the registry of actions: the ten of the day, this screen's, those of everywhere."""

from collections.abc import Iterable, Iterator
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from deskconsole.actions import LISTS, REGISTRY, Scope, in_scope, keys_of
from deskconsole.actions.groups import CONSOLE_GROUPS, DAY, SCREENS, TICKET_GROUPS
from deskconsole.keys import key_label
from deskconsole.present.catalogue import _
from deskconsole.screens.frame.desk_screen import DeskModal
from deskconsole.screens.frame.session import Session
from deskconsole.text.cells import pad, width
from deskconsole.widgets.text_view import Piece, TextView

#: Cells of an entry, and of its keys in front.
_COLUMN: Final = 34
_KEYS: Final = 9
_EVENT: Final = "record('{}')"


class Help(DeskModal[None]):
    """All keys that work here."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,question_mark,fullwidth_question_mark,q", "leave", show=False),
        Binding("f1", "manual", show=False),
    ]

    def __init__(self, session: Session, scope: Scope) -> None:
        super().__init__(session)
        self._scope = scope
        self.reading = TextView()
        self._title = Static("", markup=False, classes="dialog-title")

    def compose(self) -> ComposeResult:
        """Title and keys."""
        with Vertical(classes="dialog reading"):
            yield self._title
            yield self.reading

    def on_mount(self) -> None:
        """Shows the keys."""
        self.relabel()
        self.reading.focus()

    def on_resize(self) -> None:
        """As many columns as fit."""
        self.relabel()

    def relabel(self) -> None:
        """In the language now in use."""
        message = _("Keys · {screen} · F1 again: the manual · Esc leaves")
        self._title.update(Content(message.format(screen=_(SCREENS[self._scope]))))
        columns = max(1, (self.app.size.width - 8) // _COLUMN)
        self.reading.show(help_pieces(self._scope, columns))

    def action_leave(self) -> None:
        """Back to the screen below."""
        self.dismiss(None)

    def action_manual(self) -> None:
        """The page of the manual about the screen below, in place of its keys."""
        self.dismiss(None)
        self.app.call_later(self.session.navigation.open_manual, self._scope)


def help_pieces(scope: Scope, columns: int) -> Iterator[Piece]:
    """The keys of a screen in blocks; each action stands in one of them, besides the ten of the day."""
    here = {action.name: action for action in in_scope(scope) if not action.name.startswith("app.")}
    everywhere = {action.name: action for action in in_scope(Scope.EVERYWHERE)}
    letters = {action.name: action.keys for action in in_scope(scope)}
    keys = {
        action.name: dict.fromkeys((*letters.get(f"app.{action.name}", ()), *action.keys))
        for action in (*everywhere.values(), *here.values())
    }
    keys["quit"] |= dict.fromkeys(letters.get("app.ask_quit", ()))  # by a letter it asks first
    works = {**everywhere, **here}

    def block(title: str, names: Iterable[str]) -> Iterator[Piece]:
        shown = [(" ".join(map(key_label, keys[name])), _(works[name].title)) for name in names if keys.get(name)]
        if shown:
            yield from _table(title, shown, columns)

    ten = {action.name: action for action in REGISTRY if action.name in DAY}
    keys |= {name: dict.fromkeys(keys_of(name)) for name in ten if name not in keys}
    works |= {name: action for name, action in ten.items() if name not in works}
    yield from block(_("The ten of the day"), DAY)
    grouped = {_EVENT.format(event) for events in TICKET_GROUPS.values() for event in events}
    yield from block(_("On this screen"), [name for name in here if name not in grouped])
    if scope is Scope.TICKET:
        yield from _table(_("By digit"), [("1 … 9", _("the usual steps of its kind"))], columns)
    for title, events in TICKET_GROUPS.items():
        yield from block(_(title), map(_EVENT.format, events))
    if scope in LISTS:
        moving = [
            ("k j ↑ ↓", _("up, down")),
            ("PgUp PgDn", _("half a page")),
            ("Home End", _("first, last")),
        ]
        yield from _table(_("In lists"), moving, columns)
    for title, names in CONSOLE_GROUPS.items():
        yield from block(_("Everywhere: {what}").format(what=_(title)), names)


def _table(title: str, entries: list[tuple[str, str]], columns: int) -> Iterator[Piece]:
    yield (f"{title}\n", "bold $accent")
    rows = -(-len(entries) // columns)
    for row in range(rows):
        for keys, message in entries[row::rows]:
            shown = f" {keys}"
            cells = max(_KEYS, width(shown) + 1)
            yield (pad(shown, cells), "$accent")
            yield (pad(message, _COLUMN - cells - 1) + " ", "")
        yield ("\n", "")
    yield ("\n", "")

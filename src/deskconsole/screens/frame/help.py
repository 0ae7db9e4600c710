"""The keys of a screen, made from the registry of actions."""

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from deskconsole.actions import LISTS, Action, Scope, in_scope
from deskconsole.keys import key_label
from deskconsole.present.catalogue import _
from deskconsole.screens.frame.desk_screen import DeskModal
from deskconsole.screens.frame.session import Session
from deskconsole.text.cells import pad
from deskconsole.widgets.text_view import Piece, TextView

_COLUMN = 34


class Help(DeskModal[None]):
    """All keys that work here, those of this screen first."""

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
        self._title.update(Content(_("Keys · F1 again: the manual · Esc leaves")))
        columns = max(1, (self.app.size.width - 8) // _COLUMN)
        self.reading.show(self._pieces(columns))

    def action_leave(self) -> None:
        """Back to the screen below."""
        self.dismiss(None)

    def action_manual(self) -> None:
        """The page of the manual about the screen below, in place of its keys."""
        self.dismiss(None)
        self.app.call_later(self.session.navigation.open_manual, self._scope)

    def _pieces(self, columns: int) -> Iterator[Piece]:
        here = [action for action in in_scope(self._scope) if action.keys]
        yield from _block(_("Here"), here, columns)
        if self._scope is Scope.TICKET:
            yield from _table(_("By digit"), [("1 … 9", _("the usual steps of its kind"))], columns)
        if self._scope in LISTS:
            moving = [
                ("k j", _("up, down (also the arrows)")),
                ("PgUp PgDn", _("half a page")),
                ("Home End", _("first, last")),
            ]
            yield from _table(_("In lists"), moving, columns)
        yield from _block(_("Everywhere"), [a for a in in_scope(Scope.EVERYWHERE) if a.keys], columns)


def _block(title: str, actions: list[Action], columns: int) -> Iterator[Piece]:
    entries = []
    for action in actions:
        entries.append((" ".join(key_label(key) for key in action.keys), _(action.title)))
    yield from _table(title, entries, columns)


def _table(title: str, entries: list[tuple[str, str]], columns: int) -> Iterator[Piece]:
    yield (f"{title}\n", "bold $accent")
    rows = -(-len(entries) // columns)
    for row in range(rows):
        for keys, message in entries[row::rows]:
            yield (pad(f" {keys}", 11), "$accent")
            yield (pad(message, _COLUMN - 12) + " ", "")
        yield ("\n", "")
    yield ("\n", "")

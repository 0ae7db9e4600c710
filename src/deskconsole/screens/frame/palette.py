"""The palette: everything that can be done, screens, tickets by number and customers, found while it is typed."""

from collections.abc import Iterable, Sequence
from typing import Final

from textual import on
from textual.widgets import Input

from deskconsole.actions import Action, Scope, in_scope
from deskconsole.actions.groups import ALIASES, DAY
from deskconsole.desk.search.searching import CUSTOMER, TICKET, SearchResult, search
from deskconsole.errors import DeskError
from deskconsole.keys import key_label
from deskconsole.present.catalogue import LANGUAGES, _, language
from deskconsole.screens.frame.menu import Menu, MenuEntry, fitting, in_all_languages
from deskconsole.screens.frame.session import Session
from deskconsole.text.clean import one_line

#: How many tickets and customers stand below what can be done.
_FOUND: Final = 6
#: What may be looked up in the store: two digits, or two characters.
_LEAST: Final = 2


class Palette(Menu):
    """What was chosen lately and what the day is made of stand first; gives the name of the chosen entry."""

    def __init__(self, session: Session, scope: Scope) -> None:
        choices = [*choices_of(scope), *_kinds_aside(session)]
        super().__init__(session, _("Everything that can be done here"), choices)
        first = [*session.recent, *(f"app.{name}" for name in DAY), *DAY]
        places = {name: place for place, name in reversed(list(enumerate(first)))}
        self._ordered = sorted(self._choices, key=lambda choice: places.get(choice.name, len(first)))
        #: tickets and customers by the name of their entry
        self.matches: dict[str, SearchResult] = {}
        self._looked_up = ""

    def hint(self) -> str:
        """What it is for."""
        return _("Words, initials, English; a ticket's number, a customer")

    def fit(self) -> Sequence[MenuEntry]:
        """What can be done, then who and what is called so."""
        typed = self.typed.value.strip()
        if not typed:
            return self._ordered
        done = fitting(self._choices, typed, self.sounds)
        title = typed.casefold()
        done.sort(key=lambda choice: not choice.title.casefold().startswith(title))
        return (
            [*done, *(_entry(name, match) for name, match in self.matches.items())]
            if self._looked_up == typed
            else done
        )

    def nothing(self) -> str:
        """Where nothing is called so, what else may find it."""
        message = _("Nothing is called “{text}” · other words, or Esc and / look in everything")
        return message.format(text=one_line(self.typed.value.strip()))

    @on(Input.Changed)
    def _look_up(self) -> None:
        self.run_worker(self._find(self.typed.value.strip()), exclusive=True, group="found")

    async def _find(self, typed: str) -> None:
        """Tickets and customers stand there a moment later than what can be done."""
        if len(typed) < _LEAST:
            return
        try:
            results = await self.session.ask(search, self.session.desk, typed, limit=_FOUND)
        except DeskError:  # who may not search finds what can be done
            return
        if typed == self.typed.value.strip():
            mark = self.marked
            matches = (*results.tickets[:_FOUND], *results.customers[:_FOUND])
            self.matches, self._looked_up = {f"found {match.kind} {match.id}": match for match in matches}, typed
            self.narrow()
            if mark is not None and mark in self._fit:
                self.options.highlighted = self.options.get_option_index(mark.name)


def choices_of(scope: Scope) -> list[MenuEntry]:
    """Every action of a screen, then those of everywhere with the letters that do the same there."""
    here = in_scope(scope)
    letters = {action.name: action.keys for action in here}
    return [
        *(_choice(action, action.name, action.keys) for action in here if not action.name.startswith("app.")),
        *(
            _choice(action, f"app.{action.name}", (*action.keys[:1], *letters.get(f"app.{action.name}", ())))
            for action in in_scope(Scope.EVERYWHERE)
        ),
    ]


def _choice(action: Action, name: str, keys: Iterable[str]) -> MenuEntry:
    alias = ALIASES.get(action.name)
    other = in_all_languages(action.title) + (f" {in_all_languages(alias)}" if alias is not None else "")
    return MenuEntry(name=name, title=_(action.title), other=other, key=" ".join(map(key_label, keys)))


def _kinds_aside(session: Session) -> Iterable[MenuEntry]:
    """The form of each kind of work that the usual one does not offer."""
    for kind in session.desk.kinds:
        if kind.aside:
            title = kind.title.get(language())
            other = " ".join(map(kind.title.get, LANGUAGES))
            yield MenuEntry(name=f"app.take_aside('{kind.name}')", title=title, other=other)


def _entry(name: str, match: SearchResult) -> MenuEntry:
    kinds = {TICKET: _("Ticket"), CUSTOMER: _("Customer")}
    title = " · ".join(one_line(part) for part in (match.title, match.snippet) if part)
    return MenuEntry(name=name, title=title, key=match.number[-4:] if match.number else kinds[match.kind])

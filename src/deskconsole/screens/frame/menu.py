"""A menu that is narrowed by typing: as its entries are written in any language, and as they are said."""

import re
from collections.abc import Mapping, Sequence
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from deskconsole.present.catalogue import LANGUAGES, Marked, _, language, use
from deskconsole.record import dataclass
from deskconsole.screens.frame.desk_screen import DeskModal
from deskconsole.screens.frame.session import Session
from deskconsole.text.cells import pad
from deskconsole.text.characters import pronunciations_of_name
from deskconsole.text.pronunciations import pattern

#: Cells of an entry's keys.
_KEYS: Final = 9


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """One entry. ``other`` is its title in other languages, found too; ``why``: it cannot be chosen now."""

    name: str
    title: str
    other: str = ""
    key: str = ""
    why: str = ""


class Menu(DeskModal[str | None]):
    """Type to narrow, up and down to choose, Enter; gives the name of the choice, or ``None``."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("down", "step(1)", show=False),
        Binding("up", "step(-1)", show=False),
    ]
    AUTO_FOCUS = "Input"

    def __init__(self, session: Session, title: str, choices: Sequence[MenuEntry]) -> None:
        super().__init__(session)
        self._title = title
        self._choices = tuple(choices)
        self.options = OptionList(markup=False, compact=True)
        self.options.can_focus = False
        self.typed = Input(compact=True)
        self.typed.cursor_blink = False
        self.why = Static("", markup=False, classes="note")
        self._fit: Sequence[MenuEntry] = ()
        #: how the titles are said, once that has been looked up
        self.sounds: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        """Title, what is typed, the entries, why the marked one cannot be chosen."""
        with Vertical(classes="dialog menu"):
            yield Static(Content(self._title), classes="dialog-title")
            yield self.typed
            yield self.options
            yield self.why

    def on_mount(self) -> None:
        """Shows all entries."""
        self.typed.placeholder = self.hint()
        self.narrow()
        self.run_worker(self._learn_readings())

    async def _learn_readings(self) -> None:
        """The dictionary of readings takes a moment to load; until then titles are found as they are written."""
        self.sounds = await self.session.ask(_readings, self._choices)
        if self.typed.value.strip():
            mark = self.marked
            self.narrow()
            if mark is not None and mark in self._fit:
                self.options.highlighted = self.options.get_option_index(mark.name)

    def hint(self) -> str:
        """What stands in the empty line."""
        return _("Type to narrow, Enter does it, Esc leaves")

    def fit(self) -> Sequence[MenuEntry]:
        """The entries for what is typed, the best first."""
        return fitting(self._choices, self.typed.value, self.sounds)

    def nothing(self) -> str:
        """What to say where nothing fits."""
        return _("Nothing is called “{text}” · other words, initials or English").format(text=self.typed.value.strip())

    @on(Input.Changed)
    def narrow(self) -> None:
        """Shows what fits what is typed, the first of it marked."""
        self._fit = fit = self.fit()
        self.options.clear_options()
        self.options.add_options(
            Option(
                Content.assemble(
                    (pad(choice.key, _KEYS), "$accent" if not choice.why else "$foreground-muted"),
                    (f"{'-' if choice.why else ' '}{choice.title}", "" if not choice.why else "$foreground-muted"),
                ),
                id=choice.name,
            )
            for choice in fit
        )
        if fit:
            self.options.highlighted = 0
        self._say_why()

    @property
    def marked(self) -> MenuEntry | None:
        """The entry that Enter would choose."""
        place = self.options.highlighted
        name = self.options.get_option_at_index(place).id if place is not None and self.options.option_count else None
        return next((choice for choice in self._fit if choice.name == name), None)

    @on(OptionList.OptionHighlighted)
    def _say_why(self) -> None:
        self.why.update(Content(self.marked.why if self.marked else "" if self._fit else self.nothing()))

    def action_step(self, by: int) -> None:
        """Marks the next entry."""
        if by > 0:
            self.options.action_cursor_down()
        else:
            self.options.action_cursor_up()

    @on(Input.Submitted)
    def _submitted(self) -> None:
        if self.marked is not None and not self.marked.why:
            self.dismiss(self.marked.name)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self._submitted()

    def action_leave(self) -> None:
        """Nothing was chosen."""
        self.dismiss(None)


def fitting(choices: Sequence[MenuEntry], typed: str, messages: Mapping[str, str]) -> list[MenuEntry]:
    """The entries that contain every word typed, what is called just that first; then those that are ``messages`` so
    (by name): initials or more."""
    words = typed.casefold().split()
    results = [c for c in choices if all(word in f"{c.title} {c.other}".casefold() for word in words)]
    results.sort(key=lambda choice: choice.title.casefold().split() != words)
    sounds = pattern(typed)
    if sounds is not None:
        results += [c for c in choices if c not in results and re.search(sounds, messages.get(c.name, ""))]
    return results


def _readings(choices: Sequence[MenuEntry]) -> dict[str, str]:
    """How the titles of the entries are said, by name."""
    return {choice.name: pronunciations_of_name(choice.other or choice.title) for choice in choices}


def in_all_languages(title: Marked) -> str:
    """A title in every language, whichever is in use: a menu finds it by each."""
    before = language()
    titles = []
    for name in LANGUAGES:
        use(name)
        titles.append(_(title))
    use(before)
    return " ".join(titles)

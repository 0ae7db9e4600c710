"""The manual at the console: the page of the screen one came from, other pages beside it, found by typing."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from deskconsole.actions import first_key, title_of
from deskconsole.desk.manual.pages import Topic, page_text, topics
from deskconsole.keys import key_label
from deskconsole.present.catalogue import _, language
from deskconsole.present.manual_text import page_pieces
from deskconsole.screens.frame.desk_screen import DeskModal
from deskconsole.screens.frame.menu import Menu, MenuEntry
from deskconsole.screens.frame.session import Session
from deskconsole.widgets.text_view import TextView


class ManualScreen(DeskModal[None]):
    """One page, over the whole screen; what lies below stays as it is."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,f1", "leave", show=False),
        Binding("slash,fullwidth_solidus,ideographic_comma", "search", show=False),
        Binding("n,right,space", "turn(1)", show=False),
        Binding("p,left,backspace", "turn(-1)", show=False),
        Binding("j", "scroll(1)", show=False),
        Binding("k", "scroll(-1)", show=False),
    ]

    def __init__(self, session: Session, topic: Topic) -> None:
        super().__init__(session)
        self.topic = topic
        self.reading = TextView()
        self._title = Static("", markup=False, classes="dialog-title")

    def compose(self) -> ComposeResult:
        """How to find one's way, and the page."""
        with Vertical(classes="manual"):
            yield self._title
            yield self.reading

    def on_mount(self) -> None:
        """The page can be scrolled at once."""
        self.reading.focus()

    def on_resize(self) -> None:
        """The page, broken for this width."""
        self.call_after_refresh(self.relabel)

    def relabel(self) -> None:
        """The page in the language now in use."""
        place = topics().index(self.topic) + 1
        message = _("Manual {place}/{pages} · / finds · n next, p before · Esc leaves")
        self._title.update(Content(message.format(place=place, pages=len(topics()))))
        cells = max(20, self.reading.body.size.width)
        self.reading.show(page_pieces(page_text(self.topic, language()), cells, _word, pictures_last=True))

    def _open(self, topic: Topic) -> None:
        self.topic = topic
        self.relabel()
        self.reading.scroll_home(animate=False)

    def action_turn(self, by: int) -> None:
        """The next page or the one before; after the last comes the first."""
        pages = topics()
        self._open(pages[(pages.index(self.topic) + by) % len(pages)])

    def action_scroll(self, by: int) -> None:
        """A line on or back."""
        self.reading.scroll_relative(y=by, animate=False)

    def action_search(self) -> None:
        """Every page, found by typing: its title in either language, initials, or what else it is called."""
        by_name = {topic.name: topic for topic in topics()}
        choices = [
            MenuEntry(name, topic.title.get(language()), other=" ".join(topic.called))
            for name, topic in by_name.items()
        ]

        def chosen(name: str | None) -> None:
            if name is not None:
                self._open(by_name[name])

        self.app.push_screen(Menu(self.session, _("Pages of the manual"), choices), chosen)

    def action_leave(self) -> None:
        """Back to where one came from."""
        self.dismiss(None)


def _word(name: str) -> str:
    return title_of(name[1:]) if name.startswith("=") else key_label(first_key(name))

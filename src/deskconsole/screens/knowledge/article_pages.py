"""Articles, answered cases and the versions of an article as text to read, beside a list or on a page of its own."""

from collections.abc import Callable, Mapping
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from deskconsole.desk.knowledge.answer_index import Offer
from deskconsole.desk.knowledge.articles import Article
from deskconsole.present.catalogue import N_, _
from deskconsole.present.dates import short
from deskconsole.present.markdown import markdown_pieces
from deskconsole.present.titles import Titles
from deskconsole.screens.frame.desk_screen import DeskModal
from deskconsole.screens.frame.session import Session
from deskconsole.text.cells import wrap
from deskconsole.text.clean import one_line
from deskconsole.widgets.lists.layout import Column, Layout, fixed, rest
from deskconsole.widgets.lists.lines import Line
from deskconsole.widgets.text_view import Piece, TextView

#: Number, title, category, how often it was used; on a phone number and title.
ARTICLES: Final = Layout(
    {
        0: (Column("number", N_("No."), 4, 8), rest("title", N_("Title"))),
        64: (
            Column("number", N_("No."), 4, 8),
            rest("title", N_("Title")),
            Column("category", N_("Category"), 4, 14),
            fixed("uses", N_("Used"), 4, align="right"),
        ),
    },
    clock="",
    clock_cells=1,
    spare=1,
)
_MUTED: Final = "$foreground-muted"


def entry_lines(entries: Mapping[str, Article | Offer], titles: Titles) -> list[Line]:
    """Articles and answered cases by name, as lines of a list."""
    return [
        Line(
            name,
            {
                "number": name if isinstance(entry, Article) else name[-4:],
                "title": one_line(entry.title),
                "category": titles.title("category", entry.category),
                "uses": str(entry.uses) if isinstance(entry, Article) and entry.uses else "",
            },
        )
        for name, entry in entries.items()
    ]


def entry_pieces(entry: Article | Offer, session: Session, cells: int) -> list[Piece]:
    """An article or an answered case to read: title, what it is, its text."""
    titles = session.titles
    if isinstance(entry, Offer):
        message = _("Answered so in {number}").format(number=entry.name)
        words = [(f"{line}\n", "") for line in wrap(entry.answer, cells)]
        return [(f"{entry.title}\n", "bold"), (f"{message}\n\n", _MUTED), *words]
    message = _("{name} · {category} · version {n}, {when} {by} · used {uses} times").format(
        name=entry.name,
        category=titles.title("category", entry.category),
        n=entry.version,
        when=short(entry.changed_at, session.now(), session.zone),
        by=titles.person(entry.changed_by) or "-",
        uses=entry.uses,
    )
    price = " · " + _("prices may be told from it") if entry.price else ""
    return [(f"{entry.title}\n", "bold"), (f"{message}{price}\n\n", _MUTED), *markdown_pieces(entry.text, cells)]


def version_pieces(article: Article, session: Session, cells: int) -> list[Piece]:
    """Every version of an article, the newest first."""
    pieces: list[Piece] = []
    for version in reversed(article.versions):
        message = _("Version {n} · {when} · {by}").format(
            n=version.version,
            when=short(version.written_at, session.now(), session.zone),
            by=session.titles.person(version.written_by) or "-",
        )
        pieces += [(f"{message}\n", "bold $accent"), (f"{version.title}\n", "bold")]
        pieces += [*markdown_pieces(version.text, cells), ("\n", "")]
    return pieces


class Page(DeskModal[None]):
    """A text on a page of its own; ``pieces`` gives it for a number of cells."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter,q", "leave", show=False)]

    def __init__(self, session: Session, pieces: Callable[[int], list[Piece]]) -> None:
        super().__init__(session)
        self._pieces = pieces
        self.reading = TextView()

    def compose(self) -> ComposeResult:
        """The text, and how to leave."""
        with Vertical(classes="dialog reading"):
            yield Static(Content(_("Esc leaves")), classes="dialog-title")
            yield self.reading

    def on_mount(self) -> None:
        """The text can be scrolled."""
        self.reading.focus()

    def on_resize(self) -> None:
        """Shows the text, broken for this width."""
        self.call_after_refresh(lambda: self.reading.show(self._pieces(max(20, self.reading.body.size.width))))

    def action_leave(self) -> None:
        """Back."""
        self.dismiss(None)

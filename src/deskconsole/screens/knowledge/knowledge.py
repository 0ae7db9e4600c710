"""The knowledge screen: search while typing, read, copy an answer into the ticket one came from, write articles."""

from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.events import Key
from textual.widgets import Input, Static

from deskconsole.actions import Scope, key_of
from deskconsole.desk.knowledge.answer_index import Offer
from deskconsole.desk.knowledge.articles import Article
from deskconsole.present.catalogue import _
from deskconsole.screens.frame.bindings import adopt_actions, bindings
from deskconsole.screens.frame.desk_screen import DeskScreen
from deskconsole.screens.frame.navigation import Wanted
from deskconsole.screens.frame.session import Session
from deskconsole.screens.knowledge.article_actions import AnswerCopying, ArticleActions
from deskconsole.screens.knowledge.article_pages import ARTICLES, Page, entry_lines, entry_pieces
from deskconsole.text.cells import clip
from deskconsole.text.clean import one_line
from deskconsole.widgets.forms.line_input import LineInput
from deskconsole.widgets.lists.line_list import LineList
from deskconsole.widgets.text_view import TextView

#: How many articles and cases a question brings.
_MOST = 40
_CASES = 6


class KnowledgeScreen(DeskScreen):
    """A line to type, what fits, and the selected article to read."""

    scope = Scope.KNOWLEDGE
    BINDINGS: ClassVar = bindings(Scope.KNOWLEDGE)
    AUTO_FOCUS = "#question"

    def __init__(self, session: Session, wanted: Wanted | None = None) -> None:
        super().__init__(session)
        self.wanted = wanted
        self.question = _question()
        self.target = Static("", markup=False, id="target")
        self.target.display = wanted is not None
        self.list = LineList(ARTICLES, session.zone, session.now(), id="articles")
        self.reading = TextView(id="article")
        self.entries: dict[str, Article | Offer] = {}
        self._shown_for: str | None = None
        self._copying = AnswerCopying(self, lambda: self.wanted, lambda: self.selected)
        adopt_actions(
            self, self._copying, ArticleActions(self, lambda: self.selected, lambda: self.question.value.strip())
        )

    def begin(self, *about: Any) -> None:
        """Wanted for something else, or for nothing; what was typed and read before is gone."""
        super().begin()
        (self.wanted,) = about or (None,)
        self.target.display = self.wanted is not None
        with self.question.prevent(Input.Changed):  # what fits is read when the screen is shown
            self.question.clear()
        self.entries, self._shown_for = {}, None
        self.list.clear()
        self.reading.show([])
        self.set_focus(None)

    def body(self) -> ComposeResult:
        """The question, the list, the article beside or below it."""
        yield self.question
        yield self.target
        with Container(id="knowledge-body"):
            yield self.list
            yield self.reading

    def relabel(self) -> None:
        """In the language now in use."""
        super().relabel()
        self.question.placeholder = _("What is asked? Enter goes to the list")
        self.list.relabel()

    # --- finding -------------------------------------------------------------------------------------------

    @on(Input.Changed, "#question")
    def _typing(self) -> None:
        self.start_reload()

    async def reload(self) -> None:
        """Looks for what is typed now: that or the knowledge base may have changed."""
        self.entries = await self.session.ask(_find, self.session, self.wanted, self.question.value.strip())
        self.redraw()

    def redraw(self) -> None:
        """Shows what was found."""
        self.target.update(Content(clip(self._copying.target, self.size.width)))
        self.list.nothing = _nothing_found(one_line(self.question.value.strip()))
        self.list.show(entry_lines(self.entries, self.session.titles), self.session.now())
        if self._shown_for != self.question.value:  # another question: what fits best, not what was read
            self._shown_for = self.question.value
            self.list.action_edge(0)
        self.show_selected()

    # --- reading -------------------------------------------------------------------------------------------

    @property
    def selected(self) -> Article | Offer | None:
        """The selected article or answered case."""
        return self.entries.get(self.list.selected)

    @on(LineList.Moved)
    def show_selected(self) -> None:
        """Shows what is selected."""
        entry = self.selected
        cells = max(20, self.reading.body.size.width)
        self.reading.show(entry_pieces(entry, self.session, cells) if entry is not None else [])
        self.reading.scroll_home(animate=False)

    def on_resize(self) -> None:
        """Other widths, other line breaks."""
        self.call_after_refresh(self.show_selected)

    @on(Input.Submitted, "#question")
    def _typed(self) -> None:
        self.list.focus()

    @on(LineList.Chosen)
    def _chosen(self) -> None:
        """Enter reads: the text gets the keys, on a small terminal the whole screen."""
        entry = self.selected
        if entry is not None and self.reading.region.area:
            self.reading.focus()
        elif entry is not None:
            self.app.push_screen(Page(self.session, lambda cells: entry_pieces(entry, self.session, cells)))

    def on_key(self, event: Key) -> None:
        """Down from the question goes to the list."""
        if event.key == "down" and self.question.has_focus:
            self.list.focus()
            event.stop()

    def action_narrow(self) -> None:
        """Back to the question."""
        self.question.focus()

    async def action_back(self) -> None:
        """From the text to the list, then back to where one came from."""
        if self.reading.has_focus:
            self.list.focus()
        else:
            await super().action_back()


def _question() -> LineInput:
    line = LineInput(id="question", compact=True)
    line.cursor_blink = False
    line.placeholder = _("What is asked? Enter goes to the list")
    return line


def _nothing_found(typed: str) -> str:
    """Why nothing is listed, and what to press."""
    key = key_of("new_article")
    if typed:
        return _("Nothing fits “{text}” · other words, or Enter and {key} write an article").format(text=typed, key=key)
    return _("No article yet · Enter, then {key} writes one").format(key=key)


def _find(session: Session, wanted: Wanted | None, typed: str) -> dict[str, Article | Offer]:
    """Articles by what is typed, and answered cases; nothing typed: what is like the ticket's question first."""
    results: dict[str, Article | Offer] = {}
    question = typed or (wanted.question if wanted is not None else "")
    category, exclude = (wanted.category, wanted.exclude) if wanted is not None else (None, None)
    offers = (
        session.answer_index.offers(session.desk, question, category, exclude=exclude, limit=_CASES) if question else []
    )
    articles = {article.name: article for article in session.answer_index.find(session.desk, typed, limit=_MOST)}
    if not typed:
        results |= {offer.name: articles.get(offer.name, offer) for offer in offers}
    results |= {name: article for name, article in articles.items() if name not in results}
    return results | {offer.name: offer for offer in offers if offer.name not in results and offer.article is None}

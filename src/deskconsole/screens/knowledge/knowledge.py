"""The knowledge screen: search while typing, read, copy an answer into the ticket one came from, write articles."""

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.widgets import Input

from deskconsole.actions import Scope
from deskconsole.desk.knowledge.answer_index import Offer
from deskconsole.desk.knowledge.articles import Article, article_number, show_article
from deskconsole.domain.knowledge.articles import ArticleText, answer_like
from deskconsole.present.catalogue import _
from deskconsole.record import dataclass
from deskconsole.screens.frame.bindings import bindings
from deskconsole.screens.frame.desk_screen import DeskScreen, StoreChanged
from deskconsole.screens.frame.session import Session
from deskconsole.screens.knowledge.article_pages import Page, entry_pieces, version_pieces
from deskconsole.text.clean import one_line
from deskconsole.widgets.forms.line_input import LineInput
from deskconsole.widgets.lists.article_list import ArticleList
from deskconsole.widgets.lists.line_list import Line, LineList
from deskconsole.widgets.text_view import TextView

#: How many articles and cases a question brings.
_MOST = 40
_CASES = 6


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the knowledge is wanted for: the question of a ticket or form, and what is done with an answer."""

    question: str
    category: str | None
    take: Callable[[Offer], None]
    exclude: str | None = None


class KnowledgeScreen(DeskScreen):
    """A line to type, what fits, and the selected article to read."""

    scope = Scope.KNOWLEDGE
    BINDINGS: ClassVar = bindings(Scope.KNOWLEDGE)
    AUTO_FOCUS = "#question"

    def __init__(self, session: Session, wanted: Wanted | None = None) -> None:
        super().__init__(session)
        self.wanted = wanted
        self.question = LineInput(id="question", compact=True)
        self.question.cursor_blink = False
        self.list = ArticleList(session.zone, session.now(), id="articles")
        self.reading = TextView(id="article")
        self.entries: dict[str, Article | Offer] = {}
        self._looking = False
        self._again = False
        self._shown_for: str | None = None

    def body(self) -> ComposeResult:
        """The question, the list, the article beside or below it."""
        yield self.question
        with Container(id="knowledge-body"):
            yield self.list
            yield self.reading

    def relabel(self) -> None:
        """In the language now in use."""
        super().relabel()
        self.question.placeholder = _("What is asked? Enter goes to the list")
        self.list.relabel()

    def on_mount(self) -> None:
        """Shows what fits the ticket one came from, else what is used most."""
        super().on_mount()
        self.question.placeholder = _("What is asked? Enter goes to the list")

    # --- finding -------------------------------------------------------------------------------------------

    @on(Input.Changed, "#question")
    def _typing(self) -> None:
        self._again = True
        if not self._looking:
            self._looking = True
            self.work(self._look())

    async def reload(self) -> None:
        """Looks again: the knowledge base may have changed."""
        self._typing()

    async def _look(self) -> None:
        try:
            while self._again:
                self._again = False
                self.entries = await self.session.ask(self._find, self.question.value.strip())
        finally:
            self._looking = False
        self._show()

    def _find(self, typed: str) -> dict[str, Article | Offer]:
        """Articles by what is typed, and answered cases; nothing typed: what is like the ticket's question first."""
        session, wanted = self.session, self.wanted
        results: dict[str, Article | Offer] = {}
        question = typed or (wanted.question if wanted is not None else "")
        category, exclude = (wanted.category, wanted.exclude) if wanted is not None else (None, None)
        offers = (
            session.answer_index.offers(session.desk, question, category, exclude=exclude, limit=_CASES)
            if question
            else []
        )
        articles = {article.name: article for article in session.answer_index.find(session.desk, typed, limit=_MOST)}
        if not typed:
            results |= {offer.name: articles.get(offer.name, offer) for offer in offers}
        results |= {name: article for name, article in articles.items() if name not in results}
        return results | {offer.name: offer for offer in offers if offer.name not in results and offer.article is None}

    def _show(self) -> None:
        titles = self.session.titles
        lines = [
            Line(
                name,
                {
                    "number": name if isinstance(entry, Article) else name[-4:],
                    "title": one_line(entry.title),
                    "category": titles.title("category", entry.category),
                    "uses": str(entry.uses) if isinstance(entry, Article) and entry.uses else "",
                },
            )
            for name, entry in self.entries.items()
        ]
        self.list.show(lines, self.session.now())
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
        self.reading.show(entry_pieces(entry, self.session, self._cells) if entry is not None else [])
        self.reading.scroll_home(animate=False)

    @property
    def _cells(self) -> int:
        return max(20, self.reading.body.size.width)

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

    def on_key(self, event: object) -> None:
        """Down from the question goes to the list."""
        if getattr(event, "key", "") == "down" and self.question.has_focus:
            self.list.focus()
            event.stop()  # type: ignore[attr-defined]

    def action_narrow(self) -> None:
        """Back to the question."""
        self.question.focus()

    async def action_back(self) -> None:
        """From the text to the list, then back to where one came from."""
        if self.reading.has_focus:
            self.list.focus()
        else:
            await super().action_back()

    # --- copying, writing ----------------------------------------------------------------------------------

    def action_take_answer(self) -> None:
        """Copies the answer into the ticket or form one came from."""
        entry = self.selected
        if entry is None or self.wanted is None:
            self.status.say(_("Open the knowledge from a ticket or a form to copy an answer there"), error=True)
            return
        take, question = self.wanted.take, self.wanted.question
        if isinstance(entry, Article):
            answer = answer_like(entry.text, question)
            entry = Offer(entry.name, entry.title, answer, entry.category, entry.uses, entry.number)
        self.dismiss()
        self.app.call_later(take, entry)

    def action_copy_answer(self) -> None:
        """The same by a letter, in the list."""
        self.action_take_answer()

    def _own(self) -> Article | None:
        """The selected article; an answered case is the ticket's own and says so."""
        entry = self.selected
        if isinstance(entry, Article):
            return entry
        self.status.say(_("No article is selected"), error=True)
        return None

    def action_new_article(self) -> None:
        """A new article."""
        self._write(ArticleText(self.question.value.strip(), "", ""), None)

    def action_edit_article(self) -> None:
        """The next version of the selected article."""
        article = self._own()
        if article is not None:
            self._write(ArticleText(article.title, article.category, article.text, article.price), article)

    def _write(self, existing: ArticleText, article: Article | None) -> None:
        from deskconsole.screens.knowledge.article_form import ArticleForm

        self.app.push_screen(ArticleForm(self.session, existing, article=article), self._written)

    def action_retire_article(self) -> None:
        """Takes the selected article out of use."""
        article = self._own()
        if article is not None:
            from deskconsole.screens.knowledge.article_form import RetireForm

            self.app.push_screen(RetireForm(self.session, article), self._written)

    def _written(self, article: Article | None) -> None:
        if article is not None:
            message = _("{name} is out of use") if article.retired else _("{name} is written, version {n}")
            self.status.say(message.format(name=article.name, n=article.version))
            self.post_message(StoreChanged())
            self._typing()

    def action_versions(self) -> None:
        """Every version of the selected article, the newest first."""
        article = self._own()
        if article is not None:
            self.work(self._versions(article.name))

    async def _versions(self, name: str) -> None:
        whole = await self.session.ask(show_article, self.session.desk, article_number(name))
        self.app.push_screen(Page(self.session, lambda cells: version_pieces(whole, self.session, cells)))

    def tick(self, now: datetime) -> None:
        """Nothing here counts down."""

"""What is done to articles on the knowledge screen: written, written on, taken out of use, their versions read."""

from collections.abc import Callable

from deskconsole.actions import key_of
from deskconsole.desk.knowledge.answer_index import Offer
from deskconsole.desk.knowledge.articles import Article, article_number, show_article
from deskconsole.domain.knowledge.articles import ArticleText, answer_like
from deskconsole.present.catalogue import _
from deskconsole.screens.frame.desk_screen import DeskScreen, StoreChanged
from deskconsole.screens.frame.navigation import Wanted
from deskconsole.screens.frame.pick_one import PickOne
from deskconsole.screens.knowledge.article_form import ArticleForm, RetireForm
from deskconsole.screens.knowledge.article_pages import Page, version_pieces
from deskconsole.text.clean import one_line


class ArticleActions:
    """A part of the screen. ``selected`` is what stands marked there, ``question`` what is typed."""

    def __init__(
        self, screen: DeskScreen, selected: Callable[[], Article | Offer | None], question: Callable[[], str]
    ) -> None:
        self._screen = screen
        self._session = screen.session
        self._selected = selected
        self._question = question

    def _article(self) -> Article | None:
        """The selected article; an answered case is the ticket's own and says so."""
        entry = self._selected()
        if isinstance(entry, Article):
            return entry
        self._screen.say(_("No article is selected"), error=True)
        return None

    def action_new_article(self) -> None:
        """A new article."""
        self._write(ArticleText(self._question(), "", ""), None)

    def action_edit_article(self) -> None:
        """The next version of the selected article."""
        article = self._article()
        if article is not None:
            self._write(ArticleText(article.title, article.category, article.text, article.price), article)

    def _write(self, existing: ArticleText, article: Article | None) -> None:
        self._screen.app.push_screen(ArticleForm(self._session, existing, article=article), self._written)

    def action_retire_article(self) -> None:
        """Takes the selected article out of use."""
        article = self._article()
        if article is not None:
            self._screen.app.push_screen(RetireForm(self._session, article), self._written)

    def _written(self, article: Article | None) -> None:
        if article is not None:
            message = _("{name} is out of use") if article.retired else _("{name} is written, version {n}")
            self._screen.say(message.format(name=article.name, n=article.version))
            self._screen.post_message(StoreChanged())
            self._screen.start_reload()

    def action_versions(self) -> None:
        """Every version of the selected article, the newest first."""
        article = self._article()
        if article is not None:
            self._screen.work(self._versions(article.name))

    async def _versions(self, name: str) -> None:
        session = self._session
        whole = await session.ask(show_article, session.desk, article_number(name))
        self._screen.app.push_screen(Page(session, lambda cells: version_pieces(whole, session, cells)))


class AnswerCopying:
    """A part of the screen: the selected answer goes to what one came from, which is named before."""

    def __init__(
        self,
        screen: DeskScreen,
        wanted: Callable[[], Wanted | None],
        selected: Callable[[], Article | Offer | None],
    ) -> None:
        self._screen = screen
        self._wanted = wanted
        self._selected = selected

    @property
    def target(self) -> str:
        """Where an answer goes that is copied; empty where there is nothing to copy it into."""
        wanted = self._wanted()
        if wanted is None:
            return ""
        message = _(" {key} copies into: {target}") if wanted.sure else _(" {key} asks whether to copy into: {target}")
        return message.format(key=key_of("copy_answer"), target=one_line(wanted.target))

    def action_take_answer(self) -> None:
        """Copies the answer into the ticket or form one came from; a line of a list is asked about first."""
        entry, wanted = self._selected(), self._wanted()
        if entry is None or wanted is None:
            self._screen.say(_("Open the knowledge from a ticket or a form to copy an answer there"), error=True)
            return
        if isinstance(entry, Article):
            answer = answer_like(entry.text, wanted.question)
            entry = Offer(entry.name, entry.title, answer, entry.category, entry.uses, entry.number)
        if wanted.sure:
            self._give(wanted, entry)
            return
        offer, yes = entry, _("Yes, into {target}").format(target=wanted.target)
        entries = [("yes", yes), ("", _("No, stay here"))]
        pick = PickOne(self._screen.session, _("Copy the answer into this ticket?"), entries)
        self._screen.app.push_screen(pick, lambda name: self._give(wanted, offer) if name else None)

    def _give(self, wanted: Wanted, offer: Offer) -> None:
        """Leaves, and gives the answer to where one came from."""
        self._screen.dismiss()
        self._screen.app.call_later(wanted.take, offer)

    def action_copy_answer(self) -> None:
        """The same by a letter, in the list."""
        self.action_take_answer()

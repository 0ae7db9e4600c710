"""Writing an article: a new one, the next version of one, one made of an answered ticket; and taking one out of use."""

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from deskconsole.desk.knowledge import articles
from deskconsole.desk.knowledge.articles import Article
from deskconsole.domain.knowledge.articles import ArticleText
from deskconsole.present.catalogue import N_, _, language
from deskconsole.screens.forms.form import Form
from deskconsole.screens.frame.session import Session
from deskconsole.widgets.forms.form_row import Entry, FormRow, yes_no


class ArticleForm(Form[Article]):
    """Gives the article as it is afterwards.

    ``existing``: what the form begins with; ``article``: the one whose next version is written; ``ticket``: the
    answered one that a new article is made of.
    """

    LOOK: ClassVar = "writing"

    def __init__(
        self, session: Session, existing: ArticleText, *, article: Article | None = None, ticket: str | None = None
    ) -> None:
        self._article = article
        self._ticket = ticket
        categories = {category.name: category.title for pack in session.desk.packs for category in pack.categories}
        rows = [
            FormRow("title", N_("Title"), value=existing.title, required=True),
            FormRow(
                "category",
                N_("Category"),
                Entry.CHOICE,
                choices=lambda: [(name, title.get(language())) for name, title in categories.items()],
                value=existing.category,
            ),
            FormRow("price", N_("Prices"), Entry.CHOICE, choices=yes_no, value="yes" if existing.price else "no"),
            FormRow("text", N_("Text"), Entry.AREA, value=existing.text, required=True),
        ]
        name = article.name if article is not None else ticket or "new"
        super().__init__(session, rows, draft=f"article {name}")

    def heading(self) -> str:
        """Which article."""
        if self._article is not None:
            message = _("{name} · version {n} · lines with > are what a customer is told")
            return message.format(name=self._article.name, n=self._article.version + 1)
        return _("New article · lines with > are what a customer is told")

    def submit(self) -> Callable[[], Article]:
        """A new article, or the next version."""
        title, category, text, price = (self.rows[name].value for name in ("title", "category", "text", "price"))
        desk, entered, article = self.session.desk, ArticleText(title, category, text, price == "yes"), self._article
        if article is None:
            return partial(articles.add_article, desk, entered, from_ticket=self._ticket, key=self.drafts.id)
        return partial(articles.change_article, desk, article.number, entered, expect=article.version)


class RetireForm(Form[Article]):
    """Why an article is no longer valid."""

    def __init__(self, session: Session, article: Article) -> None:
        self._article = article
        super().__init__(session, [FormRow("reason", N_("Reason"), required=True)], draft=f"retire {article.name}")

    def heading(self) -> str:
        """Which article."""
        return _("Take {name} out of use").format(name=self._article.name)

    def submit(self) -> Callable[[], Article]:
        """Takes it out of use."""
        return partial(articles.retire_article, self.session.desk, self._article.number, self.rows["reason"].value)

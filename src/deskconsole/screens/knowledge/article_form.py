"""Writing an article: a new one, the next version of one, one made of an answered ticket; and taking one out of use."""

from collections.abc import Callable
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static, TextArea

from deskconsole.actions import Scope
from deskconsole.desk.knowledge import articles
from deskconsole.desk.knowledge.articles import Article
from deskconsole.domain.knowledge.articles import ArticleText
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import _, language
from deskconsole.screens.forms.drafting import DraftKeeper
from deskconsole.screens.frame.bindings import bindings, shown_keys
from deskconsole.screens.frame.desk_screen import DeskModal
from deskconsole.screens.frame.refusals import message_at, message_of
from deskconsole.screens.frame.session import Session
from deskconsole.widgets.bars.key_line import KeyLine
from deskconsole.widgets.forms.choice_row import ChoiceRow
from deskconsole.widgets.forms.form_row import Entry, FormRow, rows_of

#: What the line of keys shows of the keys of forms.
_KEYS = ("save", "back")


class _Form(DeskModal[Article | None]):
    """Rows, what was refused, keys; gives the article as it is afterwards."""

    scope = Scope.FORM
    BINDINGS: ClassVar = bindings(Scope.FORM)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._title = Static("", markup=False, classes="dialog-title")
        self._message = Static("", markup=False, classes="note -error")
        self._saving = False

    def rows(self) -> list[FormRow]:
        """The rows of this form."""
        raise NotImplementedError

    def heading(self) -> str:
        """What stands above them."""
        raise NotImplementedError

    def save(self) -> Callable[[], Article]:
        """What writes the form; it is called in a thread."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """Title, rows, what was refused, keys."""
        with Vertical(classes="dialog form writing"):
            yield self._title
            with VerticalScroll(classes="rows", can_focus=False):
                yield from self.rows()
            yield self._message
            yield KeyLine()

    def on_mount(self) -> None:
        """The cursor stands in the first row."""
        self.relabel()
        self._message.display = False
        self.query(FormRow).first().focus_entry()

    def relabel(self) -> None:
        """In the language now in use."""
        super().relabel()
        self._title.update(Content(self.heading()))
        self.query_one(KeyLine).show([key for key in shown_keys(self.scope) if key[0] in _KEYS])

    def action_save(self) -> None:
        """Writes; a second press meanwhile does nothing."""
        if not self._saving:
            self._saving = True
            self.run_worker(self._save())

    async def _save(self) -> None:
        for row in self.query(FormRow):
            row.say("")
        try:
            article = await self.session.ask(self.save())
            await self.written()
        except DeskError as error:
            self._refused(error)
            return
        finally:
            self._saving = False
        self.dismiss(article)

    async def written(self) -> None:
        """The form was saved."""

    def _refused(self, error: DeskError) -> None:
        row = rows_of(self).get(error.field or "")
        if row is not None:
            row.say(message_at(error, row.label), error=True)
            row.focus_entry()
            return
        self._message.update(Content(message_of(error)))
        self._message.display = True

    @on(Input.Submitted)
    def _submitted(self) -> None:
        """Enter goes on."""
        self.focus_next()

    def on_key_line_pressed(self, event: KeyLine.Pressed) -> None:
        """A click on the line of keys."""
        self.call_later(self.run_action, event.name)

    async def action_back(self) -> None:
        """Leaves without saving."""
        self.dismiss(None)


class ArticleForm(_Form):
    """``known``: what the form begins with; ``article``: the one whose next version is written."""

    def __init__(
        self, session: Session, existing: ArticleText, *, article: Article | None = None, ticket: str | None = None
    ) -> None:
        super().__init__(session)
        self._rows = existing
        self._article = article
        self._ticket = ticket
        name = article.name if article is not None else ticket or "new"
        self.drafts = DraftKeeper(session, f"article {name}", self._typed)

    def rows(self) -> list[FormRow]:
        """Title, category, whether prices are read from it, text."""
        existing = self._rows
        price = "yes" if existing.price else "no"
        return [
            FormRow("title", lambda: _("Title"), Entry.LINE, value=existing.title),
            FormRow("category", lambda: _("Category"), Entry.CHOICE, choices=self._categories, value=existing.category),
            FormRow("price", lambda: _("Prices"), Entry.CHOICE, choices=_yes_no, value=price),
            FormRow("text", lambda: _("Text"), Entry.AREA, value=existing.text),
        ]

    def _categories(self) -> list[tuple[str, str]]:
        results = {c.name: c.title.get(language()) for pack in self.session.desk.packs for c in pack.categories}
        return list(results.items())

    def heading(self) -> str:
        """Which article."""
        if self._article is not None:
            message = _("{name} · version {n} · lines with > are what a customer is told")
            return message.format(name=self._article.name, n=self._article.version + 1)
        return _("New article · lines with > are what a customer is told")

    def on_mount(self) -> None:
        """What was typed before and not saved comes back."""
        super().on_mount()
        self.run_worker(self._take_up())

    async def _take_up(self) -> None:
        body = await self.drafts.latest()
        if body is not None and not self._typed():
            for name, row in rows_of(self).items():
                row.value = str(body.get(name, row.value))
            self._message.update(Content(_("Taken up where it was left")))
            self._message.display = True

    def _typed(self) -> dict[str, str]:
        rows = rows_of(self)
        if not rows or self._entered() == self._rows:
            return {}
        return {name: row.value for name, row in rows.items()}

    def _entered(self) -> ArticleText:
        rows = rows_of(self)
        title, category, text = (rows[name].value for name in ("title", "category", "text"))
        return ArticleText(title, category, text, rows["price"].value == "yes")

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(ChoiceRow.Changed)
    def _changed(self, event: Any) -> None:
        self.drafts.touched()
        if isinstance(event, ChoiceRow.Changed) and event.by_digit:
            self.focus_next()

    def save(self) -> Callable[[], Article]:
        """A new article, or the next version."""
        desk, entered, article = self.session.desk, self._entered(), self._article
        if article is None:
            return lambda: articles.add_article(desk, entered, from_ticket=self._ticket, key=self.drafts.id)
        return lambda: articles.change_article(desk, article.number, entered, expect=article.version)

    async def written(self) -> None:
        """The draft is no longer needed."""
        await self.drafts.drop()

    async def action_back(self) -> None:
        """Leaves; what was typed is kept and comes back when the form is opened again."""
        await self.drafts.keep()
        self.dismiss(None)


class RetireForm(_Form):
    """Why an article is no longer valid."""

    def __init__(self, session: Session, article: Article) -> None:
        super().__init__(session)
        self._article = article

    def rows(self) -> list[FormRow]:
        """The reason."""
        return [FormRow("reason", lambda: _("Reason"), Entry.LINE)]

    def heading(self) -> str:
        """Which article."""
        return _("Take {name} out of use").format(name=self._article.name)

    def save(self) -> Callable[[], Article]:
        """Takes it out of use."""
        desk, number, reason = self.session.desk, self._article.number, rows_of(self)["reason"].value
        return lambda: articles.retire_article(desk, number, reason)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        """Enter saves."""
        self.action_save()


def _yes_no() -> list[tuple[str, str]]:
    return [("yes", _("yes")), ("no", _("no"))]

"""An article to read, over whatever is open."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from deskconsole.desk.knowledge import Article
from deskconsole.present.safe import one_line, shown
from deskconsole.screens.desk_screen import DeskModal
from deskconsole.screens.session import Session
from deskconsole.widgets.reading import Reading


class ArticleReading(DeskModal[None]):
    """Number and title, and the text as it was written."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter,q", "leave", show=False)]

    def __init__(self, session: Session, article: Article) -> None:
        super().__init__(session)
        self._article = article
        self.reading = Reading()

    def compose(self) -> ComposeResult:
        """Title and text."""
        title = one_line(f"{self._article.name} {self._article.title}")
        with Vertical(classes="dialog reading"):
            yield Static(Content(title), classes="dialog-title")
            yield self.reading

    def on_mount(self) -> None:
        """Shows the text."""
        self.reading.show([(shown(self._article.text), "")])
        self.reading.focus()

    def action_leave(self) -> None:
        """Back to what is below."""
        self.dismiss(None)

"""Finding anything from anywhere: opens the box, and then what was chosen in it."""

from deskconsole.desk.search.searching import CUSTOMER, TICKET, SearchResult
from deskconsole.errors import DeskError
from deskconsole.screens.frame.mounted_screens import mounted
from deskconsole.screens.staff.qualification import QualificationOffer


class Finding(QualificationOffer):
    """Mixed into the console."""

    def action_find(self) -> None:
        """The box over whatever is open; what is half typed there stays."""
        from deskconsole.screens.search.find import Find

        if not isinstance(self.screen, Find):
            self.push_screen(Find(self.session), self._open_found)

    def _open_found(self, match: SearchResult | None) -> None:
        if match is None:
            return
        if match.kind == TICKET:
            from deskconsole.screens.tickets.ticket import TicketScreen

            self.push_screen(mounted(self, self.session, TicketScreen, match.number or ""))
        elif match.kind == CUSTOMER:
            from deskconsole.screens.customers.customer import CustomerScreen

            self.push_screen(CustomerScreen(self.session, int(match.id)))
        else:
            self.run_worker(self._open_article(match))

    async def _open_article(self, match: SearchResult) -> None:
        from deskconsole.desk.knowledge.articles import article_number, show_article
        from deskconsole.screens.knowledge.article_pages import Page, entry_pieces

        try:
            article = await self.session.ask(show_article, self.session.desk, article_number(match.number or ""))
        except DeskError as error:
            self.complain(error)
            return
        self.push_screen(Page(self.session, lambda cells: entry_pieces(article, self.session, cells)))

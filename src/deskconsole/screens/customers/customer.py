"""One customer: contacts, preferences, needs, tiers, owner; every ticket, call and change; duplicates merged."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Container

from deskconsole.actions import Scope, key_of
from deskconsole.desk.customers import customers
from deskconsole.desk.customers.records import CustomerFile
from deskconsole.desk.tickets.opened import SHOWN_FOR, Opened, opened_customer
from deskconsole.present.catalogue import _
from deskconsole.screens.customers.care_actions import CareActions
from deskconsole.screens.customers.erasure import ErasureActions
from deskconsole.screens.customers.form import CustomerForm
from deskconsole.screens.customers.lines import CUSTOMER, customer_lines, file_pieces, head_lines
from deskconsole.screens.customers.merge_actions import MergeActions
from deskconsole.screens.frame.bindings import adopt_actions, bindings
from deskconsole.screens.frame.desk_screen import DeskScreen, StoreChanged
from deskconsole.screens.frame.session import Session
from deskconsole.widgets.bars.head import Head
from deskconsole.widgets.lists.line_list import LineList
from deskconsole.widgets.text_view import TextView


class CustomerScreen(DeskScreen):
    """The file of a customer, those merged with them included."""

    scope = Scope.CUSTOMER
    BINDINGS: ClassVar = bindings(Scope.CUSTOMER)
    AUTO_FOCUS = "#customer-list"

    def __init__(self, session: Session, customer_id: int) -> None:
        super().__init__(session)
        self._customer = customer_id
        self.file: CustomerFile | None = None
        #: shown with its contacts for half a minute; on record
        self._opened: Opened[int, CustomerFile] | None = None
        self.head = Head()
        self.facts = TextView(id="file")
        self.facts.can_focus = False
        self.list = LineList(CUSTOMER, session.zone, session.now(), id="customer-list")
        parts = (MergeActions, ErasureActions, CareActions)
        adopt_actions(self, *(part(self, lambda: self.file) for part in parts))

    def body(self) -> ComposeResult:
        """Who it is; what is known of them; what they have had with the desk."""
        yield self.head
        with Container(id="customer-body"):
            yield self.facts
            yield self.list

    async def reload(self) -> None:
        """Reads the file."""
        read = customers.customer_file if self._opened is None else self._opened.read
        self.file = await self.session.ask(read, self.session.desk, self._customer)
        self._customer = self.file.id
        self.redraw()

    def redraw(self) -> None:
        """Shows what was read."""
        if self.file is None:
            return
        now, zone = self.session.now(), self.session.zone
        titles = self.session.titles if self._opened is None else self.session.titles.opened
        self.head.show(*head_lines(self.file, titles))
        self.facts.show(file_pieces(self.file, titles, now, zone, self.facts.body.size.width or self.size.width - 2))
        self.list.nothing = _("No ticket yet · {key} takes one").format(key=key_of("intake_of_customer"))
        self.list.show(customer_lines(self.file, titles, now, zone), now)
        self.refresh_frame()

    def on_resize(self) -> None:
        """Other widths, other line breaks."""
        self.call_after_refresh(self.redraw)

    @property
    def number(self) -> str:
        """The ticket of the selected line, which letters act on."""
        return self.list.selected.partition(" ")[0]

    @on(LineList.Chosen)
    def _chosen(self) -> None:
        if self.number:
            self.session.navigation.open_ticket(self.number)

    def action_unmask(self) -> None:
        """Shows the contacts for half a minute; who asked is on record."""
        if self.file is None or not (self.file.contacts or self.session.titles.hides_names) or self._opened is not None:
            self.status.say(_("Nothing is hidden here"))
        else:
            self.work(self._reveal())

    async def _reveal(self) -> None:
        opened = opened_customer()
        self.file = await self.session.ask(opened.read, self.session.desk, self._customer)
        self._opened = opened
        self.set_timer(SHOWN_FOR.total_seconds(), self._hide_again)
        self.redraw()
        self.status.say(_("Shown for 30 seconds; it is on record"))

    def _hide_again(self) -> None:
        self._opened = None
        self.start_reload()

    def action_open(self) -> None:
        """Opens the ticket of the selected line."""
        self.list.action_choose()

    def shown(self) -> list[tuple[str, str, str]]:
        """Taking apart is offered while somebody is merged."""
        merged = self.file is not None and self.file.members
        return [key for key in super().shown() if merged or key[0] != "unmerge_customer"]

    def action_intake_of_customer(self) -> None:
        """A new inquiry of this customer: name, contact and tier stand in the form."""
        if self.file is not None:
            self.work(self._intake(self.file.id))

    async def _intake(self, customer_id: int) -> None:
        (match,) = await self.session.ask(customers.matches_of, self.session.desk, [customer_id])
        await self.session.navigation.open_intake_of(match)

    # --- changing the file ---------------------------------------------------------------------------------

    def action_edit_customer(self) -> None:
        """The form with everything that can be changed."""
        if self.file is not None:
            self.app.push_screen(CustomerForm(self.session, self.file), self._changed)

    def _changed(self, file: CustomerFile | None) -> None:
        if file is not None:
            self.status.say(_("The file is changed"))
            self.post_message(StoreChanged())

"""One customer: contacts, preferences, needs, tiers, owner; every ticket, call and change; duplicates merged."""

from datetime import datetime
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.widgets import Static

from deskconsole.actions import Scope, keys_of
from deskconsole.desk.customers import changes, customers
from deskconsole.desk.customers.records import CustomerFile
from deskconsole.keys import key_label
from deskconsole.present.catalogue import _
from deskconsole.screens.customers.form import CustomerForm
from deskconsole.screens.customers.lines import customer_lines, file_pieces, head_lines
from deskconsole.screens.frame.bindings import bindings
from deskconsole.screens.frame.desk_screen import DeskScreen, StoreChanged
from deskconsole.screens.frame.session import Session
from deskconsole.screens.tickets.ticket_actions import TicketActions
from deskconsole.text.cells import clip
from deskconsole.widgets.lists.customer_list import CustomerList
from deskconsole.widgets.lists.line_list import LineList
from deskconsole.widgets.text_view import TextView


class CustomerScreen(TicketActions, DeskScreen):
    """The file of a customer, those merged with them included."""

    scope = Scope.CUSTOMER
    BINDINGS: ClassVar = bindings(Scope.CUSTOMER)
    AUTO_FOCUS = "CustomerList"

    def __init__(self, session: Session, customer_id: int) -> None:
        super().__init__(session)
        self._customer = customer_id
        self.file: CustomerFile | None = None
        self.head = Static("", markup=False, id="head")
        self.facts = TextView(id="file")
        self.facts.can_focus = False
        self.list = CustomerList(session.zone, session.now(), id="customer-list")

    def body(self) -> ComposeResult:
        """Who it is; what is known of them; what they have had with the desk."""
        yield self.head
        with Container(id="customer-body"):
            yield self.facts
            yield self.list

    async def reload(self) -> None:
        """Reads the file."""
        self.file = await self.session.ask(customers.customer_file, self.session.desk, self._customer)
        self._customer = self.file.id
        self.redraw()

    def redraw(self) -> None:
        """Shows what was read."""
        if self.file is None:
            return
        now, zone, titles = self.session.now(), self.session.zone, self.session.titles
        first, second = (clip(f" {line}", self.size.width) for line in head_lines(self.file, titles))
        self.head.update(Content.assemble((first, "bold"), ("\n", ""), (second, "$foreground-muted")))
        self.facts.show(file_pieces(self.file, titles, now, zone, self.facts.body.size.width or self.size.width - 2))
        self.list.show(customer_lines(self.file, titles, now, zone), now)
        self.refresh_frame()

    def on_resize(self) -> None:
        """Other widths, other line breaks."""
        self.call_after_refresh(self.redraw)

    def tick(self, now: datetime) -> None:
        """Countdowns whose text changed."""
        self.list.tick(now)

    @property
    def number(self) -> str:
        """The ticket of the selected line, which letters act on."""
        return self.list.selected.partition(" ")[0]

    @on(LineList.Chosen)
    def _chosen(self) -> None:
        if self.number:
            self.open_ticket(self.number)

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
        from deskconsole.screens.intake.intake import IntakeScreen

        (match,) = await self.session.ask(customers.matches_of, self.session.desk, [customer_id])
        screen = IntakeScreen(self.session)
        await self.app.push_screen(screen)
        screen.choose(match)

    # --- changing the file ---------------------------------------------------------------------------------

    def action_edit_customer(self) -> None:
        """The form with everything that can be changed."""
        if self.file is not None:
            self.app.push_screen(CustomerForm(self.session, self.file), self._changed)

    def _changed(self, file: CustomerFile | None) -> None:
        if file is not None:
            self.status.say(_("The file is changed"))
            self.post_message(StoreChanged())

    def action_merge_customer(self) -> None:
        """Chooses who is the same person: those found to be so first, anybody by typing."""
        if self.file is not None:
            self.work(self._choose_other(self.file))

    async def _choose_other(self, file: CustomerFile) -> None:
        from deskconsole.screens.customers.pick import CustomerPick

        ids = [duplicate.id for duplicate in file.duplicates]
        result = await self.session.ask(customers.matches_of, self.session.desk, ids)
        title = _("Who is {name} as well?").format(name=file.name or _("not given"))
        self.app.push_screen(CustomerPick(self.session, title, result), self._merge)

    def _merge(self, other: int | None) -> None:
        if other is not None:
            keys = keys_of("unmerge_customer")
            message = _("Merged · {key} takes them apart again").format(key=key_label(keys[0]) if keys else "")
            self.work(self._write(message, changes.merge_customers, other, self._customer))

    def action_unmerge_customer(self) -> None:
        """Takes a merged customer out again; with several it asks whom."""
        if self.file is None or not self.file.members:
            self.status.say(_("Nobody was merged with this customer"), error=True)
            return
        from deskconsole.screens.frame.pick_one import PickOne

        entries = [
            (str(member.id), " · ".join((member.name or _("not given"), *member.contacts)))
            for member in self.file.members
        ]
        self.app.push_screen(PickOne(self.session, _("Take apart again"), entries), self._unmerge)

    def _unmerge(self, member: str | None) -> None:
        if member is not None:
            message = _("Taken apart: both are as they were, with what was added since")
            self.work(self._write(message, changes.unmerge_customer, int(member)))

    async def _write(self, message: str, change: Any, *arguments: int) -> None:
        await self.record(change, self.session.desk, *arguments)
        self.status.say(message)

    def relabel(self) -> None:
        """Everything again in the language now in use."""
        super().relabel()
        self.redraw()

"""Customers to see to: who may be lost, and whose files are to be gone through this month."""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult

from deskconsole.actions import Scope
from deskconsole.desk.customers import at_risk, care
from deskconsole.desk.customers.at_risk import AtRisk, UncheckedFile
from deskconsole.present.catalogue import N_, _, language
from deskconsole.present.dates import short
from deskconsole.screens.frame.bindings import bindings
from deskconsole.screens.frame.desk_screen import DeskScreen
from deskconsole.screens.frame.session import Session
from deskconsole.screens.tickets.lines import short_number, today_digits
from deskconsole.text.clean import one_line
from deskconsole.widgets.lists.layout import Column, Layout, rest
from deskconsole.widgets.lists.line_list import LineList
from deskconsole.widgets.lists.lines import Line, in_sections

#: Who it is, why, whose customer; on a phone without the account owner.
CARE: Final = Layout(
    {
        0: (Column("customer", N_("Customer"), 6, 18), rest("why", N_("Why"))),
        64: (
            Column("customer", N_("Customer"), 8, 24),
            Column("owner", N_("Account owner"), 6, 14),
            rest("why", N_("Why")),
        ),
    },
    empty=N_("Nobody is at risk, and every file is checked."),
)


class CareScreen(DeskScreen):
    """Two groups; Enter opens the file, where the rest is done."""

    scope = Scope.CARE
    BINDINGS: ClassVar = bindings(Scope.CARE)
    AUTO_FOCUS = "#care"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._mine = False
        self.at_risk: Sequence[AtRisk] = ()
        self.unchecked: Sequence[UncheckedFile] = ()
        self.list = LineList(CARE, session.zone, session.now(), id="care")

    def body(self) -> ComposeResult:
        """The list alone."""
        yield self.list

    async def reload(self) -> None:
        """Reads both."""
        desk = self.session.desk
        self.at_risk = await self.session.ask(at_risk.customers_at_risk, desk, mine=self._mine)
        self.unchecked = await self.session.ask(at_risk.unchecked_files, desk, mine=self._mine)
        self.redraw()

    def redraw(self) -> None:
        """Shows what was read."""
        now = self.session.now()
        groups = (
            (_("At risk"), [self._at_risk_line(each, now) for each in self.at_risk]),
            (_("Files to check this month"), [self._unchecked_line(each, now) for each in self.unchecked]),
        )
        self.list.show(in_sections(groups), now)

    def _at_risk_line(self, each: AtRisk, now: datetime) -> Line:
        today = today_digits(now, self.session.zone)
        signs = [f"{sign.sign.title.get(language())} {short_number(sign.number, today)}" for sign in each.signs]
        plan = _("no plan yet") if each.number is None else "→ " + short_number(each.number, today)
        return self._line(f"risk {each.customer_id}", each, f"{plan} · {' · '.join(signs)}")

    def _unchecked_line(self, each: UncheckedFile, now: datetime) -> Line:
        since = _("unchecked since {when}").format(when=short(each.since, now, self.session.zone))
        return self._line(f"file {each.customer_id}", each, since, due=each.due)

    def _line(self, key: str, each: AtRisk | UncheckedFile, why: str, due: datetime | None = None) -> Line:
        titles = self.session.titles
        name = each.name or each.organisation
        texts = {
            "customer": titles.customer(name, each.tier),
            "owner": titles.person(each.owner) or _("nobody"),
            "why": one_line(why),
        }
        return Line(key, texts, due=due)

    @property
    def _selected(self) -> int | None:
        customer_id = self.list.selected.partition(" ")[2]
        return int(customer_id) if customer_id else None

    @on(LineList.Chosen)
    def _chosen(self) -> None:
        if (customer_id := self._selected) is not None:
            self.session.navigation.open_customer(customer_id)

    def action_open(self) -> None:
        """Opens the file of the selected line."""
        self.list.action_choose()

    def action_filter(self, name: str) -> None:
        """Everybody's customers, or one's own."""
        self._mine = name == "mine"
        self.start_reload()

    def action_check_file(self) -> None:
        """The selected file was gone through with the customer."""
        if (customer_id := self._selected) is not None:
            self.work(self._check(customer_id))

    async def _check(self, customer_id: int) -> None:
        await self.record(care.check_file, self.session.desk, customer_id)
        self.say(_("On record: the file is right"))

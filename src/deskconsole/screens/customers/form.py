"""The form of a customer's file: fields, a contact more, a contact less."""

from collections.abc import Callable, Iterator
from functools import partial

from deskconsole.desk.customers.changes import change_customer
from deskconsole.desk.customers.records import CustomerFile
from deskconsole.present.catalogue import N_, _, language
from deskconsole.present.customer_texts import FIELD_TITLES
from deskconsole.screens.forms.form import Form
from deskconsole.screens.forms.values import Hints
from deskconsole.screens.forms.who import addressee
from deskconsole.screens.frame.session import Session
from deskconsole.text.private import revealed
from deskconsole.widgets.forms.form_row import Entry, FormRow

_ENTRIES = {"tier": Entry.CHOICE, "owner": Entry.WHO, "preferences": Entry.AREA, "special_needs": Entry.AREA}


class CustomerForm(Form[CustomerFile]):
    """Gives the file as it is afterwards."""

    def __init__(self, session: Session, file: CustomerFile) -> None:
        self.file = file
        parts = [Hints(session, session.desk.pack)]
        super().__init__(session, self._made(session), draft=f"customer {file.id}", parts=parts)

    def _made(self, session: Session) -> Iterator[FormRow]:
        tiers = {tier.name: tier.title for pack in session.desk.packs for tier in pack.tiers}
        for name, title in FIELD_TITLES.items():
            value = getattr(self.file, name) or ""
            yield FormRow(
                name,
                title,
                _ENTRIES.get(name, Entry.LINE),
                choices=lambda: [(tier, text.get(language())) for tier, text in tiers.items()],
                value=session.titles.person(value) if name == "owner" and value else value,
            )
        yield FormRow("contact", N_("New contact"))
        if self.file.contacts:
            contacts = [(str(place), str(contact.value)) for place, contact in enumerate(self.file.contacts)]
            yield FormRow("gone", N_("Remove"), Entry.CHOICE, choices=lambda: contacts)

    def heading(self) -> str:
        """Whose file."""
        return f"{_('Customer file')} · {self.session.titles.customer(self.file.name, self.file.tier)}"

    def submits(self, row: FormRow) -> bool:
        """Saving needs its own key: most rows stand as they were."""
        return False

    def submit(self) -> Callable[[], CustomerFile]:
        """Records what differs."""
        entered = {name: self.entered(name) for name in FIELD_TITLES}
        changed = {name: value for name, value in entered.items() if value != self.rows[name].initial}
        if changed.get("owner"):
            changed["owner"] = addressee(changed["owner"], self.session, self.session.desk.pack)
        contact, gone = self.entered("contact"), self.entered("gone")
        return partial(
            change_customer,
            self.session.desk,
            self.file.id,
            changed,
            add=[(None, contact)] if contact else [],
            remove=[revealed(self.file.contacts[int(gone)].value) or ""] if gone else [],
            expect=self.file.version,
        )

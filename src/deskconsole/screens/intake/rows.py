"""The rows of the intake form: what is entered, which pack judges it, which deadlines it would start."""

from collections.abc import Callable, Mapping
from datetime import datetime
from itertools import pairwise
from typing import Any, Final

from deskconsole.desk.customers.treatment import Treatment, purposes_of
from deskconsole.desk.tickets.intake_forms import NOT_GIVEN
from deskconsole.domain.clocks.derive import Clock, Rules, explain_starts
from deskconsole.domain.rules.kinds import Kind
from deskconsole.domain.rules.pack import Pack
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import N_, _, language
from deskconsole.present.customer_texts import CONSENT_TITLES
from deskconsole.present.titles import words_title
from deskconsole.screens.forms.classes import LABELS, class_row, class_titles, pack_group
from deskconsole.screens.frame.session import Session
from deskconsole.widgets.forms.form_row import Entry, FormRow
from deskconsole.widgets.forms.form_rows import FormRows

#: What is said in whoever asks' own words; a kind of work may call it as it likes.
WORDS: Final = ("content", "request")
#: Rows whose text makes a form worth keeping.
TEXTS: Final = ("customer", "contact", "content", "request")
#: Rows that matter when the words go to a ticket that is open already.
JOINING: Final = ("channel", "content", "request")


class IntakeRows(FormRows):
    """The rows of the common form, and those that the chosen kind adds before the content."""

    def __init__(self, session: Session) -> None:
        self._desk = desk = session.desk
        self._joining = False
        self._arranged: Kind | None = None
        self._aside: Kind | None = None  # a kind that the form was opened for by a key of its own
        self._own = pack_group(session, self.attributes)
        # One kind of work leaves nothing to choose.
        classes = [class_row(name, self._titles) for name in LABELS if name != "kind" or len(desk.kinds) > 1]
        people = [FormRow("customer", N_("Customer")), FormRow("contact", N_("Contact"))]
        words = [FormRow("content", self._called("content"), Entry.AREA), FormRow("request", self._called("request"))]
        self._purposes = purposes_of(desk)
        self._asks_consent = False
        consent = [FormRow("consent", N_("Consent"), Entry.CHOICE, choices=_answers)] if self._purposes else []
        super().__init__([*people, *classes, self._own, *words, *consent])

    def _titles(self, name: str) -> list[tuple[str, str]]:
        """The values to choose from, with their titles."""
        kinds = [*self._desk.usual_kinds, *([self._aside] if self._aside is not None else [])]
        entries = class_titles(name, self.pack, self.of_kind, kinds)
        allowed = self.of_kind.channels if name == "channel" else ()
        return [entry for entry in entries if not allowed or entry[0] in allowed]

    def _called(self, part: str) -> Callable[[], str]:
        return lambda: words_title(self.of_kind, part)

    @property
    def pack(self) -> Pack:
        """The pack of the kind that is chosen."""
        return self._desk.pack_for(kind=self.value("kind") or None)

    @property
    def kind(self) -> str:
        """The kind that is chosen, else the usual one."""
        return self.value("kind") or self.pack.usual_kinds[0].name

    @property
    def of_kind(self) -> Kind:
        """What the chosen kind asks."""
        return self.pack.kind(self.kind)

    def entered(self) -> tuple[dict[str, Any], list[DeskError]]:
        """What is entered in the rows that are asked, as a form is read, and every time that is unclear."""
        self._own.renew()
        fields, wrong = self._own.entered()
        values = {name: row.value for name, row in self.by_name.items() if row.display}
        return {**values, "kind": self.kind, "fields": fields}, wrong

    def fill(self, body: Mapping[str, Any]) -> None:
        """Other values in all rows; what the body does not speak of is empty."""
        self._joining = False
        kind = str(body.get("kind") or "")
        self._aside = next((each for each in self._desk.kinds if each.aside and each.name == kind), None)
        for name, row in self.by_name.items():
            row.value = str(body.get(name) or "")
            row.say("")
        self._arrange(self.pack_values(body))

    def follow_kind(self) -> None:
        """Asks what the chosen kind asks, if another one was chosen."""
        if self.of_kind is not self._arranged:
            self._arrange()

    def _arrange(self, own: Mapping[str, Any] | None = None) -> None:
        """What the pack of the kind does not know is chosen anew. ``own``: the values of its fields."""
        self._arranged = self.of_kind
        if "kind" in self.by_name:
            self.by_name["kind"].offer()
        for name in ("channel", "tier", "category", "level"):
            row = self.by_name[name]
            row.offer()
            existing = [value for value, _title in self._titles(name)]
            if row.value not in existing:
                row.value = {"channel": existing[0], "tier": self.pack.default_tier}.get(name, "")
        for name, row in self.by_name.items():
            row.display = name in JOINING if self._joining else self._asks(name)
            row.require(name == "content" if self._joining else self.of_kind.needs(name))
            if name in WORDS and row.is_mounted:
                row.relabel()  # each kind of work has its own name for them
        self._own.display = not self._joining
        self._own.ask(self.of_kind.fields, own)

    def _asks(self, name: str) -> bool:
        """Whether a part of the form is asked now."""
        if name == "consent":
            return self._asks_consent
        return len(self._titles("kind")) > 1 if name == "kind" else self.of_kind.asks(name)

    def ask_consent(self, treated: Treatment | None) -> None:
        """Asks whoever was not asked yet what their data may be used for; ``None``: somebody new, once named."""
        named = self.given("customer") is not None or self.given("contact") is not None
        asks = self._asks_consent = named if treated is None else treated.to_ask
        row = self.by_name.get("consent")
        if row is not None:
            row.display = asks and not self._joining
            row.say(self.purpose_text(row) or "" if row.display else "")

    def purpose_text(self, row: FormRow) -> str | None:
        """What is told before they answer, beside the row of the answer."""
        return " ".join(each.text.get(language()) for each in self._purposes) if row.field == "consent" else None

    def join(self, joining: bool) -> None:
        """Asks only what is added to an open ticket, or the whole form again."""
        self._joining = joining
        self._arrange()

    def turn_into(self, name: str) -> None:
        """Asks what a kind asks that is not among the usual ones; what is entered stays."""
        self._aside = self._desk.pack_for(kind=name).kind(name)
        self.by_name["kind"].value = name
        self._arrange()

    def usual(self, kind: str = "") -> dict[str, str]:
        """What an empty form begins with, of a ``kind`` or of the usual one."""
        pack = self._desk.pack_for(kind=kind) if kind else self._desk.packs[0]
        of_kind = pack.kind_of(kind) or pack.usual_kinds[0]
        channel = next(iter(of_kind.channels), pack.channels[0].name)
        return {"kind": of_kind.name, "channel": channel, "tier": pack.default_tier}

    def next_gap(self) -> FormRow:
        """The first row that must be filled in and is empty; where none is, the last one."""
        rows, of_kind, own = self.shown(), self.of_kind, self._own.next_gap()
        for row in rows:
            needed = row.field == "kind" or of_kind.needs(row.field) or row is own
            if needed and not row.value.strip():
                return row
        return self.by_name["content"] if self.by_name["content"].display else rows[-1]

    def go_on(self, row: FormRow) -> FormRow:
        """Where Enter goes from who it is and what it is about: to what still is to be filled in.

        What stands in brackets is known as far as nobody changes it, but the kind decides what is asked.
        """
        shown = self.shown()
        for after in shown[shown.index(row) + 1 :] if row in shown else []:
            if after.field == "kind" or after in self.gaps():
                return after
        return self.after(row)

    def after(self, row: FormRow) -> FormRow:
        """The row below one that is asked; of the last one itself."""
        return next((after for before, after in pairwise(self.shown()) if before is row), row)

    def given(self, name: str) -> str | None:
        """What is entered in a row; ``None`` where nothing is, or that it was not given."""
        value = " ".join(self.by_name[name].value.split())
        return value if value not in ("", NOT_GIVEN) else None

    def attributes(self) -> dict[str, Any]:
        """What rules and conditions may ask of the inquiry."""
        values = {name: self.by_name[name].value or None for name in ("channel", "tier", "category")}
        level = self.by_name["level"].value if self.of_kind.asks("level") else ""
        urgent = self.of_kind.asks("urgent") and self.by_name["urgent"].value == "yes"
        return {**values, "kind": self.kind, "level": int(level) if level.isdecimal() else None, "urgent": urgent}

    def starts(self, opened_at: datetime) -> list[Clock]:
        """The deadlines that recording the form now would start, the nearest first."""
        attributes = {**self.attributes(), "fields": self._own.stored()}
        rules = Rules(self.pack, self._desk.calendar)
        result = explain_starts(rules, "received", opened_at, attributes, attributes)
        return sorted((clock for _rule, clock in result), key=lambda clock: (clock.due, clock.rule))


def _answers() -> list[tuple[str, str]]:
    return [(name, _(title)) for name, title in CONSENT_TITLES.items()]

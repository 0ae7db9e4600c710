"""The form of a visitor: signed in from an appointment, walking in, or to be expected."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar, Final

from textual.widgets import Input

from deskconsole.desk.tickets.pack_fields import FormRefused
from deskconsole.desk.visitors import checking_in, expecting
from deskconsole.desk.visitors.records import CheckIn, Expected
from deskconsole.domain.rules.kinds import Kind
from deskconsole.present.catalogue import N_, _, language
from deskconsole.screens.forms.classes import class_row, class_titles, pack_group
from deskconsole.screens.forms.form import Form
from deskconsole.screens.forms.parts import FormPart
from deskconsole.screens.forms.values import Hints, when
from deskconsole.screens.frame.session import Session
from deskconsole.screens.visitors.form_parts import AlreadyHere, NamesAndNumbers, NextPass, Returning, RoomsOfDay
from deskconsole.text.clean import one_line
from deskconsole.text.dates import clock_or_day
from deskconsole.widgets.forms.form_row import Entry, FormRow
from deskconsole.widgets.forms.form_rows import FormRows

#: What the form is for.
SIGN_IN: Final = "sign_in"
WALK_IN: Final = "walk_in"
EXPECT: Final = "expect"
_TITLES: Final = {SIGN_IN: N_("Sign in"), WALK_IN: N_("Walk-in"), EXPECT: N_("Expect a visitor")}


class VisitorRows(FormRows):
    """The kind where there is one to choose, who it is, what the kind asks, what they want.

    ``purpose``: what the form is for; ``expected``: the appointment that they come to.
    """

    def __init__(self, session: Session, purpose: str, expected: Expected | None) -> None:
        self._desk, self._for = session.desk, purpose
        self._expected = expected.form if expected is not None else None
        kinds = expecting.walk_in_kinds if purpose == WALK_IN else expecting.visitor_kinds
        self._kinds = {kind.name: kind for kind in kinds(session.desk)}
        #: of which kind the rows are now; ``None`` before they stand
        self._shown: Kind | None = None
        self._fields = pack_group(session, lambda: {"kind": self.kind.name})
        purpose_row = FormRow("purpose", N_("Purpose"), value=(self._expected and self._expected.purpose) or "")
        super().__init__([*self._made(), self._fields, purpose_row])

    def _made(self) -> Iterator[FormRow]:
        form = self._expected
        kind = class_row("kind", self._titles, form.kind if form is not None else next(iter(self._kinds), ""))
        kind.display = len(self._kinds) > 1 and self._for != SIGN_IN
        yield kind
        phone = FormRow("phone", N_("Telephone"))
        if form is not None and isinstance(phone.input, Input):
            phone.input.placeholder = str(form.phone or "")
        yield from (FormRow("name", N_("Visitor"), value=form.name if form is not None else ""), phone)
        if self._for == EXPECT:
            yield FormRow("at", N_("When"), Entry.WHEN, required=True)
        yield class_row("category", self._titles, (form is not None and form.category) or "")

    def _titles(self, name: str) -> list[tuple[str, str]]:
        pack = self._desk.pack_for(kind=self.kind.name)
        return class_titles(name, pack, self.kind, [*self._kinds.values()])

    @property
    def kind(self) -> Kind:
        """The kind that is chosen."""
        return self._kinds.get(self.value("kind")) or next(iter(self._kinds.values()))

    def follow_kind(self) -> None:
        """Asks what the chosen kind asks; what only the counter can know is not asked beforehand."""
        before, self._shown = self._shown, self.kind
        if before is self.kind:
            return
        fields = [f for f in self.kind.fields if self._for != EXPECT or f.name not in expecting.AT_THE_COUNTER]
        if before is None:
            self._fields.begin_with(fields, self._expected.fields if self._expected is not None else {})
        else:
            self._fields.ask(fields)
        self["name"].require(self.kind.needs("customer"))
        self["purpose"].require(not self.kind.visitor and self.kind.needs("content"))
        self["category"].require(self.kind.needs("category"))
        self["category"].offer()
        self["category"].display = self.kind.needs("category")

    def fill(self, body: Mapping[str, Any]) -> None:
        """The kind of a draft brings its fields along."""
        self["kind"].value = str(body.get("kind") or self.kind.name)
        self.follow_kind()
        super().fill(body)

    def words(self) -> dict[str, str | None]:
        """What is entered in the rows that every kind has."""
        return {name: self.value(name) or None for name in ("name", "phone", "category", "purpose")}

    def fields(self) -> dict[str, Any]:
        """What is entered in those of the kind; raises :class:`FormRefused`."""
        fields, wrong = self._fields.entered()
        if wrong:
            raise FormRefused(wrong)
        return fields


class VisitorForm(Form[str]):
    """Gives the number of the visit, or the id of the appointment."""

    ROW_OF: ClassVar = {"customer": "name", "contact": "phone", "content": "purpose", "received": "name"}

    def __init__(self, session: Session, purpose: str, expected: Expected | None = None) -> None:
        self._for = purpose
        self._expected = expected
        self._visitor = VisitorRows(session, purpose, expected)
        parts: list[FormPart] = [Returning(session), NamesAndNumbers(), Hints(session, session.desk.pack)]
        self._here = AlreadyHere(session) if purpose == WALK_IN else None
        parts += [self._here] if self._here is not None else []
        parts += [RoomsOfDay(session)] if purpose != EXPECT else []
        parts += [NextPass(session)] if purpose == SIGN_IN else []
        draft = f"visitor {purpose} {expected.id if expected else ''}".strip()
        super().__init__(session, self._visitor, draft=draft, parts=parts)

    def heading(self) -> str:
        """What the form is for, and who is expected."""
        message = _(_TITLES[self._for])
        if self._expected is not None:
            form, session = self._expected.form, self.session
            message += f" · {clock_or_day(form.at, session.now(), session.zone)} {session.titles.name(form.name)}"
            message += f" → {one_line(self._expected.host)}" if self._expected.host else ""
            message += "".join(f" · ({n.entry}) {one_line(n.tell)}" for n in self._expected.notices)
        return message

    @property
    def kind(self) -> Kind:
        """The kind that is chosen."""
        return self._visitor.kind

    def first_row(self) -> FormRow:
        """The first gap that the counter fills in: from an appointment the pass; the kind is known mostly."""
        row = self.rows.find("pass") if self._for == SIGN_IN else None
        return row or next(row for row in self.rows.shown() if row.field != "kind")

    def submits(self, row: FormRow) -> bool:
        """From an appointment the pass is all that is missing."""
        return super().submits(row) or (self._for == SIGN_IN and row.field == "pass")

    def show_rows(self) -> None:
        """Asks what the chosen kind asks."""
        self._visitor.follow_kind()

    def submit(self) -> Callable[[], str]:
        """Signs in, or keeps the appointment."""
        session, key, kind = self.session, self.drafts.id, self._visitor.kind
        words, fields = self._visitor.words(), self._visitor.fields()
        if self._here is not None:
            self._here.check()
        if self._for == EXPECT:
            at = when(self.entered("at"), session, "at")
            data: Mapping[str, Any] = {**words, **fields, "kind": kind.name, "at": at}
            expected = expecting.read_expected(session.desk, data, now=session.now())
            return lambda: expecting.expect(session.desk, expected, key=key).id
        form = _check_in(kind, words, fields, self._expected)
        return lambda: checking_in.check_in(session.desk, form, key=key).number


def _check_in(
    kind: Kind, words: Mapping[str, str | None], fields: Mapping[str, Any], expected: Expected | None
) -> CheckIn:
    """Who walks in wants what the kind is called, if they say nothing else."""
    usual = kind.title.get(language()) if expected is None and kind.visitor else None
    return CheckIn(
        kind=kind.name,
        name=words["name"] or "",
        phone=words["phone"],
        purpose=words["purpose"] or usual,
        category=words["category"],
        fields=fields,
        expected=expected.id if expected is not None else None,
    )

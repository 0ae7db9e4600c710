"""The form of a visitor: signed in from an appointment, walking in, or to be expected."""

from collections.abc import Mapping
from typing import Any, ClassVar, Final

from textual import on
from textual.widgets import Input

from deskconsole.actions import Scope
from deskconsole.desk.visitors import checking_in, expecting
from deskconsole.desk.visitors.records import CheckIn
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import language
from deskconsole.screens.frame.bindings import bindings
from deskconsole.screens.frame.refusals import message_at, message_of
from deskconsole.screens.visitors.typing import EXPECT, SIGN_IN, WALK_IN, VisitorTyping
from deskconsole.widgets.bars.key_line import KeyLine
from deskconsole.widgets.forms.form_row import FormRow

__all__ = ["EXPECT", "SIGN_IN", "WALK_IN", "VisitorForm"]

#: Names that the desk uses for what stands in other rows here.
_ROW_OF: Final = {"customer": "name", "contact": "phone", "content": "purpose", "received": "name"}


class VisitorForm(VisitorTyping):
    """Gives the number of the visit, or the id of the appointment; ``None`` when the form was left."""

    scope = Scope.FORM
    BINDINGS: ClassVar = bindings(Scope.FORM)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        """Enter goes on; in the last field, and from an appointment in the field of the pass, it saves."""
        row = self.own.owner(event.control)
        at_pass = self._for == SIGN_IN and row is not None and row.field == "pass"
        if at_pass or self.rows["purpose"].owns(event.control):
            self.action_save()
        else:
            self.focus_next()

    # --- saving --------------------------------------------------------------------------------------------

    def action_save(self) -> None:
        """Signs in, or keeps the appointment; a second press while it is being saved does nothing."""
        if not self._saving:
            self._saving = True
            for row in self.query(FormRow):
                row.say("")
            self._say("")
            self.run_worker(self._save())

    async def _save(self) -> None:
        try:
            answer = await self._expect() if self._for == EXPECT else await self._sign_in()
        except DeskError as error:
            self._saving = False
            self._refused(error)
            return
        await self.drafts.drop()
        self.dismiss(answer)

    def _typed(self) -> tuple[dict[str, str | None], dict[str, Any]]:
        """The common rows and the own fields; raises :class:`DeskError` for a time that is unclear."""
        fields, wrong = self.own.entered()
        if wrong:
            raise wrong[0]
        return {name: row.value.strip() or None for name, row in self.rows.items()}, fields

    async def _sign_in(self) -> str:
        words, fields = self._typed()
        usual = self.kind.title.get(language()) if self._expected is None and self.kind.visitor else None
        form = CheckIn(
            kind=self.kind.name,
            name=words["name"] or "",
            phone=words["phone"],
            purpose=words["purpose"] or usual,
            category=words["category"],
            fields=fields,
            expected=self._expected.id if self._expected is not None else None,
        )
        session = self.session
        view = await session.ask(checking_in.check_in, session.desk, form, key=self.drafts.id, source="console")
        return view.number

    async def _expect(self) -> str:
        words, fields = self._typed()
        at = self._when(words.pop("at") or "")
        data: Mapping[str, Any] = {**words, **fields, "kind": self.kind.name, "at": at}
        session = self.session
        form = expecting.read_expected(session.desk, data, now=session.now())
        return (await session.ask(expecting.expect, session.desk, form, key=self.drafts.id)).id

    def _refused(self, error: DeskError) -> None:
        """Says each reason at its field, or below the form; everything typed stays."""
        blamed: list[FormRow] = []
        for reason in getattr(error, "errors", (error,)):
            name = _ROW_OF.get(reason.field or "", reason.field or "")
            row = self.rows.get(name) or self.own.rows.get(name)
            if row is None:
                self._say(message_of(reason))
                continue
            row.say(message_at(reason, row.label), error=True)
            blamed.append(row)
        if blamed:
            blamed[0].focus_entry()
            blamed[0].scroll_visible(animate=False)

    def on_key_line_pressed(self, event: KeyLine.Pressed) -> None:
        """A click on the line of keys."""
        self.call_later(self.run_action, event.name)

    def action_phrase(self) -> None:
        """There is nothing to say here."""

    async def action_back(self) -> None:
        """Leaves; what was typed is kept and comes back when the form is opened again."""
        await self.drafts.keep()
        self.dismiss(None)

"""The language check of a form while somebody types: what may not be said so, and what may be said instead."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from deskconsole.actions import keys_of
from deskconsole.desk.records import TicketView
from deskconsole.desk.tickets.wording import allowed_wording, specialists_answers
from deskconsole.domain.rules.customer_wording import (
    NOTHING_ALLOWED,
    REASON,
    WordingRefused,
    allowed_at,
    customer_wording_names,
    matches_in,
)
from deskconsole.domain.rules.wording import BLANK, WordingMatch, language_of, taken
from deskconsole.errors import DeskError
from deskconsole.keys import key_label
from deskconsole.present.catalogue import N_, _, ngettext
from deskconsole.screens.forms.parts import FormPart, PartHost
from deskconsole.screens.forms.phrases import blanks_on
from deskconsole.screens.frame.session import Session
from deskconsole.widgets.forms.form_row import FormRow

#: Seconds after the last key, and after how many characters no key is ever held up by the check.
REST: Final = 0.2
LONG: Final = 600
#: The action that takes accepted wording.
TAKE: Final = "take_wording"
#: What is named but has no reason: a gap is filled in.
GAP: Final = "blank"
_SORTS: Final = {
    "banned": N_("banned"),
    "negating": N_("negating"),
    "attack": N_("attack"),
    "promise": N_("cannot be kept"),
    "no_time": N_("no time given"),
    "price": N_("not in the price policy"),
    GAP: N_("not filled in"),
}


class WordingCheck(FormPart):
    """Watches the rows of one form that hold text for the customer.

    ``text``: the row of the event's text, where it is called otherwise; ``reason``: what the row is called in which a
    reason is given.
    """

    def __init__(
        self, session: Session, view: TicketView, event: str, *, text: str = "text", reason: str = REASON
    ) -> None:
        self._session = session
        self._view = view
        self._names = customer_wording_names(event, view.pack.form(view.ticket.kind, event))
        self._text = text
        self._event = event
        self._allowed = NOTHING_ALLOWED
        self._changes = 0
        self._aside: asyncio.Future[None] | None = None
        self._matches: dict[str, tuple[WordingMatch, ...]] = {}
        #: in which a reason is given; hidden while nothing is named
        self.reason = FormRow(reason, N_("Why so"))
        self.reason.display = False

    @property
    def actions(self) -> Mapping[str, Callable[[], None]]:
        """Accepted wording for what is named, where something is said to the customer."""
        return {TAKE: self._take_here} if self._names else {}

    def _take_here(self) -> None:
        take_or_end(self.form, self.take)

    def begin(self) -> None:
        """Reads the figures and the passed texts that may be told, once; until then no figure is."""
        if self._names:
            self.form.work(self.read_existing())

    async def read_existing(self) -> None:
        """Reads them, and looks at what stands on the form."""
        desk = self._session.desk
        view, answers = self._view, specialists_answers(self._view.events)
        self._allowed = await self._session.ask(allowed_wording, desk, view.pack, view.ticket, self._event, answers)
        self.check()

    def watches(self, row: FormRow) -> bool:
        """Whether a row holds text for the customer."""
        return row in self._watched().values()

    def claims(self, row: FormRow) -> bool:
        """Whether something is named at a row now."""
        return any(watched is row and name in self._matches for name, watched in self._watched().items())

    def changed(self, row: FormRow) -> None:
        """Something was typed: a short text is looked at soon, a long one when nothing more is typed for a while."""
        self._changes += 1
        long = sum(len(each.value) for each in self._watched().values()) > LONG
        asyncio.get_running_loop().call_later(REST * 2 if long else REST, self._rested, self._changes)

    def _rested(self, changes: int) -> None:
        if changes != self._changes:
            return
        if sum(map(len, self._texts().values())) > LONG:
            self._aside = asyncio.ensure_future(self._check_aside(changes))
        else:
            self.check()

    async def _check_aside(self, changes: int) -> None:
        """Looks at long texts in a thread: typing goes on meanwhile, and what was typed since makes it void."""
        result = await self._session.ask(self._look, self._texts(), bool(self.form.rows.value("due")))
        if changes == self._changes and self._texts():
            self._show(result)

    def check(self) -> None:
        """Looks at every watched row now and says beside it what was found."""
        self._show(self._look(self._texts(), bool(self.form.rows.value("due"))))

    def _texts(self) -> dict[str, str]:
        return {name: row.value for name, row in self._watched().items() if row.is_attached}

    def _look(self, texts: Mapping[str, str], time_told: bool) -> dict[str, tuple[WordingMatch, ...]]:
        matches = {
            name: matches_in(text, self._view.pack, allowed_at(self._event, name, self._allowed), time_told=time_told)
            for name, text in texts.items()
        }
        return {name: result for name, result in matches.items() if result}

    def refused(self, error: DeskError) -> bool:
        """The desk refused to record it so: says why, and waits for a reason or another wording."""
        if not isinstance(error, WordingRefused) or not self._names:
            return False
        self._show(dict(error.matches))
        if self._to_gap(error.matches):
            return True
        message = _("say here why it is sent so")
        if any(match.instead is not None for result in self._matches.values() for match in result):
            message = _("take the wording with {key}, or say here why it is sent so")
        self.reason.say(message.format(key=key_label(keys_of(TAKE)[0])), error=True)
        self.reason.focus_entry()
        self.reason.scroll_visible(animate=False)
        return True

    def _to_gap(self, matches: Mapping[str, Sequence[WordingMatch]]) -> bool:
        """The first gap that is named is selected, so that typing fills it in; whether there is one."""
        gaps = [
            (row, match)
            for name, result in matches.items()
            if (row := self._row(name)) is not None
            for match in result
            if match.sort == GAP
        ]
        for row, match in gaps[:1]:
            row.select(match.start, match.end)
        return bool(gaps)

    def take(self, focused: FormRow | None) -> bool:
        """Puts the accepted wording in place of the first hit, in the row that is typed in if it has one."""
        self.check()
        rows = [(row, matches) for name, row in self._watched().items() if (matches := self._matches.get(name))]
        rows.sort(key=lambda result: result[0] is not focused)
        for row, matches in rows:
            for match in matches:
                if match.instead is not None:
                    self._put(row, match)
                    return True
        return False

    def _put(self, row: FormRow, match: WordingMatch) -> None:
        language = language_of(row.value)
        assert match.instead is not None
        words = match.instead.get(language).format_map(blanks_on(self.form.rows, self._view, self._session, language))
        after = taken(row.value, match, words)
        end = len(after) - (len(row.value) - match.take_end)
        row.put(after, end)
        row.focus_entry()
        if (gap := after.find(BLANK, match.take_start, end)) >= 0:
            row.select(gap, gap + len(BLANK))
        self.check()

    def _row(self, name: str) -> FormRow | None:
        if self._text == "text":
            return self.form.rows.find(name)
        return self.form.rows.find(self._text) if name == "text" else None

    def _watched(self) -> dict[str, FormRow]:
        return {name: row for name in self._names if (row := self._row(name)) is not None}

    def _show(self, matches: dict[str, tuple[WordingMatch, ...]]) -> None:
        before, self._matches = self._matches, matches
        for name, row in self._watched().items():
            if result := matches.get(name):
                row.say(self._describe(result, row.value), error=True)
            elif name in before:
                row.say("")
        if matches != before:
            self.reason.display = any(match.sort != GAP for result in matches.values() for match in result)
            self.reason.say("")  # what it said was of other words

    def _describe(self, matches: Sequence[WordingMatch], text: str) -> str:
        first = matches[0]
        language = language_of(text)
        why = first.why.get(language) if first.why is not None else _(_SORTS.get(first.sort, N_("not passed")))
        others = len(matches) - 1
        more = " " + ngettext("({n} more place)", "({n} more places)", others).format(n=others) if others else ""
        message = f"“{first.words}” {why}{more}"
        if first.instead is None:
            return message
        key, blanks = key_label(keys_of(TAKE)[0]), blanks_on(self.form.rows, self._view, self._session, language)
        return f"{message} → {key} {first.instead.get(language).format_map(blanks)}"


def take_or_end(form: PartHost, take: Callable[[FormRow | None], bool]) -> None:
    """Takes accepted wording in the row with the cursor; without such the cursor goes to the end of its line."""
    row = form.focused_row
    if not take(row) and row is not None:
        row.to_end()

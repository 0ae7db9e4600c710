"""Keeping what is typed: a draft two seconds after the last key, offered again after a crash or a dropped line."""

import asyncio
import contextlib
import uuid
from collections.abc import Callable, Mapping
from typing import Any, Final

from deskconsole.desk.tickets import drafts
from deskconsole.desk.tickets.records import Draft
from deskconsole.errors import DeskError
from deskconsole.screens.frame.session import Session
from deskconsole.text.clean import clean

#: Seconds after the last key.
REST: Final = 2.0


class DraftKeeper:
    """Saves one form's text as scratch of the person at the desk.

    ``form`` names the form; ``body`` says what is typed now (nothing typed: nothing is kept).
    """

    def __init__(self, session: Session, form: str, body: Callable[[], Mapping[str, Any]]) -> None:
        self._session = session
        self._form = form
        self._body = body
        self.id = str(uuid.uuid4())
        self._stored: Mapping[str, Any] = {}
        self._changes = 0
        self._saving: asyncio.Future[None] | None = None

    def touched(self) -> None:
        """Something was typed; it is saved when nothing more is typed for a while."""
        self._changes += 1
        asyncio.get_running_loop().call_later(REST, self._rested, self._changes)

    def _rested(self, changes: int) -> None:
        if changes == self._changes:
            self._saving = asyncio.ensure_future(self._keep_quietly())

    async def _keep_quietly(self) -> None:
        """A draft is scratch: a store that refuses it now must not disturb who is typing."""
        with contextlib.suppress(DeskError):
            await self.keep()

    async def keep(self) -> None:
        """Saves now what is typed, if it differs from what was saved last."""
        body = {name: clean(str(value)) for name, value in self._body().items() if value}
        self._changes += 1
        if body and body != self._stored:
            self._stored = body
            await self._session.ask(drafts.save_draft, self._session.desk, self.id, self._form, body)

    async def latest(self) -> Mapping[str, Any] | None:
        """The newest draft of this form that was left, taken over; ``None`` when there is none."""
        result = await self.all()
        if not result:
            return None
        self.take(result[0])
        return result[0].body

    async def all(self) -> list[Draft]:
        """Every draft of this form but the one being typed, the newest first."""
        stored = await self._session.ask(drafts.drafts, self._session.desk)
        mine = [draft for draft in stored if draft.form == self._form and draft.id != self.id]
        return sorted(mine, key=lambda draft: draft.updated_at, reverse=True)

    def take(self, draft: Draft) -> None:
        """Goes on with a draft: what is typed from now on is saved in its place."""
        self.id, self._stored = draft.id, draft.body

    def renew(self) -> None:
        """A new, empty form begins; the draft kept so far stays."""
        self.id, self._stored = str(uuid.uuid4()), {}
        self._changes += 1

    async def drop(self) -> None:
        """The form was saved: its draft is no longer needed."""
        self._changes += 1
        if self._stored:
            self._stored = {}
            await self._session.ask(drafts.drop_draft, self._session.desk, self.id)

"""Keeping what is typed: a draft while somebody types, offered again after a crash or a dropped line."""

import asyncio
import contextlib
import uuid
from collections.abc import Callable, Mapping
from typing import Any, Final

from deskconsole.desk.records import Draft
from deskconsole.desk.tickets import drafts
from deskconsole.errors import DeskError
from deskconsole.screens.frame.parked import Thrown
from deskconsole.screens.frame.session import Session
from deskconsole.text.clean import clean

#: Seconds after the last key; and at the latest so many after the first key that is not kept yet.
REST: Final = 2.0
AT_LATEST: Final = 5.0


class DraftKeeper:
    """Saves one form's text as scratch of the person at the desk.

    ``form`` names the form (``None``: nothing on it is worth keeping); ``body`` says what is typed now (nothing
    typed: nothing is kept). What could not be saved is tried again until it is.
    """

    def __init__(self, session: Session, form: str | None, body: Callable[[], Mapping[str, Any]]) -> None:
        self._session = session
        self._form = form
        self._body = body
        self.id = str(uuid.uuid4())
        self._stored: Mapping[str, Any] = {}
        #: forms that were parked and are not saved yet, by their ids
        self._parked: dict[str, Mapping[str, str]] = {}
        self._writing = asyncio.Lock()
        self._timer: asyncio.TimerHandle | None = None
        self._saving: asyncio.Future[None] | None = None
        self._since: float | None = None
        self._ended = False

    # --- while somebody types ------------------------------------------------------------------------------

    def touched(self) -> None:
        """Something was typed; it is saved when nothing more is typed for a while, and now and then meanwhile."""
        if self._form is None or self._ended:
            return
        now = asyncio.get_running_loop().time()
        if self._since is None:
            self._since = now
        self._wake_at(min(now + REST, self._since + AT_LATEST))

    def _wake_at(self, at: float) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = asyncio.get_running_loop().call_at(at, self._rested)

    def _rested(self) -> None:
        self._since = None
        self._saving = asyncio.ensure_future(self._keep_quietly())

    async def _keep_quietly(self) -> None:
        """A draft is scratch: a store that refuses it now must not disturb who is typing."""
        try:
            await self.keep()
        except DeskError:
            if not self._ended or self._parked:
                self._wake_at(asyncio.get_running_loop().time() + AT_LATEST)

    async def keep(self) -> None:
        """Saves now what is typed, if it differs from what was saved last; raises :class:`DeskError`."""
        async with self._writing:
            for id_, body in list(self._parked.items()):
                await self._save(id_, body)
                del self._parked[id_]
            id_, body = self.id, self._now()
            if self._form is None or self._ended or body == self._stored:
                return
            if body:
                await self._save(id_, body)
            else:  # everything was taken out again
                await self._forget(id_)
            if id_ == self.id:  # not parked meanwhile
                self._stored = body

    async def _save(self, id_: str, body: Mapping[str, str]) -> None:
        assert self._form is not None
        await self._session.ask(drafts.save_draft, self._session.desk, id_, self._form, body)
        self._session.parked.add(id_, self._form)

    async def _forget(self, id_: str) -> None:
        await self._session.ask(drafts.drop_draft, self._session.desk, id_)
        self._session.parked.remove(id_)

    def _now(self) -> dict[str, str]:
        return {name: clean(str(value)) for name, value in self._body().items()}

    # --- one form after another ----------------------------------------------------------------------------

    async def latest(self) -> Draft | None:
        """The newest draft of this form that was left; ``None`` when there is none."""
        if self._form is None:
            return None
        stored = await self._session.ask(drafts.drafts, self._session.desk)
        mine = [draft for draft in stored if draft.form == self._form and draft.id != self.id]
        return max(mine, key=lambda draft: draft.updated_at, default=None)

    def take(self, draft: Draft) -> None:
        """Goes on with a draft: what is typed from now on is saved in its place."""
        self.id, self._stored, self._ended = draft.id, draft.body, False

    def park(self) -> bool:
        """Puts the form aside as it stands and begins an empty one; whether something was typed.

        :meth:`keep` saves it; until then it is only remembered.
        """
        body = self._now()
        if body and body != self._stored:
            self._parked[self.id] = body
        if body and self._form is not None:
            self._session.parked.leave(self.id, self._form)
        self.renew()
        return bool(body)

    def left(self) -> bool:
        """The form is left as it was kept last; whether something is kept of it."""
        if self._stored and not self._ended and self._form is not None:
            self._session.parked.leave(self.id, self._form)
        return bool(self._stored) and not self._ended

    async def throw_away(self) -> Thrown | None:
        """Forgets what is typed, and gives it, so that it can be put back; ``None``: there was nothing.

        Raises :class:`DeskError` where the store refuses to forget what it keeps already.
        """
        async with self._writing:
            body, stored = self._now(), self._stored
            if stored:
                await self._forget(self.id)
            self._ended, self._stored = True, {}
        result = body or stored
        return Thrown(self.id, self._form, result, self._session.now()) if self._form is not None and result else None

    def renew(self) -> None:
        """A new, empty form begins; the draft kept so far stays."""
        self.id, self._stored, self._ended = str(uuid.uuid4()), {}, False

    async def drop(self) -> None:
        """The form was saved: its draft is no longer needed.

        A store that refuses even this keeps a draft too many, which is better than telling of a save that failed.
        """
        self._ended = True
        async with self._writing:
            if self._stored:
                with contextlib.suppress(DeskError):
                    await self._forget(self.id)
                self._stored = {}

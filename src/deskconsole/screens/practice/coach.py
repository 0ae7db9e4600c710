"""The coach of a practice: says the step, looks at what was recorded, goes on or gives a hint."""

from collections.abc import Mapping
from typing import Protocol
from weakref import WeakSet

from textual.app import App
from textual.widget import Widget

from deskconsole.actions import first_key
from deskconsole.desk.practice.scenes import Practice
from deskconsole.domain.people.practice import OTHER, PARKED, STEPS, Step, Verdict, evaluate
from deskconsole.errors import DeskError
from deskconsole.keys import key_label
from deskconsole.present.catalogue import Marked, _, explain
from deskconsole.present.event_titles import event_title
from deskconsole.screens.frame.navigation import KeepsDrafts
from deskconsole.screens.frame.open_screens import OpenScreens
from deskconsole.screens.frame.pick_one import PickOne
from deskconsole.screens.frame.reloads import OneAtATime
from deskconsole.screens.frame.session import Session
from deskconsole.screens.practice.offer import KEY
from deskconsole.widgets.bars.coach_pane import CoachPane, Paragraph

_SAYS = "$foreground on $panel"
_WELL = "bold $accent on $panel"
_HINT = "bold $warning on $panel"
_LESS = "$foreground-muted on $panel"


class Report(Protocol):
    """Whoever is told how far the practice has come."""

    def progress(self, place: int, skipped: int) -> None:
        """So many steps are behind; so many of them the practice did itself."""

    def completed(self, steps: int, skipped: int) -> None:
        """The end is reached."""


class Coach:
    """Leads through the steps of one practice, from the ``place`` where it was left."""

    def __init__(self, practice: Practice, report: Report, *, place: int = 0, skipped: int = 0) -> None:
        self.practice = practice
        self.place, self.skipped = place, skipped
        self._report = report
        self._panes: WeakSet[CoachPane] = WeakSet()
        self._following = OneAtATime(self._look)
        #: up to where the record belongs to earlier steps; ``None`` until the first step has begun
        self._mark: int | None = None
        self._praise: Marked | None = None
        self._hint = ""
        #: said although the record says nothing more of it: what was lost has begun anew
        self._lasting = ""

    def attach(self, app: App[None], session: Session) -> None:
        """Belongs to a console from now on: each of its screens gets a pane."""
        self._app, self._session = app, session
        session.coach_panes = self.panes

    def panes(self) -> tuple[Widget, ...]:
        """A pane for a screen that is being made."""
        pane = CoachPane()
        self._panes.add(pane)
        pane.show(self.paragraphs())
        return (pane,)

    @property
    def step(self) -> Step | None:
        """The step that is asked for; ``None`` at the end."""
        return STEPS[self.place] if self.place < len(STEPS) else None

    # --- following -----------------------------------------------------------------------------------------

    def start(self) -> None:
        """Begins: what came before the place is done already."""
        self._app.run_worker(self._start())

    async def _start(self) -> None:
        for step in STEPS[: self.place]:
            await self._session.ask(self._played, step.name)
        await self._begin(await self._session.ask(self.practice.newest))
        self._report.progress(self.place, self.skipped)

    def _played(self, name: str) -> None:
        self.practice.begin(name)
        self.practice.play(name)

    async def _begin(self, mark: int) -> None:
        if self.step is not None:
            await self._session.ask(self.practice.begin, self.step.name)
        self._mark = mark
        self.show()

    def start_following(self) -> None:
        """Something was recorded, or a second has passed: looks without waiting for it."""
        self._app.run_worker(self._following.run())

    async def _look(self) -> None:
        step = self.step
        if self._mark is None or step is None:
            return
        try:
            deeds = await self._session.ask(self.practice.deeds, self._mark)
            open_ = any(isinstance(screen, KeepsDrafts) for screen in self._app.screen_stack)
            parked = step.name == "intake" and not open_ and await self._session.ask(self.practice.half_typed)
            verdict = evaluate(step, deeds, self.practice.call, self.practice.me, parked=parked)
            if verdict.done:
                await self._go_on(verdict.seq)
            else:
                await self._hold(step, verdict)
        except DeskError as error:
            self._hint = explain(error)
        self.show()

    async def _hold(self, step: Step, verdict: Verdict) -> None:
        hint = self._worded(step, verdict.hint, verdict.kind) if verdict.hint is not None else ""
        if verdict.again:
            self._lasting = hint
            await self._session.ask(self.practice.ring_again, step.name)
            self._mark = await self._session.ask(self.practice.newest)
        self._hint = hint or self._lasting

    async def _go_on(self, mark: int, *, skipped: bool = False) -> None:
        self._praise = None if skipped or self.step is None else self.step.praise
        self._hint = self._lasting = ""
        self.place += 1
        self.skipped += skipped
        if self.step is None:
            self._report.completed(len(STEPS), self.skipped)
        else:
            self._report.progress(self.place, self.skipped)
        await self._begin(mark)

    # --- what the key offers -------------------------------------------------------------------------------

    def offer(self) -> None:
        """Skip the step, or leave."""
        entries = [("skip", _("Skip this step: the practice does it"))] if self.step is not None else []
        entries += [("leave", _("Leave; next time it goes on here") if self.step else _("Leave the practice"))]
        entries += [("stay", _("Go on"))]

        def chosen(what: str | None) -> None:
            if what == "skip":
                self._app.run_worker(self._skip())
            elif what == "leave":
                self._app.call_later(self._app.run_action, "quit")

        if not isinstance(self._app.screen, PickOne):
            self._app.push_screen(PickOne(self._session, _("Practice"), entries), chosen)

    async def _skip(self) -> None:
        step = self.step
        if step is None or self._mark is None:
            return
        self._mark = None  # what the practice does itself is not evaluated
        await OpenScreens(self._app, self._session).leave_above(self._app.screen_stack[0])
        try:
            await self._session.ask(self.practice.forget_typed)
            await self._session.ask(self.practice.play, step.name)
        except DeskError as error:
            self._hint = explain(error)
        await self._go_on(await self._session.ask(self.practice.newest), skipped=True)

    # --- saying --------------------------------------------------------------------------------------------

    def show(self) -> None:
        """The step as it stands, on every screen that is open."""
        paragraphs = self.paragraphs()
        for pane in self._panes:
            pane.show(paragraphs)

    def paragraphs(self) -> list[Paragraph]:
        """What the pane says now."""
        step, key = self.step, key_label(KEY)
        well = [(f"✓ {_(self._praise)}", _WELL)] if self._praise is not None else []
        if step is None:
            end = _("The practice is done, and that is on record. Try more if you like, nothing here is real.")
            return [*well, (end, _SAYS), (_("{key} leaves").format(key=key), _LESS)]
        message = _("Practice {place}/{steps} · {says} ({key}: skip, leave)")
        says = self._worded(step, step.says)
        message = message.format(place=self.place + 1, steps=len(STEPS), says=says, key=key)
        return [*well, (message, _SAYS), *([(f"→ {self._hint}", _HINT)] if self._hint else [])]

    def _worded(self, step: Step, template: Marked, kind: str = "") -> str:
        keys = {**step.keys, **({"take_draft": "take_draft"} if template is PARKED else {})}
        values: Mapping[str, str] = {place: key_label(first_key(action)) for place, action in keys.items()}
        title = _(event_title(kind)) if template is OTHER else ""
        return _(template).format(title=title, **values)

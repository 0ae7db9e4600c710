"""Where one is, and which screens are beside: what the title line of every screen says."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, Protocol, runtime_checkable

from deskconsole.actions import REGISTRY, Scope, keys_of
from deskconsole.keys import key_label
from deskconsole.present.catalogue import N_, Marked, _
from deskconsole.screens.frame.session import Session
from deskconsole.widgets.bars.title_line import TitleLine, TitlePart

#: What a screen is called on its title line.
_PLACES: Final[Mapping[Scope, Marked]] = {
    Scope.QUEUE: N_("Queue"),
    Scope.FOLLOW_UPS: N_("Follow-ups"),
    Scope.VISITORS: N_("Visitors"),
    Scope.ROOMS: N_("Rooms"),
    Scope.SHIFT: N_("Shift"),
    Scope.COUNTERS: N_("Queue numbers"),
    Scope.KNOWLEDGE: N_("Knowledge"),
    Scope.CUSTOMER: N_("Customer file"),
    Scope.TICKET: N_("Ticket"),
    Scope.INTAKE: N_("New intake"),
}
#: The screens beside, the most important first: the action that opens each.
_WAYS: Final[Mapping[Scope, str]] = {
    Scope.INTAKE: "new_intake",
    Scope.QUEUE: "show_queue",
    Scope.FOLLOW_UPS: "show_follow_ups",
    Scope.VISITORS: "show_visitors",
    Scope.SHIFT: "show_shift",
    Scope.COUNTERS: "show_counters",
    Scope.KNOWLEDGE: "show_knowledge",
}


class Title:
    """The title line of one screen."""

    def __init__(self, session: Session, scope: Scope) -> None:
        self._session = session
        self._scope = scope
        self.line = TitleLine()
        #: what the screen is of, behind its name
        self.about = ""
        #: what stands there instead of the names of the screens: the longest way to say it first
        self.parts: Callable[[], list[list[TitlePart]]] | None = None

    @property
    def name(self) -> str:
        """What the screen is called, and what of."""
        own = _PLACES.get(self._scope) or _title_of(f"show_{self._scope}") or Marked(self._scope)
        return f"{_(own)} {self.about}".rstrip()

    def show(self, stack: Sequence[object]) -> None:
        """Where one is, and the screens beside, as it is now; ``stack``: the open screens, the lowest first."""
        open_ = [screen.title_bar for screen in stack if isinstance(screen, HasTitle)]
        names = [title.name for title in (open_[: open_.index(self) + 1] if self in open_ else [self])]
        # Where there is no room only the last names.
        here = self.parts() if self.parts else [[TitlePart(" › ".join(names[n:]))] for n in range(len(names))]
        self.line.show(here, beside(self._session, self._scope))


@runtime_checkable
class HasTitle(Protocol):
    """A screen with a title line."""

    @property
    def title_bar(self) -> Title:
        """Its title line."""
        ...


def beside(session: Session, here: Scope) -> list[TitlePart]:
    """The other screens that this site has, each with its key and how many wait there."""
    return [
        TitlePart(
            " ".join((_(_title_of(action) or Marked(action)), *_waiting(session, scope))),
            key_label((keys_of(action) or keys_of(f"app.{action}"))[0]),
            f"app.{action}",
        )
        for scope, action in _WAYS.items()
        if scope is not here and _has(session, scope)
    ]


def _title_of(action: str) -> Marked | None:
    return next((each.title for each in REGISTRY if each.name == action), None)


def _has(session: Session, scope: Scope) -> bool:
    """Whether the rules of the site know such a screen's work."""
    packs = session.desk.packs
    if scope is Scope.VISITORS:
        return any(pack.visitor_kinds for pack in packs)
    return any(pack.counters for pack in packs) if scope is Scope.COUNTERS else True


def _waiting(session: Session, scope: Scope) -> Iterator[str]:
    counts = session.counts
    n = None
    if scope is Scope.VISITORS:
        n = session.visitors_waiting
    elif counts is not None and scope in (Scope.QUEUE, Scope.FOLLOW_UPS):
        n = counts.open if scope is Scope.QUEUE else counts.follow_ups_today
    if n:
        yield str(n)

"""Screens that are made once and kept: opening one again is one paint, not the making of fifty widgets."""

from typing import Any, TypeVar

from textual.app import App

from deskconsole.screens.frame.desk_screen import DeskScreen
from deskconsole.screens.frame.session import Session

S = TypeVar("S", bound=DeskScreen)


def mounted(app: App[Any], session: Session, kind: type[S], *about: str) -> S:
    """The console's screen of this kind, begun anew for ``about`` (a ticket's number); to be pushed by the caller.

    It stays mounted when it is left. While it is open already another is made, which is not kept.
    """
    name = kind.__name__
    if not app.is_screen_installed(name):
        screen = kind(session, *about)
        app.install_screen(screen, name)
        return screen
    existing = app.get_screen(name)
    assert isinstance(existing, kind)
    if existing in app.screen_stack:
        return kind(session, *about)
    existing.begin(*about)
    return existing

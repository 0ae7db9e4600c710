"""The command palette: everything that can be done on a screen, found by typing in either language."""

from deskconsole.actions import Action, Scope, in_scope
from deskconsole.keys import key_label
from deskconsole.present.catalogue import _
from deskconsole.screens.frame.menu import Menu, MenuEntry, in_all_languages
from deskconsole.screens.frame.session import Session


def palette_of(session: Session, scope: Scope) -> Menu:
    """The palette of a screen; each entry is named as a key would name it."""
    choices = [_choice(action, "") for action in in_scope(scope) if not action.name.startswith("app.")]
    choices += [_choice(action, "app.") for action in in_scope(Scope.EVERYWHERE)]
    return Menu(session, _("Everything that can be done here"), choices)


def _choice(action: Action, prefix: str) -> MenuEntry:
    keys = " ".join(key_label(key) for key in action.keys)
    return MenuEntry(
        name=f"{prefix}{action.name}", title=_(action.title), other=in_all_languages(action.title), key=keys
    )

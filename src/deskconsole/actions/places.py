"""The screens on which actions work, as people call them, for the tables of keys."""

from collections.abc import Mapping
from typing import Final

from deskconsole.actions import keys_of
from deskconsole.actions.action import LISTS, Action, Scope
from deskconsole.keys import key_label as label
from deskconsole.present.catalogue import N_, Marked

__all__ = ["MANY", "SCREENS", "keys_now", "label"]

#: In the order of the tables.
SCREENS: Final[Mapping[Scope, Marked]] = {
    Scope.EVERYWHERE: N_("everywhere"),
    Scope.QUEUE: N_("queue"),
    Scope.TICKET: N_("ticket"),
    Scope.FOLLOW_UPS: N_("follow-ups"),
    Scope.CUSTOMER: N_("customer file"),
    Scope.VISITORS: N_("visitors"),
    Scope.ROOMS: N_("rooms"),
    Scope.SHIFT: N_("shift"),
    Scope.COUNTERS: N_("queue numbers"),
    Scope.KNOWLEDGE: N_("knowledge"),
    Scope.INTAKE: N_("intake form"),
    Scope.FORM: N_("forms"),
}
#: An action of so many screens works in all lists.
MANY: Final = len(LISTS) - 1


def keys_now(action: Action) -> tuple[str, ...]:
    """The keys of an action, the site's own where it has some."""
    return keys_of(action.name)

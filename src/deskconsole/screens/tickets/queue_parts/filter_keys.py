"""The keys of the queue's filters."""

from collections.abc import Callable, Sequence

from deskconsole.desk.records import QueueLine
from deskconsole.present.catalogue import _
from deskconsole.screens.tickets.queue_parts.filter import QueueFilter
from deskconsole.widgets.typed_filter import TypedFilter


class FilterKeys:
    """Puts filters on and takes them away; ``redraw`` shows the ``lines`` through them."""

    def __init__(
        self,
        filters: QueueFilter,
        typed: TypedFilter,
        lines: Callable[[], Sequence[QueueLine]],
        redraw: Callable[[], None],
    ) -> None:
        self._filters = filters
        self._typed = typed
        self._lines = lines
        self._redraw = redraw

    def action_filter(self, name: str) -> None:
        """Puts a filter on; channel and category go on to the next value each time."""
        if self._filters.put_on(name, self._lines()) == "all":
            self._typed.take_away()
        self._redraw()

    def action_later(self) -> None:
        """Shows finished tickets that are due on a later day too, or hides them again."""
        self._filters.with_later = not self._filters.with_later
        self._redraw()

    def action_narrow(self) -> None:
        """A typed filter at the bottom; Enter goes back to the list, Esc takes the filter away."""
        self._typed.open(_("Number, customer, request, owner …"))

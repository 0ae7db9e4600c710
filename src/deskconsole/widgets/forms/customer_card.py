"""What whoever fills in a form should know of the customer on it: a few lines, none while nobody is known."""

from collections.abc import Iterator, Sequence
from datetime import datetime, tzinfo
from typing import Protocol

from textual.content import Content
from textual.widgets import Static

from deskconsole.present.catalogue import _
from deskconsole.present.dates import short
from deskconsole.text.cells import clip
from deskconsole.text.clean import one_line


class CustomerCard(Static):
    """Lines of (text, style), each cut to the width; hidden when there are none."""

    def __init__(self) -> None:
        super().__init__("", markup=False)
        self._lines: tuple[tuple[str, str], ...] = ()
        self.display = False

    @property
    def plain(self) -> str:
        """What is shown, without styles."""
        return "\n".join(text for text, _style in self._lines)

    def show(self, lines: Sequence[tuple[str, str]]) -> None:
        """Shows other lines; nothing is drawn when they are the same."""
        safe = tuple((one_line(text), style) for text, style in lines)
        if safe == self._lines:
            return  # each key asks again, and another height lays the whole form out anew
        self._lines = safe
        self.display = bool(safe)
        self.styles.height = max(1, len(safe))
        self.refresh(layout=True)

    def render(self) -> Content:
        """The lines."""
        pieces: list[tuple[str, str]] = []
        for place, (text, style) in enumerate(self._lines):
            pieces.append((("\n" if place else "") + clip(text, self.size.width), style))
        return Content.assemble(*pieces)


class Treated(Protocol):
    """How a customer is to be treated."""

    @property
    def stopped_at(self) -> datetime | None: ...

    @property
    def to_check(self) -> bool: ...

    @property
    def checked_at(self) -> datetime | None: ...


def describe_treatment(treated: Treated, now: datetime, zone: tzinfo) -> Iterator[str]:
    """What whoever speaks with them should know: no contact unasked, a file that nobody has gone through for long."""
    if treated.stopped_at is not None:
        yield f"⊘ {_('does not wish to be contacted unasked')}"
    if treated.to_check:
        when = _("never") if treated.checked_at is None else short(treated.checked_at, now, zone)
        yield _("File checked: {when} · ask whether number and address still hold").format(when=when)

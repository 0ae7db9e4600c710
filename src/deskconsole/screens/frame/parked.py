"""The half-filled forms of the person at the desk: how many wait, which was left last, which was thrown away."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from deskconsole.present.catalogue import _
from deskconsole.record import dataclass

#: What drafts of steps on a ticket are kept as begins so; the ticket's number is the last word of it.
_OF_TICKETS: Final = ("act ", "file ", "attach ")


@dataclass(frozen=True, slots=True)
class Thrown:
    """A form that was thrown away: it can be put back as long as the last action can be taken back."""

    id: str
    form: str
    body: Mapping[str, Any]
    at: datetime


class Parked:
    """Which drafts are kept, by their ids, each with what it is kept as (``act answered SZ-…``). ``typed_in``: those
    whose forms are on the screen; they do not wait."""

    def __init__(self, typed_in: Callable[[], Collection[str]]) -> None:
        self._typed_in = typed_in
        self._forms: dict[str, str] = {}
        #: the forms that were left in this session, the last one at the end
        self._left: list[str] = []
        #: what is to be said on the screen that is seen next
        self._word = ""
        #: the form that was thrown away last
        self.thrown: Thrown | None = None

    def read(self, forms: Iterable[tuple[str, str]]) -> None:
        """These are kept in the store: their ids, and what each is kept as."""
        self._forms = dict(forms)

    def add(self, id_: str, form: str) -> None:
        """One more is kept."""
        self._forms[id_] = form

    def remove(self, id_: str) -> None:
        """It is recorded, or not wanted any more."""
        self._forms.pop(id_, None)

    @property
    def tickets(self) -> frozenset[str]:
        """The numbers of the tickets with which something is half done."""
        waiting = (form for id_, form in self._forms.items() if id_ not in self._typed_in())
        return frozenset(form.rpartition(" ")[2] for form in waiting if form.startswith(_OF_TICKETS))

    def __len__(self) -> int:
        return len(self._forms.keys() - set(self._typed_in())) if self._forms else 0

    def leave(self, id_: str, form: str) -> None:
        """A form is left half filled: it waits, which is said on the screen that is seen next."""
        self._forms[id_] = form
        self._left = [*(each for each in self._left if each != id_), id_]
        self._word = parked_text()

    def order(self, id_: str) -> int:
        """How late a form was left in this session; those of earlier sessions come before all of them."""
        return self._left.index(id_) + 1 if id_ in self._left else 0

    def throw(self, thrown: Thrown | None) -> None:
        """A form was thrown away, which is said on the screen that is seen next; ``None``: it was empty."""
        self._word = ""
        if thrown is not None:
            self.thrown = thrown
            self._word = _("Thrown away · ^Z or z puts it back")

    def word(self) -> str:
        """What is to be said now, once."""
        word, self._word = self._word, ""
        return word

    def count_text(self) -> str:
        """How many wait and which key goes to the newest; empty where none does."""
        count = len(self)
        return _("{n} parked: ^O").format(n=count) if count else ""


def parked_text() -> str:
    """A form was parked; how to come back to it."""
    return _("Parked · ^O takes it up again")

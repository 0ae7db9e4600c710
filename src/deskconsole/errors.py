"""The one error that people are meant to read."""

from typing import Any


class DeskError(Exception):
    """A refusal: what is wrong, where, and what to do.

    ``template`` is the English message and at the same time its key in the message catalogues;
    ``values`` fill its ``{placeholders}`` after translation. ``field`` names the form field or input
    key that is to blame (``None``: no single field), so that a screen can show the message beside it.
    """

    #: exit status of the command line for this refusal (``cli.md``)
    exit_status = 1

    def __init__(self, template: str, /, *, field: str | None = None, **values: Any) -> None:
        super().__init__(template)
        self.template = template
        self.field = field
        self.values = values

    def __str__(self) -> str:
        """The English message, filled in."""
        return self.template.format(**{"field": self.field, **self.values}) if self.values else self.template


class NotFound(DeskError):
    """Something was named that the store does not hold."""


class Outdated(DeskError):
    """A save that rests on an outdated view; ``values`` say what changed since."""


class RowUnreadable(DeskError):
    """A row of the store holds what the program never wrote there: somebody changed it past the program."""


class StoreUnusable(DeskError):
    """The store cannot be opened, is damaged, or is newer than this program."""

    exit_status = 3


class NotNow(StoreUnusable):
    """Nothing was recorded, and it may go well another time: others are writing, or the disk is full."""


class CommitUnsure(StoreUnusable):
    """The end of a write failed: it may have been recorded all the same. With the same key it can be tried again."""

"""Why something went wrong: the causes that a regulation tells apart, as a tree."""

from collections.abc import Sequence
from typing import ClassVar, Final

from deskconsole.domain.rules.forms import FieldChoice, FormField
from deskconsole.domain.rules.texts import Text
from deskconsole.record import dataclass, replace

#: The type of a form's field that holds one, the name that it has, and the events on whose forms it stands.
CAUSE: Final = "cause"
FOUND_ON: Final = ("verified", "solved")
#: Between a cause and what it is part of.
_PART_OF: Final = " › "


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """One cause; ``parent``: what it is part of. Only what has no parts of its own is found to be the cause."""

    KEY: ClassVar[str] = "name"
    name: str
    title: Text
    parent: str | None = None


def path_of(cause: Cause, causes: Sequence[Cause]) -> tuple[Cause, ...]:
    """A cause behind all that it is part of, the widest first; a circle is cut."""
    by_name = {each.name: each for each in causes}
    path = [cause]
    while (above := by_name.get(path[0].parent or "")) is not None and above not in path:
        path.insert(0, above)
    return tuple(path)


def choices(causes: Sequence[Cause]) -> tuple[FieldChoice, ...]:
    """The causes that may be found, each titled with what it is part of, what belongs together side by side."""
    parents = {cause.parent for cause in causes}
    place = {cause.name: number for number, cause in enumerate(causes)}
    paths = [path_of(cause, causes) for cause in causes if cause.name not in parents]
    paths.sort(key=lambda path: [place[cause.name] for cause in path])
    return tuple(FieldChoice(name=path[-1].name, title=_title(path)) for path in paths)


def _title(path: Sequence[Cause]) -> Text:
    return Text(zh=_PART_OF.join(cause.title.zh for cause in path), en=_PART_OF.join(cause.title.en for cause in path))


def as_choice(field: FormField, values: tuple[FieldChoice, ...]) -> FormField:
    """A field of a form as it is asked: one that holds a cause is a choice among them."""
    return replace(field, type="choice", values=values) if field.type == CAUSE else field

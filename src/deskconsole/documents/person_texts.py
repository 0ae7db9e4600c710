"""What is held about somebody, as they can read it: headings and lines, in the language in use."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple

from deskconsole.present.catalogue import N_, Marked, _
from deskconsole.present.customer_texts import FIELD_TITLES
from deskconsole.present.event_titles import event_title, field_title
from deskconsole.text.clean import one_line


class Part(NamedTuple):
    """A heading and the lines below it."""

    title: str
    lines: tuple[str, ...]


#: What events of the site are called where somebody reads about themselves; others by their machine names.
_SITE_TITLES: Final[Mapping[str, Marked]] = {
    "customer_added": N_("file begun"),
    "customer_changed": N_("file changed"),
    "customers_merged": N_("files joined"),
    "customers_unmerged": N_("files taken apart"),
    "person_shown": N_("shown to you before"),
    "unmasked": N_("private texts shown"),
    "room_planned": N_("a room planned"),
    "news_added": N_("news of a day"),
    "shift_handed_over": N_("hand-over of a shift"),
}


def parts_of(file: Any, at: Callable[[datetime], str]) -> Iterator[Part]:
    """The file part by part; parts with nothing in them are left out. ``at``: how an instant is written."""
    named = [*file.names, *file.numbers, *file.contacts]
    parts = (
        (N_("Known by"), [one_line(each) for each in named]),
        (N_("Your file"), [line for each in file.customers for line in _customer_lines(each, at)]),
        (N_("Inquiries, visits and calls"), [_event_line(each, at) for each in file.events]),
        (N_("Calls"), [f"{at(each.rang_at)}  {each.number}  {each.state}" for each in file.calls]),
        (N_("Appointments"), [_row_line(each, at) for each in file.appointments]),
        (N_("Visitor passes"), [f"{each.number}  {each.passed}  {at(each.out_at)}" for each in file.passes]),
        (N_("Watch list"), [_row_line(each, at) for each in file.watched or ()]),
        (N_("Files"), [f"{each.number}  {one_line(each.name)}  {each.size} B" for each in file.files]),
        (N_("Forms not yet saved"), [f"{at(each.updated_at)}  {_plain(each.body)}" for each in file.drafts]),
        (N_("Articles that name you"), [one_line(each) for each in file.articles]),
        (N_("Where others wrote of you"), [_event_line(each, at) for each in file.named]),
        (N_("Who had your private texts shown"), [_looked_line(each, at) for each in file.looked]),
    )
    yield from (Part(_(title), tuple(lines)) for title, lines in parts if lines)


def _customer_lines(customer: Any, at: Callable[[datetime], str]) -> Iterator[str]:
    yield f"{customer.id}  {at(customer.created_at)}"
    for name, title in FIELD_TITLES.items():
        if (value := getattr(customer, name)) is not None:
            yield f"{_(title)}: {one_line(value)}"
    yield from (f"{_('Contact')}: {one_line(value)}" for value in customer.contacts)


def _event_line(event: Any, at: Callable[[datetime], str]) -> str:
    title = (
        _(event_title(event.kind)) if event.number is not None else _(_SITE_TITLES.get(event.kind, Marked(event.kind)))
    )
    fields = "  ".join(
        f"{_(field_title(event.kind, name))}: {_plain(value)}"
        for name, value in event.fields.items()
        if value not in (None, "", [], {})
    )
    return "  ".join(filter(None, (event.number, at(event.at), title, one_line(event.text or ""), fields)))


def _row_line(row: Mapping[str, Any], at: Callable[[datetime], str]) -> str:
    values = (at(value) if isinstance(value, datetime) else _plain(value) for value in row.values())
    return "  ".join(filter(None, values))


def _looked_line(looked: Any, at: Callable[[datetime], str]) -> str:
    return "  ".join(filter(None, (at(looked.at), looked.by, looked.what, one_line(looked.reason or ""))))


def _plain(value: object) -> str:
    """A value in a line; what is inside of it one behind the other."""
    if isinstance(value, Mapping):
        return " ".join(filter(None, map(_plain, value.values())))
    if isinstance(value, list | tuple):
        return " ".join(filter(None, map(_plain, value)))
    return "" if value is None else one_line(str(value))

"""One paper of a ticket: every value and list that a form can show, and how our own form lays them out.

The same paper becomes a Word file (ours, or the company's own template with its placeholders) and a PDF.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from deskconsole.desk.desk import Desk
from deskconsole.desk.records import TicketView
from deskconsole.desk.staff import staff
from deskconsole.documents.paper_lists import LISTS, lists_of
from deskconsole.documents.paper_values import LABELS, values_of
from deskconsole.domain.rules.kinds import FORM_FIELDS, Kind
from deskconsole.domain.rules.papers import FACTS, USUAL_PARTS, PaperForm
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import _, language
from deskconsole.present.titles import Titles
from deskconsole.record import dataclass
from deskconsole.text.cells import width

#: A value wider than this, in cells, or of several lines has a row of its own.
_HALF_ROW: Final = 30
#: Parts that are one text below each other.
_TEXTS: Final = ("content", "request", "outcome")


@dataclass(frozen=True, slots=True)
class Pairs:
    """A row of one or two labelled values: (label, name of the value)."""

    entries: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A table below a heading: ``columns`` are (heading, name, share of the width)."""

    title: str
    name: str
    columns: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """What is printed of one ticket. ``values`` and ``lists`` hold all there is, ``layout`` what our own form shows."""

    number: str
    title: str
    values: Mapping[str, str]
    lists: Mapping[str, Sequence[Mapping[str, str]]]
    layout: tuple[Pairs | Listing, ...]
    signatures: tuple[str, ...]


def paper_of(desk: Desk, view: TicketView, name: str | None = None) -> Paper:
    """The paper called ``name`` of the ticket's kind (default: its usual one), in the language in use.

    Raises :class:`DeskError` when the kind has no such paper.
    """
    titles = Titles((view.pack, *desk.packs))
    titles.people = {person.login: person.name for person in staff.staff_list(desk)}
    kind = _kind(view)
    form = _form(kind, name)
    now = desk.now()
    values = values_of(desk, view, titles, now) | {"title": form.title.get(language())}
    lists = lists_of(view, titles, desk.zone)
    # A list that stands in the middle of a text is one entry a line.
    values |= {
        listed: "\n".join(" ".join(filter(None, row.values())) for row in rows) for listed, rows in lists.items()
    }
    return Paper(
        number=view.number,
        title=values["title"],
        values=values,
        lists=lists,
        layout=_layout(form, kind, values, lists),
        signatures=tuple(text.get(language()) for text in form.signatures),
    )


def papers_of(view: TicketView) -> tuple[PaperForm, ...]:
    """The papers that a ticket is printed as, the usual one first."""
    return _kind(view).papers


def _kind(view: TicketView) -> Kind:
    """The ticket's kind; before it is known the first of its pack, whose paper then has empty places."""
    if view.ticket.kind is None:
        return view.pack.kinds[0]
    return view.pack.kind(view.ticket.kind)


def _form(kind: Kind, name: str | None) -> PaperForm:
    if name is None:
        return kind.papers[0]
    for form in kind.papers:
        if form.name == name:
            return form
    existing = ", ".join(form.name for form in kind.papers)
    raise DeskError("paper: '{name}' is not one of {known}", field="paper", name=name, known=existing)


def _layout(
    form: PaperForm, kind: Kind, values: Mapping[str, str], lists: Mapping[str, Sequence[Mapping[str, str]]]
) -> tuple[Pairs | Listing, ...]:
    rows: list[Pairs | Listing] = []
    for part in form.parts or USUAL_PARTS:
        if part == "facts":
            # What a kind of work never asks has no empty place on its paper.
            named = form.facts or tuple(name for name in FACTS if values[name] or _questions(kind, name))
            rows += _pairs([(_(LABELS[name]), name) for name in named], values)
        elif part == "fields":
            own = [field for field in kind.fields if not form.fields or field.name in form.fields]
            rows += _pairs([(field.title.get(language()), f"field.{field.name}") for field in own], values)
        elif part in _TEXTS and (values[part] or _questions(kind, part)):
            rows.append(Pairs(((_label(kind, part), part),)))
        elif lists.get(part):
            heading, columns = LISTS[part]
            rows.append(Listing(_(heading), part, tuple((_(label), name, share) for name, label, share in columns)))
    return tuple(rows)


def _label(kind: Kind, part: str) -> str:
    own = kind.content_title if part == "content" else kind.request_title if part == "request" else None
    return own.get(language()) if own else _(LABELS[part])


def _questions(kind: Kind, part: str) -> bool:
    return part not in FORM_FIELDS or kind.asks(part)


def _pairs(entries: Sequence[tuple[str, str]], values: Mapping[str, str]) -> list[Pairs]:
    """Two short values a row; a long one has a row of its own."""
    rows: list[Pairs] = []
    waiting: tuple[str, str] | None = None
    for entry in entries:
        value = values[entry[1]]
        if "\n" in value or width(value) > _HALF_ROW:
            rows.append(Pairs((entry,)))
        elif waiting is None:
            waiting = entry
        else:
            rows.append(Pairs((waiting, entry)))
            waiting = None
    return [*rows, Pairs((waiting,))] if waiting is not None else rows

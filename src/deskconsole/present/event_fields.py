"""What an event says besides its text, as people read it."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, tzinfo
from typing import Any, Final

from deskconsole.domain.rules.forms import FormField
from deskconsole.domain.tickets.event import Event
from deskconsole.domain.tickets.fields import FIELDS
from deskconsole.domain.tickets.papers import names_in
from deskconsole.domain.tickets.vocabulary import EVENTS, titles_of
from deskconsole.present.catalogue import _, language
from deskconsole.present.event_titles import field_title
from deskconsole.present.form_values import describe_value
from deskconsole.present.repeats import describe_recurrence
from deskconsole.present.titles import Titles
from deskconsole.text.clean import one_line

#: What outcomes are called, for choices and for reading.
OUTCOMES: Final = titles_of("outcome")
REASONS: Final = titles_of("reason")


def describe_fields(
    event: Event, titles: Titles, when: Callable[[datetime], str], zone: tzinfo, own: Sequence[FormField] = ()
) -> Iterable[str]:
    """The fields of an event as people read them; ``when`` tells an instant, ``own`` are those of its kind's form
    (`Pack.form`)."""
    labelled = {field.name: field for field in own}
    for name, value in _in_order(event):
        if name in labelled:
            message = describe_value(labelled[name], value, zone, titles.people)
            yield f"{labelled[name].title.get(language())}: {one_line(message)}"
        elif event.kind == "classified" and name in ("tier", "channel", "category", "kind"):
            yield titles.title(name, str(value))
        elif (name in FIELDS and FIELDS[name].silent) or (name == "file" and value == event.text):
            continue
        elif name == "due" and event.due is not None:
            yield _("until {when}").format(when=when(event.due))
        elif name == "recurrence":
            yield describe_recurrence(str(value))
        elif name == "to":
            yield _("to {who}").format(who=titles.who(str(value)))
        elif name == "outcome" and value in OUTCOMES:
            yield _(OUTCOMES[str(value)])
        elif name == "outcome":
            yield one_line(str(value))
        elif name == "reason" and value in REASONS:
            yield _(REASONS[str(value)])
        elif name == "customer":
            yield f"{_(field_title(event.kind, name))}: {titles.name(value)}"
        elif name == "grounds":
            yield " · ".join(titles.title("major", each) for each in value) if isinstance(value, list | tuple) else ""
        elif name == "documents":
            yield _("; ").join(titles.title("document", each) for each in names_in(value))
        elif name == "late_cause":
            yield titles.title(name, str(value))
        elif name in ("rule", "file"):
            yield one_line(str(value))
        elif name in ("approved_by", "allowed_by"):
            yield f"{_(field_title(event.kind, name))}: {titles.person(str(value))}"
        elif name == "score":
            yield _("score {n}").format(n=value)
        else:
            text = " · ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
            yield f"{one_line(_(field_title(event.kind, name)))}: {one_line(text)}"


def _in_order(event: Event) -> list[tuple[str, Any]]:
    """The fields in the order of their form; the store keeps them by name. What no form knows comes last."""
    kind = EVENTS.get(event.kind)
    places = {name: place for place, name in enumerate((*kind.required, *kind.optional))} if kind is not None else {}
    return sorted(event.fields.items(), key=lambda field: places.get(field[0], len(places)))

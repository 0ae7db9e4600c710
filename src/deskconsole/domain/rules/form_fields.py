"""The one validator of forms: which fields are asked, and what was entered into them."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from deskconsole.domain.rules.clock_rules import Conditions, holds
from deskconsole.domain.rules.field_values import Kept, Moment, canonical, is_given
from deskconsole.domain.rules.forms import FormField
from deskconsole.errors import DeskError
from deskconsole.record import dataclass


@dataclass(frozen=True, slots=True)
class Checked:
    """What is kept of a form, and one :class:`DeskError` for each mistake, naming its field."""

    values: Mapping[str, Kept]
    errors: tuple[DeskError, ...]


def check_fields(
    fields: Sequence[FormField],
    entered: Mapping[str, Any],
    facts: Mapping[str, Any],
    moment: Moment,
    *,
    others: Collection[str] = (),
) -> Checked:
    """What was ``entered`` into a form with these fields, in the order of the form.

    ``facts``: the ticket's attributes and what else conditions may ask. ``others``: names in ``entered`` that are no
    fields of this form and are left alone; any name besides is refused. A field that is not shown must not be given.
    """
    results: dict[str, Kept] = {}
    wrong: set[str] = set()
    errors = [_unknown(name, fields) for name in entered if name not in others and name not in {f.name for f in fields}]
    for field in fields:
        value = entered.get(field.name)
        existing = {**facts, **results}
        if not holds(field.shown_when, existing):
            if is_given(value) and not wrong & field.shown_when.keys():
                errors.append(_not_asked(field))
            continue
        try:
            if is_given(value):
                results[field.name] = canonical(field, value, moment)
            elif is_required(field, existing):
                raise DeskError("{name}: is missing", field=field.name, name=field.name)
        except DeskError as error:
            errors.append(error)
            wrong.add(field.name)
    return Checked(results, tuple(errors))


def shown_fields(
    fields: Sequence[FormField], entered: Mapping[str, Any], facts: Mapping[str, Any], moment: Moment
) -> tuple[FormField, ...]:
    """The fields that are asked while ``entered`` stands in the form; what is wrong in one counts as not given."""
    values = stored_values(fields, entered, facts, moment)
    existing = dict(facts)
    questions: list[FormField] = []
    for field in fields:
        if holds(field.shown_when, existing):
            questions.append(field)
            if field.name in values:
                existing[field.name] = values[field.name]
    return tuple(questions)


def stored_values(
    fields: Sequence[FormField], entered: Mapping[str, Any], facts: Mapping[str, Any], moment: Moment
) -> dict[str, Kept]:
    """What would be kept of ``entered`` now, while the form is still filled in; what is wrong counts as not given."""
    return dict(check_fields(fields, entered, facts, moment, others=entered).values)


def is_required(field: FormField, facts: Mapping[str, Any]) -> bool:
    """Whether a field that is shown must be filled in."""
    return field.required or bool(field.required_when and holds(field.required_when, facts))


def describe_conditions(conditions: Conditions) -> str:
    """Conditions for a message, by machine names: ``urgent = true and size = big or small``."""
    return " and ".join(
        f"{name} = {' or '.join(str(v).lower() if isinstance(v, bool) else str(v) for v in allowed)}"
        for name, allowed in conditions.items()
    )


def _unknown(name: str, fields: Sequence[FormField]) -> DeskError:
    existing = ", ".join(field.name for field in fields)
    shown = " ".join(str(name).split())[:40]
    return DeskError("{name}: not a field of this form; its fields are {known}", field=name, name=shown, known=existing)


def _not_asked(field: FormField) -> DeskError:
    return DeskError(
        "{name}: only asked when {conditions}; leave it out",
        field=field.name,
        name=field.name,
        conditions=describe_conditions(field.shown_when),
    )

"""What must hold of the documents of a pack, and of who records an event by its form."""

from collections.abc import Sequence

from deskconsole.domain.problems import Place, Problem
from deskconsole.domain.rules.forms import Form
from deskconsole.domain.rules.house.documents import DocumentRule
from deskconsole.domain.rules.kinds import Kind
from deskconsole.domain.rules.reading.names import Names, among
from deskconsole.domain.tickets.event import ATTRIBUTES
from deskconsole.domain.tickets.papers import BETWEEN


def check_document(names: Names, kinds: Sequence[Kind], document: DocumentRule, place: Place) -> list[Problem]:
    """Its kinds are the pack's, its conditions ask what their tickets have."""
    problems = names.check("kind", document.kinds, place, "kinds")
    if BETWEEN in document.name or " " in document.name:
        problems.append(Problem("'{value}' is no name", place, "name", {"value": document.name}))
    if document.when and not document.before:
        problems.append(Problem("when goes with before", place, "when"))
    fields = {field.name for kind in kinds if document.is_of(kind.name) for field in kind.fields}
    for name, allowed in document.when.items():
        problems += among([name], {*fields, *ATTRIBUTES}, place, f"when.{name}")
        if name in ATTRIBUTES:
            problems += names.check_attribute(name, allowed, place, f"when.{name}")
    return problems


def check_recorders(names: Names, form: Form, place: Place, key: str) -> list[Problem]:
    """Whoever records an event by its form is of the pack, and is told apart by events that there are."""
    problems = names.check_events(form.other_than, place, f"{key}.other_than")
    if form.by is not None:
        problems += names.check("department", form.by.department, place, f"{key}.by.department")
        problems += names.check("role", form.by.role, place, f"{key}.by.role")
    return problems

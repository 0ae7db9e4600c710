"""Who of the house may not see what of a ticket: the citizen's name from the department that the complaint is about."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, ClassVar

from deskconsole.domain.problems import Place, Problem
from deskconsole.domain.rules.clock_rules import Conditions, holds
from deskconsole.domain.rules.kinds import FORM_FIELDS, Kind
from deskconsole.domain.rules.texts import Text
from deskconsole.record import dataclass, field

#: What of the common form can be hidden: what nobody needs to work by.
CAN_BE_HIDDEN = ("customer", "contact", "content", "request")


def _no_conditions() -> Conditions:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class HiddenParts:
    """``parts`` of tickets of ``kinds`` that people of some departments or roles never see, while ``when`` holds.

    ``named_in``: a field of the form whose value is the name of one more such department.
    """

    KEY: ClassVar[str] = "name"
    name: str
    title: Text
    kinds: tuple[str, ...]
    parts: tuple[str, ...]
    departments: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    named_in: str | None = None
    when: Conditions = field(default_factory=_no_conditions, hash=False)

    def may_concern(self, kind: Kind, role: str, department: str | None) -> bool:
        """Whether it can hide anything of tickets of a kind from such a person, whatever their form says."""
        if kind.name not in self.kinds:
            return False
        if role in self.roles or department in self.departments:
            return True
        named = next((each for each in kind.fields if each.name == self.named_in), None)
        if named is None or department is None:
            return False
        return not named.values or department in {choice.name for choice in named.values}

    def holds(self, facts: Mapping[str, Any], role: str, department: str | None) -> bool:
        """Whether it hides from such a person what a ticket with these facts says."""
        named = department is not None and self.named_in is not None and facts.get(self.named_in) == department
        return (named or role in self.roles or department in self.departments) and holds(self.when, facts)


def hidden_from(
    hidden: Sequence[HiddenParts], kind: str | None, facts: Mapping[str, Any], role: str, department: str | None
) -> frozenset[str]:
    """The parts of a ticket of a kind, with these facts, that such a person does not see."""
    own = [each for each in hidden if kind in each.kinds and each.holds(facts, role, department)]
    return frozenset(part for each in own for part in each.parts)


def may_be_hidden(hidden: Sequence[HiddenParts], kind: Kind, role: str, department: str | None) -> frozenset[str]:
    """The parts of tickets of a kind that such a person might not see."""
    return frozenset(part for each in hidden if each.may_concern(kind, role, department) for part in each.parts)


def hidden_problems(hidden: HiddenParts, kinds: Sequence[Kind], place: Place) -> list[Problem]:
    """What is wrong with it besides names of departments, roles and kinds."""
    problems: list[Problem] = []
    for kind in kinds:
        if kind.name not in hidden.kinds:
            continue
        own = {each.name for each in kind.fields}
        values = {"kind": kind.name}
        for part in hidden.parts:
            if part not in own and part not in CAN_BE_HIDDEN:
                text = "'{value}' of kind {kind} cannot be hidden: it is neither a field of its own nor of {known}"
                problems.append(
                    Problem(text, place, "parts", {**values, "value": part, "known": ", ".join(CAN_BE_HIDDEN)})
                )
        if hidden.named_in is not None and hidden.named_in not in own:
            text = "kind {kind} has no field '{value}'"
            problems.append(Problem(text, place, "named_in", {**values, "value": hidden.named_in}))
        for name in hidden.when:
            if name not in own and name not in FORM_FIELDS:
                problems.append(Problem("kind {kind} has no field '{value}'", place, "when", {**values, "value": name}))
    for key in ("kinds", "parts"):
        if not getattr(hidden, key):
            problems.append(Problem("the list is empty, so that no value is allowed", place, key))
    if not (hidden.departments or hidden.roles or hidden.named_in):
        text = "missing; say from whom: departments, roles or named_in"
        problems.append(Problem(text, place, "departments"))
    return problems

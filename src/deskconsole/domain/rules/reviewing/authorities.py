"""How much somebody may give away: amounts by role, which the forms of a pack keep to."""

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar

from deskconsole.domain.rules.forms import FormField
from deskconsole.domain.rules.texts import Text
from deskconsole.errors import DeskError
from deskconsole.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """The ``most`` that somebody of ``role`` may give; none: any amount."""

    KEY: ClassVar[str] = "role"
    role: str
    most: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """What may be given away by whom; a role that has no ``limit`` may give nothing."""

    KEY: ClassVar[str] = "name"
    name: str
    title: Text
    limit: tuple[Limit, ...]

    def covers(self, role: str | None, amount: Decimal) -> bool:
        """Whether somebody of a role may give so much."""
        return any(
            each.role == role and (each.most is None or amount <= Decimal(str(each.most))) for each in self.limit
        )


def beyond_authority(
    fields: Sequence[FormField],
    entered: Mapping[str, Any],
    authorities: Sequence[Authority],
    role: str | None,
    titles: Mapping[str, Text],
) -> list[DeskError]:
    """What of a form is more than somebody of a role may give; each says who may. ``titles``: those of the roles."""
    by_name = {authority.name: authority for authority in authorities}
    errors: list[DeskError] = []
    for field in fields:
        authority, amount = by_name.get(field.authority or ""), _amount(entered.get(field.name))
        if authority is None or amount <= 0 or authority.covers(role, amount):
            continue
        who = [each.role for each in authority.limit if authority.covers(each.role, amount)]
        errors.append(
            DeskError(
                "{name}: {value} is more than you may give; that is for: {who}",
                field=field.name,
                name=field.name,
                value=f"{amount:f}",
                who=_listed([titles.get(name, Text(zh=name, en=name)) for name in who]),
            )
        )
    return errors


def _listed(titles: Sequence[Text]) -> Text:
    nobody = Text(zh="无人", en="nobody")
    if not titles:
        return nobody
    return Text(zh="、".join(title.zh for title in titles), en=", ".join(title.en for title in titles))


def _amount(value: object) -> Decimal:
    try:
        return Decimal(str(value)) if value is not None and not isinstance(value, bool) else Decimal()
    except InvalidOperation:
        return Decimal()

"""Reports as a pack says them: which there are, of what period, made by whom, for whom, how handed in."""

from typing import ClassVar, Final, Literal, get_args

from deskconsole.domain.rules.texts import Text
from deskconsole.record import dataclass

#: The reports that can be made; what each consists of stands in ``domain.reports.contents`` under the same name.
ReportName = Literal[
    "weekly",
    "monthly",
    "supervision",
    "satisfaction",
    "self_check",
    "quality",
    "complaints",
    "makers",
    "alarms",
    "assessment",
    "staffing",
]
REPORTS: Final[tuple[str, ...]] = get_args(ReportName)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRule:
    """One report of the house, of each ``every``: made by the roles ``by``, by each of their own work where ``own``.

    ``departments`` and ``roles`` receive it. ``kind``: the kind of work whose tickets hand it in; their clocks say by
    when. Without one it is made whenever somebody asks for it. ``fields``: by what the forms of its tickets ask besides
    they are counted (the product, whether a complaint is justified).
    """

    KEY: ClassVar[str] = "name"
    name: ReportName
    title: Text
    every: Literal["day", "week", "month", "quarter", "year"]
    by: tuple[str, ...] = ()
    own: bool = False
    departments: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    kind: str = ""
    fields: tuple[str, ...] = ()

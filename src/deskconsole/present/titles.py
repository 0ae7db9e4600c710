"""What a pack's machine names are called, in the language in use."""

from collections.abc import Iterable, Mapping
from copy import copy
from typing import Any, Final

from deskconsole.domain.rules.kinds import Kind
from deskconsole.domain.rules.pack import Pack
from deskconsole.domain.tickets.ticket import Ticket
from deskconsole.present.catalogue import N_, Marked, _, language
from deskconsole.text.clean import one_line
from deskconsole.text.masking import masked
from deskconsole.text.private import Private

#: The machine names that packs give titles to → the table that holds them.
TABLES: Final[Mapping[str, str]] = {
    "stage": "stages",
    "tier": "tiers",
    "channel": "channels",
    "category": "categories",
    "department": "departments",
    "role": "roles",
    "kind": "kinds",
    "major": "majors",
    "late_cause": "late_causes",
    "document": "documents",
    "survey": "surveys",
    "cause": "causes",
    "check": "checks",
    "finding_cause": "finding_causes",
}

_WORDS: Final[Mapping[str, Marked]] = {"content": N_("Content"), "request": N_("Request")}


def words_title(kind: Kind | None, part: str) -> str:
    """What a kind of work (of none: anyone) calls one of the two texts of the common form: its ``content``, its
    ``request``."""
    own = kind and (kind.content_title if part == "content" else kind.request_title)
    return own.get(language()) if own else _(_WORDS[part])


class Titles:
    """Titles, marks and people's names; the first pack that knows a name says what it is called."""

    def __init__(self, packs: Iterable[Pack], *, hides_names: bool = False) -> None:
        self._packs = tuple(packs)
        #: visitors see the screen: names of customers and visitors stand masked in its lists and titles
        self.hides_names = hides_names
        self._lookups: dict[tuple[str, str], Any] = {}
        self.people: Mapping[str, str] = {}

    def entry(self, table: str, name: str) -> Any:
        """The pack's entry (a tier, a channel …), or ``None``."""
        key = (table, name)
        if key not in self._lookups:
            entries = (entry for pack in self._packs for entry in getattr(pack, TABLES[table]))
            self._lookups[key] = next((entry for entry in entries if entry.name == name), None)
        return self._lookups[key]

    def title(self, table: str, name: str | None) -> str:
        """What ``name`` of ``table`` is called; an unknown name stands for itself."""
        if name is None:
            return ""
        entry = self.entry(table, name)
        return one_line(name) if entry is None else str(entry.title.get(language()))

    def question(self, name: str) -> str:
        """What a question of a survey is called."""
        surveys = (survey for pack in self._packs for survey in pack.surveys)
        questions = (each for survey in surveys for each in survey.question if each.name == name)
        return next((each.title.get(language()) for each in questions), one_line(name))

    def words(self, kind: str | None, part: str) -> str:
        """What a kind of work calls one of the two texts of the common form, ``content`` or ``request``."""
        return words_title(self.entry("kind", kind) if kind else None, part)

    def messages(self, ticket: Ticket) -> list[tuple[str, str]]:
        """What whoever asked said, each text with its label; what another part of the form says already is left out.

        A visit has no words of its own where nobody gave any: whom it is for stands in their place on record.
        """
        entry = self.entry("kind", ticket.kind) if ticket.kind else None
        elsewhere = {str(ticket.kind), *map(str, ticket.fields.values())}
        parts = {"request": ticket.request, "content": ticket.content}
        existing = {"request": {*elsewhere, str(ticket.content)}, "content": elsewhere}
        copied = {part for part in parts if entry is not None and (entry.visitor or not entry.asks(part))}
        return [
            (words_title(entry, part), text)
            for part, text in parts.items()
            if text and not (part in copied and str(text) in existing[part])
        ]

    def form_field(self, name: str) -> str | None:
        """What a field of a form of any kind of work is called; ``None`` where no form has it."""
        kinds = (kind for pack in self._packs for kind in pack.kinds)
        fields = (
            field for kind in kinds for form in (kind.field, *(form.field for form in kind.form)) for field in form
        )
        return next((field.title.get(language()) for field in fields if field.name == name), None)

    def form_value(self, name: str, value: str) -> str:
        """What a value of a field of a form is called: of a choice its title, yes and no; any other as it is."""
        kinds = (kind for pack in self._packs for kind in pack.kinds)
        fields = (
            field for kind in kinds for form in (kind.field, *(form.field for form in kind.form)) for field in form
        )
        choices = (choice for field in fields if field.name == name for choice in field.values)
        title = next((choice.title.get(language()) for choice in choices if choice.name == value), None)
        return title or {"true": _("yes"), "false": _("no")}.get(value) or one_line(value)

    def rule(self, number: str) -> str:
        """A rule by its number, with what it is called."""
        rules = (rule for pack in self._packs for rule in pack.rules)
        title = next((rule.title.get(language()) for rule in rules if rule.id == number), "")
        return f"{one_line(number)} {title}".strip()

    def round(self, name: str) -> str:
        """What a round is called; one that no pack has stands for itself."""
        rounds = (each for pack in self._packs for each in pack.rounds)
        return next((one_line(each.title.get(language())) for each in rounds if each.name == name), one_line(name))

    def mark(self, tier: str | None) -> str:
        """The short sign of a tier in lists; one space where there is none."""
        entry = self.entry("tier", tier) if tier else None
        return " " if entry is None else str(entry.mark)

    def person(self, login: str | None) -> str:
        """A staff member's name; somebody unknown by the login."""
        return "" if login is None else one_line(self.people.get(login) or login)

    def who(self, to: str | None) -> str:
        """Whom something is for: a person, ``dept:NAME,NAME``, or free text."""
        if to is None:
            return ""
        if to.startswith("dept:"):
            return "/".join(self.title("department", name) for name in to.removeprefix("dept:").split(","))
        if to not in self.people and self.entry("role", to) is not None:
            return self.title("role", to)
        return self.person(to)

    def assignee(self, assignee: str | None, role: str) -> str:
        """Who is asked by a clock: its assignee, else its role."""
        if assignee is not None:
            return self.who(assignee)
        return {"duty": _("on duty"), "owner": _("owner")}.get(role) or self._of_role(role)

    def _of_role(self, role: str) -> str:
        """What a role is called that a clock asks: one of the pack's, or a field of a form that names somebody."""
        return (self.form_field(role) if self.entry("role", role) is None else None) or self.title("role", role)

    @property
    def opened(self) -> "Titles":
        """The same for what somebody has asked to see, on record: names stand whole."""
        if not self.hides_names:
            return self
        result = copy(self)
        result.hides_names = False
        return result

    def name(self, name: str | Private | None) -> str:
        """What somebody from outside is called, in lists and titles; empty where it is not known."""
        text = one_line(str(name or ""))
        return masked(text) if self.hides_names and isinstance(name, str) else text

    def customer(self, name: str | None, tier: str | None) -> str:
        """A customer with the mark of the tier."""
        return f"{self.mark(tier)} {_('not given') if name is None else self.name(name)}"

    def facts(self, ticket: Ticket) -> str:
        """Channel, kind (where there are several), level, urgency, category and tier of a ticket on one line."""
        category = self.title("category", ticket.category)
        several = len({kind.name for pack in self._packs for kind in pack.usual_kinds}) > 1
        kind = self.entry("kind", ticket.kind) if ticket.kind else None
        parts = [
            self.title("channel", ticket.channel),
            self.title("kind", ticket.kind) if several or not category or (kind and kind.aside) else "",
            _("Level {n}").format(n=ticket.level) if ticket.level is not None else "",
            _("Urgent") if ticket.urgent else "",
            category,
            self.title("tier", ticket.tier),
        ]
        return " · ".join(part for part in parts if part)

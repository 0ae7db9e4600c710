"""What is said of a customer's file: names of fields and of changes, in the language in use."""

from collections.abc import Callable, Mapping
from typing import Final, Protocol

from deskconsole.present.catalogue import N_, Marked, _
from deskconsole.text.clean import one_line
from deskconsole.text.private import Private

#: What the fields of a file are called.
FIELD_TITLES: Final[Mapping[str, Marked]] = {
    "name": N_("Name"),
    "organisation": N_("Organisation"),
    "tier": N_("Tier"),
    "owner": N_("Account owner"),
    "preferences": N_("Preferences"),
    "special_needs": N_("Special needs"),
}
#: Why two customers may be one.
WHY_DUPLICATE: Final[Mapping[str, Marked]] = {
    "phone": N_("same number"),
    "name": N_("same name"),
}


#: What customers answer who are told what their data are for.
CONSENT_TITLES: Final[Mapping[str, Marked]] = {"given": N_("agrees"), "refused": N_("does not agree")}
#: What is said of an event about how they are treated; ``consent`` with the answer.
_CARE: Final[Mapping[str, Marked]] = {
    "customer_checked": N_("file checked"),
    "consent_recorded": N_("consent: {answer}"),
    "contact_stopped": N_("no contact unasked any more"),
    "contact_allowed": N_("may be contacted again"),
}


class Changed(Protocol):
    """One change of a file."""

    @property
    def field(self) -> str: ...

    @property
    def old(self) -> str | Private | None: ...

    @property
    def new(self) -> str | Private | None: ...


def describe_change(change: Changed, value: Callable[[str, str], str] = lambda field, value: value) -> str:
    """One change in words; ``value`` says what a value of a field is called (a tier, a person)."""
    old, new = (one_line(value(change.field, str(text))) if text else "-" for text in (change.old, change.new))
    special = {
        "added": _("file begun"),
        "merged": _("merged with {name}").format(name=new),
        "unmerged": _("taken apart from {name}").format(name=new),
    }
    if change.field in _CARE:
        answer = _(CONSENT_TITLES.get(str(change.new), Marked("-")))
        return _(_CARE[change.field]).format(answer=answer)
    if change.field in special:
        return special[change.field]
    if change.field == "contact":
        return (
            _("contact {value} added").format(value=new) if change.new else _("contact {value} gone").format(value=old)
        )
    title = _(FIELD_TITLES.get(change.field, Marked(change.field)))
    return f"{title}: {new}" if change.old is None else f"{title}: {old} → {new}"

"""Documents that tickets of some kinds need, as a pack declares them: an invoice, a photo, a report that is signed."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, Literal

from deskconsole.domain.rules.clock_rules import Conditions, holds
from deskconsole.domain.rules.texts import Text
from deskconsole.domain.tickets.papers import BETWEEN, names_in
from deskconsole.errors import DeskError
from deskconsole.record import dataclass, field

#: The action of the clocks that remind of what is missing.
REMINDS = "record_documents"


def _always() -> Conditions:
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRule:
    """One document of tickets of ``kinds`` (none named: of all).

    ``before``: without it the work can be neither ``finished`` nor ``filed``, or not filed, where ``when`` holds (on
    attributes and fields of the ticket); empty: it may be asked for. ``signed``: it is a paper that the customer signs.
    """

    KEY: ClassVar[str] = "name"
    name: str
    title: Text
    kinds: tuple[str, ...] = ()
    before: Literal["", "finished", "filed"] = ""
    when: Conditions = field(default_factory=_always, hash=False)
    signed: bool = False

    def is_of(self, kind: str | None) -> bool:
        """Whether tickets of a kind may have it."""
        return kind is not None and (not self.kinds or kind in self.kinds)

    def is_wanted(self, kind: str | None, facts: Mapping[str, Any]) -> bool:
        """Whether such a ticket must have it."""
        return bool(self.before) and self.is_of(kind) and holds(self.when, facts)


def documents_of(documents: Iterable[DocumentRule], kind: str | None) -> tuple[DocumentRule, ...]:
    """The documents that tickets of a kind may have."""
    return tuple(each for each in documents if each.is_of(kind))


def titles_of_documents(documents: Iterable[DocumentRule], names: Iterable[str]) -> Text:
    """Several documents by what the pack calls them, one after the other."""
    existing = {each.name: each.title for each in documents}
    titles = [existing.get(name, Text(zh=name, en=name)) for name in names]
    return Text(zh="、".join(title.zh for title in titles), en=", ".join(title.en for title in titles))


def naming_documents(title: Text, do: str, documents: Iterable[DocumentRule], names: str | None) -> Text:
    """The title of a clock that reminds of documents, with those that are missing; of any other clock as it is."""
    if do != REMINDS or not names:
        return title
    missing = titles_of_documents(documents, names_in(names))
    return Text(zh=f"{title.zh}：{missing.zh}", en=f"{title.en}: {missing.en}")


def documents_named(error: DeskError, documents: Iterable[DocumentRule]) -> DeskError:
    """A refusal that says which documents are missing, with what the pack calls them."""
    names = error.values.get("documents")
    if isinstance(names, str):
        error.values["documents"] = titles_of_documents(documents, names_in(names.replace(", ", BETWEEN)))
    return error

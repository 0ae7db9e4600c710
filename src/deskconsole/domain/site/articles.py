"""Articles of the knowledge base, as the site's events say; their texts stand beside, named by their digests."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple

from deskconsole.domain.site.row import UNKNOWN, Row, Table, at, begun, by, changed
from deskconsole.domain.tickets.event import Event


class ArticleFacts(NamedTuple):
    """An article as the record knows it; ``digest`` stands for its text."""

    number: int
    source: str | None
    from_ticket: str | None
    version: int
    category: str
    title: str
    price: bool
    digest: str
    changed_at: datetime
    changed_by: str | None
    retired_at: datetime | None


def _version(event: Event) -> dict[str, Any]:
    fields = event.fields
    return {
        "version": fields.get("version"),
        "category": fields.get("category"),
        "title": fields.get("title"),
        "price": bool(fields.get("price")),
        "digest": fields.get("digest", UNKNOWN),
        "changed_at": at(event),
        "changed_by": event.by,
        "retired_at": None,
    }


def _added(event: Event) -> dict[str, Any]:
    fields = event.fields
    beginning = {name: fields.get(name) for name in ("number", "source", "from_ticket")}
    return {**beginning, **_version(event)}


def _retired(_row: Row, event: Event) -> Mapping[str, Any]:
    return {"retired_at": at(event), "changed_at": at(event), "changed_by": event.by}


def _keys(event: Event) -> list[tuple[Any, ...]]:
    """An erasure names each version that it has emptied."""
    if event.kind == "erased":
        return [(number,) for number, _version_ in event.fields.get("articles", ())]
    return by("number")(event)


def _emptied(row: Row, event: Event) -> Mapping[str, Any]:
    gone = [row["number"], row["version"]] in [list(each) for each in event.fields.get("articles", ())]
    return {"title": UNKNOWN, "digest": UNKNOWN} if gone else {}


class VersionFacts(NamedTuple):
    """One version of an article as the record knows it."""

    number: int
    version: int
    category: str
    title: str
    price: bool
    digest: str
    written_at: datetime
    written_by: str | None


def _written(event: Event) -> dict[str, Any]:
    version = _version(event)
    facts = {name: version[name] for name in ("version", "category", "title", "price", "digest")}
    return {"number": event.fields.get("number"), **facts, "written_at": at(event), "written_by": event.by}


def _version_keys(event: Event) -> list[tuple[Any, ...]]:
    if event.kind == "erased":
        return [(number, version) for number, version in event.fields.get("articles", ())]
    return by("number", "version")(event)


def _emptied_version(_row: Row, _event: Event) -> Mapping[str, Any]:
    return {"title": "", "digest": UNKNOWN}


VERSIONS: Final = Table(
    "article_version",
    VersionFacts,
    ("number", "version"),
    _version_keys,
    {"article_added": begun(_written), "article_changed": begun(_written), "erased": changed(_emptied_version)},
    written=False,
)

ARTICLES: Final = Table(
    "article",
    ArticleFacts,
    ("number",),
    _keys,
    {
        "article_added": begun(_added),
        "article_changed": changed(lambda _row, event: _version(event)),
        "article_retired": changed(_retired),
        "erased": changed(_emptied),
    },
    written=False,
)

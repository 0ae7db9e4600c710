"""Heads of the record that were noted elsewhere: on hand-over sheets, with backups, by whoever wrote one down."""

from collections.abc import Mapping
from typing import Any

from deskconsole.errors import DeskError
from deskconsole.store.api import ReadTransaction
from deskconsole.store.record import chain
from deskconsole.text.heads import Head


def head_in(fields: Mapping[str, Any]) -> Head | None:
    """The head of the record that an event notes, in itself or on the sheet that it holds."""
    sheet = fields.get("sheet")
    head = fields.get("head") or (sheet.get("head") if isinstance(sheet, Mapping) else None)
    if isinstance(head, Mapping) and isinstance(head.get("site_seq"), int) and isinstance(head.get("hash"), str):
        return Head(head["site_seq"], head["hash"])
    return None


def head_difference(tx: ReadTransaction, noted: Head, where: str) -> DeskError | None:
    """What is wrong with a head that was noted earlier; ``None``: the record up to there is still the same."""
    stored = chain.hash_at(tx, noted.site_seq)
    if stored is None:
        return DeskError(
            "{where} notes event {site_seq} as the last one, but the record has only {last}: its end was cut off",
            where=where,
            site_seq=noted.site_seq,
            last=tx.head.last_site_seq,
        )
    if not stored.startswith(noted.hash):
        return DeskError(
            "{where} notes event {site_seq} as {noted}, but it is {stored} now: what was recorded up to there was "
            "written anew",
            where=where,
            site_seq=noted.site_seq,
            noted=noted.written,
            stored=Head(noted.site_seq, stored).written,
        )
    return None

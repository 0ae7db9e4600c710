"""``init``, ``verify``, ``watch``: the site as a whole."""

from __future__ import annotations

import sys
import time
from argparse import Namespace
from collections.abc import Iterator
from contextlib import suppress
from typing import Final, NamedTuple

from deskconsole.cli.answers import event_document
from deskconsole.cli.arguments import argument, flag
from deskconsole.cli.command import Answer, Answering, Command
from deskconsole.cli.late_imports import late
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import N_, _, explain
from deskconsole.present.json import Json, Shape
from deskconsole.text.heads import Head, read_head

with late():
    from deskconsole.desk import desk as desks, founding
    from deskconsole.desk.admin import demo, verifying
    from deskconsole.desk.tickets import settling
    from deskconsole.present import event_titles

#: How often `watch` looks, in seconds.
WATCH_EVERY: Final = 1.0


class Made(NamedTuple):
    """A new store."""

    store: str
    site: str
    packs: list[str]


class Verified(NamedTuple):
    """Whether the record is whole; each difference in words; where it ended when that was begun."""

    ok: bool
    problems: list[str]
    head: Head | None


def _init(store: str | None, given: Namespace) -> Made:
    packs = [name.strip() for name in given.packs.split(",") if name.strip()] if given.packs else None
    then = demo.fill if given.demo else None
    company, person = given.company, given.name
    if not given.demo and sys.stdin.isatty() and sys.stdout.isatty():
        company = company or _answer_to(
            _("What is the company called, as customers are told? (Enter: later, in site.toml)")
        )
        person = person or _answer_to(_("Your own name, as customers and colleagues hear it? (Enter: the account's)"))
    desk = founding.make_site(store, code=given.site, packs=packs, company=company, person=person, then=then)
    return Made(desk.store.place, desk.site_code, [pack.name for pack in desk.packs])


def _answer_to(question: str) -> str | None:
    """What somebody answers at the terminal; ``None`` for nothing."""
    try:
        return input(f"{question}\n> ").strip() or None
    except EOFError:
        return None


def _verify(desk: desks.Desk, given: Namespace) -> Verified:
    noted = [read_head(text) for text in given.head or ()]
    head: Head | None = None
    with suppress(DeskError):  # who may not verify is refused below, or somebody has changed who may
        head = verifying.head_now(desk)
    differences = verifying.verify(desk, clocks=given.clocks, heads=noted, resume=given.resume)
    problems = [explain(problem) for problem in differences]
    return Verified(not problems, problems, head)


def _whole_lines(verified: Verified) -> list[str]:
    if not verified.ok or verified.head is None:
        return []
    noted = _("Its head, to be noted where nobody at the desk can change it: {head}")
    return [_("The record is whole."), noted.format(head=verified.head.written)]


def _watch(desk: desks.Desk, given: Namespace) -> Iterator[settling.Settled]:
    """Settles; safe to run in several places at once."""
    while True:
        yield from settling.settle(desk)
        if given.once:
            return
        time.sleep(WATCH_EVERY)


def _settled_document(settled: settling.Settled, reader: Answering) -> Json:
    return {"number": settled.number, **event_document(settled.event, reader)}


def _settled_line(settled: settling.Settled, reader: Answering) -> str:
    event, at = settled.event, reader.instant(settled.event.happened_at)
    rule, to = event.fields.get("rule") or "", reader.titles.who(event.fields.get("to"))
    return f"{at} {settled.number} {_(event_titles.event_title(event.kind))} {rule} {to}"


# fmt: off
_MADE: Final = Answer(Shape("store site packs"), lambda made, reader: made.store)
_VERIFIED: Final = Answer(
    Shape("ok problems"), lambda verified, reader: _whole_lines(verified),
    warnings=lambda verified, reader: verified.problems, status=lambda verified: 0 if verified.ok else 1,
)
COMMANDS: Final = (
    Command("init", N_("make a new store"),
            flag("--demo", N_("fill it with a day of made-up work")),
            argument("--site", "CODE", N_("the code that ticket numbers begin with"), default="DESK"),
            argument("--packs", "P,Q", N_("policy packs, the most important first")),
            argument("--company", "TEXT", N_("what customers are told the company is called (asked at a terminal)")),
            argument("--name", "TEXT", N_("your own name, as customers hear it (asked at a terminal)")),
            run=_init, store=False, answer=_MADE, examples=("init --demo", "init --site GZ --packs PACK,PACK")),
    Command("verify", N_("recompute the record and name each difference"),
            flag("--clocks", N_("every clock of every ticket too")),
            flag("--resume", N_("go on where an earlier run was ended")),
            argument("--head", "HEAD", N_("a head that was noted earlier: the record up to there must be the same"),
                     action="append"),
            run=_verify, answer=_VERIFIED, examples=("verify --clocks --head 1234-0123-4567-89ab-cdef",)),
    Command("watch", N_("record what time brings about, without a screen"),
            flag("--once", N_("look once")),
            run=_watch, answer=Answer(_settled_document, _settled_line), examples=("watch --once --json",)),
)

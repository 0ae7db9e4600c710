"""``init``, ``verify``, ``watch``: the site as a whole."""

from __future__ import annotations

import sys
import time
from argparse import Namespace
from collections.abc import Iterator
from contextlib import suppress
from typing import Final, NamedTuple

from deskconsole.cli import refuse
from deskconsole.cli.answers import event_document
from deskconsole.cli.command import Answer, Answering, Command
from deskconsole.cli.parsing.arguments import argument, flag, whole
from deskconsole.cli.parsing.late_imports import late
from deskconsole.cli.personal.retention_texts import RECORDS
from deskconsole.errors import DeskError, NotNow
from deskconsole.present.catalogue import N_, _, explain
from deskconsole.present.json import Json, Reader, Shape
from deskconsole.text.heads import Head

with late():
    from deskconsole.cli import staff
    from deskconsole.desk import desk as desks, founding
    from deskconsole.desk.backups import noted_head
    from deskconsole.desk.customers import at_risk
    from deskconsole.desk.demo import demo
    from deskconsole.desk.demo.year import year
    from deskconsole.desk.matters import recurring
    from deskconsole.desk.persons import retention
    from deskconsole.desk.sign_on import recovery
    from deskconsole.desk.tickets import settling
    from deskconsole.desk.verifying import verifying
    from deskconsole.present import event_titles

#: How often `watch` looks, in seconds.
WATCH_EVERY: Final = 1.0


class Made(NamedTuple):
    """A new store."""

    store: str
    site: str
    packs: list[str]
    recovery_codes: list[str]
    demo_pin: str | None


class Verified(NamedTuple):
    """Whether the record is whole; each difference in words; where it ended when that was begun."""

    ok: bool
    problems: list[str]
    head: Head | None


def _init(store: str | None, given: Namespace) -> Made:
    packs = [name.strip() for name in given.packs.split(",") if name.strip()] if given.packs else None
    codes: list[str] = []
    made_at = desks.system_now()
    _check_year(given)

    def fill(desk: desks.Desk) -> None:
        codes.extend(recovery.make_recovery_codes(desk))
        if given.year:
            year.fill_year(desk, made_at, tickets=given.tickets or year.TICKETS, seed=given.seed or year.SEED)
        elif given.demo:
            demo.fill(desk)

    company, person = given.company, given.name
    if not given.demo and sys.stdin.isatty() and sys.stdout.isatty():
        company = company or _answer_to(
            _("What is the company called, as customers are told? (Enter: later, in site.toml)")
        )
        person = person or _answer_to(_("Your own name, as customers and colleagues hear it? (Enter: the account's)"))
    # A made-up year begins when its first ticket comes.
    begun = {"now": lambda: year.begins(made_at)} if given.year else {}
    desk = founding.make_site(store, code=given.site, packs=packs, company=company, person=person, then=fill, **begun)
    return Made(
        desk.store.place, desk.site_code, [pack.name for pack in desk.packs], codes, demo.PIN if given.demo else None
    )


def _check_year(given: Namespace) -> None:
    """A year is a demo's; how large it is, and by which seed, is a year's."""
    if given.year and not given.demo:
        raise DeskError("year: goes with --demo", field="year")
    for name in ("tickets", "seed"):
        if getattr(given, name) is not None and not given.year:
            raise DeskError("{name}: goes with --year", field=name, name=name)
    if given.tickets is not None:
        year.check_size(given.tickets)


def _made_lines(made: Made, reader: Reader) -> Iterator[str]:
    yield made.store
    yield from staff.recovery_lines(made.recovery_codes)
    if made.demo_pin is not None:
        yield _(
            "A demo: everybody made up in it signs on with the PIN {pin}. No other store has a PIN at first."
        ).format(pin=made.demo_pin)


def _answer_to(question: str) -> str | None:
    """What somebody answers at the terminal; ``None`` for nothing."""
    try:
        return input(f"{question}\n> ").strip() or None
    except EOFError:
        return None


def _verify(desk: desks.Desk, given: Namespace) -> Verified:
    noted = [noted_head.read_noted(text) for text in given.head or ()]
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


def _watch(
    desk: desks.Desk, given: Namespace
) -> Iterator[settling.Settled | retention.Proposed | at_risk.Begun | recurring.Opened]:
    """Settles; safe to run in several places at once. A store that others hold, or a full disk, is said and tried
    again. Each hour it begins what is to be done for customers at risk, and what comes again; each night it says how
    much has been kept for long enough."""
    day, looked = desk.now().astimezone(desk.zone).date(), None
    while True:
        try:
            yield from settling.settle(desk)
            if (hour := desk.now().astimezone(desk.zone).replace(minute=0, second=0, microsecond=0)) != looked:
                looked = hour
                yield from at_risk.begin_plans(desk)
                yield from recurring.open_recurring(desk)
        except NotNow as error:
            if given.once:
                raise
            refuse(error, desk)
        if given.once:
            return
        if (proposed := retention.propose_nightly(desk, day)) is not None:
            yield proposed
        day = desk.now().astimezone(desk.zone).date()
        time.sleep(WATCH_EVERY)


def _settled_document(settled: settling.Settled, reader: Answering) -> Json:
    return {"number": settled.number, **event_document(settled.event, reader)}


def _settled_line(settled: settling.Settled, reader: Answering) -> str:
    event, at = settled.event, reader.instant(settled.event.happened_at)
    rule, to = event.fields.get("rule") or "", reader.titles.who(event.fields.get("to"))
    return f"{at} {settled.number} {_(event_titles.event_title(event.kind))} {rule} {to}"


def _proposed_line(proposed: retention.Proposed, reader: Answering) -> str:
    counts = ", ".join(f"{_(RECORDS[name])} {count}" for name, count in proposed.due.items())
    return f"{reader.instant(proposed.at)} {_('kept for long enough (retention run):')} {counts}"


def _begun_line(begun: at_risk.Begun, reader: Answering) -> str:
    who = reader.titles.person(begun.owner) or _("nobody")
    return _("{number}: customer {id} is at risk; whose it is: {who}").format(
        number=begun.number, id=begun.customer_id, who=who
    )


def _opened_line(opened: recurring.Opened, reader: Answering) -> str:
    who = reader.titles.person(opened.owner) or _("nobody")
    declared = recurring.declared_recurring(reader.desk).get(opened.recurring)
    title = declared.title.get(reader.lang) if declared is not None else opened.recurring
    return _("{number}: {recurring} for {period} has come to be due; whose it is: {who}").format(
        number=opened.number, recurring=title, period=opened.period, who=who
    )


# fmt: off
_MADE: Final = Answer(Shape("store site packs recovery_codes demo_pin"), _made_lines)
_VERIFIED: Final = Answer(
    Shape("ok problems"), lambda verified, reader: _whole_lines(verified),
    warnings=lambda verified, reader: verified.problems, status=lambda verified: 0 if verified.ok else 1,
)
COMMANDS: Final = (
    Command("init", N_("make a new store"),
            flag("--demo", N_("fill it with a day of made-up work")),
            flag("--year", N_("with a made-up year before that day")),
            argument("--tickets", "N", N_("so many tickets in that year (20,000)"), type=whole()),
            argument("--seed", "TEXT", N_("which year: the same one by the same seed")),
            argument("--site", "CODE", N_("the code that ticket numbers begin with"), default="DESK"),
            argument("--packs", "P,Q", N_("policy packs, the most important first")),
            argument("--company", "TEXT", N_("what customers are told the company is called (asked at a terminal)")),
            argument("--name", "TEXT", N_("your own name, as customers hear it (asked at a terminal)")),
            run=_init, store=False, answer=_MADE, examples=("init --demo", "init --demo --year --tickets 500",
                                                           "init --site GZ --packs PACK,PACK")),
    Command("verify", N_("recompute the record and name each difference"),
            flag("--clocks", N_("every clock of every ticket too")),
            flag("--resume", N_("go on where an earlier run was ended")),
            argument("--head", "HEAD", N_("a head that was noted earlier, a file with it, or a backup: the record up "
                                          "to there must be the same"), action="append"),
            run=_verify, answer=_VERIFIED, examples=("verify --clocks --head 1234-0123-4567-89ab-cdef",
                                                             "verify --head /media/usb/desk.tar.head")),
    Command("watch", N_("record what time brings about, without a screen"),
            flag("--once", N_("look once")),
            run=_watch, examples=("watch --once --json",),
            answer=(Answer(_settled_document, _settled_line),
                    Answer(Shape("at due"), _proposed_line, of="Proposed"),
                    Answer(Shape("customer number owner", customer="customer_id"), _begun_line, of="Begun"),
                    Answer(Shape("recurring period number owner"), _opened_line, of="Opened"))),
)

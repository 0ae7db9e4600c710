"""What a pack finds out of a ticket, in words, on the screen, on paper, on the command line: windows, repetitions."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

from deskconsole.domain.rules.forms import Repeat
from deskconsole.domain.rules.windows import Verdict
from deskconsole.present.catalogue import _, language
from deskconsole.present.dates import short_due


def describe_verdict(verdict: Verdict, now: datetime, zone: tzinfo) -> str:
    """How it was counted and what came of it: ``from 2026-09-24, 7 days → 10-08 24:00 · in time``."""
    counted = _("from {basis}, {days} → {until}").format(
        basis=verdict.basis.isoformat(), days=_days(verdict), until=short_due(verdict.until, now, zone)
    )
    return f"{counted} · {_('in time') if verdict.open else _('expired')}"


def _days(verdict: Verdict) -> str:
    days = verdict.window.within.split()[0]
    if verdict.added:
        return _("{n} days and {added} in repair").format(n=days, added=verdict.added)
    return _("{n} days").format(n=days)


def describe_repeated(repeat: Repeat, count: int, others: Sequence[str]) -> str:
    """What repeats itself, the how manyth it is, or how many they are whoever brought them, and the others."""
    title = repeat.title.get(language())
    if repeat.of == "customer":
        return f"{title} · {_('No. {n}').format(n=count)}"
    return f"{title} · {_('{n} in all, with {others}').format(n=count, others=_(', ').join(others))}"


def clause_of(verdict: Verdict) -> str:
    """What it rests on, in the language in use."""
    return verdict.window.clause.get(language())

"""What a window of a pack says of a ticket, in words: on the screen, on paper, on the command line."""

from datetime import datetime, tzinfo

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


def clause_of(verdict: Verdict) -> str:
    """What it rests on, in the language in use."""
    return verdict.window.clause.get(language())

"""What a round of scoring the same records has shown, in lines for people: on the screen and on the command line."""

from collections.abc import Callable, Iterator, Mapping

from deskconsole.domain.quality.agreement import ENOUGH
from deskconsole.domain.quality.calibration import Calibration
from deskconsole.domain.rules.house.checks import Scorecard
from deskconsole.present.catalogue import _

#: Somebody's name by their login.
Named = Callable[[str], str]


def heading(title: str, period: str, records: int) -> str:
    """Which round, of how many records."""
    return f"{title} · {period} · " + _("records: {n}").format(n=records)


def lines(
    card: Scorecard, waiting: Mapping[str, int], result: Calibration | None, named: Named, lang: str
) -> Iterator[str]:
    """Who still scores, by how many records; or how far they agree, section by section and two by two."""
    if result is None:
        yield _("Shown when all have scored. Still to be scored:")
        for login, n in sorted(waiting.items()):
            yield f"  {named(login)}: {n}"
        return
    yield verdict(result)
    yield ""
    yield _("How far apart on one record, on average · most")
    titles = {section.name: section.title.get(lang) for section in card.section}
    for each in result.sections:
        where = f" ({each.number[-4:]})" if each.number else ""
        yield f"  {titles[each.section]}  {percent(each.spread)} · {percent(each.most)}{where}"
    yield ""
    yield _("Mean given")
    for login, mean in result.means.items():
        yield f"  {named(login)}  {percent(mean)}"
    yield ""
    yield _("Agreement of two (weighted kappa, ratings)")
    for pair in result.pairs:
        kappa = "-" if pair.agreement.linear is None else f"{pair.agreement.linear:.2f}"
        yield f"  {named(pair.first)} · {named(pair.second)}  {kappa}  n={pair.agreement.n}"


def verdict(result: Calibration) -> str:
    """Whether they score by one standard."""
    if result.linear is None:
        return _("Too few ratings to say whether all score by one standard")
    if result.linear < ENOUGH:
        text = _("Agreement {kappa}, under {least}: not scored by one standard")
        return text.format(kappa=f"{result.linear:.2f}", least=ENOUGH)
    return _("Agreement {kappa}: scored by one standard").format(kappa=f"{result.linear:.2f}")


def percent(share: float | None) -> str:
    """A share of the scale; ``-`` where nobody knows."""
    return "-" if share is None else f"{share:.0%}"

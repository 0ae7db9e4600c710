"""What can be done with a report from its list and from its own screen: a file of it, handing in, marking as read."""

from collections.abc import Callable
from functools import partial

from deskconsole.desk.reports.building import show_report
from deskconsole.desk.reports.handing_in import begin_summary, read_report
from deskconsole.documents.files import files_folder, free
from deskconsole.documents.reports.files import SUFFIXES, write_report
from deskconsole.domain.figures.periods import Period
from deskconsole.domain.reports.report import HandedIn, Report
from deskconsole.domain.rules.house.reports import ReportRule
from deskconsole.present.catalogue import _, language
from deskconsole.present.reports.laying_out import page_of
from deskconsole.present.reports.page import Page
from deskconsole.record import NamedTuple
from deskconsole.screens.frame.desk_screen import DeskScreen, StoreChanged
from deskconsole.screens.frame.pick_one import PickOne
from deskconsole.screens.frame.session import Session
from deskconsole.screens.papers.written_files import written_text
from deskconsole.screens.reports.form import HandInForm


class Chosen(NamedTuple):
    """A report of a period, about whose work, and the ticket by which it is handed in, where there is one."""

    rule: ReportRule
    period: Period
    person: str | None
    number: str = ""


class ReportSteps:
    """The actions of a screen that has a report at hand."""

    def __init__(self, screen: DeskScreen, session: Session, chosen: Callable[[], Chosen | None]) -> None:
        self._screen, self._session, self._chosen = screen, session, chosen

    def action_report_file(self) -> None:
        """Chooses what kind of file, and writes it."""
        if (chosen := self._one()) is None:
            return
        entries = [(suffix, _kind_of(suffix)) for suffix in SUFFIXES]

        def picked(suffix: str | None) -> None:
            if suffix is not None:
                self._screen.say(_("Being written …"))
                self._screen.work(self._write(chosen, suffix))

        title = f"{chosen.rule.title.get(language())} · {chosen.period.name}"
        self._screen.app.push_screen(PickOne(self._session, title, entries), picked)

    async def _write(self, chosen: Chosen, suffix: str) -> None:
        session, cells = self._session, self._screen.app.size.width
        person = f"-{chosen.person}" if chosen.person is not None else ""
        name = f"{session.desk.site_code}-{chosen.rule.name}-{chosen.period.name}{person}{suffix}"
        path = free(files_folder(session.desk) / name)
        writing = partial(write_report, person=chosen.person)
        made = await session.ask(writing, session.desk, chosen.rule.name, chosen.period, path)
        boxes = _("printed as boxes: {characters}").format(characters=made.lacking) if made.lacking else ""
        self._screen.say(written_text(session, path, cells - 3, boxes))

    def action_hand_in_report(self) -> None:
        """The person's own words under what was drafted; the ticket is begun where nobody has begun it yet."""
        if (chosen := self._one()) is not None:
            self._screen.work(self._hand_in(chosen))

    async def _hand_in(self, chosen: Chosen) -> None:
        session, name = self._session, chosen.rule.name
        number = chosen.number or await session.ask(begin_summary, session.desk, name, chosen.period)
        page = (await read_page(session, Chosen(chosen.rule, chosen.period, chosen.person, number)))[1]

        def written(state: HandedIn | None) -> None:
            if state is not None:
                self._screen.say(_("{number}: handed in").format(number=state.number[-4:]))
            self._screen.post_message(StoreChanged())

        self._screen.app.push_screen(HandInForm(session, number, chosen.period, page), written)

    def action_mark_read(self) -> None:
        """Puts on record that the person has read it."""
        if (chosen := self._one()) is None:
            return
        if not chosen.number:
            self._screen.say(_("This report is not handed in yet"), error=True)
            return
        self._screen.work(self._read(chosen.number))

    async def _read(self, number: str) -> None:
        await self._screen.record(read_report, self._session.desk, number)
        self._screen.say(_("{number}: on record that you have read it").format(number=number[-4:]))

    def _one(self) -> Chosen | None:
        chosen = self._chosen()
        if chosen is None:
            self._screen.say(_("Nothing is selected"), error=True)
        return chosen


async def read_page(session: Session, chosen: Chosen) -> tuple[Report, Page]:
    """A report, and as it is read."""

    def reading() -> tuple[Report, Page]:
        desk, titles = session.desk, session.titles
        report = show_report(desk, chosen.rule.name, chosen.period, person=chosen.person)
        return report, page_of(report, titles, desk.company.get(language()), desk.zone)

    return await session.ask(reading)


def _kind_of(suffix: str) -> str:
    """What each kind of file is."""
    return {".docx": _("Word file"), ".xlsx": _("Workbook"), ".pdf": _("PDF")}[suffix]

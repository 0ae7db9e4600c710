"""What a store that can be opened says: backup, clock, calendar, settings, packs, people, files left over."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from deskconsole.desk.backups.last_backup import overdue_for
from deskconsole.desk.desk import Desk
from deskconsole.desk.doctor.accounts_of_system import names_of_system
from deskconsole.desk.doctor.findings import OK, PROBLEM, WARNING, Finding, graded
from deskconsole.desk.emergency import files
from deskconsole.desk.papers import attachment_files
from deskconsole.desk.policy.checking import check_pack, check_site_files, check_together
from deskconsole.desk.policy.emergency_plan import plan_at_hand
from deskconsole.desk.tickets import settling
from deskconsole.desk.use_cases import looking
from deskconsole.desk.verifying.quick import quick_differences
from deskconsole.errors import DeskError
from deskconsole.store import papers, staff
from deskconsole.store.record import backups
from deskconsole.store.sign_on import pins

#: Without a backup for so long it is a problem, not a matter for tomorrow.
_TOO_LONG: Final = timedelta(days=7)
#: A copy of an attachment under way is younger than this.
_UNDER_WAY: Final = timedelta(days=1)


def site_findings(desk: Desk) -> Iterator[Finding]:
    """What is for who looks after the site. Raises :class:`DeskError` for others."""
    with looking(desk, needs="site") as look:
        last = backups.last_backup(look.tx)
        people = list(staff.staff_list(look.tx))
        recorded = {attached.digest for attached in papers.attached(look.tx)}
        having = {each.login for each in pins.who_has_pins(look.tx) if each.counts(desk.now())}
    yield from _record(desk)
    yield from _backup(desk, last)
    yield from _time(desk)
    yield from _files(desk)
    yield from _people(desk, people)
    yield from _pins(desk, [each.login for each in people if each.enabled and each.login not in having])
    yield from _left_behind(desk, recorded)
    yield from _emergency(desk)


def _record(desk: Desk) -> Iterator[Finding]:
    """What a console that starts looks at, too."""
    advice = DeskError("deskconsole verify --clocks looks through the whole store and names everything")
    differences = quick_differences(desk)
    for difference in differences:
        yield Finding("record", PROBLEM, difference, advice)
    if not differences:
        yield Finding("record", OK, DeskError("the end of the record is whole"))


def _pins(desk: Desk, without: list[str]) -> Iterator[Finding]:
    """Who is let in nowhere, where several people share a console."""
    if not desk.settings.sign_on.shared:
        return
    named = DeskError("no PIN yet, so no shared console lets them in: {logins}", logins=", ".join(sorted(without)))
    yield graded(
        "PINs",
        WARNING if without else None,
        named if without else DeskError("everybody has a PIN, or a code to set one with"),
        DeskError("give them a code: deskconsole staff pin LOGIN"),
    )


def _backup(desk: Desk, last: backups.BackupRecord | None) -> Iterator[Finding]:
    unsaved = overdue_for(last, desk.store.site.created_at, desk.now())
    advice = DeskError("make one now, and have one made each night: deskconsole backup")
    bad = None if unsaved is None else PROBLEM if unsaved > _TOO_LONG else WARNING
    if last is None:
        yield graded("backup", bad, DeskError("no backup has been made yet"), advice)
        return
    values = {"at": last.at.astimezone(desk.zone).strftime("%Y-%m-%d %H:%M"), "file": last.file or "-"}
    yield graded("backup", bad, DeskError("last backup: {at}, {file}", **values), advice)
    yield graded(
        "verified",
        None if last.tried else WARNING,
        DeskError("the last backup was restored aside and verified")
        if last.tried
        else DeskError("the last backup was not tried out"),
        DeskError("deskconsole backup --rotate does so; deskconsole verify --clocks looks through the store"),
    )
    if last.copied is False:
        yield Finding(
            "backup elsewhere",
            PROBLEM,
            DeskError("the last backup was not copied elsewhere: the command of the site failed"),
            DeskError("see [backup] copy in site.toml; deskconsole backup --rotate FOLDER tells why"),
        )


def _time(desk: Desk) -> Iterator[Finding]:
    behind, now = settling.clock_behind(desk), desk.now()
    shown = DeskError("the clock: {now}", now=_local(desk, now))
    if behind is not None:
        values = {"now": _local(desk, now), "at": _local(desk, behind.newest)}
        shown = DeskError("the clock says {now}, but something was recorded at {at}", **values)
    yield graded(
        "clock",
        PROBLEM if behind is not None else None,
        shown,
        DeskError("set the system's clock right; if it is, confirm the time at a console: deadlines wait meanwhile"),
    )
    year = desk.calendar.missing_year(now.astimezone(desk.zone).date())
    shown = DeskError("calendar: complete") if year is None else DeskError("the dates of {year} are missing", year=year)
    yield graded(
        "calendar",
        WARNING if year is not None else None,
        shown,
        DeskError("put the published year into the folder calendars: deadlines into it are not certain"),
    )


def _local(desk: Desk, at: datetime) -> str:
    return f"{at.astimezone(desk.zone):%Y-%m-%d %H:%M:%S}"


def _files(desk: Desk) -> Iterator[Finding]:
    """The site's settings, and the packs that it uses, as they are now."""
    names = [pack.name for pack in desk.packs]
    problems: list[object] = list(check_site_files(desk.folder))
    for name in names:
        try:
            problems += check_pack(name, desk.folder)
        except (OSError, DeskError) as error:
            problems.append(error)
    if not problems:
        problems += check_together(names, desk.folder)
    for problem in problems:
        yield Finding(
            "settings",
            PROBLEM,
            DeskError("{problem}", problem=problem),
            DeskError("the last edition without mistakes is in force meanwhile; see: deskconsole policy check"),
        )
    if not problems:
        yield Finding("settings", OK, DeskError("settings and packs: sound ({names})", names=", ".join(names)))


def _people(desk: Desk, people: list[staff.StaffRecord]) -> Iterator[Finding]:
    """Accounts of the system that nobody of the staff has, and staff of accounts that there are not."""
    names = names_of_system()
    if names is None:
        return
    grp, pwd = names
    named = {person.os_account for person in people if person.os_account}
    members: list[str] = []
    with suppress(KeyError, OSError):
        members = grp.getgrgid(Path(desk.store.place).stat().st_gid).gr_mem
    strangers = sorted(set(members) - named)
    gone = []
    for person in people:
        if person.os_account and person.enabled:
            try:
                pwd.getpwnam(person.os_account)
            except KeyError:
                gone.append(person.login)
    if strangers:
        yield Finding(
            "accounts",
            WARNING,
            DeskError("accounts that reach the store and are nobody's: {accounts}", accounts=", ".join(strangers)),
            DeskError("add them: deskconsole staff add LOGIN --os-account ACCOUNT, or take them out of the group"),
        )
    if gone:
        yield Finding(
            "accounts",
            WARNING,
            DeskError("staff whose account the system does not have: {logins}", logins=", ".join(gone)),
            DeskError("deskconsole staff disable LOGIN where they have left"),
        )
    administrators = [person.login for person in people if person.enabled and person.role == "administrator"]
    yield graded(
        "people",
        None if administrators else PROBLEM,
        DeskError("staff: {n}, administrators: {names}", n=len(people), names=", ".join(administrators) or "-"),
        DeskError("nobody can look after the site: restore a backup that has an administrator"),
    )


def _left_behind(desk: Desk, recorded: set[str]) -> Iterator[Finding]:
    strays = [path for digest, path in attachment_files.kept_files(desk.folder) if digest not in recorded]
    if strays:
        yield Finding(
            "attachments",
            WARNING,
            DeskError("attached files that no event names: {n}", n=len(strays)),
            DeskError("deskconsole verify names them; look at each and delete it"),
        )


def _emergency(desk: Desk) -> Iterator[Finding]:
    """Whether the emergency card can be used, and whether anything that was written down beside the store waits."""
    plan, mistake = plan_at_hand(desk.folder)
    names = ", ".join(number.name for number in plan.unfilled)
    if mistake is None:
        yield graded(
            "emergency card",
            WARNING if names else None,
            DeskError("numbers that nobody has filled in: {names}", names=names)
            if names
            else DeskError("the numbers are filled in"),
            DeskError("write them into emergency.toml beside the store, before they are needed"),
        )
    waiting, unreadable = files.written_down(desk.folder)
    if waiting or unreadable:
        yield Finding(
            "emergency card",
            WARNING,
            DeskError(
                "entries that are not in the store yet: {n}; files that hold none: {files}",
                n=len(waiting),
                files=", ".join(unreadable) or "-",
            ),
            DeskError("open a console: it takes them in; look at other files in the folder emergency and delete them"),
        )


def clean_attachments(desk: Desk) -> int:
    """Remove copies of attachments that came to nothing; how many there were."""
    with looking(desk, needs="site") as look:
        recorded = {attached.digest for attached in papers.attached(look.tx)}
    return attachment_files.remove_unrecorded(desk.folder, recorded, (desk.now() - _UNDER_WAY).timestamp())

"""Who is on duty: by the open shift, else by the roster (R35)."""

from datetime import date, datetime

from deskconsole.desk.look import Look
from deskconsole.domain.calendar.duty import Part, watch_at
from deskconsole.record import dataclass
from deskconsole.store import shifts, staff
from deskconsole.store.shifts import DutyRecord


@dataclass(frozen=True, slots=True)
class Duty:
    """Who has a part of a local day by the roster; ``on_duty`` is the substitute while the other one is absent."""

    day: date
    part: Part
    login: str
    substitute: str | None = None
    absent: bool = False

    @property
    def on_duty(self) -> str:
        """Who is really there."""
        return self.substitute if self.absent and self.substitute else self.login


def duty_of(record: DutyRecord) -> Duty:
    """A duty of the store as the desk hands it out."""
    return Duty(date.fromisoformat(record.day), Part(record.part), record.login, record.substitute, record.absent)


def rostered(look: Look, at: datetime) -> Duty | None:
    """Who has the duty at an instant by the roster. Somebody whose account is disabled is taken for absent."""
    watch = watch_at(look.desk.calendar, at)
    duties = (duty_of(record) for record in shifts.duties(look.tx, watch.day, watch.day))
    duty = next((duty for duty in duties if duty.part is watch.part), None)
    if duty is None or duty.absent:
        return duty
    person = staff.staff_by_login(look.tx, duty.login)
    gone = person is None or not person.enabled
    return Duty(duty.day, duty.part, duty.login, duty.substitute, absent=gone and duty.substitute is not None)


def on_duty(look: Look, at: datetime) -> str | None:
    """Whose shift it is: that of the open shift, else by the roster; ``None`` when nobody is named."""
    current = shifts.open_shift(look.tx)
    if current is not None and current.opened_at <= at:
        return current.login
    duty = rostered(look, at)
    return duty.on_duty if duty is not None else None

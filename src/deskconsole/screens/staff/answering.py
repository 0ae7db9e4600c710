"""What others wait for that whoever sits here may allow: told on the first line, looked at and answered by one form."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from textual.widget import Widget

from deskconsole.actions import event_title, key_of
from deskconsole.desk.sign_on import asking
from deskconsole.desk.sign_on.asking import Request, ToAnswer
from deskconsole.domain.tickets.event import Event
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import N_, _
from deskconsole.present.dates import short
from deskconsole.present.event_fields import describe_fields
from deskconsole.present.event_titles import event_title as past_title
from deskconsole.screens.forms.form import Form
from deskconsole.screens.forms.parts import FormPart
from deskconsole.screens.forms.question import QuestionLines
from deskconsole.screens.frame.desk_screen import StoreChanged
from deskconsole.screens.frame.open_screens import OpenScreens
from deskconsole.screens.frame.pick_one import PickOne
from deskconsole.screens.frame.session import Session
from deskconsole.text.clean import one_line
from deskconsole.text.dates import clock_time
from deskconsole.widgets.bars.top_line import Notice
from deskconsole.widgets.forms.form_row import Entry, FormRow

_ALLOW, _REFUSE = "allow", "refuse"
#: So many of the ticket's last events are shown.
_EVENTS = 3


class RequestLines(FormPart):
    """Who asks for what, on which ticket, and what stands on their form."""

    def __init__(self, session: Session, seen: ToAnswer) -> None:
        self._session, self._seen = session, seen
        self._lines = QuestionLines()

    def above(self) -> Iterable[Widget]:
        """The request."""
        return (self._lines,)

    def relabel(self) -> None:
        """In the language now in use."""
        self._lines.show(self._parts())

    def _parts(self) -> Iterator[tuple[str, str, str]]:
        request, view, titles = self._seen.request, self._seen.view, self._session.titles
        ticket, now, zone = view.ticket, self._session.now(), self._session.zone
        owner = titles.person(ticket.owner) or _("nobody")
        about = (titles.customer(ticket.customer, ticket.tier).strip(), titles.facts(ticket), f"{_('Owner')} {owner}")
        yield _("Ticket: "), " · ".join(about), ""
        if typed := self._typed():
            yield _("To be recorded: "), " · ".join(typed), "bold"
        if request.changed:
            yield "! ", _("the ticket has changed since they asked"), "bold $warning"
        events = [event for event in view.events if event.human][-_EVENTS:]
        last = (
            " ".join((short(each.happened_at, now, zone), titles.person(each.by), _(past_title(each.kind))))
            for each in events
        )
        yield _("Last: "), " · ".join(last), "$foreground-muted"

    def _typed(self) -> list[str]:
        """What stands on the form of whoever asks, as the event will say it."""
        request, zone, session = self._seen.request, self._session.zone, self._session
        fields = {name: value for name, value in self._seen.typed.items() if str(value).strip()}
        text = str(fields.pop("text", ""))
        event = Event(0, request.action, request.asked_at, request.asked_at, fields=fields)
        own = self._seen.view.pack.form(self._seen.view.ticket.kind, request.action)
        described = describe_fields(event, session.titles, lambda at: short(at, session.now(), zone), zone, own)
        return [each for each in (*described, one_line(text)) if each]


class AnswerForm(Form[Request]):
    """Allow or refuse, with a word."""

    def __init__(self, session: Session, seen: ToAnswer) -> None:
        self._seen = seen
        rows = [
            FormRow("answer", N_("Your answer"), Entry.CHOICE, choices=_answers, required=True),
            FormRow("word", N_("A word with it")),
        ]
        super().__init__(session, rows, draft=f"approval {seen.request.id}", parts=[RequestLines(session, seen)])

    def heading(self) -> str:
        """Who asks for what."""
        return asks_text(self._seen.request, self.session)

    def submit(self) -> Callable[[], Request]:
        """Answers; what has changed since it was looked at is looked at first."""
        return partial(
            asking.answer_request,
            self.session.desk,
            self._seen.request.id,
            self.entered("answer") == _ALLOW,
            word=self.entered("word"),
            expect=self._seen.view.events[-1].seq,
        )


class Answering:
    """What waits for whoever sits here; its actions are the console's."""

    def __init__(self, screens: OpenScreens, session: Session) -> None:
        self._screens = screens
        self._session = session
        session.more_notices = self.notices

    def action_answer_approvals(self) -> None:
        """The one that waits, or the list of those that do."""
        if not isinstance(self._screens.top, AnswerForm | PickOne):
            self._screens.app.run_worker(self._choose())

    async def _choose(self) -> None:
        session = self._session
        try:
            waiting = await session.ask(asking.requests_to_answer, session.desk)
            if len(waiting) == 1:
                await self._open(waiting[0].id)
        except DeskError as error:
            self._screens.complain(error)
            return
        if not waiting:
            self._screens.complain(_("Nobody waits for your permission"))
        elif len(waiting) > 1:
            entries = [(each.id, asks_text(each, session)) for each in waiting]
            self._screens.app.push_screen(PickOne(session, _("Who waits for your permission"), entries), self._chosen)

    def _chosen(self, request: str | None) -> None:
        if request is not None:
            self._screens.app.run_worker(self._open_chosen(request))

    async def _open_chosen(self, request: str) -> None:
        try:
            await self._open(request)
        except DeskError as error:
            self._screens.complain(error)

    async def _open(self, request: str) -> None:
        seen = await self._session.ask(asking.look_at_request, self._session.desk, request)
        self._screens.app.push_screen(AnswerForm(self._session, seen), self._answered)

    def _answered(self, request: Request | None) -> None:
        if request is None:
            return
        allowed = request.state == asking.ALLOWED
        message = _("Allowed: {title} of {number}") if allowed else _("Refused: {title} of {number}")
        self._screens.say(message.format(title=_(event_title(request.action)), number=request.number[-4:]))
        if (screen := self._screens.full) is not None:
            screen.post_message(StoreChanged())

    # --- the first line ------------------------------------------------------------------------------------

    def notices(self) -> Iterator[Notice]:
        """Who waits for whoever sits here, and what became of what they have asked for themselves."""
        session, now = self._session, self._session.now()
        waiting = [each for each in session.to_answer if each.until >= now]
        if waiting:
            more = " +" + str(len(waiting) - 1) if len(waiting) > 1 else ""
            message = f"{asks_text(waiting[0], session)}{more} · {key_of('app.answer_approvals')}"
            short_ = _("{name} asks: {key}")
            short_ = short_.format(name=session.titles.person(waiting[0].asked_by), key=key_of("app.answer_approvals"))
            yield Notice(message, urgent=True, short=short_)
        for each in session.requests:
            seen = (each.id, each.state) in session.answers_shown
            if not seen and each.state in (asking.ALLOWED, asking.REFUSED) and each.until >= now:
                yield Notice(outcome_text(each, session), urgent=True, short=_answer_text(each, session))


def _answers() -> list[tuple[str, str]]:
    return [(_ALLOW, _("Allow")), (_REFUSE, _("Refuse"))]


def asks_text(request: Request, session: Session) -> str:
    """``Zhou asks: Withdraw of 0001``."""
    message = _("{name} asks: {title} of {number}")
    name, title = session.titles.person(request.asked_by), _(event_title(request.action))
    return message.format(name=name, title=title, number=request.number[-4:])


def _answer_text(request: Request, session: Session) -> str:
    message = _("{name} allows it") if request.state == asking.ALLOWED else _("{name} refuses it")
    return message.format(name=session.titles.person(request.decided_by))


def outcome_text(request: Request, session: Session) -> str:
    """What became of a request, and what to do now; for whoever has asked."""
    name, title = session.titles.person(request.decided_by), _(event_title(request.action))
    values = {"name": name, "title": title, "number": request.number[-4:]}
    if request.state == asking.ALLOWED:
        until = clock_time(request.until, session.zone)
        return _("{name} allows {title} of {number} until {time}: ^O").format(**values, time=until)
    message = _("{name} refuses {title} of {number}").format(**values)
    return f"{message} · {one_line(request.word)}" if request.word else message

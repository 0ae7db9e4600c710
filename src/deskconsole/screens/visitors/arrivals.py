"""Who comes: signed in from an appointment, walking in, to be expected; and what was a mistake taken back."""

from deskconsole.actions import key_of
from deskconsole.desk.visitors import checking_in, checking_out, expecting
from deskconsole.desk.visitors.records import LEFT, WAITING, Expected, VisitorLine
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import _
from deskconsole.screens.frame.desk_screen import DeskScreen
from deskconsole.screens.frame.pick_one import PickOne
from deskconsole.screens.visitors.board import VisitorBoard
from deskconsole.screens.visitors.form import EXPECT, SIGN_IN, WALK_IN, VisitorForm
from deskconsole.screens.visitors.form_parts import here_text, same_person
from deskconsole.screens.visitors.list_form import ListForm


class Arrivals:
    """A part of the visitors' screen."""

    def __init__(self, screen: DeskScreen, board: VisitorBoard) -> None:
        self._screen = screen
        self._session = screen.session
        self._board = board

    def action_sign_in(self) -> None:
        """Signs an expected visitor in at once; one who had left is back."""
        if (expected := self._board.expected) is not None:
            self._sign_in_once(expected)
        elif (visitor := self._board.visitor) is not None and visitor.place == LEFT:
            self._screen.work(self._come_back(visitor))
        else:
            message = _("Select who is expected, or who comes back; {key} signs a walk-in in")
            self._screen.say(message.format(key=key_of("walk_in")), error=True)

    def _sign_in_once(self, expected: Expected) -> None:
        """Who is in the house already is asked about before they are signed in again."""
        form, zone = expected.form, self._session.zone
        there = same_person(self._board.day.inside, form.name, form.phone)
        if there is None:
            self._screen.work(self._sign_in(expected))
            return
        number = there.number
        entries = [("open", _("Open {number}").format(number=number[-4:])), ("again", _("Sign in once more"))]

        def chosen(name: str | None) -> None:
            if name == "open":
                self._session.navigation.open_ticket(number)
            elif name == "again":
                self._screen.work(self._sign_in(expected))

        title = f"{self._session.titles.name(form.name)} {here_text(there, zone)}"
        self._screen.app.push_screen(PickOne(self._session, title, entries), chosen)

    async def _sign_in(self, expected: Expected) -> None:
        session = self._session
        form = checking_in.from_expected(expected)
        try:
            view = await session.ask(checking_in.check_in, session.desk, form)
        except DeskError as error:
            if not hasattr(error, "errors"):
                raise
            self.open_form(SIGN_IN, expected)  # the form asks for what is missing
            return
        self._signed_in(view.number)

    async def _come_back(self, visitor: VisitorLine) -> None:
        session = self._session
        await session.ask(checking_out.come_back, session.desk, visitor.number)
        self._board.done(
            _("{name} is back").format(name=self._session.titles.name(visitor.name) or visitor.number), visitor.number
        )

    def action_walk_in(self) -> None:
        """The form of somebody who comes without an appointment."""
        self.open_form(WALK_IN)

    def action_expect(self) -> None:
        """The form of somebody who will come."""
        self.open_form(EXPECT)

    def open_form(self, purpose: str, expected: Expected | None = None) -> None:
        """The form of a visitor, for an appointment with what is known of it."""
        if not expecting.visitor_kinds(self._session.desk):
            self._screen.say(_("The rules of this site know no visitors"), error=True)
            return

        form = VisitorForm(self._session, purpose, expected)

        def saved(answer: str | None) -> None:
            if answer is None:
                return
            if purpose == EXPECT:
                self._board.done(_("Expected"), answer)
            elif form.kind.visitor:
                self._signed_in(answer)
            else:
                self._board.done(_("Taken as {number}").format(number=answer[-4:]), answer)

        self._screen.app.push_screen(form, saved)

    def _signed_in(self, number: str) -> None:
        message = _("Signed in as {number} · {host} tells the host · {undo} takes it back")
        keys = {"host": key_of("tell_host"), "undo": key_of("take_back")}
        self._board.done(message.format(number=number[-4:], **keys), number)

    def action_import_list(self) -> None:
        """Appointments from a file, as an office sends them."""

        def read(count: int | None) -> None:
            if count is not None:
                self._board.done(_("{n} appointments taken over").format(n=count), "")

        self._screen.app.push_screen(ListForm(self._session), read)

    def action_take_back(self) -> None:
        """An appointment that will not be kept, or a visitor signed in by mistake; asked once."""
        expected, visitor = self._board.expected, self._board.visitor
        if expected is not None:
            title = _("Cancel this appointment?")
            entries = [
                (
                    "cancel",
                    _("Cancel the appointment of {name}").format(name=self._session.titles.name(expected.form.name)),
                )
            ]
        elif visitor is not None and visitor.place == WAITING:
            message = _("{name} was signed in by mistake").format(
                name=self._session.titles.name(visitor.name) or visitor.number
            )
            title, entries = _("Take this entry back?"), [("undo", message)]
        else:
            self._screen.say(_("Select who is expected, or who has just been signed in"), error=True)
            return

        def chosen(name: str | None) -> None:
            screen, desk = self._screen, self._session.desk
            if name == "cancel" and expected is not None:
                screen.work(screen.record(expecting.cancel_expected, desk, expected.id))
            elif name == "undo" and visitor is not None:
                screen.work(screen.record(checking_in.cancel_check_in, desk, visitor.number))

        self._screen.app.push_screen(PickOne(self._session, title, entries), chosen)

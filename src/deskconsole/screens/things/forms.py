"""The small forms of a thing: who takes it, that its owner was told, what became of it."""

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from deskconsole.desk.records import TicketView
from deskconsole.desk.things.things import OUT, Thing, give_away, hand_out, tell_whose
from deskconsole.present.catalogue import N_, _
from deskconsole.screens.forms.form import Form
from deskconsole.screens.frame.session import Session
from deskconsole.text.clean import one_line
from deskconsole.widgets.forms.form_row import FormRow


class ThingForm(Form[TicketView]):
    """A form about one thing."""

    #: what opens it on its screen, by which its draft is kept
    KEPT_AS: ClassVar = ""

    def __init__(self, session: Session, thing: Thing, rows: list[FormRow]) -> None:
        self.thing = thing
        super().__init__(session, rows, draft=f"thing {self.KEPT_AS} {thing.number}")

    def heading(self) -> str:
        """What it is."""
        what = one_line(self.thing.what) or self.session.titles.title("kind", self.thing.kind)
        return f"{self.thing.number[-4:]} {what}"


class HandOutForm(ThingForm):
    """Somebody takes it, or brings it back."""

    KEPT_AS = "hand_out"

    def __init__(self, session: Session, thing: Thing) -> None:
        whose = thing.whose if isinstance(thing.whose, str) else ""
        who = N_("Who brought it back") if thing.held == OUT else N_("Who takes it")
        rows = [FormRow("taken_by", who, required=True, value=whose)]
        if thing.held != OUT:
            rows.append(FormRow("proof", N_("By what proof")))
        super().__init__(session, thing, rows)

    def submit(self) -> Callable[[], TicketView]:
        """Puts it on record; the ticket is finished with it."""
        outcome = _("back") if self.thing.held == OUT else _("handed out")
        proof = self.entered("proof") or None if self.thing.held != OUT else None
        desk, number = self.session.desk, self.thing.number
        return partial(hand_out, desk, number, self.entered("taken_by"), outcome, proof=proof)


class ToldForm(ThingForm):
    """Whose it is was told."""

    KEPT_AS = "tell_whose"

    def __init__(self, session: Session, thing: Thing) -> None:
        words = _("Told that it is at the desk")
        super().__init__(session, thing, [FormRow("words", N_("What was said"), required=True, value=words)])

    def submit(self) -> Callable[[], TicketView]:
        """Puts it on record."""
        return partial(tell_whose, self.session.desk, self.thing.number, self.entered("words"))


class GivenAwayForm(ThingForm):
    """Nobody has fetched it."""

    KEPT_AS = "give_away"

    def __init__(self, session: Session, thing: Thing) -> None:
        super().__init__(session, thing, [FormRow("outcome", N_("What became of it"), required=True)])

    def submit(self) -> Callable[[], TicketView]:
        """Puts it on record; the ticket is finished with it."""
        return partial(give_away, self.session.desk, self.thing.number, self.entered("outcome"))

"""The small forms of an improvement or a personal measure: proposed, accepted, refused, done, its effect."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import ClassVar, Final

from deskconsole.desk.learning.improvements import (
    COLLEAGUE,
    SOURCE,
    Improvement,
    accept_improvement,
    improvement_done,
    improvement_kind,
    propose_improvement,
    refuse_improvement,
    see_effect,
)
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import N_, Marked, _, language
from deskconsole.present.supervision.learning_texts import EFFECTS
from deskconsole.screens.forms.form import Form
from deskconsole.screens.forms.values import Hints, when
from deskconsole.screens.forms.who import addressee
from deskconsole.screens.frame.session import Session
from deskconsole.text.clean import one_line
from deskconsole.widgets.forms.form_row import Entry, FormRow

#: By what the drafts of forms about an improvement are kept, and of those about a personal measure.
IMPROVEMENT: Final = "improvement"
MEASURE: Final = "measure"


class ProposeForm(Form[Improvement]):
    """What could be better, where that was found, on which ticket."""

    def __init__(self, session: Session, about: str = "", source: str = "") -> None:
        usual = source or ("" if about else COLLEAGUE)  # else what the ticket is says it
        rows = [
            FormRow("proposal", N_("Proposal"), Entry.AREA, required=True),
            FormRow(
                "source",
                N_("Source"),
                Entry.CHOICE,
                choices=self._sources,
                value=usual,
            ),
            FormRow("about", N_("From ticket"), value=about),
        ]
        super().__init__(session, rows, draft=f"{IMPROVEMENT} propose")

    def _sources(self) -> list[tuple[str, str]]:
        field = next((each for each in improvement_kind(self.session.desk).field if each.name == SOURCE), None)
        return [(each.name, each.title.get(language())) for each in field.values] if field is not None else []

    def heading(self) -> str:
        """What is done."""
        return _("Propose an improvement")

    def submit(self) -> Callable[[], Improvement]:
        """Proposes it."""
        source, about = self.entered("source") or None, self.entered("about") or None
        return partial(propose_improvement, self.session.desk, self.entered("proposal"), about=about, source=source)


class StepForm(Form[Improvement]):
    """A form about one improvement."""

    #: what opens it on its screen, by which its draft is kept
    KEPT_AS: ClassVar = ""

    def __init__(self, session: Session, each: Improvement, room: str = IMPROVEMENT) -> None:
        self.each = each
        parts = [Hints(session, session.desk.pack)]
        super().__init__(session, self.asking(), draft=f"{room} {self.KEPT_AS} {each.number}", parts=parts)

    def asking(self) -> Iterable[FormRow]:
        """Its rows."""
        raise NotImplementedError

    def heading(self) -> str:
        """Which one."""
        return f"{self.each.number[-4:]} {one_line(self.each.proposal)}"

    def whose(self) -> str:
        """Who is named as whose it is."""
        text = self.entered("owner").strip()
        if not text:
            raise DeskError("{event}: {name} is missing", field="owner", event=self.heading(), name=_("Who does it"))
        return addressee(text, self.session, self.session.desk.pack)


class AcceptForm(StepForm):
    """Accepted: whose it is, and by when."""

    KEPT_AS = "accept"
    ROW_OF: ClassVar = {"to": "owner"}

    def asking(self) -> Iterable[FormRow]:
        """Its rows."""
        return [
            FormRow("owner", N_("Who does it"), Entry.WHO, required=True),
            FormRow("due", N_("Done by"), Entry.WHEN, required=True),
            FormRow("text", N_("Note")),
        ]

    def submit(self) -> Callable[[], Improvement]:
        """Puts it on record."""
        due, text = when(self.entered("due"), self.session), self.entered("text") or None
        return partial(accept_improvement, self.session.desk, self.each.number, self.whose(), due, text=text)


class RefuseForm(StepForm):
    """Refused, with the reason."""

    KEPT_AS = "refuse"

    def asking(self) -> Iterable[FormRow]:
        """Its row."""
        return [FormRow("reason", N_("Reason"), required=True)]

    def submit(self) -> Callable[[], Improvement]:
        """Puts it on record."""
        return partial(refuse_improvement, self.session.desk, self.each.number, self.entered("reason"))


class DoneForm(StepForm):
    """What was done."""

    KEPT_AS = "done"

    def asking(self) -> Iterable[FormRow]:
        """Its row."""
        return [FormRow("text", N_("What was done"), Entry.AREA, required=True)]

    def submit(self) -> Callable[[], Improvement]:
        """Puts it on record."""
        return partial(improvement_done, self.session.desk, self.each.number, self.entered("text"))


class EffectForm(StepForm):
    """What the effect is; with another date it goes on."""

    KEPT_AS = "effect"

    def asking(self) -> Iterable[FormRow]:
        """Its rows."""
        return [
            FormRow("outcome", N_("Effect"), Entry.CHOICE, choices=_effects, required=True),
            FormRow("text", N_("What was seen"), required=True),
            FormRow("due", N_("Goes on until (else it ends)"), Entry.WHEN),
        ]

    def submit(self) -> Callable[[], Improvement]:
        """Puts it on record."""
        chosen, until = self.entered("outcome"), self.entered("due").strip()
        if not chosen:
            raise DeskError("{event}: {name} is missing", field="outcome", event=_("Effect"), name=_("Effect"))
        due = when(until, self.session) if until else None
        return partial(see_effect, self.session.desk, self.each.number, chosen, self.entered("text"), due=due)


def _effects() -> list[tuple[str, str]]:
    return [(name, _(title)) for name, title in EFFECTS.items()]


#: What each form says when it is written.
WRITTEN: Final[dict[type[StepForm], Marked]] = {
    AcceptForm: N_("{number}: accepted"),
    RefuseForm: N_("{number}: refused, with the reason"),
    DoneForm: N_("{number}: done, its effect is looked at later"),
    EffectForm: N_("{number}: the effect is on record"),
}

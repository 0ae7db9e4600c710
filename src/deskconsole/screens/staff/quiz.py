"""The test of the qualification (R32): one question at a time, then the result and what was wrong."""

import unicodedata
from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key
from textual.widgets import Static

from deskconsole.desk.staff.qualification import hand_in
from deskconsole.domain.people.qualification import Mark, Paper, PaperQuestion
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import _, language
from deskconsole.screens.frame.desk_screen import DeskModal, StoreChanged
from deskconsole.screens.frame.refusals import message_of
from deskconsole.screens.frame.session import Session
from deskconsole.widgets.text_view import Piece, TextView

_MUTED = "$foreground-muted"


class QuizScreen(DeskModal[bool]):
    """Gives whether the test was passed; leaving it half done records nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("enter,right", "go_on", show=False),
        Binding("left,backspace", "go_back", show=False),
        Binding("space", "take_marked", show=False),
        Binding("down,j", "mark(1)", show=False),
        Binding("up,k", "mark(-1)", show=False),
    ]

    def __init__(self, session: Session, paper: Paper) -> None:
        super().__init__(session)
        self.paper = paper
        #: question → places of the choices taken, as the pack has them
        self.given: dict[str, list[int]] = {}
        self.result: Mark | None = None
        self._at = 0
        self._cursor = 0
        self._handing_in = False
        self._title = Static("", markup=False, classes="dialog-title")
        self._reading = TextView()
        self._reading.can_focus = False
        self._hint = Static("", markup=False, classes="note")

    def compose(self) -> ComposeResult:
        """Which question of how many, the question with its choices, the keys."""
        with Vertical(classes="dialog reading"):
            yield self._title
            yield self._reading
            yield self._hint

    def on_mount(self) -> None:
        """The first question."""
        self.relabel()

    def relabel(self) -> None:
        """The question or the result, in the language now in use."""
        if self.result is not None:
            self._show_result(self.result)
            return
        total = len(self.paper.questions)
        message = _("Test of the qualification · question {n} of {total}")
        self._title.update(Content(message.format(n=self._at + 1, total=total)))
        self._reading.show(self._question(self.paper.questions[self._at]))
        last = self._at == total - 1
        hint = _("Digits choose · Enter hands the test in · ← back · Esc leaves, nothing is recorded")
        hint = hint if last else _("Digits choose · Enter next · ← back · Esc leaves, nothing is recorded")
        self._say(hint)

    def _say(self, text: str, *, error: bool = False) -> None:
        self._hint.update(Content(text))
        self._hint.set_class(error, "-error")

    # --- a question ----------------------------------------------------------------------------------------

    def _question(self, question: PaperQuestion) -> Iterator[Piece]:
        taken = self.given.get(question.name, [])
        yield (f"{question.question.title.get(language())}\n\n", "bold")
        for number, place in enumerate(question.order, start=1):
            box = "■" if place in taken else "□"
            pointer = "›" if number - 1 == self._cursor else " "
            text = question.question.choice[place].text.get(language())
            yield (f"{pointer} {number} {box} {text}\n", "$accent" if place in taken else "")

    def on_key(self, event: Key) -> None:
        """A digit takes a choice, or gives it back."""
        digit = unicodedata.normalize("NFKC", event.character or "")
        if self.result is None and digit.isascii() and digit.isdecimal() and digit != "0":
            self._take(int(digit) - 1)
            event.stop()

    def _take(self, shown_at: int) -> None:
        question = self.paper.questions[self._at]
        if shown_at >= len(question.order):
            return
        self._cursor = shown_at
        place = question.order[shown_at]
        taken = self.given.get(question.name, [])
        if len(question.question.right) == 1:
            self.given[question.name] = [place]
        else:
            self.given[question.name] = [p for p in taken if p != place] if place in taken else [*taken, place]
        self.relabel()

    def action_take_marked(self) -> None:
        """Takes the choice that the arrow stands at."""
        if self.result is None:
            self._take(self._cursor)

    def action_mark(self, by: int) -> None:
        """Moves the arrow; on the result page the text."""
        if self.result is not None:
            self._reading.scroll_relative(y=by, animate=False)
            return
        self._cursor = (self._cursor + by) % len(self.paper.questions[self._at].order)
        self.relabel()

    def action_go_on(self) -> None:
        """The next question; after the last one the test is handed in; after the result it is left."""
        if self.result is not None:
            self.dismiss(self.result.passed)
        elif not self.given.get(self.paper.questions[self._at].name):
            self._say(_("Choose an answer first"), error=True)
        elif self._at < len(self.paper.questions) - 1:
            self._turn(1)
        elif not self._handing_in:
            self._handing_in = True
            self.run_worker(self._hand_in())

    def action_go_back(self) -> None:
        """The question before."""
        if self.result is None and self._at > 0:
            self._turn(-1)

    def _turn(self, by: int) -> None:
        self._at += by
        self._cursor = 0
        self.relabel()

    def action_leave(self) -> None:
        """Leaves; a test that was not handed in is not on record."""
        self.dismiss(self.result is not None and self.result.passed)

    # --- the result ----------------------------------------------------------------------------------------

    async def _hand_in(self) -> None:
        try:
            self.result = await self.session.ask(hand_in, self.session.desk, self.paper.seed, self.given)
            self.session.actor = self.session.desk.actor
        except DeskError as error:
            self._say(message_of(error), error=True)
            return
        finally:
            self._handing_in = False
        self.app.post_message(StoreChanged())
        self.relabel()

    def _show_result(self, result: Mark) -> None:
        passed = _("Passed: you may receive now") if result.passed else _("Not passed: read on and take it again")
        self._title.update(Content(passed))
        self._reading.show(self._pieces(result))
        self._say(_("Enter leaves · the result is on record"))

    def _pieces(self, result: Mark) -> Iterator[Piece]:
        message = _("{right} of {asked} right, {needed} needed")
        yield (message.format(right=result.right, asked=result.total, needed=result.needed) + "\n", "bold")
        for query in self.paper.questions:
            if query.name in result.wrong:
                question = query.question
                yield (f"\n✗ {question.title.get(language())}\n", "")
                for place in sorted(question.right):
                    yield (f"  ■ {question.choice[place].text.get(language())}\n", "$accent")
                if question.why is not None:
                    rule = f"{question.rule}  " if question.rule else ""
                    yield (f"  {rule}{question.why.get(language())}\n", _MUTED)

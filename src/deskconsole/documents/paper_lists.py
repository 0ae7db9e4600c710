"""What was recorded on a ticket as the tables of a paper: needs, answers, hand-offs, follow-ups, the timeline."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, tzinfo
from typing import Final

from deskconsole.desk.records import TicketView
from deskconsole.domain.tickets.event import Event
from deskconsole.domain.tickets.ticket import effective
from deskconsole.present.catalogue import N_, Marked, _, language
from deskconsole.present.event_fields import OUTCOMES, describe_fields
from deskconsole.present.event_titles import event_title
from deskconsole.present.form_values import describe_form
from deskconsole.present.papers.states import documents_told, file_told
from deskconsole.present.titles import Titles
from deskconsole.present.windows import clause_of, describe_verdict
from deskconsole.text.dates import printed
from deskconsole.text.sizes import size_words

Row = Mapping[str, str]
Column = tuple[str, Marked, int]

#: Each list with its heading and columns: name, heading, share of the width.
LISTS: Final[Mapping[str, tuple[Marked, tuple[Column, ...]]]] = {
    "needs": (N_("Needs"), (("question", N_("Question"), 2), ("answer", N_("Answer"), 3))),
    "windows": (
        N_("What may be claimed"),
        (("what", N_("What"), 3), ("counted", N_("Counted"), 4), ("clause", N_("By"), 6)),
    ),
    "steps": (
        N_("Handling"),
        (("what", N_("What"), 2), ("question", N_("Question"), 3), ("answer", N_("Answer"), 8)),
    ),
    "answers": (
        N_("Answers"),
        (("when", N_("When"), 2), ("what", N_("What"), 2), ("by", N_("By"), 2), ("text", N_("Text"), 7)),
    ),
    "hand_offs": (
        N_("Hand-offs"),
        (("when", N_("When"), 2), ("to", N_("To"), 2), ("question", N_("Question"), 4), ("answer", N_("Answer"), 5)),
    ),
    "reviews": (
        N_("Review of the order"),
        (
            *(("who", N_("Reviewed by"), 3), ("outcome", N_("Decision"), 2), ("text", N_("Opinion"), 5)),
            *(("by", N_("Name"), 2), ("when", N_("When"), 2), ("signature", N_("Signature"), 3)),
        ),
    ),
    "offers": (
        N_("Offers"),
        (("when", N_("When"), 2), ("what", N_("Offered"), 5), ("outcome", N_("Decision"), 2), ("text", N_("Text"), 4)),
    ),
    "promises": (
        N_("Promised replies"),
        (("when", N_("When"), 2), ("due", N_("Until"), 2), ("text", N_("Text"), 6), ("kept", N_("Replied"), 3)),
    ),
    "follow_ups": (
        N_("Follow-ups"),
        (
            *(("when", N_("When"), 2), ("by", N_("By"), 2), ("outcome", N_("Outcome"), 2)),
            *(("score", N_("Score"), 1), ("text", N_("Text"), 6)),
        ),
    ),
    "attachments": (
        N_("Attachments"),
        (("when", N_("When"), 2), ("by", N_("By"), 2), ("name", N_("File name"), 5), ("size", N_("Size"), 2)),
    ),
    "documents": (
        N_("Documents"),
        (("what", N_("Document"), 3), ("state", N_("State"), 8)),
    ),
    "self_check": (
        N_("Check of one's own papers"),
        (("what", N_("What"), 4), ("outcome", N_("Outcome"), 6)),
    ),
    "paper_file": (N_("Paper file"), (("state", N_("State"), 1),)),
    "timeline": (
        N_("Timeline"),
        (("when", N_("When"), 2), ("what", N_("What"), 2), ("by", N_("By"), 2), ("text", N_("Text"), 7)),
    ),
}
_ANSWERS: Final = frozenset({"answered", "proposed", "objected", "replied", "solved"})
#: Kinds whose fields stand elsewhere on the paper: the customer's own words, answers to questions, files.
_TOLD_ABOVE: Final = frozenset({"received", "need_recorded", "attached"})
#: The check of one's own papers, which has a list of its own.
_CHECK: Final = "papers_checked"
_DONE: Final = frozenset({"followed_up", "rated", "called_back"})


class _Telling:
    """One ticket's events as rows."""

    def __init__(self, view: TicketView, titles: Titles, zone: tzinfo) -> None:
        self._view, self._titles, self._zone = view, titles, zone
        self._events = effective(view.events)

    def _row(self, event: Event, **more: str) -> Row:
        by = self._titles.person(event.by) if event.by else _("the desk")
        by += f" ({self._titles.person(event.entered_by)})" if event.entered_by else ""
        return {"when": printed(event.happened_at, self._zone), "by": by, **more}

    def needs(self) -> Iterator[Row]:
        checklists = {q.name: q.title for checklist in self._view.pack.checklists for q in checklist.questions}
        for event in self._of({"need_recorded"}):
            for name, value in event.fields.items():
                title = checklists.get(name)
                answer = (_("yes") if value else _("no")) if isinstance(value, bool) else str(value)
                yield {"question": name if title is None else title.get(language()), "answer": answer}
            if event.text:
                yield {"question": "", "answer": event.text}

    def windows(self) -> Iterator[Row]:
        """Each window with how it was counted and what it rests on."""
        for verdict in self._view.windows:
            counted = describe_verdict(verdict, self._view.at, self._zone)
            yield {"what": verdict.window.title.get(language()), "counted": counted, "clause": clause_of(verdict)}

    def steps(self) -> Iterator[Row]:
        """What the forms of its events asked, in the order in which it happened; an event is named once."""
        for event in self._events:
            elsewhere = event.kind in ("received", _CHECK)
            own = self._view.pack.form(self._view.ticket.kind, event.kind) if not elsewhere else ()
            message = describe_form(
                own,
                {f.name: event.fields[f.name] for f in own if f.name in event.fields},
                self._zone,
                self._titles.people,
            )
            what = _(event_title(event.kind))
            for label, value in message:
                yield self._row(event, what=what, question=label, answer=value)
                what = ""

    def answers(self) -> Iterator[Row]:
        for event in self._of(_ANSWERS):
            yield self._row(event, what=_(event_title(event.kind)), text=self._described(event))

    def hand_offs(self) -> Iterator[Row]:
        for of, hand_off in self._view.ticket.hand_offs.items():
            for event in self._events:
                if event.seq == of:
                    messages = [e.text or "" for e in self._events if e.kind == "specialist_answered" and e.of == of]
                    who = self._titles.who(hand_off.to)
                    yield self._row(event, to=who, question=hand_off.question, answer="\n".join(messages))

    def reviews(self) -> Iterator[Row]:
        """Whoever is asked, in that order, with a line to sign; what counts no more since a change is left out."""
        plans = self._view.pack.kind_of(self._view.ticket.kind)
        last = {plan.last: plan.last_title for plan in (plans.review if plans is not None else ())}
        for review in self._view.ticket.current_reviews().values():
            title = last.get(review.to) if review.last else None
            yield {
                "who": title.get(language()) if title is not None else self._titles.who(review.to),
                "outcome": _(OUTCOMES[review.outcome]) if review.outcome is not None else _("not yet"),
                "text": review.text or "",
                "by": self._titles.person(review.by),
                "when": printed(review.at, self._zone) if review.at is not None else "",
                "signature": "",
            }

    def offers(self) -> Iterator[Row]:
        """Each offer with what the customer said to it."""
        for of, offer in self._view.ticket.offers.items():
            proposed = next((event for event in self._events if event.seq == of), None)
            answer = next((e for e in self._of({"offer_accepted", "offer_refused"}) if e.of == of), None)
            if proposed is not None and (answer is not None or len(self._view.ticket.offers) > 1):
                message = str(answer.fields.get("reason") or answer.text or "") if answer is not None else ""
                what = _(event_title(answer.kind)) if answer is not None else _("no answer")
                yield self._row(proposed, what=offer.what, outcome=what, text=message)

    def promises(self) -> Iterator[Row]:
        replies = {e.of: printed(e.happened_at, self._zone) for e in self._of({"replied"})}
        for event in self._of({"promised"}):
            promise = self._view.ticket.promises.get(event.seq)
            if promise is not None:
                due = printed(promise.due, self._zone)
                yield self._row(event, due=due, text=promise.text, kept=replies.get(event.seq, ""))

    def follow_ups(self) -> Iterator[Row]:
        for event in self._of(_DONE):
            score = event.fields.get("score")
            outcome = event.outcome or ""
            yield self._row(
                event,
                outcome=_(OUTCOMES[outcome]) if outcome in OUTCOMES else outcome,
                score="" if score is None else str(score),
                text="\n".join(filter(None, (str(event.fields.get("remark") or ""), event.text or ""))),
            )
        for clock in self._view.clocks:
            if clock.active and clock.do == "follow_up":
                by = self._titles.assignee(clock.assignee, clock.role)
                title = self._view.pack.clock_title(clock.rule, clock.name or clock.do).get(language())
                due = printed(clock.due, self._zone)
                yield {"when": due, "by": by, "outcome": _("still due"), "score": "", "text": title}

    def attachments(self) -> Iterator[Row]:
        for event in self._of({"attached"}):
            size = event.fields.get("size")
            yield self._row(
                event,
                name=str(event.fields.get("file") or event.text or ""),
                size=size_words(size) if isinstance(size, int) else "",
                type=str(event.fields.get("type") or ""),
            )

    def documents(self) -> Iterator[Row]:
        """What was asked for and what is here; those that are missing first."""
        entries = documents_told(self._view.ticket, self._view.pack, self._titles, self._when)
        for _document, title, state in entries:
            yield {"what": title, "state": state}

    def self_check(self) -> Iterator[Row]:
        """What the last check of one's own papers found, line by line, and what came of it."""
        for event in self._of({_CHECK})[-1:]:
            own = self._view.pack.form(self._view.ticket.kind, event.kind)
            given = {field.name: event.fields[field.name] for field in own if field.name in event.fields}
            for label, value in describe_form(own, given, self._zone, self._titles.people):
                yield {"what": label, "outcome": value}
            outcome = _(OUTCOMES[event.outcome]) if event.outcome in OUTCOMES else ""
            by = self._row(event)
            words = " · ".join(filter(None, (outcome, event.text, by["when"], by["by"])))
            yield {"what": _("Outcome"), "outcome": words}

    def paper_file(self) -> Iterator[Row]:
        """Where the paper file is, if anybody has said so."""
        if state := file_told(self._view.ticket.paper_file, self._titles, self._when):
            yield {"state": state}

    def _when(self, at: datetime) -> str:
        return printed(at, self._zone)

    def timeline(self) -> Iterator[Row]:
        for event in self._events:
            yield self._row(event, what=_(event_title(event.kind)), text=self._described(event))

    def _of(self, kinds: frozenset[str] | set[str]) -> list[Event]:
        return [event for event in self._events if event.kind in kinds]

    def _described(self, event: Event) -> str:
        if event.kind in _TOLD_ABOVE:
            return event.text or ""
        own = self._view.pack.form(self._view.ticket.kind, event.kind)
        fields = describe_fields(event, self._titles, lambda at: printed(at, self._zone), self._zone, own)
        return "\n".join(filter(None, (" · ".join(fields), event.text)))


def lists_of(view: TicketView, titles: Titles, zone: tzinfo) -> dict[str, tuple[Row, ...]]:
    """Every list of a ticket, each row by the names of its columns; empty ones too."""
    telling = _Telling(view, titles, zone)
    messages: Mapping[str, Callable[[], Iterator[Row]]] = {
        "needs": telling.needs,
        "windows": telling.windows,
        "steps": telling.steps,
        "answers": telling.answers,
        "hand_offs": telling.hand_offs,
        "reviews": telling.reviews,
        "offers": telling.offers,
        "promises": telling.promises,
        "follow_ups": telling.follow_ups,
        "attachments": telling.attachments,
        "documents": telling.documents,
        "self_check": telling.self_check,
        "paper_file": telling.paper_file,
        "timeline": telling.timeline,
    }
    return {name: tuple(rows()) for name, rows in messages.items()}

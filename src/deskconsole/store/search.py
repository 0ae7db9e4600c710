"""The search index: what each event, customer and article is found by, written with them in one transaction.

One index (SQLite's FTS5) holds nothing but words (:mod:`deskconsole.domain.search.words`), each marked with the kind
of thing, so that a question about customers never walks through tickets. It keeps no texts: those of tickets stay in
their events, which never change, so that an index entry is written once; customers and articles, which do change,
keep theirs in ``search_text``, from which the old words are known when the new ones are written.

Who changes a customer or an article calls, in the same transaction and after its own rows are written:

* :func:`index_customer` ``(tx, customer_id)`` when a name, an organisation or a contact is new, changed or gone, also
  for each of two customers that are merged or told apart again; :func:`forget_customer` when it is erased;
* :func:`index_article` ``(tx, article_id, ref=…, title=…, text=…, at=…)`` when an article is imported or edited;
  :func:`forget_article` when it is withdrawn.

Events of tickets need nothing: :func:`deskconsole.store.record.recording.append_events` indexes them, and
:func:`deskconsole.store.record.recording.erase_payloads` takes them out again. What is taken out is not found any
more, but its words lie in parts of the index that are read no more until :func:`gather_words` writes it anew: once, at
the end of an erasure, for that takes as long as the index is large.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Final

from deskconsole.domain.calendar.instant import EPOCH
from deskconsole.domain.search.pronunciation_words import sound_words
from deskconsole.domain.search.words import words_of
from deskconsole.domain.tickets.event import Event
from deskconsole.domain.tickets.payload import texts_of
from deskconsole.record import NamedTuple
from deskconsole.store.api import ReadTransaction, Store, WriteTransaction
from deskconsole.store.compiled import statements
from deskconsole.store.mapping import columns_of, micros
from deskconsole.store.payloads import payload_of

SQL: Final = statements("search")

#: What is added to the key of a customer or an article, so that events, customers and articles share one index.
CUSTOMERS: Final = 1 << 48
ARTICLES: Final = 2 << 48
KINDS: Final = {"customer": CUSTOMERS, "article": ARTICLES}
#: Before each word of a kind of thing, and before how it is said.
TICKET_MARK: Final = "t"
MARKS: Final = {"customer": ("c", "p"), "article": ("a", "q")}


class IndexedEvent(NamedTuple):
    """An event of a ticket and what it says."""

    id: int
    seq: int
    kind: str
    number: str
    chain_rule: int
    payload_digest: str
    facts: str
    body: str | None


class EventMatch(NamedTuple):
    """The same as something found, with what its ticket is known by."""

    id: int
    ticket_id: int
    seq: int
    kind: str
    recorded_at: int
    number: str
    uuid: str
    ticket_kind: str | None
    customer: str | None
    contact: str | None
    content: str | None
    request: str | None
    closed_at: int | None
    chain_rule: int
    payload_digest: str
    facts: str
    body: str | None


class TextMatch(NamedTuple):
    """A customer or an article; instants in microseconds."""

    id: int
    kind: str
    ref: str
    title: str
    body: str
    readings: str
    written_at: int


def index_event(tx: WriteTransaction, event_id: int, event: Event, number: str | None = None) -> None:
    """Let an event just written be found by its words; ``number``: that of the ticket, with its first event."""
    texts = texts_of(event)
    if number is not None:
        texts.append(number)
    if texts:
        tx.index.add(event_id, marked(TICKET_MARK, words_of(texts)))


def texts_of_match(match: EventMatch | IndexedEvent, *, without: Collection[str] = ()) -> list[str]:
    """The texts by which an event is found: what it says, and the number of its ticket with the first one.

    ``without``: for showing, leaves out these parts of the form.
    """
    text, fields, erased = payload_of(match.chain_rule, match.payload_digest, match.facts, match.body)
    if erased:
        return []
    if without and isinstance(parts := fields.get("fields"), dict):
        fields = {**fields, "fields": {name: value for name, value in parts.items() if name not in without}}
    texts = texts_of(Event(match.seq, match.kind, EPOCH, EPOCH, text=text, fields=fields))
    return [*texts, match.number] if match.seq == 1 else texts


def words_of_match(match: IndexedEvent | EventMatch) -> str:
    """What the index keeps for an event."""
    texts = texts_of_match(match)
    return marked(TICKET_MARK, words_of(texts)) if texts else ""


def forget_events(tx: WriteTransaction, ticket_id: int, seqs: Iterable[int]) -> None:
    """Take the words of events of a ticket out of the index, before what they say is erased."""
    gone = frozenset(seqs)
    for match in tx.records(EventMatch, SQL.EVENTS_OF_TICKET, ticket_id=ticket_id):
        words = words_of_match(match)
        # The first event of a call has no words to lose; it holds the ticket's number and stays as it is.
        if match.seq in gone and words and words != words_of_match(match._replace(body=None)):
            tx.index.remove(match.id, words)


def gather_words(store: Store) -> None:
    """Leave nothing in the index of what was taken out of it: in small transactions, for it may be large."""
    first, more = True, True
    while more:
        with store.writing() as tx:
            more = tx.index.gather(first=first)
        first = False


def index_customer(tx: WriteTransaction, customer_id: int) -> None:
    """Let a customer be found as its rows now say; one that has no row any more is forgotten.

    Costs two look-ups when nothing that is searched has changed.
    """
    text = text_of_customer(tx, customer_id)
    if text is None:
        forget_customer(tx, customer_id)
    else:
        _put(tx, text)


def index_new_customer(
    tx: WriteTransaction,
    customer_id: int,
    *,
    uuid: str,
    name: str | None,
    organisation: str | None,
    contacts: Iterable[tuple[str, str | None]],
    readings: str,
    created_at: int,
) -> None:
    """The same for a customer whose rows were written just now, without looking anything up; ``contacts``: value and
    normal digits of each."""
    body = body_of_customer(organisation, contacts)
    _add(tx, TextMatch(CUSTOMERS + customer_id, "customer", uuid, name or "", body, readings, created_at))


def text_of_customer(tx: ReadTransaction, customer_id: int) -> TextMatch | None:
    """What a customer is found by: name and organisation, how these are said, every contact."""
    row = tx.one(SQL.CUSTOMER_TO_INDEX, customer_id=customer_id)
    if row is None:
        return None
    uuid, name, organisation, readings, created_at = row
    contacts = tx.all(SQL.CONTACTS_TO_INDEX, customer_id=customer_id)
    body = body_of_customer(organisation, contacts)
    return TextMatch(CUSTOMERS + customer_id, "customer", uuid, name or "", body, readings, created_at)


def body_of_customer(organisation: str | None, contacts: Iterable[tuple[str, str | None]]) -> str:
    """Organisation and contacts (value, normal digits) by which a customer is found; digits beside a value that is
    written otherwise."""
    lines = [organisation] if organisation else []
    for value, digits in contacts:
        lines.append(value)
        if digits is not None and digits not in value:
            lines.append(digits)
    return "\n".join(lines)


def forget_customer(tx: WriteTransaction, customer_id: int) -> None:
    """Let a customer not be found any more."""
    _forget(tx, CUSTOMERS + customer_id)


def index_article(
    tx: WriteTransaction, article_id: int, *, ref: str, title: str, text: str, at: datetime, readings: str = ""
) -> None:
    """Let an article be found by its title and text, in place of what it was found by before.

    ``article_id`` is the key of its row, the same for all versions; ``ref`` is how the command line and
    ``kb show`` name it; ``at`` is when this version was written (newest first). With ``readings`` of its title
    (``text.characters.pronunciations_of_name``) it is found by pinyin as well.
    """
    _put(tx, text_of_article(article_id, ref=ref, title=title, text=text, at=at, readings=readings))


def text_of_article(article_id: int, *, ref: str, title: str, text: str, at: datetime, readings: str = "") -> TextMatch:
    """What an article is found by, as it is kept."""
    return TextMatch(ARTICLES + article_id, "article", ref, title, text, readings, micros(at))


def forget_article(tx: WriteTransaction, article_id: int) -> None:
    """Let an article not be found any more; its versions stay in the store, so that nothing need be wiped out."""
    before = stored_text(tx, ARTICLES + article_id)
    if before is not None:
        tx.index.remove(before.id, words_of_text(before))
        tx.run(SQL.DROP_SEARCH_TEXT, id=before.id)


def words_of_text(text: TextMatch) -> str:
    """What the index keeps for a customer or an article."""
    plain, sounds = MARKS[text.kind]
    words = marked(plain, words_of([text.title, text.body]))
    return f"{words} {marked(sounds, sound_words(text.readings))}" if text.readings else words


def stored_text(tx: ReadTransaction, key: int) -> TextMatch | None:
    """What a customer or an article (by its key in the index) is found by now."""
    return tx.record(TextMatch, SQL.SEARCH_TEXT, id=key)


def _put(tx: WriteTransaction, text: TextMatch) -> None:
    before = stored_text(tx, text.id)
    if before == text:
        return
    if before is not None:
        tx.index.remove(before.id, words_of_text(before))
    _add(tx, text)


def _add(tx: WriteTransaction, text: TextMatch) -> None:
    tx.run(SQL.SAVE_SEARCH_TEXT, **columns_of(text))
    tx.index.add(text.id, words_of_text(text))


def _forget(tx: WriteTransaction, key: int) -> None:
    before = stored_text(tx, key)
    if before is not None:
        tx.index.remove(key, words_of_text(before))
        tx.run(SQL.DROP_SEARCH_TEXT, id=key)


def marked(mark: str, words: Iterable[str]) -> str:
    """Words as the index takes them, each with its mark."""
    joined = f" {mark}".join(words)
    return mark + joined if joined else ""

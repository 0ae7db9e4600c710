"""What goes with every visitor who is taken in, by whatever form: the pass, and a look at the watch list."""

from datetime import datetime

from deskconsole.desk.desk import Desk, record_site_event
from deskconsole.desk.visitors.passes import give_pass_within
from deskconsole.desk.visitors.records import text_of
from deskconsole.desk.visitors.watching import Watch
from deskconsole.desk.work import Loaded
from deskconsole.store.api import WriteTransaction


def welcome(desk: Desk, tx: WriteTransaction, loaded: Loaded, now: datetime) -> None:
    """Gives out the pass that the form names, and puts on record which entries of the watch list somebody matches.

    Raises :class:`DeskError` when the pass is out already.
    """
    ticket, record = loaded.ticket, loaded.record
    number = text_of(ticket.fields.get("pass"))
    if number is not None:
        give_pass_within(desk, tx, number, record.id, record.number, now)
    notices = Watch(tx).notices(ticket.customer, ticket.contact, text_of(ticket.fields.get("organisation")))
    if notices:
        matched = {"number": record.number, "entries": [notice.entry for notice in notices]}
        record_site_event(desk, tx, "watch_matched", now, matched, by=desk.actor.login)

"""The register of personal data: where anything about a customer, caller or visitor can stand, and where nothing can.

Every column of the store that holds text is either in :data:`PERSONAL` or in :data:`OTHER`; a test compares both with a
store. What events say is parted by the vocabularies: words may be about people and can be erased, facts are kept for
ever; :data:`FACTS` lists the facts, each of which may say nothing of a person in words. Beside the store lie the
attached files, whose contents and names are personal, and in the folder ``emergency`` the names of who is in the house
now, with the lines of an emergency that the store does not have yet; nothing else that is.
"""

from collections.abc import Mapping
from typing import Final

from deskconsole.domain.customers import customer as customers


def _columns(**tables: str) -> Mapping[str, frozenset[str]]:
    return {table: frozenset(names.split()) for table, names in tables.items()}


#: Table → columns that may hold something about a person. How each is emptied: words of events are deleted
#: (``recording.erase_payloads``), what is derived is derived again without them, the rest by ``emptying.py``.
PERSONAL: Final = _columns(
    # The record: the words of every event.
    payload="salt body",
    # Derived from the events of a ticket: an outsider who is asked is a name.
    ticket="customer contact contact_digits content request fields last_words next_assignee cause parties",
    clock="assignee",
    phone_call="digits",
    # Derived from the events of the site.
    customer=" ".join((*customers.WORDS, "readings", "found_by")),
    contact="kind value digits digits_reversed",
    expected_visitor="name digits body",
    room_use="title organiser",
    watched_visitor="name digits organisation reason tell",
    shift="note",
    shift_news="text",
    emergency_entry="text",
    round_tick="text",
    assessment_entry="text answer",
    article="title text",
    article_version="title text",
    legal_hold="name who",
    glass="reason",
    erasure="who reason",
    # The search.
    search_text="title body readings",
    search_words="words",
    search_words_data="block",
    search_words_idx="term",
    search_vocabulary="term",
    # Scratch.
    draft="body",
    approval_request="word",
    written_key="key digest answer",
)

#: Table → columns that hold names of the program, numbers, times, digests, or what is said of colleagues.
OTHER: Final = _columns(
    alembic_version="version_num",
    event="kind by source by_role by_department pack_hash calendar_hash payload_digest facts entered_by prev_hash hash",
    policy_text="hash what name version body",
    site="code packs head_hash number_day",
    staff="login name role department os_account",
    duty="day part login substitute",
    ticket="uuid number pack pack_hash calendar_hash kind channel tier category stage first_receiver owner "
    "papers papers_open ringing_call next_rule next_do next_role next_name",
    clock="rule do role state name cause cause_by cause_state",
    phone_call="call state",
    ticket_fact="channel tier category kind edition responder responder_department owner owner_department "
    "scoring cause against",
    survey_fact="question survey outcome person department channel tier category kind",
    clock_fact="rule duty result person department channel tier category kind",
    call_fact="person department channel tier category kind",
    customer=" ".join(("uuid", *customers.FACTS)),
    customer_care="customer checked_by consent consent_by purposes channels stopped_by",
    expected_visitor="uuid state kind",
    room_use="uuid room prepared",
    visitor_pass="number",
    watched_visitor="added_by",
    queue_ticket="day code counter state window",
    shift="uuid state part login ticked sheet handed_over_by accepted_by",
    shift_news="uuid day added_by",
    emergency_entry="uuid emergency what login kind person inside",
    round_tick="day round time item state login number",
    quality_draw="draw level period seed percent population shares drawn always drawn_by",
    quality_check="check draw number level card receiver reviewer state points outcome cause coached decided_by "
    "decision instead",
    assessment_result="period of subject results tickets closed_by",
    assessment_entry="entry what of subject period name number noted_by answered_by",
    survey_draw="draw survey period seed percent population left_out shares drawn drawn_by",
    training_attendance="number login training period outcome lecturer held_on recorded_by",
    article="source from_ticket category changed_by",
    article_version="category written_by",
    legal_hold="held_by released_by",
    glass="uuid login",
    staff_pin="login digest pepper",
    pin_tries="who",
    recovery_code="digest",
    erasure="state asked_by decided_by",
    search_text="kind ref",
    search_words_config="k v",
    search_words_idx="segid pgno",
    search_vocabulary="doc col offset",
    draft="id person form",
    approval_request="uuid number action draft asked_by state decided_by",
)

#: What events may carry as facts, in the vocabularies of tickets and of the site: names of the program, logins,
#: numbers, times. ``call`` is what the telephone system calls a call: its hook must not put the number in
#: (docs/privacy.md).
_FACTS: Final = """
absent account added administrator again allowed_by approved_by article article_version articles
asked asked_by at before before_finishing by_customer call case category changed channel channels code
codes copied counter created customer customers day days department digest documents documents_complete
done draft due emergency
ends entries entry erasure events expected file_begun file_of first form free from from_ticket
grounds head hold how id inside into item kept_from kind last late_cause left level login made_at
merged_from message mine missed_due moved_from named needed newest_before number occurrence
open os_account outcome owner packs part parts pass passed people person price provisional
purposes qualified reason recurrence report rest_days right role room round rows rule same_as score seed seq
sha256 sheet shift since size skipped source starts state step steps substitute tickets tier
time to told_by told_with
tried tries type until urgent version was what window with_papers withheld wrong
always card cause check draw drawn instead of percent period plain points population receiver
reviewer right_by shares
answers left_out survey caused_complaint high low name place results share subject
held_on lecturer training
"""
FACTS: Final = frozenset(_FACTS.split())

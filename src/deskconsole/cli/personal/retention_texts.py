"""What the records of the retention are called, and what keeps them longer."""

from typing import Final

from deskconsole.present.catalogue import N_

#: What is kept, as people call it.
RECORDS: Final = {
    "ticket_words": N_("what was written on tickets"),
    "visitors": N_("visits and appointments"),
    "customer_files": N_("customers' files"),
    "calls": N_("callers' numbers"),
    "attachments": N_("attached files"),
    "originals": N_("mails and chats as they came"),
    "reviews": N_("reviews"),
    "drafts": N_("forms not saved"),
    "write_keys": N_("keys of repeated writes"),
}
#: What stops it.
STOPPED: Final = {
    "open": N_("an open ticket"),
    "complaint": N_("an open complaint"),
    "dispute": N_("an open dispute"),
    "hold": N_("a legal hold"),
}

"""The site's events about how a customer is treated, and what they may say."""

from typing import Final

#: Somebody has gone through the file with the customer: it is right.
CHECKED: Final = "customer_checked"
#: They were told what their data are for, and have agreed or not.
CONSENT: Final = "consent_recorded"
#: They do not wish to be contacted unasked; they do so again.
STOPPED: Final = "contact_stopped"
ALLOWED: Final = "contact_allowed"
CARE_EVENTS: Final = (CHECKED, CONSENT, STOPPED, ALLOWED)

#: What somebody said who was told what their data are for.
GIVEN: Final = "given"
REFUSED: Final = "refused"
OUTCOMES: Final = (GIVEN, REFUSED)

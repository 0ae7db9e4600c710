"""A store whose every ticket came about by the desk itself, for measuring `verify`; kept between runs."""

import inspect
import os
import tempfile
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any, Final

from deskconsole.desk.desk import Desk
from deskconsole.desk.opening import open_desk
from deskconsole.desk.policy.packs import default_pack_name, load_pack
from deskconsole.desk.records import IntakeForm
from deskconsole.desk.tickets.intake import take
from deskconsole.desk.use_cases import command
from deskconsole.desk.work import Work
from deskconsole.store import mapping
from deskconsole.store.sqlite.revision import HEAD
from tests.bench.stores import new_site
from tests.bench.texts import customer, inquiry

#: So many tickets has each customer, so many are taken in one transaction.
_TICKETS_EACH: Final = 4
_AT_ONCE: Final = 500
#: What happens to a ticket after it has been taken on the telephone; nine of ten are filed.
_DONE: Final[tuple[tuple[str, dict[str, Any]], ...]] = (
    ("answered", {}),
    ("confirmed", {}),
    ("finished", {"outcome": "done"}),
    ("filed", {}),
)


def verify_store(count: int) -> Path:
    """A store with so many tickets of a quarter as many customers, six events each."""
    kept = Path(tempfile.gettempdir()) / f"deskconsole-bench-{os.getuid()}"
    # Other rules or another fold are another store.
    made_by = sha256(f"{load_pack(default_pack_name()).digest} {inspect.getsource(mapping)}".encode()).hexdigest()[:8]
    folder = kept / f"verify-{HEAD}-{made_by}-{count}"
    if not (folder / "desk.db").exists():
        part = folder.with_name(folder.name + ".part")
        new_site(part).store.close()
        _fill(open_desk(str(part / "desk.db")), count)
        part.rename(folder)
    return folder / "desk.db"


def _fill(desk: Desk, count: int) -> None:
    random = Random(count)
    customers = [customer(random) for _ in range(max(1, count // _TICKETS_EACH))]
    for first in range(0, count, _AT_ONCE):
        forms = []
        for _ in range(first, min(count, first + _AT_ONCE)):
            said = inquiry(random, random.choice(customers))
            forms.append(
                IntakeForm(
                    channel="phone",
                    kind="inquiry",
                    tier="ordinary",
                    customer=said.customer,
                    contact=said.contact,
                    category="product",
                    content=said.content,
                    request=said.request,
                )
            )
        _take(desk, forms)
    desk.store.close()


@command(needs="take", settles=False)
def _take(work: Work, forms: Sequence[IntakeForm]) -> None:
    for form in forms:
        ticket = take(work, form)
        for kind, fields in _DONE if ticket.number[-1] != "0" else _DONE[:1]:
            ticket.record(kind, text="我们明天给您答复" if kind == "answered" else None, fields=fields)

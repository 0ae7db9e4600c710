"""Every use case that writes, driven one after the other on one site; each step is also tried on copies of it."""

import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from deskconsole.desk.admin.adding import add_pack
from deskconsole.desk.persons import retention
from deskconsole.desk.policy.recounting import apply_changes
from deskconsole.desk.practice.completed import record_practice
from deskconsole.desk.queue_numbers import queue_numbers
from deskconsole.desk.search.searching import rebuild_search
from deskconsole.desk.shifts import roster
from deskconsole.desk.sign_on import pins, recovery
from deskconsole.desk.staff.qualification import draw_test, hand_in
from deskconsole.desk.staff.staff import add_staff
from tests.desk.persons.marked import DRIVEN, Life
from tests.desk.support import Bench

_PIN: Final = "284613"


class House(Life):
    """The life of somebody at a desk, and what a desk does besides."""

    code = recovery_code = ""

    def go_to(self, folder: Path) -> None:
        """Go on with a copy of the site, in this process."""
        self.bench.folder = folder
        self.bench = Bench.reopened(self.bench)
        self.desk, self.root, self.song = self.bench.desk, self.bench.by("root"), self.bench.by("song")

    def leave(self) -> None:
        """Nobody has the store open."""
        self.bench.desk.store.close()

    # --- what no person is marked by --------------------------------------------------------------------------------

    def add_staff(self) -> None:
        add_staff(self.root, "fu", name="傅青主", role="receiver", department="service")

    def give_code(self) -> None:
        self.code = pins.give_code(self.root, "lin").code

    def set_pin(self) -> None:
        pins.set_pin(self.desk, "lin", self.code, _PIN)

    def set_known_pin(self) -> None:
        pins.set_known_pin(self.root, "he", _PIN)

    def sign_on(self) -> None:
        pins.sign_on(self.desk, "lin", _PIN)

    def recovery_codes(self) -> None:
        self.recovery_code = recovery.make_recovery_codes(self.root)[0]

    def recover(self) -> None:
        recovery.recover(self.desk, "root", self.recovery_code)

    def take_number(self) -> None:
        self.first = queue_numbers.take_number(self.desk, "general", key="number-1").code
        self.second = queue_numbers.take_number(self.desk, "returns").code

    def call_next(self) -> None:
        queue_numbers.call_next(self.desk, "1")

    def recall(self) -> None:
        queue_numbers.recall(self.desk, self.first)

    def skip(self) -> None:
        queue_numbers.skip(self.desk, self.first)

    def send_on(self) -> None:
        queue_numbers.send_on(self.desk, self.second, "repairs")

    def serve(self) -> None:
        queue_numbers.serve(self.desk, queue_numbers.call_next(self.desk, "2").code)

    def stand_in(self) -> None:
        day = self.bench.now.date()
        roster.set_duty(self.root, day, day, "day", "zhou", "lin")
        roster.stand_in(self.root, day, "day")

    def hand_in(self) -> None:
        trainee = self.bench.by("fu")
        paper = draw_test(trainee, seed=3)
        hand_in(trainee, 3, {one.name: sorted(one.question.right) for one in paper.questions})

    def practise(self) -> None:
        record_practice(self.desk, 8, 2)

    def add_pack(self) -> None:
        add_pack(self.root, "enterprise-service")

    def recount(self) -> None:
        list(apply_changes(self.root, "policy"))

    def retain(self) -> None:
        retention.run_retention(self.root)

    # --- what comes before a step, and is not tried -------------------------------------------------------------------

    def other_rules(self) -> None:
        self.bench.take()
        own = self.bench.folder / "packs" / "front-desk"
        own.mkdir(parents=True)
        (own / "clocks.toml").write_text('[[clock]]\nrule = "F11"\nname = "answer"\nwithin = "3 minutes"\n', "utf-8")

    def years_later(self) -> None:
        (self.bench.folder / "retention.toml").write_text("[ticket_words]\ndays = 1\n", "utf-8")
        retention.approve_retention(self.song)
        self.bench.later(days=3000)


#: What is not driven with a marked person, in this order, before everything else.
_FIRST: Final[Mapping[str, Callable[[House], object]]] = {
    "staff.staff.add_staff": House.add_staff,
    "sign_on.pins._give": House.give_code,
    "sign_on.pins._set": House.set_pin,
    "sign_on.pins._set_known": House.set_known_pin,
    "sign_on.pins._signed_on": House.sign_on,
    "sign_on.recovery._keep": House.recovery_codes,
    "sign_on.recovery._recover": House.recover,
    "queue_numbers.queue_numbers.take_number": House.take_number,
    "queue_numbers.queue_numbers.call_next": House.call_next,
    "queue_numbers.queue_numbers.recall": House.recall,
    "queue_numbers.queue_numbers.skip": House.skip,
    "queue_numbers.queue_numbers.send_on": House.send_on,
    "queue_numbers.queue_numbers.serve": House.serve,
    "shifts.roster.stand_in": House.stand_in,
    "staff.qualification._hand_in": House.hand_in,
    "practice.completed.record_practice": House.practise,
}
_LAST: Final[Mapping[str, Callable[[House], object]]] = {
    "persons.erasing.approve_erasure": House.erase,
    "search.searching.rebuild_search": lambda house: rebuild_search(house.root),
    "policy.recounting._apply": House.recount,
    "admin.adding._add": House.add_pack,
    "persons.retention._take_due": House.retain,
}


#: Before these steps something is made ready.
READY: Final[Mapping[str, Callable[[House], object]]] = {
    "policy.recounting._apply": House.other_rules,
    "persons.retention._take_due": House.years_later,
}


def steps() -> Iterator[tuple[str, Callable[[House], object]]]:
    """Every step by the name of its use case."""
    yield from _FIRST.items()
    for name, how in DRIVEN.items():
        if not isinstance(how, str) and name not in _FIRST and name not in _LAST:
            yield name, how
    yield from _LAST.items()


def copied(folder: Path, into: Path) -> Path:
    """A copy of everything, made by another program: to close a file of a store ends this one's locks on it."""
    shutil.rmtree(into, ignore_errors=True)
    subprocess.run(["cp", "-a", str(folder), str(into)], check=True)
    return into


def made(folder: Path) -> House:
    """A new site in a folder of its own."""
    site = folder / "site"
    site.mkdir(parents=True)
    return House(site)

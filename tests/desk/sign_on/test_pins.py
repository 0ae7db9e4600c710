"""PINs: set with a code, never by default; tries are counted before anything is compared."""

import multiprocessing
import os
import stat
import statistics
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from deskconsole.desk.desk import Desk
from deskconsole.desk.knowledge.articles import articles
from deskconsole.desk.sign_on import digests, pins
from deskconsole.desk.sign_on.pins import NotSignedOn, SetPinFirst
from deskconsole.desk.sign_on.tries import TooManyTries
from deskconsole.desk.staff.staff import disable_staff
from deskconsole.domain.people.pins import MOST_TRIES, check_pin, next_try
from deskconsole.errors import DeskError
from tests.desk.sign_on.support import PIN, site_events, try_often, with_pin
from tests.desk.support import Bench

WRONG = "999990"


def wait(bench: Bench, login: str, pin: str = WRONG) -> float:
    """How many seconds somebody is told to wait; a try that is compared instead is a failure."""
    with pytest.raises(TooManyTries) as refused:
        pins.sign_on(bench.desk, login, pin)
    return (refused.value.again_at - bench.now).total_seconds()


def wrong(desk: Desk, login: str, pin: str = WRONG) -> str:
    """What is said of a PIN that is compared and wrong."""
    with pytest.raises(NotSignedOn) as refused:
        pins.sign_on(desk, login, pin)
    return str(refused.value)


# --- what a PIN is ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("pin", ["", "12345", "1234a6", "１２８４６１", "2" * 33])
def test_what_is_no_pin(pin: str) -> None:
    with pytest.raises(DeskError, match="6 to 32 digits"):
        check_pin(pin)


@pytest.mark.parametrize("pin", ["000000", "111111", "123456", "234567", "654321", "890123", "987654321"])
def test_what_everybody_tries_first_is_no_pin(pin: str) -> None:
    with pytest.raises(DeskError, match="tried first"):
        check_pin(pin)


@pytest.mark.parametrize("pin", ["284613", "112233", "135790", "00000001"])
def test_what_is_a_pin(pin: str) -> None:
    check_pin(pin)


# --- codes and PINs --------------------------------------------------------------------------------------------


def test_nobody_has_a_pin_until_they_set_it_with_the_code_of_the_administrator(bench: Bench) -> None:
    assert pins.who_has_pins(bench.desk) == {}
    wrong(bench.desk, "lin", "")
    with pytest.raises(DeskError, match="only an administrator"):
        pins.give_code(bench.by("he"), "lin")
    code = pins.give_code(bench.by("root"), "lin")
    assert (code.login, len(code.code), code.until) == ("lin", 8, bench.now + timedelta(days=3))
    with pytest.raises(SetPinFirst):
        pins.sign_on(bench.desk, "lin", code.code)
    with pytest.raises(DeskError, match="tried first"):
        pins.set_pin(bench.desk, "lin", code.code, "123456")
    desk = pins.set_pin(bench.desk, "lin", code.code, PIN)
    assert (desk.actor.login, desk.by_pin) == ("lin", True)
    assert pins.sign_on(bench.desk, "lin", PIN).actor.login == "lin"
    wrong(bench.desk, "lin", code.code)
    events = site_events(bench, "code_given", "pin_set", "signed_on")
    assert [(each.kind, each.by) for each in events] == [
        ("code_given", "root"),
        ("pin_set", "lin"),
        ("signed_on", "lin"),
        ("signed_on", "lin"),
    ]
    assert events[-1].fields == {"login": "lin", "before": "zhou", "account": "root"}


def test_a_code_counts_three_days_and_once(bench: Bench) -> None:
    first = pins.give_code(bench.by("root"), "lin").code
    second = pins.give_code(bench.by("root"), "lin").code
    wrong(bench.desk, "lin", first)
    bench.later(days=3)
    wrong(bench.desk, "lin", second)
    third = pins.give_code(bench.by("root"), "lin").code
    pins.set_pin(bench.desk, "lin", third, PIN)
    with pytest.raises(NotSignedOn):
        pins.set_pin(bench.desk, "lin", third, "482613")


def test_a_new_code_ends_the_pin_and_a_pin_can_be_changed(bench: Bench) -> None:
    with_pin(bench, "lin")
    pins.set_pin(bench.desk, "lin", PIN, "482613")
    wrong(bench.desk, "lin", PIN)
    assert pins.sign_on(bench.desk, "lin", "482613").actor.login == "lin"
    pins.give_code(bench.by("root"), "lin")
    wrong(bench.desk, "lin", "482613")


def test_who_is_disabled_signs_on_no_more(bench: Bench) -> None:
    with_pin(bench, "lin")
    disable_staff(bench.by("root"), "lin")
    wrong(bench.desk, "lin", PIN)
    with pytest.raises(DeskError, match="disabled"):
        pins.give_code(bench.by("root"), "lin")


# --- tries -----------------------------------------------------------------------------------------------------


def test_five_tries_are_free_then_the_wait_doubles_to_a_quarter_of_an_hour(bench: Bench) -> None:
    with_pin(bench, "lin")
    for _ in range(5):
        wrong(bench.desk, "lin")
    waits = []
    for _ in range(8):
        waits.append(wait(bench, "lin", PIN))
        bench.later(seconds=waits[-1])
        wrong(bench.desk, "lin")
    assert waits == [30, 60, 120, 240, 480, 900, 900, 900]
    bench.later(minutes=15)
    assert pins.sign_on(bench.desk, "lin", PIN).actor.login == "lin"
    bench.later(hours=1)
    for _ in range(5):
        wrong(bench.desk, "lin")


def test_a_console_has_five_tries_whoever_is_tried(bench: Bench) -> None:
    with_pin(bench, "lin", "he")
    for login in ("lin", "he", "nobody", "qian", "luo"):
        wrong(bench.desk, login)
    assert wait(bench, "song") == 30
    bench.later(seconds=30)
    assert pins.sign_on(bench.desk, "lin", PIN).actor.login == "lin"
    bench.later(seconds=30)
    wrong(bench.desk, "fang")
    assert wait(bench, "song") == 60, "who is right takes back their own try alone"
    bench.later(hours=1)
    wrong(bench.desk, "fang")


def test_a_clock_set_back_makes_nobody_wait_longer(bench: Bench) -> None:
    assert next_try(5, bench.now + timedelta(days=1), bench.now) == bench.now + timedelta(seconds=30)


def test_after_a_hundred_tries_only_a_new_code_helps(bench: Bench) -> None:
    with_pin(bench, "lin")
    for _ in range(MOST_TRIES):
        bench.later(hours=1)
        wrong(bench.desk, "lin")
    bench.later(hours=1)
    wrong(bench.desk, "lin", PIN)
    bench.later(hours=1)
    wrong(bench.desk, "lin", PIN)
    assert [each.fields for each in site_events(bench, "pin_disabled")] == [{"login": "lin", "tries": MOST_TRIES}]
    with_pin(bench, "lin", pin="482613")
    assert pins.sign_on(bench.desk, "lin", "482613").actor.login == "lin"


def test_a_thousand_tries_at_once_get_five(bench: Bench) -> None:
    with_pin(bench, "lin")
    bench.desk.store.close()
    store, now = str(bench.folder / "desk.db"), bench.now.timestamp()
    with ProcessPoolExecutor(8, multiprocessing.get_context("spawn")) as pool:
        results = [pool.submit(try_often, store, now, "lin", 125) for _ in range(8)]
        counts = [result.result() for result in results]
    assert sum(compared for compared, _refused in counts) == 5
    assert sum(refused for _compared, refused in counts) == 995
    bench.desk = Bench.reopened(bench).desk


# --- what is told, and what is kept ----------------------------------------------------------------------------


def test_an_unknown_login_answers_as_a_wrong_pin_does_also_in_time(bench: Bench) -> None:
    with_pin(bench, "lin")
    times: dict[str, list[float]] = {"lin": [], "qian": [], "nobody": []}
    answers = set()
    for _ in range(7):
        for login, taken in times.items():
            bench.later(hours=1)
            began = time.perf_counter()
            answers.add(wrong(bench.desk, login))
            taken.append(time.perf_counter() - began)
    assert len(answers) == 1
    known, without, unknown = (statistics.median(taken) for taken in times.values())
    assert 0.5 < without / known < 2
    assert 0.5 < unknown / known < 2
    bench.later(hours=1)
    wrong(bench.desk, "nobody")
    assert wait(bench, "nobody") >= 30, "and is made to wait as well"


def test_what_is_kept_leaves_the_store_by_no_way_and_says_no_pin(bench: Bench) -> None:
    with_pin(bench, "lin")
    code = pins.give_code(bench.by("root"), "he").code
    wrong(bench.desk, PIN + "77", "x")
    with bench.desk.store.reading() as tx:
        kept = [list(row) for table in ("staff_pin", "pin_tries") for row in tx.all(f"SELECT * FROM {table}")]
    assert not any(secret in str(kept) for secret in (PIN, code))
    assert str(kept).count("$argon2id$v=19$m=19456,t=2,p=1$") == 2
    shown = [pins.who_has_pins(bench.desk), articles(bench.desk), *site_events(bench, "code_given", "pin_set")]
    assert "argon2" not in str(shown)


def test_the_pepper_is_for_its_owner_alone_and_lost_it_makes_pins_void(bench: Bench) -> None:
    with_pin(bench, "lin")
    pepper: Path = bench.folder / digests.PEPPER
    assert stat.S_IMODE(pepper.stat().st_mode) == 0o600
    aside = pepper.rename(pepper.with_name("elsewhere"))
    wrong(bench.desk, "lin", PIN)
    aside.replace(pepper)
    assert pins.sign_on(bench.desk, "lin", PIN).actor.login == "lin"
    pepper.write_bytes(b"short")
    with pytest.raises(DeskError, match="put the right file back"):
        pins.sign_on(bench.desk, "lin", PIN)


def test_a_console_where_nobody_is_signed_on_yet_lets_nobody_do_anything(bench: Bench) -> None:
    with_pin(bench, "lin")
    empty = bench.desk.signed_off()
    assert empty.known_actor is None
    with pytest.raises(DeskError, match="nobody is signed on"):
        articles(empty)
    with pytest.raises(DeskError, match="nobody is signed on"):
        empty.look_again()
    assert pins.sign_on(empty, "lin", PIN).actor.login == "lin"
    assert site_events(bench, "signed_on")[-1].fields == {"login": "lin", "account": "root"}


def test_setting_pins_uses_up_no_tries_of_the_console(bench: Bench) -> None:
    for login in ("lin", "he", "song", "qian", "luo", "fang"):
        code = pins.give_code(bench.by("root"), login).code
        with pytest.raises(SetPinFirst):
            pins.sign_on(bench.desk, login, code)
        assert pins.set_pin(bench.desk, login, code, PIN).actor.login == login
    for _ in range(5):
        wrong(bench.desk, "nobody")
    assert wait(bench, "nobody") == 30


def test_a_pepper_that_is_no_file_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / digests.PEPPER)
    with pytest.raises(DeskError, match="cannot be read"):
        digests.Pepper(tmp_path).read()

"""One hostile input a call, by area: what is given to the command line, beside the files that it names."""

import os
import shutil
import stat
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random
from typing import Final

from deskconsole.data_files import data_folder
from deskconsole.domain.tickets.vocabulary import EVENTS
from tests.fuzz.hostile import as_json, mutated, nested, retold, text, typed, value

#: What a command is called with, and what stands on its standard input.
Given = tuple[list[str], bytes]

_CLINIC: Final = Path(__file__).parents[1] / "data" / "clinic"
_FORM: Final = {
    "channel": "online",
    "kind": "inquiry",
    "tier": "core",
    "customer": "华南精密 陈立",
    "contact": "13812345678",
    "category": "product",
    "content": "焊接工位换型频繁",
    "request": "选型建议",
}
_LATER: Final = "2026-10-08T18:00:00+08:00"
_CALENDAR: Final = """timezone = "Asia/Shanghai"
country = "cn"
[hours]
mon = ["09:00-12:00", "13:30-18:00"]
tue = ["09:00-24:00"]
[dates]
"2026-02-14" = ["09:00-18:00"]
"2026-12-31" = []
"""
_SITE: Final = """counter = true
characters = "ascii"
[company]
zh = "华南"
en = "South"
[papers]
folder = "papers"
largest_attachment_mb = 5
[console]
theme = "dark"
[console.keys]
answer = "a"
[visitors]
rooms = ["A", "B"]
"""
_ROLES: Final = """[needs]
take = { receiver = "yes", leader = "yes" }
[counts_as]
nurse = "receiver"
"""
_ARTICLE: Final = "---\ntitle: 负载\ncategory: product\nprice: no\n---\n# 负载\n\n| a | b |\n见附表 **粗**\n"


def _bytes(random: Random, content: str) -> bytes:
    """A text as bytes, now and then in no encoding at all."""
    data = content.encode("utf-8", "surrogatepass")
    if random.random() < 0.15:
        at = random.randrange(len(data) + 1)
        data = data[:at] + random.randbytes(random.randrange(1, 9)) + data[at:]
    return data if random.random() < 0.95 else content.encode("utf-16", "surrogatepass")


def _file(random: Random, path: Path, content: str) -> Path:
    """The content in a file, or now and then something there that is none; a broken link, a pipe, a device."""
    if path.is_symlink() or path.exists():
        shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    how = random.randrange(40)
    if how == 0:
        os.mkfifo(path)
    elif how == 1:
        path.symlink_to(random.choice(("/dev/zero", "/dev/tty", "/proc/self/mem", "nowhere", path.name, "desk.db")))
    elif how == 2:
        path.mkdir()
    else:
        path.write_bytes(_bytes(random, content))
        if how == 3:
            path.chmod(0)
    return path


def _changed(random: Random, toml: str) -> str:
    """A file of TOML that is wrong: in its letters or in what it says."""
    return mutated(random, toml) if random.random() < 0.3 else retold(random, toml)


def _form(random: Random) -> str:
    """A line of an intake: a form with hostile values, or nonsense."""
    if random.random() < 0.15:
        return random.choice((nested(random), text(random), as_json(value(random))))
    form: dict[str, object] = dict(_FORM)
    for name in random.sample([*_FORM, "level", "urgent", "fields", "received", "call", text(random)[:20]], k=1):
        form[name] = value(random)
    line = as_json(form)
    return mutated(random, line) if random.random() < 0.2 else line


def intake(random: Random, folder: Path) -> Given:
    """A file of inquiries, JSON lines or CSV, or one by options."""
    if random.random() < 0.3:
        options = {**_FORM, random.choice([*_FORM, "level", "received", "call"]): text(random)}
        return ["intake", *(f"--{name}={given}" for name, given in options.items()), f"--field={text(random)}"], b""
    if random.random() < 0.5:
        content = "\n".join(_form(random) for _ in range(3))
    else:
        heading = ",".join([*_FORM, "level", "field.x"])
        content = heading + "\n" + ",".join([*_FORM.values(), text(random), text(random)]) + "\n" + text(random)
        content = mutated(random, content) if random.random() < 0.5 else content
    more = random.choice((["--keep-good"], [], ["--json"]))
    if random.random() < 0.3:
        return ["intake", "--from", "-", *more], _bytes(random, content)
    return ["intake", "--from", str(_file(random, folder / "forms", content)), *more], b""


def act(random: Random, folder: Path) -> Given:
    """An event with hostile options."""
    events = [name for name, kind in EVENTS.items() if not kind.by_desk]
    event = random.choice((random.choice(events), random.choice(events), random.choice(events), typed(random)))
    number = random.choice(("1", "1", "1", "1", "0001", typed(random)))
    given = {"text": "好的", "to": "dept:sales", "outcome": "reached", "reason": "customer", "due": _LATER}
    given |= {random.choice(("text", "to", "outcome", "reason", "due")): typed(random)}
    options = [f"--{name}={each}" for name, each in given.items() if random.random() < 0.7]
    names = ("told", "solution", "solution_2", "also", "level", "tier", "recurrence", "due", "pass", "into", "file")
    options += [f"--field={random.choice(names)}={typed(random)}" for _ in range(random.randrange(3))]
    options += [f"--{name}={typed(random)}" for name in ("of", "score", "at", "expect") if random.random() < 0.05]
    return ["act", number, event, *options], b""


def pack(random: Random, folder: Path) -> Given:
    """A pack with a few things changed."""
    place = folder / "clinic"
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(_CLINIC, place)
    name = random.choice(sorted(path.name for path in place.iterdir()))
    _file(random, place / name, _changed(random, (place / name).read_text("utf-8")))
    return ["policy", "check", str(place)], b""


def calendar(random: Random, folder: Path) -> Given:
    """A calendar, questions to it, or hostile options."""
    start, within = "2026-09-18T16:00:00+08:00", random.choice(("1 working day", "90 working minutes", "24 hours"))
    if random.random() < 0.3:
        questions = {"op": "due", "calendar": {"timezone": "UTC"}, "start": start, "within": within, "id": 1}
        questions[random.choice([*questions, "pauses", "end"])] = value(random)
        return ["calendar", "due", "--from", "-"], _bytes(random, as_json(questions) + "\n" + text(random))
    if random.random() < 0.3:
        return ["calendar", "due", f"--start={random.choice((start, typed(random)))}", f"--within={typed(random)}"], b""
    document = {"timezone": "UTC", "hours": {"mon": ["09:00-18:00"]}, "dates": {"2026-01-01": []}, "x": value(random)}
    if random.random() < 0.6:
        path = _file(random, folder / "own.toml", _changed(random, _CALENDAR))
    else:
        content = as_json(document)
        path = _file(random, folder / "own.json", mutated(random, content) if random.random() < 0.5 else content)
    return ["calendar", "due", "--start", start, "--within", within, "--calendar", str(path)], b""


def articles(random: Random, folder: Path) -> Given:
    """A folder of articles."""
    place = folder / "articles"
    place.mkdir(exist_ok=True)
    _file(random, place / "负载.md", mutated(random, _ARTICLE))
    return ["kb", "import", str(place)], b""


def search(random: Random, folder: Path) -> Given:
    """Words that are looked for."""
    words = " ".join(typed(random) for _ in range(random.randrange(1, 4)))
    return [*random.choice(("search", "search", "kb search", "customer show")).split(), words.lstrip("-") or " "], b""


def site(random: Random, folder: Path) -> Given:
    """The site's own files."""
    files: Mapping[str, str] = {"site.toml": _SITE, "roles.toml": _ROLES, "calendar.toml": _CALENDAR}
    for name in files:
        _remove(folder / name)
    name = random.choice([*files])
    _file(random, folder / name, _changed(random, files[name]))
    return random.choice((["queue"], ["policy", "check"], ["keys"])), b""


def _remove(path: Path) -> None:
    if path.is_symlink() or path.exists():
        if stat.S_ISDIR(path.lstat().st_mode):
            shutil.rmtree(path)
        else:
            path.unlink()


def quiz(random: Random, folder: Path) -> Given:
    """The test of a pack."""
    own = folder / "packs" / "robot-integrator"
    shutil.rmtree(folder / "packs", ignore_errors=True)
    own.mkdir(parents=True)
    built_in = (data_folder() / "packs" / "robot-integrator" / "quiz.toml").read_text("utf-8")
    _file(random, own / "quiz.toml", _changed(random, built_in))
    return random.choice((["policy", "check", "robot-integrator"], ["queue"])), b""


AREAS: Final[Mapping[str, Callable[[Random, Path], Given]]] = {
    "intake": intake,
    "act": act,
    "packs": pack,
    "calendars": calendar,
    "import": articles,
    "search": search,
    "site files": site,
    "quiz": quiz,
}

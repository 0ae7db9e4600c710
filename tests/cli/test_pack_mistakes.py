"""What somebody who writes a pack gets wrong: one clear message each, with file and key, from ``policy check``."""

from pathlib import Path

import pytest

from tests.cli.support import Cli
from tests.domain.packs import FILES, RULES

#: mistake → file, what stands there, what is written instead, the whole message.
MISTAKES = {
    "misspelt key": (
        *("clocks.toml", "stops_on =", "stop_on ="),
        "clocks.toml:9: clock 1 (X01): stop_on: unknown key; did you mean 'stops_on'?",
    ),
    "misspelt key that must be given": (
        *("pack.toml", "default_tier", "defualt_tier"),
        "pack.toml:5: defualt_tier: unknown key; did you mean 'default_tier'?",
    ),
    "misspelt table": (
        *("pack.toml", "[[channel]]", "[[chanel]]"),
        "pack.toml:18: chanel: unknown key; did you mean 'channel'?",
    ),
    "unknown event": (
        *("clocks.toml", '["answered"]', '["answred"]'),
        "clocks.toml:9: clock 1 (X01): stops_on[1].event: 'answred' is not known; did you mean 'answered'?",
    ),
    "unknown channel in when": (
        *("clocks.toml", 'channel = ["online"]', 'channel = ["onlin"]'),
        "clocks.toml:7: clock 1 (X01): when.channel: 'onlin' is not known; did you mean 'online'?",
    ),
    "bad duration": (
        *("clocks.toml", '"5 minutes"', '"5 minits"'),
        "clocks.toml:8: clock 1 (X01): within: '5 minits' is",
    ),
    "every beside within": (
        *("clocks.toml", 'within = "5', 'every = "1 hour"\nwithin = "5'),
        "clocks.toml:8: clock 1 (X01): every: give within or every, not both",
    ),
    "missing zh": (
        *("clocks.toml", 'zh = "答复", ', ""),
        "clocks.toml:5: clock 1 (X01): title.zh: missing; it must be given",
    ),
    "missing en": (
        *("rules.toml", ', en = "Answer"', ""),
        "rules.toml:4: rule 1 (X01): title.en: missing; it must be given",
    ),
    "duplicate rule": (
        *("rules.toml", RULES, RULES + RULES.replace("X02", "X03")),
        "rules.toml:13: rule 3 (X01): id: 'X01' stands here twice",
    ),
    "until without every": (
        *("clocks.toml", 'within = "5 minutes"', 'within = "5 minutes"\nuntil = ["delivered"]'),
        "clocks.toml:9: clock 1 (X01): until: until goes with every; use ends_on beside within",
    ),
    "unknown field in a condition": (
        *("clocks.toml", "urgent = [false]", '"event.withhold" = [false]'),
        "clocks.toml:7: clock 1 (X01): when.event.withhold: 'withhold' is not one of: ",
    ),
    "unknown field in a form's condition": (
        *("kinds.toml", "values =", "shown_when = { insured = [true] }\nvalues ="),
        "kinds.toml:11: kind 1 (inquiry): field[1].shown_when.insured: 'insured' is not one of: ",
    ),
    "required field never shown": (
        *("kinds.toml", 'required = ["customer"]', 'channels = ["online"]\nrequired = ["size"]'),
        "kinds.toml:12: kind 1 (inquiry): field[1].shown_when: required, but never shown",
    ),
    "choice without values": (
        *("kinds.toml", "values =", "#"),
        "kinds.toml:7: kind 1 (inquiry): field[1].values: a choice needs values to choose from",
    ),
    "stage without event": (
        *("pack.toml", 'events = ["received"]', "events = []"),
        "pack.toml:11: stage 1 (begin): events: a stage needs an event that leads to it",
    ),
    "phrase with an unknown placeholder": (
        *("phrases.toml", "Hello, {company}", "Hello, {compny}"),
        "phrases.toml:5: phrase 1 (opening): text: 'compny' is not known; did you mean 'company'?",
    ),
    "not_before after within": (
        *("clocks.toml", 'do = "answer"', 'do = "answer"\nnot_before = "6 minutes"'),
        "clocks.toml:5: clock 1 (X01): not_before: '6 minutes' is not before '5 minutes'",
    ),
    "not TOML": (*("clocks.toml", "[[clock]]", "[[clock]"), "clocks.toml:2: not TOML: "),
    "pack.toml that is not TOML": (*("pack.toml", "[[stage]]", "[[stage]"), "pack.toml:8: not TOML: "),
    "kind without finished": (
        *("kinds.toml", "required =", 'steps = ["answered", "filed"]\nrequired ='),
        "kinds.toml:5: kind 1 (inquiry): steps: the kind has no way to 'finished', so that its tickets could never",
    ),
    "pause without a clock that looks again": (
        *("clocks.toml", 'do = "answer"', 'do = "answer"\npauses_while = "waiting"'),
        "clocks.toml:5: clock 1 (X01): pauses_while: no clock starts on 'waiting'",
    ),
}


def _write(folder: Path, file: str = "", old: str = "", new: str = "") -> Path:
    folder.mkdir(parents=True)
    for name, text in FILES.items():
        assert name != file or old in text
        text = text.replace(old, new, 1) if name == file else text
        if "never shown" in folder.name and name == "kinds.toml":
            text = text.replace("values =", 'shown_when = { channel = ["phone"] }\nvalues =', 1)
        if "never shown" in folder.name and name == "pack.toml":
            text += '\n[[channel]]\nname = "phone"\ntitle = { zh = "电话", en = "Phone" }\n'
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_gives_one_message_with_file_and_key(cli: Cli, tmp_path: Path, mistake: str) -> None:
    file, old, new, message = MISTAKES[mistake]
    answer = cli("policy", "check", str(_write(tmp_path / mistake, file, old, new)))
    assert answer.status == 1
    (line,) = answer.reasons
    assert line.startswith(f"{mistake}/{message}")


@pytest.mark.parametrize("file", FILES)
def test_a_file_that_is_not_utf8_gives_one_message(cli: Cli, tmp_path: Path, file: str) -> None:
    folder = _write(tmp_path / "gbk")
    (folder / file).write_bytes(FILES[file].encode("gbk"))
    answer = cli("policy", "check", str(folder))
    assert (answer.status, len(answer.reasons)) == (1, 1)
    assert answer.reasons[0].startswith(f"gbk/{file}:")
    assert ": not UTF-8 (byte " in answer.reasons[0]


def test_a_sound_pack_has_no_problems(cli: Cli, tmp_path: Path) -> None:
    answer = cli("policy", "check", str(_write(tmp_path / "sound")))
    assert (answer.status, answer.err) == (0, "")


def test_hours_of_the_sites_calendar_that_overlap_give_one_message(cli: Cli) -> None:
    file = cli.store.parent / "calendar.toml"
    file.write_text('timezone = "Asia/Shanghai"\n[hours]\nmon = ["09:00-12:00", "11:30-18:00"]\n', "utf-8")
    answer = cli("policy", "check")
    assert answer.status == 1
    (line,) = answer.reasons
    assert line.endswith("calendar.toml:3: hours.mon: 09:00-12:00 and 11:30-18:00 overlap")
    (problem,) = cli("policy", "check", "--json").lines[0]["problems"]
    assert (problem["key"], problem["message"]) == ("hours.mon", line)
    file.unlink()

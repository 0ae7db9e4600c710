"""Fields, forms and papers that several kinds share: the same as if each had written them; mistakes told once."""

from deskconsole.domain.rules.pack import Pack
from deskconsole.domain.rules.reading.overlay import Layer
from deskconsole.domain.rules.reading.pack_files import examine, read_pack
from tests.domain.packs import FILES, problems

TITLE = 'title = { zh = "题", en = "Title" }'
SHARED = f"""
[[shared]]
name = "work-order"

[[shared.field]]
name = "place"
{TITLE}

[[shared.field]]
name = "parts"
{TITLE}
type = "choice"
values = [{{ name = "one", {TITLE} }}]

[[shared.form]]
event = "solved"
required = ["evidence"]

[[shared.form.field]]
name = "cost"
{TITLE}
type = "money"

[[shared.repeat]]
name = "again"
{TITLE}
count = 2
within = "30 days"

[[shared.paper]]
name = "sheet"
{TITLE}
fields = ["place"]

[[shared]]
name = "visit"

[[shared.field]]
name = "visit_at"
{TITLE}
type = "date_time"

[[kind]]
name = "repair"
{TITLE}
uses = ["work-order", "visit"]

[[kind.field]]
name = "own"
{TITLE}

[[kind]]
name = "complaint"
{TITLE}
uses = ["work-order"]
field = [{{ name = "parts", drop = true }}, {{ name = "place", required = true }}]
"""


def files(shared: str = SHARED) -> dict[str, str]:
    return {**FILES, "kinds.toml": FILES["kinds.toml"] + shared}


def read(*layers: dict[str, str]) -> Pack:
    return read_pack("small", [Layer(texts) for texts in layers])


def test_kinds_have_what_they_share_before_their_own() -> None:
    pack = read(files())
    repair, complaint = pack.kind("repair"), pack.kind("complaint")
    assert [field.name for field in repair.fields] == ["place", "parts", "visit_at", "own"]
    assert [field.name for field in pack.form("repair", "solved")] == ["cost"]
    assert pack.required_of("complaint", "solved") == ("evidence",)
    assert [paper.name for paper in complaint.papers] == ["sheet"]
    assert [repeat.name for repeat in repair.repeat] == ["again"]


def test_a_kind_changes_what_it_shares_for_itself_alone() -> None:
    pack = read(files())
    assert [(field.name, field.required) for field in pack.kind("complaint").fields] == [("place", True)]
    assert not pack.kind("repair").fields[0].required


def test_the_stored_text_says_it_as_well() -> None:
    pack = read(files())
    again = Pack.from_canonical(pack.canonical())
    assert again == pack
    assert again.kind("repair").fields == pack.kind("repair").fields


def test_a_site_changes_it_for_all_kinds_at_once() -> None:
    upper = {"kinds.toml": '[[shared]]\nname = "work-order"\nfield = [{ name = "place", longest = 30 }]\n'}
    pack = read(files(), upper)
    assert [pack.kind(name).fields[0].longest for name in ("repair", "complaint")] == [30, 30]


def test_a_mistake_in_it_is_told_once_where_it_was_made() -> None:
    found = problems(files(SHARED.replace('type = "choice"', 'type = "choise"')))
    (line,) = [each for each in found if "choise" in each]
    assert "shared 1 (work-order): field[2].type" in line
    found = problems(files(SHARED.replace("values = [", "valves = [", 1)))
    assert [each for each in found if "valves" in each] == found
    wrong = SHARED.replace('type = "choice"\nvalues = [{ name = "one", ' + TITLE + " }]", 'type = "choice"')
    (line,) = problems(files(wrong))
    headers = [n for n, each in enumerate(files(wrong)["kinds.toml"].splitlines(), 1) if each == "[[shared.field]]"]
    assert f"kinds.toml:{headers[1]}:" in line
    assert "shared 1 (work-order): field[2]" in line


def test_a_mistake_in_the_kinds_own_is_told_at_the_kind() -> None:
    wrong = SHARED.replace('name = "own"', 'name = "own"\ntype = "choice"')
    (line,) = problems(files(wrong))
    assert "kind 2 (repair): field[1]" in line


def test_what_is_not_there_is_named() -> None:
    (line,) = problems(
        files(
            SHARED.replace('uses = ["work-order"]', 'uses = ["workorder"]', 1).replace(
                'field = [{ name = "parts", drop = true }, { name = "place", required = true }]', ""
            )
        )
    )
    assert "uses" in line
    assert "did you mean 'work-order'?" in line
    gone = files(SHARED.replace('"parts", drop', '"part", drop'))
    assert any("there is no 'part' to take away" in each for each in problems(gone))
    assert examine([Layer(gone)])[0] is None

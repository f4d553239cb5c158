import os
import subprocess
import sys
from unicodedata import category

import pytest
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st

from golive_tui.checklist.model import Checklist
from golive_tui.checklist.reader import read_checklist
from golive_tui.checklist.source import LARGEST
from golive_tui.errors import ChecklistError
from golive_tui.probes.all_kinds import specs
from tests.checklist.checklists import HEAD, WHOLE, read, told, wrong
from tests.checklist.mischief import ROOT, Change, changes, document

KINDS = specs()
FLOWMIND = (ROOT / "checklists" / "flowmind.toml").read_bytes()


def _read_or_refused(data: bytes) -> Checklist | None:
    """None where it is refused, in order; whatever else is raised fails the test."""
    try:
        return read_checklist(data, "c.toml", KINDS)
    except ChecklistError as error:
        refused = error
    for problem in refused.problems:
        assert {category(char) for char in problem.sentence("c.toml")} & {"Cc", "Cf"} == set()
        assert 0 <= problem.line <= data.count(b"\n") + 1
    assert list(refused.problems) == sorted(refused.problems)
    return None


@pytest.mark.parametrize("name", ["flowmind", "minimal", "services"])
def test_the_shipped_checklists_are_good(name: str) -> None:
    data = (ROOT / "checklists" / f"{name}.toml").read_bytes()
    with_kinds = read_checklist(data, name, KINDS)
    without = read_checklist(data, name, None)
    assert [item.id for _, _, item in with_kinds.leaves()] == [
        item.id for _, _, item in without.leaves()
    ]
    assert with_kinds.triggers == without.triggers


def test_a_newer_format_is_refused_in_one_clear_sentence() -> None:
    assert wrong("title = 3\nschema = 2\nnew-key = 1\n") == [
        (
            "2: schema: the file has a newer format than this golive reads, which is 1; "
            "use a newer golive"
        )
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("schema = 0", "schema: 0 is out of bounds; only 1"),
        ("schema = true", "schema: true where a whole number is needed"),
        ('schema = "1"', 'schema: "1" where a whole number is needed'),
        ("", "`schema` is missing; a checklist needs it"),
    ],
)
def test_the_format_s_version_must_be_said(line: str, said: str) -> None:
    assert told(WHOLE.replace("schema = 1", line)) == [said]


def test_an_empty_file_lacks_what_every_checklist_has() -> None:
    assert told("") == [
        "`schema` is missing; a checklist needs it",
        "`stage` is missing; a checklist needs it",
        "`targets` is missing; a checklist needs it",
        "`title` is missing; a checklist needs it",
    ]


def test_a_file_that_is_no_toml_tells_only_that() -> None:
    (said,) = wrong(b"schema = 2\n[[")
    assert said.startswith("2: not TOML: ")


def test_any_kind_is_taken_where_none_is_named() -> None:
    text = WHOLE + 'check = { kind = "telepathy", strength = 9 }\n'
    (check,) = read(text, None).stages[0].sections[0].items[0].checks
    assert check.settings == {"strength": 9}


def test_a_huge_file_of_small_mistakes_is_refused_with_an_end() -> None:
    text = HEAD + "[stage]\n" + "".join(f"k{n} = 1\n" for n in range(60_000))
    assert len(wrong(text)) <= 3
    many = "".join(f"key{n} = 1\n" for n in range(60_000))
    assert len(wrong(many)) == 201


def test_a_file_as_large_as_may_be_is_read_or_refused() -> None:
    line = b"[[stage.section.item]]\ntitle = 'x'\n"
    data = (HEAD + "[[stage]]\ntitle = 'A'\n[[stage.section]]\ntitle = 'B'\n").encode()
    assert _read_or_refused(data + line * ((LARGEST - len(data)) // len(line) // 8)) is None


WHOLE_DAY = document("flowmind")


@settings(max_examples=20)  # the document is long, and one place of it is changed
@given(changes(WHOLE_DAY))
def test_a_checklist_with_one_place_changed_is_read_or_refused(change: Change) -> None:
    _read_or_refused(tomli_w.dumps(change.of(WHOLE_DAY)).encode())


_CUTS = st.tuples(st.integers(0, len(FLOWMIND)), st.integers(0, 60), st.binary(max_size=12))


@settings(max_examples=30)
@given(st.lists(_CUTS, min_size=1, max_size=3))
def test_a_checklist_with_bytes_changed_is_read_or_refused(
    cuts: list[tuple[int, int, bytes]],
) -> None:
    data = FLOWMIND
    for at, length, instead in cuts:
        data = data[:at] + instead + data[at + length :]
    _read_or_refused(data)


_LINES = FLOWMIND.split(b"\n")


@given(st.lists(st.sampled_from(_LINES), max_size=40))
def test_its_lines_in_any_order_are_read_or_refused(lines: list[bytes]) -> None:
    _read_or_refused(b"\n".join([b"schema = 1", *lines]))


@settings(max_examples=20)
@given(st.data())
def test_what_is_wrong_is_told_with_the_line_on_which_it_is(data: st.DataObject) -> None:
    """An unknown key is put after some header; its problem names that very line."""
    headers = [at for at, line in enumerate(_LINES) if line.startswith(b"[")]
    at = data.draw(st.sampled_from(headers))
    lines = [*_LINES[: at + 1], b"unknown-key-for-a-test = []", *_LINES[at + 1 :]]
    with pytest.raises(ChecklistError) as caught:
        read_checklist(b"\n".join(lines), "c.toml", KINDS)
    assert at + 2 in [problem.line for problem in caught.value.problems]


def test_the_reader_starts_without_what_it_does_not_need() -> None:
    """No clock, no network, and difflib only once something is misspelt: `golive validate` pays
    for each of them."""
    script = "import sys, golive_tui.checklist.reader; print(*sys.modules)"
    # Coverage measures processes, too, and brings modules of its own.
    plain = {name: value for name, value in os.environ.items() if "COVERAGE" not in name}
    seen = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env=plain,
        capture_output=True,
        text=True,
        check=True,
    )
    heavy = {"asyncio", "difflib", "logging", "pathlib", "random", "socket", "ssl", "subprocess"}
    assert heavy & set(seen.stdout.split()) == set()

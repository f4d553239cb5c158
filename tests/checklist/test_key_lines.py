import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from golive_tui.checklist.key_lines import Path as KeyPath
from golive_tui.checklist.key_lines import key_lines


def _paths(value: object, path: KeyPath = ()) -> Iterator[KeyPath]:
    """Every key path of what tomllib read."""
    if path:
        yield path
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _paths(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _paths(inner, (*path, index))


def _corners() -> dict[str, str]:
    text = (Path(__file__).parent / "corners.txt").read_text(encoding="utf-8")
    parts = (part.partition("\n") for part in text.split("=== ")[1:])
    return {name: body for name, _, body in parts}


CORNERS = _corners()


@pytest.mark.parametrize("text", CORNERS.values(), ids=CORNERS.keys())
def test_the_keys_are_those_of_tomllib(text: str) -> None:
    assert set(key_lines(text)) == set(_paths(tomllib.loads(text)))


@pytest.mark.parametrize("text", CORNERS.values(), ids=CORNERS.keys())
def test_windows_line_ends_change_no_line(text: str) -> None:
    assert key_lines(text.replace("\n", "\r\n")) == key_lines(text)


def test_a_text_may_end_without_a_line_end() -> None:
    assert key_lines("[a]\nb = 1") == {("a",): 1, ("a", "b"): 2}


def test_each_key_has_the_line_on_which_it_stands() -> None:
    text = (
        "schema = 1\n"  # 1
        "\n"
        "[probes.api]\n"  # 3
        "expect = [\n"  # 4
        "  'status == 200',\n"  # 5
        "  # between\n"
        "  'time < 1s',\n"  # 7
        "]\n"
        "body = '''\n"  # 9
        "\n"
        "'''\n"
        "every = '30s'\n"  # 12
        "[[stage]]\n"  # 13
        "title = 'A'\n"
        "[[stage.section]]\n"  # 15
        "[[stage]]\n"  # 16
        "a.b = { c = 1, d = [{ e = 1 },\n"  # 17
        "  { e = 2 }] }\n"  # 18
    )
    lines = key_lines(text)
    assert lines["probes",] == lines["probes", "api"] == 3
    assert lines["probes", "api", "expect"] == 4
    assert lines["probes", "api", "expect", 0] == 5
    assert lines["probes", "api", "expect", 1] == 7
    assert lines["probes", "api", "every"] == 12
    assert lines["stage",] == lines["stage", 0] == 13
    assert lines["stage", 0, "section", 0] == 15
    assert lines["stage", 1] == 16
    assert lines["stage", 1, "a", "b", "c"] == 17
    assert lines["stage", 1, "a", "b", "d", 1, "e"] == 18


def test_a_reopened_table_keeps_its_first_line() -> None:
    lines = key_lines("[a.b]\n[c]\n[a]\nd = 1\n")
    assert (lines["a",], lines["a", "d"]) == (1, 4)


_KEYS = st.one_of(st.from_regex(r"[A-Za-z0-9_-]{1,6}", fullmatch=True), st.text(max_size=6))
_SCALARS = st.one_of(
    st.text(max_size=30).filter(lambda text: "\r" not in text),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False),
    st.booleans(),
    st.dates(),
    st.sampled_from(['"""', "'''", "a\nb\n[c]\nd=1", "]", "}", "#", "\\"]),
)
_VALUES = st.recursive(
    _SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(_KEYS, inner, max_size=4)),
    max_leaves=25,
)


@given(st.dictionaries(_KEYS, _VALUES, max_size=6), st.booleans())
def test_any_text_that_can_be_written_is_followed(document: dict[str, object], multi: bool) -> None:
    text = tomli_w.dumps(document, multiline_strings=multi)
    lines = key_lines(text)
    assert set(lines) == set(_paths(tomllib.loads(text)))
    assert all(1 <= line <= text.count("\n") + 1 for line in lines.values())


@given(st.dictionaries(_KEYS, _VALUES, min_size=1, max_size=6))
def test_a_line_never_lies_before_its_parents(document: dict[str, object]) -> None:
    text = tomli_w.dumps(document)
    lines = key_lines(text)
    assert all(lines[path] >= lines[path[:-1]] for path in lines if len(path) > 1)

import dataclasses
from pathlib import Path

import pytest
from defusedxml import ElementTree
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from golive_tui.cli.check_outcome import Outcome
from golive_tui.cli.junit import junit, write_junit
from golive_tui.errors import InputError
from golive_tui.launch.check_facts import Found
from tests.cli.checks import AT, outcome

ALL = [
    outcome("pass", name="a"),
    outcome("fail", "pass", name="b"),
    outcome("inconclusive", name="c"),
    outcome("error", name="d"),
]


def test_ci_finds_each_item_with_what_became_of_it() -> None:
    root = ElementTree.fromstring(junit("golive check", ALL, AT))
    (suite,) = root.findall("testsuite")
    assert suite.attrib == {
        "name": "golive check",
        "tests": "4",
        "failures": "1",
        "errors": "1",
        "skipped": "1",
        "time": "1.250",
        "timestamp": "2026-11-24T12:00:00",
    }
    cases = suite.findall("testcase")
    assert [case.attrib["classname"] for case in cases] == ["Before.Set-up v1 2"] * 4
    children = [[each.tag for each in case if each.tag != "system-out"] for case in cases]
    assert children == [[], ["failure"], ["skipped"], ["error"]]
    failure = cases[1].find("failure")
    assert failure is not None
    assert failure.attrib == {"message": "http.status: so it is", "type": "http.status"}
    assert failure.text is not None
    assert failure.text.splitlines()[0] == "http: fail http.status so it is"
    said = cases[0].find("system-out")
    assert said is not None
    assert said.text == "status = 200"


@given(st.text(), st.text(), st.dictionaries(st.text(), st.text(), max_size=3))
def test_it_is_xml_whatever_was_seen(title: str, detail: str, facts: dict[str, str]) -> None:
    seen = Found(kind="http", verdict="fail", at=AT, detail=detail, facts=facts)
    each = Outcome(id="a", title=title, path=(title,), found=(seen,))
    root = ElementTree.fromstring(junit(title, [each], AT))
    assert root.attrib["failures"] == "1"


def test_a_place_that_cannot_be_written_is_told(own_home: Path) -> None:
    with pytest.raises(InputError, match="cannot be written"):
        write_junit(own_home / "none" / "x.xml", "s", ALL, AT)
    write_junit(own_home / "x.xml", "s", ALL, AT)
    assert (own_home / "x.xml").read_bytes().startswith(b"<?xml")


def test_a_reason_that_is_none_of_ours_leaves_the_document_readable() -> None:
    """A record that was carried here may say anything."""
    evil = outcome("fail")
    odd = replace(evil.found[0], reason="\x1b[2J\x00\u202e")
    root = ElementTree.fromstring(
        junit("golive check", [dataclasses.replace(evil, found=(odd,))], AT)
    )
    assert "\u241b[2J" in "".join(root.itertext())

"""A changed source is seen, shown and judged; nothing is taken in by itself."""

import hashlib
from pathlib import Path

import pytest

from golive_tui.checklist.reader import read_checklist
from golive_tui.engine.source import SIZE_LIMIT, accepted, change, looked_at
from golive_tui.errors import Refused
from tests.engine.living import CHECKLIST

OLD = CHECKLIST.encode()
SHA = hashlib.sha256(OLD).hexdigest()


def test_an_unchanged_missing_or_huge_source_is_no_change(own_home: Path) -> None:
    source = own_home / "small.toml"
    assert change(source, OLD, SHA) is None
    source.write_bytes(OLD)
    assert change(source, OLD, SHA) is None
    with source.open("wb") as file:
        file.truncate(SIZE_LIMIT + 1)
    assert looked_at(source) is None
    assert change(own_home, OLD, SHA) is None


def test_a_change_is_shown_as_a_diff_without_control_characters(own_home: Path) -> None:
    source = own_home / "small.toml"
    source.write_text(CHECKLIST.replace('"First"', '"First\\u001b[2J"') + "# \x1b]0;x\x07\n")
    found = change(source, OLD, SHA)
    assert found is not None
    assert "+# " in found.diff
    assert "\x1b" not in found.diff
    assert "\x07" not in found.diff


def test_taking_in_names_what_changed_came_and_went(own_home: Path) -> None:
    source = own_home / "small.toml"
    text = CHECKLIST.replace('title = "First"', 'id = "first"\ntitle = "The first"')
    text = text.replace('title = "Third"', 'title = "Fourth"')
    source.write_text(text)
    found = change(source, OLD, SHA)
    assert found is not None
    old = read_checklist(OLD, "small.toml", {})
    new, fact = accepted(old, found, {}, "production")
    assert fact.changed == ("first",)
    assert fact.removed == ("third",)
    assert fact.added == ("fourth",)
    assert fact.sha256 == hashlib.sha256(text.encode()).hexdigest()
    assert new.title == "A small launch"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("schema = 1\n", "problems"),
        (CHECKLIST.replace("[targets.production]", "[targets.other]"), "no target"),
    ],
)
def test_what_cannot_be_launched_is_refused(own_home: Path, text: str, why: str) -> None:
    source = own_home / "small.toml"
    source.write_text(text)
    found = change(source, OLD, SHA)
    assert found is not None
    with pytest.raises(Refused, match=why):
        accepted(read_checklist(OLD, "small.toml", {}), found, {}, "production")

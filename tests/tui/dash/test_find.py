"""What `/` understands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive_tui.launch.commands import AssignItem, FailItem, PassItem, SkipItem
from golive_tui.tui.dash.find import STATES, Searched, complaint, matches, terms, with_headings
from golive_tui.tui.dash.outline import outline
from golive_tui.tui.dash.standing import Seen, standings
from tests.launch.world import START, Rehearsed


def launched() -> Rehearsed:
    launch = Rehearsed()
    launch.begin()
    launch.do(PassItem(item="domain", note="seen at the registrar"), START)
    launch.do(FailItem(item="records", note="wrong address"), START)
    launch.do(SkipItem(item="cdn", reason="none here"), START)
    launch.do(AssignItem(item="ship", owner="Ana"), START)
    return launch


LAUNCH = launched()
OUTLINE = outline(LAUNCH.plan)
STANDING = standings(OUTLINE, Seen(state=LAUNCH.state, sight=LAUNCH.sight, now=START))


def found(text: str, me: str = "ana") -> list[str]:
    searched = Searched(state=LAUNCH.state, standing=STANDING, me=me)
    return [OUTLINE.nodes[key].ref for key in matches(OUTLINE, terms(text), searched)]


@pytest.mark.parametrize(
    ("text", "refs"),
    [
        ("dns", ["records"]),
        ("DOMAIN", ["domain"]),
        ("registrar", ["domain"]),
        ("deploy.sh", ["ship"]),
        (":failed", ["records"]),
        (":fail", ["records"]),
        (":skipped", ["cdn"]),
        (":passed", ["domain"]),
        (":done", ["domain", "cdn"]),
        ("@ana", ["ship"]),
        ("@devops", ["domain"]),
        (":mine", ["ship"]),
        (":open undo", ["undo-it"]),
        (":done !cdn", ["domain"]),
        ("nothing like it", []),
    ],
)
def test_a_search_finds(text: str, refs: list[str]) -> None:
    assert found(text) == refs


def test_open_is_all_that_still_wants_work() -> None:
    assert "records" in found(":open")
    assert "domain" not in found(":open")


def test_a_word_turned_round_finds_the_rest() -> None:
    everything = [node.ref for node in OUTLINE.walk() if not node.children]
    assert found("!dns") == [ref for ref in everything if ref != "records"]


def test_nothing_is_mine_when_nobody_knows_me() -> None:
    assert found(":mine", me="") == []


def test_what_is_found_stands_under_its_headings() -> None:
    assert with_headings(OUTLINE, ["item:records"]) == [
        "stage:pre", "stage:pre/section:infra", "group:dns", "item:records",
    ]  # fmt: skip


def test_a_state_that_is_none_is_said() -> None:
    assert "`:faild`" in complaint(":faild")
    assert complaint(":failed dns !@ana") == ""
    assert all(complaint(f":{name}") == "" for name in STATES)


@given(st.text(max_size=40))
def test_whatever_is_typed_finds_rows_of_the_outline_or_none(text: str) -> None:
    searched = Searched(state=LAUNCH.state, standing=STANDING, me="ana")
    keys = matches(OUTLINE, terms(text), searched)
    assert set(keys) <= set(OUTLINE.nodes)
    complaint(text)

import pytest

from golive_tui.checklist.condition import parse
from golive_tui.checklist.model import Check
from golive_tui.cli.check_here import check_target, chosen, run_items, run_single
from golive_tui.cli.check_outcome import Outcome
from golive_tui.errors import InputError, NotFound
from golive_tui.launch.commands import VerifyItems
from tests.launch import checking
from tests.launch.world import checklist as plain


def test_items_are_those_that_can_be_answered_before_going_live() -> None:
    plan = checking.checklist()
    assert [item.id for item in chosen(plan, VerifyItems(all=True))] == ["domain", "records", "cdn"]
    with pytest.raises(InputError, match="`ship` has no check"):
        chosen(plan, VerifyItems(items=("ship",)))
    with pytest.raises(NotFound):
        chosen(plan, VerifyItems(items=("gone",)))


def test_a_target_of_its_own_needs_no_stand_in() -> None:
    check_target(plain(), "rehearsal", "small.toml")


def test_a_single_check_is_an_outcome(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CODE", "3")
    settings = {"run": ("sh", "-c", "exit ${env:CODE}")}
    check = Check(kind="command", timeout=9, settings=settings, expect=(parse("exit == 3"),))
    outcome = run_single(check, armed=False)
    assert (outcome.id, outcome.verdict) == ("command", "pass")


def test_each_is_told_as_soon_as_it_is_known_and_all_in_order() -> None:
    plan = checking.checklist()
    told: list[Outcome] = []
    unset = Check(kind="http", timeout=1.0, settings={"url": "${env:NOT_SET_ANYWHERE}"})
    from msgspec.structs import replace

    items = [replace(item, checks=(unset,)) for item in chosen(plan, VerifyItems(all=True))]
    outcomes = run_items(plan, "rehearsal", items, armed=False, told=told.append)
    assert [each.id for each in outcomes] == ["domain", "records", "cdn"]
    assert sorted(each.id for each in told) == ["cdn", "domain", "records"]
    assert {each.verdict for each in outcomes} == {"error"}

"""The document's commands as steps: what stands in for them, what they wait for, their evidence.

That each command is the document's own shows test_flowmind.py.
"""

import pytest

from golive_tui.checklist.model import Check, Item, Stage, Step
from golive_tui.checklist.reader import read_checklist
from golive_tui.probes.all_kinds import specs
from golive_tui.rehearsal.deploy.load import REPORT
from golive_tui.rehearsal.deploy.plays import PLAYS
from tests.checklist.made import ROOT

CHECKLIST = read_checklist(
    (ROOT / "checklists" / "flowmind.toml").read_bytes(), "flowmind.toml", specs()
)


def _steps() -> list[tuple[Stage, Item, Step]]:
    return [(stage, item, item.step) for _, stage, item in CHECKLIST.leaves() if item.step]


def _step(name: str) -> Step:
    item = CHECKLIST.item(name)
    assert item is not None
    assert item.step is not None
    return item.step


def _check(name: str) -> Check:
    item = CHECKLIST.item(name)
    assert item is not None
    (check,) = item.checks
    return check


def test_a_rehearsal_walks_every_step_with_a_stand_in_that_there_is() -> None:
    rehearsed = [step.rehearse for _, _, step in _steps()]
    assert len(rehearsed) == 11
    assert {words[0] for words in rehearsed} == {"golive-rehearse"}
    assert {words[1] for words in rehearsed} == set(PLAYS)
    long = [words for words in rehearsed if len(words) > 3]
    # The demo's first deployment to staging asks, so that answering can be tried; nobody must.
    assert [words[3] for words in long] == ["--login-within"]


def test_staging_and_production_are_rehearsed_apart() -> None:
    for one, other in (
        ("deploy-staging", "deploy-production"),
        ("smoke-tests-staging", "production-tests"),
        ("migrate-frontends-staging", "update-frontends-production"),
    ):
        assert _step(one).rehearse[2] == "staging"
        assert _step(other).rehearse == (*_step(one).rehearse[:2], "production")


def test_each_step_of_the_deployment_waits_for_those_before_it() -> None:
    needs = {item.id: step.needs for stage, item, step in _steps() if stage.id == "deployment"}
    assert needs == {
        "deploy-staging": (),
        "smoke-tests-staging": ("deploy-staging",),
        "migrate-frontends-staging": ("smoke-tests-staging",),
        "deploy-production": ("migrate-frontends-staging", "verify-staging"),
        "update-frontends-production": ("deploy-production",),
        "immediate-health-checks": ("deploy-production",),
        "production-tests": ("update-frontends-production", "immediate-health-checks"),
        "load-test-production": ("production-tests",),
    }


def test_the_gate_stands_before_the_deployment_and_not_before_going_live() -> None:
    (gate,) = CHECKLIST.gates
    assert (gate.before, gate.stations) == (
        "deployment",
        ("Backend", "DevOps", "Security", "Product"),
    )
    roles = {contact.role.split()[0] for contact in CHECKLIST.contacts}
    assert set(gate.stations) <= roles
    wanted = sum(step.timeout or 0 for stage, _, step in _steps() if stage.id == "deployment")
    assert gate.valid_for < wanted, "a vote is no carte blanche for the day"


def test_a_rollback_waits_for_nothing() -> None:
    assert [step.needs for stage, _, step in _steps() if stage.rollback] == [(), (), ()]


def test_what_changes_production_wants_its_name_typed() -> None:
    typed = {item.id for _, item, step in _steps() if step.confirm == "type-target"}
    assert typed == {
        "deploy-production",
        "update-frontends-production",
        "production-tests",
        "load-test-production",
        "immediate-rollback",
        "revert-frontends",
    }


def test_only_two_steps_need_the_exported_variable_and_only_they_have_it() -> None:
    assert {item.id for _, item, step in _steps() if step.env} == {
        "deploy-production",
        "update-frontends-production",
    }


def test_no_two_deployments_run_at_the_same_time() -> None:
    groups = {item.id for _, item, step in _steps() if step.exclusive == "deploy"}
    assert groups == {
        "deploy-staging",
        "migrate-frontends-staging",
        "deploy-production",
        "update-frontends-production",
        "immediate-rollback",
        "revert-frontends",
    }


def test_a_deployment_whose_end_nobody_saw_can_be_verified() -> None:
    for name in ("deploy-production", "immediate-rollback"):
        assert _step(name).verify[-1] == "${api}/health"


@pytest.mark.parametrize(
    ("name", "figure"),
    [
        ("load-users", "users >= 1000"),
        ("load-response-times", "p95 < 100ms"),
        ("load-error-rate", "error_rate < 1%"),
    ],
)
def test_the_load_test_is_judged_by_the_document_s_figures(name: str, figure: str) -> None:
    check = _check(name)
    assert (check.kind, check.settings["file"]) == ("load_report", "${load_report}")
    assert [each.text for each in check.expect] == [figure, "age_seconds < 7d"]


def test_the_report_is_that_of_the_load_test_step() -> None:
    assert _step("load-test-production").evidence == ("${load_report}",)
    files = {name: each.values["load_report"] for name, each in CHECKLIST.targets.items()}
    assert files == {
        "production": REPORT,
        "staging": REPORT,
        "rehearsal": f"${{stand_in:artifacts}}/{REPORT}",
    }

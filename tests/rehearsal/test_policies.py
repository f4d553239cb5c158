import tomllib
from dataclasses import replace

from golive_tui.checklist.reader import read_checklist
from golive_tui.checklist_files import find, load
from golive_tui.probes.all_kinds import specs
from golive_tui.rehearsal.policies import has_own, with_policies
from golive_tui.rehearsal.scenario import Policy
from tests.rehearsal.scenarios import NEVER, scenario


def test_a_policy_takes_the_place_of_the_checklists_and_nothing_else_changes() -> None:
    checklist, text = load(find("flowmind"), specs())
    policy = Policy(trigger="error-rate", action="countdown", countdown=90)
    changed = with_policies(text, [policy], "deploy-staging")
    read = read_checklist(changed, "flowmind.toml", specs())
    assert (read.triggers["error-rate"].action, read.triggers["error-rate"].countdown) == (
        "countdown",
        90,
    )
    assert read.rollback.previous == "deploy-staging"
    before, after = tomllib.loads(text.decode()), tomllib.loads(changed.decode())
    for document in (before, after):
        document.pop("rollback", None)
        document["triggers"]["error-rate"] = {}
    assert after == before
    back = with_policies(changed, [Policy(trigger="error-rate", action="ask")])
    assert read_checklist(back, "a", specs()).triggers["error-rate"].action == "ask"
    assert checklist.triggers["error-rate"].action == "ask"


def test_a_scenario_without_a_policy_has_none_of_its_own() -> None:
    made = scenario(NEVER)
    assert not has_own(made)
    assert has_own(replace(made, previous="deploy-staging"))

"""`golive check` on a launch: its engine looks and records, we wait and tell."""

import json
from pathlib import Path

import pytest

from golive_tui.client.ask import ask
from golive_tui.launch.check_facts import CheckCancelled
from golive_tui.launch.commands import VerifyItems
from golive_tui.launch.fold import fold
from golive_tui.store import history
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.recover import look
from tests.cli.made import Golive, begun_in

pytestmark = pytest.mark.usefixtures("engines")

SHOP = """\
schema = 1
title = "Shop"

[targets.production]

[[stage]]
id = "before"
title = "Before"
before_go_live = true

[[stage.section]]
title = "All"

[[stage.section.item]]
id = "there"
title = "It is there"
check = { kind = "command", run = ["true"] }

[[stage.section.item]]
id = "gone"
title = "It is gone"
check = { kind = "command", run = ["false"] }

[[stage.section.item]]
id = "slow"
title = "It takes its time"
check = { kind = "command", run = ["sleep", "50"], timeout = "55s" }

[[stage.section.item]]
id = "by-hand"
title = "By hand"
"""


@pytest.fixture
def launch(own_home: Path) -> LaunchDirectory:
    return begun_in(own_home, SHOP)


def test_the_engine_records_what_is_told(golive: Golive, launch: LaunchDirectory) -> None:
    said = golive("check", "there", "--launch", str(launch.path))
    assert said.code == 0
    assert said.out.startswith("pass          It is there (there)")
    said = golive("check", "there", "gone", "--json")
    assert said.code == 1
    document = json.loads(said.out)
    assert [(item["id"], item["verdict"]) for item in document["items"]] == [
        ("there", "pass"),
        ("gone", "fail"),
    ]
    assert document["items"][0]["expires_at"] is not None
    state = look(launch, fold).state
    assert state.item("there").record.status == "passed"
    assert state.item("gone").record.status == "failed"
    status = json.loads(golive("status", "--json").out)
    assert status["progress"]["by_machine"] == 1
    assert status["items"]["gone"]["machine"]["verdict"] == "fail"


def test_checks_under_way_are_called_off_and_the_others_are_not(
    golive: Golive, launch: LaunchDirectory
) -> None:
    assert golive("check", "there").code == 0
    idle = golive("check", "--cancel")
    assert idle.code == 4
    assert "nothing is being checked" in idle.err
    ask(launch.path, VerifyItems(items=("slow",)))
    assert golive("check", "--cancel", "there").code == 4
    assert golive("check", "--cancel", "slow").code == 0
    facts = [event.fact for event in history.since(launch, 0)]
    [cancelled] = [fact for fact in facts if isinstance(fact, CheckCancelled)]
    assert (cancelled.item, cancelled.reason) == ("slow", "golive check --cancel")
    state = look(launch, fold).state
    assert state.item("slow").checking is None
    assert state.item("slow").record.status == "open"
    assert golive("check", "--cancel", "--all").code == 2


@pytest.mark.usefixtures("launch")
def test_what_the_engine_refuses_is_told(golive: Golive) -> None:
    said = golive("check", "by-hand")
    assert said.code == 4
    assert "`by-hand` has no check: a person answers for it" in said.err

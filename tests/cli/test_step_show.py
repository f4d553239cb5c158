import json
from pathlib import Path

import pytest

from golive_tui.launch import events as e
from tests.cli.made import CHECKLIST, RUNNING, STARTED, Golive, begun

ASKED = e.StepRequested(
    step="ship", attempt="ship-1", argv=("x",), directory="/srv", target="production"
)
ENDED = e.StepEnded(step="ship", attempt="ship-1", outcome="failed", exit_code=7)


def test_the_list_is_read_from_the_files(golive: Golive) -> None:
    begun("shop-1", (1, STARTED), (2, ASKED), (3, ENDED), text=RUNNING)
    said = golive("step", "list")
    assert said.code == 0
    rows = said.out.splitlines()
    assert rows[0].split() == ["ship", "failed", "ship-1", "Ship", "it"]
    assert rows[4].split() == ["undo", "ready", "Undo", "it"]
    steps = json.loads(golive("step", "list", "--json").out)["steps"]
    assert steps[0]["exit_code"] == 7
    assert [each["id"] for each in steps] == ["ship", "named", "break", "wait", "undo"]


def test_a_checklist_without_steps_says_so(golive: Golive) -> None:
    begun("shop-1", text=CHECKLIST.replace('run = ["./deploy.sh"]\n', ""))
    said = golive("step", "list")
    assert (said.code, said.out) == (0, "")
    assert "no steps" in said.err


@pytest.mark.usefixtures("engines")
def test_what_would_run_is_spelled_out_before_it_does(golive: Golive, own_home: Path) -> None:
    source = own_home / "shop.toml"
    text = RUNNING.replace('title = "Named"\n', 'title = "Named"\nenv = { NODE_ENV = "prod" }\n')
    source.write_text(text)
    begun("shop-1", text=text, checklist=str(source), directory=str(own_home))
    said = golive("step", "show", "named")
    assert said.code == 0
    rows = dict(line.split(maxsplit=1) for line in said.out.splitlines() if " limit" not in line)
    assert rows["command"] == "true"
    assert rows["directory"] == str(own_home.resolve())
    assert rows["target"] == "production"
    assert rows["with"] == "NODE_ENV=prod"
    assert rows["confirm"] == "the target's name: --confirm production"
    assert rows["user"]
    assert rows["host"]
    plan = json.loads(golive("step", "show", "named", "--json").out)
    assert (plan["argv"], plan["refusal"]) == (["true"], "")
    assert golive("step", "show", "nothing").code == 3


@pytest.mark.usefixtures("engines")
def test_what_may_not_run_now_says_why_and_exits_1(golive: Golive, own_home: Path) -> None:
    source = own_home / "shop.toml"
    text = RUNNING.replace('run = ["true"]', 'run = ["no-such-program"]')
    source.write_text(text)
    begun("shop-1", text=text, checklist=str(source), directory=str(own_home))
    said = golive("step", "show", "named")
    assert said.code == 1
    assert "there is no program no-such-program" in said.out

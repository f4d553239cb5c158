import json
from pathlib import Path

import pytest

from golive_tui.launch import events as e
from tests.cli.made import CHECKLIST, RUNNING, STARTED, Golive, after, begun, begun_in

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


def test_the_list_says_which_retry_it_was_and_who_approves(golive: Golive) -> None:
    again = e.StepRequested(
        step="ship", attempt="ship-2", argv=("x",), directory="/srv", target="production",
        retry=1, retries=2, approved_by="Lee",
    )  # fmt: skip
    ended = e.StepEnded(step="ship", attempt="ship-2", outcome="failed", exit_code=7)
    given_up = e.StepGivenUp(step="ship", attempt="ship-2", why="a gate is open")
    approved = e.StepApproved(step="undo", digest="ab", expires_at=after(900), name="Kim")
    facts: tuple[e.Fact, ...] = (STARTED, ASKED, ENDED, again, ended, given_up, approved)
    begun("shop-1", *enumerate(facts, 1), text=RUNNING)
    rows = golive("step", "list").out.splitlines()
    assert rows[0].endswith("Ship it  (retry 1 of 2; no retry: a gate is open; approved by Lee)")
    assert "Undo it  (Kim approves a run until 2026-" in rows[4]
    steps = json.loads(golive("step", "list", "--json").out)["steps"]
    assert (steps[0]["retry"], steps[0]["given_up"]) == (1, "a gate is open")
    assert steps[4]["approval"]["by"] == "Kim"


def test_a_step_that_cannot_run_now_waits_and_says_for_what(golive: Golive) -> None:
    gate = '[[gate]]\nid = "poll"\ntitle = "Poll"\nstations = ["Ops"]\nbefore = "deployment"\n\n'
    begun("shop-1", text=RUNNING.replace("[[stage]]", f"{gate}[[stage]]", 1))
    rows = golive("step", "list").out.splitlines()
    assert rows[0].split(maxsplit=2) == ["ship", "waits", "Ship it  (gate Poll OPEN)"]
    assert rows[4].split()[:2] == ["undo", "ready"]
    steps = json.loads(golive("step", "list", "--json").out)["steps"]
    assert [each["waits"] for each in steps] == ["gate Poll OPEN"] * 4 + [None]
    assert {each["status"] for each in steps} == {"ready"}


def test_a_checklist_without_steps_says_so(golive: Golive) -> None:
    begun("shop-1", text=CHECKLIST.replace('run = ["./deploy.sh"]\n', ""))
    said = golive("step", "list")
    assert (said.code, said.out) == (0, "")
    assert "no steps" in said.err


@pytest.mark.usefixtures("engines")
def test_what_would_run_is_spelled_out_before_it_does(golive: Golive, own_home: Path) -> None:
    text = RUNNING.replace('title = "Named"\n', 'title = "Named"\nenv = { NODE_ENV = "prod" }\n')
    begun_in(own_home, text)
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
    text = RUNNING.replace('run = ["true"]', 'run = ["no-such-program"]')
    begun_in(own_home, text)
    said = golive("step", "show", "named")
    assert said.code == 1
    assert "there is no program no-such-program" in said.out

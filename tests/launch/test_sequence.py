import pytest
from msgspec.structs import replace

from golive_tui.checklist import model as m
from golive_tui.errors import NotFound, Refused
from golive_tui.launch import commands as c
from golive_tui.launch import events as e
from golive_tui.launch.sequence import next_step, reopened
from tests.launch.stepping import BUILD, DEPLOY, MIGRATE, Stepped, begun, checklist
from tests.launch.world import ANA, after


def coming(launch: Stepped) -> str:
    found = next_step(launch.plan, launch.state)
    return found.id if found is not None else ""


def needing(item: m.Item, *needs: str) -> m.Item:
    assert item.step is not None
    return replace(item, step=replace(item.step, needs=needs))


def test_the_next_step_is_the_first_that_is_not_done() -> None:
    launch = begun()
    assert coming(launch) == "build"
    launch.ran("build", 1)
    assert coming(launch) == "deploy"
    launch.ran("deploy", 5, "failed")
    assert coming(launch) == "deploy"
    launch.do(c.SkipItem(item="deploy", reason="by hand"), after(9), ANA)
    assert coming(launch) == "migrate"
    launch.ran("migrate", 10)
    assert coming(launch) == ""


def test_a_step_whose_needs_are_not_met_is_passed_over() -> None:
    launch = begun(checklist(works=(needing(BUILD, "look"), DEPLOY)))
    assert coming(launch) == "deploy"
    launch.do(c.PassItem(item="look"), after(1), ANA)
    assert coming(launch) == "build"


def test_a_gate_is_asked_when_it_is_run() -> None:
    gate = m.Gate(id="poll", title="Poll", stations=("Lead",))
    works = (needing(BUILD, "poll"), DEPLOY)
    launch = begun(checklist(works=works, gates=(gate,)))
    assert coming(launch) == "build"
    assert coming(begun(checklist(works=works))) == "deploy"


def test_what_runs_is_the_next_as_long_as_it_runs() -> None:
    launch = begun()
    launch.ask("build", 1)
    assert coming(launch) == "build"


def test_what_was_reopened_comes_again() -> None:
    launch = begun()
    launch.ran("build", 1)
    launch.ran("deploy", 5)
    launch.do(c.ReopenItem(item="build"), after(9), ANA)
    assert coming(launch) == "build"


def test_to_run_one_again_reopens_those_after_it_that_succeeded() -> None:
    other = replace(DEPLOY, id="other", title="Other")
    left = replace(DEPLOY, id="left", title="Left out")
    launch = begun(checklist(works=(BUILD, DEPLOY, other, left)))
    for number, name in enumerate(("build", "deploy")):
        launch.ran(name, 1 + 4 * number)
    launch.ran("other", 20, "failed")
    launch.do(c.SkipItem(item="left", reason="not today"), after(30), ANA)
    facts = reopened(launch.plan, launch.state, "build", "a new image")
    assert facts == [e.ItemReopened(item="deploy", note="to be run again from build: a new image")]
    launch.record(facts, after(40), ANA)
    assert launch.status("deploy") == "open"
    assert launch.state.step("deploy").status == "succeeded"
    assert reopened(launch.plan, launch.state, "build", "") == []


def test_what_comes_before_and_other_stages_are_left_alone() -> None:
    launch = begun()
    launch.ran("build", 1)
    launch.ran("deploy", 5)
    launch.ran("back", 9)
    assert reopened(launch.plan, launch.state, "deploy", "") == []


def test_what_runs_after_it_or_may_never_run_again_refuses() -> None:
    launch = begun()
    launch.ask("deploy", 1)
    with pytest.raises(Refused, match="`deploy`, which comes after `build`, is running"):
        reopened(launch.plan, launch.state, "build", "")
    done = begun()
    done.ran("migrate", 1)
    with pytest.raises(Refused, match="`migrate` has run, and may not run again"):
        reopened(done.plan, done.state, "build", "")
    assert MIGRATE.step is not None


def test_only_a_step_is_run_again() -> None:
    launch = begun()
    with pytest.raises(NotFound):
        reopened(launch.plan, launch.state, "none", "")
    with pytest.raises(Refused):
        reopened(launch.plan, launch.state, "look", "")


def test_what_its_stage_asks_of_people_is_not_run_again() -> None:
    ask = m.Item(id="ask", title="Ask them")
    launch = begun(checklist(works=(BUILD, ask, DEPLOY)))
    launch.ran("build", 1)
    launch.do(c.PassItem(item="ask"), after(5), ANA)
    launch.ran("deploy", 9)
    assert [each.item for each in reopened(launch.plan, launch.state, "build", "")] == ["deploy"]
    assert launch.status("ask") == "passed"

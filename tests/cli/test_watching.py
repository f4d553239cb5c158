import pytest

from golive_tui.cli.watching import Watch, command_line, told
from golive_tui.errors import EngineUnreachable
from golive_tui.launch import events as e
from tests.cli.made import RUNNING, STARTED, begun

ASKED = e.StepRequested(
    step="ship", attempt="ship-1", argv=("echo", "a b"), directory="/srv", target="production"
)


def test_the_command_is_told_as_it_could_be_typed() -> None:
    assert told(ASKED) == "ship-1: echo 'a b' (in /srv, on production)"
    assert command_line(("a | b",), is_line=True) == "a | b"


def test_output_and_end_are_told_and_the_end_is_found(capsys: pytest.CaptureFixture[str]) -> None:
    ended = e.StepEnded(
        step="ship", attempt="ship-1", outcome="cancelled", signal="SIGTERM", survivors=("12 sh",)
    )
    other = e.StepRequested(
        step="break", attempt="break-1", argv=("x",), directory="/srv", target="production"
    )
    launch = begun("shop-1", (1, STARTED), (2, ASKED), (2, other), (3, ended), text=RUNNING)
    (launch.steps / "ship-1").mkdir()
    (launch.steps / "ship-1" / "transcript").write_bytes(b"a b\n")
    event = Watch(launch, 2, {"ship"}).until(lambda event: isinstance(event.fact, e.StepEnded))
    assert event.fact == ended
    said = capsys.readouterr()
    assert said.out == "a b\n"
    assert said.err.splitlines() == [
        "ship-1: echo 'a b' (in /srv, on production)",
        '"Ship it" was cancelled after 0 ms: SIGTERM; 1 process left',
        "still there: 12 sh",
    ]


def test_of_a_lost_attempt_the_ways_out_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    lost = e.StepLost(step="ship", attempt="ship-1", why="the host was started anew")
    launch = begun("shop-1", (2, ASKED), (3, lost), text=RUNNING)
    Watch(launch, 1, {"ship"}).until(lambda event: isinstance(event.fact, e.StepLost))
    assert "golive step verify ship looks" in capsys.readouterr().err


def test_an_engine_that_was_stopped_on_purpose_is_not_started_again() -> None:
    launch = begun(
        "shop-1", (1, STARTED), (2, ASKED), (3, e.EngineStopped(reason="lunch")), text=RUNNING
    )
    with pytest.raises(EngineUnreachable, match="stopped: lunch"):
        Watch(launch, 2, {"ship"}).until(lambda _: False)


def test_a_step_that_waits_is_told_with_the_way_to_answer(
    capsys: pytest.CaptureFixture[str],
) -> None:
    asks = e.StepPrompted(step="ship", attempt="ship-1", waiting=True, line="Token: ")
    launch = begun("shop-1", (1, STARTED), (2, ASKED), (3, asks), text=RUNNING)
    (launch.steps / "ship-1").mkdir()
    Watch(launch, 2, {"ship"}).until(lambda event: isinstance(event.fact, e.StepPrompted))
    assert capsys.readouterr().err.splitlines()[1:] == [
        "`ship` waits for input: Token:",
        "golive step type ship TEXT answers; golive step cancel ship ends it",
    ]

"""What runs in a rehearsal, and that nothing else does."""

import sys
from pathlib import Path

import pytest

from golive_tui.errors import InputError
from golive_tui.probes.look.rehearsed import command_of, played
from tests.probes.looking import look_once, opened, reach

REAL = ("railway", "status")


def test_a_launch_in_earnest_runs_the_command() -> None:
    assert command_of("command", REAL, ("echo",), reach()) == REAL


def test_a_rehearsal_runs_what_is_said_for_it() -> None:
    assert command_of("command", REAL, ("echo", "x"), reach(rehearsal=True)) == ("echo", "x")


def test_a_rehearsal_without_a_stand_in_runs_nothing() -> None:
    with pytest.raises(InputError, match="command: has no `rehearse`: in a rehearsal it is not"):
        command_of("command", REAL, (), reach(rehearsal=True))


def test_golive_s_own_stand_in_finds_its_files() -> None:
    within = reach(rehearsal=True, artifacts="/launch/rehearsal-artifacts")
    argv = command_of("command", REAL, ("golive-rehearse", "platform", "status"), within)
    assert argv[0] == sys.executable
    assert Path(argv[1], "__main__.py").is_file()
    assert argv[2:] == ("--artifacts", "/launch/rehearsal-artifacts", "platform", "status")
    assert argv == played(["platform", "status"], "/launch/rehearsal-artifacts")


@pytest.mark.parametrize("kind", ["command", "env", "backup", "business"])
def test_no_kind_that_runs_commands_runs_a_real_one_in_a_rehearsal(kind: str) -> None:
    settings: dict[str, object] = {
        "run": ["true"],
        "names": "A",
        "max_age": 60.0,
        "source": "command",
    }
    with pytest.raises(InputError, match=f"{kind}: has no `rehearse`"):
        opened(kind, settings, reach(rehearsal=True))


async def test_the_stand_in_of_a_line_for_the_shell_is_no_line() -> None:
    settings: dict[str, object] = {"run": "exit 3", "shell": True, "rehearse": ["echo", "a | b"]}
    sample = await look_once(
        "command", settings, "lines.0 == 'a | b'", within=reach(rehearsal=True)
    )
    assert sample.outcome == "ok", sample.detail

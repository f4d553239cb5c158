import sys
from pathlib import Path

import pytest

from golive_tui.engine import secret_commands
from golive_tui.engine.secret_commands import SecretCommands

COUNTING = ("sh", "-c", "echo x >> runs; echo hunter2-sesame")


def runs(folder: Path) -> int:
    found = folder / "runs"
    return len(found.read_text().splitlines()) if found.exists() else 0


def test_a_command_runs_once_where_the_launch_is(own_home: Path) -> None:
    commands = SecretCommands(own_home, on_demand=True, rehearsal=False)
    assert [commands.value(COUNTING) for _ in range(3)] == ["hunter2-sesame"] * 3
    assert runs(own_home) == 1


def test_only_the_line_end_at_its_end_is_taken_away(own_home: Path) -> None:
    commands = SecretCommands(own_home, on_demand=True, rehearsal=False)
    assert commands.value(("printf", " a b \\n\\n")) == " a b \n"
    assert commands.value(("printf", "a\\r\\n")) == "a"


@pytest.mark.parametrize(
    "command",
    [
        ("sh", "-c", "echo hunter2-sesame; exit 3"),
        ("true",),
        ("no-such-command-at-all",),
        ("printf", "\\377"),
        ("sh", "-c", "kill -9 $$"),
        (sys.executable, "-c", "print('x' * 70000)"),
        ("cat",),
        ("echo", "\0"),
    ],
)
def test_what_does_not_print_a_secret_is_none(own_home: Path, command: tuple[str, ...]) -> None:
    assert SecretCommands(own_home, on_demand=True, rehearsal=False).value(command) is None


def test_what_failed_may_run_again(own_home: Path) -> None:
    commands = SecretCommands(own_home, on_demand=True, rehearsal=False)
    command = ("cat", "late")
    assert commands.value(command) is None
    (own_home / "late").write_text("hunter2-sesame\n")
    assert commands.value(command) == "hunter2-sesame"


def test_a_command_that_does_not_end_is_given_up(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(secret_commands, "WITHIN", 0.1)
    commands = SecretCommands(own_home, on_demand=True, rehearsal=False)
    assert commands.value(("sleep", "60")) is None


async def test_a_loop_asks_only_for_what_has_run(own_home: Path) -> None:
    commands = SecretCommands(own_home, on_demand=False, rehearsal=False)
    assert commands.value(COUNTING) is None
    for _ in range(2):
        await commands.primed({"token": COUNTING})
    assert commands.value(COUNTING) == "hunter2-sesame"
    assert runs(own_home) == 1


async def test_a_rehearsal_runs_none(own_home: Path) -> None:
    for on_demand in (True, False):
        commands = SecretCommands(own_home, on_demand=on_demand, rehearsal=True)
        await commands.primed({"token": COUNTING})
        commands.prime({"token": COUNTING})
        assert commands.value(COUNTING) is None
    assert runs(own_home) == 0

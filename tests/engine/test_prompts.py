"""What waits for input, with real commands on real terminals."""

import sys
from pathlib import Path

import pytest

from golive_tui.engine import prompts
from golive_tui.engine.prompts import waits
from golive_tui.holder.plain import Plain
from golive_tui.wire.messages import TypeIn
from tests.engine.living import Engine, talking
from tests.engine.stepping import ended, facts, launch_of, newest, run, step
from tests.support.waiting import wait_until

STATUS = {
    "ended": False, "ending": False, "pty": True, "idle_seconds": 2.5, "echo": True,
    "redrawn": False, "partial": "Token: ",
}  # fmt: skip

GETPASS = "import getpass; print(len(getpass.getpass()))"
INPUT = "print(len(input('Token: ')))"


@pytest.mark.parametrize(
    ("other", "waiting"),
    [
        ({}, True),
        ({"ended": True}, False),
        ({"ending": True}, False),
        ({"pty": False, "echo": False}, False),
        ({"idle_seconds": 1.9}, False),
        ({"partial": "compiling"}, False),
        ({"partial": "compiling", "echo": False}, True),
        ({"redrawn": True}, False),
    ],
)
def test_when_a_command_waits(other: dict[str, object], waiting: bool) -> None:
    assert waits(Plain({**STATUS, **other})) == waiting


@pytest.mark.parametrize(("code", "line"), [(GETPASS, "Password: "), (INPUT, "Token: ")])
async def test_a_question_is_told_once_and_that_it_goes_on(
    own_home: Path, monkeypatch: pytest.MonkeyPatch, code: str, line: str
) -> None:
    monkeypatch.setattr(prompts, "QUIET", 0.3)
    monkeypatch.setattr(prompts, "ASK_EVERY", 0.05)
    code += "; input()"
    launch = launch_of(own_home, step("ask", [sys.executable, "-c", code]))
    with Engine(launch):
        async with talking(launch) as (script, _):
            await run(script, "ask")
            wait_until(lambda: newest(launch, "ask").waiting_since is not None)
            assert newest(launch, "ask").prompt == line
            await script.ask(TypeIn(step="ask", text="letmein-now\n"))
            wait_until(lambda: newest(launch, "ask").waiting_since is None)
            assert newest(launch, "ask").prompt == ""
            await script.ask(TypeIn(step="ask", text="\n"))
            attempt = ended(launch, "ask")
    assert attempt.status == "succeeded"
    told = [fact["waiting"] for fact in facts(launch) if fact["kind"] == "step.prompted"]
    assert told == [True, False]

import json
import subprocess
import sys
from pathlib import Path

import pytest

from golive_tui.launch.events import ProbeChanged
from tests.cli.made import begun, looked, snapshotted

RAN = """
import contextlib, io, json, sys
from golive_tui.cli.main import main
with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
    code = main(sys.argv[1:])
json.dump([code, sorted(sys.modules)], sys.__stdout__)
"""
SCREEN = {"rich", "textual"}
LOOP = {"asyncio", "concurrent.futures"}
SPEAK = {"dns", "httpx", "ssl", "websockets"}


def _loaded(*argv: str) -> tuple[int, set[str]]:
    """The exit code of a command that ran to its end, and the modules that it needed."""
    said = subprocess.run([sys.executable, "-c", RAN, *argv], capture_output=True, check=True)
    code, names = json.loads(said.stdout)
    return code, set(names)


@pytest.fixture
def launch() -> None:
    """One with everything: a snapshot, a journal behind it, samples."""
    directory = begun("shop-1", (1, ProbeChanged(probe="api", verdict="ok", was="unknown")))
    snapshotted(directory)
    looked(directory, {"api": "ooo"})


@pytest.mark.usefixtures("launch")
@pytest.mark.parametrize(
    "argv",
    [
        ["status"],
        ["status", "--json"],
        ["list"],
        ["journal", "--json"],
        ["report", "--format", "html"],
        ["verify"],
        ["step", "list"],
        ["gate", "list"],
        ["--help"],
    ],
)
def test_what_only_reads_loads_no_screen_no_loop_and_no_network(argv: list[str]) -> None:
    code, names = _loaded(*argv)
    assert code in {0, 1}
    assert (SCREEN | LOOP | SPEAK) & names == set()


def test_to_validate_nothing_is_loaded_that_could_look(shop: Path) -> None:
    code, names = _loaded("validate", str(shop))
    assert code == 0
    assert (SCREEN | LOOP | SPEAK) & names == set()


@pytest.mark.parametrize("argv", [["doctor"], ["mark", "x", "passed"], ["stop"]])
def test_no_command_without_a_dashboard_loads_the_screen(argv: list[str]) -> None:
    assert SCREEN & _loaded(*argv)[1] == set()

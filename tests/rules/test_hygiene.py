"""What a command pays for starting: `golive status` never waits for a screen library."""

import json
import subprocess
import sys

import pytest

from tests.rules.project import ROOT

LOADED = "import json, sys, {module}; print(json.dumps(sorted(sys.modules)))"


@pytest.mark.parametrize("command", ["status", "validate"])
def test_a_plain_command_imports_no_screen_library(command: str) -> None:
    script = LOADED.format(module=f"golive_tui.cli.{command}")
    seen = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert seen.returncode == 0, seen.stderr
    assert {"textual", "rich"} & set(json.loads(seen.stdout)) == set()

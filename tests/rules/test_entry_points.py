import subprocess
import sys
from importlib.metadata import entry_points

from tests.rules.project import ROOT, metadata
from tests.rules.test_installed import only_installed


def _asked_for_help(argv: list[str]) -> str:
    seen = subprocess.run(argv, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (seen.returncode, seen.stderr) == (0, "")
    return seen.stdout


def test_the_package_runs_as_a_module() -> None:
    assert "usage: golive" in _asked_for_help([sys.executable, "-m", "golive_tui", "--help"])


def test_a_usage_error_of_the_module_is_its_exit_code() -> None:
    argv = [sys.executable, "-m", "golive_tui", "no-such-command"]
    seen = subprocess.run(argv, cwd=ROOT, capture_output=True, check=False)
    assert (seen.returncode, seen.stdout) == (2, b"")


@only_installed
def test_the_command_is_installed_under_its_name() -> None:
    (golive,) = (each for each in entry_points(group="console_scripts") if each.name == "golive")
    assert golive.value == metadata()["project"]["scripts"]["golive"] == "golive_tui.cli.main:main"

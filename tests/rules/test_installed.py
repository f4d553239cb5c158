"""`make test` tests what a user installs: a copy in site-packages with its data."""

import os
import subprocess
import sys
import sysconfig
from importlib.resources import files
from pathlib import Path

import pytest

import golive_tui
from tests.rules.project import PACKAGE, ROOT

only_installed = pytest.mark.skipif(
    os.environ.get("GOLIVE_TEST_INSTALLED") != "1",
    reason="only `make test` installs the package",
)
SITE = Path(sysconfig.get_path("purelib")).resolve()


@only_installed
def test_the_tests_import_the_installed_package() -> None:
    assert Path(golive_tui.__file__).resolve().is_relative_to(SITE)


@only_installed
def test_a_process_started_from_the_checkout_imports_it_too() -> None:
    seen = subprocess.run(
        [sys.executable, "-c", "import golive_tui; print(golive_tui.__file__)"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(seen.stdout.strip()).resolve().is_relative_to(SITE)


@only_installed
def test_the_installed_code_is_the_code_of_the_checkout() -> None:
    """Else the gate would speak of yesterday's code."""
    installed = Path(golive_tui.__file__).parent
    for path in PACKAGE.rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            copy = installed / path.relative_to(PACKAGE)
            assert copy.read_bytes() == path.read_bytes(), f"{copy} is not {path}"


@only_installed
@pytest.mark.parametrize("name", ["flowmind.toml", "minimal.toml"])
def test_the_checklists_come_with_the_package(name: str) -> None:
    shipped = files("golive_tui") / "data" / "checklists" / name
    assert shipped.read_bytes() == (ROOT / "checklists" / name).read_bytes()

"""The two archives that a release is: nothing that a user needs is left behind."""

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.rules.project import PACKAGE, ROOT, name_of

pytest.importorskip("hatchling", reason="the venv has no hatchling: `make test` brings it")


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "hatchling", "build", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True, timeout=50)
    return folder


def _shipped() -> set[str]:
    return {
        name_of(path)
        for path in [*PACKAGE.rglob("*"), *(ROOT / "checklists").rglob("*")]
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_the_wheel_holds_the_code_and_the_checklists(archives: Path) -> None:
    with zipfile.ZipFile(next(archives.glob("*.whl"))) as wheel:
        held = {
            name.replace("golive_tui/data/checklists/", "checklists/") for name in wheel.namelist()
        }
    assert _shipped() <= held
    assert {name for name in held if name.endswith("licenses/LICENSE")}


def test_the_source_archive_can_be_built_and_tested(archives: Path) -> None:
    with tarfile.open(next(archives.glob("*.tar.gz"))) as archive:
        held = {name.partition("/")[2] for name in archive.getnames()}
    assert _shipped() <= held
    needed = {"Makefile", "requirements.lock", "CHANGELOG.md", "LICENSE", "README.md", ".ci/run"}
    assert needed | {"tests/conftest.py", "docs/dependencies.md"} <= held

import os
import sysconfig
from pathlib import Path

import pytest

from golive_tui import package
from golive_tui.package import environment


def test_from_a_checkout_a_child_is_told_where_golive_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(package, "installed", lambda: False)
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    assert environment()["PYTHONPATH"] == f"{package.PACKAGE}:/elsewhere"


def test_where_golive_is_installed_the_environment_is_ours(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(package, "installed", lambda: True)
    assert environment() is os.environ


def test_it_is_told_also_elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PYTHONPATH", "/somewhere")
    monkeypatch.setattr(package, "PACKAGE", tmp_path)
    assert environment()["PYTHONPATH"] == f"{tmp_path}{os.pathsep}/somewhere"
    monkeypatch.setattr(package, "PACKAGE", Path(sysconfig.get_path("purelib")).resolve())
    assert environment()["PYTHONPATH"] == "/somewhere"

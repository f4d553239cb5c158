import importlib.metadata

import pytest

from golive_tui.cli.version import CHECKOUT, version


def test_what_is_installed_says_its_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.metadata, "version", lambda name: f"{name} 1.2.3")
    assert version() == "golive-tui 1.2.3"


def test_a_checkout_says_that_it_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> str:
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(importlib.metadata, "version", absent)
    assert version() == CHECKOUT

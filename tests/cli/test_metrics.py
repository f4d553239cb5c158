import argparse
import os

import pytest

from golive_tui.cli.metrics import VARIABLE, hand_on, metrics_port
from golive_tui.errors import InputError


def said(port: str | None) -> argparse.Namespace:
    return argparse.Namespace(metrics=port)


def test_the_flag_comes_before_the_environment_and_neither_means_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert metrics_port(said(None)) is None
    monkeypatch.setenv(VARIABLE, "9464")
    assert metrics_port(said(None)) == 9464
    assert metrics_port(said("0")) == 0


@pytest.mark.parametrize("port", ["x", "-1", "65536", "9999999999", "٣", "1.5"])
def test_what_is_no_port_is_refused(port: str) -> None:
    with pytest.raises(InputError, match="is no port"):
        metrics_port(said(port))


def test_the_engine_that_is_started_hears_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "1")
    hand_on(said(None))
    assert os.environ[VARIABLE] == "1"
    hand_on(said("9464"))
    assert os.environ[VARIABLE] == "9464"

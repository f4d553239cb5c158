import argparse
from pathlib import Path
from typing import Any

import pytest

from golive_tui.cli.dashboard import add_dashboard, check_terminal, open_dashboard
from golive_tui.cli.parsing import Parser
from golive_tui.client import start
from golive_tui.errors import EngineUnreachable, TerminalUnfit
from golive_tui.tui import app
from tests.cli.made import begun


def _args(*argv: str, detach: bool = True) -> argparse.Namespace:
    parser = Parser(prog="golive test")
    add_dashboard(parser, detach=detach)
    return parser.parse_args(list(argv))


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path, dict[str, Any]]]:
    """What the dashboard was opened with; nothing is drawn, and it ends with 7."""
    calls: list[tuple[Path, dict[str, Any]]] = []

    def run(directory: Path, **how: Any) -> int:
        calls.append((directory, how))
        return 7

    monkeypatch.setattr(app, "run", run)
    return calls


def test_the_engine_comes_up_while_the_dashboard_is_opened(
    opened: list[tuple[Path, dict[str, Any]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    launch = begun("shop-1")
    kicked: list[Path] = []
    monkeypatch.setattr(start, "kick", kicked.append)
    assert open_dashboard(_args("--read-only"), launch) == 7
    assert kicked == [launch.path]
    assert opened == [(launch.path, {"read_only": True, "ascii": False})]


def test_an_engine_that_cannot_be_started_is_the_dashboards_to_tell(
    opened: list[tuple[Path, dict[str, Any]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def kick(_: Path) -> None:
        raise EngineUnreachable("no memory")

    monkeypatch.setattr(start, "kick", kick)
    assert open_dashboard(_args("--ascii", detach=False), begun("shop-1")) == 7
    assert opened[0][1] == {"read_only": False, "ascii": True}


def test_detached_the_engine_is_waited_for_and_nothing_is_drawn(
    opened: list[tuple[Path, dict[str, Any]]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    launch = begun("shop-1")
    waited: list[Path] = []
    monkeypatch.setattr(start, "ensure_engine_now", waited.append)
    assert open_dashboard(_args("--detach"), launch) == 0
    assert (waited, opened) == ([launch.path], [])
    assert capsys.readouterr().out == f"{launch.path}\n"


def test_what_cannot_be_shown_is_not_begun() -> None:
    """Under pytest standard input is no terminal."""
    with pytest.raises(TerminalUnfit):
        check_terminal(_args())
    with pytest.raises(TerminalUnfit):
        check_terminal(_args(detach=False))
    check_terminal(_args("--detach"))

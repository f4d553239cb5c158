"""Opening the dashboard from outside: first the terminal, then Textual, one line at the end."""

import subprocess
import sys
from pathlib import Path

import pytest

from golive_tui.errors import TerminalUnfit
from golive_tui.tui.app import run
from golive_tui.tui.frame.app import GoliveApp
from golive_tui.tui.ground.driver import HANGUP
from tests.screens.scene import mirror_at
from tests.tui.stage import terminal

ROOT = Path(__file__).resolve().parents[2]


def test_opening_it_imports_no_screen_library_before_the_terminal_was_looked_at() -> None:
    script = (
        "import sys, golive_tui.tui.app; "
        "print([name for name in ('textual', 'rich', 'asyncio') if name in sys.modules])"
    )
    seen = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert seen.stdout.strip() == "[]"


def test_where_nothing_can_be_drawn_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(TerminalUnfit):
        run(tmp_path, read_only=False)


def test_it_runs_the_app_and_says_the_way_back_on_standard_output(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    seen: list[tuple[bool, bool]] = []

    def fake(self: GoliveApp, *, mouse: bool = True) -> None:
        seen.append((self.desk.read_only, self.terminal.ascii))
        self.desk.mirror = mirror_at("live")
        self._return_code = 0

    monkeypatch.setattr(GoliveApp, "run", fake)
    assert run(tmp_path, read_only=True, terminal=terminal(), ascii=True) == 0
    assert seen == [(True, True)]
    assert capsys.readouterr().out == (
        "The launch goes on. Come back with: golive attach flowmind-1124-1102\n"
    )


def test_where_the_terminal_has_gone_nobody_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def fake(self: GoliveApp, *, mouse: bool = True) -> None:
        self._return_code = HANGUP

    monkeypatch.setattr(GoliveApp, "run", fake)
    assert run(tmp_path, read_only=False, terminal=terminal()) == HANGUP
    assert capsys.readouterr().out == ""

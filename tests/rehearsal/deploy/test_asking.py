"""A question that does not wait for ever."""

import os
import pty
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from golive_tui.rehearsal.deploy.asking import ask_within


@pytest.fixture
def keyboard(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    outer, inner = pty.openpty()
    with os.fdopen(inner) as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        yield outer
    os.close(outer)


def test_no_answer_in_time_is_none(keyboard: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask_within("token? ", 0.0) is None
    assert capsys.readouterr().out == "token? \n"


def test_where_there_is_no_terminal_nobody_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "input"
    path.write_text("word\n")
    with path.open() as file:
        monkeypatch.setattr(sys, "stdin", file)
        assert ask_within("token? ", 5.0) is None
    assert capsys.readouterr().out == ""

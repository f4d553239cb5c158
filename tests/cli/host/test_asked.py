import sys

import pytest

from golive_tui.cli.host import asked as module
from golive_tui.cli.host.asked import asked


def test_what_a_program_prints_is_the_answer() -> None:
    assert asked(sys.executable, "-c", "print(' yes ')") == "yes"


def test_bytes_that_are_no_text_are_an_answer_too() -> None:
    said = asked(sys.executable, "-c", "import sys; sys.stdout.buffer.write(b'a\\xff')")
    assert said == "a�"


def test_a_program_that_fails_or_is_absent_has_none() -> None:
    assert asked(sys.executable, "-c", "print(1); raise SystemExit(1)") is None
    assert asked("/nowhere/chronyc") is None


def test_a_program_that_is_stuck_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "WITHIN", 0.2)
    assert asked(sys.executable, "-c", "import time; time.sleep(50)") is None

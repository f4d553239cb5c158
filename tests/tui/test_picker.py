import subprocess
import sys

import pytest

from golive_tui.errors import TerminalUnfit
from golive_tui.tui.picker import Choice, pick

DEMO = Choice(does="demo", name="rehearse", detail="Nothing real.", argv=("demo",))


def test_the_terminal_is_looked_at_before_anything_is_drawn() -> None:
    """Under pytest standard input is no terminal."""
    with pytest.raises(TerminalUnfit, match="not a terminal"):
        pick([DEMO], host="jump-1")


def test_choices_can_be_made_without_a_screen_library() -> None:
    script = "import sys, golive_tui.tui.picker; print({'textual', 'rich'} & set(sys.modules))"
    seen = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert seen.stdout == b"set()\n"

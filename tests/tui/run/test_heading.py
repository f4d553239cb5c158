"""What stands over the output."""

from msgspec.structs import replace

from golive_tui.launch.state import Attempt
from golive_tui.tui.run.heading import heading_words
from golive_tui.tui.run.output import OutputList
from tests.launch.world import START

FIRST = Attempt(id="a-1", status="failed", requested_at=START, by="ana")
SECOND = replace(FIRST, id="a-2", status="running")


def test_it_says_which_attempt_and_what_is_looked_for() -> None:
    output = OutputList()
    assert heading_words(None, (), output) == ""
    assert heading_words(FIRST, (FIRST,), output) == ""
    assert heading_words(FIRST, (FIRST, SECOND), output) == "attempt 1 of 2, ← →"
    output.sought = "error"
    assert heading_words(SECOND, (SECOND,), output) == "/error n N · following"

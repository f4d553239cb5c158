from golive_tui.report.document import when
from tests.launch.world import after


def test_a_time_is_told_to_the_second_and_never_is_a_dash() -> None:
    assert when(after(5.9)) == "2026-11-24 12:00:05 UTC"
    assert when(None) == "-"

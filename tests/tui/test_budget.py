"""What the dashboard costs on the wire, in a real terminal of 160x45 with 256 colours.

The budgets are those of the terminal study: a slow link carries a launch of a day.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.tui.ground.pty_harness import Pty, left_in_order

APP = Path(__file__).parent / "apps" / "staged.py"
SECOND, SAMPLE, ITEM, DUE, FAULT, CHECK = (f"\x1b[{n}~" for n in (15, 17, 18, 19, 20, 21))


@contextmanager
def dashboard(columns: int = 160, rows: int = 45, **env: str) -> Iterator[Pty]:
    """The app, settled: a second passes, and what the start had still to paint came with it."""
    with Pty([sys.executable, str(APP)], columns=columns, rows=rows, env=env) as pty:
        pty.until(lambda: "T+00:47:12" in pty.text and "q leave" in pty.text and pty.answered)
        pty.type(SECOND, "T+00:47:13")
        pty.type(SECOND, "T+00:47:14")
        yield pty


def test_a_second_costs_less_than_a_hundred_bytes() -> None:
    with dashboard() as pty:
        for second in range(15, 20):
            assert len(pty.type(SECOND, f"T+00:47:{second}")) <= 100


def test_a_second_costs_no_more_in_a_small_terminal() -> None:
    with dashboard(80, 24) as pty:
        assert len(pty.type(SECOND, "T+00:47:15")) <= 100


def test_a_sample_costs_less_than_four_hundred_and_repaints_only_its_row() -> None:
    with dashboard() as pty:
        assert len(pty.type(SAMPLE, "API /metrics")) <= 400


def test_an_act_costs_its_row_its_headings_and_the_event() -> None:
    with dashboard() as pty:
        assert len(pty.type(ITEM, "lee passed")) <= 2000


def test_a_check_costs_as_much_as_an_act_and_nothing_while_it_is_at_work() -> None:
    with dashboard() as pty:
        assert len(pty.type(CHECK, "verifying 0/1")) <= 2000
        for second in range(15, 18):
            assert len(pty.type(SECOND, f"T+00:47:{second}")) <= 100
        assert len(pty.type(CHECK, "check pass")) <= 2000


def test_an_arrow_costs_two_rows() -> None:
    with dashboard() as pty:
        assert len(pty.type("j", "Testing Completed")) <= 1200


def test_a_dialog_costs_itself_and_nothing_behind_it() -> None:
    with dashboard() as pty:
        assert len(pty.type("x", "enter skips")) <= 3000
        pty.until(lambda: "Skip:" in pty.text)
        assert len(pty.type(SECOND, "T+00:47:15")) <= 100


def test_the_whole_screen_is_painted_once_at_the_start() -> None:
    with dashboard() as pty:
        assert len(pty.output) <= 16_000


def test_leaving_puts_the_terminal_back_and_says_how_to_come_back() -> None:
    with dashboard() as pty:
        pty.send("q")
        assert pty.exit_code() == 0
        assert left_in_order(pty.output)
        assert pty.output.rstrip().endswith(
            b"The launch goes on. Come back with: golive attach flowmind-1124-1102"
        )


def test_without_colour_and_without_unicode_it_says_the_same() -> None:
    with dashboard(NO_COLOR="1", LANG="C") as pty:
        assert pty.output.isascii()
        assert b"38;5;" not in pty.output
        assert "! NO-GO" in pty.text
        assert "! alarm" in pty.text


def test_a_round_that_falls_due_rings_once() -> None:
    with dashboard() as pty:
        assert bells(pty) == 0
        pty.type(DUE, "DUE 0:00")
        assert bells(pty) == 1
        pty.type(SECOND, "DUE 0:01")
        assert bells(pty) == 1


def bells(pty: Pty) -> int:
    """How often it rang; a BEL also ends a title."""
    return pty.output.count(b"\x07") - pty.output.count(b"\x1b]2;")


def test_a_fault_of_the_dashboard_gives_the_terminal_back_and_says_that_the_launch_goes_on() -> (
    None
):
    with dashboard() as pty:
        pty.send(FAULT)
        assert pty.exit_code() == 1
        assert left_in_order(pty.output)
        assert b"The launch goes on. Come back with: golive attach" in pty.output

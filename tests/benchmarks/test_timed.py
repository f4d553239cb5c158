"""Tests for benchmarks.timed: bytes are stamped when they come, whatever it costs to draw them."""

from collections.abc import Iterator

import pytest

from benchmarks.timed import Timed
from golive_tui.clock import stopwatch
from tests.support.waiting import dawdle_blocking

ECHO = ("/bin/sh", "-c", "stty -echo; echo ready; while read word; do echo shown $word; done")


class Slow(Timed):
    """A terminal that draws slowly."""

    def take(self, data: bytes) -> None:
        """Draw, after a while."""
        dawdle_blocking(0.2)
        super().take(data)


@pytest.fixture
def pty() -> Iterator[Timed]:
    with Slow(ECHO) as pty:
        pty.until_shows("ready")
        yield pty


def test_the_stamp_is_of_the_arrival_and_not_of_the_drawing(pty: Timed) -> None:
    pty.send("one\n")
    pty.until_shows("shown one")
    assert stopwatch() - pty.came >= 0.2


def test_what_comes_while_nobody_looks_is_stamped_when_it_is_read(pty: Timed) -> None:
    start = stopwatch()
    pty.send("one\n")
    pty.until_shows("shown one")
    assert pty.came > start


def test_a_predicate_about_something_else_is_looked_at_although_nothing_comes(pty: Timed) -> None:
    looks = iter((False, False, True))
    pty.until(lambda: next(looks))
    assert next(looks, None) is None


def test_what_never_comes_ends_with_what_the_screen_shows(pty: Timed) -> None:
    with pytest.raises(AssertionError, match="ready"):
        pty.until(lambda: False, 0.1)

"""Only cells that change are sent, and what a terminal shows is what Textual meant; pyte judges."""

from collections.abc import Iterable

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.color import ColorSystem
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip

from golive_tui.tui.ground import picture as module
from golive_tui.tui.ground.picture import Picture, is_frame
from golive_tui.tui.ground.squeeze import Style as SgrStyle
from tests.tui.ground.pty_harness import seen
from tests.tui.ground.test_squeeze import styles

WIDTH, HEIGHT = 24, 3

PIECE = 12
letters = st.sampled_from(["a", "b", " ", "●", "日", "e\u0301"])
places = st.tuples(st.integers(0, HEIGHT - 1), st.sampled_from([0, PIECE]))


@st.composite
def pieces(draw: st.DrawFn) -> str:
    """Segments of `PIECE` cells together: as a widget fills its part of a row."""
    parts = []
    room = PIECE
    while room > 0:
        letter = draw(letters) * draw(st.integers(1, 3))
        if cell_len(letter) > room:
            letter = " " * room
        room -= cell_len(letter)
        parts.append(draw(styles).render(letter, color_system=ColorSystem.EIGHT_BIT))
    return "".join(parts)


@st.composite
def frames(draw: st.DrawFn) -> str:
    """As Textual's compositor writes them: moves, segments, a move to where the cursor belongs."""
    parts = []
    for y, x in draw(st.lists(places, min_size=1, max_size=6, unique=True)):
        parts.append(f"\x1b[{y + 1};{x + 1}H{draw(pieces())}")
        parts.append("\n" * (y < HEIGHT - 1 and draw(st.booleans())))
    y, x = draw(places)
    return "".join([*parts, f"\x1b[{y + 1};{x + 1}H"])


class Screen:
    """A terminal, and what a person sees of it."""

    def __init__(self) -> None:
        self.screen = pyte.Screen(WIDTH, HEIGHT)
        self.screen.reset_mode(pyte.modes.DECAWM)
        self.stream = pyte.Stream(self.screen)

    def feed(self, data: str) -> None:
        self.stream.feed(data)

    def seen(self) -> tuple[list[tuple[object, ...]], tuple[int, int]]:
        return seen(self.screen), (self.screen.cursor.y, self.screen.cursor.x)


@given(st.lists(frames(), min_size=1, max_size=6))
def test_the_terminal_shows_what_textual_meant(sent: list[str]) -> None:
    raw, ours, picture = Screen(), Screen(), Picture()
    for frame in sent:
        raw.feed(frame)
        ours.feed(picture.update(frame))
        assert ours.seen() == raw.seen()


@given(st.lists(frames(), min_size=1, max_size=4))
def test_a_frame_that_is_shown_already_costs_nothing(sent: list[str]) -> None:
    picture = Picture()
    for frame in sent:
        picture.update(frame)
    assert picture.update(sent[-1]) == ""


def test_an_accent_that_comes_in_a_segment_of_its_own_joins_its_letter() -> None:
    raw, ours, picture = Screen(), Screen(), Picture()
    for frame in ("\x1b[1;1He\x1b[31m\u0301x\x1b[0m\x1b[1;1H", "\x1b[1;1Hex\x1b[1;1H"):
        raw.feed(frame)
        ours.feed(picture.update(frame))
        assert ours.seen() == raw.seen()


def test_only_the_cells_that_differ_are_sent() -> None:
    picture = Picture()
    picture.update("\x1b[1;1H\x1b[31mT+00:00:58\x1b[0m\x1b[1;1H")
    assert picture.update("\x1b[1;1H\x1b[31mT+00:00:59\x1b[0m\x1b[1;1H") == (
        "\x1b[1;10H\x1b[31m9\x1b[0m\x1b[1;1H"
    )


def test_a_frame_that_only_moves_the_cursor_is_a_move() -> None:
    picture = Picture()
    picture.update("\x1b[1;1Hab\x1b[1;1H")
    assert picture.update("\x1b[1;1Hab\x1b[3;4H") == "\x1b[3;4H"
    assert picture.update("\x1b[1;1Hab\x1b[3;4H") == ""


def test_a_short_gap_is_bridged_and_a_long_one_jumped() -> None:
    picture = Picture()
    picture.update("\x1b[1;1H" + "." * 30 + "\x1b[1;1H")
    near = picture.update("\x1b[1;1Hx..x" + "." * 26 + "\x1b[1;1H")
    assert near == "\x1b[1;1Hx..x\x1b[1;1H"
    far = picture.update("\x1b[1;1Hx..x" + "." * 20 + "x" + "." * 5 + "\x1b[1;1H")
    assert far == "\x1b[1;25Hx\x1b[1;1H"


def test_the_colour_of_a_blank_is_not_sent() -> None:
    picture = Picture()
    picture.update("\x1b[1;1H\x1b[31ma \x1b[0m\x1b[1;1H")
    assert picture.update("\x1b[1;1H\x1b[31ma\x1b[0m\x1b[32m \x1b[0m\x1b[1;1H") == ""
    assert picture.update("\x1b[1;1H\x1b[31ma\x1b[0m\x1b[42m \x1b[0m\x1b[1;1H") != ""


def test_half_of_a_wide_character_is_never_left() -> None:
    raw, ours, picture = Screen(), Screen(), Picture()
    for frame in ("\x1b[1;1H日本\x1b[1;1H", "\x1b[1;1H日x \x1b[1;1H", "\x1b[1;1H本x \x1b[1;1H"):
        raw.feed(frame)
        ours.feed(picture.update(frame))
        assert ours.seen() == raw.seen()


def test_after_forgetting_all_is_sent_again() -> None:
    picture = Picture()
    frame = "\x1b[1;1Habc\x1b[1;1H"
    first = picture.update(frame)
    picture.forget()
    assert picture.update(frame) == first


def test_forgetting_in_the_middle_of_an_update_is_safe(monkeypatch: pytest.MonkeyPatch) -> None:
    """A resize is told by a signal, between any two steps."""
    picture = Picture()
    frame = "\x1b[1;1Habc\x1b[1;1H"
    drawn = module._draw

    def interrupted(row: list[module.Cell], x: int, text: str, style: SgrStyle | None) -> int:
        picture.forget()
        return drawn(row, x, text, style)

    monkeypatch.setattr(module, "_draw", interrupted)
    assert "abc" in picture.update(frame)
    monkeypatch.undo()
    assert "abc" in picture.update(frame)
    assert picture.update(frame) == ""


@pytest.mark.parametrize("odd", ["\x1b]8;;http://x\x1b\\a\x1b]8;;\x1b\\", "\x1b[5:3ma", "\x1b[Ka"])
def test_a_frame_with_other_sequences_goes_out_whole_and_nothing_is_known_after_it(
    odd: str,
) -> None:
    picture = Picture()
    frame = f"\x1b[1;1Hb{odd}\x1b[1;1H"
    assert odd in picture.update(frame)
    plain = "\x1b[1;1Hb\x1b[1;1H"
    assert "b" in picture.update(plain)
    assert "b" not in picture.update(plain)


def test_frames_are_told_from_modes_bells_and_clipboards() -> None:
    assert is_frame("\x1b[1;1Hx")
    for other in ("\x07", "\x1b[?25l", "\x1b]52;c;eA==\x07", "\x1b[>1u", ""):
        assert not is_frame(other)


def test_textual_writes_frames_as_we_read_them() -> None:
    """Its own renderer, so that a change of its format is noticed here."""
    from rich.console import Console
    from rich.segment import Segment
    from textual._compositor import LayoutUpdate

    rows: list[Iterable[Strip]] = [
        [Strip([Segment("ab", Style(color="red")), Segment(" cd", Style(bold=True))])]
    ] * 2
    console = Console(force_terminal=True, color_system="256")
    data = LayoutUpdate(rows, Region(3, 1, 5, 2)).render_segments(console) + "\x1b[1;1H"
    assert is_frame(data)
    raw, ours = Screen(), Screen()
    raw.feed(data)
    ours.feed(Picture().update(data))
    assert ours.seen() == raw.seen()

"""Squeezed output is the same picture in fewer bytes; pyte is the judge."""

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.style import Style

from golive_tui.tui.ground.squeeze import squeeze

WIDTH, HEIGHT = 40, 6
COLOURS = ("#10141B", "#6CC4F5", "red", "bright_black", "color(214)", "default")

styles = st.builds(
    Style,
    color=st.sampled_from([None, *COLOURS]),
    bgcolor=st.sampled_from([None, *COLOURS]),
    bold=st.sampled_from([None, True, False]),
    underline=st.sampled_from([None, True]),
    reverse=st.sampled_from([None, True]),
    italic=st.sampled_from([None, True]),
)
texts = st.text(alphabet="ab ●│日é", min_size=1, max_size=8)
systems = st.sampled_from([ColorSystem.TRUECOLOR, ColorSystem.EIGHT_BIT, ColorSystem.STANDARD])
moves = st.builds(lambda y, x: f"\x1b[{y + 1};{x + 1}H", st.integers(0, 5), st.integers(0, 30))


@st.composite
def frames(draw: st.DrawFn) -> str:
    """What Textual writes: moves, plain text, and segments that each end in a reset."""
    system = draw(systems)
    parts = draw(
        st.lists(
            st.one_of(
                moves,
                texts,
                st.just("\r\n"),
                st.builds(
                    lambda style, text: style.render(text, color_system=system), styles, texts
                ),
            ),
            max_size=25,
        )
    )
    return "".join(parts)


def picture(data: str) -> list[list[tuple[object, ...]]]:
    screen = pyte.Screen(WIDTH, HEIGHT)
    pyte.Stream(screen).feed(data)
    return [[tuple(screen.buffer[y][x]) for x in range(WIDTH)] for y in range(HEIGHT)]


@given(st.lists(frames(), min_size=1, max_size=3))
def test_the_picture_is_the_same_cell_for_cell(sent: list[str]) -> None:
    assert picture("".join(map(squeeze, sent))) == picture("".join(sent))


@given(frames())
def test_it_is_never_longer(frame: str) -> None:
    assert len(squeeze(frame)) <= len(frame)


@given(frames())
def test_squeezing_twice_changes_nothing_more(frame: str) -> None:
    assert squeeze(squeeze(frame)) == squeeze(frame)


@given(st.text())
def test_text_without_sequences_is_left_alone(text: str) -> None:
    if "\x1b[0m" not in text:
        assert squeeze(text) == text


def test_a_style_that_stays_is_sent_once() -> None:
    frame = "\x1b[1;31ma\x1b[0m\x1b[1;31mb\x1b[0m"
    assert squeeze(frame) == "\x1b[1;31mab\x1b[0m"


def test_only_the_colour_that_changes_is_sent() -> None:
    frame = "\x1b[38;2;1;2;3;48;2;9;9;9ma\x1b[0m\x1b[38;2;4;5;6;48;2;9;9;9mb\x1b[0m"
    assert squeeze(frame) == "\x1b[38;2;1;2;3;48;2;9;9;9ma\x1b[38;2;4;5;6mb\x1b[0m"


def test_an_attribute_is_taken_away_by_a_reset() -> None:
    frame = "\x1b[1;31ma\x1b[0m\x1b[31mb\x1b[0m"
    assert squeeze(frame) == "\x1b[1;31ma\x1b[0;31mb\x1b[0m"


def test_a_move_between_two_segments_needs_no_reset() -> None:
    frame = "\x1b[31ma\x1b[0m\x1b[5;1H\x1b[31mb\x1b[0m\x1b[1;1H"
    assert squeeze(frame) == "\x1b[31ma\x1b[5;1Hb\x1b[1;1H\x1b[0m"


@pytest.mark.parametrize("odd", ["\x1b[38m", "\x1b[58;5;1m", "\x1b[38;2;1m", "\x1b[999m"])
def test_a_sequence_that_is_not_understood_is_passed_on(odd: str) -> None:
    frame = f"\x1b[31ma\x1b[0m{odd}b\x1b[0mc"
    assert odd in squeeze(frame)
    assert picture(squeeze(frame)) == picture(frame)

"""Whatever a widget draws, this is what reaches the terminal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import ControlType, Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

from golive_tui.tui.ground.filters import Ascii, NoColour, NoControls

BLACK = Color(0, 0, 0)


def through(line_filter: LineFilter, *texts: str) -> list[Segment]:
    return line_filter.apply([Segment(text, Style(bold=True)) for text in texts], BLACK)


def text(segments: list[Segment]) -> str:
    return "".join(segment.text for segment in segments)


hostile = st.text(
    alphabet=st.one_of(
        st.characters(),
        st.sampled_from("\x00\x07\x1b\x7f\x85\x9b\u200d\u202e\ufeff\ud800\U000e0041│●日é👩🏽"),
    )
)


@given(hostile)
def test_no_control_character_passes_and_the_cells_stay(given: str) -> None:
    cleaned = text(through(NoControls(), given))
    assert not any(ord(c) < 32 or 127 <= ord(c) < 160 or 0xD800 <= ord(c) < 0xE000 for c in cleaned)
    assert not set(cleaned) & set("\u200b\u200d\u200e\u200f\u202a\u202e\u2066\u2069\ufeff")
    assert cell_len(cleaned) == cell_len(given)


@given(hostile)
def test_ascii_is_ascii_whatever_comes_and_the_cells_stay(given: str) -> None:
    drawn = text(through(Ascii(), text(through(NoControls(), given))))
    assert drawn.isascii()
    assert drawn.isprintable()
    assert cell_len(drawn) == cell_len(given)


@pytest.mark.parametrize(
    ("unicode", "ascii"),
    [
        ("╭─ Probes ─╮", "+- Probes -+"),
        ("│✓ 6.1 done│", "|x 6.1 done|"),
        ("■■■□□ ▁▄█", "###.. _=@"),
        ("naïve café", "naive cafe"),
        ("日本", "????"),
        ("a → b … c", "a > b . c"),
        ("e\u0301", "e"),
        ("┼╳╬", "+++"),
    ],
)
def test_our_signs_have_their_twins(unicode: str, ascii: str) -> None:
    assert text(through(Ascii(), unicode)) == ascii


def test_plain_segments_are_not_copied() -> None:
    segments = [Segment("plain")]
    assert Ascii().apply(segments, BLACK)[0] is segments[0]


def test_a_link_is_taken_off_since_its_address_goes_out_raw() -> None:
    style = Style(link="https://x/\x1b]0;pwned\x07", bold=True)
    cleaned = NoControls().apply([Segment("here", style)], BLACK)
    assert cleaned[0].style is not None
    assert cleaned[0].style.link is None
    assert cleaned[0].style.bold


def test_a_control_segment_is_no_way_round() -> None:
    sneaky = Segment("\x1b[2J", None, [(ControlType.CLEAR,)])
    assert text(NoControls().apply([sneaky], BLACK)) == ""


def test_no_colour_keeps_bold_underline_and_reverse() -> None:
    style = Style(color="red", bgcolor="#102030", bold=True, underline=True, reverse=True)
    (segment,) = NoColour().apply([Segment("FAIL", style)], BLACK)
    assert segment.style == Style(bold=True, underline=True, reverse=True)


def test_a_segment_without_a_style_stays_so() -> None:
    assert NoColour().apply([Segment("x")], BLACK) == [Segment("x")]

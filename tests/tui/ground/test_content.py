"""Text comes in clean, stays literal and has exactly the cells that it is given."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from golive_tui.tui.ground.content import Cell, cell, fit, line, literal, strip
from golive_tui.tui.ground.glyphs import Role
from golive_tui.tui.ground.theme import ROLES, THEMES, role_styles

STYLES = role_styles(THEMES["golive-dark"])

foreign = st.text(
    alphabet=st.one_of(st.characters(codec="utf-8"), st.sampled_from("\x1b[]日本é\u0301👩\ufe0f")),
    max_size=60,
)
cells = st.builds(
    lambda text, width, role, right: cell(text, width, role, align="right" if right else "left"),
    foreign,
    st.one_of(st.none(), st.integers(0, 30)),
    st.sampled_from(ROLES),
    st.booleans(),
)


@pytest.mark.parametrize(
    "text", ["[x] done", "at [/var/log]", "[@click=app.quit]go[/]", "$ok", "[b]bold[/b]"]
)
def test_what_looks_like_markup_stays_as_it_is(text: str) -> None:
    assert literal(text).plain == text
    assert not literal(text).spans
    assert line([cell(text)], 30).plain.rstrip() == text


def test_controls_are_seen_and_not_obeyed() -> None:
    assert literal("a\x1b[2Jb\nc").plain == "a␛[2Jb⏎c"
    assert strip([cell("\x1b]0;x\x07")], 10, STYLES).text == "␛]0;x␇    "


@given(foreign, st.integers(0, 40))
def test_fit_is_exact(text: str, width: int) -> None:
    plain = literal(text).plain
    assert cell_len(fit(plain, width)) == width
    assert cell_len(fit(plain, width, "right")) == width


@pytest.mark.parametrize(
    ("text", "width", "fitted"),
    [
        ("deploy", 8, "deploy  "),
        ("deploy", 6, "deploy"),
        ("deploy", 5, "depl…"),
        ("日本語", 6, "日本語"),
        ("日本語", 5, "日本…"),
        ("日本語", 4, "日… "),
        ("e\u0301a", 2, "e\u0301a"),
        ("deploy", 1, "…"),
        ("deploy", 0, ""),
    ],
)
def test_what_does_not_fit_ends_in_an_ellipsis(text: str, width: int, fitted: str) -> None:
    assert fit(text, width) == fitted


def test_numbers_stand_right() -> None:
    assert fit("38 ms", 8, "right") == "   38 ms"


@given(st.lists(cells, max_size=6), st.integers(0, 80))
def test_a_row_is_exactly_as_wide_as_asked(parts: list[Cell], width: int) -> None:
    row = strip(parts, width, STYLES)
    assert cell_len(row.text) == row.cell_length == width
    assert line(parts, width).cell_length == width


def test_one_column_takes_what_the_others_leave() -> None:
    row = strip(
        [cell("✓", 1), cell("a long title that is cut", None), cell("41 ms", 7)], 24, STYLES
    )
    assert row.text == "✓ a long title…  41 ms  "


def test_a_row_too_narrow_for_its_columns_keeps_the_first() -> None:
    assert strip([cell("title", 8), cell("owner", 8)], 10, STYLES).text == "title    …"


def test_a_cell_carries_its_role_and_stress() -> None:
    row = list(strip([cell("FAIL", role="bad", inverse=True), cell("x", bold=True)], 8, STYLES))
    assert row[0].style == STYLES["bad"] + STYLES["bad"].__class__(reverse=True)
    assert row[2].style is not None
    assert row[2].style.bold


@pytest.mark.parametrize("role", ROLES)
def test_a_line_names_theme_variables(role: Role) -> None:
    content = line([cell("word", role=role)], 10)
    assert f"${role}-style" in str(content.spans[0].style)


def test_an_emoji_form_is_taken_off_since_terminals_differ_on_its_width() -> None:
    assert literal("\u2764\ufe0f ok").plain == "\u2764 ok"

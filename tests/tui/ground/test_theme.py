"""Colours can be told apart by everybody, and read on their ground."""

import math
from itertools import combinations

import pytest
from rich.style import Style
from textual.app import App
from textual.theme import BUILTIN_THEMES

from golive_tui.tui.ground.theme import (
    ANSI,
    CLASSIC,
    DARK,
    LIGHT,
    MONO,
    ROLES,
    THEMES,
    Palette,
    role_styles,
    role_variables,
)

Vector = tuple[float, float, float]

# Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB.
VISION: dict[str, tuple[Vector, Vector, Vector]] = {
    "normal": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
_TO_XYZ = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
_WHITE = (0.95047, 1.0, 1.08883)


def linear(colour: str) -> Vector:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return _gamma(red), _gamma(green), _gamma(blue)


def _gamma(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def times(matrix: tuple[Vector, Vector, Vector], vector: Vector) -> Vector:
    x, y, z = (sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)
    return x, y, z


def lab(rgb: Vector) -> Vector:
    clipped = tuple(min(1.0, max(0.0, value)) for value in rgb)
    xyz = times(_TO_XYZ, (clipped[0], clipped[1], clipped[2]))
    x, y, z = (_cube(value / white) for value, white in zip(xyz, _WHITE, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _cube(t: float) -> float:
    return t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116


def distance(one: str, other: str, vision: str) -> float:
    """CIE76 between two colours as seen with that vision."""
    seen = [lab(times(VISION[vision], linear(colour))) for colour in (one, other)]
    return math.dist(*seen)


def contrast(one: str, other: str) -> float:
    """WCAG 2: (lighter + 0.05) / (darker + 0.05)."""
    low, high = sorted(
        sum(w * v for w, v in zip(_TO_XYZ[1], linear(colour), strict=True))
        for colour in (one, other)
    )
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("vision", sorted(VISION))
@pytest.mark.parametrize("palette", [DARK, LIGHT, CLASSIC], ids=lambda p: p.name)
def test_no_two_roles_look_alike(palette: Palette, vision: str) -> None:
    colours = (palette.ok, palette.warn, palette.bad, palette.run, palette.muted)
    nearest = min(distance(one, other, vision) for one, other in combinations(colours, 2))
    assert nearest >= 20


def test_the_measure_itself_knows_that_red_and_green_are_alike_to_some() -> None:
    assert distance("#008000", "#A06000", "normal") > 40
    assert distance("#808000", "#A06800", "deutan") < 20
    assert distance("#000000", "#FFFFFF", "normal") == pytest.approx(100, abs=0.1)


@pytest.mark.parametrize("palette", [DARK, LIGHT, CLASSIC], ids=lambda p: p.name)
def test_every_role_can_be_read(palette: Palette) -> None:
    for role in ROLES:
        for ground in (palette.background, palette.surface):
            assert contrast(palette.colour(role), ground) >= 4.0, (role, ground)
        assert contrast(palette.colour(role), palette.background) >= 4.5, role
    assert contrast(palette.text, palette.cursor) >= 4.5


def test_the_ansi_theme_uses_the_terminals_own_colours_and_ground() -> None:
    assert ANSI.background == "ansi_default"
    assert {ANSI.colour(role)[:5] for role in ROLES} == {"ansi_"}


def test_without_colour_every_state_that_needs_a_person_still_looks_different() -> None:
    styles = role_styles(THEMES[MONO.name])
    assert styles["bad"] == Style(bold=True, reverse=True)
    assert styles["warn"] == Style(underline=True)
    assert styles["run"] == Style(bold=True)
    assert styles["ok"] == styles["muted"] == Style()


@pytest.mark.parametrize("name", [*THEMES, *BUILTIN_THEMES])
async def test_every_theme_carries_the_roles(name: str) -> None:
    """Ours and Textual's: the stylesheet with all role variables parses and paints."""

    class Themed(App[None]):
        CSS = "Screen { %s }" % " ".join(  # noqa: UP031 - braces are CSS here
            f"color: ${role}; text-style: ${role}-style; background: $cursor;"
            for role in ROLES
            if role != "text"
        )

        def __init__(self) -> None:
            super().__init__()
            for theme in THEMES.values():
                self.register_theme(theme)
            self.theme = name

        def get_theme_variable_defaults(self) -> dict[str, str]:
            return role_variables(self.current_theme)

    app = Themed()
    async with app.run_test():
        assert app.screen.styles.color.ansi is not None or app.screen.styles.color.a == 1
    assert set(role_styles(app.current_theme)) == set(ROLES)

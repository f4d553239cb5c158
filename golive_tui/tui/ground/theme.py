"""Five themes, and the roles that colours stand for.

A stylesheet says `color: $bad; text-style: $bad-style`, a row says `role="bad"`; both mean the same
in every theme. The colours of dark and light were searched for distance under normal, deuteran,
protan and tritan vision (CIE76; ANSI green and yellow are 6 apart in protanopia); a test holds
them to it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import get_args

from rich.color import Color as RichColor
from rich.style import Style
from textual.color import Color
from textual.theme import Theme

from golive_tui.tui.ground.glyphs import Role

ROLES: tuple[Role, ...] = get_args(Role)

_STRESS: Mapping[Role, str] = {"run": "bold", "bad": "bold", "prod": "bold reverse"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """The colours of one theme, as CSS colours; `styles` are the text styles of roles."""

    name: str
    dark: bool = True
    ansi: bool = False
    ok: str
    warn: str
    bad: str
    run: str
    muted: str
    text: str
    background: str
    surface: str
    cursor: str
    border: str
    styles: Mapping[Role, str] = field(default_factory=lambda: _STRESS)

    def colour(self, role: Role) -> str:
        """The CSS colour of a role; production is as loud as a failure."""
        return {
            "ok": self.ok,
            "warn": self.warn,
            "bad": self.bad,
            "run": self.run,
            "muted": self.muted,
            "prod": self.bad,
            "text": self.text,
        }[role]


DARK = Palette(
    name="golive-dark",
    ok="#6CC4F5",
    warn="#F2B134",
    bad="#FF6B5E",
    run="#FFFFFF",
    muted="#7B8494",
    text="#D7DCE5",
    background="#10141B",
    surface="#181E28",
    cursor="#2A3444",
    border="#3A4352",
)
LIGHT = Palette(
    name="golive-light",
    dark=False,
    ok="#0C65B8",
    warn="#A56500",
    bad="#9C132D",
    run="#090214",
    muted="#6E607C",
    text="#24292F",
    background="#FAFAF7",
    surface="#F0F0EC",
    cursor="#DCE3EC",
    border="#B4B8BF",
)
CLASSIC = Palette(
    name="golive-classic",
    ok="#5FD38D",
    warn="#F2B134",
    bad="#FF6B5E",
    run="#FFFFFF",
    muted="#7B8494",
    text="#D7DCE5",
    background="#10141B",
    surface="#181E28",
    cursor="#2A3444",
    border="#3A4352",
)
# The terminal's own colours, on its own ground: the fewest bytes, and right for 16 colours. `run`
# is bold in the terminal's text colour, since bright white is invisible on a light ground.
ANSI = Palette(
    name="golive-ansi",
    ansi=True,
    ok="ansi_cyan",
    warn="ansi_yellow",
    bad="ansi_red",
    run="ansi_default",
    muted="ansi_bright_black",
    text="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    cursor="ansi_default",
    border="ansi_bright_black",
)
MONO = Palette(
    name="golive-mono",
    ansi=True,
    ok="ansi_default",
    warn="ansi_default",
    bad="ansi_default",
    run="ansi_default",
    muted="ansi_default",
    text="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    cursor="ansi_default",
    border="ansi_default",
    styles={"warn": "underline", "bad": "bold reverse", "run": "bold", "prod": "bold reverse"},
)


def _theme(palette: Palette) -> Theme:
    reverse = "reverse" if palette.ansi else "bold"
    return Theme(
        name=palette.name,
        dark=palette.dark,
        ansi=palette.ansi,
        primary=palette.ok,
        secondary=palette.muted,
        accent=palette.run,
        warning=palette.warn,
        error=palette.bad,
        success=palette.ok,
        foreground=palette.text,
        background=palette.background,
        surface=palette.surface,
        panel=palette.surface,
        variables={
            **{role: palette.colour(role) for role in ROLES if role != "text"},
            **{f"{role}-style": palette.styles.get(role, "none") for role in ROLES},
            # Textual's own stylesheets refuse an ansi theme without these two.
            "ansi-background": "ansi_default",
            "ansi-foreground": "ansi_default",
            "cursor": palette.cursor,
            "cursor-style": reverse,
            "border": palette.border,
            "border-blurred": palette.border,
            "block-cursor-foreground": palette.text,
            "block-cursor-background": palette.cursor,
            "block-cursor-text-style": reverse,
            "input-cursor-background": palette.text,
            "input-cursor-foreground": palette.background,
            "input-cursor-text-style": "reverse" if palette.ansi else "none",
            "footer-key-foreground": palette.run,
            "scrollbar": palette.border,
            "scrollbar-hover": palette.muted,
            "scrollbar-active": palette.muted,
            "scrollbar-background": palette.background,
            "scrollbar-background-hover": palette.background,
            "scrollbar-background-active": palette.background,
        },
    )


THEMES: Mapping[str, Theme] = MappingProxyType(
    {palette.name: _theme(palette) for palette in (DARK, LIGHT, CLASSIC, ANSI, MONO)}
)
"""By name; `app.py` registers them. Any of Textual's own themes serves too, through its roles."""


def role_variables(theme: Theme) -> dict[str, str]:
    """The CSS variables `$ok`, `$ok-style`, ... `$cursor` for a theme that may not define them."""
    foreground = theme.foreground or ("#E0E0E0" if theme.dark else "#202020")
    found = {
        "ok": theme.success or theme.primary,
        "warn": theme.warning or foreground,
        "bad": theme.error or foreground,
        "run": foreground,
        "muted": _muted(theme, foreground),
        "prod": theme.error or foreground,
        **{f"{role}-style": _STRESS.get(role, "none") for role in ROLES},
        "cursor": "transparent",
        "cursor-style": "reverse",
    }
    return found | {name: value for name, value in theme.variables.items() if name in found}


def role_styles(theme: Theme) -> dict[Role, Style]:
    """How a row's segments look, by role, as Rich styles without a background."""
    variables = role_variables(theme)
    styles: dict[Role, Style] = {}
    for role in ROLES:
        words = variables[f"{role}-style"]
        attributes = Style.parse("" if words == "none" else words)
        colour = variables.get(role)  # `text` has none: a row's text is the widget's own colour
        styles[role] = Style.from_color(_rich(colour) if colour else None) + attributes
    return styles


def _muted(theme: Theme, foreground: str) -> str:
    if theme.ansi:
        return "ansi_bright_black"
    background = theme.background or ("#121212" if theme.dark else "#EFEFEF")
    return Color.parse(foreground).blend(Color.parse(background), 0.45).hex


def _rich(colour: str) -> RichColor | None:
    parsed = Color.parse(colour)
    return None if parsed.ansi == -1 else parsed.rich_color

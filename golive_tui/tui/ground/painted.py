"""What Textual keeps of widgets that are gone.

`StylesCache.get_inner_outer` is cached by the object it is called on, so the last 1024 of those
stay in memory, with every line that their widgets have painted: half a megabyte for each page of
help that was ever opened. Its answer depends on the two colours alone.
"""

from functools import lru_cache

from textual._styles_cache import StylesCache
from textual.color import Color
from textual.style import Style

_made = getattr(StylesCache.get_inner_outer, "__wrapped__", None)


@lru_cache(1024)
def _of_colours(base: Color, background: Color) -> tuple[Style, Style]:
    assert _made is not None  # noqa: S101 - asked only where there is one
    inner, outer = _made(StylesCache, base, background)
    return inner, outer


def _get_inner_outer(_self: StylesCache, base: Color, background: Color) -> tuple[Style, Style]:
    return _of_colours(base, background)


def let_go() -> None:
    """Cache by the colours alone from now on; a Textual that does no longer cache is left alone."""
    if _made is not None:
        StylesCache.get_inner_outer = _get_inner_outer  # type: ignore[assignment, method-assign]

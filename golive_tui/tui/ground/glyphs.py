"""The signs of the dashboard as data: for each state a glyph, its ASCII twin, a word and a role.

Shape comes first, the word second, colour third: none is ever alone. No sign is wide or has an
emoji form, since terminals disagree about the width of those.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Role = Literal["ok", "warn", "bad", "run", "muted", "prod", "text"]
"""What a colour means. `theme.py` says how each role looks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Glyph:
    """One state's sign: `unicode` and `ascii` are one cell each, `word` says the same aloud."""

    unicode: str
    ascii: str
    word: str
    role: Role
    bold: bool = False
    inverse: bool = False


GLYPHS: Mapping[str, Glyph] = MappingProxyType(
    {
        # items and steps
        "todo": Glyph(unicode="○", ascii=".", word="todo", role="muted"),
        "run": Glyph(unicode="►", ascii=">", word="run", role="run", bold=True),
        "done": Glyph(unicode="✓", ascii="x", word="done", role="ok"),
        "said": Glyph(unicode="✓", ascii="x", word="said", role="muted"),
        "proven": Glyph(unicode="✓", ascii="x", word="PASS", role="ok", bold=True),
        "doubt": Glyph(unicode="✓", ascii="x", word="PASS?", role="warn"),
        "against": Glyph(unicode="≠", ascii="#", word="said", role="warn", bold=True),
        "check": Glyph(unicode="►", ascii=">", word="check", role="run", bold=True),
        "unclear": Glyph(unicode="?", ascii="?", word="open?", role="warn", bold=True),
        "error": Glyph(unicode="?", ascii="?", word="ERROR", role="warn", bold=True),
        "fail": Glyph(unicode="✗", ascii="!", word="FAIL", role="bad", bold=True),
        "skip": Glyph(unicode="↷", ascii="-", word="skip", role="warn"),
        "block": Glyph(unicode="■", ascii="#", word="block", role="muted", bold=True),
        "stale": Glyph(unicode="◇", ascii="~", word="stale", role="warn"),
        "unknown": Glyph(unicode="?", ascii="?", word="unknown", role="warn", bold=True),
        # probes and triggers
        "ok": Glyph(unicode="●", ascii="*", word="ok", role="ok"),
        "slow": Glyph(unicode="◐", ascii="%", word="slow", role="warn"),
        "alarm": Glyph(unicode="▲", ascii="!", word="alarm", role="bad", inverse=True),
        "silent": Glyph(unicode="?", ascii="?", word="silent", role="warn"),
        "armed": Glyph(unicode="○", ascii=".", word="armed", role="muted"),
        "blind": Glyph(unicode="?", ascii="?", word="BLIND", role="bad", bold=True),
        "shadow": Glyph(unicode="◇", ascii="~", word="shadow", role="muted"),
        "pending": Glyph(unicode="◐", ascii="%", word="pending", role="warn", bold=True),
        "tripped": Glyph(unicode="▲", ascii="!", word="TRIPPED", role="bad", inverse=True),
        "acknowledged": Glyph(unicode="▲", ascii="!", word="acked", role="bad", bold=True),
        "held": Glyph(unicode="■", ascii="#", word="held", role="bad", bold=True),
        "acting": Glyph(unicode="►", ascii=">", word="acting", role="run", bold=True),
        "reset": Glyph(unicode="○", ascii=".", word="reset", role="muted"),
        "disarmed": Glyph(unicode="✗", ascii="!", word="DISARM", role="bad", inverse=True),
        # watch rounds
        "ahead": Glyph(unicode="○", ascii=".", word="ahead", role="muted"),
        "due": Glyph(unicode="◆", ascii="o", word="due", role="run", bold=True),
        "late": Glyph(unicode="◆", ascii="o", word="LATE", role="warn", inverse=True),
        "missed": Glyph(unicode="✗", ascii="!", word="missed", role="bad"),
        # the tree
        "fold": Glyph(unicode="▸", ascii="+", word="folded", role="text"),
        "open": Glyph(unicode="▾", ascii="-", word="open", role="text"),
    }
)
"""By state. `said` is `done` on a person's word alone: it looks weaker than `proven`, which a
machine verified."""

CURSOR = "▌"
"""Stands before the chosen row, so that it is seen where reverse and bold are not."""

LEVELS = "▁▂▃▄▅▆▇█"
"""Heights of a sparkline; the last one is the limit reached."""

UNOBSERVED = "·"
FULL, EMPTY = "■", "□"

ASCII: Mapping[str, str] = MappingProxyType(
    {
        **{glyph.unicode: glyph.ascii for glyph in GLYPHS.values()},
        **dict(zip(LEVELS, "_.-=+*#@", strict=True)),
        **dict.fromkeys("─━╌╍┄┅┈┉═╴╶╸╺╼╾", "-"),
        **dict.fromkeys("│┃╎╏┆┇┊┋║╵╷╹╻╽╿▌▐▎▏▕▊▋▍▉", "|"),
        **dict.fromkeys("▀▔", "-"),
        **dict.fromkeys("░▒▓", ":"),
        **dict.fromkeys("←‹«◂◄◀", "<"),
        **dict.fromkeys("→›»▶", ">"),
        **dict.fromkeys("↑▴", "^"),
        **dict.fromkeys("↓▼", "v"),
        **dict.fromkeys("↕↔", "|"),
        **dict.fromkeys("–—−‐‑‒", "-"),
        **dict.fromkeys("‘’‛", "'"),
        **dict.fromkeys("“”„", '"'),
        **dict.fromkeys("…·•∙⋅", "."),
        EMPTY: ".",
        "×": "x",
        "⏎": "/",
        "␛": "^",
        "�": "?",
    }
)
"""The ASCII twin of every sign that we draw; one cell each. Boxes not named here become `+`."""


def spark(values: Iterable[float | None], limit: float, width: int) -> str:
    """The last `width` values from 0 to `limit`, right-aligned; None is unobserved, never zero.

    The scale is fixed by the limit, so that height means danger everywhere; a full block is at or
    over it.
    """
    if width < 1:
        return ""
    shown = list(values)[-width:]
    return "".join(_level(value, limit) for value in shown).rjust(width, UNOBSERVED)


def bar(part: float, whole: float, width: int) -> str:
    """`■■■□□`: how much of `whole` is done. Full only when all is, empty only when nothing is."""
    if width < 1 or whole <= 0:
        return EMPTY * max(width, 0)
    filled = round(width * part / whole)
    if 0 < part < whole and width > 1:
        filled = min(max(filled, 1), width - 1)
    filled = min(max(filled, 0), width)
    return FULL * filled + EMPTY * (width - filled)


def _level(value: float | None, limit: float) -> str:
    if value is None or value != value or limit <= 0:  # noqa: PLR0124 - NaN is not a height
        return UNOBSERVED
    top = len(LEVELS) - 1
    if value <= 0:
        return LEVELS[0]
    if value >= limit:
        return LEVELS[top]
    return LEVELS[max(0, min(top - 1, int(value / limit * top)))]

"""What leaves the screen beside it: the terminal's title.

It goes out raw, so it is made here and nowhere else, of cleaned text only.
"""

import os
from typing import Final

from golive_tui.client.mirror import Mirror
from golive_tui.launch.progress import decision
from golive_tui.launch.rounds import timer
from golive_tui.text import clean, plural
from golive_tui.tui.frame.alarms import alarms
from golive_tui.tui.ground.glyphs import ASCII

_TITLED: Final = ("xterm", "tmux", "screen", "rxvt", "alacritty", "foot", "kitty", "wezterm", "st-")
KEEP_TITLE: Final = "\x1b[22;2t"
"""Has the terminal remember its title (XTWINOPS)."""
RESTORE_TITLE: Final = "\x1b[23;2t"
"""And set it again."""


def takes_titles(term: str | None = None) -> bool:
    """Whether the terminal knows OSC 2; others would print it."""
    return (os.environ.get("TERM", "") if term is None else term).startswith(_TITLED)


def title(mirror: Mirror) -> str:
    """`golive HOLD · 2 alarms · before go-live · FlowMind → PRODUCTION`: changes with the decision,
    the alarms and the phase."""
    state = mirror.state
    now = mirror.now
    word = decision(mirror.checklist, state, now).word.upper()
    timing = timer(mirror.checklist.watch, state, now)
    where = (
        timing.phase.title if timing.phase else "watch over" if timing.over else "before go-live"
    )
    origin = state.origin
    name = f"{origin.title} → {origin.target.upper()}" if origin else mirror.checklist.title
    found = alarms(mirror)
    loud = f" · {plural(len(found), 'alarm')}" if found else ""
    return clean(f"golive {word}{loud} · {where} · {name}", 120)


def title_sequence(text: str, *, ascii: bool = False) -> str:
    """OSC 2 with that text; in 7 bits where the terminal has no more."""
    said = clean(text, 120)
    if ascii:
        said = "".join(ASCII.get(char, char if char.isascii() else "?") for char in said)
    return f"\x1b]2;{said}\x07"

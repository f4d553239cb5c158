"""Desktop notices by the terminal: which sequence it is known to take, and how one is written.

OSC 9 is iTerm2's, OSC 777 urxvt's, OSC 99 kitty's. A terminal that is not known gets none: some
print what they do not understand. Over ssh, only TERM and LC_* come along to tell it by.
"""

import base64
import os
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from typing import Final, Literal

from golive_tui.text import clean

Desktop = Literal["", "9", "777", "99"]

TITLE_LIMIT: Final = 80
BODY_LIMIT: Final = 200
"""Characters of a desktop notice."""
_END: Final = "\x1b\\"
_OFF: Final = "GOLIVE_NO_DESKTOP"
_KNOWN: Final[tuple[tuple[str, Desktop], ...]] = (
    ("kitty", "99"),
    ("iterm", "9"),
    ("wezterm", "777"),
    ("ghostty", "777"),
    ("foot", "777"),
    ("rxvt-unicode", "777"),
    ("contour", "777"),
)
"""A part of the name by which a terminal is known, and what it takes."""


def desktop(environ: Mapping[str, str], tmux: str = "") -> Desktop:
    """What the terminal takes. Within tmux, `tmux` is the outer terminal's name, and empty where
    tmux lets nothing through; GNU screen never does."""
    if environ.get(_OFF) or environ.get("STY"):
        return ""
    if environ.get("TMUX"):
        return _of(tmux)
    if environ.get("WT_SESSION"):
        return "777"
    names = (environ.get(name, "") for name in ("TERM_PROGRAM", "LC_TERMINAL", "TERM"))
    return next((found for found in map(_of, names) if found), "")


def _of(name: str) -> Desktop:
    return next((takes for part, takes in _KNOWN if part in name.lower()), "")


def look(environ: Mapping[str, str] = os.environ) -> Desktop:
    """As `desktop`, of this process; asks tmux for the terminal outside it."""
    return desktop(environ, _outside_tmux() if environ.get("TMUX") else "")


def _outside_tmux() -> str:
    """The name of the terminal round tmux, where `allow-passthrough` is on."""
    allowed = _tmux("show-options", "-Apv", "allow-passthrough") in {"on", "all"}
    return (
        _tmux("display-message", "-p", "#{client_termtype} #{client_termname}") if allowed else ""
    )


def _tmux(*words: str) -> str:
    with suppress(OSError, subprocess.SubprocessError):
        said = subprocess.run(
            ["tmux", *words], capture_output=True, check=True, timeout=1.0, text=True
        )
        return said.stdout.strip()
    return ""


def sequence(takes: Desktop, title: str, body: str, *, tmux: bool = False) -> str:
    """The notice as the terminal takes it: cleaned, bounded, and nothing in it that ends it."""
    title = clean(title, TITLE_LIMIT).replace(";", ",")
    body = clean(body, BODY_LIMIT).replace(";", ",")
    match takes:
        case "9":
            text = f"\x1b]9;{title}: {body}{_END}"
        case "777":
            text = f"\x1b]777;notify;{title};{body}{_END}"
        case "99":
            text = (
                f"\x1b]99;i=golive:d=0:e=1:p=title;{_base64(title)}{_END}"
                f"\x1b]99;i=golive:d=1:e=1:p=body;{_base64(body)}{_END}"
            )
        case _:
            return ""
    if not tmux:
        return text
    # tmux hands on what stands within, each escape doubled (tmux(1), allow-passthrough).
    return f"\x1bPtmux;{text.replace(chr(27), chr(27) * 2)}{_END}"


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()

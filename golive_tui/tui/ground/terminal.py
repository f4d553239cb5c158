"""What the terminal can carry, found out before Textual is imported.

Textual reads its switches when `textual.constants` is imported, so `look()` and `prepare()` come
first and import nothing of it. Every choice here is measured or argued in the terminal study: ssh
wants few bytes, GNU screen no true colour, the Linux console no Unicode.
"""

import os
from collections.abc import Mapping, MutableMapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from golive_tui.errors import TerminalUnfit

Colour = Literal["truecolor", "256", "16", "none"]

_TEXT_INSTEAD = "`golive status` says the same as text, `golive run --detach` needs no terminal."
_COERCED = ("C.UTF-8", "C.utf8", "UTF-8")


@dataclass(frozen=True, slots=True, kw_only=True)
class Streams:
    """Which standard streams are terminals, and the window's size (0: the terminal did not say)."""

    stdin: bool
    stdout: bool
    stderr: bool
    columns: int
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What the person asked for on the command line; None leaves the choice to the terminal."""

    ascii: bool | None = None
    theme: str | None = None
    mouse: bool | None = None
    slow: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Terminal:
    """What the dashboard may use here. `notes` say which fact decided what, for `golive doctor`."""

    ascii: bool
    colour: Colour
    theme: str
    slow: bool
    mouse: bool
    columns: int
    rows: int
    notes: tuple[str, ...] = ()

    def describe(self) -> str:
        """One line for a person: `160x45, 256 colours, golive-dark, unicode, mouse off (...)`."""
        colours = "no colour" if self.colour == "none" else f"{self.colour} colours"
        facts = [
            f"{self.columns}x{self.rows}",
            colours.replace("truecolor colours", "true colour"),
            f"theme {self.theme}",
            "ascii" if self.ascii else "unicode",
            f"mouse {'on' if self.mouse else 'off'}",
            *(["slow link"] if self.slow else []),
        ]
        why = f" ({'; '.join(self.notes)})" if self.notes else ""
        return ", ".join(facts) + why


def look(wishes: Wishes | None = None) -> Terminal:
    """The terminal of this process; raises `TerminalUnfit` where no dashboard can be shown."""
    return judge(_spoken(os.environ), _streams(), wishes or Wishes())


def judge(environ: Mapping[str, str], streams: Streams, wishes: Wishes) -> Terminal:
    """As `look`, from values: pure, and the whole of what is decided."""
    _refuse(environ, streams)
    notes: list[str] = []
    colour = _colour(environ, notes)
    slow = _slow(environ, notes) if wishes.slow is None else wishes.slow
    return Terminal(
        ascii=_ascii(environ, notes) if wishes.ascii is None else wishes.ascii,
        colour=colour,
        theme=wishes.theme or environ.get("GOLIVE_THEME") or _theme(environ, colour),
        slow=slow,
        mouse=(not slow) if wishes.mouse is None else wishes.mouse,
        columns=streams.columns,
        rows=streams.rows,
        notes=tuple(notes),
    )


def prepare(terminal: Terminal, environ: MutableMapping[str, str] = os.environ) -> None:
    """Set what Textual reads at import; call it before the first `import textual`.

    What the person has set of TEXTUAL_* and ESCDELAY themselves stays. COLUMNS and LINES go: some
    shells export them, and then neither Textual nor Rich would follow a resize.
    """
    for name in ("COLUMNS", "LINES", "TEXTUAL_DRIVER", "TEXTUAL_THEME"):
        environ.pop(name, None)
    environ["TEXTUAL_COLOR_SYSTEM"] = {"16": "standard", "none": "standard"}.get(
        terminal.colour, terminal.colour
    )
    # A key is painted half a frame later on average; a slow link has other worries than that.
    environ.setdefault("TEXTUAL_FPS", "20" if terminal.slow else "40")
    environ.setdefault("TEXTUAL_ANIMATIONS", "none")
    environ.setdefault("TEXTUAL_SMOOTH_SCROLL", "0")
    if environ.get("TERM_PROGRAM") == "vscode":  # xterm.js draws `dim` unreadably
        environ.setdefault("TEXTUAL_FILTERS", "dim")
    if terminal.slow:  # jitter splits escape sequences: wait longer, and ask for shorter ones
        environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
        environ.setdefault("ESCDELAY", "400")


def _refuse(environ: Mapping[str, str], streams: Streams) -> None:
    term = environ.get("TERM", "")
    if not streams.stdin:
        raise TerminalUnfit(
            "The dashboard needs a keyboard, and standard input is not a terminal.",
            hint=_TEXT_INSTEAD,
        )
    if not streams.stderr:
        raise TerminalUnfit(
            "The dashboard is drawn on standard error, and that is not a terminal.",
            hint="Run it without `2>file`; the launch keeps its own engine.log.",
        )
    if not streams.stdout:
        raise TerminalUnfit(
            "The dashboard needs a terminal, and standard output is not one.",
            hint=f"Run it without a pipe or `>file`. {_TEXT_INSTEAD}",
        )
    if term in {"", "dumb", "unknown"}:
        raise TerminalUnfit(
            f"The terminal cannot move its cursor: TERM is {term or 'not set'}.",
            hint=f"Set TERM to what the terminal is, such as xterm-256color. {_TEXT_INSTEAD}",
        )
    if streams.columns < 1 or streams.rows < 1:
        raise TerminalUnfit(
            "The terminal does not say how large it is.",
            hint="Tell it, for example: stty cols 120 rows 40",
        )


def _colour(environ: Mapping[str, str], notes: list[str]) -> Colour:
    # https://no-color.org: only a non-empty value counts.
    if environ.get("NO_COLOR"):
        notes.append("NO_COLOR is set")
        return "none"
    term = environ["TERM"]
    if environ.get("COLORTERM", "").lower() in {"truecolor", "24bit"}:
        # COLORTERM leaks into GNU screen, which has no true colour.
        if not _in_gnu_screen(environ):
            return "truecolor"
        notes.append("GNU screen has no true colour")
        return "256"
    if "256" in term or term.endswith(("kitty", "ghostty", "direct")):
        return "256"
    if term.startswith(("alacritty", "foot", "wezterm", "contour")):
        return "256"
    notes.append(f"TERM={term} has 16 colours")
    return "16"


def _in_gnu_screen(environ: Mapping[str, str]) -> bool:
    if environ.get("TMUX"):
        return False
    return bool(environ.get("STY")) or environ["TERM"].startswith("screen")


def _ascii(environ: Mapping[str, str], notes: list[str]) -> bool:
    wish = environ.get("GOLIVE_ASCII", "")
    if wish:
        notes.append(f"GOLIVE_ASCII={wish}")
        return wish.lower() not in {"0", "no", "false", "off"}
    if environ["TERM"].startswith(("linux", "vt")):
        notes.append(f"TERM={environ['TERM']} has few glyphs")
        return True
    name = next((n for n in ("LC_ALL", "LC_CTYPE", "LANG") if environ.get(n)), "LANG")
    locale = environ.get(name, "")
    if "utf8" in locale.lower().replace("-", ""):
        return False
    notes.append(f"{name}={locale} is not UTF-8" if locale else "no UTF-8 locale is set")
    return True


def _slow(environ: Mapping[str, str], notes: list[str]) -> bool:
    for name in ("SSH_CONNECTION", "SSH_TTY"):
        if environ.get(name):
            notes.append("over ssh")
            return True
    return False


def _theme(environ: Mapping[str, str], colour: Colour) -> str:
    if colour == "none":
        return "golive-mono"
    if colour == "16":  # 16 colours mangle RGB
        return "golive-ansi"
    # rxvt, konsole and others: "foreground;background", 7 and 15 are light grounds.
    ground = environ.get("COLORFGBG", "").rpartition(";")[2]
    return "golive-light" if ground in {"7", "15"} else "golive-dark"


def _streams() -> Streams:
    columns, rows = 0, 0
    for number in (2, 0, 1):
        with suppress(OSError):
            columns, rows = os.get_terminal_size(number)
        if columns and rows:
            break
    return Streams(
        stdin=os.isatty(0),
        stdout=os.isatty(1),
        stderr=os.isatty(2),
        columns=columns,
        rows=rows,
    )


def _spoken(environ: Mapping[str, str]) -> dict[str, str]:
    """The environment as the person gave it: Python itself turns LANG=C into UTF-8 (PEP 538)."""
    found = dict(environ)
    if found.get("LC_CTYPE") in _COERCED:
        try:
            given = Path("/proc/self/environ").read_bytes().split(b"\0")
        except OSError:
            return found
        if not any(entry.startswith(b"LC_CTYPE=") for entry in given):
            del found["LC_CTYPE"]
    return found

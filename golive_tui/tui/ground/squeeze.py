"""Fewer bytes for the same picture: only what changes between two SGR sequences is sent.

Textual ends every segment with a reset and starts the next with the full style. Here the style is
carried on: where it stays, nothing is sent; where one colour changes, that colour alone. What a
terminal shows is the same cell for cell (a test compares both through pyte).
"""

import re
from functools import lru_cache
from typing import NamedTuple

_SGR = re.compile(r"\x1b\[([0-9;]*)m")
_UNSEEN = re.compile(r"\x1b\[[0-9;?]*[A-Za-ln-z]|[\r\n]")
_ATTRIBUTES = frozenset({"1", "2", "3", "4", "5", "6", "7", "8", "9", "21", "51", "52", "53"})
_COLOURS = {
    **{f"{tens}{units}": "3" for tens in ("3", "9") for units in range(8)},
    **{f"{tens}{units}": "4" for tens in ("4", "10") for units in range(8)},
}


class Style(NamedTuple):
    """What a terminal draws with; empty strings are its own colours."""

    attributes: frozenset[str] = frozenset()
    foreground: str = ""
    background: str = ""


PLAIN = Style()


def squeeze(data: str) -> str:
    """`data` with the same effect and fewer bytes; it must begin and end in the plain style.

    A sequence that is not understood is passed on as it is, after the style it builds on.
    """
    if "\x1b[0m" not in data:
        return data
    out: list[str] = []
    shown: Style | None = PLAIN  # what the terminal is in; None: only it knows
    wanted: Style | None = PLAIN
    for index, token in enumerate(_SGR.split(data)):
        if index % 2:  # split() alternates text and the parameters of a sequence
            after = styled(wanted, token)
            if after is None:
                out.append(change(shown, wanted))
                out.append(f"\x1b[{token}m")
                shown = None
            wanted = after
        elif token:
            if wanted != shown and _UNSEEN.sub("", token):
                out.append(change(shown, wanted))
                shown = wanted
            out.append(token)
    out.append(change(shown, wanted))
    return "".join(out)


@lru_cache(4096)
def styled(style: Style | None, parameters: str) -> Style | None:
    """`style` after the parameters of one SGR sequence; None where Rich would not write it."""
    known = style or PLAIN
    attributes = set(known.attributes)
    colours = {"3": known.foreground, "4": known.background}
    reset = style is not None
    codes = iter(parameters.split(";"))
    for code in codes:
        if code in {"", "0"}:
            attributes.clear()
            colours = {"3": "", "4": ""}
            reset = True
        elif code in _ATTRIBUTES:
            attributes.add(code)
        elif code in _COLOURS:
            colours[_COLOURS[code]] = code
        elif code in {"39", "49"}:
            colours[code[0]] = ""
        elif code in {"38", "48"}:
            kind = next(codes, "")
            rest = [next(codes, "") for _ in range({"5": 1, "2": 3}.get(kind, 0))]
            if not rest or not all(rest):
                return None
            colours[code[0]] = ";".join([code, kind, *rest])
        else:
            return None
    return Style(frozenset(attributes), colours["3"], colours["4"]) if reset else None


@lru_cache(4096)
def change(shown: Style | None, wanted: Style | None) -> str:
    """The shortest sequence that leads from one style to the other."""
    if wanted is None or wanted == shown:
        return ""
    if wanted == PLAIN:
        return "\x1b[0m"
    full = [code for code in (wanted.foreground, wanted.background) if code]
    afresh = f"\x1b[{';'.join(['0', *sorted(wanted.attributes), *full])}m"
    # An attribute is never taken away alone: 22 ends bold and dim alike, and 21 is not the same
    # everywhere. A reset is as short.
    if shown is None or not shown.attributes <= wanted.attributes:
        return afresh
    codes = sorted(wanted.attributes - shown.attributes)
    if wanted.foreground != shown.foreground:
        codes.append(wanted.foreground or "39")
    if wanted.background != shown.background:
        codes.append(wanted.background or "49")
    onward = f"\x1b[{';'.join(codes)}m"
    return min(afresh, onward, key=len)

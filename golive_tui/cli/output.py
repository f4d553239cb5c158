"""What commands say: answers on stdout, everything else on stderr, and nothing raw.

What a stream cannot encode becomes `?`, and JSON stays ASCII there: a title with an accent must
not end `golive status` under LANG=C with a traceback.
"""

import io
import json
import os
import re
import sys
from collections.abc import Mapping
from typing import Any, Final

from golive_tui.errors import GoliveError
from golive_tui.text import clean_lines

_UNSAFE: Final = re.compile(
    "[\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U0001d173-\U0001d17a\U000e0000-\U000e007f]"
)
"""What JSON leaves as it is, and a terminal obeys or hides: controls, bidi and zero-width formats,
tags. Inside a string `\\u` says the same."""


def answer(text: str) -> None:
    """A line of the answer."""
    sys.stdout.write(text + "\n")


def answer_json(document: Mapping[str, Any] | list[Any], *, indent: int | None = 2) -> None:
    """The one JSON document of a `--json` command, or one of many on a line of its own."""
    sys.stdout.write(as_json(document, indent) + "\n")


def as_json(document: Mapping[str, Any] | list[Any], indent: int | None = None) -> str:
    """A document as text that is as safe on a terminal as in a file."""
    ascii_only = (sys.stdout.encoding or "").lower().replace("-", "") != "utf8"
    text = json.dumps(document, indent=indent, ensure_ascii=ascii_only, allow_nan=False)
    return _UNSAFE.sub(lambda found: json.dumps(found[0])[1:-1], text)


def answer_document(text: str) -> None:
    """A whole document in UTF-8, whatever the locale says: a page declares its own encoding."""
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:
        sys.stdout.write(text)
        return
    sys.stdout.flush()
    buffer.write(text.encode())
    buffer.flush()


def tell(text: str) -> None:
    """A remark for the person."""
    sys.stderr.write(text + "\n")


def tell_error(error: GoliveError) -> None:
    """An error as a sentence, its hint below."""
    tell(f"golive: {clean_lines(error.message, 1000, 500)}")
    if error.hint:
        tell(clean_lines(error.hint, 1000, 50))


def open_streams() -> None:
    """Make both streams such that writing to them fails only where their reader has gone."""
    # A stream that the caller closed (`>&-`) is None.
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123,SIM115 - to the end
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123,SIM115 - to the end
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def close_streams() -> None:
    """Write the rest now, where a failure can still be told."""
    sys.stdout.flush()
    sys.stderr.flush()


def drop_stdout() -> None:
    """Nobody reads on: Python must not complain of it again at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

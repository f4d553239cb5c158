"""Names and values of headers that a checklist asks to send."""

import re
from typing import Final

from golive_tui.errors import InputError
from golive_tui.text import clean

TOKEN: Final = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}")
"""A method or a header's name (RFC 9110, section 5.6.2)."""


def check_header(kind: str, name: str, value: str) -> None:
    """Raise InputError for what would be no header, or more than one.

    The value is not told: it may be a secret that a template brought in.
    """
    if not TOKEN.fullmatch(name):
        raise InputError(f"{kind}: `{clean(name, 40)}` is no name of a header")
    if not value.isascii() or not all(char.isprintable() or char == "\t" for char in value):
        raise InputError(
            f"{kind}: the header `{name}` holds a line break, a control character or a letter "
            "beyond ASCII"
        )

"""Variables as texts have them: `NAME=VALUE` lines of a command, a dotenv file, a JSON object."""

import re
from collections.abc import Mapping
from typing import Final

from golive_tui.errors import InputError
from golive_tui.probes.facts import Absent, read_json

_LINE: Final = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)=(.*)", re.DOTALL)
_DOTENV: Final = re.compile(
    r"""(?mx)
    ^[ \t]*(?:export[ \t]+)?([A-Za-z_][A-Za-z0-9_.-]*)[ \t]*=[ \t]*
    (?: '([^']*)' | "((?:[^"\\]|\\.)*)" | ([^\r\n]*) )
    """,
    re.DOTALL,
)
_ESCAPES: Final = {"n": "\n", "r": "\r", "t": "\t"}


def read_lines(text: str) -> dict[str, str]:
    """What `env` or `railway variables --kv` prints, or a JSON object of texts.

    A line without a name goes on with the value before it: keys in PEM have several lines.
    Raises InputError where no variable is in it at all.
    """
    if text.lstrip().startswith("{"):
        return _read_object(text)
    found: dict[str, str] = {}
    last = ""
    for line in text.splitlines():
        match = _LINE.fullmatch(line)
        if match is not None:
            last = match[1]
            found[last] = match[2]
        elif last:
            found[last] += f"\n{line}"
    if not found:
        raise InputError("it holds no `NAME=VALUE` line")
    return found


def read_dotenv(text: str) -> dict[str, str]:
    """What a `.env` file sets: quotes taken off, comments left out, later lines win."""
    found: dict[str, str] = {}
    for match in _DOTENV.finditer(text):
        name, single, double, bare = match.groups()
        if single is not None:
            found[name] = single
        elif double is not None:
            found[name] = re.sub(r"\\(.)", _unescaped, double, flags=re.DOTALL)
        else:
            found[name] = re.split(r"(?:^|\s)#", bare, maxsplit=1)[0].strip()
    return found


def _unescaped(match: re.Match[str]) -> str:
    return _ESCAPES.get(match[1], match[1])


def _read_object(text: str) -> dict[str, str]:
    document = read_json(text)
    if isinstance(document, Absent):
        raise InputError(document.why)
    if not isinstance(document, Mapping):
        raise InputError("it is no JSON object")
    return {
        str(name): value if isinstance(value, str) else "" if value is None else str(value)
        for name, value in document.items()
    }

"""The line on which a TOML text defines each key, since tomli does not say.

A scanner of its own, because no TOML reader gives a line for a well-formed but wrong key. It
trusts that tomli has accepted the text, and so needs no errors: it follows headers, keys,
strings and brackets, and skips everything else.
"""

import re
from collections.abc import Mapping
from typing import Final

Path = tuple[str | int, ...]
"""Keys and indexes from the top of a document to a value: ("stage", 0, "title")."""

KeyLines = Mapping[Path, int]
"""1-based line of every key and every element of a list."""

_BLANK = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_INLINE_BLANK = re.compile(r"[ \t]*")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_STRING = re.compile(
    r'"""(?:[^"\\]++|\\[\s\S]|"(?!""))*+"{3,5}'
    r"|'''(?:[^']++|'(?!''))*+'{3,5}"
    r'|"(?:[^"\\\n]++|\\.)*+"'
    r"|'[^'\n]*'"
)
_PLAIN_VALUE = re.compile(r"[^,\]}#\n]*")
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_ESCAPED: Final = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", '"': '"', "\\": "\\"}


def key_lines(text: str) -> KeyLines:
    """The lines of all keys of a text that tomli reads.

    A table that only its children's headers imply has the line of the first of them; a key that
    several headers reopen keeps its first line.
    """
    scanner = _Scanner(text.replace("\r\n", "\n"))
    scanner.document()
    return scanner.lines


class _Scanner:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._counted_to = 0
        self._line = 1
        self._lists: dict[Path, int] = {}
        self.lines: dict[Path, int] = {}

    def document(self) -> None:
        """Headers and the pairs under them, to the end."""
        table: Path = ()
        self._skip(_BLANK)
        while self._at < len(self._text):
            if self._text.startswith("[[", self._at):
                table = self._header(2)
            elif self._text[self._at] == "[":
                table = self._header(1)
            else:
                self._pair(table)
            self._skip(_BLANK)

    def _header(self, brackets: int) -> Path:
        line = self._line_here()
        self._at += brackets
        keys = self._keys()
        self._at += brackets
        path = self._entered(keys[:-1], line)
        if brackets == 1:
            path = (*path, keys[-1])
            self._mark(path, line)
            return path
        path = (*path, keys[-1])
        self._mark(path, line)
        index = self._lists.get(path, -1) + 1
        self._lists[path] = index
        path = (*path, index)
        self._mark(path, line)
        return path

    def _entered(self, keys: list[str], line: int) -> Path:
        """The path of a header's upper keys: a list that is open stands for its last element."""
        path: Path = ()
        for key in keys:
            path = (*path, key)
            self._mark(path, line)
            if path in self._lists:
                path = (*path, self._lists[path])
        return path

    def _pair(self, table: Path) -> None:
        line = self._line_here()
        path = table
        for key in self._keys():
            path = (*path, key)
            self._mark(path, line)
        self._at += 1  # =
        self._skip(_INLINE_BLANK)
        self._value(path)

    def _keys(self) -> list[str]:
        """A dotted key, up to the `=` or `]` after it."""
        keys = []
        while True:
            self._skip(_INLINE_BLANK)
            keys.append(self._key())
            self._skip(_INLINE_BLANK)
            if self._text[self._at] != ".":
                return keys
            self._at += 1

    def _key(self) -> str:
        quote = self._text[self._at]
        if quote not in "\"'":
            return self._take(_BARE_KEY)
        inside = self._take(_STRING)[1:-1]
        return _ESCAPE.sub(_unescaped, inside) if quote == '"' else inside

    def _value(self, path: Path) -> None:
        opening = self._text[self._at]
        if opening == "[":
            self._list(path)
        elif opening == "{":
            self._table(path)
        elif opening in "\"'":
            self._skip(_STRING)
        else:
            self._skip(_PLAIN_VALUE)

    def _list(self, path: Path) -> None:
        self._at += 1
        index = 0
        while self._past_comma("]"):
            element = (*path, index)
            self._mark(element, self._line_here())
            self._value(element)
            index += 1

    def _table(self, path: Path) -> None:
        self._at += 1
        while self._past_comma("}"):
            self._pair(path)

    def _past_comma(self, closing: str) -> bool:
        """Whether one more element follows; the closing bracket is taken if none does."""
        self._skip(_BLANK)
        if self._text[self._at] == ",":
            self._at += 1
            self._skip(_BLANK)
        if self._text[self._at] == closing:
            self._at += 1
            return False
        return True

    def _mark(self, path: Path, line: int) -> None:
        self.lines.setdefault(path, line)

    def _line_here(self) -> int:
        self._line += self._text.count("\n", self._counted_to, self._at)
        self._counted_to = self._at
        return self._line

    def _skip(self, pattern: re.Pattern[str]) -> None:
        found = pattern.match(self._text, self._at)
        self._at = found.end() if found else self._at

    def _take(self, pattern: re.Pattern[str]) -> str:
        start = self._at
        self._skip(pattern)
        return self._text[start : self._at]


def _unescaped(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code else _ESCAPED[found[3]]

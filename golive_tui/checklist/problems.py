"""What is wrong with a checklist, collected: reading goes on, so that all of it is told at once."""

import re
from collections.abc import Iterable
from typing import Final

from golive_tui.checklist.key_lines import KeyLines, Path
from golive_tui.errors import ChecklistError, Problem
from golive_tui.text import clean

MOST: Final = 200
"""Problems told of one file; nobody reads more, and a hostile file could make millions."""

_BARE = re.compile(r"[A-Za-z0-9_-]+")


class Problems:
    """The collector: each problem is added under its key path, and finds its own line."""

    def __init__(self, file: str, lines: KeyLines) -> None:
        self._file = file
        self._lines = lines
        self._found: list[Problem] = []
        self._too_many = False

    @property
    def full(self) -> bool:
        """Whether no more are taken."""
        return len(self._found) >= MOST

    def add(self, path: Path, message: str, hint: str = "") -> None:
        """Take one, unless there are too many already."""
        if self.full:
            self._too_many = True
            return
        self._found.append(
            Problem(line=self.line(path), path=show_path(path), message=message, hint=hint)
        )

    def line(self, path: Path) -> int:
        """The line of a key path, or of the nearest part of it that the file has."""
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path, 0)

    def raise_if_any(self) -> None:
        """Raise ChecklistError with all of them."""
        if self._too_many:
            note = f"more than {MOST} problems; these are the first"
            self._found.append(Problem(line=0, path="", message=note))
        if self._found:
            raise ChecklistError(self._file, self._found)


def show_path(path: Path) -> str:
    """`stage[1].section[2].title`: keys as TOML writes them, places in lists counted from 1."""
    shown = ""
    for part in path:
        if isinstance(part, int):
            shown += f"[{part + 1}]"
        else:
            key = part if _BARE.fullmatch(part) and len(part) <= 60 else f'"{clean(part, 60)}"'
            shown += f".{key}" if shown else key
    return clean(shown, 300)


def meant(word: str, known: Iterable[str]) -> str:
    """A hint that names the known word nearest to a misspelt one; empty when none is near."""
    from difflib import get_close_matches

    near = get_close_matches(word[:60], list(known)[:500], n=1)
    return f"did you mean `{near[0]}`?" if near else ""


def one_of(words: Iterable[str]) -> str:
    """A hint that lists a few words."""
    return "one of " + ", ".join(f"`{clean(word, 60)}`" for word in words)


def a(word: str) -> str:
    """A word with its article: "a probe", "an item"."""
    return f"an {word}" if word[:1] in "aeiou" else f"a {word}"

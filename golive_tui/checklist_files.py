"""Checklists on disk: found by path or by the name of one that comes with golive, and read.

The room `checklist` opens no file; this module does it for commands and the picker. May import
`checklist` and the ground.
"""

import os
import stat
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from golive_tui.checklist.fields import Spec
from golive_tui.checklist.model import Checklist
from golive_tui.checklist.reader import read_checklist
from golive_tui.checklist.source import LARGEST
from golive_tui.errors import ChecklistError, NotFound, Problem
from golive_tui.text import clean

_HERE: Final = Path(__file__).resolve().parent
_INSTALLED: Final = _HERE / "data" / "checklists"
_CHECKOUT: Final = _HERE.parent / "checklists"


def shipped() -> Mapping[str, Path]:
    """The checklists that come with golive, by name, sorted: from the installed package, or from
    the checkout where there is none."""
    folder = _INSTALLED if _INSTALLED.is_dir() else _CHECKOUT
    return {path.stem: path for path in sorted(folder.glob("*.toml"))}


def find(name: str) -> Path:
    """The file that a person means: a path, or the name of a shipped checklist.

    A bare word is a shipped name first (`./flowmind` is a path), all else a path first. Raises
    NotFound when there is neither.
    """
    known = shipped()
    if name in known:
        return known[name]
    if os.path.exists(name):  # noqa: PTH110 - pathlib raises for names that no file can have
        return Path(name)
    stem = name.removesuffix(".toml")
    if stem in known:
        return known[stem]
    near = get_close_matches(stem[:60], known, n=1)
    raise NotFound(
        f"no checklist {clean(name, 200)}",
        hint=f"did you mean `{near[0]}`?" if near else f"golive has: {', '.join(known)}",
    )


def load(path: Path, kinds: Mapping[str, Spec] | None) -> tuple[Checklist, bytes]:
    """The checklist in a file, and the file's bytes; `kinds` as `read_checklist`.

    Raises NotFound, or ChecklistError for what cannot be read as a file or as a checklist.
    """
    file = clean(str(path), 300)
    try:
        data = _read(path, file)
    except FileNotFoundError:
        raise NotFound(f"no checklist {file}") from None
    except OSError as error:
        raise _refusal(file, f"cannot be read: {error.strerror}") from error
    return read_checklist(data, file, kinds), data


def _read(path: Path, file: str) -> bytes:
    """The bytes of a regular file; one that is too large is refused before it is read."""
    found = path.stat()
    if stat.S_ISDIR(found.st_mode):
        raise _refusal(file, "this is a directory", "name a TOML file in it")
    if not stat.S_ISREG(found.st_mode):
        raise _refusal(file, "this is no regular file")
    if found.st_size > LARGEST:
        size = f"{found.st_size / 2**20:.1f} MiB"
        raise _refusal(file, f"{size} is too large for a checklist", "at most 4 MiB")
    with path.open("rb") as stream:
        return stream.read(LARGEST + 1)


def _refusal(file: str, message: str, hint: str = "") -> ChecklistError:
    return ChecklistError(file, [Problem(line=0, path="", message=message, hint=hint)])

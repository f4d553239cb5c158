"""The checklist's source file, watched: a launch keeps its frozen copy, and a changed source is
shown as a diff and taken in only by an explicit, journaled act."""

import difflib
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from golive_tui.checklist.fields import Spec
from golive_tui.checklist.model import Checklist, Item
from golive_tui.checklist.reader import read_checklist
from golive_tui.errors import ChecklistError, Refused
from golive_tui.launch.events import ChecklistAccepted
from golive_tui.text import clean

SIZE_LIMIT: Final = 4 * 1024 * 1024
DIFF_LINES: Final = 300
"""Lines of a difference that are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A source that differs: its bytes and digest, and the diff for people; `problems` when it
    cannot be read as a checklist."""

    text: bytes
    sha256: str
    diff: str


def looked_at(source: Path) -> bytes | None:
    """The source's bytes; None when it is gone, too large or no file."""
    try:
        if not source.is_file() or source.stat().st_size > SIZE_LIMIT:
            return None
        return source.read_bytes()
    except OSError:
        return None


def change(source: Path, frozen: bytes, sha256: str) -> Change | None:
    """How the source differs from what the launch took in; None when it does not, or is gone."""
    text = looked_at(source)
    if text is None:
        return None
    digest = hashlib.sha256(text).hexdigest()
    if digest == sha256:
        return None
    lines = difflib.unified_diff(
        frozen.decode("utf-8", "replace").splitlines(),
        text.decode("utf-8", "replace").splitlines(),
        "taken in",
        str(source),
        lineterm="",
        n=2,
    )
    shown = [clean(line, 200) for line, _ in zip(lines, range(DIFF_LINES), strict=False)]
    return Change(text=text, sha256=digest, diff="\n".join(shown))


def accepted(
    old: Checklist, changed: Change, kinds: Mapping[str, Spec], target: str
) -> tuple[Checklist, ChecklistAccepted]:
    """The new checklist and the fact that takes it in; raises Refused when it cannot be read."""
    try:
        new = read_checklist(changed.text, "the changed checklist", kinds)
    except ChecklistError as error:
        raise Refused(
            "the changed checklist has problems; the launch keeps the old one", hint=error.message
        ) from error
    if target not in new.targets:
        raise Refused(f"the changed checklist has no target `{target}`, which this launch uses")
    before, after = _leaves(old), _leaves(new)
    fact = ChecklistAccepted(
        sha256=changed.sha256,
        title=new.title,
        changed=tuple(key for key, item in after.items() if key in before and before[key] != item),
        removed=tuple(key for key in before if key not in after),
        added=tuple(key for key in after if key not in before),
    )
    return new, fact


def _leaves(checklist: Checklist) -> dict[str, tuple[object, ...]]:
    """What makes an item what it is: all but its place in the file."""
    return {item.id: _essence(item) for _, _, item in checklist.leaves()}


def _essence(item: Item) -> tuple[object, ...]:
    return (item.title, item.checks, item.step, item.valid_for)

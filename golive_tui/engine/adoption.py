"""Taking in a changed checklist so that a crash at any point leaves one that the journal knows.

The new text is laid beside the old one, then journaled, then put in its place. A start that finds
the old text in place and the journaled one beside it finishes the exchange.
"""

import hashlib
from collections.abc import Callable
from pathlib import Path

from golive_tui.checklist.model import Checklist
from golive_tui.engine.source import Change, accepted
from golive_tui.errors import Refused, StoreError
from golive_tui.launch.events import ChecklistAccepted
from golive_tui.launch.series import Sight
from golive_tui.probes.all_kinds import specs
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.files import read_file, replace_file, sync_folder, unwritable


class Adopting:
    """A changed checklist about to be taken in: the fact, and what to do once it is journaled."""

    def __init__(self, fact: ChecklistAccepted, take_in: Callable[[Sight], Checklist]) -> None:
        self.fact = fact
        self.take_in = take_in


def beside(launch: LaunchDirectory) -> Path:
    """Where a text waits until it is journaled."""
    return launch.path / "checklist.next.toml"


def prepare(
    launch: LaunchDirectory, old: Checklist, found: Change | None, sha256: str, target: str
) -> tuple[Checklist, ChecklistAccepted]:
    """Lay the changed text beside; the new checklist and the fact to journal. Raises Refused."""
    if found is None or found.sha256 != sha256:
        raise Refused("that is not how the checklist differs now", hint="look at the diff again")
    new, fact = accepted(old, found, specs(), target)
    replace_file(beside(launch), found.text)
    return new, fact


def finish(launch: LaunchDirectory) -> None:
    """Put the journaled text, which waits beside, in its place: that takes no space on the disk.

    Raises StoreUnwritable; `settled` does it then at the next start."""
    try:
        beside(launch).replace(launch.checklist)
        sync_folder(launch.path)
    except OSError as error:
        outcome = "the checklist that was taken in waits beside it until the next start"
        raise unwritable(error, launch.checklist, outcome=outcome) from error


def settled(launch: LaunchDirectory, sha256: str) -> bytes:
    """The text that the journal knows by its digest; finishes an exchange that was cut short.

    Raises StoreError when neither file is that text, StoreUnwritable when it cannot be finished.
    """
    text = launch.read_checklist()
    if _digest(text) == sha256:
        return text
    try:
        waiting = read_file(beside(launch))
    except FileNotFoundError:
        waiting = b""
    if _digest(waiting) == sha256:
        finish(launch)
        return waiting
    raise StoreError(
        f"{launch.checklist} is not the checklist that this launch took in.",
        hint="Somebody changed it. Put it back; change the source instead and accept the change.",
    )


def _digest(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()

"""The files that a step was to leave behind: their size and digest, and a readable beginning.

A file is told as it was when the step had ended. What speaks against it is told beside it: that
it is older than the attempt, or is not there.
"""

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from golive_tui.checklist.template import Lookup, expand
from golive_tui.errors import GoliveError, StoreError, TemplateError
from golive_tui.launch.events import EvidenceFile
from golive_tui.secrets import Redactor
from golive_tui.store.files import open_to_read, replace_file
from golive_tui.text import clean, clean_lines

LARGEST: Final = 256 * 1024 * 1024
"""Bytes of a file that is read for its digest."""
COPIED: Final = 256 * 1024
"""Bytes of its beginning that are kept."""
LINES: Final = 2000
"""Lines of its beginning that are kept."""
NAME_LIMIT: Final = 300
"""Characters of a file's name, and of what is wrong with it."""
SLACK: Final = 2.0
"""Seconds by which a file's time may lie before the start: some file systems keep whole seconds."""
_PART: Final = 1 << 20
_WITHHELD: Final = "setup_data"
"""What k6 hands from its setup to its users: tokens and passwords, as a rule."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Collector:
    """Collects for one attempt: into its `folder`, from where it ran (`directory`). `since`: its
    start, seconds of real time; what is older is told so."""

    folder: Path
    directory: str
    since: float
    lookup: Lookup
    redactor: Redactor

    def collect(self, names: Sequence[str]) -> tuple[EvidenceFile, ...]:
        """Each of the files. Raises nothing: what is wrong is in the answer."""
        return tuple(
            self._one(self.folder / f"evidence-{number}", name)
            for number, name in enumerate(names, 1)
        )

    def _one(self, copy: Path, name: str) -> EvidenceFile:
        try:
            shown = str(expand(name, self.lookup).value)
        except TemplateError as error:
            why = clean(error.message, NAME_LIMIT)
            return EvidenceFile(name=clean(name, NAME_LIMIT), trouble=why)
        told = clean(self.redactor.redact(shown), NAME_LIMIT)
        try:
            size, changed, digest, head = _read(Path(self.directory) / shown)
        except OSError as error:
            return EvidenceFile(name=told, trouble=(error.strerror or "cannot be read").lower())
        except StoreError as error:
            why = clean(self.redactor.redact(error.message), NAME_LIMIT)
            return EvidenceFile(name=told, trouble=why)
        except ValueError:  # a NUL, or half a character
            return EvidenceFile(name=told, trouble="no file can have this name")
        if not digest:
            why = f"longer than {LARGEST >> 20} MiB: not read"
            return EvidenceFile(name=told, bytes=size, trouble=why)
        return EvidenceFile(
            name=told,
            bytes=size,
            sha256=digest,
            copy=_keep(copy, _readable(head, whole=size <= COPIED), self.redactor),
            trouble=""
            if changed >= self.since - SLACK
            else "older than the attempt: of an earlier run?",
        )


def _read(path: Path) -> tuple[int, float, str, bytes]:
    """Size, time of the last change, digest (empty: too long), and the beginning."""
    # A link is followed: `latest.json` often is one. Nothing but a regular file is read.
    descriptor = open_to_read(Path(os.path.realpath(path)))
    with os.fdopen(descriptor, "rb") as file:
        stat = os.fstat(file.fileno())
        if stat.st_size > LARGEST:
            return stat.st_size, stat.st_mtime, "", b""
        digest, size, head = hashlib.sha256(), 0, b""
        while size <= LARGEST and (part := file.read(_PART)):
            digest.update(part)
            head = head or part[:COPIED]
            size += len(part)
    return size, stat.st_mtime, digest.hexdigest() if size <= LARGEST else "", head


def _readable(head: bytes, *, whole: bool) -> str:
    """The beginning as text; empty where it holds what must not be kept and cannot be taken out."""
    text = head.decode("utf-8", "replace")
    if _WITHHELD not in text:
        return text
    try:
        found = json.loads(text) if whole else None
        if not isinstance(found, dict) or _WITHHELD not in found:
            return ""
        return json.dumps({**found, _WITHHELD: "not kept"}, indent=1, ensure_ascii=False)
    except (ValueError, RecursionError):  # no JSON, or nested without end
        return ""


def _keep(path: Path, text: str, redactor: Redactor) -> str:
    """The name of the copy; empty where there is none."""
    if not text:
        return ""
    kept = clean_lines(redactor.redact(text), 4000, LINES)
    try:
        replace_file(path, kept.encode("utf-8", "replace"))
    except (OSError, GoliveError):
        return ""
    return path.name

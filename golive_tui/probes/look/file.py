"""Looking at a file: what the system says of it, and what is in it."""

import hashlib
import os
import pwd
import stat
from pathlib import Path
from typing import Final

from golive_tui import clock
from golive_tui.errors import InputError
from golive_tui.probes.kind import Objection, Observation
from golive_tui.probes.look.file_look import FileLook
from golive_tui.probes.look.file_wishes import Status, Wishes, searched, too_old, unfulfilled
from golive_tui.probes.look.report_date import written_at
from golive_tui.probes.look.report_file import check_links, place, read_report
from golive_tui.units import show_instant, size

LARGEST_HASHED: Final = size("4GiB")
_CHUNK: Final = 1024 * 1024
_SKEW: Final = 60.0


class FileLookout(FileLook):
    """Looks anew each time."""

    def __init__(self, *, path: str, directory: str, wishes: Wishes) -> None:
        if "\0" in path:
            raise InputError("file: `path` is no name of a file")
        super().__init__(self._look, place(directory, path, "file"))
        self._directory = directory
        self._wishes = wishes

    def _look(self) -> Observation:
        try:
            check_links(self._path, self._directory)
            told = self._path.stat()
        except InputError as error:
            return _inconclusive(error.message)
        except (FileNotFoundError, NotADirectoryError):
            return self._absent()
        except OSError as error:
            return _inconclusive(f"{self._path} cannot be looked at: {error.strerror}")
        facts = _facts(self._path, told)
        try:
            wrong, old = self._judged(told, facts)
        except InputError as error:
            return _inconclusive(error.message, facts)
        if wrong or old:
            return Observation(
                outcome="fail",
                reason="assert.failed" if wrong else "stale.old",
                detail=f"{self._path}: {'; '.join([*wrong, old] if old else wrong)}",
                facts=facts,
            )
        kind, mode, owner = facts["type"], facts["mode"], facts["owner"]
        detail = f"{self._path}: a {kind} of {owner}'s, mode {mode}"
        return Observation(outcome="ok", facts=facts, detail=detail)

    def _absent(self) -> Observation:
        return Observation(
            outcome="ok",
            facts={"exists": False},
            objection=Objection(
                facts=("exists",),
                reason="assert.failed",
                detail=f"there is no file {self._path}",
            ),
        )

    def _judged(self, told: os.stat_result, facts: dict[str, object]) -> tuple[list[str], str]:
        """What is wrong, and that it is too old; raises InputError where that cannot be told."""
        age = clock.real_now().timestamp() - told.st_mtime
        if age < -_SKEW and self._wishes.max_age is not None:
            raise InputError(f"{self._path} bears a time that is still to come")
        if self._wishes.of_files and not stat.S_ISREG(told.st_mode):
            return ["it is no regular file"], ""
        status = Status(
            mode=stat.S_IMODE(told.st_mode),
            owner=_owner(told.st_uid),
            uid=told.st_uid,
            size=told.st_size,
            age=max(age, 0.0),
        )
        wrong = list(unfulfilled(self._wishes, status))
        wanted = self._wishes
        if wanted.sha256:
            facts["sha256"] = _digest(self._path, told.st_size)
            if facts["sha256"] != wanted.sha256:
                wrong.append(f"its digest is {facts['sha256']}, not {wanted.sha256}")
        if wanted.contains or wanted.lacks:
            wrong += searched(wanted, read_report(self._path, self._directory).text)
        return wrong, too_old(wanted, status)


def _inconclusive(why: str, facts: dict[str, object] | None = None) -> Observation:
    return Observation(outcome="error", reason="inconclusive", detail=why, facts=facts or {})


def _facts(path: Path, told: os.stat_result) -> dict[str, object]:
    kind = "file" if stat.S_ISREG(told.st_mode) else "other"
    facts: dict[str, object] = {
        "exists": True,
        "type": "folder" if stat.S_ISDIR(told.st_mode) else kind,
        "path": os.path.realpath(path),
        "mode": f"{stat.S_IMODE(told.st_mode):04o}",
        "owner": _owner(told.st_uid),
    }
    if kind == "file":
        facts["size"] = told.st_size
    age = clock.real_now().timestamp() - told.st_mtime
    if age >= -_SKEW:
        facts["age_seconds"] = max(age, 0.0)
    facts["modified"] = show_instant(written_at(told.st_mtime))
    return facts


def _owner(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def _digest(path: Path, length: int) -> str:
    """SHA-256 of the file in hex; raises InputError where it cannot be made."""
    if length > LARGEST_HASHED:
        raise InputError(f"{path} is larger than can be digested in a look, which is 4 GiB")
    digest = hashlib.sha256()
    left = length
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(handle, "rb") as file:
            while left > 0 and (chunk := file.read(min(_CHUNK, left))):
                digest.update(chunk)
                left -= len(chunk)
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}") from error
    if left:
        raise InputError(f"{path} is being written: look again when that is over")
    return digest.hexdigest()

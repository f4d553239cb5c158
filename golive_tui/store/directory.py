"""A launch directory: which files it has, how it is made, and that it is ours alone."""

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from golive_tui.errors import NotFound, StoreError
from golive_tui.store.address import socket_address
from golive_tui.store.files import (
    OTHERS,
    PRIVATE_FOLDER,
    make_folders,
    make_own_folder,
    open_own,
    own_folder,
    read_file,
    replace_file,
    sync_folder,
    unwritable,
)

_OURS: Final = frozenset(
    {
        "checklist.toml", "journal.jsonl", "state.toml", "carried.toml", "samples.db",
        "samples.db-wal", "samples.db-shm", "steps", "engine.sock", "engine.lock", "engine.log",
        ".state.toml.new", ".checklist.toml.new", ".carried.toml.new",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LaunchDirectory:
    """The files of one launch; `path` is absolute and without symbolic links."""

    path: Path

    @property
    def checklist(self) -> Path:
        """The definition, frozen when the launch began."""
        return self.path / "checklist.toml"

    @property
    def journal(self) -> Path:
        """Every event, one JSON object a line: the commit point."""
        return self.path / "journal.jsonl"

    @property
    def state(self) -> Path:
        """The state as of some event, for people and for a quick start."""
        return self.path / "state.toml"

    @property
    def carried(self) -> Path:
        """The state that was carried here without its journal, and on which this journal builds."""
        return self.path / "carried.toml"

    @property
    def samples(self) -> Path:
        """Probe samples, an SQLite file."""
        return self.path / "samples.db"

    @property
    def lock(self) -> Path:
        """Held by the living engine, and says who that is."""
        return self.path / "engine.lock"

    @property
    def socket(self) -> Path:
        """Where the engine listens, unless this path is too long (`socket_address`)."""
        return self.path / "engine.sock"

    @property
    def log(self) -> Path:
        """What the engine said, for those who build golive."""
        return self.path / "engine.log"

    @property
    def steps(self) -> Path:
        """One folder an attempt, written by its holder."""
        return self.path / "steps"

    def socket_address(self) -> Path:
        """The path that the engine binds, short enough for a socket; raises StoreError."""
        return socket_address(self.socket)

    def holds_launch(self) -> bool:
        """Whether a launch was ever begun here; raises StoreError where we may not look."""
        try:
            return self.journal.exists() or self.state.exists() or self.carried.exists()
        except PermissionError as error:
            raise StoreError(
                f"{self.path} is closed to us{self._whose()}: whether a launch is there is not"
                " ours to see.",
                hint="Run golive as its owner, or ask them for golive report.",
            ) from error

    def create(self) -> None:
        """Make the directory, mode 0700; raises StoreError when it holds a launch or anything
        else already, or is not ours, and StoreUnwritable when it cannot be made."""
        try:
            make_folders(self.path.parent)
            try:
                self.path.mkdir(mode=PRIVATE_FOLDER)
            except FileExistsError:
                self._refuse_unless_free()
            self.path.chmod(PRIVATE_FOLDER)
            make_own_folder(self.steps)
            sync_folder(self.path)
            sync_folder(self.path.parent)
        except OSError as error:
            raise unwritable(error, self.path, outcome="no launch was begun") from error

    def secure(self) -> tuple[str, ...]:
        """See, before an engine writes here, that everything is ours; tighten what is too open.

        Returns a sentence for each thing tightened; raises NotFound when there is no such
        directory, StoreError when something in it is not ours or no plain file.
        """
        self._refuse_unless_folder()
        notices: list[str] = []
        try:
            mode = stat.S_IMODE(self.path.lstat().st_mode)
            if mode & OTHERS:
                self.path.chmod(PRIVATE_FOLDER)
            notices += _tightened(self.path, mode)
            for path in (self.checklist, self.journal, self.state, self.carried, self.samples):
                notices += self._secure_file(path)
            notices += self._secure_steps()
        except OSError as error:
            outcome = "it is open to others and cannot be closed to them"
            raise unwritable(error, self.path, outcome=outcome) from error
        return tuple(notices)

    def write_checklist(self, text: bytes) -> None:
        """Freeze the checklist; raises StoreUnwritable."""
        replace_file(self.checklist, text, point="checklist")

    def read_checklist(self) -> bytes:
        """The frozen checklist; raises NotFound."""
        try:
            return read_file(self.checklist)
        except FileNotFoundError as error:
            raise NotFound(f"{self.checklist} is missing.") from error

    def _secure_file(self, path: Path) -> list[str]:
        try:
            mode = stat.S_IMODE(path.lstat().st_mode)
            os.close(open_own(path, os.O_RDONLY))
        except FileNotFoundError:
            return []
        return _tightened(path, mode)

    def _whose(self) -> str:
        try:
            owner = self.path.lstat().st_uid
        except OSError:
            return ""
        return f" (it belongs to user {owner})" if owner != os.geteuid() else ""

    def _secure_steps(self) -> list[str]:
        try:
            return _tightened(self.steps, own_folder(self.steps))
        except FileNotFoundError:
            return []

    def _refuse_unless_folder(self) -> None:
        try:
            seen = self.path.lstat()
        except FileNotFoundError as error:
            raise NotFound(f"There is no launch directory {self.path}.") from error
        if not stat.S_ISDIR(seen.st_mode):
            raise StoreError(f"{self.path} is not a directory.")
        if seen.st_uid != os.geteuid():
            raise StoreError(
                f"{self.path} belongs to user {seen.st_uid}, not to us: golive does not write"
                " there.",
                hint="Run as its owner, or start with --launch DIR elsewhere.",
            )

    def _refuse_unless_free(self) -> None:
        self._refuse_unless_folder()
        if self.holds_launch():
            raise StoreError(
                f"{self.path} holds a launch already.",
                hint="Resume it, or start with --launch DIR elsewhere.",
            )
        # What an interrupted start left is ours; a home directory is not to be closed by mistake.
        if foreign := sorted({entry.name for entry in self.path.iterdir()} - _OURS):
            raise StoreError(
                f"{self.path} is not empty: it holds {foreign[0]!r}"
                f"{' and more' if len(foreign) > 1 else ''}.",
                hint="Give a directory of its own to each launch: --launch DIR.",
            )


def _tightened(path: Path, mode: int) -> list[str]:
    """The sentence for what had that mode and is private now, if others could get at it."""
    return [f"{path} was open to others (mode {mode:04o}): now it is not."] if mode & OTHERS else []

"""Which launches there are on this host, and what a new one is called."""

import itertools
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from golive_tui.errors import NotFound, StoreError
from golive_tui.launch.events import FORMAT, By, Event, LaunchCreated
from golive_tui.launch.state import LaunchState
from golive_tui.store.codec import decode
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.files import PRIVATE_FOLDER, make_folders, open_to_read, unwritable
from golive_tui.store.recover import ground
from golive_tui.units import slug

_FIRST_LINE: Final = 65_536
"""Bytes that the first line of a journal never reaches."""

_NAMED: Final = 5
"""Launches that an error names."""


def base() -> Path:
    """Where launches live: `$XDG_STATE_HOME/golive`, else `~/.local/state/golive`."""
    state_home = Path(os.environ.get("XDG_STATE_HOME", ""))
    # XDG base directory specification: a relative path is to be ignored.
    return (state_home if state_home.is_absolute() else Path.home() / ".local/state") / "golive"


def launches(folder: Path) -> list[LaunchDirectory]:
    """The launches below `folder`, the one that last changed first; raises StoreError when it
    cannot be read."""
    try:
        entries = [entry for entry in folder.iterdir() if not entry.name.startswith(".")]
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise StoreError(f"{folder} cannot be read: {error.strerror}.") from error
    found = [LaunchDirectory(entry) for entry in entries]
    dated = [(_changed(each), each.path.name, each) for each in found if _begun(each)]
    return [each for _, _, each in sorted(dated, key=lambda entry: entry[:2], reverse=True)]


def find(name_or_path: str, folder: Path) -> LaunchDirectory:
    """The launch of that name below `folder`, of an unmistakable beginning of its name, or in a
    directory given by its path; raises NotFound."""
    given = Path(name_or_path).expanduser()
    if len(given.parts) > 1 or name_or_path in {".", ".."}:
        directory = LaunchDirectory(given.resolve())
        if not directory.holds_launch():
            raise NotFound(f"There is no launch in {directory.path}.")
        return directory
    known = launches(folder)
    for each in known:
        if each.path.name == name_or_path:
            return each
    if LaunchDirectory(given.resolve()).holds_launch():
        return LaunchDirectory(given.resolve())
    begun = [each for each in known if name_or_path and each.path.name.startswith(name_or_path)]
    if len(begun) == 1:
        return begun[0]
    names = ", ".join(each.path.name for each in (begun or known)[:_NAMED])
    if begun:
        raise NotFound(f"{name_or_path!r} may be any of {len(begun)} launches.", hint=names)
    raise NotFound(
        f"There is no launch {name_or_path!r} in {folder}.",
        hint=f"There are: {names}" if names else "golive run CHECKLIST begins one.",
    )


def new_directory(folder: Path, stem: str, target: str, at: datetime) -> LaunchDirectory:
    """Make the directory of a new launch, `<stem>-<target>-YYYYmmdd-HHMM` (UTC), with a number
    behind it when that is taken; raises StoreError or StoreUnwritable."""
    words = [word for word in (slug(stem) or "launch", slug(target)) if word]
    name = "-".join([*words, f"{at.astimezone(UTC):%Y%m%d-%H%M}"])
    try:
        make_folders(folder.absolute())
        path = _first_free(folder.absolute(), name)
    except OSError as error:
        raise unwritable(error, folder, outcome="no launch was begun") from error
    directory = LaunchDirectory(path)
    directory.create()
    return directory


def first_event(directory: LaunchDirectory) -> Event:
    """What began the launch, at the cost of one line.

    Where the launch was carried here without its history, it is told from the carried state.
    Raises NotFound, StoreError, VersionMismatch.
    """
    if not directory.holds_launch():
        raise NotFound(f"There is no launch in {directory.path}.")
    state, position = ground(directory)
    if position.seq > 0:
        return _retold(directory, state)
    event, _ = decode(_first_line(directory))
    if not isinstance(event.fact, LaunchCreated):
        raise StoreError(f"{directory.journal}:1: a launch does not begin with {event.fact.kind}.")
    return event


def _first_free(folder: Path, name: str) -> Path:
    """Made here and not by `create`: of two that start in one minute, one gets the name."""
    names = itertools.chain([name], (f"{name}-{number}" for number in itertools.count(2)))
    for path in map(folder.joinpath, names):
        try:
            path.mkdir(mode=PRIVATE_FOLDER)
        except FileExistsError:
            continue
        return path
    raise AssertionError("count() has no end")


def _first_line(directory: LaunchDirectory) -> bytes:
    try:
        with os.fdopen(open_to_read(directory.journal), "rb") as file:
            line = file.readline(_FIRST_LINE)
    except FileNotFoundError as error:
        raise NotFound(f"There is no launch in {directory.path}.") from error
    except OSError as error:
        raise StoreError(f"{directory.journal} cannot be read: {error.strerror}.") from error
    if not line.endswith(b"\n"):
        raise StoreError(f"{directory.journal} has no first line: this launch never began.")
    return line


def _retold(directory: LaunchDirectory, state: LaunchState) -> Event:
    origin = state.origin
    if origin is None:
        raise StoreError(f"{directory.carried} does not say what was launched.")
    fact = LaunchCreated(
        format=FORMAT,
        id=origin.id,
        title=origin.title,
        checklist=origin.checklist,
        sha256=origin.sha256,
        target=origin.target,
        directory=origin.directory,
        rehearsal=origin.rehearsal,
        speed=origin.speed,
        version="",
        host="",
    )
    by = By(user=origin.created_by, uid=-1, host="", how="unproven")
    return Event(seq=1, at=origin.created_at, epoch=1, by=by, fact=fact)


def _begun(directory: LaunchDirectory) -> bool:
    # One folder that is closed to us must not hide the launches beside it.
    try:
        return directory.holds_launch()
    except StoreError:
        return False


def _changed(directory: LaunchDirectory) -> float:
    """When the journal last grew, in seconds since the epoch."""
    for path in (directory.journal, directory.state, directory.carried):
        try:
            return path.lstat().st_mtime
        except OSError:
            continue
    return 0.0

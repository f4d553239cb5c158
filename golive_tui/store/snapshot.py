"""`state.toml`: the state as of event n, for people to read and copy, and for a quick start.

Its seal is the SHA-256 of the rest of the file. TOML that was cut short often still parses, with
items missing from its end; only the seal tells. A file whose seal is wrong is not trusted.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Literal

import tomli

from golive_tui.errors import StoreError, VersionMismatch
from golive_tui.launch.codec import from_plain, state_from_plain, state_to_plain
from golive_tui.launch.state import LaunchState
from golive_tui.store.chain import Position
from golive_tui.store.files import read_file, replace_file
from golive_tui.store.shape import from_people, to_people
from golive_tui.store.strict import check

SCHEMA: Final = 1
"""The format version of state.toml that this program writes and the newest that it reads."""

_SEAL: Final = re.compile(rb'^seal = "([0-9a-f]{64})"\n', re.MULTILINE)

_HEADER: Final = """\
# Where this launch stands, as of event {seq}. Made to be read and copied.
# golive replaces this file within a second of every event. A change made here by hand is noticed
# and not taken. To go on from here on another host: golive run CHECKLIST --from state.toml
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """A state, where its journal stood then, and the launch time of the saving (UTC).

    `sealed` is False when somebody took the seal out, to answer for the content themselves.
    """

    state: LaunchState
    position: Position
    saved_at: datetime
    sealed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class NoSnapshot:
    """Why there is none to be trusted: no file, or one that is `torn` (cut, edited, garbled)."""

    why: Literal["missing", "torn"]
    detail: str


def render(snapshot: Snapshot, titles: Mapping[str, str] | None = None) -> bytes:
    """The file's bytes; `titles` (by item id, in the document's order) stand beside the items.

    Raises StoreError for a text that no file can hold.
    """
    import tomli_w  # only the writer needs it: `golive status` pays nothing

    position = snapshot.position
    plain: dict[str, Any] = {
        "schema": SCHEMA,
        "saved_at": snapshot.saved_at,
        **to_people(state_to_plain(snapshot.state, native_times=True), titles or {}),
        "journal": {
            "lines": position.lines,
            "offset": position.offset,
            "line_offset": position.line_offset,
            "prev": position.prev,
        },
    }
    try:
        text = (_HEADER.format(seq=position.seq) + tomli_w.dumps(plain)).encode()
    except UnicodeEncodeError as error:
        raise StoreError(f"The state as of event {position.seq} is no Unicode text.") from error
    head, mark, body = text.partition(b"\nsaved_at = ")
    return head + f'\nseal = "{hashlib.sha256(text).hexdigest()}"'.encode() + mark + body


def write(path: Path, snapshot: Snapshot, titles: Mapping[str, str] | None = None) -> None:
    """Replace the file at once and durably; raises StoreUnwritable, and then the old one stands."""
    replace_file(path, render(snapshot, titles), point="snapshot")


def read(path: Path) -> Snapshot | NoSnapshot:
    """The snapshot, or why there is none; raises VersionMismatch when a newer golive wrote it."""
    try:
        data = read_file(path)
    except FileNotFoundError:
        return NoSnapshot(why="missing", detail=f"{path.name} is missing")
    except OSError as error:
        return NoSnapshot(why="torn", detail=f"{path.name} cannot be read ({error.strerror})")
    return parse(data, path)


def parse(data: bytes, path: Path) -> Snapshot | NoSnapshot:
    """As `read`, of bytes at hand; `path` is for the sentences."""
    try:
        plain = tomli.loads(data.decode())
    except (ValueError, RecursionError) as error:
        return NoSnapshot(why="torn", detail=f"{path.name} is not whole ({error})")
    _check_version(plain, path)
    sealed = "seal" in plain
    if sealed and not _seal_holds(data):
        return NoSnapshot(why="torn", detail=f"{path.name} is not as golive wrote it")
    try:
        return _snapshot(plain, sealed=sealed)
    except ValueError as error:
        return NoSnapshot(why="torn", detail=f"{path.name} cannot be understood ({error})")


def _check_version(plain: Mapping[str, Any], path: Path) -> None:
    schema = plain.get("schema")
    if isinstance(schema, int) and schema > SCHEMA:
        raise VersionMismatch(
            f"{path} has schema {schema}; this golive knows schemas up to {SCHEMA}.",
            hint="Use the golive that wrote it, or a newer one.",
        )


def _seal_holds(data: bytes) -> bool:
    found = _SEAL.search(data)
    if found is None:
        return False
    rest = data[: found.start()] + data[found.end() :]
    return hashlib.sha256(rest).hexdigest().encode() == found[1]


def _snapshot(plain: dict[str, Any], *, sealed: bool) -> Snapshot:
    if plain.get("schema") != SCHEMA:
        raise ValueError("it has no schema")
    own = {key: value for key, value in plain.items() if key not in {"schema", "seal"}}
    saved_at = from_plain(own.pop("saved_at", None), datetime)
    journal = from_plain(own.pop("journal", None), dict[str, Any])
    check(journal, Position)
    state_plain = from_people(own)
    check(state_plain, LaunchState)
    state = state_from_plain(state_plain)
    position = from_plain({**journal, "seq": state.seq}, Position)
    return Snapshot(state=state, position=position, saved_at=saved_at, sealed=sealed)

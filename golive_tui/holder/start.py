"""Starting a holder, for the engine: the request on the disk, the secrets through a pipe.

Blocking, for about the start of one Python where no spare waits; an engine calls it in a thread.
"""

import subprocess
from pathlib import Path
from typing import Final

from golive_tui.errors import Refused, StoreUnwritable
from golive_tui.holder.adopt import NeverStarted, Settled, Unsaid, seal
from golive_tui.holder.place import Place
from golive_tui.holder.plain import encode
from golive_tui.holder.request import Request, Secrets, check
from golive_tui.holder.spare import Spare, open_holder
from golive_tui.store.files import (
    make_own_folder,
    replace_file,
    sync_folder,
    unwritable,
)
from golive_tui.text import clean_lines

UP_WITHIN: Final = 15.0
"""Seconds in which a holder must have started its command, or said why not."""


def start(path: Path, request: Request, secrets: Secrets, spare: Spare | None = None) -> Settled:
    """Start the command of a new attempt in its folder, which is made; returns what is so then.
    Where a spare holder waits, it gets the attempt.

    Raises InputError for a request that cannot be run, Refused with the reason when nothing was
    started and nothing will be, StoreUnwritable when not even that could be written down, or not
    be looked at: then `seal` it later.
    """
    check(request, secrets)
    prepare(path, request)
    said = _send_for(path, secrets, spare)
    outlook = seal(path, said or "Its holder did not come.")
    if isinstance(outlook, Unsaid):
        raise StoreUnwritable(said or outlook.why)
    if isinstance(outlook, NeverStarted):
        raise Refused(said or outlook.why)
    return outlook


def prepare(path: Path, request: Request) -> None:
    """Make the attempt's folder and write the request; raises Refused when it was started or
    closed before, StoreError where something else stands in its place, StoreUnwritable."""
    place = Place(path)
    try:
        make_own_folder(path)
        sync_folder(path.parent)
    except OSError as error:
        raise unwritable(error, path, outcome="nothing was started") from error
    if place.record.exists():
        raise Refused(f"Attempt {request.attempt} has been started or closed before.")
    replace_file(place.request, request.encode(), point="holder.request")


def _send_for(path: Path, secrets: Secrets, spare: Spare | None) -> str:
    """Let a holder have the attempt, and the secrets; returns what it says when it does not hold
    it."""
    words = secrets.encode()
    try:
        if spare is not None and (holder := spare.take()) is not None:
            words = place_line(path) + words
        else:
            holder = open_holder(str(path))
        with holder:
            return _answer(holder, words)
    except OSError as error:
        return f"Its holder cannot be started: {error.strerror}."


def _answer(holder: subprocess.Popen[bytes], words: bytes) -> str:
    try:
        _, said = holder.communicate(words, timeout=UP_WITHIN)
    except subprocess.TimeoutExpired:
        holder.kill()
        return f"Its holder did not start the command within {UP_WITHIN:.0f} s."
    return clean_lines(said.decode("utf-8", "replace").strip()) if holder.returncode else ""


def place_line(path: Path) -> bytes:
    """What a spare holder hears first: where its attempt is, on one line."""
    return encode({"folder": str(path)})

"""Starting a holder, for the engine: the request on the disk, the secrets through a pipe.

Blocking, for about the start of one Python; an engine calls it in a thread.
"""

import os
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Final

import golive_tui
from golive_tui.errors import Refused
from golive_tui.holder.adopt import NeverStarted, Outlook, seal
from golive_tui.holder.place import Place
from golive_tui.holder.request import Request, Secrets, check
from golive_tui.store.files import (
    make_own_folder,
    replace_file,
    sync_folder,
    unwritable,
)
from golive_tui.text import clean_lines

UP_WITHIN: Final = 15.0
"""Seconds in which a holder must have started its command, or said why not."""

_PACKAGE: Final = Path(golive_tui.__file__).resolve().parents[1]
"""The folder from which this very golive was imported."""


def start(path: Path, request: Request, secrets: Secrets) -> Outlook:
    """Start the command of a new attempt in its folder, which is made; returns what is so then.

    Raises InputError for a request that cannot be run, Refused with the reason when nothing was
    started and nothing will be, StoreUnwritable when not even that could be written down: then
    `seal` it later.
    """
    check(request, secrets)
    prepare(path, request)
    said = _send_for(path, secrets)
    outlook = seal(path, said or "Its holder did not come.")
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


def _send_for(path: Path, secrets: Secrets) -> str:
    """Start a holder and give it the secrets; returns what it says when it does not hold."""
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "golive_tui.holder", str(path)],
            input=secrets.encode(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            cwd="/",
            env=_environment(),
            start_new_session=True,
            timeout=UP_WITHIN,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"Its holder did not start the command within {UP_WITHIN:.0f} s."
    except OSError as error:
        return f"Its holder cannot be started: {error.strerror}."
    return clean_lines(done.stderr.decode("utf-8", "replace").strip()) if done.returncode else ""


def _environment() -> dict[str, str]:
    """Ours, in which a holder from a checkout finds golive too; the command gets none of it."""
    if Path(sysconfig.get_path("purelib")).resolve() == _PACKAGE:
        return dict(os.environ)
    others = [part for part in os.environ.get("PYTHONPATH", "").split(os.pathsep) if part]
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(_PACKAGE), *others])}

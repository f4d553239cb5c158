"""`python -m golive_tui.holder DIR`: holds the attempt in DIR, away from every terminal.

Without DIR it is a spare: DIR comes in the first line of its standard input, or never.
Secrets come on standard input (`Secrets.encode`), which ends before anything starts. This process
ends with 0 as soon as the command runs, or could not be run and the result says so; with 1 and a
sentence when nothing was started. The holder itself, its child, goes on alone.
"""

import contextlib
import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Final

from golive_tui.errors import GoliveError, StoreError
from golive_tui.holder.begin import begin
from golive_tui.holder.place import Place
from golive_tui.holder.plain import Plain
from golive_tui.holder.request import LONGEST, Request, Secrets, check, read_request, read_secrets
from golive_tui.store.crash_points import reach
from golive_tui.store.files import open_own, read_file

_STARTED: Final = b"started"


def main() -> int:
    """Read what is asked, and let a holder of its own do it."""
    folder = sys.argv[1] if len(sys.argv) > 1 else _told_folder()
    if not folder:
        return 0
    place = Place(Path(folder).absolute())
    try:
        request, secrets = _asked(place)
    except GoliveError as error:
        return _refuse(str(error))
    reach("holder.request_read")
    ear, mouth = os.pipe()
    if child := os.fork():
        os.close(mouth)
        return _wait(child, ear, place)
    os.close(ear)
    _leave_terminal(place)
    try:
        held = begin(place, request, secrets)
    except GoliveError as error:
        _say(mouth, str(error).encode())
        return 1
    _say(mouth, _STARTED)
    held.run()
    return 0


def _told_folder() -> str:
    """Where the attempt of a spare holder is; "" when it was not wanted, or half told."""
    line = sys.stdin.buffer.readline(LONGEST)
    return Plain.parse(line).take("folder", str) if line.endswith(b"\n") else ""


def _asked(place: Place) -> tuple[Request, Secrets]:
    try:
        request = read_request(read_file(place.request))
    except OSError as error:
        raise StoreError(f"{place.request} cannot be read: {error.strerror}.") from error
    secrets = read_secrets(sys.stdin.buffer.read(LONGEST))
    check(request, secrets)
    return request, secrets


def _refuse(sentence: str) -> int:
    sys.stderr.write(sentence + "\n")
    return 1


def _say(mouth: int, words: bytes) -> None:
    with contextlib.suppress(OSError):  # whoever started us has been killed: nobody is waiting
        os.write(mouth, words)
    os.close(mouth)


def _wait(child: int, ear: int, place: Place) -> int:
    with os.fdopen(ear, "rb") as heard:
        words = heard.read()
    if words == _STARTED:
        return 0
    os.waitpid(child, 0)  # so that whoever looks now finds no holder that is just ending
    return _refuse(words.decode() or f"The holder has failed; see {place.log}.")


def _leave_terminal(place: Place) -> None:
    """A session of its own, no terminal, no folder in use; a failure of ours goes to the log."""
    os.setsid()
    os.chdir("/")
    sys.excepthook = _log_to(place.log)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in range(3):
        os.dup2(nowhere, descriptor)
    os.close(nowhere)


def _log_to(
    log: Path,
) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    def write(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        import traceback

        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
        with os.fdopen(open_own(log, flags), "w", encoding="utf-8") as file:
            traceback.print_exception(kind, error, trace, file=file)

    return write


if __name__ == "__main__":
    sys.exit(main())

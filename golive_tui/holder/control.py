"""Where the holder listens: one JSON object a line, and one line in answer, for our own user only.

`{"do": "status"}`                                  how it stands
`{"do": "cancel", "by": TEXT, "grace": SECONDS}`    SIGTERM to the tree, SIGKILL after the grace
`{"do": "input", "data": BASE64, "secret": BOOL, "until": SECONDS}`
                                                    type; a secret is masked should it be echoed;
                                                    without `secret`, it is one while echo is off;
                                                    heard after `until` of the boot's clock, it is
                                                    dropped: nobody waits for it any more
`{"do": "resize", "columns": N, "rows": N}`         the terminal's size

The answer is `{"ok": true, ...}` or `{"ok": false, "error": TEXT}`. Output is not sent here: who
wants it reads the transcript.
"""

import contextlib
import json
import os
import selectors
import socket
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Final

from golive_tui.errors import GoliveError, StoreError
from golive_tui.holder.plain import Plain
from golive_tui.store.files import unwritable
from golive_tui.text import clean

LONGEST: Final = 128 * 1024
"""Bytes of one line; a client that sends a longer one is dropped."""

MOST: Final = 16
"""Clients at once; another is dropped."""

_UCRED: Final = struct.Struct("iII")
"""`struct ucred` of unix(7): pid, uid, gid. (`wire` knows it too, but loads 2 MB with it.)"""

Answer = dict[str, object]


class Control:
    """The socket and those who speak on it; never blocks, and drops whoever does not read."""

    def __init__(
        self, path: Path, selector: selectors.BaseSelector, obey: Callable[[Plain], Answer]
    ) -> None:
        """Listen at `path`; raises StoreUnwritable, StoreError. `obey` raises GoliveError for
        what cannot be, and ValueError for a message that says nothing."""
        self._path = path
        self._selector = selector
        self._obey = obey
        self._heard: dict[socket.socket, bytearray] = {}
        self._listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._listener.settimeout(0)
        before = os.umask(0o177)
        try:
            path.unlink(missing_ok=True)
            self._listener.bind(os.fspath(path))
            self._listener.listen(MOST)
        except OSError as error:
            self._listener.close()
            raise _deaf(error, path) from error
        finally:
            os.umask(before)
        selector.register(self._listener, selectors.EVENT_READ, self._welcome)

    def close(self) -> None:
        """Listen no more."""
        for client in list(self._heard):
            self._drop(client)
        self._selector.unregister(self._listener)
        self._listener.close()
        with contextlib.suppress(OSError):
            self._path.unlink()

    def _welcome(self) -> None:
        try:
            client, _ = self._listener.accept()
        except OSError:  # gone again, or no descriptor is free
            return
        if len(self._heard) >= MOST or not _ours(client):
            client.close()
            return
        client.settimeout(0)
        self._heard[client] = bytearray()
        self._selector.register(client, selectors.EVENT_READ, lambda: self._hear(client))

    def _hear(self, client: socket.socket) -> None:
        heard = self._heard[client]
        try:
            part = client.recv(LONGEST)
        except OSError:
            part = b""
        heard += part
        *lines, rest = heard.split(b"\n")
        heard[:] = rest
        answered = all(self._answer(client, bytes(line)) for line in lines)
        if not part or not answered or len(heard) > LONGEST:
            self._drop(client)

    def _answer(self, client: socket.socket, line: bytes) -> bool:
        try:
            answer = {"ok": True, **self._obey(Plain.parse(line))}
        except GoliveError as error:
            answer = {"ok": False, "error": error.message}
        except ValueError as error:
            answer = {"ok": False, "error": f"not understood: {clean(str(error))}"}
        data = json.dumps(answer).encode() + b"\n"
        try:
            return client.send(data) == len(data)
        except OSError:
            return False

    def _drop(self, client: socket.socket) -> None:
        del self._heard[client]
        self._selector.unregister(client)
        client.close()


def _ours(client: socket.socket) -> bool:
    """Whether our own user is at the other end; where the system does not say, the folder's mode
    keeps others out."""
    option = getattr(socket, "SO_PEERCRED", None)
    if option is None:
        return True
    _, uid, _ = _UCRED.unpack(client.getsockopt(socket.SOL_SOCKET, option, _UCRED.size))
    return bool(uid == os.geteuid())


def _deaf(error: OSError, path: Path) -> StoreError:
    return unwritable(error, path, outcome="nothing was started")

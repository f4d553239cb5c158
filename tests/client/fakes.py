"""Engines that are none: a socket that answers as it was told, and scripts in an engine's place."""

import json
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from websockets.sync.server import ServerConnection, unix_serve

from golive_tui.store.directory import LaunchDirectory

Answer = Callable[[ServerConnection, dict[str, Any]], None]


def made(path: Path) -> LaunchDirectory:
    """A launch directory, new."""
    directory = LaunchDirectory(path)
    directory.create()
    return directory


@contextmanager
def engine_that(launch: LaunchDirectory, answer: Answer) -> Iterator[list[dict[str, Any]]]:
    """Listen on the launch's socket; `answer` is called with every message after `attach`.

    Gives the list of all messages that came.
    """
    heard: list[dict[str, Any]] = []

    def serve(connection: ServerConnection) -> None:
        for text in connection:
            message = json.loads(text)
            heard.append(message)
            if message["do"] != "attach":
                answer(connection, message)

    with unix_serve(serve, str(launch.socket_address())) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield heard
        finally:
            server.shutdown()
            thread.join()


def says(**answer: Any) -> Answer:
    """Answer with these keys under the number of the question."""

    def reply(connection: ServerConnection, message: dict[str, Any]) -> None:
        connection.send(json.dumps({"id": message["id"], **answer}))

    return reply


LISTENS = """
import socket, sys, time
from pathlib import Path
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.lock import EngineLock
launch = LaunchDirectory(Path(sys.argv[-1]))
lock = EngineLock.acquire(launch, version="fake", patience=0.2)
print("the lock is mine", flush=True)
(launch.path / f"engine-{lock.holder.pid}").touch()
end = socket.socket(socket.AF_UNIX)
end.bind(str(launch.socket_address()))
end.listen()
lock.announce(socket_path=launch.socket_address(), epoch=1)
end.settimeout(50)
while True:
    connection, _ = end.accept()
    if connection.recv(1) == b"x":
        break
"""
"""An engine that takes the lock, listens, and ends when it is sent an `x`."""


def script(folder: Path, text: str) -> Callable[[Path], list[str]]:
    """What to put in the place of `start.engine_command`."""
    path = folder / "fake_engine.py"
    path.write_text(text, encoding="utf-8")
    return lambda directory: [sys.executable, str(path), "--launch", str(directory)]

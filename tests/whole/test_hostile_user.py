"""Another user of the same host: at the socket, in the directory, on the lock; and plants.

The other user is real: a child that became uid 65534. Where the tests are not run by root, only
what needs no second user is looked at.
"""

import asyncio
import fcntl
import os
import socket
import stat
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from golive_tui.client.find import socket_of
from golive_tui.client.start import spawn
from golive_tui.errors import StoreError
from golive_tui.store.directory import LaunchDirectory
from tests.engine.living import Engine, make_launch, talking
from tests.whole.another_user import NOBODY, as_nobody, needs_root
from tests.whole.plants import plant, untouched


def intrusions(folder: Path, address: str) -> dict[str, Callable[[], object]]:
    """What another user may try at a launch."""
    acts: dict[str, Callable[[], object]] = {
        "list": partial(os.listdir, folder),
        "lock": lambda: fcntl.flock(os.open(folder / "engine.lock", os.O_RDONLY), fcntl.LOCK_EX),
        "plant": lambda: (folder / "planted").symlink_to("/etc/passwd"),
        "connect": lambda: socket.socket(socket.AF_UNIX).connect(address),
    }
    for name in ("journal.jsonl", "state.toml", "checklist.toml", "engine.lock", "samples.db"):
        acts[f"read {name}"] = (folder / name).read_bytes
        acts[f"write {name}"] = partial((folder / name).open, "ab")
        acts[f"remove {name}"] = (folder / name).unlink
    return acts


def tried(folder: Path, address: str) -> str:
    """Which of them the system allowed."""
    done = []
    for name, act in intrusions(folder, address).items():
        with suppress(PermissionError):
            act()
            done.append(name)
    return " ".join(done) or "nothing"


def spoken(address: str) -> str:
    """What an engine answers to somebody who gets as far as its socket."""
    with socket.socket(socket.AF_UNIX) as end:
        end.settimeout(30)
        end.connect(address)
        end.sendall(
            b"GET / HTTP/1.1\r\nHost: golive\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
        )
        heard = b""
        while b"another user" not in heard and (more := end.recv(4096)):
            heard += more
        return heard.decode("ascii", "replace")


@pytest.fixture
def open_home(own_home: Path) -> Path:
    """A home that others may walk through: the launch must be closed by itself."""
    own_home.chmod(0o755)
    return own_home


def opened_wide(launch: LaunchDirectory, home: Path) -> None:
    """As after a `chmod -R a+rwX` by mistake."""
    for path in (home / "launches", launch.path, *launch.path.iterdir()):
        path.chmod(0o777 if path.is_dir() else 0o666)


@needs_root
def test_another_user_gets_nowhere_at_the_files_and_nowhere_at_the_socket(
    open_home: Path,
) -> None:
    """Also where the modes were wrong when the engine came back, and where they go wrong later."""
    launch = make_launch(open_home)
    opened_wide(launch, open_home)
    with Engine(launch):
        address = str(socket_of(launch.path))
        assert as_nobody(partial(tried, launch.path, address)) == "nothing"
        files = [path for path in launch.path.iterdir() if path.is_file()]
        assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
        launch.path.chmod(0o777)
        Path(address).chmod(0o666)
        heard = as_nobody(partial(spoken, address))
        assert heard.endswith("\x03\ufffdthis launch belongs to another user"), heard
        assert '"hello"' not in heard
        launch.path.chmod(0o700)
        assert asyncio.run(_seq(launch)) >= 2, "and the engine serves its own user as before"


async def _seq(launch: LaunchDirectory) -> int:
    async with talking(launch) as (_, hello):
        found: int = hello["state"]["seq"]
        return found


@needs_root
@pytest.mark.parametrize("whose", ["folder", "journal.jsonl", "engine.lock", "samples.db"])
def test_what_belongs_to_another_user_is_not_resumed(own_home: Path, whose: str) -> None:
    launch = make_launch(own_home)
    path = launch.path if whose == "folder" else launch.path / whose
    if path != launch.path:
        path.touch()
    os.chown(path, NOBODY, NOBODY)
    with Engine(launch) as engine:
        assert engine.process.wait(60) != 0
        said = engine.said()
    assert f"belongs to user {NOBODY}" in said
    assert "Traceback" not in said


PLANTED = ("journal.jsonl", "state.toml", "samples.db", "checklist.toml")
CASES = [
    *(("link", name) for name in (*PLANTED, ".state.toml.new", "samples.db-wal")),
    *(("pipe", name) for name in ("journal.jsonl", "state.toml", ".state.toml.new")),
]


@pytest.mark.parametrize(("kind", "name"), CASES)
def test_what_was_planted_is_neither_followed_nor_waited_for(
    own_home: Path, name: str, kind: str
) -> None:
    """An engine ends with a sentence, or goes on without what was planted; it writes nowhere."""
    launch = make_launch(own_home)
    (launch.path / name).unlink(missing_ok=True)
    outside = own_home / "outside"
    planted = plant(launch.path / name, kind, outside)
    with Engine(launch) as engine:
        ended = engine.process.poll() is not None
        engine.end()
        said = engine.said()
    assert "Traceback" not in said
    assert planted.read_bytes() == b"precious"
    assert untouched(outside)
    if name in PLANTED:
        assert ended
        assert f"{launch.path / name} is {REFUSED[kind]}" in said


REFUSED = {"link": "a symbolic link", "pipe": "no regular file"}


@pytest.mark.parametrize("kind", ["link", "pipe"])
def test_a_planted_log_is_refused_before_an_engine_starts(own_home: Path, kind: str) -> None:
    launch = make_launch(own_home)
    launch.log.unlink(missing_ok=True)
    planted = plant(launch.log, kind, own_home / "outside")
    with pytest.raises(StoreError, match=REFUSED[kind]):
        spawn(launch.path)
    assert planted.read_bytes() == b"precious"

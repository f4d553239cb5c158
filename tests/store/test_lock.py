import errno
import fcntl
import os
import re
import signal
import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from golive_tui import clock
from golive_tui.clock import boot_id
from golive_tui.errors import EngineBusy, StoreError, StoreUnwritable
from golive_tui.launch.fold import fold
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.lock import EngineLock, Holder, holder, last_alive
from golive_tui.store.recover import recover
from tests.store.builders import folded, made, story
from tests.store.disks import fill, small_disk
from tests.store.processes import running, wrote
from tests.support.waiting import wait_until


@pytest.fixture
def directory(own_home: Path) -> LaunchDirectory:
    return made(own_home / "launch")


def test_the_holder_is_written_down(directory: LaunchDirectory) -> None:
    lock = EngineLock.acquire(directory, version="0.1.0")
    lock.announce(socket_path=directory.socket, epoch=4)
    found = holder(directory)
    assert found == lock.holder
    assert found == Holder(
        pid=os.getpid(),
        started=lock.holder.started,
        boot_id=boot_id(),
        host=socket.gethostname(),
        version="0.1.0",
        socket=str(directory.socket),
        epoch=4,
    )
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", lock.holder.started)
    assert directory.lock.stat().st_mode & 0o777 == 0o600
    lock.release()


def test_nobody_holds_what_was_never_held_or_was_let_go(directory: LaunchDirectory) -> None:
    assert holder(directory) is None
    EngineLock.acquire(directory, version="0.1.0").release()
    assert holder(directory) is None
    assert directory.lock.exists()


def test_a_second_engine_is_refused_with_the_name_of_the_first(
    directory: LaunchDirectory,
) -> None:
    with running(directory, "hold", says="held") as first:
        with pytest.raises(EngineBusy) as refusal:
            EngineLock.acquire(directory, version="0.1.0", patience=0)
        found = holder(directory)
        assert found
        assert (found.pid, found.epoch, found.version) == (first.pid, 3, "9.9")
        assert f"process {first.pid} on {socket.gethostname()}" in refusal.value.message
        assert f"since {found.started}" in refusal.value.message
        assert "golive attach" in refusal.value.hint


def test_of_two_real_engines_on_one_directory_one_writes(directory: LaunchDirectory) -> None:
    with running(directory, "hold", says="held"):
        said, code = wrote(directory, 4)
        assert (said, code) == ([], 1)
        assert not directory.journal.exists()


def test_of_two_that_start_at_once_each_writes_alone_or_not_at_all(
    directory: LaunchDirectory,
) -> None:
    with ThreadPoolExecutor() as pool:
        runs = list(pool.map(lambda _: wrote(directory, 20), range(2)))
    wrote_all = [said for said, code in runs if code == 0]
    assert wrote_all
    assert recover(directory, fold).state == folded(story(20 * len(wrote_all)))


def test_the_lock_of_a_killed_engine_is_free(directory: LaunchDirectory) -> None:
    with running(directory, "hold", says="held") as first:
        first.send_signal(signal.SIGKILL)
        first.wait()
        assert holder(directory) is None
        EngineLock.acquire(directory, version="0.1.0", patience=0).release()


def test_a_pid_that_lives_again_as_something_else_holds_nothing(
    directory: LaunchDirectory,
) -> None:
    """The file of a dead engine names our own pid, which lives."""
    lock = EngineLock.acquire(directory, version="0.1.0")
    lock.release()
    assert b'"pid":%d' % os.getpid() in directory.lock.read_bytes()
    assert holder(directory) is None


def test_those_who_look_never_make_an_engine_fail(directory: LaunchDirectory) -> None:
    EngineLock.acquire(directory, version="0").release()
    with running(directory, "peek", "1000000", says="looking") as peeker:
        for _ in range(50):
            EngineLock.acquire(directory, version="0").release()
        assert peeker.poll() is None


def test_looking_disturbs_nobody(directory: LaunchDirectory) -> None:
    lock = EngineLock.acquire(directory, version="0.1.0")
    os.utime(directory.lock, (1000, 1000))
    assert holder(directory) == lock.holder
    assert last_alive(directory) == 1000
    with pytest.raises(EngineBusy):
        EngineLock.acquire(directory, version="0.1.0", patience=0)
    lock.release()


def test_a_lock_dies_with_its_process_and_not_with_a_child(directory: LaunchDirectory) -> None:
    lock = EngineLock.acquire(directory, version="0.1.0")
    assert fcntl.fcntl(lock._descriptor, fcntl.F_GETFD) & fcntl.FD_CLOEXEC
    lock.release()
    lock.release()


def test_a_sign_of_life_is_the_files_time(directory: LaunchDirectory) -> None:
    assert last_alive(directory) is None
    lock = EngineLock.acquire(directory, version="0.1.0")
    assert lock.last_alive_before is None
    os.utime(directory.lock, (1000, 1000))
    lock.touch()
    alive = last_alive(directory)
    assert alive
    assert alive > 1_700_000_000
    lock.release()
    os.utime(directory.lock, (2000, 2000))
    again = EngineLock.acquire(directory, version="0.1.0")
    assert again.last_alive_before == 2000
    again.release()


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff", b'{"pid":"x"}', b"{}" * 50_000])
def test_a_holder_that_has_not_written_its_name_yet_lives_all_the_same(
    directory: LaunchDirectory, content: bytes
) -> None:
    lock = EngineLock.acquire(directory, version="0.1.0")
    directory.lock.write_bytes(content)
    found = holder(directory)
    assert found
    assert found.pid == 0
    with pytest.raises(EngineBusy, match="Another engine holds this launch"):
        EngineLock.acquire(directory, version="0.1.0", patience=0)
    lock.release()


def test_a_longer_name_leaves_nothing_of_itself(directory: LaunchDirectory) -> None:
    lock = EngineLock.acquire(directory, version="0.1.0" * 50)
    lock.release()
    short = EngineLock.acquire(directory, version="0")
    assert holder(directory) == short.holder
    short.release()


def test_a_planted_lock_is_refused(directory: LaunchDirectory, own_home: Path) -> None:
    (own_home / "victim").write_bytes(b"precious")
    directory.lock.symlink_to(own_home / "victim")
    with pytest.raises(StoreError, match="symbolic link"):
        EngineLock.acquire(directory, version="0")
    with pytest.raises(StoreError, match="symbolic link"):
        holder(directory)
    assert (own_home / "victim").read_bytes() == b"precious"


def test_on_a_full_disk_no_engine_starts(own_home: Path) -> None:
    with small_disk(own_home / "disk") as disk:
        directory = made(disk / "launch")
        filler = fill(disk)
        with pytest.raises(StoreUnwritable, match="the engine cannot start"):
            EngineLock.acquire(directory, version="0")
        assert holder(directory) is None
        filler.unlink()
        EngineLock.acquire(directory, version="0").release()


def test_a_file_system_without_locks_is_told(
    directory: LaunchDirectory, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(descriptor: int, operation: int) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "flock", refused)
    with pytest.raises(StoreUnwritable, match="cannot lock it"):
        EngineLock.acquire(directory, version="0")


def test_a_launch_that_ends_lets_the_next_one_in(directory: LaunchDirectory) -> None:
    with running(directory, "hold", says="held") as first:
        assert first.stdin
        first.stdin.close()
        wait_until(lambda: holder(directory) is None)


def test_an_engine_does_not_wait_for_another_one_to_end(
    directory: LaunchDirectory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever waited would take over from an engine that was stopped on purpose."""
    naps: list[float] = []
    monkeypatch.setattr(clock, "pause", naps.append)
    held = EngineLock.acquire(directory, version="1")
    with pytest.raises(EngineBusy):
        EngineLock.acquire(directory, version="2")
    assert naps == []
    held.release()
    EngineLock.acquire(directory, version="3").release()

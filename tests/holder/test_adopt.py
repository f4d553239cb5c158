import errno
import os
import signal
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from golive_tui.clock import boot_id
from golive_tui.errors import StoreUnwritable
from golive_tui.holder import adopt
from golive_tui.holder.adopt import Finished, NeverStarted, Running, Unknown, Unsaid, look, seal
from golive_tui.holder.place import Place
from golive_tui.holder.processes import Process, process_of
from golive_tui.holder.record import Record, claim, record_of, write_record
from golive_tui.holder.result import publish
from tests.holder.attempts import (
    begun,
    clear,
    ended,
    holder_gone,
    holder_pid,
    ran,
    request,
    running,
    sh,
    wrote,
)
from tests.holder.test_result import RESULT
from tests.store.disks import fill, small_disk
from tests.support.waiting import wait_until

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
ME = process_of(os.getpid())
NOBODY = Process(pid=2**22 + 1, start=1)
MINE = Record(attempt="a", boot_id=boot_id(), at=NOON, holder=ME, child=NOBODY)


@pytest.fixture
def place(steps: Path) -> Place:
    made = Place(steps / "a")
    made.path.mkdir()
    return made


def test_what_runs_is_adopted_and_what_has_ended_is_read(steps: Path) -> None:
    place = begun(steps, sh("echo up; read -r x"))
    outlook = look(place.path)
    assert isinstance(outlook, Running)
    assert outlook.record == record_of(place)
    assert outlook.record.child is not None
    os.kill(outlook.record.child.pid, signal.SIGKILL)
    assert ended(place).signal == "SIGKILL"
    wait_until(lambda: holder_gone(place))
    assert isinstance(look(place.path), Finished)


def test_without_a_folder_nothing_was_and_nothing_will_be(steps: Path) -> None:
    assert look(steps / "none") == NeverStarted(
        why="It has no folder: nothing was prepared.", closed=True
    )
    assert seal(steps / "none", "x") == look(steps / "none")


def test_a_folder_without_a_holder_can_be_closed_for_good(place: Place) -> None:
    assert look(place.path) == NeverStarted(why="No holder has come for it.", closed=False)
    sealed = NeverStarted(why="the engine came back", closed=True)
    assert seal(place.path, "the engine came back") == sealed
    assert look(place.path) == sealed
    assert seal(place.path, "again") == sealed


def test_sealing_never_overrules_a_holder(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """The holder comes between the look and the seal."""
    real = os.link

    def late(*args: object, **more: object) -> None:
        monkeypatch.undo()
        claim(place, MINE)
        real(*args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "link", late)
    assert seal(place.path, "too late") == Running(record=MINE)


def test_a_seal_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        (disk / "a").mkdir()
        fill(disk)
        with pytest.raises(StoreUnwritable, match="no space left"):
            seal(disk / "a", "the engine came back")
        assert look(disk / "a") == NeverStarted(why="No holder has come for it.", closed=False)


def test_a_record_without_a_child_of_a_dead_holder_proves_that_it_never_ran(place: Place) -> None:
    claim(place, replace(MINE, child=None))
    assert isinstance(look(place.path), Running)  # it may let the command go in a moment
    write_record(place, replace(MINE, holder=NOBODY, child=None))
    outlook = look(place.path)
    assert isinstance(outlook, NeverStarted)
    assert outlook.closed


def test_a_pid_that_another_process_has_by_now_is_not_believed(place: Place) -> None:
    claim(place, replace(MINE, holder=replace(ME, start=ME.start + 1)))
    outlook = look(place.path)
    assert isinstance(outlook, Unknown)
    assert outlook.why == "Its holder was killed; how the command ended is not known."
    assert outlook.left == ()


def test_after_a_reboot_even_the_same_pid_is_not_believed(place: Place) -> None:
    claim(place, replace(MINE, boot_id="another boot"))
    outlook = look(place.path)
    assert isinstance(outlook, Unknown)
    assert "started anew while the command ran" in outlook.why
    assert outlook.record is not None


def test_a_reboot_does_not_lose_a_result(place: Place) -> None:
    claim(place, replace(MINE, boot_id="another boot"))
    publish(place, RESULT)
    assert look(place.path) == Finished(result=RESULT)


def test_a_result_that_lacked_only_its_name_counts_once_its_holder_is_dead(place: Place) -> None:
    claim(place, replace(MINE, holder=NOBODY))
    place.unpublished.write_bytes(bytes(16384))
    assert isinstance(look(place.path), Unknown)
    place.unpublished.write_bytes(RESULT.encode()[:-20] + bytes(20))
    assert isinstance(look(place.path), Unknown)
    place.unpublished.write_bytes(RESULT.encode())
    assert look(place.path) == Finished(result=RESULT)


def test_what_runs_on_without_its_holder_is_listed(steps: Path) -> None:
    place = begun(steps, sh("trap '' HUP; echo up; while :; do sleep 0.1; done"))
    wrote(place, b"up")
    child = running(place).child
    os.kill(holder_pid(place), signal.SIGKILL)
    wait_until(lambda: holder_gone(place))
    outlook = look(place.path)
    assert isinstance(outlook, Unknown)
    assert "some of it still runs" in outlook.why
    assert child in [each.process for each in outlook.left]


def test_what_another_launch_runs_under_the_same_id_is_not_taken_for_its_own(
    steps: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir(mode=0o700)
    line = "trap '' HUP; echo up; while :; do sleep 0.1; done"
    theirs = begun(other, replace(sh(line), attempt="deploy-1"))
    place = begun(steps, replace(sh("echo up; exec sleep 60"), attempt="deploy-1"))
    wrote(theirs, b"up")
    wrote(place, b"up")
    os.kill(holder_pid(place), signal.SIGKILL)
    wait_until(lambda: holder_gone(place))
    wait_until(lambda: isinstance(found := look(place.path), Unknown) and not found.left)
    clear(other)


def test_a_command_that_ended_with_its_holder_is_unknown(steps: Path) -> None:
    place = begun(steps, sh("echo up; exec sleep 60"))
    wrote(place, b"up")
    os.kill(holder_pid(place), signal.SIGKILL)
    wait_until(lambda: holder_gone(place))
    wait_until(
        lambda: (
            look(place.path)
            == Unknown(
                why="Its holder was killed; how the command ended is not known.",
                record=record_of(place),
            )
        )
    )  # its terminal hung up, and it ended of that


def test_the_socket_of_a_killed_holder_is_taken_away_and_that_of_a_living_one_is_not(
    steps: Path,
) -> None:
    place = begun(steps, sh("sleep 30"))
    socket = place.path / "control.sock"
    adopt.clear(place.path)
    assert socket.is_socket()
    os.kill(holder_pid(place), signal.SIGKILL)
    wait_until(lambda: isinstance(look(place.path), Unknown))
    assert socket.is_socket()
    adopt.clear(place.path)
    assert not socket.exists()
    adopt.clear(steps / "none")


def test_what_is_left_behind_can_still_be_spoken_to(steps: Path) -> None:
    place = begun(steps, sh("trap '' HUP; sleep 60 & echo done"))
    ended(place)
    outlook = look(place.path)
    assert isinstance(outlook, Finished)
    assert outlook.late == record_of(place)


def test_a_holder_that_is_just_ending_is_not_held_to_be_busy(steps: Path) -> None:
    result, _ = ran(steps, request("true", name="quick"))
    assert look(steps / "quick") == Finished(result=result)


@pytest.mark.parametrize("name", ["holder.json", "result.json"])
@pytest.mark.parametrize("data", [b"", b"{}", b"\xff", b'{"schema": 1', b'{"schema": 99}', b"[]"])
def test_what_cannot_be_read_is_unknown(place: Place, name: str, data: bytes) -> None:
    place.path.joinpath(name).write_bytes(data)
    outlook = look(place.path)
    assert isinstance(outlook, Unknown)
    assert outlook.why


def test_what_is_no_file_is_unknown(place: Place) -> None:
    place.record.symlink_to("/etc/passwd")
    outlook = look(place.path)
    assert isinstance(outlook, Unknown)
    assert "symbolic link" in outlook.why


@pytest.mark.parametrize("what", ["holder.json", "result.json", "stat", "boot_id"])
@pytest.mark.parametrize(
    "number", [errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EIO, errno.ESTALE]
)
def test_what_cannot_be_looked_at_now_is_not_taken_for_lost(
    place: Place, monkeypatch: pytest.MonkeyPatch, what: str, number: int
) -> None:
    claim(place, MINE)
    real, read = os.open, Path.open

    def refuse(path: object) -> None:
        if Path(str(path)).name == what:
            raise OSError(number, os.strerror(number))

    def opened(path: Path, *args: object, **more: object) -> object:
        refuse(path)
        return real(path, *args, **more)  # type: ignore[arg-type]

    def read_from(path: Path, *args: object, **more: object) -> object:
        refuse(path)
        return read(path, *args, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(os, "open", opened)
    monkeypatch.setattr(Path, "open", read_from)
    outlook = look(place.path)
    assert isinstance(outlook, Unsaid)
    assert os.strerror(number) in outlook.why
    assert seal(place.path, "the engine came back") == outlook
    monkeypatch.undo()
    assert look(place.path) == Running(record=MINE)

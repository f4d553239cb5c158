"""Killed at every named point, a holder has run its command at most once, and `look` is honest."""

import re
import signal
import subprocess
from pathlib import Path

import pytest

import golive_tui.holder
from golive_tui.errors import Refused, StoreError
from golive_tui.holder.adopt import Finished, NeverStarted, Outlook, Unknown, look, seal
from golive_tui.holder.begin import POINTS
from golive_tui.holder.place import Place
from golive_tui.holder.request import Secrets
from golive_tui.holder.start import place_line, prepare, start
from golive_tui.package import environment
from golive_tui.store.crash_points import VARIABLE
from tests.holder.attempts import PYTHON, holder_gone, ran, request, sh
from tests.store.disks import fill, small_disk
from tests.support.waiting import wait_until

WHAT_IS_SEEN = {
    "holder.request_read": NeverStarted,
    "holder.record_written": NeverStarted,
    "holder.child_recorded": Unknown,
    "holder.spawned": Unknown,
    "holder.ended": Unknown,
    "holder.result_temp": Finished,
    "holder.result_renamed": Finished,
}


def counting(runs: Path) -> str:
    """A line that says in a file that it ran, also when its terminal hangs up."""
    return f"trap '' HUP; echo run >>{runs}; echo done"


def killed_at(
    point: str, place: Place, line: str, monkeypatch: pytest.MonkeyPatch, *, spare: bool = False
) -> Outlook:
    """What is seen of an attempt whose holder dies there, once it is dead."""
    wanted = sh(line)
    prepare(place.path, wanted)
    monkeypatch.setenv(VARIABLE, point)
    done = holder(place, spare=spare)
    monkeypatch.delenv(VARIABLE)
    if point == "holder.request_read":
        assert done.returncode == -signal.SIGKILL
    wait_until(lambda: holder_gone(place))
    return look(place.path)


def holder(place: Place, *, spare: bool = False) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(
        [PYTHON, "-P", "-m", "golive_tui.holder", *([] if spare else [str(place.path)])],
        input=(place_line(place.path) if spare else b"") + Secrets().encode(),
        capture_output=True,
        env=environment(),
        check=False,
    )


@pytest.mark.parametrize("spare", [False, True], ids=["fresh", "spare"])
@pytest.mark.parametrize("point", POINTS)
def test_killed_anywhere_the_command_runs_at_most_once(
    steps: Path, tmp_path: Path, point: str, monkeypatch: pytest.MonkeyPatch, *, spare: bool
) -> None:
    place, runs = Place(steps / "a"), tmp_path / "runs"
    outlook = killed_at(point, place, counting(runs), monkeypatch, spare=spare)
    assert type(outlook) is WHAT_IS_SEEN[point]

    settled = seal(place.path, "the engine came back")
    assert holder(place).returncode == 1
    with pytest.raises(Refused):
        start(place.path, sh(counting(runs)), Secrets())
    assert type(settled) is type(look(place.path)) is type(outlook)

    before = point in {"holder.request_read", "holder.record_written", "holder.child_recorded"}
    if isinstance(outlook, Finished):
        assert (outlook.result.exit_code, outlook.late) == (0, None)
    if before:
        assert not runs.exists()
    elif point != "holder.spawned":  # where it may be too late to run, or just in time
        assert runs.read_text() == "run\n"
    assert not runs.exists() or runs.read_text() == "run\n"


def test_every_point_is_reached_somewhere() -> None:
    folder = Path(*golive_tui.holder.__path__)
    sources = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    assert set(re.findall(r'reach\("([a-z_.]+)"\)', sources)) == set(POINTS) == set(WHAT_IS_SEEN)


def test_of_holders_that_come_at_once_one_runs_the_command(steps: Path, tmp_path: Path) -> None:
    place, runs = Place(steps / "a"), tmp_path / "runs"
    prepare(place.path, sh(counting(runs)))
    argv = [PYTHON, "-P", "-m", "golive_tui.holder", str(place.path)]
    many = [
        subprocess.Popen(argv, env=environment(), stdin=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(4)
    ]
    for each in many:  # they wait for the end of their input: let them go together
        assert each.stdin is not None
        each.stdin.write(Secrets().encode())
        each.stdin.flush()
    said = [each.communicate(timeout=50)[1] for each in many]
    assert sorted(each.returncode for each in many) == [0, 1, 1, 1]
    assert sum(b"started or closed before" in words for words in said) == 3
    wait_until(lambda: isinstance(look(place.path), Finished))
    assert runs.read_text() == "run\n"


def test_a_transcript_that_is_there_before_is_not_touched(steps: Path) -> None:
    (steps / "a").mkdir()
    (steps / "a" / "transcript").write_bytes(b"evidence")
    with pytest.raises(Refused, match="is there before its command: nothing was started"):
        start(steps / "a", request("true", name="a"), Secrets())
    assert (steps / "a" / "transcript").read_bytes() == b"evidence"
    outlook = look(steps / "a")
    assert isinstance(outlook, NeverStarted)
    assert outlook.closed


def test_where_the_holder_cannot_listen_the_command_is_turned_away(
    steps: Path, tmp_path: Path
) -> None:
    (steps / "a" / "control.sock").mkdir(parents=True)
    with pytest.raises(Refused, match=r"control.sock: .*; nothing was started"):
        start(steps / "a", request("touch", str(tmp_path / "ran"), name="a"), Secrets())
    assert not (tmp_path / "ran").exists()
    outlook = look(steps / "a")
    assert isinstance(outlook, NeverStarted)
    assert "control.sock" in outlook.why


def test_a_step_with_outputs_has_a_file_for_them(steps: Path) -> None:
    wanted = sh("echo VERSION=7 >>$GOLIVE_OUTPUTS; echo $GOLIVE_OUTPUTS", outputs="GOLIVE_OUTPUTS")
    _, output = ran(steps, wanted)
    place = Place(steps / wanted.attempt)
    assert output.decode().strip() == str(place.outputs)
    assert place.outputs.read_text() == "VERSION=7\n"


def test_on_a_full_disk_nothing_is_started(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        fill(disk)
        with pytest.raises((Refused, StoreError), match="no space left"):
            start(disk / "a", request("touch", str(tmp_path / "ran"), name="a"), Secrets())
        assert not (tmp_path / "ran").exists()


def test_a_disk_that_fills_up_stops_neither_the_command_nor_the_result(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        result, output = ran(disk, sh("head -c 3000000 /dev/zero | tr '\\0' x; echo end"))
        assert result.exit_code == 0
        assert result.lost_bytes > 2_000_000
        assert result.size + result.lost_bytes == 3_000_004
        assert len(output) == result.size
        assert result.trouble == "no space left on device"

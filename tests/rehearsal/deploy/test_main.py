"""The stand-in as the engine runs it: a process, by the folder's path."""

import os
import pty
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

import golive_tui
from golive_tui.rehearsal.deploy.main import PACE, main
from golive_tui.rehearsal.deploy.place import FAIL, OUTPUTS, TOLD
from golive_tui.rehearsal.deploy.plays import PLAYS
from tests.support.waiting import wait_until

FOLDER = Path(golive_tui.__file__).parent / "rehearsal" / "deploy"


def played(
    folder: Path, *words: str, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """One command played in `folder`, at once, with nothing in its environment but what is said."""
    return subprocess.run(
        [sys.executable, str(FOLDER), "--artifacts", str(folder / "left"), *words],
        cwd=folder,
        env={PACE: "0", "PATH": os.defpath, **(environment or {})},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


@pytest.mark.parametrize("name", PLAYS)
def test_every_command_runs_to_a_good_end_and_touches_only_its_artifacts(
    name: str, tmp_path: Path
) -> None:
    (tmp_path / "mine").write_text("mine")
    done = played(tmp_path, name, "staging")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout
    assert "\x1b" not in done.stdout
    assert "\r" not in done.stdout
    assert {path.name for path in tmp_path.iterdir()} == {"mine", "left"}
    assert played(tmp_path, "--verify", name, "staging").returncode == 0
    assert played(tmp_path, "--verify", name, "production").returncode == 1


@pytest.mark.parametrize("name", PLAYS)
def test_every_command_fails_when_it_is_told_to(name: str, tmp_path: Path) -> None:
    done = played(tmp_path, name, "staging", environment={FAIL: f"{name}-staging"})
    assert done.returncode not in (0, 2 if name != "rollback" else 0)
    assert done.stderr
    assert played(tmp_path, "--verify", name, "staging").returncode == 1


def test_a_file_among_the_artifacts_makes_it_fail_until_it_is_gone(tmp_path: Path) -> None:
    (tmp_path / "left").mkdir()
    (tmp_path / "left" / TOLD).write_text("deploy\n")
    assert played(tmp_path, "deploy", "staging").returncode == 1
    (tmp_path / "left" / TOLD).unlink()
    assert played(tmp_path, "deploy", "staging").returncode == 0


def test_a_deployment_hands_its_release_to_the_engine(tmp_path: Path) -> None:
    outputs = {OUTPUTS: str(tmp_path / "outputs")}
    played(tmp_path, "deploy", "production", environment=outputs)
    assert (tmp_path / "outputs").read_text() == "RELEASE=r-production-001\n"


@pytest.mark.parametrize("pace", ["fast", "-1", "nan", "1e9"])
def test_a_pace_that_is_none_is_told(pace: str, tmp_path: Path) -> None:
    done = played(tmp_path, "health", environment={PACE: pace})
    assert done.returncode == 2
    assert done.stderr.startswith("golive-rehearse: the pace: ")


@pytest.mark.parametrize(
    "words", [["nothing"], ["deploy", "../etc"], ["deploy", "--pace", "-1"], ["deploy", "a b"]]
)
def test_bad_usage_is_told(words: list[str], tmp_path: Path) -> None:
    assert played(tmp_path, *words).returncode == 2


def test_where_no_place_is_given_files_go_to_the_temporary_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv(PACE, "0")
    assert main(["load-test"]) == 0
    left = tmp_path / f"rehearsal-{os.getuid()}"
    assert str(left / "load-test-results.json") in capsys.readouterr().out


def test_what_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "left").write_text("a file where the folder should be")
    done = played(tmp_path, "load-test")
    assert done.returncode == 1
    assert done.stderr.startswith("golive-rehearse: ")
    assert "Traceback" not in done.stderr


def test_on_a_terminal_it_has_bars_colours_and_a_question_without_echo(tmp_path: Path) -> None:
    terminal, inner = pty.openpty()
    words = [sys.executable, str(FOLDER), "--artifacts", "left", "--pace", "0"]
    process = subprocess.Popen(
        [*words, "deploy", "staging", "--login"],
        cwd=tmp_path,
        env={"PATH": os.defpath},
        stdin=inner,
        stdout=inner,
        stderr=inner,
        start_new_session=True,
    )
    os.close(inner)
    seen = _until(terminal, b"token: ")
    os.write(terminal, b"very-hidden\n")
    seen += _until(terminal, b"is live")
    while _more(terminal):
        pass
    os.close(terminal)
    assert process.wait(timeout=30) == 0
    assert b"very-hidden" not in seen
    assert b"\x1b[32m" in seen
    assert seen.count(b"\rUploading image") > 10


def _more(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # Linux says EIO when the other end is closed
        return b""


def _until(terminal: int, word: bytes) -> bytes:
    seen = b""
    while word not in seen:
        more = _more(terminal)
        assert more, seen
        seen += more
    return seen


def test_it_dies_of_a_signal_like_the_command_that_it_stands_for(tmp_path: Path) -> None:
    words = [sys.executable, str(FOLDER), "--artifacts", "left", "deploy", "staging"]
    with subprocess.Popen(words, cwd=tmp_path, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(signal.SIGTERM)
        wait_until(lambda: process.poll() is not None)
    assert process.returncode == -signal.SIGTERM

import subprocess
import sys
from pathlib import Path

import pytest

from golive_tui.holder.place import Place
from golive_tui.holder.request import Secrets
from golive_tui.holder.start import prepare
from golive_tui.package import environment
from tests.holder.attempts import PYTHON, begun, holder_pid, request, sh, wrote


def holder(path: Path, words: bytes) -> "subprocess.CompletedProcess[str]":
    done = subprocess.run(
        [PYTHON, "-P", "-m", "golive_tui.holder", str(path)],
        input=words,
        capture_output=True,
        env=environment(),
        check=False,
    )
    return subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
    )


@pytest.mark.parametrize("words", [b"", Secrets(values=("hunter2-x",)).encode()[:-4]])
def test_with_half_of_the_secrets_nothing_starts(steps: Path, words: bytes) -> None:
    prepare(steps / "a", request("true", name="a"))
    done = holder(steps / "a", words)
    assert done.returncode == 1
    assert "not whole: nothing is run" in done.stderr
    assert "hunter2" not in done.stderr
    assert not Place(steps / "a").record.exists()


def test_without_a_request_nothing_starts(steps: Path) -> None:
    done = holder(steps, Secrets().encode())
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.endswith("request.json cannot be read: No such file or directory.\n")


def test_the_holder_stands_alone(steps: Path) -> None:
    place = begun(steps, sh("echo up; sleep 60"))
    wrote(place, b"up")
    proc = Path("/proc", str(holder_pid(place)))
    stat = proc.joinpath("stat").read_text().rpartition(")")[2].split()
    assert stat[3] == str(holder_pid(place))  # a session of its own
    assert stat[4] == "0"  # and no terminal
    assert proc.joinpath("cwd").readlink() == Path("/")
    ends = {proc.joinpath("fd", number).readlink() for number in "012"}
    assert ends == {Path("/dev/null")}


def test_a_holder_that_fails_says_why_in_its_log(tmp_path: Path) -> None:
    log = tmp_path / "holder.log"
    program = "from pathlib import Path; from golive_tui.holder.__main__ import _log_to; import sys"
    failing = f"{program}; sys.excepthook = _log_to(Path({str(log)!r})); {{}}['lost']"
    done = subprocess.run([sys.executable, "-c", failing], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (1, b"")
    assert log.read_text().endswith("KeyError: 'lost'\n")
    assert log.stat().st_mode & 0o777 == 0o600


def test_the_holder_loads_nothing_heavy() -> None:
    program = "import sys, golive_tui.holder.__main__; print(' '.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.split())
    assert not loaded & {"asyncio", "msgspec", "psutil", "websockets", "textual", "rich", "httpx"}
    assert not [name for name in loaded if name.startswith("golive_tui.launch")]
    ours = {name.split(".")[1] for name in loaded if name.startswith("golive_tui.")}
    assert ours == {"clock", "errors", "holder", "store", "text", "units"}

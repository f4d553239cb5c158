import os
import signal
from pathlib import Path

import pytest

from golive_tui.holder.processes import alive
from golive_tui.holder.spawn import Child, Command, fork
from tests.support.waiting import wait_until

# A test runner has threads, a holder has none; the child touches nothing that they may hold.
pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")

BOTH = pytest.mark.parametrize("pty", [True, False], ids=["terminal", "pipes"])


def command(*argv: str, pty: bool = True, cwd: str = "/") -> Command:
    env = {"PATH": os.environ["PATH"]}
    return Command(argv=argv, cwd=cwd, env=env, pty=pty, columns=80, rows=24)


def said(child: Child) -> bytes:
    os.set_blocking(child.output, True)
    heard = b""
    try:
        while part := os.read(child.output, 4096):
            heard += part
    except OSError:
        pass  # a terminal's end
    os.close(child.output)
    os.waitpid(child.process.pid, 0)
    return heard


@BOTH
def test_nothing_runs_before_the_gate_is_opened(tmp_path: Path, pty: bool) -> None:
    ran = tmp_path / "ran"
    child = fork(command("touch", str(ran), pty=pty))
    assert alive(child.process)
    assert not ran.exists()
    assert child.let_go() == ""
    said(child)
    assert ran.exists()


@BOTH
def test_who_is_turned_away_ends_without_having_run(tmp_path: Path, pty: bool) -> None:
    ran = tmp_path / "ran"
    child = fork(command("touch", str(ran), pty=pty))
    child.turn_away()
    wait_until(lambda: not alive(child.process))
    _, status = os.waitpid(child.process.pid, 0)
    assert os.waitstatus_to_exitcode(status) in {127, -signal.SIGHUP}
    assert not ran.exists()


def test_the_command_leads_a_session_with_that_terminal() -> None:
    child = fork(command("sh", "-c", "ps -o pid=,sid=,tty= -p $$; tty; echo x >/dev/tty"))
    assert child.let_go() == ""
    words = said(child).split()
    assert words[0] == words[1] == str(child.process.pid).encode()
    assert words[2].startswith(b"pts/")
    assert words[3:] == [b"/dev/" + words[2], b"x"]


def test_an_interrupt_reaches_the_command_also_where_ctrl_c_would_not() -> None:
    line = "stty -isig; trap 'echo int; exit 3' INT; echo up; while :; do sleep 0.05; done"
    child = fork(command("sh", "-c", line))
    assert child.let_go() == ""
    os.set_blocking(child.output, True)
    assert os.read(child.output, 100) == b"up\n"
    assert child.terminal is not None
    child.terminal.interrupt()
    assert said(child) == b"int\n"


def test_with_pipes_there_is_no_terminal_and_no_input() -> None:
    child = fork(command("sh", "-c", "ps -o tty= -p $$; cat; echo err >&2", pty=False))
    assert child.terminal is None
    assert child.let_go() == ""
    assert said(child).split() == [b"?", b"err"]


def test_why_a_command_cannot_be_run_is_a_sentence(tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.write_text("echo x")
    script = tmp_path / "script"
    script.write_text("#!/no/such/shell\n")
    script.chmod(0o700)
    binary = tmp_path / "binary"
    binary.write_text("no magic")
    binary.chmod(0o700)
    for tried, sentence in (
        (command("no-such-program"), "There is no program no-such-program, or"),
        (command(str(script)), f"There is no program {script}, or its first line names one"),
        (command(str(plain)), f"{plain} may not be run"),
        (command(str(binary)), f"{binary} is no program: a script begins with"),
        (command("ls", cwd="/no/such"), "The directory /no/such cannot be entered: no such file"),
        (command("ls", cwd=str(plain)), f"The directory {plain} cannot be entered: not a dir"),
        (command("x" * 300), "cannot be run"),
    ):
        child = fork(tried)
        assert sentence in child.let_go()
        assert said(child) == b""

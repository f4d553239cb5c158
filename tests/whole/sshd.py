"""A real sshd on loopback, with keys and a configuration of its own, and terminals through it."""

import getpass
import os
import shlex
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, Self

import pytest

from golive_tui.holder.processes import table
from tests.engine.living import ROOT
from tests.support.waiting import wait_until
from tests.tui.ground.pty_harness import Pty

SEPARATED: Final = Path("/run/sshd")
"""Where an sshd of root confines its child before anybody has logged in; it must exist."""

_CONFIG: Final = """\
ListenAddress 127.0.0.1
Port {port}
HostKey {folder}/host
AuthorizedKeysFile {folder}/person.pub
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
PrintMotd no
PrintLastLog no
"""


def program() -> str:
    """The sshd of this host; skips the test where there is none."""
    found = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if found is None or shutil.which("ssh") is None or shutil.which("ssh-keygen") is None:
        pytest.skip("sshd, ssh or ssh-keygen is not installed")
    if os.geteuid() == 0:
        try:
            SEPARATED.mkdir(mode=0o755, exist_ok=True)
        except OSError as error:
            pytest.skip(f"sshd needs {SEPARATED}, which cannot be made: {error}")
    return found


class Sshd:
    """It listens while the context is entered, and is ended by its pid with all its sessions."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._program = program()
        for name in ("host", "person"):
            made = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)]
            subprocess.run(made, check=True)
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.door = self.port
        """Where clients go: another port when a slow line stands before the server."""
        (folder / "config").write_text(_CONFIG.format(port=self.port, folder=folder))

    def __enter__(self) -> Self:
        log = str(self.folder / "log")
        argv = [self._program, "-D", "-f", str(self.folder / "config"), "-E", log]
        self.process = subprocess.Popen(argv, stdin=subprocess.DEVNULL)
        wait_until(lambda: self._listens() or self.process.poll() is not None)
        if self.process.poll() is not None:
            pytest.skip(f"sshd does not start here: {Path(log).read_text()[-300:]}")
        return self

    def __exit__(self, *_: object) -> None:
        self.cut()
        self.process.terminate()
        self.process.wait()

    def _listens(self) -> bool:
        with socket.socket() as end:
            return end.connect_ex(("127.0.0.1", self.port)) == 0

    def sessions(self) -> list[int]:
        """The processes of sshd that serve a connection."""
        every = table()
        found = {self.process.pid}
        while more := {pid for pid, each in every.items() if each.parent in found} - found:
            found |= {pid for pid in more if every[pid].name.startswith("sshd")}
            if not any(every[pid].name.startswith("sshd") for pid in more):
                break
        return sorted(found - {self.process.pid})

    def cut(self) -> None:
        """SIGKILL the server's end of every connection."""
        for pid in self.sessions():
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue

    def argv(self, words: Sequence[str], env: Mapping[str, str], *, terminal: bool) -> list[str]:
        """The command that runs golive at the other end."""
        kept = {name: os.environ[name] for name in ("HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR")}
        kept |= {"PYTHONPATH": os.environ.get("PYTHONPATH", str(ROOT)), "LANG": "C.UTF-8"}
        kept |= {"GOLIVE_NO_DESKTOP": "1", **env}
        assigned = [f"{name}={value}" for name, value in kept.items()]
        remote = shlex.join(["env", *assigned, sys.executable, "-m", "golive_tui", *words])
        options = ("BatchMode=yes", "StrictHostKeyChecking=no", "UserKnownHostsFile=/dev/null")
        return [
            *(shutil.which("ssh") or "ssh", "-F", "none", "-q", "-tt" if terminal else "-T"),
            *(part for option in options for part in ("-o", option)),
            *("-i", str(self.folder / "person"), "-p", str(self.door)),
            *("-e", "none", f"{getpass.getuser()}@127.0.0.1", remote),
        ]

    def terminal(
        self,
        *words: str,
        columns: int = 120,
        rows: int = 35,
        env: Mapping[str, str] | None = None,
        term: str = "xterm-256color",
    ) -> Pty:
        """Golive in a terminal through ssh."""
        argv = self.argv(words, env or {}, terminal=True)
        return Pty(argv, columns=columns, rows=rows, env={"TERM": term})

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """A command of golive through ssh, to its end."""
        argv = self.argv(words, {}, terminal=False)
        return subprocess.run(argv, capture_output=True, text=True, check=False)

import os
import pwd
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from golive_tui.wire import peer
from golive_tui.wire.peer import by_engine, by_peer, by_self, claimed_user, peer_of, user_name
from tests.support.waiting import wait_until

ME = pwd.getpwuid(os.getuid()).pw_name
CONNECT = """
import socket, sys
end = socket.socket(socket.AF_UNIX)
end.connect(sys.argv[1])
print("connected", flush=True)
sys.stdin.read()
"""


def test_the_kernel_says_who_is_at_the_other_end_of_a_pair() -> None:
    here, there = socket.socketpair(socket.AF_UNIX)
    with here, there:
        seen = peer_of(here)
    assert (seen.pid, seen.uid, seen.user, seen.proven) == (os.getpid(), os.getuid(), ME, True)


def test_another_process_is_told_by_its_own_pid_and_by_what_its_environment_claims(
    own_home: Path,
) -> None:
    path = own_home / "s.sock"
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))
        server.listen()
        client = subprocess.Popen(
            [sys.executable, "-c", CONNECT, str(path)],
            stdin=subprocess.PIPE,
            env={**os.environ, "SUDO_USER": "lee\x1b[31m"},
        )
        with client:
            connection, _ = server.accept()
            with connection:
                seen = peer_of(connection)
                by = by_peer(seen, "jump-1")
            client.communicate()
    assert seen.pid == client.pid
    assert (by.user, by.uid, by.host, by.how) == (ME, os.getuid(), "jump-1", "peer")
    assert by.claim == "lee␛[31m"


def test_an_account_without_a_name_is_its_number() -> None:
    assert user_name(3_987_654_321) == "uid 3987654321"


def test_a_process_that_is_gone_claims_nothing() -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    assert wait_until(lambda: not Path(f"/proc/{ended.pid}").exists())
    assert claimed_user(ended.pid) == ""
    assert claimed_user(0) == ""


def test_where_the_system_cannot_tell_it_is_said_to_be_unproven(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delattr(socket, "SO_PEERCRED")
    here, there = socket.socketpair(socket.AF_UNIX)
    with here, there:
        seen = peer_of(here)
    assert not seen.proven
    assert by_peer(seen, "jump-1").how == "unproven"


def test_what_one_does_oneself_bears_the_account_and_the_claim(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SUDO_USER", "lee")
    by = by_self()
    assert (by.user, by.uid, by.claim) == (ME, os.getuid(), "lee")
    monkeypatch.setenv("SUDO_USER", ME)
    assert by_self().claim == ""


def test_a_claim_is_bounded_and_harmless(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUDO_USER", "\udc80\x1b" + "x" * 500)
    claim = by_self().claim
    assert len(claim) <= peer._CLAIM_LIMIT
    assert claim.isprintable()
    assert claim.encode()


def test_what_the_engine_finds_by_itself_is_the_engines() -> None:
    by = by_engine()
    assert (by.user, by.how, by.claim) == ("golive", "engine", "")

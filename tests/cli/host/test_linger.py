from pathlib import Path

import pytest

from golive_tui.cli.host import linger
from golive_tui.cli.host.linger import judge, kills_user_processes, look
from golive_tui.wire.peer import user_name

SESSION = "/user.slice/user-1000.slice/session-3.scope"
MANAGER = "/user.slice/user-1000.slice/user@1000.service/app.slice/tmux.scope"
SERVICE = "/system.slice/golive.service"


@pytest.mark.parametrize(
    ("group", "user", "lingers", "kills", "verdict"),
    [
        (SESSION, "ana", False, False, "ok"),
        (SESSION, "ana", False, True, "wrong"),
        (SESSION, "ana", True, True, "wrong"),
        (SESSION, "root", False, True, "ok"),
        (SESSION, "ana", True, None, "unknown"),
        (MANAGER, "ana", False, False, "wrong"),
        (MANAGER, "ana", True, True, "ok"),
        (SERVICE, "ana", False, True, "ok"),
        ("/", "ana", False, True, "ok"),
        ("", "ana", False, None, "ok"),
    ],
)
def test_what_ends_at_logout_depends_on_where_it_stands(
    group: str, user: str, lingers: bool, kills: bool | None, verdict: str
) -> None:
    found = judge(group, user, lingers=lingers, kills=kills)
    assert found.verdict == verdict
    assert found.remedy or verdict == "ok"


def test_a_remedy_names_the_account() -> None:
    found = judge(MANAGER, "ana", lingers=False, kills=False)
    assert found.remedy == "loginctl enable-linger ana"


def _file(root: Path, name: str, text: str) -> None:
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text(text)


@pytest.mark.parametrize(
    ("files", "kills"),
    [
        ({}, None),
        ({"etc/systemd/logind.conf": "[Login]\n#KillUserProcesses=no\n"}, False),
        ({"etc/systemd/logind.conf": "[Login]\n#KillUserProcesses=yes\n"}, True),
        ({"etc/systemd/logind.conf": "#KillUserProcesses=no\nKillUserProcesses = yes\n"}, True),
        (
            {
                "etc/systemd/logind.conf": "KillUserProcesses=no\n",
                "etc/systemd/logind.conf.d/50-x.conf": "KillUserProcesses=1\n",
            },
            True,
        ),
        (
            {
                "etc/systemd/logind.conf.d/10-a.conf": "KillUserProcesses=yes\n",
                "usr/lib/systemd/logind.conf.d/90-b.conf": "KillUserProcesses=off\n",
            },
            False,
        ),
        (
            {
                "etc/systemd/logind.conf.d/50-x.conf": "KillUserProcesses=no\n",
                "usr/lib/systemd/logind.conf.d/50-x.conf": "KillUserProcesses=yes\n",
            },
            False,
        ),
        ({"usr/lib/systemd/logind.conf": "#KillUserProcesses=yes\n"}, True),
    ],
)
def test_the_files_of_logind_are_read_as_logind_reads_them(
    own_home: Path, files: dict[str, str], kills: bool | None
) -> None:
    for name, text in files.items():
        _file(own_home, name, text)
    assert kills_user_processes(own_home) is kills


def test_a_file_that_cannot_be_read_is_passed_over(own_home: Path) -> None:
    (own_home / "etc/systemd/logind.conf").mkdir(parents=True)
    assert kills_user_processes(own_home) is None


@pytest.mark.parametrize(("said", "kills"), [("b true", True), ("b false", False), (None, None)])
def test_logind_itself_is_asked_first(
    said: str | None, kills: bool | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(linger, "asked", lambda *_: said)
    monkeypatch.setattr(linger, "_FOLDERS", ())
    assert kills_user_processes(Path("/")) is kills


def test_without_systemd_nobody_ends_anything(own_home: Path) -> None:
    assert look(own_home).verdict == "ok"


def test_with_systemd_the_account_and_its_group_are_looked_up(own_home: Path) -> None:
    import os

    (own_home / "run/systemd/system").mkdir(parents=True)
    _file(own_home, "proc/self/cgroup", f"1:name=systemd:/\n0::{MANAGER}\n")
    assert look(own_home).verdict == "wrong"
    _file(own_home, f"var/lib/systemd/linger/{user_name(os.getuid())}", "")
    assert look(own_home).verdict == "ok"


def test_a_system_that_does_not_tell_its_groups_is_no_session(own_home: Path) -> None:
    (own_home / "run/systemd/system").mkdir(parents=True)
    assert look(own_home).verdict == "ok"

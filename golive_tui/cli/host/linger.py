"""Whether the engine outlives the logout: systemd may end what a session started.

A session of its own (setsid) does not help against logind: it ends control groups. What counts is
in which one we stand (systemd-logind(8), logind.conf(5), pam_systemd(8)).
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from golive_tui.cli.host.asked import asked
from golive_tui.cli.host.finding import Finding, ok, unknown, wrong
from golive_tui.wire.peer import user_name

_SETTING: Final = re.compile(r"^(#?)\s*KillUserProcesses\s*=\s*(\S+)", re.MULTILINE)
_FOLDERS: Final = ("etc/systemd", "run/systemd", "usr/local/lib/systemd", "usr/lib/systemd")
_TRUE: Final = frozenset({"1", "yes", "y", "true", "t", "on"})
_PROPERTY: Final = (
    "busctl", "get-property", "org.freedesktop.login1", "/org/freedesktop/login1",
    "org.freedesktop.login1.Manager", "KillUserProcesses",
)  # fmt: skip


def look(root: Path = Path("/")) -> Finding:
    """The one finding. `root` is where `/etc`, `/proc` and `/var` lie."""
    if not (root / "run/systemd/system").is_dir():
        return ok("logout", "no systemd here: nobody ends the engine at logout")
    user = user_name(os.getuid())
    lingers = (root / "var/lib/systemd/linger" / user).exists()
    return judge(_group(root), user, lingers=lingers, kills=kills_user_processes(root))


def judge(group: str, user: str, *, lingers: bool, kills: bool | None) -> Finding:
    """The finding for a process in that control group; `kills` is KillUserProcesses."""
    enable = f"loginctl enable-linger {user}"
    if re.search(r"/user@\d+\.service/", group + "/"):
        if lingers:
            return ok("logout", f"{user} lingers: the engine stays when the last session ends")
        return wrong("logout", "systemd ends the engine when the last session ends", enable)
    if not re.search(r"/session-[^/]+\.scope", group):
        return ok("logout", "not in a login session: nobody ends the engine at logout")
    if kills is None:
        return unknown(
            "logout",
            "logind does not tell whether it ends what a session started",
            "grep KillUserProcesses /etc/systemd/logind.conf; it should say no",
        )
    if kills and user != "root":  # KillExcludeUsers=root unless somebody changed it
        return wrong(
            "logout",
            "logind ends the engine at logout (KillUserProcesses=yes)",
            f"{enable}, and start it by: systemd-run --user --scope golive run CHECKLIST --detach",
        )
    return ok("logout", "logind lets the engine live on at logout")


def kills_user_processes(root: Path) -> bool | None:
    """What logind does, by its own word, else by its files; None where neither tells."""
    said = asked(*_PROPERTY) if root == Path("/") else None
    if said in {"b true", "b false"}:
        return said == "b true"
    default: bool | None = None
    for path in _files(root):
        try:
            found = _SETTING.findall(path.read_text(encoding="utf-8", errors="replace"))
        except OSError:
            continue
        for commented, value in found:
            if not commented:
                return value.lower() in _TRUE
            # A line that is commented out shows what was built in.
            default = value.lower() in _TRUE if default is None else default
    return default


def _files(root: Path) -> Iterator[Path]:
    """Logind's files, the one that wins first."""
    drop_ins: dict[str, Path] = {}
    for folder in _FOLDERS:
        for path in (root / folder / "logind.conf.d").glob("*.conf"):
            drop_ins.setdefault(path.name, path)
    yield from (drop_ins[name] for name in sorted(drop_ins, reverse=True))
    yield from (root / folder / "logind.conf" for folder in _FOLDERS)


def _group(root: Path) -> str:
    """Our control group; empty where the system does not tell."""
    try:
        lines = (root / "proc/self/cgroup").read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    # hierarchy-id:controllers:path; systemd's own is 0:: or name=systemd (cgroups(7)).
    groups = [line.split(":", 2) for line in lines]
    own = [each[2] for each in groups if len(each) == 3 and each[1] in {"", "name=systemd"}]
    return max(own, key=len, default="")

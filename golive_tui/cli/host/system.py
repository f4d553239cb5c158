"""Python, locale, open files, the boot's id, and whether this machine may fall asleep."""

import os
import platform
import resource
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from golive_tui.cli.host.finding import Finding, note, ok, unknown, wrong
from golive_tui.cli.version import version
from golive_tui.clock import boot_id

FEW_FILES: Final = 256
"""Descriptors that an engine with a few dozen probes, its clients and its steps can need."""

_PORTABLE: Final = frozenset({8, 9, 10, 11, 14, 30, 31, 32})
"""Chassis types of machines with a lid or a battery (SMBIOS 3.x, 7.4.1)."""


def look(root: Path = Path("/"), environ: Mapping[str, str] = os.environ) -> Iterator[Finding]:
    """All of them. `root` is where `/sys` lies."""
    yield ok("golive", f"golive {version()} on Python {platform.python_version()}")
    yield _locale(environ)
    yield files(resource.getrlimit(resource.RLIMIT_NOFILE)[0])
    yield boot(boot_id())
    yield _sleep(root)


def _locale(environ: Mapping[str, str]) -> Finding:
    name = next((n for n in ("LC_ALL", "LC_CTYPE", "LANG") if environ.get(n)), "")
    said = environ.get(name, "")
    if "utf8" in said.lower().replace("-", ""):
        return ok("locale", f"{name}={said}")
    what = f"{name}={said} is not UTF-8" if said else "no locale is set"
    return note(
        "locale",
        f"{what}: the dashboard draws in ASCII",
        "export LANG=C.UTF-8 for lines, glyphs and accents",
    )


def files(limit: int) -> Finding:
    """Whether an engine may open enough: `limit` is the soft one, negative without any."""
    if limit < 0:
        return ok("open files", "without a limit")
    if limit >= FEW_FILES:
        return ok("open files", f"{limit} allowed")
    return wrong(
        "open files",
        f"only {limit} allowed: probes would fail for want of sockets",
        f"ulimit -n {FEW_FILES * 4}",
    )


def boot(boot_id: str) -> Finding:
    """Whether a reboot can be told from a restart."""
    if boot_id:
        return ok("boot id", f"{boot_id[:8]}...: a reboot can be told from a restart")
    return unknown("boot id", "the system does not tell: a reboot looks like a restart")


def _sleep(root: Path) -> Finding:
    chassis = _number(root / "sys/class/dmi/id/chassis_type")
    batteries = list((root / "sys/class/power_supply").glob("BAT*"))
    if batteries or chassis in _PORTABLE:
        return note(
            "sleep",
            "this looks like a laptop: while it sleeps, nobody looks after the launch",
            "launch from a jump host; or systemd-inhibit --what=sleep:handle-lid-switch sleep 7d",
        )
    if chassis is None:
        return unknown("sleep", "the system does not tell what kind of machine it is")
    return ok("sleep", "no laptop")


def _number(path: Path) -> int | None:
    try:
        return int(path.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None

import os
import socket
import threading
from pathlib import Path

import psutil
import pytest

from golive_tui.errors import InputError
from golive_tui.probes.take import take
from tests.probes.looking import AT, look_once, opened, probe, reach

SHARES = ("cpu", "memory", "swap", "disk", "inodes", "disks.root")


async def test_the_facts_of_this_host() -> None:
    expect = [f"{share} >= 0%" for share in SHARES] + [f"{share} <= 100%" for share in SHARES]
    sample = await look_once(
        "host",
        {},
        *expect,
        f"name == '{socket.gethostname()}'",
        "load_per_cpu >= 0",
        "uptime_seconds > 0s",
        "not rx exists",
    )
    assert sample.outcome == "ok", sample.detail
    assert sample.latency is None
    assert sample.detail.startswith(f"this host ({socket.gethostname()})")


async def test_rates_come_with_the_second_look() -> None:
    lookout = opened("host", {})
    first = await take(lookout, probe("host", values={"rx": "rx", "tx": "tx"}), AT, reach())
    second = await take(lookout, probe("host", values={"rx": "rx", "tx": "tx"}), AT, reach())
    await lookout.close()
    assert set(first.values) == set()
    assert set(second.values) == {"rx", "tx"}
    assert all(rate >= 0 for rate in second.values.values())


async def test_the_fullest_of_several_disks(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    real = psutil.disk_usage("/")
    full = {"/": 20.0, str(tmp_path): 91.0}
    monkeypatch.setattr(psutil, "disk_usage", lambda path: real._replace(percent=full[path]))
    name = str(tmp_path).strip("/").replace("/", "-").replace("_", "-")[:60].strip("-").lower()
    sample = await look_once(
        "host", {"disks": ["/", str(tmp_path)]}, "disk == 91%", f"disks.{name} == 91%"
    )
    assert sample.outcome == "ok", sample.detail


@pytest.mark.parametrize("disk", ["/no/such/folder", "relative"])
async def test_a_folder_that_is_not_there_is_a_wrong_setting(disk: str) -> None:
    sample = await look_once("host", {"disks": [disk]})
    assert (sample.outcome, sample.reason) == ("error", "config.invalid")
    assert disk in sample.detail


async def test_a_file_system_that_hangs_holds_up_one_thread_and_no_loop(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    awake = threading.Event()
    real = psutil.disk_usage

    def hang(path: str) -> object:
        awake.wait()
        return real(path)

    monkeypatch.setattr(psutil, "disk_usage", hang)
    within = reach(0.5)
    lookout = opened("host", {}, within)
    reasons = [(await take(lookout, probe("host"), AT, within)).reason for _ in range(3)]
    assert reasons == ["probe.timeout"] * 3
    hanging = [one for one in threading.enumerate() if one.name == "look at this host"]
    assert len(hanging) == 1
    awake.set()
    reading = lookout._reading  # type: ignore[attr-defined]
    reading.result(20)
    assert (await take(lookout, probe("host"), AT, within)).outcome == "ok"
    await lookout.close()


async def test_a_file_system_without_inodes_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.statvfs("/")
    values = list(real)
    values[5] = 0
    monkeypatch.setattr(os, "statvfs", lambda path: os.statvfs_result(values))
    assert (await look_once("host", {}, "not inodes exists")).outcome == "ok"


def test_no_disks_are_refused() -> None:
    with pytest.raises(InputError):
        opened("host", {"disks": 5})

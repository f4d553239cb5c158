import json
import os
from pathlib import Path

import pytest

from golive_tui import clock
from golive_tui.errors import InputError
from golive_tui.launch.samples import Sample
from tests.probes.fault_server import answering, serving
from tests.probes.looking import look_once, opened, reach

DAY = 86400.0


def backup(folder: Path, name: str, size: int, age: float) -> None:
    path = folder / name
    path.write_bytes(b"x" * size)
    at = clock.real_now().timestamp() - age
    os.utime(path, (at, at))


async def looked(folder: Path, *expect: str, **settings: object) -> Sample:
    given: dict[str, object] = {"path": ".", "glob": "*.dump", "max_age": DAY, **settings}
    return await look_once("backup", given, *expect, within=reach(directory=str(folder)))


async def test_a_fresh_one_of_a_good_size(tmp_path: Path) -> None:
    backup(tmp_path, "old.dump", 1000, 2 * DAY)
    backup(tmp_path, "new.dump", 900, 60)
    backup(tmp_path, "other.txt", 1, 0)
    sample = await looked(
        tmp_path,
        "name == 'new.dump'",
        "count == 2",
        "age_seconds < 1h",
        "bytes == 900",
        "change_ratio < 0",
        "not restore_age_seconds exists",
        min_size=900,
    )
    assert sample.outcome == "ok", sample.detail
    assert sample.detail.startswith("new.dump, 1:0")


async def test_an_old_one_a_small_one_a_shrunken_one_and_none(tmp_path: Path) -> None:
    assert (await looked(tmp_path)).reason == "stale.no_sample"
    backup(tmp_path, "a.dump", 1000, 3 * DAY)
    sample = await looked(tmp_path, "bytes > 0")
    assert (sample.outcome, sample.reason) == ("fail", "stale.no_sample")
    backup(tmp_path, "b.dump", 600, 60)
    sample = await looked(tmp_path)
    assert (sample.outcome, sample.reason) == ("fail", "assert.failed")
    assert sample.detail == "it is 40% smaller than the one before"
    assert (await looked(tmp_path, max_shrink=0.5)).outcome == "ok"
    assert (await looked(tmp_path, min_size=1024)).reason == "assert.failed"


async def test_what_cannot_be_told(tmp_path: Path) -> None:
    sample = await looked(tmp_path, path="nowhere")
    assert (sample.outcome, sample.reason) == ("error", "inconclusive")
    backup(tmp_path, "a.dump", 10, -DAY)
    sample = await looked(tmp_path)
    assert (sample.outcome, sample.reason) == ("error", "inconclusive")


async def test_the_date_of_a_tested_restore(tmp_path: Path) -> None:
    backup(tmp_path, "a.dump", 10, 60)
    file = tmp_path / "restore.json"
    assert (await looked(tmp_path, restore_tested="restore.json")).reason == "assert.missing_value"
    for text, reason in (
        ("{}", "assert.missing_value"),
        ('{"date": "2001-01-01"}', "stale.no_sample"),
    ):
        file.write_text(text)
        sample = await looked(tmp_path, restore_tested="restore.json")
        assert (sample.outcome, sample.reason) == ("fail", reason)
    file.write_text(json.dumps({"date": clock.real_now().isoformat()}))
    sample = await looked(tmp_path, "restore_age_seconds < 2d", restore_tested="restore.json")
    assert sample.outcome == "ok", sample.detail


async def test_what_an_address_and_a_command_say(tmp_path: Path) -> None:
    now = clock.real_now()
    told = {"last": {"at": now.isoformat(), "bytes": 600, "before": 1000}}
    keys = {"at": "last.at", "size": "last.bytes"}
    async with serving({"/": answering(json.dumps(told).encode())}) as server:
        settings = {"path": "", "url": server.url, **keys}
        assert (await looked(tmp_path, "bytes == 600", **settings)).outcome == "ok"
        sample = await looked(tmp_path, **settings, previous_size="last.before")
        assert sample.reason == "assert.failed"
        sample = await looked(tmp_path, **{**settings, "size": "last.none"})
        assert (sample.outcome, sample.reason) == ("fail", "assert.missing_value")
    line = json.dumps({"at": now.timestamp(), "size": 5})
    assert (await looked(tmp_path, path="", run=("echo", line))).outcome == "ok"
    assert (await looked(tmp_path, path="", run=("echo", "no"))).reason == "inconclusive"
    assert (await looked(tmp_path, path="", run=("false",))).reason == "cmd.exit"


@pytest.mark.parametrize(
    "settings",
    [
        {"max_age": 1.0},
        {"path": "a", "url": "http://h/", "max_age": 1.0},
        {"path": "a"},
        {"path": "a", "glob": "../*", "max_age": 1.0},
        {"path": "a", "glob": "/etc/*", "max_age": 1.0},
    ],
)
def test_settings_that_name_no_backup_are_refused(settings: dict[str, object]) -> None:
    with pytest.raises(InputError):
        opened("backup", settings)

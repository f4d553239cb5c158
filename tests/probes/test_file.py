"""`kind = "file"`, through `take`."""

import getpass
import hashlib
import os
from pathlib import Path

import pytest

from golive_tui.errors import InputError
from golive_tui.launch.samples import Sample
from golive_tui.probes.look import file as look
from tests.probes.looking import look_once, opened, reach

TEXT = "NODE_ENV=production\n"
DIGEST = hashlib.sha256(TEXT.encode()).hexdigest()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "env"
    path.write_text(TEXT)
    path.chmod(0o640)
    return tmp_path


async def looked(folder: Path, *expect: str, **settings: object) -> Sample:
    within = reach(directory=str(folder))
    return await look_once("file", {"path": "env", **settings}, *expect, within=within)


async def test_a_file_that_is_as_wanted_passes(folder: Path) -> None:
    sample = await looked(
        folder,
        "exists == true",
        "type == 'file'",
        "size == 20",
        "mode == '0640'",
        "age_seconds < 1h",
        "modified exists",
        f"sha256 == '{DIGEST}'",
        "path matches '/env$'",
        mode="0644",
        owner=getpass.getuser(),
        min_size=1,
        max_size=20,
        max_age=3600.0,
        contains=["^NODE_ENV=production$"],
        lacks=["localhost"],
        sha256=DIGEST,
    )
    assert sample.outcome == "ok", sample.detail


@pytest.mark.parametrize(
    ("settings", "why"),
    [
        ({"mode": "0600"}, "its mode 0640 permits 0040 more than 0600"),
        ({"owner": "nobody-at-all"}, "not nobody-at-all's"),
        ({"min_size": 21}, "less than 21"),
        ({"max_size": 19}, "more than 19"),
        ({"contains": ["^PORT="]}, "no line holds `^PORT=`"),
        ({"lacks": ["production"]}, "line 1 holds `production`"),
        ({"sha256": "0" * 64}, f"its digest is {DIGEST}, not 000"),
    ],
)
async def test_what_is_not_as_wanted_fails(
    settings: dict[str, object], why: str, folder: Path
) -> None:
    sample = await looked(folder, **settings)
    assert (sample.outcome, sample.reason) == ("fail", "assert.failed")
    assert why in sample.detail
    assert "NODE_ENV=production" not in sample.detail


async def test_an_old_file_is_stale(folder: Path) -> None:
    os.utime(folder / "env", (1.7e9, 1.7e9))
    sample = await looked(folder, max_age=3600.0)
    assert (sample.outcome, sample.reason) == ("fail", "stale.old")
    both = await looked(folder, max_age=3600.0, min_size=100)
    assert both.reason == "assert.failed"
    os.utime(folder / "env", (1e10, 1e10))
    assert (await looked(folder, max_age=3600.0)).reason == "inconclusive"


async def test_a_file_that_is_not_there_fails_unless_that_is_wanted(folder: Path) -> None:
    sample = await looked(folder, path="none", mode="0600")
    assert (sample.outcome, sample.reason) == ("fail", "assert.failed")
    assert sample.detail == f"there is no file {folder / 'none'}"
    assert (await looked(folder, "exists == false", path="none/at/all")).outcome == "ok"
    assert (await looked(folder, "exists == false")).outcome == "fail"


async def test_a_folder_has_an_owner_and_a_mode_but_no_content(folder: Path) -> None:
    assert (await looked(folder, "type == 'folder'", path=".", mode="0777")).outcome == "ok"
    sample = await looked(folder, path=".", contains=["x"])
    assert (sample.outcome, sample.reason) == ("fail", "assert.failed")
    assert "no regular file" in sample.detail


async def test_a_pipe_is_not_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    sample = await looked(folder, path="pipe", sha256="0" * 64)
    assert "no regular file" in sample.detail


async def test_a_link_out_of_the_launch_s_directory_is_not_followed(folder: Path) -> None:
    (folder / "launch").mkdir()
    (folder / "launch" / "env").symlink_to(folder / "env")
    sample = await looked(folder / "launch")
    assert (sample.outcome, sample.reason) == ("error", "inconclusive")
    assert (await looked(folder / "launch", path="../env")).outcome == "ok"


async def test_what_cannot_be_digested_or_searched_is_inconclusive(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(look, "LARGEST_HASHED", 5)
    sample = await looked(folder, sha256=DIGEST)
    assert (sample.outcome, sample.reason) == ("error", "inconclusive")
    with (folder / "huge").open("wb") as file:
        file.truncate(17 * 2**20)
    assert (await looked(folder, path="huge", lacks=["x"])).reason == "inconclusive"


def test_a_file_that_shrinks_while_it_is_digested_is_told(folder: Path) -> None:
    with pytest.raises(InputError, match="is being written"):
        look._digest(folder / "env", 21)
    with pytest.raises(InputError, match="cannot be read"):
        look._digest(folder / "none", 21)


def test_an_owner_without_a_name_is_a_number() -> None:
    assert look._owner(4_000_000_001) == "4000000001"


@pytest.mark.parametrize(
    "settings", [{}, {"path": "a\0b"}, {"path": "x", "mode": "rw"}, {"path": "~nobody-at-all/x"}]
)
def test_settings_that_make_no_sense_are_refused(settings: dict[str, object]) -> None:
    with pytest.raises(InputError):
        opened("file", settings)

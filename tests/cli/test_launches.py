import os

import pytest

from golive_tui.cli.launches import runs
from golive_tui.launch.events import EngineStarted
from golive_tui.store.catalog import base
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.lock import EngineLock
from tests.cli.made import Golive, begun

READS = [("status",), ("journal",)]
ACTS = [("mark", "records", "passed"), ("go",), ("round", "complete"), ("stop",)]


def _aged(launch: LaunchDirectory, seconds: float) -> LaunchDirectory:
    """As if it had changed last so long ago."""
    os.utime(launch.journal, (1_800_000_000 - seconds,) * 2)
    return launch


def _shown(golive: Golive, *argv: str) -> str:
    """The launch that `golive status` shows."""
    return golive("status", *argv).out.splitlines()[-1].rpartition("/")[2].partition(" ")[0]


def test_a_launch_is_named_by_its_id_its_beginning_or_its_directory(golive: Golive) -> None:
    launch = begun("shop-1")
    begun("shop-2")
    begun("web-1")
    assert _shown(golive, "shop-1") == "shop-1"
    assert _shown(golive, "w") == "web-1"
    assert _shown(golive, str(launch.path)) == "shop-1"
    assert _shown(golive, "--launch", str(launch.path)) == "shop-1"


def test_a_beginning_of_several_is_not_found_and_names_them(golive: Golive) -> None:
    begun("shop-1")
    begun("shop-2")
    said = golive("status", "shop")
    assert (said.code, said.out) == (3, "")
    assert "may be any of 2 launches" in said.err
    assert "shop-1" in said.err
    assert "shop-2" in said.err


def test_a_name_that_is_none_is_not_found_and_the_others_are_named(golive: Golive) -> None:
    begun("shop-1")
    said = golive("journal", "x")
    assert (said.code, said.out) == (3, "")
    assert "There are: shop-1" in said.err


def test_a_launch_cannot_be_named_twice(golive: Golive) -> None:
    said = golive("status", "shop-1", "--launch", "/srv")
    assert (said.code, said.out) == (2, "")
    assert "the launch is named twice" in said.err


@pytest.mark.parametrize("argv", READS)
def test_reading_takes_the_launch_that_changed_last_and_says_so(
    golive: Golive, argv: tuple[str, ...]
) -> None:
    _aged(begun("old"), 60)
    begun("new", (1, EngineStarted(pid=1, boot_id="", version="")))
    _aged(LaunchDirectory(base() / "new"), 5)
    said = golive(*argv)
    assert said.out
    assert said.err == "of 2 launches the one that changed last: new\n"


@pytest.mark.parametrize("argv", ACTS)
def test_an_act_never_chooses_between_launches(golive: Golive, argv: tuple[str, ...]) -> None:
    begun("shop-1")
    begun("shop-2")
    said = golive(*argv)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("golive: which launch? 2 are here, none with an engine\n")
    assert "\n  shop-1\n" in said.err
    assert not list(base().glob("*/engine.log"))


@pytest.mark.parametrize("argv", [*READS, *ACTS])
def test_of_two_that_run_nobody_chooses(golive: Golive, argv: tuple[str, ...]) -> None:
    """Production and its rehearsal run side by side: the wrong one must not go live."""
    locks = [EngineLock.acquire(begun(name), version="0") for name in ("shop-1", "shop-2")]
    begun("shop-3")
    said = golive(*argv)
    for lock in locks:
        lock.release()
    assert (said.code, said.out) == (2, "")
    assert "which launch? 2 have an engine" in said.err
    assert "shop-3" not in said.err


def test_the_only_one_that_runs_is_meant(golive: Golive) -> None:
    lock = EngineLock.acquire(_aged(begun("runs"), 600), version="0")
    begun("newer")
    assert _shown(golive) == "runs"
    assert golive("status").err == ""
    lock.release()


def test_many_candidates_are_not_all_named(golive: Golive) -> None:
    for number in range(9):
        begun(f"shop-{number}")
    said = golive("go")
    assert said.err.count("\n  shop-") == 5
    assert said.err.endswith("\n  ...\n")


def test_a_lock_that_cannot_be_read_is_no_engine() -> None:
    launch = begun("shop-1")
    launch.lock.mkdir()
    assert not runs(launch)

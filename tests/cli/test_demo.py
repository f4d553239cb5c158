import json
import os
from pathlib import Path

import pytest

from golive_tui.checklist.reader import read_checklist
from golive_tui.checklist_files import find, load
from golive_tui.cli.demo import FRESH, _counting, _known
from golive_tui.errors import InputError
from golive_tui.probes.all_kinds import specs
from golive_tui.store.catalog import base, launches
from golive_tui.store.directory import LaunchDirectory
from golive_tui.store.lock import EngineLock, holder
from tests.cli.conftest import Hands
from tests.cli.made import Golive, after, begun
from tests.support.waiting import wait_until

pytestmark = pytest.mark.usefixtures("engines")


def test_a_demo_runs_against_its_stand_in_and_is_come_back_to(golive: Golive) -> None:
    said = golive("demo", "--detach", "--speed", "30")
    assert said.code == 0, said.err
    launch = LaunchDirectory(Path(said.out.strip()))
    assert launch.path.name.startswith("flowmind-rehearsal-")

    def verdicts() -> list[str]:
        probes = json.loads(golive("status", "--json").out)["probes"]
        return [name for name, probe in probes.items() if probe["verdict"] == "ok"]

    wait_until(lambda: "api-health" in verdicts())
    again = golive("demo", "--detach")
    assert again.out == said.out
    assert again.err == f"coming back to {launch.path.name}; golive demo --new begins another\n"
    assert golive("stop").code == 0
    assert holder(launch) is None


def test_a_demo_may_count_down_to_the_rollback(golive: Golive) -> None:
    checklist, text = load(find("flowmind"), specs())
    counting = read_checklist(_counting(checklist, text, 1800.0), "a.toml", specs())
    assert {(each.action, each.countdown) for each in counting.triggers.values()} == {
        ("countdown", 1800.0)
    }
    assert counting.rollback.previous
    refused = golive("demo", "--detach", "--countdown", "90")
    assert refused.code == 2
    assert "--countdown 90 is not between 0.017 and 60 s at 60 times the speed" in refused.err


def _demo(name: str, age: float, speed: float = 60.0) -> LaunchDirectory:
    """A demo whose engine gave its last sign of life so long before NOON."""
    launch = begun(name, speed=speed, rehearsal=True)
    EngineLock.acquire(launch, version="0").release()
    os.utime(launch.lock, (after(-age).timestamp(),) * 2)
    return launch


def test_a_demo_that_is_still_warm_is_come_back_to(hands: Hands) -> None:
    hands.at(after(0))
    warm = _demo("warm", FRESH - 1)
    assert _known(None, None) == warm
    assert _known(None, 60.0) == warm
    assert _known(None, 30.0) is None


@pytest.mark.parametrize("speed", [60.0, 1.0])
def test_a_cold_one_is_not(hands: Hands, speed: float) -> None:
    hands.at(after(0))
    _demo("cold", FRESH + 1, speed)
    assert _known(None, None) is None


def test_a_rehearsal_at_real_speed_is_somebodys_work(hands: Hands) -> None:
    hands.at(after(0))
    work = _demo("work", 1, speed=1.0)
    assert _known(None, None) is None
    assert _known(None, 1.0) == work


def test_a_launch_that_is_no_demo_is_never_taken_for_one(hands: Hands) -> None:
    hands.at(after(0))
    launch = begun("shop-1")
    begun("broken").journal.write_text("{}\n")
    lock = EngineLock.acquire(launch, version="0")
    assert _known(None, None) is None
    with pytest.raises(InputError, match="no demo"):
        _known(launch.path, None)
    lock.release()


def test_a_directory_of_ones_own_is_begun_or_come_back_to(own_home: Path) -> None:
    assert _known(own_home / "new", None) is None
    mine = begun("mine", place=own_home / "mine", rehearsal=True)
    assert _known(own_home / "mine", None) == mine


@pytest.mark.parametrize("speed", ["0", "0.5", "3601", "inf", "nan", "-1"])
def test_a_speed_out_of_bounds_begins_nothing(golive: Golive, speed: str) -> None:
    said = golive("demo", "--detach", "--speed", speed)
    assert (said.code, said.out) == (2, "")
    assert "is not between 1 and 3600" in said.err
    assert not launches(base())


def test_without_a_terminal_nothing_is_begun(golive: Golive) -> None:
    assert golive("demo").code == 2
    assert not launches(base())

import json
import os

from golive_tui.cli.list import row
from golive_tui.launch.events import ItemFailed
from golive_tui.store.catalog import base
from golive_tui.store.lock import EngineLock
from tests.cli.conftest import Hands
from tests.cli.made import Golive, after, begun


def test_no_launches_is_an_empty_list_and_a_remark(golive: Golive) -> None:
    said = golive("list")
    assert (said.code, said.out) == (0, "")
    assert said.err == f"no launches in {base()}; golive run CHECKLIST begins one\n"
    assert json.loads(golive("list", "--json").out) == {"schema": 1, "launches": []}


def test_launches_are_listed_the_one_that_changed_last_first(golive: Golive) -> None:
    for number, name in enumerate(("old", "newest", "older")):
        launch = begun(name)
        os.utime(launch.journal, (1_800_000_000 - (10, 0, 5)[number],) * 2)
    said = golive("list")
    assert said.code == 0
    assert [line.split()[0] for line in said.out.splitlines()] == ["newest", "older", "old"]
    assert "stopped" in said.out
    assert "Shop – go-live, on production" in said.out


def test_a_launch_that_runs_says_whether_it_goes(golive: Golive, hands: Hands) -> None:
    launch = begun("shop-1", (1, ItemFailed(item="deploy")))
    hands.at(after(2))
    lock = EngineLock.acquire(launch, version="0")
    (row,) = json.loads(golive("list", "--json").out)["launches"]
    lock.release()
    assert (row["engine"], row["verdict"]) == ("running", "no-go")
    assert row["created_at"] == "2026-11-24T12:00:00.000000Z"
    assert "error" not in row


def test_a_damaged_launch_is_listed_and_hides_no_other(golive: Golive) -> None:
    begun("good")
    broken = begun("broken")
    broken.journal.write_text("{}\n")
    said = golive("list")
    assert (said.code, said.err) == (0, "")
    assert "Shop – go-live" in said.out
    assert "broken" in said.out
    rows = {row["id"]: row for row in json.loads(golive("list", "--json").out)["launches"]}
    assert rows["broken"]["error"]
    assert rows["broken"]["engine"] == "stopped"


def test_a_launch_that_only_its_state_tells_of_has_its_time() -> None:
    launch = begun("shop-1")
    launch.state.write_text("")
    os.utime(launch.state, (1_800_000_000,) * 2)
    launch.journal.unlink()
    assert row(launch)["changed_at"] == "2027-01-15T08:00:00.000000Z"
    launch.state.unlink()
    assert row(launch)["changed_at"] == "1970-01-01T00:00:00.000000Z"

import json
import subprocess
import sys

from golive_tui.launch.events import ItemNoted, ItemPassed
from golive_tui.launch.fold import fold
from golive_tui.store.journal import Journal
from golive_tui.store.recover import recover
from tests.cli.made import Golive, begun, enveloped
from tests.support.waiting import wait_until

NOTED = ItemNoted(item="records", text="früh")
PASSED = ItemPassed(item="records", note="done")


def test_events_are_told_one_a_line_the_oldest_first(golive: Golive) -> None:
    begun("shop-1", (60, NOTED), (61, PASSED))
    said = golive("journal")
    assert (said.code, said.err) == (0, "")
    numbers = [line.split()[0] for line in said.out.splitlines()]
    assert numbers == ["1", "2", "3"]
    assert "     2  2026-11-24 12:01:00Z  ana" in said.out
    assert "früh" in said.out


def test_as_json_they_are_one_document(golive: Golive) -> None:
    begun("shop-1", (60, NOTED))
    document = json.loads(golive("journal", "--json").out)
    assert document["schema"] == 1
    assert [event["kind"] for event in document["events"]] == ["launch.created", "item.noted"]
    assert document["events"][1]["text"] == "früh"
    assert document["events"][1]["by"]["user"] == "ana"


def test_a_journal_of_many_thousands_is_told_whole(golive: Golive) -> None:
    begun("shop-1", *((n, NOTED) for n in range(2500)))
    assert len(json.loads(golive("journal", "--json").out)["events"]) == 2501


def test_a_follower_hears_what_comes_as_one_object_a_line() -> None:
    launch = begun("shop-1")
    argv = [sys.executable, "-m", "golive_tui", "journal", "--follow", "--json"]
    with subprocess.Popen(argv, stdout=subprocess.PIPE) as follower:
        assert follower.stdout is not None
        assert json.loads(follower.stdout.readline())["kind"] == "launch.created"
        with Journal.open(launch, recover(launch, fold).position) as journal:
            journal.append(enveloped([(0, NOTED), (60, PASSED)])[1:])
        assert json.loads(follower.stdout.readline())["note"] == "done"
        follower.terminate()
        assert wait_until(lambda: follower.poll() is not None)


def test_a_damaged_line_is_told_with_its_number(golive: Golive) -> None:
    launch = begun("shop-1", (60, NOTED))
    launch.journal.write_bytes(
        launch.journal.read_bytes().replace(b'"kind":"item.noted"', b'"kind":"x"')
    )
    said = golive("journal")
    assert said.code == 4
    assert ":2: the journal is damaged here" in said.err

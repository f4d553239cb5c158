import json
from pathlib import Path
from typing import Any

import pytest

from golive_tui.store.lock import holder
from tests.cli.made import Golive, begun

pytestmark = pytest.mark.usefixtures("engines")


def _status(golive: Golive) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(golive("status", "--json").out)
    return document


def test_an_act_starts_an_engine_and_is_on_disk_when_it_returns(golive: Golive, shop: Path) -> None:
    launch = begun("shop-1", checklist=str(shop))
    assert holder(launch) is None
    said = golive("mark", "records", "passed", "--note", "früh")
    assert (said.code, said.out) == (0, "")
    seq = int(said.err.removeprefix("shop-1: recorded as event "))
    item = _status(golive)["items"]["records"]
    assert (item["status"], item["note"]) == ("passed", "früh")
    kinds = {event["seq"]: event["kind"] for event in _events(golive)}
    assert kinds[seq] == "item.passed"


def _events(golive: Golive) -> list[dict[str, Any]]:
    events: list[dict[str, Any]] = json.loads(golive("journal", "--json").out)["events"]
    return events


def test_a_refusal_of_the_engine_ends_with_4_and_changes_nothing(
    golive: Golive, shop: Path
) -> None:
    begun("shop-1", checklist=str(shop))
    said = golive("mark", "records", "skipped")
    assert (said.code, said.out) == (4, "")
    assert "a skip needs a reason" in said.err
    assert golive("round", "complete").code == 4
    assert _status(golive)["items"]["records"]["status"] == "open"


def test_an_engine_that_cannot_start_is_told_in_its_own_sentence(golive: Golive) -> None:
    launch = begun("shop-1")
    launch.checklist.write_text("schema = 1\n")
    said = golive("mark", "records", "passed")
    assert (said.code, said.out) == (4, "")
    assert said.err.startswith("golive: the engine does not start: ")
    assert "is not the checklist that this launch took in" in said.err.splitlines()[0]

import json
import re
from pathlib import Path
from typing import Any

import pytest

from golive_tui.launch import events as e
from golive_tui.store.catalog import base
from golive_tui.store.lock import EngineLock
from tests.cli.conftest import Hands
from tests.cli.made import (
    CHECKLIST,
    GATED,
    NOON,
    STARTED,
    Golive,
    after,
    begun,
    looked,
    snapshotted,
)

PAGE = Path(__file__).resolve().parents[2] / "docs" / "status.md"

PASSED = e.ItemPassed(
    item="records",
    note="früh",
    evidence=(e.Evidence(what="link", text="https://ci/7", at=NOON),),
)
OK = [e.ProbeChanged(probe=probe, verdict="ok", was="unknown") for probe in ("api", "web")]


def _document(golive: Golive, *argv: str) -> dict[str, Any]:
    said = golive("status", "--json", *argv)
    assert said.err == ""
    document = json.loads(said.out)
    assert said.code == (0 if document["launch"]["verdict"] == "go" else 1)
    assert isinstance(document, dict)
    return document


def _keys_on_the_page() -> dict[str, list[str]]:
    """Heading -> the keys of its table."""
    parts = PAGE.read_text(encoding="utf-8").split("\n## ")[1:]
    return {
        part.partition("\n")[0]: re.findall(r"^\| `(\w+)` \|", part, re.MULTILINE) for part in parts
    }


def test_a_launch_without_an_engine_is_told_as_json(golive: Golive, hands: Hands) -> None:
    launch = begun("shop-1", (1, STARTED), (60, PASSED), (61, e.ItemFailed(item="deploy")))
    hands.at(after(90))
    document = _document(golive)
    assert document["launch"] == {
        "id": "shop-1",
        "dir": str(launch.path),
        "title": "Shop – go-live",
        "target": "production",
        "created_at": "2026-11-24T12:00:00.000000Z",
        "went_live_at": None,
        "verdict": "no-go",
        "engine": "stopped",
    }
    assert document["progress"] == {
        "items": 3, "passed": 1, "failed": 1, "skipped": 0, "open": 1, "stale": 0,
        "by_machine": 0, "by_word": 1,
    }  # fmt: skip
    assert document["items"]["records"] == {
        "title": "Records point to the server",
        "path": ["Before", "Set-up", "DNS"],
        "status": "passed",
        "by": "ana",
        "at": "2026-11-24T12:01:00.000000Z",
        "note": "früh",
        "evidence": [{"what": "link", "text": "https://ci/7", "at": "2026-11-24T12:00:00.000000Z"}],
        "how": "word",
        "machine": None,
        "override": None,
        "overridden": False,
        "checking": None,
    }
    assert document["items"]["look-back"]["status"] == "open"
    assert document["items"]["look-back"]["by"] is None
    assert document["journal"] == {"seq": 4, "epoch": 1, "events": 4}


def test_the_document_has_the_keys_of_its_page_and_no_others(golive: Golive, hands: Hands) -> None:
    """The page is made of the design's example, table by table."""
    begun("shop-1", (1, STARTED), (60, PASSED), (61, e.LaunchWentLive()), text=GATED)
    hands.at(after(90))
    document = _document(golive)
    page = _keys_on_the_page()
    assert list(document) == page.pop("The document")
    assert list(page) == list(document)[1:]
    for name in ("launch", "progress", "watch", "rollback", "signoff", "journal"):
        assert list(document[name]) == page[name]
    for name in ("items", "probes", "triggers", "steps", "gates"):
        assert document[name]
        assert [list(each) for each in document[name].values()] == [page[name]] * len(
            document[name]
        )


EXAMPLE = {
    "schema": 1,
    "launch": "id dir title target created_at went_live_at verdict engine",
    "progress": "items passed failed skipped open stale by_machine by_word",
    "items": "title path status by at note evidence how machine override overridden checking",
    "probes": "kind verdict reason last_at latency_seconds p95_seconds n error_rate uptime "
    "coverage",
    "watch": "phase elapsed_seconds round rounds next_due_at overdue missed completed",
    "triggers": "state verdict value threshold for_seconds n coverage blind shadow until action "
    "blocked burst would_have_tripped",
    "steps": "status waits attempt exit_code retry retries given_up approved_by approval "
    "started_at ended_at",
    "gates": "title before word overridden overridden_by reason stations",
    "rollback": "status requested_at by reason steps ended_at failed_step detail readiness",
    "signoff": "approved name by at seq notes",
    "notices": "broken sent failed sent_at failed_at reason",
    "journal": "seq epoch events",
}
"""What scripts were promised."""


def test_the_page_has_the_keys_that_scripts_were_promised() -> None:
    page = _keys_on_the_page()
    assert page.pop("The document") == list(EXAMPLE)
    assert {name: " ".join(keys) for name, keys in page.items()} == {
        name: keys for name, keys in EXAMPLE.items() if name != "schema"
    }


def test_figures_come_from_the_samples(golive: Golive, hands: Hands) -> None:
    launch = begun("shop-1", (1, STARTED), (31, OK[0]), (31, OK[1]))
    looked(launch, {"api": "o" * 19 + "ff", "web": "o" * 20 + "e"})
    hands.at(after(600))
    document = _document(golive)
    api, web = document["probes"]["api"], document["probes"]["web"]
    assert (api["kind"], api["verdict"], api["n"]) == ("tcp", "ok", 21)
    assert api["last_at"] == "2026-11-24T12:10:00.000000Z"
    assert api["error_rate"] == pytest.approx(2 / 21)
    assert (api["uptime"], api["coverage"]) == (0.95, 1.0)
    assert (web["n"], web["error_rate"], web["latency_seconds"]) == (20, 0.0, None)
    assert document["triggers"]["errors"]["verdict"] == "breach"
    assert document["triggers"]["errors"]["threshold"] == 0.05


def test_without_samples_every_figure_is_null(golive: Golive, hands: Hands) -> None:
    begun("shop-1", (1, STARTED))
    hands.at(after(60))
    document = _document(golive)
    assert document["probes"]["api"] == {
        "kind": "tcp", "verdict": "unknown", "reason": None, "last_at": None,
        "latency_seconds": None, "p95_seconds": None, "n": 0, "error_rate": None,
        "uptime": None, "coverage": 0.0,
    }  # fmt: skip
    assert document["triggers"]["errors"]["verdict"] == "unknown"
    assert document["triggers"]["errors"]["value"] is None


def _ready(*more: tuple[float, e.Fact]) -> list[tuple[float, e.Fact]]:
    """All that must be done before go-live is done, and both probes are well."""
    passed = [(40.0, e.ItemPassed(item=item)) for item in ("records", "deploy")]
    return [(1.0, STARTED), *((31.0, ok) for ok in OK), *passed, *more]


def test_exit_code_0_says_go(golive: Golive, hands: Hands) -> None:
    launch = begun("shop-1", *_ready())
    looked(launch, {"api": "o" * 3, "web": "o" * 3})
    hands.at(after(70))
    assert golive("status").code == 0
    assert _document(golive)["launch"]["verdict"] == "go"


def test_an_ok_that_nobody_renewed_is_no_go_ahead(golive: Golive, hands: Hands) -> None:
    """The journal still says `ok`; no engine has looked for an hour."""
    launch = begun("shop-1", *_ready())
    looked(launch, {"api": "o" * 3, "web": "o" * 3})
    hands.at(after(3600))
    document = _document(golive)
    assert document["launch"]["verdict"] == "hold"
    assert document["probes"]["api"]["verdict"] == "silent"
    assert document["probes"]["api"]["reason"] == "stale.no_sample"
    assert document["probes"]["api"]["last_at"] == "2026-11-24T12:01:00.000000Z"
    assert document["journal"]["seq"] == 6


def test_an_ok_whose_samples_are_lost_is_no_go_ahead(golive: Golive, hands: Hands) -> None:
    begun("shop-1", *_ready())
    hands.at(after(70))
    document = _document(golive)
    assert document["launch"]["verdict"] == "hold"
    assert document["probes"]["web"]["verdict"] == "silent"


def test_rounds_that_nobody_answered_are_missed_as_of_now(golive: Golive, hands: Hands) -> None:
    begun("shop-1", *_ready((100, e.LaunchWentLive())))
    hands.at(after(100 + 38 * 60))
    watch = _document(golive)["watch"]
    assert watch == {
        "phase": "hour", "elapsed_seconds": 2280.0, "round": 2, "rounds": 4,
        "next_due_at": "2026-11-24T12:46:40.000000Z", "overdue": 1, "missed": 1, "completed": 0,
    }  # fmt: skip


def test_a_pass_that_outlived_its_limit_is_stale_as_of_now(golive: Golive, hands: Hands) -> None:
    begun("shop-1", (5, e.ItemPassed(item="look-back")))
    hands.at(after(5 + 3601))
    document = _document(golive)
    assert document["items"]["look-back"]["status"] == "stale"
    assert document["progress"]["stale"] == 1


def test_a_state_file_says_the_same_as_the_journal(golive: Golive, hands: Hands) -> None:
    launch = begun("shop-1", *_ready((100, e.LaunchWentLive())))
    looked(launch, {"api": "o" * 5, "web": "o" * 5})
    hands.at(after(150))
    by_journal = _document(golive)
    snapshotted(launch)
    assert _document(golive) == by_journal


def test_a_living_engine_is_told(golive: Golive, hands: Hands) -> None:
    launch = begun("shop-1")
    hands.at(after(1))
    lock = EngineLock.acquire(launch, version="0.1.0")
    assert _document(golive)["launch"]["engine"] == "running"
    lock.release()
    assert _document(golive)["launch"]["engine"] == "stopped"


def test_for_people_it_is_a_dozen_lines(golive: Golive, hands: Hands) -> None:
    launch = begun("shop-1", *_ready((100, e.LaunchWentLive())), rehearsal=True)
    looked(launch, {"api": "o" * 5, "web": "o" * 5})
    hands.at(after(150))
    said = golive("status")
    assert (said.code, said.err) == (0, "")
    watch = "round 1 of 4, next due 2026-11-24 12:16:40 UTC; 0 completed, 0 overdue, 0 missed"
    assert said.out.splitlines() == [
        "Shop – go-live, on production  REHEARSAL",
        "  GO        live since 2026-11-24 12:01:40 UTC, T+00:00:50",
        "  engine    stopped: nobody looks after this launch; golive attach starts one",
        "  items     2 of 3 done (0 by machine, 2 on a word), 1 open, 0 failed, 0 skipped, 0 stale",
        f"  watch     The first hour: {watch}",
        "  probes    2 of 2 ok",
        "  criteria  1 met",
        "  triggers  unknown: errors",
        f"  at        {launch.path} (event 7)",
    ]


def test_no_launch_is_not_found(golive: Golive) -> None:
    said = golive("status", "--json")
    assert (said.code, said.out) == (3, "")
    assert said.err == (
        f"golive: there is no launch in {base()}\ngolive run CHECKLIST begins one\n"
    )


def test_a_damaged_journal_is_told_with_its_line(golive: Golive) -> None:
    launch = begun("shop-1", (1, STARTED), (2, STARTED))
    lines = launch.journal.read_bytes().splitlines(keepends=True)
    launch.journal.write_bytes(lines[0] + b"{}\n" + lines[2])
    said = golive("status")
    assert (said.code, said.out) == (4, "")
    assert f"{launch.journal}:2: the journal is damaged here" in said.err


def test_a_checklist_that_somebody_changed_is_not_believed(golive: Golive) -> None:
    """With an item less it might say go."""
    launch = begun("shop-1")
    launch.write_checklist(CHECKLIST.replace("Deploy", "Delay").encode())
    said = golive("status", "--json")
    assert (said.code, said.out) == (4, "")
    assert "is not the checklist that this launch took in" in said.err
    assert "golive attach" in said.err


def test_a_launch_of_a_newer_golive_is_refused_with_a_sentence(golive: Golive) -> None:
    launch = begun("shop-1")
    launch.journal.write_bytes(launch.journal.read_bytes().replace(b'"format":1', b'"format":9'))
    said = golive("status")
    assert (said.code, said.out) == (4, "")
    assert "format" in said.err


def test_samples_that_are_no_samples_are_told(golive: Golive) -> None:
    launch = begun("shop-1")
    launch.samples.write_bytes(b"no database" * 100)
    said = golive("status")
    assert said.code == 4
    assert "samples.db" in said.err


def test_titles_cannot_write_to_the_terminal(golive: Golive, hands: Hands) -> None:
    hostile = "Shop \x1b[31m\x9b2J\u202e"
    begun("shop-1", title=hostile)
    hands.at(after(1))
    for argv in (("status",), ("status", "--json"), ("list",), ("list", "--json"), ("journal",)):
        said = golive(*argv)
        assert not re.search("[\x1b\x9b\u202e]", said.out + said.err), argv
    assert json.loads(golive("status", "--json").out)["launch"]["title"] == hostile

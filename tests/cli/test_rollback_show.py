import json
from pathlib import Path

import pytest

from golive_tui.launch import events as e
from tests.cli.made import RUNNING, Golive, begun, begun_in
from tests.support.waiting import wait_until

pytestmark = pytest.mark.usefixtures("engines")


@pytest.fixture(autouse=True)
def home(own_home: Path) -> Path:
    """Where the steps run."""
    begun_in(own_home)
    return own_home


def test_without_an_engine_nobody_knows_and_none_is_started(golive: Golive) -> None:
    said = golive("rollback", "--show")
    assert said.code == 1
    assert "ROLLBACK unknown: 1 step" in said.out
    assert "no engine runs" in said.out
    assert "undo: Undo it (never run)" in said.out
    status = json.loads(golive("status", "--json").out)
    assert (status["launch"]["engine"], status["rollback"]["readiness"]["word"]) == (
        "stopped", "unknown",
    )  # fmt: skip


def test_with_an_engine_it_says_what_would_run_where(golive: Golive, home: Path) -> None:
    (home / "good").touch()
    golive("mark", "ship", "skipped", "--note", "starts the engine")
    said = golive("rollback", "--show")
    assert (said.code, said.err) == (0, "")
    assert "ROLLBACK ready: 1 step; not rehearsed in this launch" in said.out
    assert f"in {home} on production" in said.out
    assert golive("rollback", "--confirm", "ROLLBACK").code == 0
    assert "last run" in golive("rollback", "--show").out
    text = golive("status").out
    assert "ready: 1 step can run; last run" in text


def test_what_is_wanting_is_found_while_the_engine_runs(golive: Golive, own_home: Path) -> None:
    text = RUNNING.replace('id = "undo"', f'id = "undo"\ncwd = "{own_home}/place"')
    (own_home / "place").mkdir()
    source = own_home / "other.toml"
    source.write_text(text)
    undone = (
        e.StepRequested(step="undo", attempt="undo-1", argv=("x",), directory="/", target="t",
                        rehearsed=True),
        e.StepEnded(step="undo", attempt="undo-1", outcome="succeeded", exit_code=0, seconds=9.0),
    )  # fmt: skip
    begun("shop-0", (1, undone[0]), (2, undone[1]), text=RUNNING)
    launch = begun("shop-2", text=text, checklist=str(source), directory=str(own_home))
    golive("mark", "ship", "skipped", "--launch", str(launch.path), "--note", "starts the engine")

    def word() -> str:
        known = json.loads(golive("status", "--launch", str(launch.path), "--json").out)
        return str(known["rollback"]["readiness"]["word"])

    def shown() -> str:
        return golive("rollback", "--show", "--launch", str(launch.path)).out

    assert word() == "ready"
    elsewhere = "last rehearsed 2026-11-24 12:00:02 UTC in launch shop-0, took 9.0 s"
    wait_until(lambda: elsewhere in shown())
    known = json.loads(golive("status", "--launch", str(launch.path), "--json").out)
    assert known["rollback"]["readiness"]["launch"] == "shop-0"
    (own_home / "place").rmdir()
    wait_until(lambda: word() == "not ready")
    assert "there is no directory" in shown()

"""The rows over the output."""

from datetime import timedelta

from msgspec.structs import replace

from golive_tui.launch.state import Attempt
from golive_tui.tui.run.facts import ROWS, Sign, fact_rows
from tests.screens.scene import mirror_at


def said(attempt: Attempt | None, sign: Sign) -> str:
    mirror = mirror_at("live")
    item = mirror.checklist.item("deploy-staging")
    assert item is not None
    rows = fact_rows(mirror, item, attempt, sign, mirror.now)
    assert len(rows) == ROWS
    return "\n".join(" ".join(part.text for part in row) for row in rows)


def test_a_step_that_never_ran_says_what_it_waits_for() -> None:
    assert "it has not run yet · needs x" in said(None, Sign(waits="needs x"))


def test_an_attempt_says_its_sign_of_life_and_who_survived_it() -> None:
    at = mirror_at("live").now
    attempt = Attempt(id="a-1", status="running", requested_at=at, by="ana", started_at=at, pid=7)
    assert "no output yet · pid 7" in said(attempt, Sign())
    assert "output 0:05 ago" in said(attempt, Sign(seconds=5.0, size=10))
    left = Attempt(id="a-1", status="cancelled", requested_at=at, by="ana", survivors=("9 sh",))
    assert "still alive after the cancel: 9 sh" in said(left, Sign())


def test_an_attempt_that_is_older_than_the_engine_was_adopted_by_it() -> None:
    engine = mirror_at("live").state.engine
    assert engine is not None
    before = engine.started_at - timedelta(seconds=1)
    old = Attempt(id="a-1", status="running", requested_at=before, by="ana", started_at=before)
    assert f"adopted {engine.started_at:%H:%M}Z by a new engine" in said(old, Sign())
    late = replace(old, started_at=engine.started_at)
    assert "adopted" not in said(late, Sign())
    assert "adopted" not in said(replace(old, status="succeeded"), Sign())

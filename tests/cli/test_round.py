import json
from pathlib import Path

import pytest

from golive_tui.client.start import ensure_engine_now
from golive_tui.clock import real_now
from golive_tui.launch.events import LaunchWentLive
from tests.cli.made import NOON, Golive, begun
from tests.support.waiting import wait_until

pytestmark = pytest.mark.usefixtures("engines")

QUESTION = "nothing-strange-in-the-log"


@pytest.fixture
def due(shop: Path) -> None:
    """A launch whose first round fell due half a minute ago, and an engine that has seen it."""
    ago = (real_now() - NOON).total_seconds() - 15 * 60 - 30
    launch = begun("shop-1", (ago, LaunchWentLive()), checklist=str(shop))
    ensure_engine_now(launch.path)
    wait_until(lambda: b'"round.due"' in launch.journal.read_bytes())


@pytest.mark.usefixtures("due")
def test_a_round_is_answered_and_then_completed(golive: Golive) -> None:
    early = golive("round", "complete")
    assert early.code == 4
    assert f"still asks: {QUESTION}" in early.err
    assert golive("round", "answer", QUESTION, "passed", "--note", "calm").code == 0
    assert golive("round", "complete", "--note", "ok").code == 0
    watch = json.loads(golive("status", "--json").out)["watch"]
    assert (watch["completed"], watch["overdue"], watch["missed"]) == (1, 0, 0)


@pytest.mark.usefixtures("due")
def test_the_rest_of_a_round_can_have_one_answer(golive: Golive) -> None:
    refused = golive("round", "complete", "--rest", "skipped")
    assert refused.code == 4
    assert "a skip needs a reason" in refused.err
    assert golive("round", "complete", "--rest", "passed").code == 0


@pytest.mark.usefixtures("due")
def test_a_question_that_is_not_asked_is_not_found(golive: Golive) -> None:
    said = golive("round", "answer", "nothing", "passed")
    assert said.code == 3
    assert QUESTION in said.err


def test_where_no_round_is_due_the_wait_is_told(golive: Golive, shop: Path) -> None:
    ago = (real_now() - NOON).total_seconds()
    begun("shop-1", (ago, LaunchWentLive()), checklist=str(shop))
    said = golive("round", "complete", "--rest", "passed")
    assert said.code == 4
    assert "no round is due" in said.err
    assert "the next falls due in 14:" in said.err

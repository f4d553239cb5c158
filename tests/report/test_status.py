import json

from hypothesis import given
from hypothesis import strategies as st

from golive_tui.launch.commands import FailItem, GoLive, PassItem, SkipItem
from golive_tui.launch.samples import Outcome
from golive_tui.launch.state import EMPTY
from golive_tui.report.status import Facts, status
from tests.launch.world import MINUTE, Rehearsed, after, sample
from tests.report.made import facts, plan


def _launch() -> Rehearsed:
    launch = Rehearsed(plan())
    launch.begin()
    return launch


def test_a_launch_that_has_just_begun_knows_nothing_and_says_so() -> None:
    document = status(facts(_launch(), 1))
    assert document["launch"]["verdict"] == "hold"
    assert document["watch"] == {
        "phase": None, "elapsed_seconds": None, "round": 0, "rounds": 0, "next_due_at": None,
        "overdue": 0, "missed": 0, "completed": 0,
    }  # fmt: skip
    assert document["triggers"]["errors"] == {
        "state": "disarmed", "verdict": "unknown", "value": None, "threshold": 0.05,
        "for_seconds": 0.0, "n": 0, "coverage": 0.0, "blind": False, "shadow": True, "until": None,
        "action": "ask", "blocked": None, "burst": False, "would_have_tripped": 0,
    }  # fmt: skip
    assert document["steps"]["ship"]["exit_code"] is None


def test_rollback_items_are_listed_and_are_no_progress() -> None:
    launch = _launch()
    launch.do(FailItem(item="undo-it"), after(5))
    document = status(facts(launch, 6))
    assert document["items"]["undo-it"]["status"] == "failed"
    assert document["progress"]["failed"] == 0
    assert document["progress"]["items"] == len(document["items"]) - 1
    assert document["launch"]["verdict"] == "hold"


def test_the_confirmations_of_the_sign_off_are_items_with_a_path() -> None:
    assert status(facts(_launch(), 1))["items"]["approved"]["path"] == [
        "Deployment",
        "Final Verification",
    ]


def test_a_percentile_that_falls_on_a_failure_is_null_and_not_a_number() -> None:
    launch = _launch()
    for slot in range(20):
        launch.look(sample(slot * 30, "ok" if slot % 3 else "fail"))
    probe = status(facts(launch, 600))["probes"]["api"]
    assert probe["p95_seconds"] is None
    assert (probe["n"], probe["error_rate"]) == (20, 0.35)
    assert probe["last_at"] == "2026-11-24T12:09:30.000000Z"


def test_a_failing_probe_is_no_go_with_its_reason() -> None:
    launch = _launch()
    for slot in range(3):
        launch.look(sample(slot * 30, "fail"))
    document = status(facts(launch, 61))
    assert document["launch"]["verdict"] == "no-go"
    assert document["probes"]["api"]["reason"] == "tcp.refused"


def test_the_watch_counts_from_go_live() -> None:
    launch = _launch()
    launch.do(GoLive(), after(100))
    launch.tick(after(100 + 15 * MINUTE))
    watch = status(facts(launch, 100 + 16 * MINUTE))["watch"]
    assert (watch["phase"], watch["round"], watch["rounds"]) == ("hour-1-6", 1, 24)
    assert watch["elapsed_seconds"] == 960.0
    assert watch["next_due_at"] == "2026-11-24T12:31:40.000000Z"


def test_without_an_origin_there_is_still_a_document() -> None:
    launch = _launch()
    empty = Facts(
        checklist=launch.plan, state=EMPTY, sight=launch.sight, now=after(0), directory="/srv/x",
        engine="stopped", events=0,
    )  # fmt: skip
    assert status(empty)["launch"]["id"] is None
    json.dumps(status(empty), allow_nan=False)


OUTCOMES = st.sampled_from(["ok", "fail", "error", "absent"])
LATENCIES = st.one_of(st.none(), st.floats(0, 60))


@given(
    st.lists(st.tuples(OUTCOMES, LATENCIES), max_size=60),
    st.lists(st.sampled_from(["domain", "records", "cdn", "ship"]), max_size=4, unique=True),
    st.floats(0, 10_000),
    st.booleans(),
)
def test_every_document_is_json_with_the_same_keys(
    looks: list[tuple[Outcome, float | None]], done: list[str], later: float, live: bool
) -> None:
    launch = _launch()
    for slot, (outcome, latency) in enumerate(looks):
        launch.look(sample(slot * 30, outcome, latency))
    for item in done:
        launch.do(
            PassItem(item=item, note="x") if item != "cdn" else SkipItem(item=item, reason="y"),
            after(2000),
        )
    if live:
        launch.do(GoLive(), after(2001))
    document = status(facts(launch, 2002 + later))
    assert json.loads(json.dumps(document, allow_nan=False)) == document
    fresh = status(facts(_launch(), 1))
    for name, part in fresh.items():
        if isinstance(part, dict):
            assert list(document[name]) == list(part)
    counts = document["progress"]
    parts = [counts[name] for name in ("passed", "failed", "skipped", "open", "stale")]
    assert counts["items"] == sum(parts)

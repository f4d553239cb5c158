import pytest

from golive_tui.launch import commands as c
from golive_tui.launch.answers import answers, round_start
from golive_tui.launch.events import RoundAnswer
from golive_tui.launch.figures import Digest
from tests.launch.world import DAY, HOUR, MINUTE, Rehearsed, after, checklist

WELL = Digest(n=30, failed=0, coverage=0.97)


def answered(digests: dict[str, Digest], phase: str = "hour-1-6") -> dict[str, RoundAnswer]:
    return answers(checklist(), phase, digests, after(900))


def test_probes_that_were_seen_and_never_failed_answer_their_question() -> None:
    found = answered({"api": WELL})
    assert list(found) == ["endpoints"], "`logs` names no probe"
    assert found["endpoints"] == RoundAnswer(
        status="passed",
        by="probes",
        at=after(900),
        note="30 looks, none failed, 97.0 % observed",
    )


def test_one_failure_fails_the_question() -> None:
    found = answered({"api": Digest(n=30, failed=2, coverage=0.97)})["endpoints"]
    assert (found.status, found.note) == ("failed", "2 of 30 looks failed")


@pytest.mark.parametrize(
    "digests",
    [
        {},
        {"api": Digest(n=0, failed=0)},
        {"api": Digest(n=20, failed=0, coverage=0.79)},
    ],
    ids=["nothing", "unseen", "seen too little"],
)
def test_what_was_not_seen_enough_is_left_to_a_person(digests: dict[str, Digest]) -> None:
    assert answered(digests) == {}


def test_a_failure_is_a_failure_however_little_was_seen() -> None:
    found = answered({"api": Digest(n=1, failed=1, coverage=0.02)})
    assert found["endpoints"].status == "failed"


def test_a_question_of_two_probes_needs_both() -> None:
    assert answered({"api": WELL}, "hour-6-24") == {}
    both = answered({"api": WELL, "ws": Digest(n=60, failed=0, coverage=0.9)}, "hour-6-24")
    assert both["trends"].note == "90 looks, none failed, 90.0 % observed"


def test_a_phase_that_the_checklist_lost_asks_nothing() -> None:
    assert answered({"api": WELL}, "old") == {}


@pytest.mark.parametrize(
    ("round_id", "start"),
    [
        ("hour-1-6/1", 0.0),
        ("hour-1-6/2", 15 * MINUTE),
        ("hour-6-24/1", 6 * HOUR),
        ("week-1/1", DAY),
        ("week-1/2", 2 * DAY),
    ],
)
def test_a_round_sums_up_the_time_since_the_round_before_it(round_id: str, start: float) -> None:
    launch = Rehearsed()
    launch.begin()
    launch.do(c.GoLive(), after(0))
    assert round_start(launch.plan, launch.state, round_id) == after(start)


def test_a_round_that_is_not_planned_has_no_start() -> None:
    launch = Rehearsed()
    launch.begin()
    assert round_start(launch.plan, launch.state, "hour-1-6/1") is None
    launch.do(c.GoLive(), after(0))
    assert round_start(launch.plan, launch.state, "old/1") is None

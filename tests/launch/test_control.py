import pytest

from golive_tui.launch.control import Gate, Seen, may_be_ours
from golive_tui.launch.samples import REASONS, Outcome, Sample
from tests.launch.world import after


def at(
    seconds: float, outcome: Outcome = "ok", reason: str | None = None, name: str = "api"
) -> Sample:
    return Sample(probe=name, at=after(seconds), outcome=outcome, reason=reason)


def refused(seconds: float) -> Sample:
    return at(seconds, "fail", "tcp.refused")


def told(found: list[Seen]) -> list[tuple[float, Outcome]]:
    return [(each.at - after(0).timestamp(), each.outcome) for each in found]


@pytest.mark.parametrize("reason", sorted(REASONS))
def test_what_nobody_answered_may_be_ours_and_an_answer_never(reason: str) -> None:
    answered = ("http.status", "assert", "tls.expired", "auth", "cmd.exit", "ws.rejected", "db")
    if reason.startswith(answered) and not reason.endswith("timeout"):
        assert not may_be_ours(reason)
    if reason.startswith("tcp.") or "timeout" in reason:
        assert may_be_ours(reason)


def test_without_a_control_everything_stands_at_once() -> None:
    assert told(Gate().take(refused(0))) == [(0.0, "fail")]


def test_a_refusal_waits_for_the_controls_next_look() -> None:
    gate = Gate("far")
    assert gate.take(at(0, name="far")) == []
    assert gate.take(refused(1)) == []
    assert gate.take(at(2)) == [], "what comes after it waits too"
    assert told(gate.take(at(10, name="far"))) == [(1.0, "fail"), (2.0, "ok")]


def test_a_bad_look_of_the_control_before_or_after_makes_it_ours() -> None:
    gate = Gate("far")
    gate.take(refused(1))
    assert told(gate.take(at(5, "fail", "tcp.timeout", "far"))) == [(1.0, "error")]
    assert told(gate.take(refused(6))) == [(6.0, "error")], "the look before it was bad"


def test_a_time_out_waits_for_a_look_that_began_after_its_end() -> None:
    gate = Gate("far", {"api": 5.0})
    gate.take(at(10, "fail", "http.timeout_first_byte"))
    assert gate.take(at(12, name="far")) == []
    assert told(gate.take(at(16, name="far"))) == [(10.0, "fail")]


def test_a_control_that_did_not_look_says_nothing() -> None:
    gate = Gate("far")
    gate.take(refused(1))
    assert gate.take(at(5, "absent", "slot.missed", "far")) == []
    assert told(gate.take(at(9, name="far"))) == [(1.0, "fail")]


def test_a_wrong_answer_needs_no_control() -> None:
    gate = Gate("far")
    gate.take(at(0, "fail", "tcp.timeout", "far"))
    assert told(gate.take(at(1, "fail", "http.status"))) == [(1.0, "fail")]


def test_without_a_reason_nothing_says_that_it_was_ours() -> None:
    assert not may_be_ours(None)
    assert not may_be_ours("")

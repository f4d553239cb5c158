from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive_tui.launch.events import ProbeChanged, ProbeVerdict
from golive_tui.launch.samples import Outcome
from tests.launch.world import Rehearsed, after, checklist, probe, sample

WORDS: dict[str, Outcome] = {".": "ok", "x": "fail", "e": "error", "-": "absent"}


def judged(outcomes: str, *, slow: float | None = None, latency: float = 0.02) -> Rehearsed:
    """A launch of one probe with a sample a slot; it fails and recovers after two."""
    launch = Rehearsed(checklist([probe("api", slow=slow)]))
    launch.begin()
    for slot, sign in enumerate(outcomes):
        launch.look(sample(slot * 30.0, WORDS[sign], latency))
    return launch


def verdict(launch: Rehearsed) -> ProbeVerdict:
    return launch.state.probe("api").verdict


@pytest.mark.parametrize(
    ("outcomes", "wanted"),
    [
        ("", "unknown"),
        (".", "ok"),
        ("x", "unknown"),
        ("xx", "fail"),
        (".x", "ok"),
        (".xx", "fail"),
        (".x.x", "ok"),
        ("xx.", "fail"),
        ("xx..", "ok"),
        ("xx.x.", "fail"),
        ("e", "unknown"),
        ("-", "unknown"),
        (".eeeee", "ok"),
        ("xxeeee", "fail"),
        ("xex", "fail"),
        ("xx.e.", "ok"),
    ],
)
def test_a_verdict_settles_after_two_equal_outcomes(outcomes: str, wanted: ProbeVerdict) -> None:
    assert verdict(judged(outcomes)) == wanted


def test_a_failing_probe_says_why() -> None:
    probe_state = judged(".xx").state.probe("api")
    assert (probe_state.reason, probe_state.detail) == ("tcp.refused", "nobody listens")
    assert probe_state.since == after(60)


def test_a_recovered_probe_has_no_reason_left() -> None:
    probe_state = judged("xx..").state.probe("api")
    assert (probe_state.verdict, probe_state.reason, probe_state.detail) == ("ok", None, "")


def test_a_slow_p95_makes_the_verdict_slow_and_a_quick_one_ok_again() -> None:
    launch = judged("." * 20, slow=0.1, latency=0.5)
    assert verdict(launch) == "slow"
    assert launch.state.probe("api").reason == "budget.slow"
    for slot in range(20, 60):
        launch.look(sample(slot * 30.0, latency=0.02))
    assert verdict(launch) == "ok"


def test_after_a_gap_a_slow_probe_is_slow_until_its_p95_is_known_again() -> None:
    launch = judged("." * 20, slow=0.1, latency=0.5)
    for slot in range(19):
        launch.look(sample(7200 + slot * 30.0, latency=0.02))
        assert verdict(launch) == "slow"
    launch.look(sample(7200 + 19 * 30.0, latency=0.02))
    assert verdict(launch) == "ok"


def test_slow_becomes_fail_and_fail_can_recover_to_slow() -> None:
    launch = judged("." * 20 + "xx", slow=0.1, latency=0.5)
    assert verdict(launch) == "fail"
    launch.look(sample(660, latency=0.5))
    launch.look(sample(690, latency=0.5))
    assert verdict(launch) == "slow"


def test_a_silent_probe_is_ok_with_the_first_good_look_and_fails_only_with_the_second() -> None:
    for outcomes, wanted in ((".", "ok"), ("x", "silent"), ("xx", "fail")):
        launch = judged("...")
        changed = ProbeChanged(probe="api", verdict="silent", was="ok")
        launch.record([changed], after(300))
        for slot, sign in enumerate(outcomes):
            launch.look(sample(400 + slot * 30.0, WORDS[sign]))
        assert verdict(launch) == wanted


def test_a_look_now_changes_no_verdict() -> None:
    launch = judged("..")
    for second in range(61, 70):
        launch.look(sample(second, "fail", scheduled=False))
    assert verdict(launch) == "ok"


@given(st.text(alphabet=".xe-", max_size=60))
def test_only_changes_are_told_and_each_names_the_verdict_before(outcomes: str) -> None:
    launch = judged(outcomes)
    told = [e.fact for e in launch.events if isinstance(e.fact, ProbeChanged)]
    assert all(fact.verdict != fact.was for fact in told)
    assert all(one.verdict == other.was for one, other in pairwise(told))
    assert [fact.was for fact in told[:1]] in ([], ["unknown"])


@given(st.text(alphabet=".x", min_size=2, max_size=60))
def test_our_own_failures_to_look_change_nothing(outcomes: str) -> None:
    """`error` and `absent` strewn in between leave every verdict as it was."""
    strewn = "".join(f"e{sign}-" for sign in outcomes)
    assert verdict(judged(outcomes)) == verdict(judged(strewn))

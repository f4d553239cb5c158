import pytest

from golive_tui.launch import commands as c
from golive_tui.launch.check_facts import Verdict
from golive_tui.launch.verifying import (
    Proven,
    UnderWay,
    Verified,
    proven,
    unclear,
    under_way,
    verified,
)
from tests.launch.checking import Checked
from tests.launch.world import after


def test_nothing_is_under_way_at_first_and_nothing_is_proven() -> None:
    launch = Checked()
    assert under_way(launch.state) is None
    assert verified(launch.plan, launch.state) == Verified(of=3)


def test_progress_counts_what_was_asked_for_since_the_oldest_that_is_still_at_work() -> None:
    launch = Checked()
    launch.verify("domain", "pass", seconds=1)
    launch.do(c.VerifyItems(all=True), after(10))
    assert under_way(launch.state) == UnderWay(done=0, of=3)
    launch.record([launch.evidence("cdn", "pass", "fail", seconds=12)], after(12))
    assert under_way(launch.state) == UnderWay(done=1, of=3)
    launch.do(c.CancelChecks(), after(13))
    assert under_way(launch.state) is None


@pytest.mark.parametrize("verdict", ["pass", "fail", "inconclusive", "error"])
def test_the_newest_verdict_stands(verdict: Verdict) -> None:
    launch = Checked()
    launch.verify("domain", verdict)
    assert proven(launch.state, "domain") == verdict
    assert unclear(launch.state, "domain") == (verdict in ("inconclusive", "error"))


def test_a_pass_that_could_not_be_told_again_is_unclear() -> None:
    launch = Checked()
    launch.verify("domain", "pass")
    launch.verify("domain", "inconclusive", seconds=10)
    assert launch.state.item("domain").record.status == "passed"
    assert proven(launch.state, "domain") == "inconclusive"


@pytest.mark.parametrize(
    ("verdict", "command", "stands"),
    [
        ("fail", c.PassItem(item="domain", note="bought under another name"), "against"),
        ("inconclusive", c.PassItem(item="domain", note="I asked the registrar"), "against"),
        ("inconclusive", c.SkipItem(item="domain", reason="no need"), "none"),
        ("pass", c.FailItem(item="domain", note="it is the wrong one"), "against"),
        ("pass", c.ReopenItem(item="domain"), "none"),
    ],
)
def test_a_person_answers_after_the_machine(
    verdict: Verdict, command: c.Command, stands: Proven
) -> None:
    launch = Checked()
    launch.verify("domain", verdict)
    launch.do(command, after(20))
    assert proven(launch.state, "domain") == stands


def test_a_pass_grows_stale() -> None:
    launch = Checked()
    launch.verify("domain", "pass")
    launch.live_on(after(5), after(3600))
    assert proven(launch.state, "domain") == "stale"
    assert verified(launch.plan, launch.state).stale == 1


def test_the_sums_leave_out_what_is_skipped_and_count_what_is_after_go_live_once_it_is() -> None:
    launch = Checked()
    launch.verify("domain", "pass")
    launch.verify("records", "inconclusive")
    launch.do(c.SkipItem(item="cdn", reason="no need"), after(5))
    assert verified(launch.plan, launch.state) == Verified(of=2, passed=1, inconclusive=1)
    launch.do(c.GoLive(), after(6))
    assert verified(launch.plan, launch.state).of == 3

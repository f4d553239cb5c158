from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from golive_tui.checklist import model as m
from golive_tui.launch.check_facts import Verdict
from golive_tui.launch.item_state import CheckVerdict, ItemState
from golive_tui.launch.samples import REASONS, Outcome
from golive_tui.launch.state import LaunchState
from golive_tui.launch.verdicts import (
    FRESH,
    FRESH_REAL,
    contradicts,
    expiry,
    good_for,
    overridden,
    said_of,
    verdict_of,
    worst,
)
from tests.launch.checking import WEB, Checked
from tests.launch.world import HOUR, after

VERDICTS: tuple[Verdict, ...] = get_args(Verdict)


@pytest.mark.parametrize(
    ("outcome", "reason", "verdict"),
    [
        ("ok", None, "pass"),
        ("fail", "http.status", "fail"),
        ("fail", "assert.failed", "fail"),
        ("fail", "assert.missing_value", "inconclusive"),
        ("fail", "assert.type", "inconclusive"),
        ("fail", "inconclusive", "inconclusive"),
        ("error", "config.invalid", "error"),
        ("error", "secret.unset", "error"),
        ("error", "probe.bug", "error"),
        ("error", "probe.stuck", "error"),
        ("error", "cmd.not_found", "error"),
        ("error", "cmd.denied", "error"),
        ("error", "host.offline", "error"),
        ("error", "dns.timeout", "inconclusive"),
        ("error", "inconclusive", "inconclusive"),
        ("error", None, "inconclusive"),
        ("absent", "slot.missed", "inconclusive"),
    ],
)
def test_a_look_means(outcome: Outcome, reason: str | None, verdict: Verdict) -> None:
    assert verdict_of(outcome, reason) == verdict


@given(st.sampled_from(get_args(Outcome)), st.none() | st.sampled_from(sorted(REASONS)))
def test_only_what_is_ok_passes(outcome: Outcome, reason: str | None) -> None:
    assert (verdict_of(outcome, reason) == "pass") == (outcome == "ok")


@given(st.lists(st.sampled_from(VERDICTS), min_size=1))
def test_all_pass_or_it_does_not_pass(verdicts: list[Verdict]) -> None:
    assert (worst(verdicts) == "pass") == (set(verdicts) == {"pass"})
    assert (worst(verdicts) == "fail") == ("fail" in verdicts)


def test_of_no_check_at_all_nothing_passes() -> None:
    assert worst([]) == "error"


@pytest.mark.parametrize("verdict", VERDICTS)
def test_a_person_contradicts_what_is_not_as_they_say(verdict: Verdict) -> None:
    assert contradicts("passed", verdict) == (verdict != "pass")
    assert contradicts("failed", verdict) == (verdict == "pass")
    assert not contradicts("skipped", verdict)
    assert not contradicts("open", verdict)


def test_nothing_is_overridden_where_nothing_was_checked() -> None:
    state = LaunchState(items={"cdn": ItemState()})
    assert not overridden(state, "cdn")


def test_a_verdict_in_words() -> None:
    base = CheckVerdict(verdict="fail", check="cdn-1", at=after(0), seq=3)
    assert said_of(base) == "fail"
    assert said_of(replace(base, reason="http.status")) == "fail (http.status)"
    whole = replace(base, reason="http.status", detail="status is 503")
    assert said_of(whole) == "fail (http.status): status is 503"


def test_evidence_is_good_for_a_quarter_of_an_hour_before_t0_and_for_good_after() -> None:
    launch = Checked()
    item = m.Item(id="cdn", title="CDN", checks=(WEB,))
    assert good_for(item, launch.state) == FRESH == 900
    assert expiry(item, launch.state, after(1)) == after(901)
    live = replace(launch.state, went_live_at=after(5))
    assert expiry(item, live, after(6)) is None


def test_an_item_says_itself_how_long_its_evidence_is_good() -> None:
    launch = Checked()
    item = m.Item(id="cdn", title="CDN", checks=(WEB,), valid_for=HOUR)
    live = replace(launch.state, went_live_at=after(5))
    assert good_for(item, launch.state) == good_for(item, live) == HOUR


def test_what_has_no_check_is_good_for_good() -> None:
    assert good_for(m.Item(id="cdn", title="CDN"), Checked().state) is None


def test_a_fast_clock_leaves_time_to_read() -> None:
    launch = Checked()
    assert launch.state.origin is not None
    fast = replace(launch.state, origin=replace(launch.state.origin, speed=60.0))
    assert good_for(m.Item(id="cdn", title="CDN", checks=(WEB,)), fast) == FRESH_REAL * 60

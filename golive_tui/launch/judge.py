"""state + sample -> facts: what an observation means for a probe's settled verdict.

A verdict settles after `fail_after` or `recover_after` equal outcomes; the first of all
settles at once when it is good. `error` and `absent` say nothing about the target: they never
fail it and never clear it. A slow probe is ok again when its p95 is known to be: after a gap too
few looks tell nothing. Long enough without an observation, a probe is silent (`advance.py`).
"""

from golive_tui.launch.events import Fact, ProbeChanged, ProbeVerdict
from golive_tui.launch.samples import Sample
from golive_tui.launch.series import Series
from golive_tui.launch.state import LaunchState


def judge(state: LaunchState, series: Series, sample: Sample) -> list[Fact]:
    """The facts that follow from `sample`, which `series` has taken in already."""
    if not sample.scheduled:
        return []
    was = state.probe(sample.probe).verdict
    verdict = settled(was, series, sample)
    if verdict == was:
        return []
    bad = verdict == "fail"
    reason = sample.reason if bad else "budget.slow" if verdict == "slow" else None
    return [
        ProbeChanged(
            probe=sample.probe,
            verdict=verdict,
            was=was,
            reason=reason,
            detail=sample.detail if bad else "",
        )
    ]


def settled(was: ProbeVerdict, series: Series, sample: Sample) -> ProbeVerdict:
    """The verdict after `sample`, given the one before."""
    probe = series.probe
    if sample.outcome == "fail":
        return "fail" if series.fails_in_row >= probe.fail_after else was
    if sample.outcome != "ok":
        return was
    if was == "fail" and series.oks_in_row < probe.recover_after:
        return was
    slow = series.too_slow
    if slow is None and was == "slow":
        return was
    return "slow" if slow else "ok"

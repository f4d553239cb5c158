"""What a digest answers by itself: the questions of a round that name probes."""

from collections.abc import Mapping
from datetime import datetime

from golive_tui.checklist.model import Checklist
from golive_tui.launch.events import RoundAnswer
from golive_tui.launch.figures import Digest
from golive_tui.launch.rounds import schedule
from golive_tui.launch.state import LaunchState
from golive_tui.units import show_percent

LEAST_COVERAGE = 0.8
"""Below this share of observed time the probes do not answer (runbooks 2.4)."""


def round_start(checklist: Checklist, state: LaunchState, round_id: str) -> datetime | None:
    """When the stretch that a round sums up began: the round before it, or T0."""
    if state.went_live_at is None:
        return None
    start = state.went_live_at
    for each in schedule(checklist.watch, state.went_live_at):
        if each.id == round_id:
            return start
        start = each.due_at
    return None


def answers(
    checklist: Checklist, phase_id: str, digests: Mapping[str, Digest], now: datetime
) -> dict[str, RoundAnswer]:
    """Answers by item id: passed when all its probes were seen enough and never failed, failed
    when one failed; a probe that was not seen enough leaves the question to a person."""
    phase = checklist.phase(phase_id)
    found: dict[str, RoundAnswer] = {}
    for item in phase.items if phase else ():
        seen = [digests.get(probe) for probe in item.probes]
        answer = _answer([each for each in seen if each], len(item.probes), now)
        if answer is not None:
            found[item.id] = answer
    return found


def _answer(digests: list[Digest], wanted: int, now: datetime) -> RoundAnswer | None:
    if not wanted:
        return None
    looks = sum(each.n for each in digests)
    failed = sum(each.failed for each in digests)
    if failed:
        note = f"{failed} of {looks} looks failed"
        return RoundAnswer(status="failed", by="probes", at=now, note=note)
    if len(digests) < wanted or any(each.coverage < LEAST_COVERAGE for each in digests):
        return None
    coverage = min(each.coverage for each in digests)
    note = f"{looks} looks, none failed, {show_percent(coverage)} observed"
    return RoundAnswer(status="passed", by="probes", at=now, note=note)

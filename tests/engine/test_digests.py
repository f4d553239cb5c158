"""The sum of a stretch between two rounds."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from msgspec.structs import replace

from golive_tui.checklist.model import Checklist, Phase, Probe, RoundItem
from golive_tui.engine import digests as module
from golive_tui.engine.digests import Digester
from golive_tui.launch import events as e
from golive_tui.launch.figures import digest
from golive_tui.launch.samples import Sample
from golive_tui.launch.state import LaunchState, RoundState
from tests.engine.clocks import START, HandClock
from tests.support.waiting import dawdle

PROBE = Probe(id="p", kind="tcp", title="P", every=60.0, timeout=0.5)
PHASE = Phase(
    id="w",
    title="W",
    start=0,
    until=3600,
    every=900,
    grace=300,
    items=(RoundItem(id="all-up", title="All up", probes=("p",)), RoundItem(id="look", title="L")),
)
CHECKLIST = Checklist(
    title="x",
    targets={},
    probes={"p": PROBE},
    objectives={},
    triggers={},
    stages=(),
    watch=(PHASE,),
)
DUE = START + timedelta(seconds=900)
STATE = LaunchState(
    went_live_at=START,
    rounds={"w/1": RoundState(phase="w", number=1, due_at=DUE, status="due")},
)


async def digest_of(samples: Sequence[Sample], state: LaunchState = STATE) -> list[e.Fact]:
    flushed: list[bool] = []
    told: list[e.Fact] = []

    async def window(probe: str, since: datetime, until: datetime) -> list[Sample]:
        assert flushed
        found = [sample for sample in samples if since < sample.at <= until]
        assert len(found) <= module.AT_ONCE, "no more are in memory at once"
        return found

    async def flush() -> None:
        flushed.append(True)

    async def settled(when: datetime) -> None:
        assert when == DUE

    digester = Digester(window, flush, HandClock(), settled)
    digester.start(CHECKLIST, state, "w/1", told.extend)
    await digester.close()
    await dawdle(0)
    return told


def minute(number: int, outcome: str = "ok") -> Sample:
    sample = Sample(
        probe="p", at=START + timedelta(seconds=60 * number), outcome="ok", latency=0.02
    )
    return sample if outcome == "ok" else replace(sample, outcome="fail", latency=None)


async def test_a_watched_stretch_answers_the_question_that_names_its_probes() -> None:
    [fact] = await digest_of([minute(number) for number in range(1, 16)])
    assert isinstance(fact, e.RoundDigested)
    assert fact.digests["p"].n == 15
    assert fact.answers["all-up"].status == "passed"
    assert fact.answers["all-up"].by == "probes"
    assert "look" not in fact.answers


async def test_one_failed_look_fails_the_question() -> None:
    samples = [minute(n) for n in range(1, 15)] + [minute(15, "fail")]
    [fact] = await digest_of(samples)
    assert isinstance(fact, e.RoundDigested)
    assert fact.answers["all-up"].status == "failed"


async def test_what_was_not_observed_is_left_to_a_person() -> None:
    [fact] = await digest_of([minute(1), minute(2)])
    assert isinstance(fact, e.RoundDigested)
    assert fact.answers == {}
    assert fact.digests["p"].coverage < 0.5


async def test_a_round_that_is_not_there_is_not_summed_up() -> None:
    assert await digest_of([], LaunchState(went_live_at=START)) == []
    assert await digest_of([], replace(STATE, went_live_at=None)) == []


@pytest.mark.parametrize("at_once", [1, 3, 7, 500])
async def test_however_few_are_read_at_once_the_sum_is_that_of_all(
    monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(module, "AT_ONCE", at_once)
    samples = [minute(n, "fail" if n % 4 == 3 else "ok") for n in range(-1, 16) if n != 5]
    [fact] = await digest_of(samples)
    assert isinstance(fact, e.RoundDigested)
    assert fact.digests["p"] == digest(samples, 60.0, START, DUE)
    assert fact.digests["p"].n == 14


async def test_figures_that_cannot_be_taken_are_logged(caplog: pytest.LogCaptureFixture) -> None:
    async def broken(*_: object) -> list[Sample]:
        raise OSError("the samples cannot be read")

    async def nothing(*_: object) -> None:
        """Done at once."""

    told: list[e.Fact] = []
    digester = Digester(broken, nothing, HandClock(), nothing)
    digester.start(CHECKLIST, STATE, "w/1", told.extend)
    await digester.close()
    assert told == []
    assert "digest w/1" in caplog.text
    assert "the samples cannot be read" in caplog.text

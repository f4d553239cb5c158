"""What the engine knows as Prometheus metrics: names and units by its conventions.

`families` is a function of values and keeps nothing; times are the launch's own. A figure that is
not known has no sample: it is never zero.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from golive_tui.checklist.model import Checklist
from golive_tui.launch.meters import trigger_reading
from golive_tui.launch.progress import decision, progress
from golive_tui.launch.rounds import timer
from golive_tui.launch.series import Series, Sight
from golive_tui.launch.state import LaunchState
from golive_tui.text import clean

LABEL_LIMIT: Final = 120
"""Characters of a label."""
VERDICTS: Final = ("unknown", "ok", "slow", "fail", "silent")
STATES: Final = (
    "disarmed", "armed", "pending", "tripped", "acknowledged", "held", "acting", "reset",
)  # fmt: skip
QUANTILES: Final = (("0.5", "p50"), ("0.95", "p95"), ("0.99", "p99"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The engine at one moment."""

    checklist: Checklist
    state: LaunchState
    sight: Sight
    now: datetime
    version: str
    lag: float = 0.0
    clients: int = 0
    missed_slots: int = 0
    writable: bool = True


def families(reading: Reading) -> Iterator[Metric]:
    """All of them."""
    yield from _launch(reading)
    yield from _probes(reading)
    yield from _triggers(reading)
    yield from _watch(reading)
    yield from _work(reading)
    yield from _engine(reading)


class _Once(Collector):
    """A collector of families that are there already."""

    def __init__(self, found: Iterable[Metric]) -> None:
        self._found = list(found)

    def collect(self) -> Iterable[Metric]:
        """Them."""
        return self._found


def exposition(reading: Reading) -> bytes:
    """The families in Prometheus's text format."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Once(families(reading)))
    return generate_latest(registry)


def _gauge(name: str, help: str, labels: Iterable[str] = ()) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"golive_{name}", help, labels=list(labels))


def _counter(name: str, help: str, labels: Iterable[str] = ()) -> CounterMetricFamily:
    return CounterMetricFamily(f"golive_{name}", help, labels=list(labels))


def _one(name: str, help: str, value: float) -> Metric:
    family = _gauge(name, help)
    family.add_metric([], value)
    return family


def _said(text: str) -> str:
    return clean(text, LABEL_LIMIT)


def _hot(family: GaugeMetricFamily, labels: list[str], words: Iterable[str], is_now: str) -> None:
    """One sample for each word: 1 for the one that holds, 0 for the others."""
    for word in words:
        family.add_metric([*labels, word], 1.0 if word == is_now else 0.0)


def _launch(reading: Reading) -> Iterator[Metric]:
    state, origin = reading.state, reading.state.origin
    info = _gauge(
        "launch_info", "The launch, as labels.", ("id", "title", "target", "rehearsal", "version")
    )
    if origin is not None:
        rehearsal = str(origin.rehearsal).lower()
        names = (origin.id, origin.title, origin.target, rehearsal, reading.version)
        info.add_metric([_said(each) for each in names], 1.0)
    yield info
    verdict = _gauge("launch_verdict", "What the launch says now: 1 at one of them.", ("verdict",))
    word = decision(reading.checklist, state, reading.now).word
    _hot(verdict, [], ("go", "hold", "no-go"), word)
    yield verdict
    if state.went_live_at is not None:
        yield _one("launch_went_live_timestamp_seconds", "T0.", state.went_live_at.timestamp())


def _probes(reading: Reading) -> Iterator[Metric]:
    series = list(reading.sight.items())
    success = _gauge("probe_success", "Whether the newest look was good.", ("probe",))
    duration = _gauge("probe_duration_seconds", "How long the newest look took.", ("probe",))
    coverage = _gauge(
        "probe_coverage_ratio", "The part of the time since T0 that was observed.", ("probe",)
    )
    verdict = _gauge("probe_verdict", "The settled verdict: 1 at one.", ("probe", "verdict"))
    for probe, each in series:
        if each.latest is not None and each.latest.outcome in ("ok", "fail"):
            success.add_metric([probe], float(each.latest.outcome == "ok"))
        if each.latest is not None and each.latest.latency is not None:
            duration.add_metric([probe], each.latest.latency)
        coverage.add_metric([probe], each.tally.uptime(reading.now).coverage)
        _hot(verdict, [probe], VERDICTS, reading.state.probe(probe).verdict)
    yield from (success, duration, _latency(series, reading.now), _samples(series), coverage)
    yield verdict


def _latency(series: Iterable[tuple[str, Series]], now: datetime) -> Metric:
    """A summary over the probe's window; a failed look counts as +Inf."""
    family = Metric(
        "golive_probe_latency_seconds",
        "Latency over the probe's window by nearest rank; a failed look counts as +Inf.",
        "summary",
    )
    for probe, each in series:
        figures = each.figures(now)
        for quantile, name in QUANTILES:
            value: float | None = getattr(figures, name)
            if value is not None:
                labels = {"probe": probe, "quantile": quantile}
                family.add_sample("golive_probe_latency_seconds", labels, value)
        count = {"probe": probe}
        family.add_sample("golive_probe_latency_seconds_count", count, figures.n)
    return family


def _samples(series: Iterable[tuple[str, Series]]) -> Metric:
    family = _counter(
        "probe_samples", "Looks that observed the target, since T0.", ("probe", "outcome")
    )
    for probe, each in series:
        tally = each.tally
        family.add_metric([probe, "ok"], tally.n - tally.failed)
        family.add_metric([probe, "fail"], tally.failed)
    return family


def _triggers(reading: Reading) -> Iterator[Metric]:
    state = _gauge("trigger_state", "Where the trigger is: 1 at one.", ("trigger", "state"))
    value = _gauge("trigger_value", "What it measures now; none while unknown.", ("trigger",))
    threshold = _gauge("trigger_threshold", "The value beyond which it is breached.", ("trigger",))
    for name, trigger in reading.checklist.triggers.items():
        known = reading.state.trigger(name)
        _hot(state, [name], STATES, known.status)
        found = trigger_reading(
            trigger, reading.sight, reading.now, counts_from=known.counts_from
        ).value
        if found is not None:
            value.add_metric([name], found)
        threshold.add_metric([name], trigger.measure.limit)
    yield from (state, value, threshold)


def _watch(reading: Reading) -> Iterator[Metric]:
    timing = timer(reading.checklist.watch, reading.state, reading.now)
    rounds = _counter("rounds", "Rounds of the watch that are over, by how.", ("status",))
    rounds.add_metric(["completed"], timing.completed)
    rounds.add_metric(["missed"], timing.missed)
    yield rounds
    yield _one("rounds_overdue", "Rounds that wait beyond their grace.", timing.overdue)
    if timing.next_due_at is not None:
        yield _one(
            "round_next_due_timestamp_seconds",
            "When the next round falls due.",
            timing.next_due_at.timestamp(),
        )


def _work(reading: Reading) -> Iterator[Metric]:
    counted = progress(reading.checklist, reading.state)
    items = _gauge("items", "Items of the checklist, by status.", ("status",))
    for status in ("open", "passed", "failed", "skipped", "stale"):
        items.add_metric([status], getattr(counted, status))
    yield items
    running = sum(step.open is not None for step in reading.state.steps.values())
    yield _one("steps_running", "Steps whose command may be running.", running)
    notices = _counter("notices", "Notices, by channel and what came of them.",
                       ("channel", "outcome"))  # fmt: skip
    for name in reading.checklist.channels:
        channel = reading.state.channel(name)
        notices.add_metric([name, "sent"], channel.sent)
        notices.add_metric([name, "failed"], channel.failed)
    yield notices


def _engine(reading: Reading) -> Iterator[Metric]:
    yield _one("engine_loop_lag_seconds", "By how much the loop was late last.", reading.lag)
    yield _one("engine_writable", "Whether the journal can be written.", reading.writable)
    missed = _counter("probe_missed_slots", "Slots of probes that could not be served.")
    missed.add_metric([], reading.missed_slots)
    yield missed
    yield _one("clients", "Attached dashboards and scripts.", reading.clients)
    yield _one("journal_seq", "The number of the newest event.", reading.state.seq)

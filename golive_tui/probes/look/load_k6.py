"""k6's two JSON files: what a script's `handleSummary` gets, and the older `--summary-export`.

In the first, a metric's numbers stand in `values` and a threshold's `true` means passed; in the
second they stand in the metric itself, and `true` means crossed (grafana/k6 #1498). `passes` of
`http_req_failed` are the requests that failed (#2306). No boolean is read here. Nor is anything
that is no number of a metric: `setup_data` holds the tokens of the run.
"""

import re
from collections.abc import Mapping
from typing import Final

from golive_tui.errors import InputError
from golive_tui.probes.look.load_figures import Figures, Gathering, amount, number, seconds

Stats = Mapping[str, object]

_PERCENTILE: Final = re.compile(r"p\((\d+(?:\.\d+)?)\)")
_CLOSE: Final = 0.0005
"""Shares that differ by less are the same, rounded."""
_UNJUDGED: Final = 0.01
"""Share of the requests of which the file may not tell whether they failed."""


def read_k6(document: Mapping[str, object]) -> Figures:
    """The figures in k6's JSON; raises InputError when it is none."""
    metrics = document.get("metrics")
    if not isinstance(metrics, Mapping):
        raise InputError("it is JSON, but no summary of k6: it has no `metrics`")
    has_values = any(
        isinstance(each, Mapping) and isinstance(each.get("values"), Mapping)
        for each in metrics.values()
    )
    stats = {str(name): _stats(each, has_values=has_values) for name, each in metrics.items()}
    if not any(name in stats for name in ("http_reqs", "http_req_duration", "iterations")):
        raise InputError("it is JSON, but no summary of k6: it has no metric of k6's own")
    gathering = Gathering()
    _take_requests(gathering, stats)
    _take_times(gathering, stats.get("http_req_duration", {}))
    _take_run(gathering, stats, document)
    numbers = {name: _numbers(each) for name, each in stats.items()}
    return gathering.done("k6" if has_values else "k6-export", numbers)


def _stats(metric: object, *, has_values: bool) -> Stats:
    if not isinstance(metric, Mapping):
        return {}
    inner = metric.get("values") if has_values else metric
    return inner if isinstance(inner, Mapping) else {}


def _numbers(stats: Stats) -> dict[str, float]:
    """`p(95)` is called p95, as a condition can write it."""
    return {
        _PERCENTILE.sub(r"p\1", str(name)): found
        for name, value in stats.items()
        if (found := number(value)) is not None
    }


def _share(stats: Stats) -> tuple[float | None, float | None, str]:
    """Of a rate: its passes, how many there were, and what is wrong with it."""
    passes, fails = amount(stats.get("passes")), amount(stats.get("fails"))
    if passes is None or fails is None:
        return None, None, "it does not count them"
    if not passes + fails:
        return None, 0.0, "it has no samples"
    told = number(stats.get("rate", stats.get("value")))
    if told is not None and abs(told - passes / (passes + fails)) > _CLOSE:
        return None, None, "its share and its counts contradict each other"
    return passes, passes + fails, ""


def _take_requests(gathering: Gathering, stats: Mapping[str, Stats]) -> None:
    failed, judged, wrong = _share(stats.get("http_req_failed", {}))
    requests = amount(stats.get("http_reqs", {}).get("count"))
    if requests is None:
        requests = judged
    gathering.take("requests", requests, "the file does not tell how many requests were made")
    if not requests:
        return
    why = f"http_req_failed: {wrong}"
    if judged is not None and abs(requests - judged) > _UNJUDGED * requests and not wrong:
        failed, why = None, f"http_req_failed judged {judged:.0f} of {requests:.0f} requests"
    if failed is None or judged is None:
        gathering.take_failed(None, requests, why)
    else:
        gathering.take_failed(failed, judged, why)


def _take_times(gathering: Gathering, duration: Stats) -> None:
    gathering.take("p50", seconds(duration.get("med", duration.get("p(50)"))), _no_stat("med"))
    for name in ("p(90)", "p(95)", "p(99)"):
        gathering.take(f"p{name[2:4]}", seconds(duration.get(name)), _no_stat(name))
    gathering.take("max", seconds(duration.get("max")), _no_stat("max"))


def _no_stat(name: str) -> str:
    return f"k6 stores {name} only when summaryTrendStats names it"


def _take_run(
    gathering: Gathering, stats: Mapping[str, Stats], document: Mapping[str, object]
) -> None:
    held, checked, wrong = _share(stats.get("checks", {}))
    share = held / checked if held is not None and checked else None
    gathering.take("checks", share, f"checks: {wrong}")
    # vus_max counts the users that were set aside for the run, whether they ever ran or not.
    users = amount(stats.get("vus", {}).get("max"))
    gathering.take("users", users, "the file has no `vus`: vus_max counts those set aside")
    state = document.get("state")
    took = state.get("testRunDurationMs") if isinstance(state, Mapping) else None
    gathering.take("duration", seconds(took), "only handleSummary's file tells it")

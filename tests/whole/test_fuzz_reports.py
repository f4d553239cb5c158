"""Evidence that a stranger wrote: whatever stands in a report, a look ends in a verdict.

Each look goes the whole way, from the file's bytes through the kind and `take` to a sample: no
exception gets to the border (it would read `probe.bug`), and the reason is one of the kind's own.
"""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive_tui.launch.samples import Sample
from tests.probes.load_files import HISTORY, STATS, k6, k6_export, locust
from tests.probes.looking import look_once, reach
from tests.probes.report_files import (
    JEST,
    NESTED,
    PYTEST,
    SUREFIRE,
    npm_audit,
    playwright,
    sarif,
    trivy,
    zap,
)
from tests.whole.mutations import EDITS, Change, Edit, changed, changes, plain, spoilt

FACTS = {
    "load_report": ("requests > 0", "error_rate < 1%", "p95 < 2s", "age_seconds < 1d"),
    "test_report": ("tests > 0", "failed == 0", "duration < 1h", "age_seconds < 1d"),
    "scan_report": ("total == 0", "critical == 0", "tool == 'x'", "age_seconds < 1d"),
}
"""What `expect` asks of each kind, so that every fact is made and compared."""

_DOCUMENTS = {
    "k6": ("load_report", k6()),
    "k6-export": ("load_report", k6_export()),
    "locust": ("load_report", [locust(), locust(name="/b")]),
    "playwright": ("test_report", playwright("expected", "flaky", "unexpected")),
    "sarif": ("scan_report", sarif({"ruleId": "scored"}, {"ruleId": "plain"})),
    "trivy": ("scan_report", trivy("CRITICAL", "LOW")),
    "npm-audit": ("scan_report", npm_audit(high=1, low=1)),
    "zap": ("scan_report", zap("3", "1")),
}
_TEXTS = {
    **{name: (kind, json.dumps(document)) for name, (kind, document) in _DOCUMENTS.items()},
    "locust-csv": ("load_report", STATS),
    "pytest": ("test_report", PYTEST),
    "jest": ("test_report", JEST),
    "surefire": ("test_report", SUREFIRE),
    "nested": ("test_report", NESTED),
}


class Desk:
    """A folder for reports, and one loop for all looks of a test."""

    def __init__(self, folder: Path, runner: asyncio.Runner) -> None:
        self._folder = folder
        self._runner = runner

    def looked(self, kind: str, data: bytes, history: bytes = HISTORY.encode()) -> Sample:
        """The sample of a report with these bytes; never a bug, and always of a known reason."""
        (self._folder / "r_stats.csv").write_bytes(data)
        (self._folder / "r_stats_history.csv").write_bytes(history)
        settings = {"file": "r_stats.csv", "max_age": 86400.0}
        if kind == "load_report":
            del settings["max_age"]
        within = reach(directory=str(self._folder))
        values = {"seen": FACTS[kind][0].split()[0], "age": "age_seconds"}
        look = look_once(kind, settings, *FACTS[kind], within=within, values=values)
        sample = self._runner.run(look)
        assert sample.reason != "probe.bug", sample
        assert sample.outcome == "ok" or sample.reason
        assert plain(sample.detail)
        return sample


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with asyncio.Runner() as runner:
        yield Desk(tmp_path_factory.mktemp("reports"), runner)


@given(st.sampled_from(sorted(_TEXTS)), EDITS)
def test_a_report_with_bytes_changed_comes_to_a_verdict(
    desk: Desk, name: str, edits: list[Edit]
) -> None:
    kind, good = _TEXTS[name]
    desk.looked(kind, spoilt(good.encode(), edits))


_CHANGED = [
    st.tuples(st.just(name), changes(document)) for name, (_, document) in _DOCUMENTS.items()
]


@given(st.one_of(_CHANGED))
def test_a_report_with_values_changed_comes_to_a_verdict(
    desk: Desk, made: tuple[str, list[Change]]
) -> None:
    kind, document = _DOCUMENTS[made[0]]
    desk.looked(kind, json.dumps(changed(document, made[1])).encode())


@given(EDITS)
def test_a_history_with_bytes_changed_comes_to_a_verdict(desk: Desk, edits: list[Edit]) -> None:
    desk.looked("load_report", STATS.encode(), spoilt(HISTORY.encode(), edits))

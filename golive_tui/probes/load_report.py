"""The report of a load test: the figures in a file of k6 or Locust, and never the tool's verdict.

k6's two formats mean opposite things by the same boolean, both call a run without a request a
success, and the customer's script passes at five times the checklist's limit. So the values are
read, and the checklist's own conditions judge them; what a file cannot show is not proven.
"""

from collections.abc import Mapping
from typing import Final

from golive_tui.checklist.fields import Field, Spec, Text
from golive_tui.probes.kind import FactDoc, Lookout, Reach
from golive_tui.probes.settings import Given

SPEC: Final = Spec(
    name="load_report",
    help="Reads the report of a load test: k6's handleSummary or --summary-export JSON, Locust's "
    "stats CSV or --json.",
    fields=(
        Field(
            name="file",
            type=Text(template=True, example="load-test-results.json"),
            required=True,
            help="the report, from the launch's directory; its content tells its format",
        ),
        Field(
            name="history",
            type=Text(template=True, example="run_stats_history.csv"),
            default="",
            help="Locust's history, which alone tells users and duration; when left out, the "
            "`_stats_history.csv` beside a `_stats.csv`",
        ),
    ),
)

FACTS: Final = (
    FactDoc(path="format", help="k6, k6-export, locust-csv or locust-json"),
    FactDoc(path="age_seconds", help="seconds since the file was written"),
    FactDoc(path="requests", help="requests that were made; no figure is there when it is 0"),
    FactDoc(path="failed", help="those of them that failed"),
    FactDoc(path="error_rate", help="share of the requests that failed, 0 to 1"),
    FactDoc(path="p50", help="median response time in seconds"),
    FactDoc(path="p90", help="90th percentile in seconds"),
    FactDoc(path="p95", help="95th percentile in seconds"),
    FactDoc(path="p99", help="99th percentile in seconds; k6 stores it only when told to"),
    FactDoc(path="max", help="longest response time in seconds"),
    FactDoc(path="users", help="the most virtual users that ran at the same time"),
    FactDoc(path="duration", help="seconds that the run took"),
    FactDoc(path="checks", help="share of k6's checks that held, 0 to 1"),
    FactDoc(path="metric.NAME.STAT", help="any number of a k6 metric, in k6's unit; p(95) is p95"),
)


class LoadReport:
    """`kind = "load_report"`."""

    name = "load_report"
    spec = SPEC
    facts = FACTS
    reasons = ()
    check_only = False

    def open(self, settings: Mapping[str, object], reach: Reach) -> Lookout:
        """A lookout on the file, which need not be there yet."""
        from golive_tui.probes.look.load_report import LoadReportLookout

        given = Given(SPEC, settings)
        return LoadReportLookout(
            file=given.needed("file"),
            history=given.text("history").strip(),
            directory=reach.directory,
        )


KIND: Final = LoadReport()

"""The report of a security scan or a penetration test: how many findings, how bad, of when."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from golive_tui.checklist.fields import Field, MapOf, Spec, Text, Whole
from golive_tui.probes.kind import FactDoc, Lookout, Reach
from golive_tui.probes.settings import MAX_AGE, Given

_SEVERITY: Final = Text(
    pattern="critical|high|medium|low|info|unknown",
    words=("critical", "high", "medium", "low", "info", "unknown"),
    at_most=10,
)
LIMITS: Final = MappingProxyType({"critical": 0, "high": 0})

SPEC: Final = Spec(
    name="scan_report",
    help="Reads the report of a security scan: SARIF 2.1.0, Trivy's JSON, `npm audit --json` of "
    "npm 7 and later, OWASP ZAP's traditional JSON. Fails above its limits; a report of a scan "
    "that looked at nothing proves nothing.",
    fields=(
        Field(
            name="file",
            type=Text(template=True, example="reports/zap.json"),
            required=True,
            help="the report, from the launch's directory; its content tells its format",
        ),
        Field(
            name="limits",
            type=MapOf(Whole(), keys=_SEVERITY),
            help="how many findings of each severity are borne; when left out, none that is "
            "critical or high, and a severity that is not named has no limit",
        ),
        MAX_AGE,
    ),
)

FACTS: Final = (
    FactDoc(path="format", help="sarif, trivy, npm-audit or zap"),
    FactDoc(path="tool", help="who scanned"),
    FactDoc(path="target", help="what was scanned, where the report says so"),
    FactDoc(path="critical", help="findings of that severity; ZAP knows none"),
    FactDoc(path="high", help="likewise; a SARIF result without a score: of level error"),
    FactDoc(path="medium", help="likewise; of level warning; npm's moderate"),
    FactDoc(path="low", help="likewise; of level note"),
    FactDoc(path="info", help="likewise; of level none"),
    FactDoc(path="unknown", help="findings that the tool has not rated"),
    FactDoc(path="total", help="all of them"),
    FactDoc(path="suppressed", help="findings that were set aside, and are not among the others"),
    FactDoc(path="date", help="when it was scanned, UTC"),
    FactDoc(path="date_from", help="report or file: who says so"),
    FactDoc(path="age_seconds", help="seconds since then"),
)


class ScanReport:
    """`kind = "scan_report"`."""

    name = "scan_report"
    spec = SPEC
    facts = FACTS
    reasons = ()
    check_only = False

    def open(self, settings: Mapping[str, object], reach: Reach) -> Lookout:
        """A lookout on the file, which need not be there yet."""
        from golive_tui.probes.look.scan_report import ScanReportLookout

        given = Given(SPEC, settings)
        return ScanReportLookout(
            file=given.needed("file"),
            directory=reach.directory,
            limits=given.wholes("limits") or dict(LIMITS),
            max_age=given.seconds("max_age"),
        )


KIND: Final = ScanReport()

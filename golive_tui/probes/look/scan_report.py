"""Looking at a scan's report: which format it has, and whether its findings are borne."""

from collections.abc import Callable, Mapping
from typing import Final

from golive_tui import clock
from golive_tui.errors import InputError
from golive_tui.probes.facts import Absent, LazyFacts, absent
from golive_tui.probes.facts import read_json as parse_json
from golive_tui.probes.kind import Observation
from golive_tui.probes.look.file_look import FileLook
from golive_tui.probes.look.report_date import Dated, dated, too_old
from golive_tui.probes.look.report_file import place, read_report
from golive_tui.probes.look.sarif import is_sarif, read_sarif
from golive_tui.probes.look.scan_counts import SEVERITIES, Findings
from golive_tui.probes.look.scan_formats import (
    is_npm_audit,
    is_trivy,
    is_zap,
    read_npm_audit,
    read_trivy,
    read_zap,
)

Document = Mapping[str, object]

_FORMATS: Final[tuple[tuple[Callable[[Document], bool], Callable[[Document], Findings]], ...]] = (
    (is_sarif, read_sarif),
    (is_trivy, read_trivy),
    (is_npm_audit, read_npm_audit),
    (is_zap, read_zap),
)
KNOWN: Final = "SARIF 2.1.0, Trivy's JSON, npm audit's JSON and ZAP's JSON are known"


class ScanReportLookout(FileLook):
    """Reads anew at each look."""

    def __init__(
        self, *, file: str, directory: str, limits: Mapping[str, int], max_age: float | None
    ) -> None:
        wrong = [name for name in limits if name not in SEVERITIES]
        if wrong:
            raise InputError(
                f"scan_report: `limits` has no severity `{wrong[0]}`", hint=", ".join(SEVERITIES)
            )
        super().__init__(self._read, place(directory, file, "scan_report"))
        self._directory = directory
        self._limits = limits
        self._max_age = max_age

    def _read(self) -> Observation:
        try:
            report = read_report(self._path, self._directory)
            found = _findings(report.text, str(self._path))
        except InputError as error:
            detail = f"not proven: {error.message}"
            return Observation(outcome="error", reason="inconclusive", detail=detail)
        date = dated(found.told, report.written, clock.real_now())
        seen = self._over(found) or too_old(date, self._max_age) or Observation(outcome="ok")
        return Observation(
            outcome=seen.outcome,
            reason=seen.reason,
            detail=f"{self._path.name} ({found.format}): {seen.detail or _summary(found)}",
            facts=_facts(found, date),
        )

    def _over(self, found: Findings) -> Observation | None:
        over = [
            f"{found.counts[severity]} {severity}, {self._limits[severity]} allowed"
            for severity in SEVERITIES
            if severity in self._limits and found.counts[severity] > self._limits[severity]
        ]
        if not over:
            return None
        return Observation(outcome="fail", reason="assert.failed", detail="; ".join(over))


def _findings(text: str, path: str) -> Findings:
    """Those of whichever format; raises InputError that names the file."""
    document = parse_json(text)
    try:
        if isinstance(document, Absent):
            raise InputError(f"{document.why}; {KNOWN}")
        if isinstance(document, Mapping):
            for fits, read in _FORMATS:
                if fits(document):
                    return read(document)
        raise InputError(f"it is of no format that golive knows; {KNOWN}")
    except InputError as error:
        raise InputError(f"{path}: {error.message}") from error


def _summary(found: Findings) -> str:
    told = [f"{number} {severity}" for severity, number in found.counts.items() if number]
    aside = f"; {found.suppressed} set aside" if found.suppressed else ""
    return f"{', '.join(told) or 'no findings'}{aside}"


def _facts(found: Findings, date: Dated) -> LazyFacts:
    known: dict[str, object] = {
        **found.counts,
        "total": sum(found.counts.values()),
        "suppressed": found.suppressed,
        "format": found.format,
        "tool": found.tool,
        **date.facts,
    }
    lacking: dict[str, str] = {}
    if found.target:
        known["target"] = found.target
    else:
        lacking["target"] = "the report does not say"
    if date.age is None:
        lacking["age_seconds"] = "it bears a time that is still to come"
    return LazyFacts(known, {name: absent(why) for name, why in lacking.items()})

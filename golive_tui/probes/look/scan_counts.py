"""What any report of a scan comes down to: findings by severity, of when, of what."""

from dataclasses import dataclass, field
from typing import Final

from golive_tui.probes.look.report_date import Told

SEVERITIES: Final = ("critical", "high", "medium", "low", "info", "unknown")
"""From the worst down; `unknown` is what a tool could not rate, and could be any of them."""

_SPELLINGS: Final = {
    "moderate": "medium",
    "informational": "info",
    "note": "info",
    "none": "info",
    "negligible": "low",
}


@dataclass(slots=True, kw_only=True)
class Findings:
    """Findings of one report. `suppressed`: those that a person or a rule has set aside."""

    format: str
    tool: str = ""
    target: str = ""
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(SEVERITIES, 0))
    suppressed: int = 0
    told: Told | None = None

    def add(self, severity: object) -> None:
        """One more of that severity, in whichever spelling."""
        self.counts[severity_of(severity)] += 1


def severity_of(word: object) -> str:
    """One of SEVERITIES for a tool's word."""
    if not isinstance(word, str):
        return "unknown"
    lower = word.strip().lower()
    known = _SPELLINGS.get(lower, lower)
    return known if known in SEVERITIES else "unknown"


def rated(score: float) -> str:
    """The severity of a CVSS score (version 3.1, section 5)."""
    for least, severity in ((9.0, "critical"), (7.0, "high"), (4.0, "medium"), (0.1, "low")):
        if score >= least:
            return severity
    return "info"

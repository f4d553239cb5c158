"""Outcomes of checks, made up."""

from datetime import UTC, datetime
from typing import Final

from golive_tui.cli.check_outcome import Outcome
from golive_tui.launch.check_facts import Found, Verdict

AT: Final = datetime(2026, 11, 24, 12, tzinfo=UTC)
REASONS: Final[dict[Verdict, str | None]] = {
    "pass": None,
    "fail": "http.status",
    "inconclusive": "assert.missing_value",
    "error": "secret.unset",
}


def found(verdict: Verdict, detail: str = "so it is") -> Found:
    """One check's verdict."""
    return Found(
        kind="http",
        verdict=verdict,
        at=AT,
        seconds=0.25,
        reason=REASONS[verdict],
        detail=detail,
        asked={"url": "https://example.com"},
        expect=("status == 200",),
        facts={"status": "200"},
        phases={"connect": 0.002},
    )


def outcome(*verdicts: Verdict, name: str = "api", title: str = "The API answers") -> Outcome:
    """An item's."""
    path = ("Before", "Set-up v1.2")
    return Outcome(id=name, title=title, path=path, found=tuple(found(each) for each in verdicts))

"""One thing looked at, and what it means for a launch."""

from dataclasses import dataclass
from typing import Literal

Verdict = Literal["ok", "note", "unknown", "wrong"]
"""ok; note: fit, and worth knowing; unknown: could not be seen, which is never good; wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """`check` is a short name that stays; `remedy` what to do, empty where there is nothing."""

    check: str
    verdict: Verdict
    says: str
    remedy: str = ""


def ok(check: str, says: str) -> Finding:
    """It is as it should be."""
    return Finding(check=check, verdict="ok", says=says)


def note(check: str, says: str, remedy: str = "") -> Finding:
    """A launch can live with it."""
    return Finding(check=check, verdict="note", says=says, remedy=remedy)


def unknown(check: str, says: str, remedy: str = "") -> Finding:
    """It could not be seen."""
    return Finding(check=check, verdict="unknown", says=says, remedy=remedy)


def wrong(check: str, says: str, remedy: str) -> Finding:
    """It will hurt the launch."""
    return Finding(check=check, verdict="wrong", says=says, remedy=remedy)

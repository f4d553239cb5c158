"""What a load report proves, in golive's units, and why it does not prove the rest.

Shared by the readers of each tool's files. They are pure: text in, figures out, or an InputError.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

FIGURES: Final = (
    "requests", "failed", "error_rate", "p50", "p90", "p95", "p99", "max", "users", "duration",
    "checks",
)  # fmt: skip
TIMES: Final = ("p50", "p90", "p95", "p99", "max")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """`proven` and `lacking` hold each of FIGURES between them: its number, or why it has none.

    Times are in seconds, shares 0 to 1. `metrics`: every number of the file by metric and stat.
    """

    format: str
    proven: Mapping[str, float]
    lacking: Mapping[str, str] = field(default_factory=dict)
    metrics: Mapping[str, Mapping[str, float]] = field(default_factory=dict)


@dataclass(slots=True)
class Gathering:
    """Figures being read: what is proved, and what is not and why."""

    proven: dict[str, float] = field(default_factory=dict)
    lacking: dict[str, str] = field(default_factory=dict)

    def take(self, name: str, value: float | None, why: str) -> None:
        """A figure, or why it is not there."""
        if value is None:
            self.lacking[name] = why
        else:
            self.proven[name] = value

    def take_failed(self, failed: float | None, requests: float, why: str) -> None:
        """How many failed, and their share; more than there were is a contradiction."""
        if failed is not None and failed > requests:
            failed, why = None, "the file tells of more failures than requests"
        self.take("failed", failed, why)
        self.take("error_rate", failed / requests if failed is not None else None, why)

    def done(self, form: str, metrics: Mapping[str, Mapping[str, float]] | None = None) -> Figures:
        """The figures. Percentiles that fall prove nothing; no request proves nothing at all."""
        if not self.proven.get("requests"):
            why = self.lacking.get("requests", "the run made no request")
            return Figures(format=form, proven={}, lacking=dict.fromkeys(FIGURES, why))
        times = [self.proven[name] for name in TIMES if name in self.proven]
        if times != sorted(times):
            for name in TIMES:
                self.proven.pop(name, None)
                self.lacking[name] = "the file's response times contradict each other"
        for name in FIGURES:
            if name not in self.proven:
                self.lacking.setdefault(name, "such a file does not tell it")
        return Figures(format=form, proven=self.proven, lacking=self.lacking, metrics=metrics or {})


def number(value: object) -> float | None:
    """A finite number, or None: of nothing else can anything be proved."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        made = float(value)
    except OverflowError:
        return None
    return made if math.isfinite(made) else None


def amount(value: object) -> float | None:
    """A number that is not negative: a count or a time."""
    made = number(value)
    return made if made is not None and made >= 0 else None


def seconds(milliseconds: object) -> float | None:
    """Both tools tell times in milliseconds."""
    made = amount(milliseconds)
    return made / 1000 if made is not None else None

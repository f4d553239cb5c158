"""The report of a soak: a verdict a series, as one Markdown page."""

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from benchmarks.table import markdown
from benchmarks.trend import Point, Trend, flat, steady


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What is asked of the series whose names end so."""

    end: str
    unit: str
    grows: bool = False
    """Whether it may grow, as long as it does not do so ever quicker."""
    absolute: float = 0.0
    relative: float = 0.0

    def judge(self, points: Sequence[Point]) -> Trend:
        """The trend of a series by this rule."""
        if self.grows:
            return steady(points, least=self.absolute)
        return flat(points, absolute=self.absolute, relative=self.relative)


RULES: Final = (
    Rule(end=".rss", unit="MB", absolute=2.0, relative=0.05),
    Rule(end=".pss", unit="MB", absolute=2.0, relative=0.05),
    Rule(end=".fds", unit="", absolute=2.0, relative=0.1),
    Rule(end=".threads", unit="", absolute=1.0),
    Rule(end=".children", unit="", absolute=1.0),
    Rule(end=".tasks", unit="", absolute=4.0, relative=0.1),
    Rule(end=".blocks", unit="k", relative=0.05),
    Rule(end=".heap", unit="MB", absolute=2.0, relative=0.05),
    Rule(end="key.median", unit="ms", absolute=20.0, relative=0.25),
    Rule(end="key.most", unit="ms", absolute=100.0, relative=0.5),
    Rule(end="key.lost", unit=""),
    Rule(end="samples.db-wal", unit="kB", absolute=4500.0),
    Rule(end="engine.log", unit="kB", grows=True, absolute=0.1),
    Rule(end="state.toml", unit="kB", grows=True, absolute=0.1),
    Rule(end="journal.jsonl", unit="kB", grows=True, absolute=0.1),
    Rule(end="samples.db", unit="kB", grows=True, absolute=0.1),
    Rule(end="file.steps", unit="kB", grows=True, absolute=0.1),
    Rule(end="dashboard.bytes", unit="B", grows=True, absolute=100.0),
)
"""The first whose end fits is the rule of a series."""

GOOD: Final = ("flat", "steady", "falls")
HEAD: Final = ("series", "after a third", "at the end", "most", "drift", "verdict")


def rule_of(name: str) -> Rule:
    """The rule of a series by its name; KeyError when there is none."""
    for rule in RULES:
        if name.endswith(rule.end):
            return rule
    raise KeyError(name)


def series_of(looks: Sequence[Mapping[str, Any]]) -> dict[str, list[Point]]:
    """Every series of a leg: seconds since its beginning, and the value."""
    found: dict[str, list[Point]] = {}
    for look in looks:
        for name, value in look["series"].items():
            found.setdefault(name, []).append((float(look["at"]), float(value)))
    return dict(sorted(found.items()))


def judged(looks: Sequence[Mapping[str, Any]]) -> dict[str, Trend]:
    """The trend of every series of a leg."""
    return {name: rule_of(name).judge(points) for name, points in series_of(looks).items()}


def section(title: str, looks: Sequence[Mapping[str, Any]]) -> str:
    """One leg of the soak: what was done in it, and a row a series."""
    loads = [float(look["load"]) for look in looks]
    acts = ", ".join(f"{name} {count}" for name, count in sorted(looks[-1]["acts"].items()))
    trends = judged(looks)
    bad = [name for name, trend in trends.items() if trend.verdict not in GOOD]
    words = f"Not flat: {', '.join(bad)}." if bad else "All of it flat or steady."
    told = (
        f"{len(looks)} looks in {looks[-1]['at'] / 60:.0f} minutes. Load of the machine: "
        f"median {statistics.median(loads):.1f}, most {max(loads):.1f}. "
        f"Acts: {acts}. **{words}**"
    )
    return "\n".join(
        [
            f"## {title}",
            "",
            told,
            "",
            markdown(HEAD, [_row(name, trend) for name, trend in trends.items()]),
        ]
    )


def _row(name: str, trend: Trend) -> tuple[str, ...]:
    rule = rule_of(name)
    drift = f"{_figure(trend.drift, sign=True)} {rule.unit}".strip()
    if rule.grows:
        drift = f"{_figure(trend.rate * 3600, sign=True)} {rule.unit}/h"
    values = (trend.first, trend.last, trend.most)
    return (
        name,
        *(f"{_figure(each)} {rule.unit}".strip() for each in values),
        drift,
        trend.verdict,
    )


def _figure(value: float, *, sign: bool = False) -> str:
    text = f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.1f}"
    return f"+{text}" if sign and value > 0 else text
